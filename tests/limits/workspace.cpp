#include "tests/limits/workspace.h"

#include <fstream>
#include <iterator>

#include "tests/limits/texts.h"
#include "tests/unit/io/parquet_sample.h"

namespace seg::limits {

std::string manifest(const std::string& purchases) {
  return "[workspace]\nname = \"shop\"\n[data.profile]\nfile = \"customers.csv\"\n[data.purchase]\nfile = \"" + purchases +
         "\"\nkey = \"id\"\ncolumns = { total = { column = \"total\", scale = 2 } }\n";
}

Workspace::Workspace() {
  write("seg.toml", manifest("purchases.parquet"));
  write("schema.seg", shop_schema());
  write("segments/a.seg", "segment rich { where points > 3 }\nsegment buyers { where sum(total of purchases) > 100 EUR }\n");
  std::string customers = "id,points,name,consent\n";
  for (int i = 0; i < 10; ++i) customers += std::to_string(i) + "," + std::to_string(i) + ",n,true\n";
  write("customers.csv", customers);
  io::test::write_parquet_sample(folder_.path() / "purchases.parquet", 5'000);
}

std::string Workspace::read(const std::string& path) const {
  std::ifstream file(folder_.path() / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace seg::limits
