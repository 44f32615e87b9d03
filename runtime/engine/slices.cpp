#include "runtime/engine/slices.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace seg::engine {
namespace {

constexpr std::int64_t kWord = 64;
/// Rows differ in how many events they have: several slices a thread even that out.
constexpr std::int64_t kSlicesPerThread = 4;

}  // namespace

std::vector<Slice> slices_of(const std::vector<columns::Batch>& batches, unsigned threads) {
  std::vector<Slice> slices;
  for (std::size_t index = 0; index < batches.size(); ++index) {
    const std::int64_t rows = batches[index].rows;
    const std::int64_t parts = threads > 1 ? threads * kSlicesPerThread : 1;
    const std::int64_t wanted = std::max(kWord, ((rows + parts - 1) / parts + kWord - 1) / kWord * kWord);
    for (std::int64_t begin = 0; begin < rows; begin += wanted) slices.push_back({index, begin, std::min(wanted, rows - begin)});
  }
  return slices;
}

void for_each_index(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    try {
      for (std::size_t index = next++; index < count; index = next++) work(index);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t index = 1; index < std::min<std::size_t>(threads, count); ++index) others.emplace_back(run);
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

void place(const columns::Bitmap& part, std::int64_t begin, columns::Bitmap& whole) {
  std::copy(part.words.begin(), part.words.end(), whole.words.begin() + begin / kWord);
}

}  // namespace seg::engine
