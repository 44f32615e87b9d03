// Tests of lists: `contain`, `contain any of`, `contain all of`, and `in` with a list after it.

#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

using plan::Op;
using plan::Type;

namespace {

std::string_view test_text(ast::ListTest test) {
  switch (test) {
    case ast::ListTest::Contain:
      return "`contain`";
    case ast::ListTest::Any:
      return "`contain any of`";
    case ast::ListTest::All:
      break;
  }
  return "`contain all of`";
}

/// A value that a list could hold: of its elements' type, or of one that becomes it exactly.
Checked check_element(Checker& checker, ast::ExprId id, hir::ExprId list, std::string_view what, Scope scope) {
  const Type element = plan::element_of(checker.type(list));
  const Expected expected{element, std::nullopt};
  const Checked item = check_expression(checker, id, scope, &expected);
  if (!item) return std::nullopt;
  if (const Checked exact = as_type(checker, *item, element)) return exact;
  const plan::Schema& schema = checker.hir.schema.plan;
  const bool finer = element.kind == checker.type(*item).kind && element.scale < checker.type(*item).scale;
  const std::string digits = finer ? fmt::format(" with at most {} digits after the point", element.scale) : std::string();
  const std::string wanted = described(schema, element) + digits;
  report_wrong_type(checker, *item, what, wanted);
  return std::nullopt;
}

hir::ExprId contains(Checker& checker, hir::ExprId list, hir::ExprId element, Span span) {
  const hir::ExprId operands[] = {list, element};
  return apply(checker, Op::ListContains, operands, plan::bool_type(), span);
}

/// `contain any of FIELD`: two lists of one type.
Checked check_list_pair(Checker& checker, const ast::ListExpr& node, hir::ExprId list, Span span, Scope scope) {
  const Checked other = check_expression(checker, *node.field, scope);
  if (!other) return std::nullopt;
  if (checker.type(*other) != checker.type(list)) {
    report_wrong_type(checker, *other, test_text(node.test), written_type(checker.hir.schema.plan, checker.type(list)));
    return std::nullopt;
  }
  hir::ExprId lists[] = {list, *other};
  if (node.ignoring_case) {
    for (hir::ExprId& side : lists) {
      const Checked folded = fold_case(checker, side);
      if (!folded) return std::nullopt;
      side = *folded;
    }
  }
  return apply(checker, node.test == ast::ListTest::All ? Op::ListContainsAll : Op::ListContainsAny, lists, plan::bool_type(), span);
}

std::optional<std::vector<hir::ExprId>> check_elements(Checker& checker, const ast::ListExpr& node, hir::ExprId list, Scope scope) {
  std::vector<hir::ExprId> elements;
  for (std::uint32_t index = 0; index < node.items.count; ++index) {
    Checked item = check_element(checker, checker.ast->expr_list[node.items.first + index], list, test_text(node.test), scope);
    if (item && node.ignoring_case) item = fold_case(checker, *item);
    if (item) elements.push_back(*item);
  }
  if (elements.size() != node.items.count || elements.empty()) return std::nullopt;
  return elements;
}

Checked check_items(Checker& checker, const ast::ListExpr& node, hir::ExprId list, Span span, Scope scope) {
  if (node.items.count > checker.limits.list_items) {
    checker.diagnostics.report(Code::ListTooLong, span, node.items.count, checker.limits.list_items);
    return std::nullopt;
  }
  if (node.ignoring_case) {
    const Checked folded = fold_case(checker, list);
    if (!folded) return std::nullopt;
    list = *folded;
  }
  const auto elements = check_elements(checker, node, list, scope);
  if (!elements) return std::nullopt;
  if (elements->size() == 1) return contains(checker, list, elements->front(), span);
  if (node.test == ast::ListTest::Any) {
    if (const auto set = add_set(checker, plan::element_of(checker.type(list)), *elements))
      return checker.add(hir::InSet{list, *set}, plan::bool_type(), checker.optional(list), span);
  }
  std::vector<hir::ExprId> tests;
  for (const hir::ExprId element : *elements) tests.push_back(contains(checker, list, element, span));
  return logic(checker, node.test == ast::ListTest::All ? hir::Connective::And : hir::Connective::Or, tests, span);
}

/// `name contain "x"`: of a text it is `contains`.
Checked no_list(Checker& checker, const ast::ListExpr& node, hir::ExprId value) {
  Diagnostic& diagnostic = checker.diagnostics.report(Code::WrongType, checker.hir[value].span, test_text(node.test), "a list before it",
                                                      described(checker.hir.schema.plan, checker.type(value)));
  explain_type(checker, diagnostic, value);
  if (checker.type(value) == plan::string_type() && node.test == ast::ListTest::Contain)
    diagnostic.fix(replacement("write `contains`", node.op_span, "contains", Safety::Safe));
  return std::nullopt;
}

}  // namespace

Checked check_list(Checker& checker, const ast::ListExpr& node, Span span, Scope scope) {
  const Checked list = check_expression(checker, node.left, scope);
  if (!list) return std::nullopt;
  if (!checker.type(*list).list) return no_list(checker, node, *list);
  return node.field ? check_list_pair(checker, node, *list, span, scope) : check_items(checker, node, *list, span, scope);
}

Checked check_in_field(Checker& checker, ast::ExprId value, hir::ExprId list, Span span, Scope scope) {
  const Checked element = check_element(checker, value, list, "`in` before a list", scope);
  if (!element) return std::nullopt;
  return contains(checker, list, *element, span);
}

}  // namespace seg::semantics
