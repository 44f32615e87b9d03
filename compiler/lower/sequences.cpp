#include <stdexcept>

#include "compiler/lower/lowering.h"

namespace seg::lower {

plan::NodeId lower_sequence(Lowering&, const hir::Sequence&) { throw std::logic_error("lower: sequences are not lowered yet"); }

}  // namespace seg::lower
