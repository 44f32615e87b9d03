// The dates that a description prints for a window are the bounds that the interpreter evaluates: profiles with one event at each printed
// bound, and a microsecond before and after it, are in the window where the dates say so and nowhere else.

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "compiler/driver/compile.h"
#include "compiler/english/english.h"
#include "runtime/calendar/calendar.h"
#include "runtime/interpreter/interpret.h"
#include "tests/properties/printed_dates.h"

namespace {

using namespace seg;
using properties::Bounds;
using properties::Printed;

/// What stands in a window, and when a profile with it is a member.
enum class Subject : std::uint8_t { Event, NoEvent, Timestamp, NoTimestamp, Date };

struct Form {
  Subject subject;
  std::string where;
};

/// One a line.
constexpr const char* kOfQueries = R"(in last 90 days
in last 36 hours
in last 1 day
in last 3 months
in last 1 quarter
in last 1 year
in last 13 months
in last 1 calendar month
in last 5 calendar days
in last 2 calendar weeks
in last 3 calendar quarters
in last 1 calendar year
in previous 30 days
in previous 2 months
in previous 1 year
in previous 3 calendar months
in previous 1 calendar day
in this calendar day
in this calendar week
in this calendar month
in this calendar quarter
in this calendar year
in previous calendar day
in previous calendar week
in previous calendar month
in previous calendar quarter
in previous calendar year
in previous calendar day to date
in previous calendar week to date
in previous calendar month to date
in previous calendar quarter to date
in previous calendar year to date
within 7 days after 2026-02-01
within 1 month after 2026-01-31
within 2 calendar months after 2026-01-31
within 1 calendar week after 2026-10-20
in 2026-03
in 2026-03-29
in 2026-10-25..2026-11-07
in 2026-01..2026-03
in year 2026
in 2026-01-01T00:00Z..2026-02-01T00:00:00.5Z
between 60 days ago and 30 days ago
between 2026-01-01 and 2026-02-01
between 1 year ago and 30 days ago
between 3 calendar months ago and 1 calendar month ago
between 2 months ago and now
between 2 months ago and today
since 2026-01-01
since 3 months ago
since 1 calendar quarter ago
since today
since today - 1 month
since now - 3 days
before 2026-01-01
before 6 months ago
before 1 calendar week ago
before now
before today
in this calendar month in timezone "Asia/Tokyo"
in last 3 months in timezone "America/New_York"
in 2026-03 in timezone "Asia/Tokyo"
in previous calendar day in timezone "Pacific/Kiritimati"
)";
constexpr const char* kOfValues = R"(within last 30 days
within last 3 months
within next 14 days
within next 2 months
within next 1 year
within last 2 calendar weeks
within next 2 calendar months
within next 1 calendar day
before 2026-01-01
before 6 months ago
between 2026-01-01 and today
between 60 days ago and now
since 2026-01-01
since 3 months ago
since 1 calendar month ago
between 2026-01-01 and 2026-02-01
between 60 days ago and 30 days ago
in this calendar week
in this calendar month
in previous calendar quarter
in this calendar week in timezone "Asia/Tokyo"
within last 2 months in timezone "Asia/Tokyo"
in 2026-03
in 2026-10-25..2026-11-07
in year 2026
in today
)";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<Form> all_forms() {
  std::vector<Form> forms;
  for (const std::string& window : lines_of(kOfQueries)) forms.push_back({Subject::Event, fmt::format("any purchase {}", window)});
  for (const char* units : {"1 calendar month", "3 calendar days", "2 calendar weeks", "4 calendar quarters", "2 calendar years"})
    forms.push_back({Subject::NoEvent, fmt::format("no purchases in each of last {}", units)});
  for (const char* window : {"within last 1 calendar week", "before 6 months ago", "in previous calendar month"})
    forms.push_back({Subject::Event, fmt::format("any purchase where at {}", window)});
  forms.push_back({Subject::Event, "last(at of purchases) within last 3 months"});
  for (const std::string& window : lines_of(kOfValues)) {
    forms.push_back({Subject::Timestamp, fmt::format("seen {}", window)});
    forms.push_back({Subject::Date, fmt::format("born {}", window)});
  }
  for (const char* condition : {"seen > now - 3 days", "seen <= now - 3 months"}) forms.push_back({Subject::Timestamp, condition});
  forms.push_back({Subject::NoTimestamp, "seen not in this calendar month"});
  for (const char* condition : {"born <= today - 18 years", "born > today - 1 month", "born = today"})
    forms.push_back({Subject::Date, condition});
  return forms;
}

