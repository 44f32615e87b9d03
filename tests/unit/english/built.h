#pragma once
// A typed form built by hand, for nodes that no text is needed for.

#include <string>
#include <vector>

#include "compiler/semantics/hir.h"

namespace seg::test {

/// A shop of customers with `n` (int), `born` (date?), `seen` (timestamp), `name` (string?), `zone` (string) and `ok` (bool); `buy, buys`
/// with `item` (string) and `total` (int); `look, looks` with `item`; the table `thing` with `color`. In Europe/Berlin.
struct Built {
  Built();

  hir::ExprId add(hir::Node node, plan::Type type);
  hir::ExprId number(std::int64_t value);
  hir::ExprId ratio(std::int64_t numerator, std::int64_t denominator);
  hir::ExprId text(const std::string& value);
  hir::ExprId day(std::int64_t days);
  hir::ExprId length(std::int64_t micros);
  hir::ExprId now();
  hir::ExprId field(std::uint32_t index);
  hir::ExprId item(std::uint32_t stream);
  hir::ExprId total();
  hir::ExprId condition(hir::Node node) { return add(std::move(node), plan::bool_type()); }
  hir::ExprId apply(plan::Op op, const std::vector<hir::ExprId>& operands, plan::Type type);
  hir::IdRange list(const std::vector<hir::ExprId>& operands);
  hir::ExprId less(hir::ExprId left, hir::ExprId right);

  /// The sentence of a segment with this condition, in one line: parts in brackets.
  std::string sentence(hir::ExprId where, std::int64_t now = 0);

  hir::Hir hir;
};

}  // namespace seg::test
