#pragma once
// What the builder, the verifier and the parser share: what a type, a literal and a node's rate must satisfy.

#include <span>
#include <string>

#include "runtime/plan/plan.h"

namespace seg::plan {

/// Empty when the type is one of `type.h` over this schema's units and enums; else what is wrong.
std::string type_error(const Schema& schema, Type type);

/// Folds and scans: the operators that name the stream whose events they take.
inline bool names_stream(Op op) { return row_of(op).signature == Signature::Fold || row_of(op).signature == Signature::Scan; }
/// Folds and joins by time: the operators that may have key pairs.
inline bool takes_keys(Op op) { return row_of(op).signature == Signature::Fold || row_of(op).signature == Signature::AsOf; }
/// Whether the operator takes so many operands, key pairs not counted.
bool has_arity(Op op, std::size_t operands);

/// Empty when the literal is canonical: a bit 0 or 1, a code inside its enum, a fraction in lowest terms with a positive denominator,
/// a finite float, and every member that the type does not use at its default.
std::string literal_error(const Schema& schema, const Literal& literal);

/// The literal with every member that its type does not use at its default.
Literal without_unused(Literal literal);

/// Order by value between literals of one type: what LiteralSet is sorted by.
bool literal_less(const Literal& a, const Literal& b);

/// Rate and stream that follow from the operands, or what the operator expects. `stream` is read for event leaves, folds and
/// scans: the one that they take.
struct RateResult {
  bool ok = false;
  Rate rate = Rate::Constant;
  std::uint32_t stream = kNone;
  std::string expected;
};
RateResult result_rate(const Plan& plan, Op op, std::uint32_t stream, std::span<const NodeId> operands);

/// Empty when node `id` fits the nodes before it; `first` is where its operands must begin in the table.
std::string node_error(const Plan& plan, NodeId id, std::size_t first);

}  // namespace seg::plan
