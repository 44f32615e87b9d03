#pragma once
// Executable code through LLVM ORC. No LLVM type is visible here.

#include <memory>
#include <string>
#include <vector>

#include "runtime/jit/emit.h"
#include "runtime/jit/session.h"

namespace seg::jit {

/// Owns the memory of the code. Each Code has a linker of its own, which knows the kernels and nothing else of the process.
class Code {
 public:
  using Function = void (*)(void* const* slots);
  struct Linker;

  /// Null with `error` set when LLVM cannot: no executable memory, or a module that does not verify. `ir` gets the IR if it is not null.
  static std::unique_ptr<Code> compile(const Program& program, const std::vector<EntryPoint>& entries,
                                       const std::vector<std::string>& streams, const CompileOptions& options, std::string* ir,
                                       std::string* error);
  ~Code();
  /// What an entry of `entries` calls, one after the other.
  const std::vector<Function>& functions(std::size_t entry) const { return functions_[entry]; }

 private:
  Code();
  std::unique_ptr<Linker> linker_;
  std::vector<std::vector<Function>> functions_;  ///< by entry
};

}  // namespace seg::jit
