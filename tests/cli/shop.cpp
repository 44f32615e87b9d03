#include "tests/cli/shop.h"


namespace seg::test {

Shop::Shop() {
  write("seg.toml", R"([workspace]
name = "corner"

[data]
unknown = [""]
[data.profile]
file = "data/customers.csv"
key = "id"
[data.purchase]
file = "data/purchases.csv"
key = "id"
)");
  write("schema.seg", R"(schema corner {
  timezone "UTC"
  channel  email
  goal     sell
  kpi      rate

  profile {
    id       id     key
    points   int?
    consent  bool   consent(email)
  }
  event purchase, purchases {
    at     timestamp
    total  money(EUR)
  }
}
)");
  write("segments/all.seg", R"(segment recent "Bought of late" {
  where any purchase in last 90 days
}
segment rich { where points in top 40% }
segment quiet { where no purchases and consent }
)");
  write("data/customers.csv", "id,points,consent\n0001,10,true\n0002,20,false\n0003,30,true\n0004,40,true\n0005,50,false\né6,,true\n");
  write("data/purchases.csv",
        "id,at,total\n0001,2026-02-01T00:00:00Z,12.00\n0001,2026-02-20T08:00:00Z,30.00\n0002,2025-06-01T00:00:00Z,99.00\n"
        "0004,2025-12-01T00:00:00Z,5.00\n0005,2026-02-28T23:59:59Z,7.50\n");
}

std::string Shop::read(const std::filesystem::path& relative) const {
  return contents(path() / relative);
}

}  // namespace seg::test
