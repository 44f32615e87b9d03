// Functions of the language: one operator over its operands.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

/// `before` A `between` B `after`.
struct Row {
  plan::Op op;
  std::string_view before;
  std::string_view between;
  std::string_view after;
};

constexpr Row kValues[] = {
    {plan::Op::CaseFold, "", "", ", ignoring case"},
    {plan::Op::Lower, "", "", " in lower case"},
    {plan::Op::Upper, "", "", " in upper case"},
    {plan::Op::Trim, "", "", " without blanks around it"},
    {plan::Op::Length, "the length of ", "", ""},
    {plan::Op::Abs, "the size of ", "", " whatever its sign"},
    {plan::Op::Round, "", "", " rounded"},
    {plan::Op::Floor, "", "", " rounded down"},
    {plan::Op::Ceil, "", "", " rounded up"},
    {plan::Op::Modulo, "the remainder of ", " divided by ", ""},
    {plan::Op::Mean, "", " divided by ", ""},
    {plan::Op::DayStart, "the start of ", "", ""},
    {plan::Op::LocalInstant, "", " at ", ""},
    {plan::Op::LocalDate, "the date of ", "", ""},
    {plan::Op::LocalHour, "the hour of ", "", ""},
    {plan::Op::LocalMinute, "the minute of ", "", ""},
    {plan::Op::LocalTime, "the time of day of ", "", ""},
    {plan::Op::YearOf, "the year of ", "", ""},
    {plan::Op::MonthOf, "the month of ", "", ""},
    {plan::Op::DayOf, "the day of the month of ", "", ""},
    {plan::Op::DayOfYear, "the day of the year of ", "", ""},
    {plan::Op::WeekdayOf, "the weekday of ", "", ""},
    {plan::Op::MonthStart, "the calendar month of ", "", ""},
    {plan::Op::WeekStart, "the calendar week of ", "", ""},
    {plan::Op::YearStart, "the calendar year of ", "", ""},
    {plan::Op::QuarterStart, "the calendar quarter of ", "", ""},
    {plan::Op::AddMonths, "", " moved by this many months: ", ""},
    {plan::Op::Anniversary, "the anniversary of ", " on or after ", ""},
    {plan::Op::Age, "the age by ", " on ", ""},
    {plan::Op::Reaches, "how many values ", " reaches: ", ""},
};

constexpr Row kConditions[] = {
    {plan::Op::Matches, "", "matches", "does not match"},
    {plan::Op::ListContains, "", "contains", "does not contain"},
    {plan::Op::ListContainsAny, "", "shares an entry with", "shares no entry with"},
    {plan::Op::ListContainsAll, "", "contains every entry of", "does not contain every entry of"},
};

const Row* find(std::span<const Row> rows, plan::Op op) {
  for (const Row& row : rows) {
    if (row.op == op) return &row;
  }
  return nullptr;
}

bool has_zone(plan::Op op, std::size_t operands) {
  return plan::takes_zone(op) && operands > static_cast<std::size_t>(plan::row_of(op).arity);
}

/// The instant of `year(at)`, which is the year of its local date; the zone goes with it.
hir::ExprId without_local_date(const hir::Hir& hir, hir::ExprId id) {
  const auto* apply = std::get_if<hir::Apply>(&hir[id].node);
  return apply != nullptr && apply->op == plan::Op::LocalDate ? hir.operands(apply->operands).front() : id;
}

std::string zone_words(Writer& writer, hir::ExprId zone) {
  const auto* name = std::get_if<hir::Constant>(&writer.hir[zone].node);
  return name != nullptr ? fmt::format(" in the time zone {}", name->value.text) : std::string(" in the customer's time zone");
}

/// The zone of a local date, or of the date that a part is taken of.
std::string zone_suffix(Writer& writer, const hir::Apply& apply) {
  const auto operands = writer.hir.operands(apply.operands);
  if (has_zone(apply.op, operands.size())) return zone_words(writer, operands.back());
  for (const hir::ExprId operand : operands) {
    const auto* inner = std::get_if<hir::Apply>(&writer.hir[operand].node);
    if (inner != nullptr && inner->op == plan::Op::LocalDate) {
      if (auto words = zone_suffix(writer, *inner); !words.empty()) return words;
    }
  }
  return {};
}

/// Of the event that is spoken of: `the hour` says enough.
bool is_own_time(const hir::Hir& hir, hir::ExprId id, const Scope& scope) {
  const auto* at = std::get_if<hir::EventAt>(&hir[id].node);
  return at != nullptr && scope.stream == at->stream;
}

bool is_today(const hir::Hir& hir, hir::ExprId id) {
  const auto* apply = std::get_if<hir::Apply>(&hir[id].node);
  return apply != nullptr && apply->op == plan::Op::LocalDate &&
         std::holds_alternative<hir::Now>(hir[hir.operands(apply->operands).front()].node);
}

