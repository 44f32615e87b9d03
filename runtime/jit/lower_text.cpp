#include <stdexcept>

#include "runtime/jit/lowering.h"

namespace seg::jit {

Channels Lowering::text_change(plan::Op, plan::NodeId, Domain) { throw std::logic_error("not compiled yet"); }

Channels Lowering::text_size(plan::NodeId, Domain) { throw std::logic_error("not compiled yet"); }

}  // namespace seg::jit
