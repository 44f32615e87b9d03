#include "tests/differential/batches.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <numeric>

#include "runtime/calendar/calendar.h"
#include "tests/differential/schema.h"

namespace seg::differential {
namespace {

using columns::Column;
using plan::Kind;

/// What all columns of one batch have in common.
struct Maker {
  Random& random;
  const plan::Schema& schema;
  const Times& times;
  GuardedMemory& memory;
  Temper temper;

  template <typename T>
  T* values(std::int64_t count) {
    return reinterpret_cast<T*>(memory.place(static_cast<std::size_t>(count) * sizeof(T), random.percent(60)));
  }
};

/// Bits at a random offset, each set with `chance` percent.
columns::Bits make_bits(Maker& make, std::int64_t length, int chance) {
  const std::int64_t offset = make.random.between(0, 7);
  const auto bytes = static_cast<std::size_t>((offset + length + 7) / 8);
  auto* bits = reinterpret_cast<std::uint8_t*>(make.memory.place(bytes, make.random.percent(60)));
  for (std::size_t index = 0; index < bytes; ++index) bits[index] = static_cast<std::uint8_t>(make.random.bits());
  if (chance != 50) {
    for (std::int64_t index = offset; index < offset + length; ++index) {
      const auto bit = static_cast<std::uint8_t>(1U << (index & 7));
      std::uint8_t& byte = bits[index >> 3];
      byte = static_cast<std::uint8_t>(make.random.percent(chance) ? byte | bit : byte & ~bit);
    }
  }
  return {bits, offset};
}

columns::Bits make_validity(Maker& make, std::int64_t length) {
  constexpr std::array<int, 8> kKnown = {100, 0, 50, 85, 85, 97, 97, 100};
  const int known = make.random.one_of(kKnown);
  if (known == 100 && make.random.percent(70)) return {};
  return make_bits(make, length, known);
}

/// Texts of the pool in any order; some are missing, some in no row. Now and then two columns share one.
std::shared_ptr<const columns::Dictionary> make_dictionary(Maker& make, std::int64_t least = 1,
                                                           std::vector<std::string> texts = text_pool()) {
  for (std::size_t index = texts.size(); index > 1; --index) std::swap(texts[index - 1], texts[make.random.below(index)]);
  const auto size = static_cast<std::int64_t>(1 + make.random.below(texts.size()));
  texts.resize(static_cast<std::size_t>(std::max(size, least)));
  return std::make_shared<const columns::Dictionary>(texts);
}

void fill_integers(Maker& make, Kind kind, std::int64_t length, Column& column) {
  auto* values = make.values<std::int64_t>(length);
  column.values = values;
  for (std::int64_t index = 0; index < length; ++index) {
    if (!column.validity.at(index)) {
      values[index] = static_cast<std::int64_t>(make.random.bits());
    } else if (kind == Kind::Timestamp) {
      values[index] = draw_instant(make.random, make.temper, make.times);
    } else if (kind == Kind::Duration) {
      values[index] = draw_duration(make.random, make.temper);
    } else {
      values[index] = draw_integer(make.random, make.temper);
    }
  }
}

void fill_reals(Maker& make, std::int64_t length, Column& column) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  constexpr std::array<double, 3> kNotFinite = {kInfinite, -kInfinite, std::numeric_limits<double>::quiet_NaN()};
  auto* values = make.values<double>(length);
  column.values = values;
  for (std::int64_t index = 0; index < length; ++index) {
    const bool known = column.validity.at(index);
    const bool finite = known ? make.temper == Temper::Small || !make.random.percent(4) : make.random.percent(60);
    values[index] = finite ? draw_real(make.random, make.temper) : make.random.one_of(kNotFinite);
  }
}

/// Dates, enums and dictionary codes. `codes` is how many codes there are; a code of an unknown value may be anything.
void fill_small(Maker& make, std::int64_t codes, std::int64_t length, Column& column) {
  auto* values = make.values<std::int32_t>(length);
  column.values = values;
  for (std::int64_t index = 0; index < length; ++index) {
    std::int64_t value = 0;
    if (!column.validity.at(index)) {
      value = static_cast<std::int32_t>(make.random.bits());
    } else if (column.type.kind == Kind::Date) {
      value = draw_date(make.random, make.temper, make.times.now, false);
    } else {
      value = static_cast<std::int64_t>(make.random.below(static_cast<std::size_t>(codes)));
    }
    values[index] = static_cast<std::int32_t>(value);
  }
}

std::shared_ptr<const columns::Dictionary> make_zones(Maker& make) {
  std::vector<std::string> texts = zone_pool();
  texts.insert(texts.end(), no_zone_pool().begin(), no_zone_pool().end());
  return make_dictionary(make, 1, std::move(texts));
}

Column make_column(Maker& make, plan::Type type, std::int64_t length, std::string_view name = "");

/// Elements of rows lie one behind the other, now and then with elements of nobody before and after them; unknown rows have some, too.
Column make_lists(Maker& make, plan::Type type, std::int64_t length) {
  Column column;
  column.type = type;
  column.length = length;
  std::int64_t elements = make.random.percent(40) ? make.random.between(1, 9) : 0;
  const bool empty = length == 0 && make.random.percent(70);
  if (!empty) {
    column.validity = make_validity(make, length);
    auto* offsets = make.values<std::int64_t>(length + 1);
    offsets[0] = elements;
    for (std::int64_t row = 0; row < length; ++row) {
      if (!make.random.percent(25)) elements += make.random.percent(4) ? make.random.between(5, 80) : make.random.between(0, 4);
      offsets[row + 1] = elements;
    }
    column.values = offsets;
  }
  const std::int64_t after = make.random.percent(30) ? make.random.between(1, 9) : 0;
  column.elements = std::make_shared<const Column>(make_column(make, plan::element_of(type), elements + after));
  return column;
}

Column make_column(Maker& make, plan::Type type, std::int64_t length, std::string_view name) {
  if (type.list) return make_lists(make, type, length);
  Column column;
  column.type = type;
  column.length = length;
  if (plan::is_text(type)) column.dictionary = name == kZoneField ? make_zones(make) : make_dictionary(make);
  if (length == 0 && make.random.percent(70)) return column;
  column.validity = make_validity(make, length);
  switch (type.kind) {
    case Kind::Bool:
      column.flags = make.random.percent(10) ? columns::Bits{} : make_bits(make, length, 50);
      break;
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money:
    case Kind::Timestamp:
    case Kind::Duration:
      fill_integers(make, type.kind, length, column);
      break;
    case Kind::Float:
      fill_reals(make, length, column);
      break;
    case Kind::Date:
      fill_small(make, 0, length, column);
      break;
    case Kind::Enum:
      fill_small(make, static_cast<std::int64_t>(make.schema.enums[type.unit].values.size()), length, column);
      break;
    case Kind::String:
    case Kind::Id:
      fill_small(make, column.dictionary->size(), length, column);
      break;
    case Kind::Ratio:
      break;  // no field has this type
  }
  // A bool column has bits even where all are set: null means that nothing is there.
  if (type.kind == Kind::Bool && column.flags.bits == nullptr) column.flags = make_bits(make, length, 100);
  return column;
}

/// How many events a row has: most have few, a row in some batches has thousands.
std::int64_t event_count(Random& random, bool& long_list) {
  if (long_list && random.percent(3)) {
    long_list = false;
    return random.between(1500, 3000);
  }
  const std::size_t which = random.below(20);
  if (which < 5) return 0;
  if (which < 17) return static_cast<std::int64_t>(1 + random.below(6));
  return which < 19 ? random.between(7, 20) : random.between(20, 90);
}

columns::Stream make_stream(Maker& make, const plan::Stream& declared, std::int64_t rows) {
  bool long_list = make.random.percent(3);
  const bool nobody = make.random.percent(4);
  auto* offsets = make.values<std::int64_t>(rows + 1);
  // Events before the first row belong to nobody: a slice of a larger batch.
  offsets[0] = make.random.percent(30) ? make.random.between(1, 70) : 0;
  for (std::int64_t row = 0; row < rows; ++row) offsets[row + 1] = offsets[row] + (nobody ? 0 : event_count(make.random, long_list));
  columns::Stream stream;
  stream.offsets = offsets;
  const std::int64_t events = offsets[rows];
  auto* at = make.values<std::int64_t>(events);
  for (std::int64_t event = 0; event < events; ++event) at[event] = draw_instant(make.random, make.temper, make.times);
  for (std::int64_t row = 0; row < rows; ++row) std::sort(at + offsets[row], at + offsets[row + 1]);
  stream.at = at;
  for (const plan::Field& field : declared.fields) stream.fields.push_back(make_column(make, field.type, events));
  return stream;
}

/// Keys are different texts, some of which no row of a profile has; some texts of rows are no keys.
Column make_keys(Maker& make, plan::Type type, std::int64_t rows) {
  Column column;
  column.type = type;
  column.length = rows;
  auto dictionary = make_dictionary(make, rows);
  if (rows > 0) {
    std::vector<std::int32_t> codes(static_cast<std::size_t>(dictionary->size()));
    std::iota(codes.begin(), codes.end(), 0);
    auto* values = make.values<std::int32_t>(rows);
    for (std::int64_t row = 0; row < rows; ++row) {
      const auto rest = static_cast<std::int64_t>(make.random.below(codes.size()));
      values[row] = codes[static_cast<std::size_t>(rest)];
      codes.erase(codes.begin() + rest);
    }
    column.values = values;
    if (make.random.percent(30)) column.validity = make_bits(make, rows, 100);
  }
  column.dictionary = std::move(dictionary);
  return column;
}

std::shared_ptr<const columns::Table> make_table(Maker& make, const plan::Table& declared) {
  columns::Table table;
  table.rows = make.random.percent(5) ? 0 : make.random.between(1, 20);
  for (std::uint32_t field = 0; field < declared.fields.size(); ++field) {
    const plan::Type type = declared.fields[field].type;
    table.fields.push_back(field == declared.key ? make_keys(make, type, table.rows) : make_column(make, type, table.rows));
  }
  return std::make_shared<const columns::Table>(std::move(table));
}

}  // namespace

