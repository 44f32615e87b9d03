#include "tests/properties/permutation.h"

namespace seg::properties {
namespace {

using Owned = std::vector<std::shared_ptr<const void>>;

template <typename T>
const T* kept(std::vector<T> values, Owned& owned) {
  auto buffer = std::make_shared<std::vector<T>>(std::move(values));
  const T* first = buffer->data();
  owned.push_back(std::move(buffer));
  return first;
}

template <typename T>
const void* gathered(const columns::Column& column, const std::vector<std::int64_t>& rows, Owned& owned) {
  std::vector<T> values;
  values.reserve(rows.size() + 1);  // never a null pointer
  for (const std::int64_t row : rows) values.push_back(column.as<T>()[row]);
  return kept(std::move(values), owned);
}

columns::Bits gathered(const columns::Bits& bits, const std::vector<std::int64_t>& rows, std::int64_t bit_offset, Owned& owned) {
  if (bits.bits == nullptr) return {};
  std::vector<std::uint8_t> bytes((rows.size() + static_cast<std::size_t>(bit_offset)) / 8 + 1);
  std::size_t at = static_cast<std::size_t>(bit_offset);
  for (const std::int64_t row : rows) {
    if (bits.at(row)) bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | (1u << (at % 8)));
    ++at;
  }
  return {kept(std::move(bytes), owned), bit_offset};
}

columns::Column gathered(const columns::Column& column, const std::vector<std::int64_t>& rows, std::int64_t bit_offset, Owned& owned) {
  columns::Column made = column;
  made.length = static_cast<std::int64_t>(rows.size());
  made.validity = gathered(column.validity, rows, bit_offset, owned);
  switch (column.type.kind) {
    case plan::Kind::Bool: made.flags = gathered(column.flags, rows, bit_offset, owned); break;
    case plan::Kind::Float: made.values = gathered<double>(column, rows, owned); break;
    case plan::Kind::Date:
    case plan::Kind::Enum:
    case plan::Kind::String:
    case plan::Kind::Id: made.values = gathered<std::int32_t>(column, rows, owned); break;
    case plan::Kind::Int:
    case plan::Kind::Decimal:
    case plan::Kind::Money:
    case plan::Kind::Ratio:
    case plan::Kind::Timestamp:
    case plan::Kind::Duration: made.values = gathered<std::int64_t>(column, rows, owned); break;
  }
  return made;
}

columns::Stream gathered(const columns::Stream& stream, const std::vector<std::int64_t>& order, std::int64_t bit_offset, Owned& owned) {
  std::vector<std::int64_t> offsets = {0};
  std::vector<std::int64_t> events;
  std::vector<std::int64_t> at;
  for (const std::int64_t row : order) {
    for (std::int64_t event = stream.offsets[row]; event < stream.offsets[row + 1]; ++event) {
      events.push_back(event);
      at.push_back(stream.at[event]);
    }
    offsets.push_back(static_cast<std::int64_t>(events.size()));
  }
  columns::Stream made;
  made.offsets = kept(std::move(offsets), owned);
  made.at = kept(std::move(at), owned);
  for (const columns::Column& field : stream.fields) made.fields.push_back(gathered(field, events, bit_offset, owned));
  return made;
}

}  // namespace

Permuted permuted(const columns::Batch& batch, const std::vector<std::int64_t>& order, std::int64_t bit_offset) {
  Permuted made;
  made.batch.rows = static_cast<std::int64_t>(order.size());
  for (const columns::Column& column : batch.profile) made.batch.profile.push_back(gathered(column, order, bit_offset, made.owned));
  for (const columns::Stream& stream : batch.streams) made.batch.streams.push_back(gathered(stream, order, bit_offset, made.owned));
  return made;
}

}  // namespace seg::properties
