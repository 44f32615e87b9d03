#include "runtime/plan/schema.h"

#include <fmt/format.h>

#include "runtime/plan/rules.h"

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

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::uint16_t Schema::unit(std::string_view text) {
  for (std::size_t index = 0; index < units.size(); ++index) {
    if (units[index] == text) return static_cast<std::uint16_t>(index);
  }
  units.emplace_back(text);
  return static_cast<std::uint16_t>(units.size() - 1);
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

std::string type_text(const Schema& schema, Type type) {
  // A ratio is a fraction by nature.
  if (type.fraction && type.kind != Kind::Ratio) return "fraction " + plain_type_text(schema, type);
  return plain_type_text(schema, type);
}

bool is_word(std::string_view text) {
  if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return false;
  for (const char c : text) {
    if (!is_word_byte(c)) return false;
  }
  return true;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
          out += fmt::format("\\x{:02x}", byte);
        } else {
          out += c;
        }
      }
    }
  }
  return out + '"';
}

std::string word(std::string_view text) { return is_word(text) ? std::string(text) : quoted(text); }

}  // namespace seg::plan