Times times_of(const plan::Plan& plan, std::int64_t now) {
  Times times{now, {now, now, now + 1}};
  const auto zone = calendar::Zone::find(plan.schema.zone);
  for (const plan::Literal& literal : plan.parameters.slots) {
    if (literal.type == plan::timestamp_type()) times.interesting.push_back(literal.number);
    std::int64_t moved = 0;
    if (literal.type == plan::duration_type() && !__builtin_sub_overflow(now, literal.number, &moved)) times.interesting.push_back(moved);
    if (literal.type != plan::date_type() || !zone) continue;
    if (const auto start = zone->checked_day_start(literal.number)) times.interesting.push_back(*start);
  }
  return times;
}

columns::Batch make_batch(Random& random, const plan::Schema& schema, const Times& times, GuardedMemory& memory) {
  memory.reuse();
  Maker make{random, schema, times, memory, random.percent(50) ? Temper::Small : Temper::Extreme};
  const std::int64_t rows = random.percent(2) ? 0 : random.percent(85) ? random.between(64, 140) : random.between(141, 300);
  const bool sliced = rows > 0 && random.percent(30);
  const std::int64_t before = sliced ? random.between(0, 70) : 0;
  const std::int64_t after = sliced ? random.between(0, 10) : 0;
  const std::int64_t all = before + rows + after;
  columns::Batch batch;
  batch.rows = all;
  for (const plan::Field& field : schema.profile) batch.profile.push_back(make_column(make, field.type, all, field.name));
  for (const plan::Stream& stream : schema.streams) batch.streams.push_back(make_stream(make, stream, all));
  for (const plan::Table& table : schema.tables) batch.tables.push_back(make_table(make, table));
  return sliced ? columns::slice(batch, before, rows) : batch;
}

}  // namespace seg::differential
