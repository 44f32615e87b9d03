// Windows and instants in words, with their dates.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/english/writer.h"
#include "compiler/semantics/walk.h"

namespace seg::english {
namespace {

using hir::Unit;

/// A time relative to `now`: whole units of local time or elapsed microseconds, later where positive.
struct FromNow {
  std::int64_t count = 0;
  std::optional<Unit> unit;
  bool operator==(const FromNow&) const = default;
};

struct StartOfUnit {
  Unit unit;
  std::int64_t count = 0;
};

struct Reader {
  const hir::Hir& hir;

  bool is_today(hir::ExprId id) const {
    const auto* apply = std::get_if<hir::Apply>(&hir[id].node);
    return apply != nullptr && apply->op == plan::Op::LocalDate &&
           std::holds_alternative<hir::Now>(hir[hir.operands(apply->operands).front()].node);
  }
  bool is_now(hir::ExprId id) const { return std::holds_alternative<hir::Now>(hir[id].node) || is_today(id); }

  /// The length of `X + 7 days` and `X - 7 days`, and X.
  struct Moved {
    hir::ExprId base;
    FromNow by;
  };
  std::optional<Moved> moved(hir::ExprId id) const {
    if (const auto* shift = std::get_if<hir::Shift>(&hir[id].node)) return Moved{shift->moment, {shift->count, shift->unit}};
    const auto* binary = std::get_if<hir::Binary>(&hir[id].node);
    if (binary == nullptr || (binary->op != hir::Arithmetic::Add && binary->op != hir::Arithmetic::Subtract)) return std::nullopt;
    const auto* length = std::get_if<hir::Constant>(&hir[binary->right].node);
    if (length == nullptr || length->value.type != plan::duration_type()) return std::nullopt;
    const std::int64_t micros = length->value.number;
    return Moved{binary->left, {binary->op == hir::Arithmetic::Add ? micros : -micros, std::nullopt}};
  }

  std::optional<FromNow> from_now(hir::ExprId id) const {
    const auto by = moved(id);
    if (!by || !is_now(by->base)) return std::nullopt;
    return by->by;
  }

  std::optional<StartOfUnit> start_of_unit(hir::ExprId id) const {
    const auto* start = std::get_if<hir::UnitStart>(&hir[id].node);
    if (start == nullptr || !is_now(start->moment)) return std::nullopt;
    return StartOfUnit{start->unit, start->count};
  }

  /// Ends that are in are a microsecond later in a query.
  std::optional<hir::ExprId> without_microsecond(hir::ExprId id) const {
    const auto by = moved(id);
    if (!by || by->by != FromNow{1, std::nullopt}) return std::nullopt;
    return by->base;
  }

  /// The date whose start an instant is.
  std::optional<hir::ExprId> day_of(hir::ExprId id) const {
    if (const auto* convert = std::get_if<hir::Convert>(&hir[id].node))
      return convert->conversion == hir::Conversion::DayStart ? std::optional(convert->operand) : std::nullopt;
    const auto* apply = std::get_if<hir::Apply>(&hir[id].node);
    if (apply == nullptr || apply->op != plan::Op::DayStart) return std::nullopt;
    return hir.operands(apply->operands).front();
  }

  std::optional<std::int64_t> constant_day(hir::ExprId id) const {
    const auto* constant = std::get_if<hir::Constant>(&hir[id].node);
    if (constant == nullptr || constant->value.type != plan::date_type()) return std::nullopt;
    return constant->value.number;
  }

