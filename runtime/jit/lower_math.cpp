#include <stdexcept>

#include "runtime/jit/lowering.h"

namespace seg::jit {

Channels Lowering::magnitude(plan::Type, plan::NodeId, Domain) { throw std::logic_error("not compiled yet"); }

Channels Lowering::rounding(plan::Op, plan::NodeId, Domain) { throw std::logic_error("not compiled yet"); }

Channels Lowering::remainder(Operands, Domain) { throw std::logic_error("not compiled yet"); }

Channels Lowering::score(plan::NodeId, Operands, Domain) { throw std::logic_error("not compiled yet"); }

}  // namespace seg::jit
