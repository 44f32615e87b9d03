// Conditions of queries: what may refer to an event around, and named queries that are narrowed.

#include <algorithm>

#include "compiler/semantics/events.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/walk.h"

namespace seg::semantics {

bool is_of_event(const Checker& checker, hir::ExprId id) {
  const hir::Node& node = checker.hir[id].node;
  if (std::holds_alternative<hir::EventField>(node) || std::holds_alternative<hir::EventAt>(node) ||
      std::holds_alternative<hir::Gap>(node) || std::holds_alternative<hir::AmongEdge>(node)) {
    return true;
  }
  if (const auto* fold = std::get_if<hir::Fold>(&node)) return !fold->query.matches.empty();
  if (std::holds_alternative<hir::PopulationCut>(node) || std::holds_alternative<hir::Sequence>(node)) return false;
  bool found = false;
  hir::for_each_operand(checker.hir, node, [&](hir::ExprId operand) { found = found || is_of_event(checker, operand); });
  return found;
}

bool misplaced_reference(Checker& checker, std::string_view name, Span span, Scope scope) {
  const NamedEvent* named = scope.named;
  while (named != nullptr && named->name != name) named = named->around;
  if (named == nullptr) return false;
  if (!named->unusable.empty()) {
    checker.diagnostics.report(Code::MisplacedReference, span, name, named->unusable);
    return true;
  }
  if (named == scope.outer) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::MisplacedReference, span, name, "here names are that event's own");
    diagnostic.note(fmt::format("leave out `{}.`", name));
    return true;
  }
  const bool step = named->step.has_value();
  checker.diagnostics
      .report(Code::MisplacedReference, span, name,
              step ? "only an equality in the `where` of a later step may refer to it"
                   : "only an equality in the `where` of a query straight inside may refer to it")
      .note(fmt::format("`FIELD = {}.FIELD`, alone or joined by `and`", name));
  return true;
}