  std::optional<hir::ExprId> zone(hir::ExprId id) const {
    const hir::Node& node = hir[id].node;
    if (const auto* shift = std::get_if<hir::Shift>(&node); shift != nullptr && shift->zone) return shift->zone;
    if (const auto* start = std::get_if<hir::UnitStart>(&node); start != nullptr && start->zone) return start->zone;
    if (const auto* apply = std::get_if<hir::Apply>(&node); apply != nullptr && plan::takes_zone(apply->op)) {
      const auto operands = hir.operands(apply->operands);
      if (operands.size() > static_cast<std::size_t>(plan::row_of(apply->op).arity)) return operands.back();
    }
    std::optional<hir::ExprId> found;
    if (std::holds_alternative<hir::Fold>(node)) return found;
    hir::for_each_operand(hir, node, [&](hir::ExprId operand) {
      if (!found) found = zone(operand);
    });
    return found;
  }
};

std::string length_words(const FromNow& by) {
  const std::int64_t count = by.count < 0 ? -by.count : by.count;
  return by.unit ? units_text(count, *by.unit) : length_text(count);
}

/// `last 90 days`, `past month`: a rolling unit alone, which `last month` is not for everyone.
std::string last_words(const FromNow& by) {
  const std::string length = length_words(by);
  return length.rfind("1 ", 0) == 0 ? "past " + length.substr(2) : "last " + length;
}
std::string without_one(const std::string& length) { return length.rfind("1 ", 0) == 0 ? length.substr(2) : length; }

std::string start_words(const StartOfUnit& start) {
  const std::string_view unit = unit_word(start.unit);
  if (start.unit == Unit::Day) {
    if (start.count == 0) return "the start of today";
    return start.count < 0 ? fmt::format("the start of the day {} ago", units_text(-start.count, start.unit))
                           : fmt::format("the start of the day {} ahead", units_text(start.count, start.unit));
  }
  if (start.count == 0) return fmt::format("the start of this calendar {}", unit);
  if (start.count == -1) return fmt::format("the start of the previous calendar {}", unit);
  if (start.count == 1) return fmt::format("the start of the next calendar {}", unit);
  return fmt::format("the start of the calendar {} {} {}", unit, units_text(start.count < 0 ? -start.count : start.count, start.unit),
                     start.count < 0 ? "ago" : "ahead");
}

/// In words, without the date; nothing for what is no moment.
struct Words {
  Writer& writer;
  const Scope& scope;

  std::optional<std::string> of(hir::ExprId id) const {
    const Reader reader{writer.hir};
    const hir::Node& node = writer.hir[id].node;
    if (std::holds_alternative<hir::Now>(node)) return "now";
    if (reader.is_today(id)) return "today";
    if (const auto* start = std::get_if<hir::UnitStart>(&node)) return of_unit(*start, reader.start_of_unit(id));
    if (const auto day = reader.day_of(id)) {
      const auto literal = reader.constant_day(*day);
      if (literal) return "the start of " + calendar::format_date(*literal);
      const bool day_apart = !reader.is_today(*day) && reader.from_now(*day);
      return (day_apart ? "the start of the day " : "the start of ") + base(*day);
    }
    if (const auto by = reader.moved(id)) return of_moved(*by, reader.is_now(by->base));
    return of_computed(node, writer.hir[id].type);
  }

 private:
  std::string base(hir::ExprId id) const { return of(id).value_or(value_text(writer, id, scope)); }

  std::string of_unit(const hir::UnitStart& start, const std::optional<StartOfUnit>& now) const {
    if (now) return start_words(*now);
    const std::string unit = fmt::format("the start of the calendar {} of {}", unit_word(start.unit), base(start.moment));
    if (start.count == 0) return unit;
    return fmt::format("{} {} {}", units_text(start.count < 0 ? -start.count : start.count, start.unit),
                       start.count < 0 ? "before" : "after", unit);
  }

  std::string of_moved(const Reader::Moved& by, bool now) const {
    const std::string length = length_words(by.by);
    if (now) return by.by.count < 0 ? length + " ago" : length + " from now";
    return fmt::format("{} {} {}", length, by.by.count < 0 ? "before" : "after", base(by.base));
  }

  /// `now - (a length that is computed)`.
  std::optional<std::string> of_computed(const hir::Node& node, plan::Type type) const {
    const auto* binary = std::get_if<hir::Binary>(&node);
    if (binary == nullptr || (type != plan::date_type() && type != plan::timestamp_type())) return std::nullopt;
    const bool back = binary->op == hir::Arithmetic::Subtract;
    return fmt::format("({}) {} {}", value_text(writer, binary->right, scope), back ? "before" : "after", base(binary->left));
  }
};

/// Both ends, as far as they are known without data.
struct Ends {
  std::optional<hir::ExprId> from;
  std::optional<hir::ExprId> to;
  bool to_included = false;
};

class WindowWords {
 public:
  WindowWords(Writer& writer, const Scope& scope, Ends ends) : writer_(writer), scope_(scope), reader_{writer.hir}, ends_(ends) {}

