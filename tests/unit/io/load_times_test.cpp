// Times of files: zones, gaps and folds. Expected instants by Python: datetime(…, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC).
#include <catch2/catch.hpp>

#include "tests/unit/io/workspace.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;

namespace {

plan::Schema events_only() {
  plan::Schema schema = shop_schema();
  schema.profile.clear();
  schema.streams[0].fields.clear();
  return schema;
}

std::string times(std::string_view column, std::string_view rules = "") {
  const Folder folder;
  folder.write("p.csv", "id,at\n" + std::string(column));
  const Dataset dataset = dataset_from(folder, "[data.purchase]\nfile = \"p.csv\"\n" + std::string(rules), events_only());
  CHECK(notes(dataset).empty());
  return times_by_profile(dataset, 0);
}

}  // namespace

TEST_CASE("a date is midnight in the zone of the file, or else of the schema") {
  CHECK(times("a,1998-07-01\n") == "1998-06-30T22:00:00Z ");
  CHECK(times("a,1998-01-01\n") == "1997-12-31T23:00:00Z ");
  CHECK(times("a,1998-07-01\n", "timezone = \"UTC\"\n") == "1998-07-01T00:00:00Z ");
  CHECK(times("a,1998-07-01\n", "timezone = \"America/New_York\"\n") == "1998-07-01T04:00:00Z ");
}

TEST_CASE("an offset counts, whatever the zone") {
  CHECK(times("a,1998-07-01T00:00Z\n") == "1998-07-01T00:00:00Z ");
  CHECK(times("a,1998-07-01 00:00:00-05:00\n") == "1998-07-01T05:00:00Z ");
}

TEST_CASE("a local time in a gap moves by its length, in a fold it is the earlier") {
  CHECK(times("a,2026-03-29T01:59:59\n") == "2026-03-29T00:59:59Z ");
  CHECK(times("a,2026-03-29T02:30\n") == "2026-03-29T01:30:00Z ");
  CHECK(times("a,2026-03-29T03:00\n") == "2026-03-29T01:00:00Z ");
  CHECK(times("a,2026-10-25T02:30\n") == "2026-10-25T00:30:00Z ");
  CHECK(times("a,2026-10-25T03:00\n") == "2026-10-25T02:00:00Z ");
}

TEST_CASE("days that begin late or are not there") {
  // Cairo went from 00:00 to 01:00 on 2023-04-28; Apia had no 2011-12-30.
  CHECK(times("a,2023-04-28\n", "timezone = \"Africa/Cairo\"\n") == "2023-04-27T22:00:00Z ");
  CHECK(times("a,2011-12-30T12:00\n", "timezone = \"Pacific/Apia\"\n") == "2011-12-30T22:00:00Z ");
}

TEST_CASE("many days in any order come out right") {
  // More days than are remembered at a time, with both offsets among them.
  std::string column;
  for (int year = 2000; year < 2010; ++year) {
    for (const char* day : {"-01-15T12:00\n", "-07-15T12:00\n"}) column += "k" + std::to_string(year) + "," + std::to_string(year) + day;
  }
  std::string expected;
  for (int year = 2000; year < 2010; ++year) {
    if (year > 2000) expected += "| ";
    expected += std::to_string(year) + "-01-15T11:00:00Z " + std::to_string(year) + "-07-15T10:00:00Z ";
  }
  CHECK(times(column) == expected);
}

TEST_CASE("times by a format, in the zone") {
  CHECK(times("a,01.07.1998 10:30\n", "at = { column = \"at\", format = \"%d.%m.%Y %H:%M\" }\n") == "1998-07-01T08:30:00Z ");
  CHECK(times("a,01.07.1998\n", "at = { format = \"%d.%m.%Y\" }\n") == "1998-06-30T22:00:00Z ");
}

TEST_CASE("the ends of the calendar") {
  CHECK(times("a,0000-01-01T00:00Z\n") == "0000-01-01T00:00:00Z ");
  CHECK(times("a,9999-12-31T23:59:59Z\n") == "9999-12-31T23:59:59Z ");
  CHECK(times("a,9999-12-31\n") == "9999-12-30T23:00:00Z ");
}
