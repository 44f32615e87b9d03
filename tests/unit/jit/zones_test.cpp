// Operators in zones: of each profile, of a constant, of the schema. Instants and local times by Python's datetime and zoneinfo.

#include <functional>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kHour = 3'600 * kSecond;
constexpr std::int64_t kMinute = 60 * kSecond;
enum Field : std::uint32_t { kDay, kTime, kZone, kInstant, kStart };

plan::Schema schema() {
  plan::Schema result;
  result.name = "zones";
  result.zone = "Africa/Cairo";
  result.key = {"key", plan::string_type(), false, 0};
  result.profile = {{"day", plan::date_type(), true, 0},
                    {"time", plan::duration_type(), true, 0},
                    {"zone", plan::string_type(), true, 0},
                    {"instant", plan::timestamp_type(), true, 0},
                    {"start", plan::timestamp_type(), true, 0}};
  result.streams = {{"event", "events", {}}};
  return result;
}

/// A local time of a profile's zone, its instant, and the first instant of its day.
struct Row {
  std::optional<std::int32_t> day;
  std::optional<std::int64_t> time;
  std::optional<std::string> zone;
  std::optional<std::int64_t> instant;
  std::optional<std::int64_t> start;
};

const std::vector<Row>& rows() {
  static const auto none = std::nullopt;
  static const std::vector<Row> kRows{
      // a gap of an hour at 02:00, and around it
      {20177, 2 * kHour + 30 * kMinute, "Europe/Berlin", 1743298200000000, 1743289200000000},
      {20177, 3 * kHour, "Europe/Berlin", 1743296400000000, 1743289200000000},
      {20177, 2 * kHour - 1, "Europe/Berlin", 1743296399999999, 1743289200000000},
      // the earlier of two 02:30, and the first time that there is once
      {20387, 2 * kHour + 30 * kMinute, "Europe/Berlin", 1761438600000000, 1761429600000000},
      {20387, 3 * kHour, "Europe/Berlin", 1761444000000000, 1761429600000000},
      // a gap and a fold of half an hour
      {20366, 2 * kHour + 15 * kMinute, "Australia/Lord_Howe", 1759592700000000, 1759584600000000},
      {20184, kHour + 45 * kMinute, "Australia/Lord_Howe", 1743864300000000, 1743858000000000},
      // a day that there was not
      {15338, 10 * kHour, "Pacific/Apia", 1325275200000000, 1325239200000000},
      // midnight in a gap, and twice
      {19475, 15 * kMinute, "Africa/Cairo", 1682633700000000, 1682632800000000},
      {20156, 30 * kMinute, "America/Havana", 1741498200000000, 1741496400000000},
      {20394, 30 * kMinute, "America/Havana", 1762057800000000, 1762056000000000},
      {20177, 2 * kHour + 30 * kMinute, "Asia/Kathmandu", 1743281100000000, 1743272100000000},
      // by the rule that holds after all that are listed
      {120611, 0, "Europe/Berlin", 10420786800000000, 10420786800000000},
      {20177, 0, "Mars/Olympus", none, none},
      {20177, 0, "", none, none},
      {20177, 0, none, none, none},
      {none, 0, "Europe/Berlin", none, none},
      // instants that do not fit, and times that are none of a day
      {106751992, 0, "Europe/Berlin", none, none},
      {20177, 24 * kHour, "Europe/Berlin", none, 1743289200000000},
      {20177, -1, "Europe/Berlin", none, 1743289200000000},
      {20177, none, "Europe/Berlin", none, 1743289200000000},
      {20177, 24 * kHour, "Mars/Olympus", none, none},
      // a gap from 23:30 to 00:30
      {-18539, 10 * kMinute, "America/Toronto", -1601751000000000, -1601753400000000},
  };
  return kRows;
}

struct Profiles {
  Buffers buffers;
  columns::Batch batch;

  explicit Profiles(Against side = Against::End) : buffers(side, 5) {
    Values<std::int32_t> days;
    Values<std::int64_t> times, instants, starts;
    Values<std::string> zones;
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int64_t> at;
    for (const Row& row : rows()) {
      days.push_back(row.day);
      times.push_back(row.time);
      zones.push_back(row.zone);
      instants.push_back(row.instant);
      starts.push_back(row.start);
      // An event just before the day and one as it begins.
      if (row.start) at.insert(at.end(), {*row.start - 1, *row.start});
      offsets.push_back(static_cast<std::int64_t>(at.size()));
    }
    batch.rows = std::ssize(rows());
    batch.profile = {buffers.column<std::int32_t>(plan::date_type(), days), buffers.column<std::int64_t>(plan::duration_type(), times),
                     buffers.texts(plan::string_type(), zones,
                                   dictionary_of({"Mars/Olympus", "America/Toronto", "Europe/Berlin", "Africa/Cairo", "Asia/Kathmandu", "",
                                                  "America/Havana", "Pacific/Apia", "Australia/Lord_Howe", "right/Europe/Paris"})),
                     buffers.column<std::int64_t>(plan::timestamp_type(), instants),
                     buffers.column<std::int64_t>(plan::timestamp_type(), starts)};
    columns::Stream stream;
    stream.offsets = buffers.keep(offsets);
    stream.at = buffers.keep(at);
    batch.streams = {stream};
  }
};

