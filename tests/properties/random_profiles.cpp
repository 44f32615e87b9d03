#include "tests/properties/random_profiles.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "tests/differential/random.h"

namespace seg::properties {
namespace {

using columns::Column;
using differential::Random;
using plan::Form;
using plan::Kind;
using plan::kMicrosPerDay;
using plan::Type;

constexpr std::size_t kOtherTexts = 12;

struct Maker {
  const plan::Plan& plan;
  std::int64_t now;
  Random random;
  std::deque<std::vector<std::uint8_t>>& buffers;

  template <typename T>
  const T* kept(const std::vector<T>& values) {
    auto& bytes = buffers.emplace_back(values.size() * sizeof(T) + 1);
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), values.size() * sizeof(T));
    return reinterpret_cast<const T*>(bytes.data());
  }

  columns::Bits bits(std::int64_t length, int percent) {
    std::vector<std::uint8_t> made(static_cast<std::size_t>(length / 8 + 1));
    for (std::int64_t i = 0; i < length; ++i) {
      if (random.percent(percent)) made[static_cast<std::size_t>(i / 8)] |= static_cast<std::uint8_t>(1U << (i % 8));
    }
    return {kept(made), 0};
  }

  /// What the Plan compares values of the type with.
  std::vector<plan::Literal> literals_of(Type type) const {
    std::vector<plan::Literal> found;
    const auto take = [&](const plan::Literal& literal) {
      // The ends of open windows, which nobody wrote.
      const bool open = literal.number == plan::kBeginningOfTime || literal.number == plan::kEndOfTime;
      if (literal.type == type && !open) found.push_back(literal);
    };
    for (const plan::Literal& literal : plan.parameters.slots) take(literal);
    for (const plan::LiteralSet& set : plan.parameters.sets) std::for_each(set.elements.begin(), set.elements.end(), take);
    return found;
  }