  /// `in the last 90 days`.
  std::string words() const {
    if (ends_.from && (!ends_.to || (ends_.to_included && reader_.is_now(*ends_.to)))) return up_to_now(*ends_.from);
    if (!ends_.from) return fmt::format("{} {}", ends_.to_included ? "up to" : "before", moment(*ends_.to));
    for (const auto& made : {days(), calendar_units(), relative_to_now(), after_start(), to_end_of_unit()}) {
      if (made) return *made;
    }
    return fmt::format("from {} {} {}", moment(*ends_.from), ends_.to_included ? "to" : "until before", moment(*ends_.to));
  }

 private:
  std::string moment(hir::ExprId id) const {
    const auto words = Words{writer_, scope_}.of(id);
    return words ? *words : value_text(writer_, id, scope_);
  }

  std::string up_to_now(hir::ExprId from) const {
    if (reader_.is_now(from)) return "today";
    if (const auto back = reader_.from_now(from); back && back->count < 0) return "in the " + last_words(*back);
    if (const auto start = reader_.start_of_unit(from); start && start->count <= 0) {
      if (start->unit == Unit::Day && start->count == 0) return "today";
      if (start->unit == Unit::Day && start->count == -1) return "yesterday and today";
      if (start->unit == Unit::Day) return fmt::format("in the last {} and today", calendar_text(-start->count, start->unit));
      if (start->count == 0) return fmt::format("in this calendar {} so far", unit_word(start->unit));
      if (start->count == -1) return fmt::format("in the previous calendar {} and this one so far", unit_word(start->unit));
      return fmt::format("in the last {} and this one so far", calendar_text(-start->count, start->unit));
    }
    const auto* binary = std::get_if<hir::Binary>(&writer_.hir[from].node);
    if (binary != nullptr && binary->op == hir::Arithmetic::Subtract && reader_.is_now(binary->left))
      return fmt::format("no longer ago than {}", value_text(writer_, binary->right, scope_));
    return "since " + moment(from);
  }

  static std::string calendar_text(std::int64_t count, Unit unit) {
    return fmt::format("{} calendar {}{}", count, unit_word(unit), count == 1 ? "" : "s");
  }

  /// `today`, `in November 2026`, `from 2026-11-01 to 2026-11-07`.
  std::optional<std::string> days() const {
    const bool dates = writer_.hir[*ends_.from].type == plan::date_type();
    const auto first_day = reader_.day_of(*ends_.from);
    const auto day_after = reader_.day_of(*ends_.to);
    const auto days_on = day_after && !ends_.to_included ? reader_.from_now(*day_after) : std::nullopt;
    if (first_day && reader_.is_today(*first_day) && days_on == FromNow{plan::kMicrosPerDay, std::nullopt}) return "today";
    const auto day = [&](hir::ExprId id) -> std::optional<std::int64_t> {
      if (dates) return reader_.constant_day(id);
      const auto start = reader_.day_of(id);
      return start ? day_of_literal(*start) : std::nullopt;
    };
    const auto first = day(*ends_.from);
    const auto end = day(*ends_.to);
    if (!first || !end || (!dates && ends_.to_included)) return std::nullopt;
    return days_text(*first, ends_.to_included ? *end : *end - 1);
  }

  /// Of a date, or of the day after one that was written.
  std::optional<std::int64_t> day_of_literal(hir::ExprId id) const {
    if (const auto day = reader_.constant_day(id)) return day;
    if (reads_now(writer_.hir, id)) return std::nullopt;
    const auto moment = moment_of(writer_.hir, id, writer_.clock);
    return moment && moment->is_day ? std::optional(moment->value) : std::nullopt;
  }

  static std::string days_text(std::int64_t first, std::int64_t last) {
    if (first == last) return "on " + calendar::format_date(first);
    const calendar::CivilDate from = calendar::civil_from_days(first);
    const calendar::CivilDate to = calendar::civil_from_days(last);
    const bool whole_months = from.day == 1 && calendar::civil_from_days(last + 1).day == 1;
    if (whole_months && from.month == to.month && from.year == to.year) return fmt::format("in {} {}", month_name(from.month), from.year);
    if (whole_months && from.month == 1 && to.month == 12 && from.year == to.year) return fmt::format("in {}", from.year);
    return fmt::format("from {} to {}", calendar::format_date(first), calendar::format_date(last));
  }

