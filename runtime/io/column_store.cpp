#include "runtime/io/column_store.h"

#include <algorithm>
#include <utility>

namespace seg::io {
namespace {

using plan::Kind;

enum class Vector : std::uint8_t { Wide, Narrow, Reals, Flags };

Vector vector_of(plan::Type type) {
  if (type.list) return Vector::Wide;
  switch (type.kind) {
    case Kind::Bool:
      return Vector::Flags;
    case Kind::Float:
      return Vector::Reals;
    case Kind::String:
    case Kind::Enum:
    case Kind::Id:
    case Kind::Date:
      return Vector::Narrow;
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money:
    case Kind::Ratio:
    case Kind::Timestamp:
    case Kind::Duration:
      return Vector::Wide;
  }
  return Vector::Wide;
}

template <typename T>
std::vector<T> ordered(std::vector<T>& values, const std::vector<std::uint32_t>& order, bool keep_all) {
  if (keep_all) return std::exchange(values, {});
  std::vector<T> out(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) out[i] = values[order[i]];
  values = {};
  return out;
}

template <typename T>
const T* keep(std::vector<T> values, std::vector<std::shared_ptr<const void>>& owned) {
  auto shared = std::make_shared<const std::vector<T>>(std::move(values));
  owned.push_back(shared);
  return shared->data();
}

/// Bytes 0 and 1 as bits, least significant first, with padding to whole words.
std::vector<std::uint8_t> packed(const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> bits((bytes.size() + 63) / 64 * 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bits[i >> 3] = static_cast<std::uint8_t>(bits[i >> 3] | (bytes[i] & 1U) << (i & 7));
  }
  return bits;
}

/// The offsets of the rows that are kept; their elements, in their order, go into `picked`.
std::vector<std::int64_t> list_offsets(const std::vector<std::int64_t>& ends, const std::vector<std::uint32_t>& order,
                                       std::vector<std::uint32_t>& picked) {
  std::vector<std::int64_t> offsets{0};
  for (const std::uint32_t row : order) {
    for (std::int64_t at = row == 0 ? 0 : ends[row - 1]; at < ends[row]; ++at) picked.push_back(static_cast<std::uint32_t>(at));
    offsets.push_back(static_cast<std::int64_t>(picked.size()));
  }
  return offsets;
}

void finish_list(ColumnStore& store, const std::vector<std::uint32_t>& order, bool keep_all,
                 std::vector<std::shared_ptr<const void>>& owned, columns::Column& column) {
  std::vector<std::uint32_t> picked;
  std::vector<std::int64_t> offsets;
  if (keep_all) {
    offsets = std::exchange(store.wide, {});
    offsets.insert(offsets.begin(), 0);
  } else {
    offsets = list_offsets(store.wide, order, picked);
    store.wide = {};
  }
  column.values = keep(std::move(offsets), owned);
  column.elements = std::make_shared<const columns::Column>(finish(*store.elements, picked, keep_all, owned));
}

}  // namespace

ColumnStore::ColumnStore(plan::Type of) : type(of) {
  if (of.list) elements = std::make_unique<ColumnStore>(plan::element_of(of));
}

void ColumnStore::extend(std::int64_t count) {
  rows += count;
  const auto size = static_cast<std::size_t>(rows);
  switch (vector_of(type)) {
    case Vector::Wide:
      wide.resize(size);
      break;
    case Vector::Narrow:
      narrow.resize(size);
      break;
    case Vector::Reals:
      reals.resize(size);
      break;
    case Vector::Flags:
      flags.resize(size);
      break;
  }
  if (!known.empty()) known.resize(size, 1);
}

void ColumnStore::reserve(std::int64_t rows_in_all) {
  const auto size = static_cast<std::size_t>(rows_in_all);
  switch (vector_of(type)) {
    case Vector::Wide:
      wide.reserve(size);
      break;
    case Vector::Narrow:
      narrow.reserve(size);
      break;
    case Vector::Reals:
      reals.reserve(size);
      break;
    case Vector::Flags:
      flags.reserve(size);
      break;
  }
}

void ColumnStore::set_number(std::int64_t row, std::int64_t number) {
  const auto at = static_cast<std::size_t>(row);
  switch (vector_of(type)) {
    case Vector::Wide:
      wide[at] = number;
      break;
    case Vector::Narrow:
      narrow[at] = static_cast<std::int32_t>(number);
      break;
    case Vector::Flags:
      flags[at] = number != 0 ? 1 : 0;
      break;
    case Vector::Reals:
      break;
  }
}

void ColumnStore::set_unknown(std::int64_t row) {
  if (known.empty()) known.assign(static_cast<std::size_t>(rows), 1);
  known[static_cast<std::size_t>(row)] = 0;
}

std::int64_t ColumnStore::bytes() const {
  const std::size_t values = wide.capacity() * sizeof(std::int64_t) + narrow.capacity() * sizeof(std::int32_t) +
                             reals.capacity() * sizeof(double) + flags.capacity() + known.capacity();
  if (elements != nullptr) return static_cast<std::int64_t>(values) + elements->bytes();
  // A text costs its bytes, an offset and up to four slots of the table.
  return static_cast<std::int64_t>(values) + texts.bytes() + texts.size() * 40;
}

columns::Column finish(ColumnStore& store, const std::vector<std::uint32_t>& order, bool keep_all,
                       std::vector<std::shared_ptr<const void>>& owned) {
  columns::Column column;
  column.type = store.type;
  column.length = keep_all ? store.rows : static_cast<std::int64_t>(order.size());
  if (store.type.list) {
    finish_list(store, order, keep_all, owned, column);
  } else {
    switch (vector_of(store.type)) {
      case Vector::Wide:
        column.values = keep(ordered(store.wide, order, keep_all), owned);
        break;
      case Vector::Narrow:
        column.values = keep(ordered(store.narrow, order, keep_all), owned);
        break;
      case Vector::Reals:
        column.values = keep(ordered(store.reals, order, keep_all), owned);
        break;
      case Vector::Flags:
        column.flags.bits = keep(packed(ordered(store.flags, order, keep_all)), owned);
        break;
    }
  }
  if (!store.known.empty()) {
    const std::vector<std::uint8_t> known = ordered(store.known, order, keep_all);
    if (std::find(known.begin(), known.end(), 0) != known.end()) column.validity.bits = keep(packed(known), owned);
  }
  if (plan::is_text(store.type)) column.dictionary = std::make_shared<const columns::Dictionary>(store.texts.take());
  store.rows = 0;
  return column;
}

}  // namespace seg::io