  /// A value that nothing was compared with.
  std::int64_t any_number(Type type) {
    std::int64_t unit = 1;
    for (std::uint8_t digit = 0; digit < type.scale; ++digit) unit *= 10;
    switch (type.kind) {
      case Kind::Date:
        return now / kMicrosPerDay - random.between(-60, random.percent(50) ? 400 : 25'000);
      case Kind::Timestamp:
        return now - random.between(-60, 800) * kMicrosPerDay + random.between(0, kMicrosPerDay - 1);
      case Kind::Duration:
        return random.between(0, 90) * kMicrosPerDay;
      case Kind::Bool:
      case Kind::Int:
      case Kind::Float:
      case Kind::Decimal:
      case Kind::Money:
      case Kind::Ratio:
      case Kind::String:
      case Kind::Enum:
      case Kind::Id:
        return random.between(0, 2000 * unit);
    }
    return 0;
  }

  std::vector<std::int64_t> numbers(Type type, std::int64_t length) {
    const std::vector<plan::Literal> literals = literals_of(type);
    std::vector<std::int64_t> made;
    for (std::int64_t i = 0; i < length; ++i) {
      const bool compared = !literals.empty() && random.percent(50);
      made.push_back(compared ? random.one_of(literals).number + random.between(-1, 1) : any_number(type));
    }
    return made;
  }

  /// The texts of a type, the same for each of its fields: those that the Plan compares with, then some others.
  struct Texts {
    std::vector<std::string> all;
    std::size_t compared = 0;  ///< of them, the first
  };
  Texts texts(Type type) const {
    Texts made;
    const auto take = [&](const std::string& text) {
      if (std::find(made.all.begin(), made.all.end(), text) == made.all.end()) made.all.push_back(text);
    };
    for (const plan::Literal& literal : literals_of(type)) take(literal.text);
    made.compared = made.all.size();
    for (std::size_t i = 0; i < kOtherTexts; ++i) take("text " + std::to_string(i));
    return made;
  }

  void fill_codes(Column& column) {
    std::vector<std::int32_t> codes;
    if (column.type.kind == Kind::Enum) {
      const std::size_t count = plan.schema.enums[column.type.unit].values.size();
      for (std::int64_t i = 0; i < column.length; ++i) codes.push_back(static_cast<std::int32_t>(random.below(count)));
    } else {
      const Texts known = texts(column.type);
      column.dictionary = std::make_shared<const columns::Dictionary>(known.all);
      for (std::int64_t i = 0; i < column.length; ++i) {
        const bool compared = known.compared > 0 && random.percent(50);
        codes.push_back(static_cast<std::int32_t>(random.below(compared ? known.compared : known.all.size())));
      }
    }
    column.values = kept(codes);
  }

  void fill_lists(Column& column) {
    std::vector<std::int64_t> offsets{0};
    for (std::int64_t i = 0; i < column.length; ++i) offsets.push_back(offsets.back() + random.between(0, 4));
    column.values = kept(offsets);
    column.elements = std::make_shared<const Column>(make(plan::element_of(column.type), false, offsets.back()));
  }

  Column make(Type type, bool optional, std::int64_t length) {
    Column column;
    column.type = type;
    column.length = length;
    if (optional) column.validity = bits(length, 85);
    switch (plan::form_of(type)) {
      case Form::Bit:
        column.flags = bits(length, 50);
        break;
      case Form::Float64: {
        std::vector<double> values;
        for (const std::int64_t number : numbers(type, length)) values.push_back(static_cast<double>(number) / 8);
        column.values = kept(values);
        break;
      }
      case Form::Code:
        fill_codes(column);
        break;
      case Form::List:
        fill_lists(column);
        break;
      case Form::Int64:
      case Form::Fraction: {
        const std::vector<std::int64_t> values = numbers(type, length);
        column.values = type.kind == Kind::Date ? static_cast<const void*>(kept(std::vector<std::int32_t>(values.begin(), values.end())))
                                                : kept(values);
        break;
      }
    }
    return column;
  }

  std::vector<Column> fields(const std::vector<plan::Field>& declared, std::int64_t length) {
    std::vector<Column> made;
    for (const plan::Field& field : declared) made.push_back(make(field.type, field.optional, length));
    return made;
  }

  columns::Stream stream(const plan::Stream& declared, std::int64_t rows) {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int64_t> at;
    for (std::int64_t row = 0; row < rows; ++row) {
      const std::int64_t count = random.percent(20) ? 0 : random.between(1, 10);
      const std::int64_t days = random.one_of(std::vector<std::int64_t>{10, 60, 200, 700});
      for (std::int64_t i = 0; i < count; ++i) at.push_back(now - random.between(1, days * kMicrosPerDay));
      std::sort(at.begin() + offsets.back(), at.end());
      offsets.push_back(static_cast<std::int64_t>(at.size()));
    }
    return {kept(offsets), kept(at), fields(declared.fields, offsets.back())};
  }

  std::shared_ptr<const columns::Table> table(const plan::Table& declared) {
    auto made = std::make_shared<columns::Table>();
    made->rows = static_cast<std::int64_t>(texts(declared.fields[declared.key].type).all.size());
    made->fields = fields(declared.fields, made->rows);
    std::vector<std::int32_t> keys;
    for (std::int32_t row = 0; row < made->rows; ++row) keys.push_back(row);
    made->fields[declared.key].values = kept(keys);
    made->fields[declared.key].validity = {};
    return made;
  }
};

}  // namespace

RandomProfiles random_profiles(const plan::Plan& plan, std::int64_t now, std::int64_t rows, std::uint64_t seed) {
  RandomProfiles made;
  Maker maker{plan, now, Random(seed), made.buffers};
  made.batch.rows = rows;
  made.batch.profile = maker.fields(plan.schema.profile, rows);
  for (const plan::Stream& stream : plan.schema.streams) made.batch.streams.push_back(maker.stream(stream, rows));
  for (const plan::Table& table : plan.schema.tables) made.batch.tables.push_back(maker.table(table));
  return made;
}

}  // namespace seg::properties