struct Place {
  const char* zone;
  std::vector<const char*> nows;
};

/// Ends of months and of years, leap days, days on which the clock is changed, also at midnight, and one that was skipped.
std::vector<Place> places() {
  return {
      {"Europe/Berlin",
       {"2024-02-29T12:00Z", "2026-03-31T10:15Z", "2026-03-29T00:59:59.999999Z", "2026-03-29T01:00Z", "2026-10-25T00:30Z",
        "2026-10-25T01:30Z", "2025-12-31T22:59:59.999999Z", "2025-12-31T23:00Z", "2026-12-31T10:00Z"}},
      {"America/New_York", {"2028-02-29T23:30Z", "2026-03-08T07:00Z", "2026-11-01T05:30Z", "2026-11-01T06:30Z", "2026-05-31T03:59Z"}},
      {"America/Havana", {"2026-03-08T12:00Z", "2026-11-01T04:30Z", "2026-11-01T05:30Z", "2026-11-02T12:00Z"}},
      {"America/Sao_Paulo", {"2018-11-04T12:00Z", "2018-11-05T01:00Z", "2019-02-17T02:30Z", "2018-12-04T02:00Z"}},
      {"Africa/Cairo", {"2026-04-24T12:00Z", "2026-05-24T21:00Z", "2026-10-29T21:30Z"}},
      {"Australia/Lord_Howe", {"2026-04-04T15:00Z", "2026-10-03T16:00Z", "2026-07-31T13:30Z"}},
      {"Asia/Kolkata", {"2026-02-28T18:29:59Z", "2026-02-28T18:30Z", "2027-01-01T00:00:00.25Z"}},
      {"Pacific/Apia", {"2011-12-31T09:30Z", "2011-12-31T12:00Z", "2012-01-30T12:00Z"}},
      {"UTC", {"2026-08-31T00:00Z", "2024-02-29T00:00Z", "1969-12-31T23:59:59Z"}},
  };
}

/// A profile a row: its event and `seen` at an instant, `born` on a day.
struct Profiles {
  std::vector<std::int64_t> instants;
  std::vector<std::int32_t> days;
  std::vector<std::int64_t> offsets;
  columns::Batch batch;

  Profiles(const std::set<std::int64_t>& at, const std::set<std::int64_t>& on)
      : instants(at.begin(), at.end()), days(on.begin(), on.end()) {
    const std::size_t rows = std::max(instants.size(), days.size());
    instants.resize(rows, 0);
    days.resize(rows, 0);
    for (std::size_t row = 0; row <= rows; ++row) offsets.push_back(static_cast<std::int64_t>(row));
    const auto count = static_cast<std::int64_t>(rows);
    batch.rows = count;
    batch.profile = {{plan::timestamp_type(), count, instants.data(), {}, {}, nullptr},
                     {plan::date_type(), count, days.data(), {}, {}, nullptr}};
    batch.streams.push_back({offsets.data(), instants.data(), {}});
  }
};

class Check {
 public:
  explicit Check(const Place& place) : zone_(*calendar::Zone::find(place.zone)), forms_(all_forms()) {
    std::string segments;
    for (std::size_t i = 0; i < forms_.size(); ++i) segments += fmt::format("segment s{} {{ where {} }}\n", i, forms_[i].where);
    const std::string schema = fmt::format(
        "schema shop {{\n timezone \"{}\"\n profile {{ id id key, seen timestamp, born date }}\n event purchase, purchases {{ at timestamp "
        "}}\n}}\n",
        place.zone);
    made_ = driver::compile({{"schema.seg", schema}, {"s.seg", segments}});
    for (const Diagnostic& diagnostic : made_.diagnostics.all()) UNSCOPED_INFO(diagnostic.message);
    REQUIRE(made_.plan);
  }

