// `in (…)`: a set where every item is a literal of the value's own type, else an `or` of equalities.

#include <algorithm>

#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

/// Order by value within one type.
bool literal_before(const plan::Literal& a, const plan::Literal& b) {
  switch (plan::form_of(a.type)) {
    case plan::Form::Float64:
      return a.real < b.real;
    case plan::Form::Fraction: {
      __extension__ typedef __int128 Wide;
      return Wide{a.number} * b.denominator < Wide{b.number} * a.denominator;
    }
    case plan::Form::Bit:
    case plan::Form::Int64:
      return a.number < b.number;
    case plan::Form::List:
      return false;
    case plan::Form::Code:
      return plan::is_text(a.type) ? a.text < b.text : a.number < b.number;
  }
  return false;
}

plan::LiteralSet make_set(const Checker& checker, plan::Type type, std::span<const hir::ExprId> items) {
  plan::LiteralSet set{type, {}};
  set.elements.reserve(items.size());
  for (const hir::ExprId item : items) set.elements.push_back(std::get<hir::Constant>(checker.hir[item].node).value);
  std::sort(set.elements.begin(), set.elements.end(), literal_before);
  const auto same = [](const plan::Literal& a, const plan::Literal& b) { return !literal_before(a, b) && !literal_before(b, a); };
  set.elements.erase(std::unique(set.elements.begin(), set.elements.end(), same), set.elements.end());
  return set;
}

}  // namespace

std::optional<std::uint32_t> add_set(Checker& checker, plan::Type type, std::span<const hir::ExprId> items) {
  const bool is_set = type.kind != plan::Kind::Bool && std::all_of(items.begin(), items.end(), [&](hir::ExprId item) {
                        return checker.type(item) == type && std::holds_alternative<hir::Constant>(checker.hir[item].node);
                      });
  if (!is_set) return std::nullopt;
  checker.hir.sets.push_back(make_set(checker, type, items));
  return static_cast<std::uint32_t>(checker.hir.sets.size() - 1);
}

namespace {

std::optional<std::vector<hir::ExprId>> check_items(Checker& checker, std::span<const ast::ExprId> list, hir::ExprId value, Scope scope) {
  const Expected expected{checker.type(value), value};
  std::vector<hir::ExprId> items;
  bool ok = true;
  for (const ast::ExprId id : list) {
    const Checked item = check_expression(checker, id, scope, &expected);
    ok = ok && item;
    if (!item) continue;
    if (!is_comparable(expected.type, checker.type(*item))) {
      const plan::Schema& schema = checker.hir.schema.plan;
      Diagnostic& diagnostic = checker.diagnostics.report(Code::NotComparable, checker.hir[*item].span, described(schema, expected.type),
                                                          described(schema, checker.type(*item)));
      explain_type(checker, diagnostic, *item);
      explain_type(checker, diagnostic, value);
      ok = false;
      continue;
    }
    items.push_back(*item);
  }
  if (!ok) return std::nullopt;
  return items;
}

/// The value and the items without their case.
Checked fold_all(Checker& checker, hir::ExprId value, std::vector<hir::ExprId>& items) {
  const Checked folded = fold_case(checker, value);
  if (!folded) return std::nullopt;
  for (hir::ExprId& item : items) {
    const Checked text = fold_case(checker, item);
    if (!text) return std::nullopt;
    item = *text;
  }
  return folded;
}

Checked check_in_items(Checker& checker, hir::ExprId value, std::span<const ast::ExprId> list, bool ignoring_case, Span span, Scope scope) {
  if (list.size() > checker.limits.list_items) {
    checker.diagnostics.report(Code::ListTooLong, span, list.size(), checker.limits.list_items);
    return std::nullopt;
  }
  auto items = check_items(checker, list, value, scope);
  if (!items || items->empty()) return std::nullopt;
  if (ignoring_case) {
    const Checked folded = fold_all(checker, value, *items);
    if (!folded) return std::nullopt;
    value = *folded;
  }
  const plan::Type type = checker.type(value);
  if (const auto set = add_set(checker, type, *items))
    return checker.add(hir::InSet{value, *set}, plan::bool_type(), checker.optional(value), span);
  std::vector<hir::ExprId> tests;
  for (const hir::ExprId item : *items) tests.push_back(compare(checker, hir::Relation::Equal, value, item, span));
  return logic(checker, hir::Connective::Or, tests, span);
}

}  // namespace

Checked check_in_list(Checker& checker, const ast::InListExpr& node, Span span, Scope scope) {
  const Checked value = check_expression(checker, node.value, scope);
  if (!value) return std::nullopt;
  if (checker.type(*value).list) {
    report_wrong_type(checker, *value, "`in (…)`", "one value before it; of a list ask `contain any of (…)`");
    return std::nullopt;
  }
  const std::span<const ast::ExprId> list{checker.ast->expr_list.data() + node.items.first, node.items.count};
  const Checked in = check_in_items(checker, *value, list, node.ignoring_case, span, scope);
  if (!in || !node.negated) return in;
  return negated(checker, *in, span);
}

}  // namespace seg::semantics