/// `age by birth_date`, `next anniversary of birth_date`: a customer's own where the date is.
std::optional<Noun> of_today(Writer& writer, const hir::Apply& apply, const Scope& scope) {
  const auto operands = writer.hir.operands(apply.operands);
  if (apply.op != plan::Op::Age && apply.op != plan::Op::Anniversary) return std::nullopt;
  if (operands.size() != 2 || !is_today(writer.hir, operands[1])) return std::nullopt;
  const Noun date = noun(writer, without_local_date(writer.hir, operands[0]), scope);
  const std::string zone = zone_suffix(writer, apply);
  if (apply.op == plan::Op::Age) {
    const bool own = date.owner == Noun::Owner::Customer;
    return Noun{date.owner, fmt::format("{}age by {}{}", own ? "" : "the ", date.text, zone)};
  }
  const bool own = date.owner == Noun::Owner::Customer;
  return Noun{date.owner, fmt::format("{}next anniversary of {}{}", own ? "" : "the ", date.text, zone)};
}

std::string points_text(const Points& points) {
  const bool one = points.points == 1 || points.points == -1;
  return fmt::format("{} point{} if {}", points.points, one ? "" : "s", points.condition);
}

}  // namespace

std::vector<Points> score_points(Writer& writer, const hir::Apply& score, const Scope& scope) {
  std::vector<Points> made;
  const auto operands = writer.hir.operands(score.operands);
  for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
    const auto* points = std::get_if<hir::Constant>(&writer.hir[operands[i]].node);
    made.push_back({points == nullptr ? 0 : points->value.number, statement(predicate(writer, operands[i + 1], scope))});
  }
  return made;
}

Noun apply_noun(Writer& writer, const hir::Apply& apply, const Scope& scope) {
  const auto operands = writer.hir.operands(apply.operands);
  if (apply.op == plan::Op::Score) {
    std::string text;
    for (const Points& points : score_points(writer, apply, scope)) text += (text.empty() ? "" : "; ") + points_text(points);
    return {Noun::Owner::None, fmt::format("the sum of points ({})", text)};
  }
  if (apply.op == plan::Op::When) {
    // What a module asks for and the workspace leaves out is known of nobody.
    const auto* never = std::get_if<hir::Constant>(&writer.hir[operands[0]].node);
    if (never != nullptr && never->value.number == 0) return {Noun::Owner::None, "a value that the workspace has no field for"};
    return {Noun::Owner::None,
            fmt::format("{} where {}", value_text(writer, operands[1], scope), bracketed(predicate(writer, operands[0], scope)))};
  }
  if (auto made = of_today(writer, apply, scope)) return std::move(*made);
  const bool whole_microseconds = apply.op == plan::Op::Round || apply.op == plan::Op::Floor || apply.op == plan::Op::Ceil;
  if (whole_microseconds && writer.hir[operands[0]].type.kind == plan::Kind::Duration) return noun(writer, operands[0], scope);
  const Row* row = find(kValues, apply.op);
  if (row == nullptr) return {Noun::Owner::None, "whether " + bracketed(*apply_predicate(writer, apply, scope, false))};
  std::string text(row->before);
  if (is_own_time(writer.hir, without_local_date(writer.hir, operands[0]), scope) && row->before.ends_with(" of "))
    return {Noun::Owner::None, text.substr(0, text.size() - 4) + zone_suffix(writer, apply)};
  const std::size_t count = operands.size() - (has_zone(apply.op, operands.size()) ? 1 : 0);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += i == 1 ? row->between : std::string_view(", ");
    text += value_text(writer, without_local_date(writer.hir, operands[i]), scope);
  }
  return {Noun::Owner::None, text + std::string(row->after) + zone_suffix(writer, apply)};
}

std::optional<Predicate> apply_predicate(Writer& writer, const hir::Apply& apply, const Scope& scope, bool negated) {
  const auto operands = writer.hir.operands(apply.operands);
  if (apply.op == plan::Op::IsTrue) {
    Predicate made;
    const std::string inner = bracketed(predicate(writer, operands[0], scope));
    made.text = fmt::format("it is {}certain that {}", negated ? "not " : "", inner);
    return made;
  }
  const Row* row = find(kConditions, apply.op);
  if (row == nullptr) return std::nullopt;
  const std::string_view verb = negated ? row->after : row->between;
  const auto* folded = std::get_if<hir::Apply>(&writer.hir[operands[0]].node);
  const bool ignoring_case = folded != nullptr && folded->op == plan::Op::CaseFold;
  const auto unfolded = [&](hir::ExprId id) {
    const auto* fold = std::get_if<hir::Apply>(&writer.hir[id].node);
    return fold != nullptr && fold->op == plan::Op::CaseFold ? writer.hir.operands(fold->operands).front() : id;
  };
  std::string other = value_text(writer, unfolded(operands[1]), scope);
  if (apply.op == plan::Op::Matches) {
    const auto* pattern = std::get_if<hir::Constant>(&writer.hir[operands[1]].node);
    if (pattern != nullptr) other = fmt::format("/{}/", pattern->value.text);
  }
  return about(noun(writer, unfolded(operands[0]), scope), fmt::format("{} {}{}", verb, other, ignoring_case ? ", ignoring case" : ""));
}

}  // namespace seg::english
