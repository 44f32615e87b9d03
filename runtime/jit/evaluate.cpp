#include "runtime/jit/evaluate.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>
#include <numeric>
#include <stdexcept>

namespace seg::jit {
namespace {

constexpr std::int64_t kWordLanes = 64;
/// Events of one stream in a chunk, where profiles can be chosen so: their masks and prefix sums are to stay in the second-level cache.
constexpr std::int64_t kMostEvents = 1 << 16;

std::int64_t words_of(std::int64_t count) { return (count + kWordLanes - 1) / kWordLanes; }

/// Events before row `row`; a batch without rows may have no offsets.
std::int64_t offset_at(const columns::Stream& stream, std::int64_t row) { return stream.offsets == nullptr ? 0 : stream.offsets[row]; }

std::int64_t events_in(const columns::Batch& batch, std::int64_t begin, std::int64_t rows) {
  std::int64_t most = 0;
  for (const columns::Stream& stream : batch.streams) most = std::max(most, offset_at(stream, begin + rows) - offset_at(stream, begin));
  return most;
}

/// Bytes of so many words of an array, and of what kernels may touch past it: a word for ranges of bits, two entries for prefix sums.
std::size_t array_bytes(std::int64_t words, std::uint8_t bits) {
  return static_cast<std::size_t>((words + 1) * kWordLanes * bits / 8 + 64);
}

std::size_t width_of(plan::Type type) {
  const bool narrow = type.kind == plan::Kind::Date || plan::form_of(type) == plan::Form::Code;
  return narrow ? sizeof(std::int32_t) : sizeof(std::int64_t);
}

}  // namespace

Scratch::Scratch(std::size_t bytes) {
  const std::size_t size = (bytes + 63) / 64 * 64;
  bytes_.reset(std::aligned_alloc(64, size));
  if (bytes_ == nullptr) throw std::bad_alloc();
  std::memset(bytes_.get(), 0, size);
}

void Scratch::Free::operator()(void* bytes) const { std::free(bytes); }

std::vector<Chunk> chunks_of(const columns::Batch& batch, std::int64_t chunk_rows) {
  std::vector<Chunk> chunks;
  for (std::int64_t begin = 0; begin < batch.rows;) {
    std::int64_t rows = std::min(chunk_rows, batch.rows - begin);
    while (rows > kWordLanes && events_in(batch, begin, rows) > kMostEvents) rows = words_of(rows / 2) * kWordLanes;
    if (events_in(batch, begin, rows) > std::numeric_limits<std::int32_t>::max() - kWordLanes) {
      throw std::length_error("64 profiles with more than 2^31 events of one stream");
    }
    chunks.push_back({begin, rows});
    begin += rows;
  }
  return chunks;
}

Evaluation::Evaluation(const Program& program, const Schedule& schedule, const std::vector<Code::Function>& functions,
                       const Bindings& bindings, const columns::Batch& batch, std::int64_t chunk_rows)
    : program_(program),
      schedule_(schedule),
      functions_(functions),
      batch_(batch),
      chunks_(chunks_of(batch, chunk_rows)),
      lanes_(batch.streams.size() + 1),
      firsts_(lanes_.size()),
      limits_(lanes_.size()),
      most_words_(lanes_.size()),
      slots_(schedule.slot_count, nullptr),
      copies_(schedule.inputs.size()),
      starts_(batch.streams.size()),
      starts_bound_(batch.streams.size()) {
  limits_[kProfiles] = batch.rows;
  for (std::uint32_t stream = 0; stream < batch.streams.size(); ++stream)
    limits_[events_of(stream)] = offset_at(batch.streams[stream], batch.rows);
  size_scratch();
  // Generated code and kernels write to arrays only; what else stands in the table they read.
  slots_[kBlockSlot] = const_cast<std::int64_t*>(bindings.block.data());
  for (std::size_t domain = 0; domain < lanes_.size(); ++domain) slots_[lanes_slot(static_cast<Domain>(domain))] = &lanes_[domain];
  for (const Bound& table : schedule.tables) slots_[table.slot] = const_cast<void*>(bindings.tables.address(table.index));
  for (const Bound& array : schedule.arrays) slots_[array.slot] = registers_[array.index].data();
}

void Evaluation::size_scratch() {
  for (const Chunk& chunk : chunks_) {
    most_words_[kProfiles] = std::max(most_words_[kProfiles], words_of(chunk.rows));
    for (std::uint32_t stream = 0; stream < batch_.streams.size(); ++stream) {
      const columns::Stream& events = batch_.streams[stream];
      std::int64_t& most = most_words_[events_of(stream)];
      most = std::max(most, words_of(offset_at(events, chunk.begin + chunk.rows) - offset_at(events, chunk.begin)));
    }
  }
  for (const Register& shape : schedule_.registers) registers_.emplace_back(array_bytes(most_words_[shape.domain], shape.bits));
  const std::size_t bytes = array_bytes(*std::max_element(most_words_.begin(), most_words_.end()), 1);
  ones_ = Scratch(bytes);
  std::memset(ones_.data(), 0xff, bytes);
}

void Evaluation::run(const std::vector<std::uint64_t*>& results, const std::function<void(const Chunk&)>& after) {
  for (const Chunk& chunk : chunks_) {
    begin_chunk(chunk, results);
    for (const Code::Function function : functions_) function(slots_.data());
    after(chunk);
  }
}

void Evaluation::begin_chunk(const Chunk& chunk, const std::vector<std::uint64_t*>& results) {
  firsts_[kProfiles] = chunk.begin;
  lanes_[kProfiles] = {chunk.rows, words_of(chunk.rows)};
  for (std::uint32_t stream = 0; stream < batch_.streams.size(); ++stream) {
    const columns::Stream& events = batch_.streams[stream];
    const Domain domain = events_of(stream);
    firsts_[domain] = offset_at(events, chunk.begin);
    const std::int64_t count = offset_at(events, chunk.begin + chunk.rows) - firsts_[domain];
    lanes_[domain] = {count, words_of(count)};
    starts_bound_[stream] = false;
  }
  for (std::size_t index = 0; index < schedule_.inputs.size(); ++index) {
    const Bound& input = schedule_.inputs[index];
    slots_[input.slot] = bind(program_.inputs[input.index], index);
    if (has_kernel_slot(program_.inputs[input.index]))
      slots_[input.slot + 1] = slots_[input.slot] == ones_.data() ? nullptr : slots_[input.slot];
  }
  for (const Bound& result : schedule_.results) slots_[result.slot] = results[result.index] + chunk.begin / kWordLanes;
}

const columns::Column& Evaluation::column_of(const Input& input) const {
  return input.domain == kProfiles ? batch_.profile[input.field] : batch_.streams[input.domain - 1u].fields[input.field];
}

void* Evaluation::bind(const Input& input, std::size_t index) {
  switch (input.what) {
    case Input::What::Values:
      return bind_values(&column_of(input), nullptr, input, index);
    case Input::What::At:
      return bind_values(nullptr, batch_.streams[input.domain - 1u].at, input, index);
    case Input::What::Validity:
      return bind_bits(column_of(input).validity, input.domain, index);
    case Input::What::Flags:
      return bind_bits(column_of(input).flags, input.domain, index);
    case Input::What::Starts:
    case Input::What::Ends:
      return bind_starts(input);
    case Input::What::Rows: {
      auto* rows = static_cast<std::int64_t*>(scratch_of(index, array_bytes(most_words_[input.domain], 64)));
      std::iota(rows, rows + lanes_[input.domain].count, firsts_[input.domain]);
      return rows;
    }
  }
  return nullptr;
}

void* Evaluation::scratch_of(std::size_t index, std::size_t bytes) {
  if (copies_[index].data() == nullptr) copies_[index] = Scratch(bytes);
  return copies_[index].data();
}

/// In place, or a copy where the last word's lanes would reach past what the batch has.
void* Evaluation::bind_values(const columns::Column* column, const std::int64_t* at, const Input& input, std::size_t index) {
  const std::size_t width = column == nullptr ? sizeof(std::int64_t) : width_of(column->type);
  const void* values = column == nullptr ? at : column->values;
  const kernels::Lanes& lanes = lanes_[input.domain];
  const auto first = static_cast<std::size_t>(firsts_[input.domain]) * width;
  if (values != nullptr && firsts_[input.domain] + lanes.words * kWordLanes <= limits_[input.domain]) {
    return const_cast<std::byte*>(static_cast<const std::byte*>(values) + first);
  }
  void* copy = scratch_of(index, array_bytes(most_words_[input.domain], static_cast<std::uint8_t>(width * 8)));
  if (lanes.count > 0) std::memcpy(copy, static_cast<const std::byte*>(values) + first, static_cast<std::size_t>(lanes.count) * width);
  return copy;
}

void* Evaluation::bind_bits(const columns::Bits& bits, Domain domain, std::size_t index) {
  if (bits.bits == nullptr) return ones_.data();
  auto* words = static_cast<kernels::Word*>(scratch_of(index, array_bytes(most_words_[domain], 1)));
  kernels::align_bits(lanes_[domain], bits.bits, bits.offset + firsts_[domain], words);
  return words;
}

void* Evaluation::bind_starts(const Input& input) {
  if (starts_[input.stream].data() == nullptr) starts_[input.stream] = Scratch(array_bytes(most_words_[kProfiles], 32));
  auto* starts = static_cast<std::int32_t*>(starts_[input.stream].data());
  if (!starts_bound_[input.stream]) {
    const columns::Stream& events = batch_.streams[input.stream];
    const std::int64_t first = firsts_[events_of(input.stream)];
    const std::int64_t* offsets = events.offsets + firsts_[kProfiles];
    std::transform(offsets, offsets + lanes_[kProfiles].count + 1, starts,
                   [&](std::int64_t offset) { return static_cast<std::int32_t>(offset - first); });
    starts_bound_[input.stream] = true;
  }
  return input.what == Input::What::Ends ? starts + 1 : starts;
}

}  // namespace seg::jit