namespace {

ast::ExprId without_brackets(const ast::Ast& ast, ast::ExprId id) {
  while (const auto* bracket = std::get_if<ast::BracketExpr>(&ast[id].node)) id = bracket->inner;
  return id;
}

/// The conditions that must all hold: chains of `and`, blocks `all of` and brackets opened.
void flatten(const ast::Ast& ast, ast::ExprId id, std::vector<ast::ExprId>& parts) {
  const ast::ExprNode& node = ast[without_brackets(ast, id)].node;
  std::optional<ast::IdRange> operands;
  if (const auto* chain = std::get_if<ast::ChainExpr>(&node); chain != nullptr && chain->conjunction) operands = chain->operands;
  if (const auto* block = std::get_if<ast::BlockExpr>(&node); block != nullptr && block->kind == ast::BlockKind::All)
    operands = block->clauses;
  if (!operands) return parts.push_back(id);
  for (std::uint32_t index = 0; index < operands->count; ++index) flatten(ast, ast.expr_list[operands->first + index], parts);
}

/// `s.field`, a path from there, or a function of one: `date(s.at)`.
bool refers_to(const Checker& checker, ast::ExprId id, std::string_view name) {
  const ast::ExprNode& node = (*checker.ast)[without_brackets(*checker.ast, id)].node;
  if (const auto* path = std::get_if<ast::PathExpr>(&node)) {
    const auto* base = std::get_if<ast::NameExpr>(&(*checker.ast)[path->base].node);
    return base != nullptr ? checker.text(base->name) == name : refers_to(checker, path->base, name);
  }
  const auto* call = std::get_if<ast::CallExpr>(&node);
  return call != nullptr && call->arguments.count == 1 && refers_to(checker, checker.ast->expr_list[call->arguments.first], name);
}

/// The named events that the condition of a query may refer to.
std::vector<const NamedEvent*> referable(Scope around) {
  if (around.steps != nullptr) return around.steps->named;
  if (around.outer != nullptr) return {around.outer};
  return {};
}

/// The equality's sides: of the query's own events, and of the event that it refers to.
struct Sides {
  ast::ExprId inner;
  ast::ExprId outer;
  bool ignoring_case;
  const NamedEvent* event;
};

std::optional<Sides> reference(const Checker& checker, ast::ExprId id, std::span<const NamedEvent* const> events) {
  const auto* compare = std::get_if<ast::CompareExpr>(&(*checker.ast)[without_brackets(*checker.ast, id)].node);
  if (compare == nullptr || compare->op != ast::Comparison::Equal) return std::nullopt;
  for (const NamedEvent* event : events) {
    const bool left = refers_to(checker, compare->left, event->name);
    if (left == refers_to(checker, compare->right, event->name)) continue;
    return left ? Sides{compare->right, compare->left, compare->ignoring_case, event}
                : Sides{compare->left, compare->right, compare->ignoring_case, event};
  }
  return std::nullopt;
}

/// Keys of one type that is compared by its bits: days against instants, and numbers of two scales, are made alike.
void align(Checker& checker, hir::Match& match) {
  const auto convert = [&](hir::ExprId& id, const hir::ExprId& other) {
    const plan::Type mine = checker.type(id);
    const plan::Type target = checker.type(other);
    if (mine.kind == plan::Kind::Date && target.kind == plan::Kind::Timestamp) id = day_start(checker, id);
    const bool number =
        (mine.kind == plan::Kind::Int || mine.kind == plan::Kind::Decimal || mine.kind == plan::Kind::Money) && !mine.fraction;
    const bool finer = (target.kind == plan::Kind::Decimal || target.kind == plan::Kind::Money) && !target.fraction;
    if (number && finer && (mine.scale < target.scale || mine.kind == plan::Kind::Int)) {
      plan::Type type = target;
      type.scale = std::max(mine.scale, target.scale);
      id = checker.add(hir::Convert{hir::Conversion::Rescale, id}, type, checker.optional(id), checker.hir[id].span);
    }
  };
  convert(match.inner, match.outer);
  convert(match.outer, match.inner);
}

bool is_key(plan::Type type) {
  const plan::Form form = plan::form_of(type);
  return form != plan::Form::Float64 && form != plan::Form::Fraction && form != plan::Form::List;
}

/// The side of an equality that is of a named event, as a value of the events that keys are taken from.
Checked check_outer(Checker& checker, const Sides& sides, Scope around, Span span) {
  const NamedEvent& event = *sides.event;
  Scope outside;
  outside.stream = event.stream;
  outside.named = event.around;
  outside.reference = &event;
  const Checked outer = check_expression(checker, sides.outer, outside);
  if (!outer || around.steps == nullptr) return outer;
  return carried_value(checker, *around.steps, event, *outer, sides.ignoring_case, span);
}

/// `message = s.message` as a pair of keys.
bool check_match(Checker& checker, const Sides& sides, Span span, Scope inside, Scope around, hir::Query& query) {
  const NamedEvent& event = *sides.event;
  const Checked outer = check_outer(checker, sides, around, span);
  const Checked inner = check_expression(checker, sides.inner, inside);
  if (!outer || !inner) return false;
  if (!is_of_event(checker, *inner)) {
    checker.diagnostics.report(Code::MisplacedReference, span, shown(checker, checker.hir[*inner].span),
                               fmt::format("an equality with `{}` has a field of the query's own events on its other side", event.name));
    return false;
  }
  hir::Match match{*inner, *outer};
  const plan::Schema& schema = checker.hir.schema.plan;
  const bool same_kind = is_comparable(checker.type(*inner), checker.type(*outer));
  if (!same_kind || (sides.ignoring_case && checker.type(*inner) != plan::string_type())) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::NotComparable, span, described(schema, checker.type(*inner)),
                                                        described(schema, checker.type(*outer)));
    explain_type(checker, diagnostic, *inner);
    explain_type(checker, diagnostic, *outer);
    return false;
  }
  align(checker, match);
  if (checker.type(match.inner) != checker.type(match.outer) || !is_key(checker.type(match.inner))) {
    checker.diagnostics.report(Code::MisplacedReference, span, shown(checker, span),
                               "events refer to each other by texts, ids, enums, whole or decimal numbers, dates and instants");
    return false;
  }
  if (sides.ignoring_case) match = {*fold_case(checker, match.inner), *fold_case(checker, match.outer)};
  query.matches.push_back(match);
  return true;
}

}  // namespace

