#pragma once
// What the checks of queries, aggregates, groups and named events share.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// An aggregate as it was written, whatever its events are.
struct WrittenAggregate {
  std::string_view function;
  bool distinct = false;
  std::optional<ast::ExprId> value;
  std::optional<ast::ExprId> number;  ///< of nth
};

bool is_aggregate(std::string_view function);
/// The aggregate over `query`; `inside` is the scope of its value, `example` what it looks like with one.
Checked check_fold(Checker& checker, const WrittenAggregate& written, hir::Query query, Scope inside, std::string_view example, Span span);

/// How many events the query has.
hir::ExprId count_of(Checker& checker, hir::Query query, Span span);
/// Whether a bound of the window may be unknown: then everything over the query may.
bool bounds_optional(const Checker& checker, const hir::Query& query);

/// An aggregate inside `with`, over the events of the group: `count`, `sum(quantity)`.
Checked check_group_aggregate(Checker& checker, const WrittenAggregate& written, Span span, Scope scope);
/// A name or the group's own key inside `with`; nothing where it is for others to check.
std::optional<Checked> check_in_group(Checker& checker, ast::ExprId id, Scope scope);

/// The events of a query before its window is known: `own` narrows `base`.
struct OpenQuery {
  hir::Query base;
  hir::Query own;
};
/// All of a query but its window; for `in each of last …`, which is one window after the other.
std::optional<OpenQuery> check_open_query(Checker& checker, const ast::Query& query, Scope scope);

/// A value of the events of one step of a sequence that equals a value of an earlier one's.
struct CarriedKey {
  std::uint32_t step;   ///< the earlier one
  hir::ExprId of_step;  ///< over its events
  hir::ExprId here;
};

/// A step that was checked: what its events are known to equal.
struct CheckedStep {
  bool absent;
  Span span;
  std::vector<CarriedKey> carried;
};

/// What the condition of a step may refer to. `matched` is the last step that is not absent; equalities with steps before it must have been
/// carried to it.
struct EarlierSteps {
  std::vector<const NamedEvent*> named;
  std::span<const CheckedStep> checked;
  std::uint32_t matched;
};

/// The value over the events of the matched step that equals `value`, which is one of `event` (`folded`: without its case); a step between
/// that drops it is reported.
Checked carried_value(Checker& checker, const EarlierSteps& steps, const NamedEvent& event, hir::ExprId value, bool folded, Span span);
/// Whether an event can have the name that it was given; else that is reported.
bool require_free_name(Checker& checker, const ast::Name& name);

/// Sets `query.where` and `query.matches`. With `around.outer` or `around.steps`, equalities with those events may stand among the
/// conditions.
bool check_where(Checker& checker, ast::ExprId where, Scope around, hir::Query& query);
/// Whether the value differs from event to event.
bool is_of_event(const Checker& checker, hir::ExprId id);

/// Where two bounds of windows stand to each other (negative, 0, positive), where that is known of all data.
std::optional<int> order_of_instants(const Checker& checker, hir::ExprId first, hir::ExprId second);

/// The stream of a name for events: of an event itself, or of what a trait narrows.
std::optional<std::uint32_t> stream_of(const Checker& checker, std::string_view name);
/// The events that the trait names, as they were written; nothing where it is a value.
std::optional<ast::QueryId> query_of(const Checker& checker, const Declaration& trait);
/// Whether the trait names events.
bool is_named_query(const Checker& checker, const Declaration& trait);
/// The events that the trait names; where it is a value, that is reported.
std::optional<hir::Query> named_query(Checker& checker, const Declaration& trait, const ast::Name& use);

/// All events of `base` that are in `own` too: later windows and conditions narrow a named query, its own first or last N stays.
hir::Query narrowed(Checker& checker, const hir::Query& base, hir::Query own, Span span);

}  // namespace seg::semantics
