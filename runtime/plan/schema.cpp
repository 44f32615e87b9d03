#include "runtime/plan/schema.h"

#include <fmt/format.h>

#include "runtime/plan/text.h"

namespace seg::plan {
namespace {

std::string plain_type_text(const Schema& schema, Type type) {
  const auto unit = [&] {
    return type.unit < schema.units.size() ? word(schema.units[type.unit]) : fmt::format("?{}", type.unit);
  };
  switch (type.kind) {
    case Kind::Bool: return "bool";
    case Kind::Int: return "int";
    case Kind::Float: return "float";
    case Kind::Decimal: return fmt::format("decimal({})", type.scale);
    case Kind::Money: return type.fraction ? fmt::format("money({})", unit()) : fmt::format("money({},{})", unit(), type.scale);
    case Kind::Ratio: return "ratio";
    case Kind::String: return "string";
    case Kind::Enum:
      return "enum " + (type.unit < schema.enums.size() ? word(schema.enums[type.unit].name) : fmt::format("?{}", type.unit));
    case Kind::Id: return type.unit == kNoUnit ? "id" : fmt::format("id({})", unit());
    case Kind::Date: return "date";
    case Kind::Timestamp: return "timestamp";
    case Kind::Duration: return "duration";
  }
  return "?";
}

}  // namespace

std::uint16_t Schema::unit(std::string_view text) {
  for (std::size_t index = 0; index < units.size(); ++index) {
    if (units[index] == text) return static_cast<std::uint16_t>(index);
  }
  units.emplace_back(text);
  return static_cast<std::uint16_t>(units.size() - 1);
}

std::uint16_t Schema::weekdays() {
  for (std::size_t index = 0; index < enums.size(); ++index) {
    if (enums[index].name == kWeekdayEnum) return static_cast<std::uint16_t>(index);
  }
  enums.push_back(
      {std::string(kWeekdayEnum), {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, true});
  return static_cast<std::uint16_t>(enums.size() - 1);
}

std::optional<std::uint32_t> find_field(const std::vector<Field>& fields, std::string_view name) {
  for (std::size_t index = 0; index < fields.size(); ++index) {
    if (fields[index].name == name) return static_cast<std::uint32_t>(index);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> find_stream(const Schema& schema, std::string_view name) {
  for (std::size_t index = 0; index < schema.streams.size(); ++index) {
    const Stream& stream = schema.streams[index];
    if (stream.name == name || stream.plural == name) return static_cast<std::uint32_t>(index);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> find_table(const Schema& schema, std::string_view name) {
  for (std::size_t index = 0; index < schema.tables.size(); ++index) {
    if (schema.tables[index].name == name) return static_cast<std::uint32_t>(index);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> table_of_key(const Schema& schema, Type key) {
  if (key.kind != Kind::Id || key.unit == kNoUnit || key.list) return std::nullopt;
  for (std::size_t index = 0; index < schema.tables.size(); ++index) {
    const Table& table = schema.tables[index];
    if (table.fields[table.key].type == key) return static_cast<std::uint32_t>(index);
  }
  return std::nullopt;
}

std::string type_text(const Schema& schema, Type type) {
  if (type.list) return fmt::format("list({})", plain_type_text(schema, type));
  // A ratio is a fraction by nature.
  if (type.fraction && type.kind != Kind::Ratio) return "fraction " + plain_type_text(schema, type);
  return plain_type_text(schema, type);
}

}  // namespace seg::plan