  void at(const char* instant) {
    now_ = *calendar::parse_instant(instant, zone_);
    std::vector<std::vector<Printed>> printed;
    std::set<std::int64_t> instants{now_, now_ + 1};
    std::set<std::int64_t> days{zone_.local_day(now_)};
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      printed.push_back(printed_of(i));
      const bool of_days = forms_[i].subject == Subject::Date;
      for (const Printed& one : printed.back()) add_probes(one, of_days, of_days && !one.of_day_start ? days : instants, days);
    }
    const Profiles profiles(instants, days);
    const auto members = interpreter::interpret(*made_.plan, profiles.batch, {}, now_, columns::Entry::Audit);
    for (std::size_t i = 0; i < forms_.size(); ++i) compare(i, printed[i], profiles, members[i], {instants.size(), days.size()});
  }

 private:
  /// What the sentence prints, then what the list of windows says; each must hold alone.
  std::vector<Printed> printed_of(std::size_t form) {
    const english::Description described = english::describe(made_.hir, made_.hir.segments[form], now_);
    sentences_.resize(forms_.size());
    sentences_[form] = described.sentence.text;
    std::vector<Printed> printed = properties::dates_in(described.sentence.text, now_, zone_);
    if (const auto said = properties::dates_said(described.sentence.text)) printed.push_back(*said);
    INFO(forms_[form].where << ": " << described.sentence.text);
    CHECK((says_no_dates(forms_[form].where) || !printed.empty()));
    for (const english::Window& window : described.windows) printed.push_back({window.from, window.to, window.to_included});
    return printed;
  }

  /// Where a date was written the words have it, and `now` is what the page says at its head.
  static bool says_no_dates(const std::string& where) {
    for (const char* written :
         {"within 7 days after 20", "within 1 month after 20", "within 2 calendar months after 20", "within 1 calendar week after 20",
          "in 2026-01-01T", "since 20", "before 20", "before now", "between 2026-01-01 and today"}) {
      if (where.find(written) != std::string::npos) return true;
    }
    return false;
  }

  void add_probes(const Printed& printed, bool of_days, std::set<std::int64_t>& probes, std::set<std::int64_t>& days) const {
    for (const Bounds& bounds : properties::bounds_of(printed, of_days, zone_)) {
      for (const auto& bound : {bounds.from, bounds.to}) {
        for (const std::int64_t step : {-1, 0, 1}) {
          if (!bound) continue;
          probes.insert(*bound + step);
          if (printed.of_day_start) days.insert(zone_.local_day(*bound) + step);
        }
      }
    }
  }

  bool expected(const Form& form, const Bounds& bounds, std::int64_t value) const {
    switch (form.subject) {
      case Subject::Event:
        return value <= now_ && bounds.hold(value);
      case Subject::NoEvent:
        return value > now_ || !bounds.hold(value);
      case Subject::NoTimestamp:
        return !bounds.hold(value);
      case Subject::Timestamp:
      case Subject::Date:
        break;
    }
    return bounds.hold(value);
  }

  /// Of several brackets in one sentence all must hold.
  void compare(std::size_t index, const std::vector<Printed>& printed, const Profiles& profiles, const columns::Membership& found,
               std::pair<std::size_t, std::size_t> rows) {
    const Form& form = forms_[index];
    const bool of_days = form.subject == Subject::Date;
    const bool parts = std::any_of(printed.begin(), printed.end(), [](const Printed& one) { return one.of_day_start; });
    std::vector<bool> all(of_days ? rows.second : rows.first, true);
    for (const Printed& one : printed) {
      std::string nearest;
      bool fits = false;
      for (const Bounds& bounds : properties::bounds_of(one, of_days, zone_)) {
        std::string differs;
        for (std::size_t row = 0; row < all.size(); ++row) {
          const std::int64_t value = of_days ? profiles.days[row] : profiles.instants[row];
          const bool member = expected(form, bounds, one.of_day_start ? zone_.day_start(value) : value);
          if (parts && !member) all[row] = false;
          if (parts || member == found.members.at(static_cast<std::int64_t>(row)) || !differs.empty()) continue;
          differs = fmt::format(
              "{} is {}",
              of_days ? calendar::format_date(value) : calendar::format_local(value, zone_) + " local time, " + calendar::format_utc(value),
              member ? "printed and not evaluated" : "evaluated and not printed");
        }
        fits = fits || differs.empty();
        nearest = differs;
      }
      INFO(zone_.name() << ", now " << calendar::format_local(now_, zone_) << "\n"
                        << form.where << "\n"
                        << sentences_[index] << "\n"
                        << nearest);
      CHECK(fits);
    }
    for (std::size_t row = 0; parts && row < all.size(); ++row) {
      INFO(zone_.name() << ", now " << calendar::format_local(now_, zone_) << "\n"
                        << sentences_[index] << "\n"
                        << calendar::format_date(profiles.days[row]));
      CHECK(all[row] == found.members.at(static_cast<std::int64_t>(row)));
    }
  }

  calendar::Zone zone_;
  std::vector<Form> forms_;
  driver::Compilation made_;
  std::int64_t now_ = 0;
  std::vector<std::string> sentences_;
};

}  // namespace

TEST_CASE("the dates of windows are the bounds that are evaluated") {
  for (const Place& place : places()) {
    Check check(place);
    for (const char* now : place.nows) check.at(now);
  }
}
