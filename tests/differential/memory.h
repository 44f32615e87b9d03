#pragma once
// Buffers flush against pages that cannot be touched, before or after them: a read or write past an end is a signal.

#include <cstddef>
#include <vector>

namespace seg::differential {

class GuardedMemory {
 public:
  GuardedMemory() = default;
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;
  ~GuardedMemory();

  /// `bytes` that end (or begin) right at a forbidden page, until `reuse`. A multiple of the values' size keeps them aligned.
  std::byte* place(std::size_t bytes, bool at_end);
  /// Everything that was placed may be placed over.
  void reuse();

 private:
  struct Region {
    std::byte* begin;  ///< behind the first forbidden page
    std::size_t bytes;
    bool taken;
  };
  Region& free_region(std::size_t bytes);
  std::vector<Region> regions_;
};

}  // namespace seg::differential