std::string letters(const std::function<char(const Row&)>& letter) {
  std::string result;
  for (const Row& row : rows()) result += letter(row);
  return result;
}

bool has_zone(const Row& row) { return row.zone && !row.zone->empty() && *row.zone != "Mars/Olympus"; }

}  // namespace

TEST_CASE("instants of local times, in the zone of each profile") {
  for (const Against side : {Against::Begin, Against::End}) {
    Cases c(schema());
    const NodeId found = c.apply(Op::LocalInstant, {c.field(kDay), c.field(kTime), c.field(kZone)});
    c.expect(c.apply(Op::Equal, {found, c.field(kInstant)}), "tttttttttttttuuuu!!!uut");
    const NodeId start = c.apply(Op::DayStart, {c.field(kDay), c.field(kZone)});
    c.expect(c.apply(Op::Equal, {start, c.field(kStart)}), "tttttttttttttuuuu!tttut");
    c.check(Profiles(side).batch, 0);
  }
}

TEST_CASE("local times of instants, in the zone of each profile") {
  Cases c(schema());
  const auto in_zone = [&](Op op) { return c.apply(op, {c.field(kInstant), c.field(kZone)}); };
  const auto known = [](const Row& row) { return row.instant && has_zone(row); };
  // What is in a gap is as much later by the clock.
  const auto shown = [&](const Row& row) {
    const bool by_half = row.zone == "Australia/Lord_Howe" && *row.day == 20366;
    const bool by_hour = (row.zone == "Europe/Berlin" && row.day == 20177 && row.time == 2 * kHour + 30 * kMinute) ||
                         row.zone == "Africa/Cairo" || row.zone == "America/Toronto" || (row.zone == "America/Havana" && row.day == 20156);
    return *row.time + (by_half ? 30 * kMinute : by_hour ? kHour : 0);
  };
  for (const std::int64_t hour : {0, 1, 2, 3, 10}) {
    c.expect(c.apply(Op::Equal, {in_zone(Op::LocalHour), c.integer(hour)}), letters([&](const Row& row) {
               return !known(row) ? 'u' : shown(row) / kHour == hour ? 't' : 'f';
             }));
  }
  for (const std::int64_t minute : {0, 15, 30, 45, 59}) {
    c.expect(c.apply(Op::Equal, {in_zone(Op::LocalMinute), c.integer(minute)}), letters([&](const Row& row) {
               return !known(row) ? 'u' : shown(row) / kMinute % 60 == minute ? 't' : 'f';
             }));
  }
  const auto as_time = [&](std::int64_t time) {
    c.expect(c.apply(Op::Equal, {in_zone(Op::LocalTime), c.number(plan::duration_type(), time)}), letters([&](const Row& row) {
               return !known(row) ? 'u' : shown(row) == time ? 't' : 'f';
             }));
  };
  as_time(2 * kHour - 1);
  as_time(3 * kHour);
  // The skipped day is the next one.
  c.expect(c.apply(Op::Equal, {in_zone(Op::LocalDate), c.field(kDay)}), letters([&](const Row& row) {
             return !known(row) ? 'u' : row.zone == "Pacific/Apia" ? 'f' : 't';
           }));
  c.check(Profiles().batch, 0);
}

