#include "runtime/plan/plan.h"

namespace seg::plan {
namespace {

constexpr OpRow kRows[] = {
#define OPERATOR(id, text, arity, signature, unknown, uses_now, weight, comment) \
  {Op::id, text, arity, Signature::signature, UnknownRule::unknown, uses_now, weight, comment},
#include "runtime/plan/ops.def"
#undef OPERATOR
};

}  // namespace

std::span<const OpRow> op_rows() { return kRows; }

const OpRow& row_of(Op op) { return kRows[static_cast<std::size_t>(op)]; }

}  // namespace seg::plan
