#include <algorithm>
#include <limits>
#include <numeric>

#include "tests/unit/passes/random.h"

namespace seg::passes::test {
namespace {

using columns::Column;

class Maker {
 public:
  explicit Maker(Random& random) : random_(random) {}

  template <typename T>
  T* buffer(std::size_t count) {
    auto owner = std::make_shared<std::vector<T>>(std::max<std::size_t>(count, 1));
    T* values = owner->data();
    owned.buffers.push_back(std::move(owner));
    return values;
  }

  columns::Bits bits(std::int64_t count, unsigned set_of_four) {
    const auto offset = static_cast<std::int64_t>(below(8));
    auto* bytes = buffer<std::uint8_t>(static_cast<std::size_t>((offset + count + 7) / 8));
    for (std::int64_t at = offset; at < offset + count; ++at) {
      if (below(4) < set_of_four) bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | (1U << (at % 8)));
    }
    return {bytes, offset};
  }

  std::int64_t number() { return static_cast<std::int64_t>(below(6)) - 2; }

  /// Now and then no number or infinite: a fault.
  double real() {
    if (below(5) == 0) return below(2) == 0 ? std::numeric_limits<double>::quiet_NaN() : -std::numeric_limits<double>::infinity();
    return static_cast<double>(below(8)) / 2 - 1;
  }

  Column column(const plan::Field& field, std::int64_t count) {
    Column column;
    column.type = field.type;
    column.length = count;
    if (field.optional) column.validity = bits(count, 3);
    if (field.type.list) {
      auto* offsets = buffer<std::int64_t>(static_cast<std::size_t>(count) + 1);
      for (std::int64_t row = 0; row < count; ++row) offsets[row + 1] = offsets[row] + below(4);
      column.values = offsets;
      column.elements = std::make_shared<Column>(this->column({"element", plan::element_of(field.type), true}, offsets[count]));
    } else if (plan::is_text(field.type)) {
      static const auto kTexts = std::make_shared<const columns::Dictionary>(std::vector<std::string>{"a", "A", " a", "b", "B"});
      column.dictionary = kTexts;
      auto* codes = buffer<std::int32_t>(static_cast<std::size_t>(count));
      std::generate(codes, codes + count, [&] { return static_cast<std::int32_t>(below(5)); });
      column.values = codes;
    } else if (field.type.kind == plan::Kind::Date) {
      auto* days = buffer<std::int32_t>(static_cast<std::size_t>(count));
      std::generate(days, days + count, [&] { return static_cast<std::int32_t>(below(2000)) - 1000; });
      column.values = days;
    } else if (field.type.kind == plan::Kind::Bool) {
      column.flags = bits(count, 2);
    } else if (field.type.kind == plan::Kind::Float) {
      auto* values = buffer<double>(static_cast<std::size_t>(count));
      std::generate(values, values + count, [&] { return real(); });
      column.values = values;
    } else {
      auto* values = buffer<std::int64_t>(static_cast<std::size_t>(count));
      const bool time = field.type.kind == plan::Kind::Timestamp;
      std::generate(values, values + count, [&] { return time ? static_cast<std::int64_t>(below(25)) : number(); });
      column.values = values;
    }
    return column;
  }

  columns::Stream stream(const plan::Stream& declared, std::int64_t rows) {
    auto* offsets = buffer<std::int64_t>(static_cast<std::size_t>(rows) + 1);
    for (std::int64_t row = 0; row < rows; ++row) offsets[row + 1] = offsets[row] + below(5);
    auto* at = buffer<std::int64_t>(static_cast<std::size_t>(offsets[rows]));
    std::generate(at, at + offsets[rows], [&] { return static_cast<std::int64_t>(below(24)); });
    for (std::int64_t row = 0; row < rows; ++row) std::sort(at + offsets[row], at + offsets[row + 1]);
    columns::Stream stream{offsets, at, {}};
    for (const plan::Field& field : declared.fields) stream.fields.push_back(column(field, offsets[rows]));
    return stream;
  }

  OwnedBatch owned;

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  Random& random_;
};

}  // namespace

OwnedBatch random_batch(Random& random, std::int64_t rows) {
  const plan::Schema of = schema();
  Maker maker(random);
  maker.owned.batch.rows = rows;
  for (const plan::Field& field : of.profile) maker.owned.batch.profile.push_back(maker.column(field, rows));
  for (const plan::Stream& stream : of.streams) maker.owned.batch.streams.push_back(maker.stream(stream, rows));
  // Two of the five texts have no row.
  columns::Table product{3, {}};
  for (const plan::Field& field : of.tables[0].fields) product.fields.push_back(maker.column(field, product.rows));
  auto* keys = maker.buffer<std::int32_t>(3);
  std::iota(keys, keys + 3, 1);
  product.fields[0].values = keys;
  maker.owned.batch.tables = {std::make_shared<columns::Table>(product)};
  return std::move(maker.owned);
}

}  // namespace seg::passes::test
