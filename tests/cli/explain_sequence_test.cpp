// `seg explain SEGMENT --profile KEY` of sequences. Who does what when stands in the tables below; what is expected was worked out from
// them.
#include <catch2/catch.hpp>
#include <chrono>

#include "tests/cli/program.h"
#include "tests/unit/driver/temporary_folder.h"

using namespace seg::test;
using Catch::Matchers::Contains;

namespace {

constexpr const char* kSchema = R"(schema corner {
  timezone "UTC"
  profile { id id key, points int?, joined timestamp? }
  event purchase, purchases { at timestamp, total money(EUR), product string? }
  event email, emails { at timestamp, kind enum(sent, open, click), product string? }
}
)";

constexpr const char* kEmails = R"(id,at,kind,product
ann,2026-02-01T10:00:00Z,sent,shoe
ann,2026-02-01T12:00:00Z,click,shoe
ann,2026-02-10T12:00:00Z,click,hat
bob,2026-02-03T09:00:00Z,click,hat
cid,2026-02-05T09:00:00Z,click,hat
dee,2026-02-27T09:00:00Z,click,hat
eve,2026-02-07T09:00:00Z,open,hat
fay,2026-02-20T10:00:00Z,click,hat
gus,2026-02-10T09:00:00Z,open,hat
gus,2026-02-10T11:00:00Z,click,hat
)";

constexpr const char* kPurchases = R"(id,at,total,product
ann,2026-02-02T08:00:00Z,60.00,shoe
ann,2026-02-12T08:00:00Z,40.00,coat
bob,2026-02-08T08:00:00Z,70.00,shoe
cid,2026-02-06T08:00:00Z,70.00,hat
cid,2026-02-09T08:00:00Z,10.00,hat
dee,2026-02-28T08:00:00Z,70.00,hat
fay,2026-02-21T10:00:00Z,20.00,hat
fay,2026-02-21T10:00:00Z,30.00,shoe
gus,2026-02-10T10:00:00Z,5.00,hat
gus,2026-02-11T10:00:00Z,6.00,hat
hal,2026-01-31T08:00:00Z,9.00,coat
)";

constexpr const char* kSegments = R"(segment once {
  where sequence {
    email as e where kind = click
    then purchase as p within 3 days where product = e.product
    then no purchase within 7 days where product = p.product
  }
}
segment quick { where sequence { email where kind = click then purchase within 1 hour } }
segment next { where sequence { email where kind = sent then directly purchase within 1 month where total > 50 EUR } }
segment straight { where sequence { email where kind = open then directly email where kind = click then purchase } }
segment month { where sequence { purchase where total > 5 EUR then no purchase within 1 month } }
segment never { where points > 0 and not sequence { email where kind = click then purchase } }
segment joined { where sequence { email since joined then purchase } }
segment wide { where sequence { email then no purchase within 30 days where (total > 50 EUR and product = "a product with a long name") } }
)";

class Corner {
 public:
  Corner() {
    folder_.write("seg.toml",
                  "[workspace]\nname = \"corner\"\n[data]\nunknown = [\"\"]\n[data.profile]\nfile = \"customers.csv\"\nkey = \"id\"\n"
                  "[data.purchase]\nfile = \"purchases.csv\"\nkey = \"id\"\n[data.email]\nfile = \"emails.csv\"\nkey = \"id\"\n");
    folder_.write("schema.seg", kSchema);
    folder_.write("segments/s.seg", kSegments);
    folder_.write("customers.csv", "id,points,joined\nann,1,\nbob,2,\ncid,3,\ndee,4,\neve,5,\nfay,6,\ngus,7,\nhal,8,\n");
    folder_.write("emails.csv", kEmails);
    folder_.write("purchases.csv", kPurchases);
  }

  void write(const char* file, const std::string& text) const { folder_.write(file, text); }

