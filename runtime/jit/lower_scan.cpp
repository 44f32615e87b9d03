#include <stdexcept>

#include "runtime/jit/lowering.h"

namespace seg::jit {

Channels Lowering::scan(const plan::Node&) { throw std::logic_error("not compiled yet"); }

}  // namespace seg::jit