bool check_where(Checker& checker, ast::ExprId where, Scope around, hir::Query& query) {
  Scope inside;
  inside.stream = query.stream;
  inside.named = around.named;
  std::vector<ast::ExprId> parts;
  const std::vector<const NamedEvent*> events = referable(around);
  if (!events.empty()) flatten(*checker.ast, where, parts);
  const bool refers =
      std::any_of(parts.begin(), parts.end(), [&](ast::ExprId part) { return reference(checker, part, events).has_value(); });
  if (!refers) parts = {where};
  std::vector<hir::ExprId> conditions;
  bool ok = true;
  for (const ast::ExprId part : parts) {
    const Span span = (*checker.ast)[part].span;
    const auto sides = refers ? reference(checker, part, events) : std::nullopt;
    if (sides) {
      ok = check_match(checker, *sides, span, inside, around, query) && ok;
      continue;
    }
    const Checked condition = check_condition(checker, part, inside);
    if (condition) conditions.push_back(*condition);
    ok = ok && condition;
  }
  if (!conditions.empty()) query.where = logic(checker, hir::Connective::And, conditions, (*checker.ast)[where].span);
  return ok;
}

namespace {

/// Of two lower (upper) bounds the one that is known to be later (earlier), where both are a distance from now or fixed.
std::optional<hir::ExprId> tighter(const Checker& checker, hir::ExprId a, hir::ExprId b, bool lower) {
  const auto order = order_of_instants(checker, a, b);
  // A bound that may be unknown is not given up for one that is always known.
  if (!order || checker.optional(a) != checker.optional(b)) return std::nullopt;
  return (*order < 0) == lower ? b : a;
}

/// Adds one bound of a named query to the window of its user. What cannot be compared before the data are known becomes a condition on
/// `at`; a bound that may be unknown stays a bound, since it makes everything over the query unknown.
void add_bound(Checker& checker, std::optional<hir::ExprId> base, std::optional<hir::ExprId>& own, bool lower, Span span,
               std::uint32_t stream, std::vector<hir::ExprId>& conditions) {
  if (!base) return;
  if (!own) {
    own = base;
    return;
  }
  if (const auto bound = tighter(checker, *base, *own, lower)) {
    own = *bound;
    return;
  }
  if (checker.optional(*base) && checker.optional(*own)) {
    // The one is a bound where the other is known, so that the query is unknown where either is.
    const hir::ExprId known = compare(checker, hir::Relation::Equal, *base, *base, span);
    const hir::ExprId operands[] = {known, *own};
    own = apply(checker, plan::Op::When, operands, plan::timestamp_type(), span);
  } else if (checker.optional(*base)) {
    std::swap(*base, *own);
  }
  const hir::ExprId at = checker.add(hir::EventAt{stream}, plan::timestamp_type(), false, span);
  conditions.push_back(lower ? compare(checker, hir::Relation::LessEqual, *base, at, span)
                             : compare(checker, hir::Relation::Less, at, *base, span));
}

}  // namespace

hir::Query narrowed(Checker& checker, const hir::Query& base, hir::Query own, Span span) {
  std::vector<hir::ExprId> conditions;
  if (base.edge) {
    hir::AmongEdge among{base};
    conditions.push_back(checker.add(std::move(among), plan::bool_type(), false, span));
  } else if (base.where) {
    conditions.push_back(*base.where);
  }
  add_bound(checker, base.from, own.from, true, span, base.stream, conditions);
  add_bound(checker, base.to, own.to, false, span, base.stream, conditions);
  if (own.where) conditions.push_back(*own.where);
  if (!conditions.empty()) own.where = logic(checker, hir::Connective::And, conditions, span);
  return own;
}

}  // namespace seg::semantics