  /// Without the first line, which says who and when.
  std::string explained(const char* segment, const char* profile) const {
    const Ran ran = run_seg({"explain", segment, "--profile", profile, "--now", "2026-03-01T00:00Z"}, folder_.path());
    CHECK(ran.err == "");
    CHECK(ran.exit == 0);
    return ran.out.substr(ran.out.find('\n') + 1);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("of a sequence that holds each step stands with its event, an absent one with its time", "[explain]") {
  const Corner corner;
  CHECK(corner.explained("once", "ann") ==
        "  ✓ email as e where kind = click   2026-02-01 12:00, kind click, product \"shoe\"\n"
        "  ✓ then purchase as p within 3 days where product = e.product\n"
        "      2026-02-02 08:00, total 60.00 EUR, product \"shoe\"\n"
        "  ✓ then no purchase within 7 days where product = p.product\n"
        "      none with product \"shoe\" after 2026-02-02 08:00 up to 2026-02-09 08:00\n");
  // 31 January and a month is the last day of February.
  CHECK(corner.explained("month", "hal") ==
        "  ✓ purchase where total > 5 EUR      2026-01-31 08:00, total 9.00 EUR,\n"
        "                                      product \"coat\"\n"
        "  ✓ then no purchase within 1 month   none after 2026-01-31 08:00 up to\n"
        "                                      2026-02-28 08:00\n");
}

TEST_CASE("many events of one instant are asked about together", "[explain]") {
  const Corner corner;
  // 4,000 lines of an order: of hats, which are bought again the day after, and at the end of shoes, which are not. The click comes before
  // the seven days after the last hat are over.
  std::string purchases = "id,at,total,product\n";
  for (int line = 0; line < 3'990; ++line) purchases += "ann,2026-02-02T08:00:00Z,1.00,hat\n";
  for (int line = 0; line < 10; ++line) purchases += "ann,2026-02-02T08:00:00Z,2.00,shoe\n";
  corner.write("purchases.csv", purchases + "ann,2026-02-03T08:00:00Z,1.00,hat\n");
  corner.write("segments/s.seg",
               "segment order { where sequence { purchase as p then no purchase within 7 days where product = p.product "
               "then email where kind = click } }\n");
  corner.write("emails.csv", "id,at,kind,product\nann,2026-02-09T10:00:00Z,click,coat\n");
  const auto begin = std::chrono::steady_clock::now();
  CHECK_THAT(corner.explained("order", "ann"), Contains("none with product \"shoe\" after 2026-02-02 08:00 up to 2026-02-09 08:00\n"));
  constexpr std::chrono::seconds kLongest{5};
  CHECK(std::chrono::steady_clock::now() - begin < kLongest);
}

TEST_CASE("of events of one instant that is told which the sequence holds of", "[explain]") {
  const Corner corner;
  CHECK(corner.explained("once", "fay") ==
        "  ✓ email as e where kind = click   2026-02-20 10:00, kind click, product \"hat\"\n"
        "  ✓ then purchase as p within 3 days where product = e.product\n"
        "      2026-02-21 10:00, total 20.00 EUR, product \"hat\"\n"
        "  ✓ then no purchase within 7 days where product = p.product\n"
        "      none with product \"hat\" after 2026-02-21 10:00 up to 2026-02-28 10:00\n");
}

TEST_CASE("a step that found nothing says where it was looked for and what is nearest", "[explain]") {
  const Corner corner;
  CHECK(corner.explained("once", "bob") ==
        "  ✓ email as e where kind = click   2026-02-03 09:00, kind click, product \"hat\"\n"
        "  ✗ then purchase as p within 3 days where product = e.product\n"
        "      none with product \"hat\" after 2026-02-03 09:00 up to 2026-02-06 09:00;\n"
        "      whatever the product, the next is 2026-02-08 08:00, total 70.00 EUR,\n"
        "      product \"shoe\"\n"
        "  · then no purchase within 7 days where product = p.product\n"
        "      not looked for\n");
  CHECK(corner.explained("once", "eve") ==
        "  ✗ email as e where kind = click   none\n"
        "  · then purchase as p within 3 days where product = e.product\n"
        "      not looked for\n"
        "  · then no purchase within 7 days where product = p.product\n"
        "      not looked for\n");
  // Two clicks, neither of which was followed within the hour: the last one is told.
  CHECK(corner.explained("quick", "ann") ==
        "  ✓ email where kind = click      2026-02-10 12:00, kind click, product \"hat\"\n"
        "  ✗ then purchase within 1 hour   none after 2026-02-10 12:00 up to\n"
        "                                  2026-02-10 13:00;\n"
        "                                  the next is 2026-02-12 08:00, total 40.00 EUR,\n"
        "                                  product \"coat\"; earlier choices fail too\n");
}

TEST_CASE("an absent step tells the event that is there, or that its time is not over", "[explain]") {
  const Corner corner;
  CHECK(corner.explained("once", "cid") ==
        "  ✓ email as e where kind = click   2026-02-05 09:00, kind click, product \"hat\"\n"
        "  ✓ then purchase as p within 3 days where product = e.product\n"
        "      2026-02-06 08:00, total 70.00 EUR, product \"hat\"\n"
        "  ✗ then no purchase within 7 days where product = p.product\n"
        "      there is one with product \"hat\" after 2026-02-06 08:00 up to\n"
        "      2026-02-13 08:00: 2026-02-09 08:00, total 10.00 EUR, product \"hat\"\n");
  CHECK(corner.explained("once", "dee") ==
        "  ✓ email as e where kind = click   2026-02-27 09:00, kind click, product \"hat\"\n"
        "  ✓ then purchase as p within 3 days where product = e.product\n"
        "      2026-02-28 08:00, total 70.00 EUR, product \"hat\"\n"
        "  ✗ then no purchase within 7 days where product = p.product\n"
        "      none so far with product \"hat\" after 2026-02-28 08:00 up to\n"
        "      2026-03-07 08:00, but that time is not over\n");
}

TEST_CASE("what comes between is told where a step is to follow directly", "[explain]") {
  const Corner corner;
  CHECK(corner.explained("next", "ann") ==
        "  ✓ email where kind = sent   2026-02-01 10:00, kind sent, product \"shoe\"\n"
        "  ✗ then directly purchase within 1 month where total > 50 EUR\n"
        "      2026-02-02 08:00, total 60.00 EUR, product \"shoe\", is not the next:\n"
        "      before it comes the email of 2026-02-01 12:00\n");
  // The purchase that comes between is of a stream that only the third step names.
  CHECK(corner.explained("straight", "gus") ==
        "  ✓ email where kind = open   2026-02-10 09:00, kind open, product \"hat\"\n"
        "  ✗ then directly email where kind = click\n"
        "      2026-02-10 11:00, kind click, product \"hat\", is not the next:\n"
        "      before it comes the purchase of 2026-02-10 10:00\n"
        "  · then purchase             not looked for\n");
}

TEST_CASE("a sequence among other conditions has its steps below it", "[explain]") {
  const Corner corner;
  CHECK(corner.explained("never", "bob") ==
        "  ✓ points > 0                   points 2\n"
        "  ✗ not sequence\n"
        "    ✓ email where kind = click   2026-02-03 09:00, kind click, product \"hat\"\n"
        "    ✓ then purchase              2026-02-08 08:00, total 70.00 EUR,\n"
        "                                 product \"shoe\"\n");
  CHECK(corner.explained("joined", "ann") ==
        "  ? email since joined   an unknown window of emails\n"
        "  · then purchase        not looked for\n"
        "\n"
        "  ? unknown\n");
}

TEST_CASE("a long step is broken", "[explain]") {
  const Corner corner;
  CHECK(corner.explained("wide", "eve") ==
        "  ✓ email   2026-02-07 09:00, kind open, product \"hat\"\n"
        "  ✗ then no purchase within 30 days where (total > 50 EUR and product = \"a\n"
        "    product with a long name\")\n"
        "      none so far after 2026-02-07 09:00 up to 2026-03-09 09:00,\n"
        "      but that time is not over\n");
}
