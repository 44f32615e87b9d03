#pragma once
// The host's way in: take a Plan, bind batches by name, observe for cuts, evaluate with a `now`, read bitmaps.
// Engines own nothing of a batch. An Engine may be used by several threads at once.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::engine {

enum class Backend : std::uint8_t { Jit, Interpreter };

/// Either a value or why there is none, in words for a person.
template <typename T>
struct Outcome {
  std::optional<T> value;
  std::string error;
  explicit operator bool() const { return value.has_value(); }
};

/// A column that a host offers by name. `type` as in columns::Column.
struct NamedColumn {
  std::string name;
  columns::Column column;
};
struct NamedStream {
  std::string name;  ///< singular
  const std::int64_t* offsets = nullptr;
  const std::int64_t* at = nullptr;
  std::vector<NamedColumn> fields;
};
struct NamedTable {
  std::string name;
  std::int64_t rows = 0;
  std::vector<NamedColumn> fields;  ///< the key among them
};
struct NamedBatch {
  std::int64_t rows = 0;
  std::vector<NamedColumn> profile;
  std::vector<NamedStream> streams;
  std::vector<NamedTable> tables = {};
};

/// Orders the columns as the schema has them and validates them. Columns that the schema does not know are ignored; a missing optional
/// field is unknown everywhere; a missing required one, stream or table, a wrong type and everything columns::validate finds are errors
/// that name the column. `owned` holds what the bind had to make up (columns of unknowns).
struct BoundBatch {
  columns::Batch batch;
  std::vector<std::shared_ptr<const void>> owned;
};
Outcome<BoundBatch> bind(const NamedBatch& batch, const plan::Schema& schema);

struct Result {
  std::vector<columns::Membership> segments;  ///< in the order of Plan::segments
  columns::Cuts cuts;                         ///< in the order of Plan::cuts
};

struct Options {
  columns::Entry entry = columns::Entry::Audit;
  unsigned threads = 1;
};

struct Timing {
  double compile_seconds = 0;
  double observe_seconds = 0;
  double evaluate_seconds = 0;
};

class Engine {
 public:
  /// Compiles the Plan (the JIT) or takes it as it is (the interpreter). The Plan must verify; it is copied.
  static Outcome<Engine> create(plan::Plan plan, Backend backend);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  const plan::Plan& plan() const;
  Backend backend() const;
  double compile_seconds() const;

  /// One pass over the population for the cuts of `stage` (1 to stages()); `cuts` holds those of the stages before.
  /// All batches of the population must be given in one call; their order does not matter to the result.
  columns::Cuts observe(const std::vector<columns::Batch>& batches, const columns::Cuts& cuts, std::uint8_t stage, std::int64_t now,
                        unsigned threads) const;
  std::uint8_t stages() const;

  /// One batch with given cuts; `now` in microseconds since 1970-01-01T00:00Z.
  std::vector<columns::Membership> evaluate(const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now,
                                            const Options& options) const;

  /// The whole: every stage of cuts over this batch as the population, then the evaluation.
  Result run(const columns::Batch& population, std::int64_t now, const Options& options, Timing* timing = nullptr) const;

  /// LLVM IR as text; empty for the interpreter.
  std::string llvm_ir() const;

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The first profile on which two evaluations differ.
struct Difference {
  std::size_t segment = 0;
  std::int64_t row = 0;
  std::string what;  ///< `members: jit true, interpreter false`
};
std::optional<Difference> first_difference(const std::vector<columns::Membership>& jit,
                                           const std::vector<columns::Membership>& interpreter);

}  // namespace seg::engine
