#include "tests/properties/printed_dates.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "runtime/plan/type.h"

namespace seg::properties {
namespace {

/// What was printed of one bound: the instants that it may be, two where the local time comes twice.
using Instants = std::vector<std::int64_t>;

Instants instants_of(const std::string& text, const calendar::Zone& zone) {
  std::string written = text;
  std::replace(written.begin(), written.end(), ' ', 'T');
  const auto first = calendar::parse_instant(written, zone);
  REQUIRE(first);
  Instants found{*first};
  for (const std::int64_t minutes : {30, 60}) {
    const std::int64_t later = *first + minutes * 60 * plan::kMicrosPerSecond;
    if (calendar::format_local(later, zone) == text) found.push_back(later);
  }
  return found;
}

std::int64_t day_of(const std::string& text) { return *calendar::parse_instant(text, *calendar::Zone::find("UTC")) / plan::kMicrosPerDay; }

/// One bound: `is on or before` A. `since` and `is from` reach to now.
Printed compared(const std::string& words, const std::string& date, const std::string& now) {
  Printed printed;
  const bool open = words == "since" || words == "is from";
  const bool equal = words == "is";
  if (open || equal || words.find("after") != std::string::npos) printed.from = date;
  if (equal || words.find("before") != std::string::npos) printed.to = date;
  if (open) printed.to = date.size() == 10 ? now.substr(0, 10) : now;
  printed.from_excluded = words == "is after";
  printed.to_included = words != "is before" && words != "before";
  printed.whole_days = equal;
  return printed;
}

/// What stands in brackets behind words, `match` as in kBrackets below.
Printed bracketed(const std::smatch& match, const std::string& before, const std::string& now) {
  static const std::regex kComparison(R"((is (?:on|at) or before|is (?:on|at) or after|is before|is after|is) [^()]*$)");
  Printed printed;
  if (match[1].matched) return compared(match[1].str().substr(0, match[1].length() - 1), match[2], now);
  if (match[3].matched) {
    printed.from = match[2];
    printed.to = match[4];
    printed.to_included = match[3] == "to";
    printed.whole_days = printed.to_included && printed.to->size() == 10;
    return printed;
  }
  std::smatch comparison;
  return compared(std::regex_search(before, comparison, kComparison) ? comparison[1].str() : "is", match[2], now);
}

}  // namespace

std::vector<Printed> dates_in(const std::string& sentence, std::int64_t now, const calendar::Zone& zone) {
  static const std::regex kBrackets(
      R"(\((since |before )?(\d{4}-\d\d-\d\d(?: \d\d:[0-9:.]+)?)(?: (to|until before) (\d{4}-[0-9:. -]+))?\))");
  static const std::regex kDateFirst(
      R"((is on or before|is at or before|is on or after|is at or after|is before|is after|before|since|is from) (\d{4}-\d\d-\d\d(?: \d\d:[0-9:.]+)?) \((?!\d{4}-))");
  const std::string shown = calendar::format_local(now, zone);
  std::vector<Printed> found;
  const auto add = [&](Printed printed, const std::string& before) {
    printed.of_day_start = before.find("the start of their") != std::string::npos;
    found.push_back(std::move(printed));
  };
  if (const std::size_t place = sentence.find(" is before now"); place != std::string::npos)
    add(compared("is before", shown, shown), sentence.substr(0, place));
  for (std::sregex_iterator it(sentence.begin(), sentence.end(), kBrackets); it != std::sregex_iterator(); ++it) {
    const std::string before(sentence.begin(), it->prefix().second);
    add(bracketed(*it, before, shown), before);
  }
  for (std::sregex_iterator it(sentence.begin(), sentence.end(), kDateFirst); it != std::sregex_iterator(); ++it) {
    add(compared((*it)[1], (*it)[2], shown), std::string(sentence.begin(), it->prefix().second));
  }
  return found;
}

std::optional<Printed> dates_said(const std::string& sentence) {
  static const std::regex kDays(R"((?:on|from) (\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?( in the time zone \S+)?\.$)");
  static const std::regex kMonth(R"(in ([A-Z][a-z]+ )?(\d{4})( in the time zone \S+)?\.$)");
  static const std::vector<std::string> kNames = {"January ", "February ", "March ",     "April ",   "May ",      "June ",
                                                  "July ",    "August ",   "September ", "October ", "November ", "December "};
  std::smatch match;
  Printed printed;
  printed.whole_days = printed.to_included = true;
  if (std::regex_search(sentence, match, kDays)) {
    printed.from = match[1];
    printed.to = match[2].matched ? match[2] : match[1];
  } else if (std::regex_search(sentence, match, kMonth)) {
    const auto place = std::find(kNames.begin(), kNames.end(), match[1].str()) - kNames.begin();
    const bool month = match[1].matched;
    const auto first = static_cast<std::uint32_t>(month ? place + 1 : 1);
    const int year = std::stoi(match[2]);
    const bool december = !month || first == 12;
    const std::int64_t after = *calendar::days_from_civil({december ? year + 1 : year, december ? 1 : first + 1, 1});
    printed.from = calendar::format_date(*calendar::days_from_civil({year, first, 1}));
    printed.to = calendar::format_date(after - 1);
  } else {
    return std::nullopt;
  }
  const std::string zone = match[3];
  if (!zone.empty()) printed.zone = calendar::Zone::find(zone.substr(zone.rfind(' ') + 1));
  return printed;
}

std::vector<Bounds> bounds_of(const Printed& printed, bool days, const calendar::Zone& zone) {
  if (days && !printed.of_day_start) {
    Bounds made{{}, {}, printed.to_included, printed.from_excluded};
    if (printed.from) made.from = day_of(*printed.from);
    if (printed.to) made.to = day_of(*printed.to);
    return {made};
  }
  if (printed.whole_days) {
    const calendar::Zone& of_days = printed.zone ? *printed.zone : zone;
    return {{of_days.day_start(day_of(*printed.from)), of_days.day_start(day_of(*printed.to) + 1), false, false}};
  }
  std::vector<Bounds> made;
  for (const std::int64_t from : printed.from ? instants_of(*printed.from, zone) : Instants{0}) {
    for (const std::int64_t to : printed.to ? instants_of(*printed.to, zone) : Instants{0}) {
      made.push_back({printed.from ? std::optional(from) : std::nullopt, printed.to ? std::optional(to) : std::nullopt, printed.to_included,
                      printed.from_excluded});
    }
  }
  return made;
}

}  // namespace seg::properties
