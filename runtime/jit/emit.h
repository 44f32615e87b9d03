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

struct EntryPoint {
  std::string name;
  const Schedule* schedule;
};

/// Some consecutive items of an entry: one function `void NAME.part.K(ptr slots)` that runs them. An entry is its parts in order.
struct Part {
  std::size_t entry;
  std::string name;
  std::size_t first;  ///< items [first, last) of the schedule
  std::size_t last;
  std::size_t size;  ///< lane operations in its loops
};
std::vector<Part> parts_of(const std::vector<EntryPoint>& entries);

/// What a kernel is called in the IR, and by the linker.
std::string kernel_symbol(kernels::KernelId kernel);

/// A module with some parts. `streams`: names for the functions of event loops.
std::unique_ptr<llvm::Module> emit(llvm::LLVMContext& context, const Program& program, const std::vector<EntryPoint>& entries,
                                   std::span<const Part> parts, const std::vector<std::string>& streams);

}  // namespace seg::jit
