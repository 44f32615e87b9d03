#include "runtime/io/text_table.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace seg::io {
namespace {

constexpr std::size_t kFirstSlots = 64;

std::uint32_t hash_of(std::string_view text) {
  const std::size_t hash = std::hash<std::string_view>{}(text);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

std::size_t TextTable::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].code >= 0 && (slots_[at].hash != hash || texts_.at(slots_[at].code) != text)) at = (at + 1) & mask;
  return at;
}

std::int32_t TextTable::find(std::string_view text) const { return slots_.empty() ? -1 : slots_[slot_of(text, hash_of(text))].code; }

std::int32_t TextTable::add(std::string_view text) {
  if (static_cast<std::size_t>(texts_.size()) * 2 >= slots_.size()) grow();
  const std::uint32_t hash = hash_of(text);
  Slot& slot = slots_[slot_of(text, hash)];
  if (slot.code < 0) {
    slot = {hash, static_cast<std::int32_t>(texts_.size())};
    texts_.append(text);
    bytes_ += static_cast<std::int64_t>(text.size());
  }
  return slot.code;
}

void TextTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(std::max(kFirstSlots, slots_.size() * 2)));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.code < 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].code >= 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

columns::Dictionary TextTable::take() {
  slots_.clear();
  bytes_ = 0;
  return std::exchange(texts_, columns::Dictionary());
}

}  // namespace seg::io
