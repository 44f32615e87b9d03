#include <catch2/catch.hpp>

#include "runtime/calendar/calendar.h"

using namespace seg::calendar;

TEST_CASE("instants are read in their own offset or in the zone") {
  const Zone berlin = Zone::find("Europe/Berlin").value();
  // int(datetime.fromisoformat(text).timestamp() * 10**6), local ones with tzinfo=ZoneInfo("Europe/Berlin")
  CHECK(parse_instant("1998-07-01", berlin) == 899244000000000);
  CHECK(parse_instant("1998-07-01T00:00Z", berlin) == 899251200000000);
  CHECK(parse_instant("1998-07-01T00:00:00.25+02:00", berlin) == 899244000250000);
  CHECK(parse_instant("1998-07-01T00:00", berlin) == 899244000000000);
  CHECK(parse_instant("1998-07-01 00:00:07.000001", berlin) == 899244007000001);
  CHECK(parse_instant("1998-07-01T00:00:00-05:30", berlin) == 899271000000000);
  CHECK(parse_instant("1969-12-31T23:59:59.999999Z", berlin) == -1);
}

TEST_CASE("what is no instant is nothing") {
  const Zone utc = Zone::find("UTC").value();
  for (const char* text : {"",
                           "1998",
                           "1998-07",
                           "1998-7-01",
                           "1998-02-29",
                           "1998-13-01",
                           "1998-00-01",
                           "1998-07-00",
                           "1998-07-01T",
                           "1998-07-01T24:00Z",
                           "1998-07-01T10:60Z",
                           "1998-07-01T10:00:60Z",
                           "1998-07-01T10:00:00.Z",
                           "1998-07-01T10:00:00.1234567Z",
                           "1998-07-01T10:00z",
                           "1998-07-01T10:00+2:00",
                           "1998-07-01T10:00+0200",
                           "1998-07-01T10:00Z ",
                           " 1998-07-01",
                           "1998-07-01  10:00",
                           "-998-07-01",
                           "1998/07/01",
                           "1998-07-01X10:00",
                           "1998-07-01T-1:00",
                           "１998-07-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text, utc));
  }
}

TEST_CASE("instants are printed as short as they are exact") {
  const Zone berlin = Zone::find("Europe/Berlin").value();
  CHECK(format_local(1772319600000000, berlin) == "2026-03-01 00:00");
  CHECK(format_local(1772319607500000, berlin) == "2026-03-01 00:00:07.5");
  CHECK(format_local(1772319600000001, berlin) == "2026-03-01 00:00:00.000001");
  CHECK(format_utc(1772319600000000) == "2026-02-28T23:00:00Z");
  CHECK(format_utc(-1) == "1969-12-31T23:59:59.999999Z");
  CHECK(format_date(11016) == "2000-02-29");
  CHECK(format_date(-719163) == "0000-12-31");
}
