#include <stdexcept>

#include "runtime/jit/lowering.h"

namespace seg::jit {

Channels Lowering::local_part(plan::Op, plan::NodeId, Domain) { throw std::logic_error("not compiled yet"); }

Channels Lowering::date_part(plan::Op, plan::NodeId, Domain) { throw std::logic_error("not compiled yet"); }

}  // namespace seg::jit
