#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::ExprId build_arithmetic(Build& build, SegParser::ValueContext* left, SegParser::ValueContext* right, antlr4::tree::TerminalNode* op, Span span) {
  const ast::ArithmeticOp kind = [&] {
    switch (type_of(op)) {
      case SegParser::PLUS: return ast::ArithmeticOp::Add;
      case SegParser::MINUS: return ast::ArithmeticOp::Subtract;
      case SegParser::STAR: return ast::ArithmeticOp::Multiply;
      default: return ast::ArithmeticOp::Divide;
    }
  }();
  const ast::ExprId first = build_value(build, left);
  const ast::ExprId second = build_value(build, right);
  return add(build, ast::ArithmeticExpr{kind, span_of(build, op), first, second}, span);
}

ast::ExprId build_negative(Build& build, SegParser::NegativeContext* context) {
  if (auto* literal = dynamic_cast<SegParser::LiteralValueContext*>(context->value())) return build_literal(build, literal->literal(), context->MINUS());
  const ast::ExprId operand = build_value(build, context->value());
  return add(build, ast::NegateExpr{operand, span_of(build, context->MINUS())}, span_of(build, context));
}

/// `distinct` stands before the value of an aggregate, and of a group's aggregate in `with`.
void report_distinct(Build& build, antlr4::tree::TerminalNode* distinct) {
  build.diagnostics.report(Code::UnexpectedToken, span_of(build, distinct), "`distinct`", "it before `VALUE of EVENTS` only");
}

/// `AGG(VALUE of QUERY)`, `nth(2, VALUE of QUERY)`: only the last argument has events, and at most a number stands before it.
ast::ExprId build_query_call(Build& build, ast::Name function, const std::vector<SegParser::ArgumentContext*>& arguments, Span span) {
  constexpr std::size_t most = 2;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool last = i + 1 == arguments.size();
    if (!last && arguments[i]->DISTINCT() != nullptr) report_distinct(build, arguments[i]->DISTINCT());
    const bool misplaced = i >= most || (!last && arguments[i]->innerQuery() != nullptr);
    if (!misplaced && (!last || arguments[i]->innerQuery() != nullptr)) continue;
    const Span place = span_of(build, arguments[i]);
    build.diagnostics.report(Code::UnexpectedToken, place, fmt::format("`{}`", build.sources.text(place)), "`VALUE of EVENTS`, at most a number before it and nothing after it");
    return add(build, ast::ErrorExpr{}, span);
  }
  std::optional<ast::ExprId> number;
  if (arguments.size() == most) number = build_condition(build, arguments.front()->condition());
  auto* argument = arguments.back();
  const ast::ExprId value = build_condition(build, argument->condition());
  const ast::QueryId query = build_inner_query(build, argument->innerQuery());
  return add(build, ast::AggregateExpr{function, argument->DISTINCT() != nullptr, value, query, number}, span);
}

ast::ExprId build_plain_call(Build& build, SegParser::PlainCallContext* context) {
  const Span span = span_of(build, context);
  const ast::Name function = name_at(build, span_of(build, context->function()));
  const auto arguments = context->argument();
  bool query = false;
  for (auto* argument : arguments) query = query || argument->innerQuery() != nullptr;
  if (query) return build_query_call(build, function, arguments, span);
  bool distinct = false;
  std::vector<ast::ExprId> ids;
  for (auto* argument : arguments) {
    const bool allowed = build.in_group && arguments.size() == 1;
    distinct = argument->DISTINCT() != nullptr && allowed;
    if (argument->DISTINCT() != nullptr && !allowed) report_distinct(build, argument->DISTINCT());
    ids.push_back(build_condition(build, argument->condition()));
  }
  return add(build, ast::CallExpr{function, add_list(build, ids), distinct}, span);
}

/// `first(at)`, `last(at)`, `count(distinct product)` of a group; elsewhere they need their events.
ast::ExprId build_group_call(Build& build, SegParser::GroupCallContext* context) {
  const Span span = span_of(build, context);
  if (!build.in_group) {
    const Span closing = span_of(build, context->RPAREN());
    build.diagnostics.report(Code::UnexpectedToken, closing, "`)`", "`of` and an event");
    return add(build, ast::ErrorExpr{}, span);
  }
  auto* word = dynamic_cast<antlr4::tree::TerminalNode*>(context->children.front());
  const ast::ExprId value = build_condition(build, context->condition());
  return add(build, ast::CallExpr{name_of(build, word), add_list(build, {value}), context->DISTINCT() != nullptr}, span);
}

