// Windows of event queries: instants [from, to). What counts up to now has no upper bound, since later events are never seen.

#include "compiler/semantics/windows.h"

#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

constexpr std::int64_t kMostUnits = 120;
constexpr std::string_view kNoLocalTime = "no local time is in this window: it is the same in every zone";

struct WindowCheck {
  Checker& checker;
  Span span;
  LocalTime& local;
  hir::Query& query;

  hir::ExprId now() const { return add_now(checker, span); }
  /// The instant itself is in: a bound is out.
  hir::ExprId after(hir::ExprId instant) const { return moved(checker, hir::Arithmetic::Add, instant, 1, span); }
  hir::ExprId start(std::int64_t count, hir::Unit unit) const { return unit_start(checker, now(), count, unit, local, span); }

  bool operator()(const ast::LastWindow& window) const {
    const auto length = check_length(checker, window.length, Scope{});
    if (!length) return false;
    query.from = earlier(checker, now(), *length, 1, local, span);
    return true;
  }
  bool operator()(const ast::PreviousWindow& window) const {
    const auto length = check_length(checker, window.length, Scope{});
    if (!length) return false;
    const auto* whole = std::get_if<CalendarLength>(&*length);
    query.from = earlier(checker, now(), *length, whole == nullptr ? 2 : 1, local, span);
    query.to = whole == nullptr ? earlier(checker, now(), *length, 1, local, span) : start(0, whole->unit);
    return true;
  }
  bool operator()(const ast::PeriodWindow& window) const {
    const auto period = check_period(checker, window.low, window.high, Scope{}, local);
    if (!period) return false;
    query.from = period->from;
    query.to = period->to;
    return true;
  }
  bool operator()(const ast::BetweenWindow& window) const {
    query.from = check_instant(checker, window.from, Scope{}, local);
    query.to = check_instant(checker, window.to, Scope{}, local);
    return query.from && query.to && require_rising(checker, *query.from, *query.to, window.from.span, window.to.span);
  }
  bool operator()(const ast::SinceWindow& window) const {
    query.from = check_instant(checker, window.from, Scope{}, local);
    return query.from.has_value();
  }
  bool operator()(const ast::BeforeWindow& window) const {
    query.to = check_instant(checker, window.to, Scope{}, local);
    return query.to.has_value();
  }
  bool operator()(const ast::CalendarWindow& window) const {
    const auto unit = calendar_unit(checker, window.unit, span);
    if (!unit) return false;
    query.from = start(window.previous ? -1 : 0, *unit);
    if (window.previous) query.to = start(0, *unit);
    return true;
  }
  bool operator()(const ast::ToDateWindow& window) const {
    const auto unit = calendar_unit(checker, window.unit, span);
    if (!unit) return false;
    query.from = start(-1, *unit);
    query.to = after(shifted(checker, now(), -1, *unit, local, span));
    return true;
  }
  bool operator()(const ast::EachWindow&) const {
    checker.diagnostics
        .report(Code::MisplacedWindow, span, shown(checker, span), "it belongs to a sentence that holds or not in each of them")
        .note("write one such as `at least 2 purchases in each of last 4 calendar quarters`");
    return false;
  }
  bool operator()(const ast::AfterWindow& window) const {
    const auto length = check_length(checker, window.length, Scope{});
    const ast::Instant instant{false, window.from, (*checker.ast)[window.from].span};
    const Checked from = check_instant(checker, instant, Scope{}, local);
    if (!length || !from) return false;
    query.from = *from;
    const hir::ExprId end = later(checker, *from, *length, local, span);
    query.to = std::holds_alternative<CalendarLength>(*length) ? end : after(end);
    return true;
  }
  bool operator()(const ast::NotYet& feature) const {
    not_yet(checker, span, feature.feature);
    return false;
  }
};

}  // namespace

bool check_window(Checker& checker, const ast::Window& window, hir::Query& query) {
  auto local = check_zone(checker, window.zone);
  if (!local || !std::visit(WindowCheck{checker, window.span, *local, query}, window.node)) return false;
  return require_used(checker, *local, kNoLocalTime);
}

std::optional<std::vector<Bounds>> check_each(Checker& checker, const ast::EachWindow& each, const ast::Window& window) {
  auto local = check_zone(checker, window.zone);
  const auto unit = calendar_unit(checker, each.unit, window.span);
  if (!local || !unit) return std::nullopt;
  if (each.count < 1 || each.count > kMostUnits) {
    checker.diagnostics.report(Code::MisplacedWindow, window.span, shown(checker, window.span),
                               fmt::format("expected 1 to {} units, found {}", kMostUnits, each.count));
    return std::nullopt;
  }
  std::vector<hir::ExprId> starts;
  for (std::int64_t count = -each.count; count <= 0; ++count)
    starts.push_back(unit_start(checker, add_now(checker, window.span), count, *unit, *local, window.span));
  std::vector<Bounds> windows;
  for (std::size_t index = 1; index < starts.size(); ++index) windows.push_back({starts[index - 1], starts[index]});
  return windows;
}

}  // namespace seg::semantics