TEST_CASE("a constant zone, one that is none, and the schema's") {
  Cases c(schema());
  const NodeId now = c.plan.now();
  const auto start_in = [&](const std::string& zone) {
    const NodeId today = c.apply(Op::LocalDate, {now, c.text(zone)});
    return c.apply(Op::DayStart, {c.apply(Op::MonthStart, {today}), c.text(zone)});
  };
  const std::string all(rows().size(), 't');
  const std::string open(rows().size(), 'u');
  // 2026-11-30 15:30 of Universal Time; in Auckland it is December already.
  c.expect(c.apply(Op::Equal, {start_in("Europe/Berlin"), c.instant(1793487600000000)}), all);
  c.expect(c.apply(Op::Equal, {start_in("Pacific/Auckland"), c.instant(1796036400000000)}), all);
  c.expect(c.apply(Op::Equal, {start_in("Mars/Olympus"), c.instant(1793487600000000)}), open);
  const NodeId noon = c.number(plan::duration_type(), 12 * kHour);
  const NodeId half_past_two = c.number(plan::duration_type(), 2 * kHour + 30 * kMinute);
  const NodeId gap_day = c.number(plan::date_type(), 20177);
  c.expect(c.apply(Op::Equal, {c.apply(Op::LocalInstant, {gap_day, half_past_two, c.text("Europe/Berlin")}), c.instant(1743298200000000)}),
           all);
  c.expect(c.apply(Op::Equal,
                   {c.apply(Op::LocalTime, {now, c.text("Asia/Kathmandu")}), c.number(plan::duration_type(), 21 * kHour + 15 * kMinute)}),
           all);
  c.expect(c.apply(Op::Equal, {c.apply(Op::LocalHour, {now, c.text("Asia/Kathmandu")}), c.integer(21)}), all);
  c.expect(c.apply(Op::Equal, {c.apply(Op::LocalMinute, {now, c.text("Asia/Kathmandu")}), c.integer(15)}), all);
  c.expect(c.apply(Op::Equal, {c.apply(Op::LocalHour, {now}), c.integer(17)}), all);  // Cairo
  c.expect(c.apply(Op::Equal, {c.apply(Op::LocalInstant, {gap_day, noon}), c.instant(1743328800000000)}), all);
  // Over profiles: the rows of Berlin, by the constant; unknown dates stay so, and those that do not fit are faults.
  const NodeId start = c.apply(Op::DayStart, {c.field(kDay), c.text("Europe/Berlin")});
  c.expect(c.apply(Op::Equal, {start, c.instant(1743289200000000)}), "tttfffffffftftttu!ttttf");
  c.expect(c.apply(Op::Equal, {c.apply(Op::DayStart, {c.field(kDay), c.text("Mars/Olympus")}), c.instant(0)}), open);
  c.expect(c.apply(Op::Equal, {c.apply(Op::DayStart, {c.field(kDay)}), c.instant(1682632800000000)}), "fffffffftfffffffu!fffff");
  c.check(Profiles().batch, 1796052600000000);
}

TEST_CASE("another zone needs no compilation") {
  Cases c(schema());
  c.plan.add_segment("three", c.apply(Op::Equal, {c.apply(Op::LocalHour, {c.field(kInstant), c.text("Europe/Berlin")}), c.integer(3)}));
  const NodeId hour = c.apply(Op::LocalHour, {c.plan.now(), c.text("Europe/Berlin")});
  c.plan.add_segment("now", c.apply(Op::Equal, {hour, c.integer(3)}));
  const plan::Plan plan = std::move(c.plan).finish();
  std::string error;
  const auto session = jit::Session::compile(plan, {}, &error);
  REQUIRE(session != nullptr);
  const Profiles profiles;
  const auto found = [&](const std::string& zone) {
    plan::Parameters parameters = plan.parameters;
    for (plan::Literal& slot : parameters.slots) {
      if (slot.type == plan::string_type()) slot.text = zone;
    }
    const auto memberships = session->evaluate(parameters, profiles.batch, {}, 1743296400000000, columns::Entry::Audit);
    return truths(memberships[0]).substr(0, 2) + truths(memberships[1]).substr(0, 1);
  };
  CHECK(found("Europe/Berlin") == "ttt");
  CHECK(found("UTC") == "fff");
  CHECK(found("Nowhere") == "uuu");
  CHECK(found("Europe/Paris") == "ttt");
}

TEST_CASE("windows and events in the zone of each profile") {
  Cases c(schema());
  const NodeId start = c.apply(Op::DayStart, {c.field(kDay), c.field(kZone)});
  const NodeId from_start = c.fold(Op::Count, {start, c.end(), c.plan.truth(true)});
  c.expect(c.apply(Op::Equal, {from_start, c.integer(1)}), "tttttttttttttuuuu!tttut");
  const NodeId before = c.fold(Op::Count, {c.beginning(), start, c.plan.truth(true)});
  c.expect(c.apply(Op::Equal, {before, c.integer(1)}), "tttttttttttttuuuu!tttut");
  // Of the two events the later is on the profile's day, but for the day that there was not.
  const NodeId on_day = c.apply(Op::Equal, {c.apply(Op::LocalDate, {c.plan.event_at(0), c.field(kZone)}), c.field(kDay)});
  const NodeId counted = c.fold(Op::Count, {c.beginning(), c.end(), on_day});
  c.expect(c.apply(Op::Equal, {counted, c.integer(1)}), "tttttttftttttffffftttft");
  // No zone is a window whose bound is unknown, not one without events.
  const NodeId month = c.apply(Op::MonthStart, {c.apply(Op::LocalDate, {c.plan.now(), c.field(kZone)})});
  const NodeId in_month = c.fold(Op::Count, {c.apply(Op::DayStart, {month, c.field(kZone)}), c.end(), c.plan.truth(true)});
  c.expect(c.apply(Op::Equal, {in_month, c.integer(0)}), "tttttttttttttuuutttttut");
  c.check(Profiles().batch, 20000000000000000);
}
