#include "runtime/columns/column.h"

#include <bit>

namespace seg::columns {
namespace {

std::int64_t width_of(plan::Type type) {
  if (type.list) return 8;
  switch (type.kind) {
    case plan::Kind::Bool: return 0;
    case plan::Kind::Date:
    case plan::Kind::Enum:
    case plan::Kind::String:
    case plan::Kind::Id: return 4;
    case plan::Kind::Int:
    case plan::Kind::Float:
    case plan::Kind::Decimal:
    case plan::Kind::Money:
    case plan::Kind::Ratio:
    case plan::Kind::Timestamp:
    case plan::Kind::Duration: return 8;
  }
  return 8;
}

Column slice(Column column, std::int64_t begin, std::int64_t rows) {
  if (column.values != nullptr) column.values = static_cast<const std::byte*>(column.values) + begin * width_of(column.type);
  column.flags.offset += begin;
  column.validity.offset += begin;
  column.length = rows;
  return column;
}

}  // namespace

Dictionary::Dictionary(const std::vector<std::string>& texts) : offsets_{0} {
  for (const std::string& text : texts) append(text);
}

void Dictionary::append(std::string_view text) {
  bytes_ += text;
  offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
}

Batch slice(const Batch& batch, std::int64_t begin, std::int64_t rows) {
  Batch result;
  result.rows = rows;
  result.profile.reserve(batch.profile.size());
  for (const Column& column : batch.profile) result.profile.push_back(slice(column, begin, rows));
  // Offsets point into the whole of the events, which stay where they are.
  result.streams = batch.streams;
  result.tables = batch.tables;
  for (Stream& stream : result.streams) {
    if (stream.offsets != nullptr) stream.offsets += begin;
  }
  return result;
}

std::int64_t Bitmap::count() const {
  std::int64_t total = 0;
  for (const std::uint64_t word : words) total += std::popcount(word);
  return total;
}

}  // namespace seg::columns
