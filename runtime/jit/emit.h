#pragma once
// Lane operations to LLVM IR: one function a loop, one function an entry that calls them and the kernels in order.

#include <memory>
#include <string>
#include <vector>

#include "runtime/jit/schedule.h"

namespace llvm {
class LLVMContext;
class Module;
}  // namespace llvm

namespace seg::jit {

/// An entry's function is `void NAME(ptr slots)`.
struct EntryPoint {
  std::string name;
  const Schedule* schedule;
};

/// What a kernel is called in the IR, and by the linker.
std::string kernel_symbol(kernels::KernelId kernel);

/// `streams`: names for the functions of event loops.
std::unique_ptr<llvm::Module> emit(llvm::LLVMContext& context, const Program& program, const std::vector<EntryPoint>& entries,
                                   const std::vector<std::string>& streams);

}  // namespace seg::jit
