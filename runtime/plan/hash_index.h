#pragma once
// Positions by hash: open addressing over one array, since a Plan of a million nodes is looked up once a node and pass.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace seg::plan {

class HashIndex {
 public:
  static constexpr std::uint32_t kAbsent = std::numeric_limits<std::uint32_t>::max();

  /// The position that was inserted with this hash and for which `same(position)` holds; else kAbsent.
  template <typename Same>
  std::uint32_t find(std::uint64_t hash, Same same) const {
    if (slots_.empty()) return kAbsent;
    for (std::size_t at = hash & mask(); slots_[at].position != kAbsent; at = (at + 1) & mask()) {
      if (slots_[at].tag == tag_of(hash) && same(slots_[at].position)) return slots_[at].position;
    }
    return kAbsent;
  }

  void insert(std::uint64_t hash, std::uint32_t position) {
    if ((hashes_.size() + 1) * 2 > slots_.size()) grow();
    hashes_.push_back({hash, position});
    place(hash, position);
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t position = kAbsent;
  };
  struct Entry {
    std::uint64_t hash;
    std::uint32_t position;
  };

  std::size_t mask() const { return slots_.size() - 1; }
  /// The half of the hash that does not choose the slot.
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

  void place(std::uint64_t hash, std::uint32_t position) {
    std::size_t at = hash & mask();
    while (slots_[at].position != kAbsent) at = (at + 1) & mask();
    slots_[at] = {tag_of(hash), position};
  }

  void grow() {
    slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, {});
    for (const Entry& entry : hashes_) place(entry.hash, entry.position);
  }

  std::vector<Slot> slots_;
  std::vector<Entry> hashes_;
};

}  // namespace seg::plan
