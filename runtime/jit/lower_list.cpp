#include <stdexcept>

#include "runtime/jit/lowering.h"

namespace seg::jit {

Channels Lowering::list_element(Operands, Domain) { throw std::logic_error("not compiled yet"); }

Channels Lowering::list_membership(const plan::Node&, Domain) { throw std::logic_error("not compiled yet"); }

Channels Lowering::list_pair(plan::Op, Operands, Domain) { throw std::logic_error("not compiled yet"); }

}  // namespace seg::jit
