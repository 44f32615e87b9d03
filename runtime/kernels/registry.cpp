#include "runtime/kernels/kernels.h"

namespace seg::kernels {

std::span<const KernelRow> kernel_rows() {
  static const KernelRow kRows[] = {
#define KERNEL(id, arguments, outputs) {#id, reinterpret_cast<const void*>(&id), arguments, outputs},
#include "runtime/kernels/kernels.def"
#undef KERNEL
  };
  return kRows;
}

}  // namespace seg::kernels