  std::optional<std::string> calendar_units() const {
    const auto from = reader_.start_of_unit(*ends_.from);
    if (!from) return std::nullopt;
    const auto back = reader_.from_now(*ends_.to);
    if (back && back->unit && from->unit == *back->unit && from->count == back->count && from->count == -1)
      return fmt::format("in the previous calendar {}, up to the same point as now in this one", unit_word(from->unit));
    const auto to = reader_.start_of_unit(*ends_.to);
    if (!to || ends_.to_included || to->unit != from->unit) return std::nullopt;
    const std::int64_t count = to->count - from->count;
    if (to->count == 0 && count == 1) return fmt::format("in the previous calendar {}", unit_word(from->unit));
    if (to->count == 0 && count > 1) return fmt::format("in the previous {}", calendar_text(count, from->unit));
    if (to->count == 1 && count == 1) return fmt::format("in this calendar {}", unit_word(from->unit));
    return std::nullopt;
  }

  std::optional<std::string> relative_to_now() const {
    const auto from = reader_.from_now(*ends_.from);
    const auto to = reader_.from_now(*ends_.to);
    if (reader_.is_now(*ends_.from) && to && to->count > 0) return "within the next " + without_one(length_words(*to));
    if (!from || !to || from->unit != to->unit) return std::nullopt;
    if (!ends_.to_included && to->count < 0 && from->count == 2 * to->count)
      return fmt::format("in the {} before the {}", without_one(length_words(*to)), last_words(*to));
    return std::nullopt;
  }

  /// `within 7 days after their signup_at`.
  std::optional<std::string> after_start() const {
    const auto by = reader_.moved(*ends_.to);
    if (!by || !ends_.to_included || by->base != *ends_.from || by->by.count < 0) return std::nullopt;
    return fmt::format("within {} after {}", length_words(by->by), moment(*ends_.from));
  }

  /// `from now to the end of the next calendar month`: the end of a unit is the start of the one after it.
  std::optional<std::string> to_end_of_unit() const {
    const auto* end = std::get_if<hir::UnitStart>(&writer_.hir[*ends_.to].node);
    if (end == nullptr || ends_.to_included || end->count < 1) return std::nullopt;
    const bool now = reader_.is_now(end->moment);
    if (!now && end->moment != *ends_.from) return std::nullopt;
    const std::string_view unit = unit_word(end->unit);
    const std::int64_t later = end->count - 1;
    const std::string which = later == 0   ? fmt::format("{} calendar {}", now ? "this" : "that", unit)
                              : !now       ? fmt::format("the calendar {} {} later", unit, units_text(later, end->unit))
                              : later == 1 ? fmt::format("the next calendar {}", unit)
                                           : fmt::format("the calendar {} {} ahead", unit, units_text(later, end->unit));
    return fmt::format("from {} to the end of {}", moment(*ends_.from), which);
  }

