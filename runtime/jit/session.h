#pragma once
// Native code for a Plan through LLVM ORC: all segments in one evaluation over batches. No LLVM type leaves this folder.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::jit {

struct CompileOptions {
  /// Rows evaluated together: a multiple of 64.
  std::int64_t chunk_rows = 1024;
  /// Segments' code is split into functions of at most about so many IR instructions a basic block (reliability.md).
  std::size_t block_limit = 1500;
  /// Three times the compile time for code that is about a tenth faster: for hosts that evaluate the same Plan often.
  bool thorough = false;
  bool verify_module = false;
  bool keep_ir = false;
  /// The machine's own when empty; else LLVM's name of another: `x86-64-v3` for code without AVX-512.
  std::string cpu;
};

/// The code of one Plan. Immutable after compile but for what it remembers of dictionaries and of its zone: `evaluate` and `observed`
/// may run on several threads at once.
class Session {
 public:
  struct Compiled;
  /// Null with `error` set when the machine denies executable memory or LLVM fails; the interpreter then remains.
  static std::unique_ptr<Session> compile(const plan::Plan& plan, const CompileOptions& options, std::string* error);
  ~Session();

  /// Memberships of all segments in the order of Plan::segments. `parameters` has the shape of the compiled Plan's: other values
  /// are fine but for windows without a bound, which keep kBeginningOfTime and kEndOfTime, and for patterns that do not compile; else
  /// std::invalid_argument.
  std::vector<columns::Membership> evaluate(const plan::Parameters& parameters, const columns::Batch& batch, const columns::Cuts& cuts,
                                            std::int64_t now, columns::Entry entry) const;

  /// What the cuts of a stage (from 1) observe: one vector for each of Plan::cuts of that stage, in their order.
  std::vector<columns::ValueVector> observed(const plan::Parameters& parameters, const columns::Batch& batch, const columns::Cuts& cuts,
                                             std::int64_t now, std::uint8_t stage) const;

  /// The IR, when `keep_ir` was set.
  const std::string& ir() const;

 private:
  explicit Session(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace seg::jit