ast::ExprId build_aggregate(Build& build, SegParser::AggregateCallContext* context) {
  auto* word = dynamic_cast<antlr4::tree::TerminalNode*>(context->children.front());
  const ast::ExprId value = build_condition(build, context->condition());
  const ast::QueryId query = build_inner_query(build, context->innerQuery());
  return add(build, ast::AggregateExpr{name_of(build, word), context->DISTINCT() != nullptr, value, query}, span_of(build, context));
}

/// `rfm.spend(90 days)`
ast::ExprId build_module_call(Build& build, SegParser::ModuleCallContext* context) {
  std::vector<ast::ExprId> ids;
  for (auto* argument : context->condition()) ids.push_back(build_condition(build, argument));
  const ast::Name function = name_at(build, span_of(build, context->function()));
  return add(build, ast::CallExpr{function, add_list(build, ids), false, name_of(build, context->name())}, span_of(build, context));
}

ast::ExprId build_call(Build& build, SegParser::CallContext* context) {
  if (auto* module = dynamic_cast<SegParser::ModuleCallContext*>(context)) return build_module_call(build, module);
  if (auto* plain = dynamic_cast<SegParser::PlainCallContext*>(context)) return build_plain_call(build, plain);
  if (auto* aggregate = dynamic_cast<SegParser::AggregateCallContext*>(context)) return build_aggregate(build, aggregate);
  if (auto* group = dynamic_cast<SegParser::GroupCallContext*>(context)) return build_group_call(build, group);
  auto* count = dynamic_cast<SegParser::CountCallContext*>(context);
  const ast::Name function = name_of(build, count->COUNT());
  const ast::QueryId query = build_inner_query(build, count->innerQuery());
  return add(build, ast::AggregateExpr{function, false, std::nullopt, query}, span_of(build, context));
}

}  // namespace

ast::ExprId build_path(Build& build, SegParser::PathContext* context) {
  const auto names = context->name();
  Span span = span_of(build, names.front());
  ast::ExprId id = add(build, ast::NameExpr{name_of(build, names.front()).symbol}, span);
  for (std::size_t i = 1; i < names.size(); ++i) {
    const ast::Name member = name_of(build, names[i]);
    span = join(span, member.span);
    id = add(build, ast::PathExpr{id, member}, span);
  }
  return id;
}

ast::ExprId build_value(Build& build, SegParser::ValueContext* context) {
  const Span span = span_of(build, context);
  if (auto* literal = dynamic_cast<SegParser::LiteralValueContext*>(context)) return build_literal(build, literal->literal(), nullptr);
  if (auto* name = dynamic_cast<SegParser::NameValueContext*>(context)) return add(build, ast::NameExpr{name_of(build, name->name()).symbol}, span);
  if (auto* call = dynamic_cast<SegParser::CallValueContext*>(context)) return build_call(build, call->call());
  if (auto* negative = dynamic_cast<SegParser::NegativeContext*>(context)) return build_negative(build, negative);
  if (auto* member = dynamic_cast<SegParser::MemberContext*>(context)) {
    const ast::ExprId base = build_value(build, member->value());
    return add(build, ast::PathExpr{base, name_of(build, member->name())}, span);
  }
  if (auto* bracket = dynamic_cast<SegParser::BracketContext*>(context)) {
    const ast::ExprId inner = build_condition(build, bracket->condition());
    return add(build, ast::BracketExpr{inner}, span);
  }
  if (auto* product = dynamic_cast<SegParser::ProductContext*>(context))
    return build_arithmetic(build, product->value(0), product->value(1), product->STAR() != nullptr ? product->STAR() : product->SLASH(), span);
  auto* sum = dynamic_cast<SegParser::AdditionContext*>(context);
  return build_arithmetic(build, sum->value(0), sum->value(1), sum->PLUS() != nullptr ? sum->PLUS() : sum->MINUS(), span);
}

ast::Comparison comparison_of(std::size_t type) {
  switch (type) {
    case SegParser::EQ: return ast::Comparison::Equal;
    case SegParser::NE: return ast::Comparison::NotEqual;
    case SegParser::LT: return ast::Comparison::Less;
    case SegParser::LE: return ast::Comparison::LessEqual;
    case SegParser::GT: return ast::Comparison::Greater;
    default: return ast::Comparison::GreaterEqual;
  }
}

}  // namespace seg::syntax
