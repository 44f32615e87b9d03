#include <stdexcept>

#include "runtime/jit/lowering.h"

namespace seg::jit {

Channels Lowering::lookup(const plan::Node&, Domain) { throw std::logic_error("not compiled yet"); }

}  // namespace seg::jit
