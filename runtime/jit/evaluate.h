#pragma once
// Runs one entry's code over a batch, a chunk of profiles at a time.

#include <functional>
#include <memory>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/jit/code.h"
#include "runtime/jit/schedule.h"
#include "runtime/jit/tables.h"

namespace seg::jit {

/// An array whose size is a multiple of 64 bytes and which starts on one, all zero at first.
class Scratch {
 public:
  Scratch() = default;
  explicit Scratch(std::size_t bytes);
  void* data() const { return bytes_.get(); }

 private:
  struct Free {
    void operator()(void* bytes) const;
  };
  std::unique_ptr<void, Free> bytes_;
};

/// What an evaluation reads besides the batch.
struct Bindings {
  const std::vector<std::int64_t>& block;
  const Tables& tables;
};

/// Rows [begin, begin + rows) of the batch as one chunk.
struct Chunk {
  std::int64_t begin;
  std::int64_t rows;
};

/// Chunks of at most `chunk_rows` rows, a multiple of 64; fewer where profiles have very many events.
/// Throws std::length_error where 64 profiles have 2^31 events together.
std::vector<Chunk> chunks_of(const columns::Batch& batch, std::int64_t chunk_rows);

/// One entry over one batch, with the scratch for it. One thread at a time.
class Evaluation {
 public:
  Evaluation(const Program& program, const Schedule& schedule, const std::vector<Code::Function>& functions, const Bindings& bindings,
             const columns::Batch& batch, std::int64_t chunk_rows);
  /// Result bitmaps are written at `words` of their number in `results`; `after` is called after each chunk.
  void run(const std::vector<std::uint64_t*>& results, const std::function<void(const Chunk&)>& after);
  /// The array of a kept value, valid in `after`.
  const void* kept(ValueId keep) const { return slots_[schedule_.slots[program_.instructions[keep].a]]; }

 private:
  void size_scratch();
  void begin_chunk(const Chunk& chunk, const std::vector<std::uint64_t*>& results);
  void* bind(const Input& input, std::size_t index);
  void* bind_values(const columns::Column* column, const std::int64_t* at, const Input& input, std::size_t index);
  void* bind_bits(const columns::Bits& bits, Domain domain, std::size_t index);
  void* bind_starts(const Input& input);
  void* scratch_of(std::size_t index, std::size_t bytes);
  const columns::Column& column_of(const Input& input) const;

  const Program& program_;
  const Schedule& schedule_;
  const std::vector<Code::Function>& functions_;
  const columns::Batch& batch_;
  std::vector<Chunk> chunks_;
  std::vector<kernels::Lanes> lanes_;     ///< by domain
  std::vector<std::int64_t> firsts_;      ///< by domain: the chunk's first row or event
  std::vector<std::int64_t> limits_;      ///< by domain: rows or events of the batch
  std::vector<std::int64_t> most_words_;  ///< by domain, of any chunk
  std::vector<void*> slots_;
  std::vector<Scratch> registers_;
  std::vector<Scratch> copies_;  ///< by position in schedule.inputs
  std::vector<Scratch> starts_;  ///< by stream
  std::vector<bool> starts_bound_;
  Scratch ones_;
};

}  // namespace seg::jit
