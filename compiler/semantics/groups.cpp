// Groups inside a profile: `any category of purchases in last 90 days with count >= 3`.

#include "compiler/semantics/events.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

const std::string& plural_of(const Checker& checker, std::uint32_t stream) { return checker.hir.schema.plan.streams[stream].plural; }

/// The value that parts the events: of a type that is compared by its bits, and of the events.
bool require_key(Checker& checker, hir::ExprId key) {
  const plan::Form form = plan::form_of(checker.type(key));
  if (form == plan::Form::Float64 || form == plan::Form::Fraction || form == plan::Form::List) {
    report_wrong_type(checker, key, "a group", "a text, an id, an enum, a whole or decimal number, a date or an instant");
    return false;
  }
  if (is_of_event(checker, key)) return true;
  const Span span = checker.hir[key].span;
  checker.diagnostics.report(Code::NotOverGroups, span, fmt::format("`{}`", shown(checker, span)),
                             "what events are grouped by: it is the same for all of them");
  return false;
}

/// The events that belong to a group at all: those whose key is known.
hir::Query keyed_events(Checker& checker, const hir::Query& query, hir::ExprId key, Span span) {
  hir::Query events = query;
  std::vector<hir::ExprId> conditions;
  if (query.edge) {
    events.edge.reset();
    hir::AmongEdge among{query};
    conditions.push_back(checker.add(std::move(among), plan::bool_type(), false, span));
  } else if (query.where) {
    conditions.push_back(*query.where);
  }
  if (checker.optional(key)) conditions.push_back(checker.add(hir::Compare{hir::Relation::Equal, key, key}, plan::bool_type(), true, span));
  events.where.reset();
  if (!conditions.empty()) events.where = logic(checker, hir::Connective::And, conditions, span);
  return events;
}

}  // namespace

Checked check_grouping(Checker& checker, const ast::GroupingExpr& node, Span span, Scope scope) {
  const ast::Query& written = (*checker.ast)[node.query];
  if (written.alias) {
    checker.diagnostics.report(Code::MisplacedReference, written.alias->span, checker.text(*written.alias),
                               "an event has a name only for the queries after `satisfies`");
    return std::nullopt;
  }
  Scope around;
  around.named = scope.named;
  const auto query = check_query(checker, written, around);
  if (!query) return std::nullopt;
  Scope of_event;
  of_event.stream = query->stream;
  of_event.named = scope.named;
  const Checked key = check_expression(checker, node.key, of_event);
  if (!key || !require_key(checker, *key)) return std::nullopt;
  const Group group{*query, *key, node.key};
  Scope inside;
  inside.named = scope.named;
  inside.group = &group;
  const Checked with = check_condition(checker, node.with, inside);
  if (!with) return std::nullopt;
  hir::Fold fold;
  fold.aggregate = hir::Aggregate::AtLeastTrue;
  fold.query = keyed_events(checker, *query, *key, span);
  fold.value = *with;
  plan::Literal one;
  one.type = plan::int_type();
  one.number = 1;
  fold.number = checker.constant(one, node.head.empty() ? span : node.head);
  const bool optional = checker.optional(*with) || bounds_optional(checker, *query);
  const hir::ExprId any = checker.add(std::move(fold), plan::bool_type(), optional, span);
  return node.negated ? negated(checker, any, span) : any;
}

Checked check_group_aggregate(Checker& checker, const WrittenAggregate& written, Span span, Scope scope) {
  hir::Query events = scope.group->query;
  events.matches.push_back({scope.group->key, scope.group->key});
  Scope inside;
  inside.stream = events.stream;
  inside.named = scope.named;
  const std::string example = fmt::format("{}({}EXPRESSION)", written.function, written.function == "nth" ? "2, " : "");
  return check_fold(checker, written, std::move(events), inside, example, span);
}

std::optional<Checked> check_in_group(Checker& checker, ast::ExprId id, Scope scope) {
  const ast::Expr& expr = (*checker.ast)[id];
  const Span key = (*checker.ast)[scope.group->written_key].span;
  const bool same_text = expr.span.end - expr.span.begin < 4096 && normalised(checker, expr.span) == normalised(checker, key);
  if (same_text) return scope.group->key;
  const auto* name = std::get_if<ast::NameExpr>(&expr.node);
  if (name == nullptr) return std::nullopt;
  const std::string_view text = checker.text(name->name);
  if (text == "count") return check_group_aggregate(checker, {text, false, std::nullopt, std::nullopt}, expr.span, scope);
  const std::uint32_t stream = scope.group->query.stream;
  if (text != "at" && !checker.events[stream].fields.contains(text)) return std::nullopt;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::EventFieldOfGroup, expr.span, text, plural_of(checker, stream));
  diagnostic.note(fmt::format("put it into an aggregate: `last({})`, `count(distinct {})`", text, text));
  if (checker.profile.fields.contains(text)) {
    const std::string path = fmt::format("profile.{}", text);
    diagnostic.fix(replacement(fmt::format("write `{}` for the profile's", path), expr.span, path, Safety::Unsafe));
  }
  return Checked(std::nullopt);
}

}  // namespace seg::semantics