  Writer& writer_;
  const Scope& scope_;
  Reader reader_;
  Ends ends_;
};

bool is_midnight(const Moment& moment, const Clock& clock) {
  return !moment.is_day && clock.zone.day_start(clock.zone.local_day(moment.value)) == moment.value;
}

/// ` (2026-08-01 to 2026-08-31)`, where `now` decides it.
std::string dates_text(const std::optional<Moment>& from, const std::optional<Moment>& to, bool to_included, const Clock& clock) {
  if (!from && !to) return {};
  if (!to) return fmt::format(" (since {})", moment_text(*from, clock));
  if (!from) return fmt::format(" ({} {})", to_included ? "up to" : "before", moment_text(*to, clock));
  if (!to_included && from->value < to->value && is_midnight(*from, clock) && is_midnight(*to, clock)) {
    const std::string first = calendar::format_date(clock.zone.local_day(from->value));
    const std::string last = calendar::format_date(clock.zone.local_day(to->value) - 1);
    return first == last ? fmt::format(" ({})", first) : fmt::format(" ({} to {})", first, last);
  }
  if (from->is_day && to->is_day && !to_included && from->value < to->value)
    return dates_text(from, Moment{true, to->value - 1}, true, clock);
  if (from->is_day && to->is_day && to_included && from->value == to->value) return fmt::format(" ({})", moment_text(*from, clock));
  return fmt::format(" ({} {} {})", moment_text(*from, clock), to_included ? "to" : "until before", moment_text(*to, clock));
}

std::string zone_words(Writer& writer, const Ends& ends) {
  for (const auto& end : {ends.from, ends.to}) {
    const auto zone = end ? Reader{writer.hir}.zone(*end) : std::nullopt;
    if (!zone) continue;
    const auto* name = std::get_if<hir::Constant>(&writer.hir[*zone].node);
    return name != nullptr ? fmt::format(" in the time zone {}", name->value.text) : " in the customer's time zone";
  }
  return {};
}

void record(Writer& writer, Window window) {
  if (!window.from && !window.to) return;
  if (std::find(writer.windows.begin(), writer.windows.end(), window) == writer.windows.end()) writer.windows.push_back(std::move(window));
}

}  // namespace

std::string window_text(Writer& writer, std::optional<hir::ExprId> from, std::optional<hir::ExprId> to, bool to_included,
                        const Scope& scope) {
  if (writer.window_instead) return " " + *writer.window_instead;
  if (!from && !to) return {};
  const Reader reader{writer.hir};
  if (const auto end = to ? reader.without_microsecond(*to) : std::nullopt) {
    to = end;
    to_included = true;
  }
  const Ends ends{from, to, to_included};
  const std::string text = WindowWords(writer, scope, ends).words() + zone_words(writer, ends);
  const auto known = [&](const std::optional<hir::ExprId>& end) { return end ? moment_of(writer.hir, *end, writer.clock) : std::nullopt; };
  const auto first = known(from);
  const auto last = known(to);
  const auto shown = [&](const std::optional<Moment>& moment) {
    return moment ? std::optional(moment_text(*moment, writer.clock)) : std::nullopt;
  };
  record(writer, {text, shown(first), shown(last), to_included});
  const bool open = to && to_included && reader.is_now(*to) && !(last && last->is_day);
  const bool moves = (from && reads_now(writer.hir, *from)) || (to && !reader.is_now(*to) && reads_now(writer.hir, *to));
  // Of one end the date comes first: `before 2026-04-01 12:00 (6 months ago)`.
  for (const std::string_view open_word : {"before ", "since "}) {
    const auto& end = from ? from : to;
    const auto dated = text.rfind(open_word, 0) == 0 && moves ? dated_moment(writer, *end, scope) : std::nullopt;
    if (dated) return fmt::format(" {}{}", open_word, *dated);
  }
  return " " + text + (moves ? dates_text(first, open ? std::nullopt : last, to_included, writer.clock) : "");
}

std::optional<std::string> dated_moment(Writer& writer, hir::ExprId id, const Scope& scope) {
  const auto moment = moment_of(writer.hir, id, writer.clock);
  const Reader reader{writer.hir};
  if (!moment || reader.is_now(id) || !reads_now(writer.hir, id)) return std::nullopt;
  const auto words = Words{writer, scope}.of(id);
  if (!words) return std::nullopt;
  return fmt::format("{} ({}{})", moment_text(*moment, writer.clock), *words, zone_words(writer, {id, std::nullopt, false}));
}

std::optional<std::string> moment_words(Writer& writer, hir::ExprId id, const Scope& scope) {
  const plan::Type type = writer.hir[id].type;
  if (type != plan::date_type() && type != plan::timestamp_type()) return std::nullopt;
  auto words = Words{writer, scope}.of(id);
  if (!words) return std::nullopt;
  *words += zone_words(writer, {id, std::nullopt, false});
  const auto moment = moment_of(writer.hir, id, writer.clock);
  if (!moment || !reads_now(writer.hir, id) || std::holds_alternative<hir::Now>(writer.hir[id].node)) return words;
  return fmt::format("{} ({})", *words, moment_text(*moment, writer.clock));
}

}  // namespace seg::english
