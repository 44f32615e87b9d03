// Declarations: the schema, literals and sets.

#include <fmt/format.h>

#include "runtime/plan/reader.h"

namespace seg::plan {

bool Reader::read_schema() { return name(plan_.schema.name) && keyword("zone") && name(plan_.schema.zone); }

bool Reader::read_enum() {
  EnumType type;
  if (!name(type.name)) return false;
  type.ordered = accept("ordered");
  if (!type.ordered && !keyword("unordered")) return false;
  while (!at_end()) {
    if (!name(type.values.emplace_back())) return false;
  }
  if (plan_.schema.enums.size() + 1 >= kNoUnit) return fail(fmt::format("found more than {} enums", kNoUnit - 1));
  plan_.schema.enums.push_back(std::move(type));
  return true;
}

bool Reader::read_field(std::vector<Field>& fields) {
  Field field;
  if (!name(field.name) || !mark(":") || !type(field.type)) return false;
  field.optional = accept("optional");
  if (accept("precision") && !number(field.precision)) return false;
  fields.push_back(std::move(field));
  return true;
}

bool Reader::read_table() {
  Table table;
  if (!name(table.name) || !keyword("key") || !name(table_key_)) return false;
  table.key = kNone;
  plan_.schema.tables.push_back(std::move(table));
  return true;
}

bool Reader::read_column() {
  if (plan_.schema.tables.empty()) return fail("found `column`, expected `table` before it");
  Table& table = plan_.schema.tables.back();
  if (!read_field(table.fields)) return false;
  if (table.fields.back().name == table_key_) table.key = static_cast<std::uint32_t>(table.fields.size() - 1);
  return true;
}

bool Reader::read_literal() {
  std::uint32_t slot = 0;
  const auto size = static_cast<std::uint32_t>(plan_.parameters.slots.size());
  if (!mark("$") || !number(slot)) return false;
  if (slot != size) return fail(fmt::format("found ${}, expected ${}", slot, size));
  if (!mark("=")) return false;
  if (at_end()) return expected("a value");
  const Token token = tokens_[next_++];
  Type of;
  return mark(":") && type(of) && value(token, of, plan_.parameters.slots.emplace_back());
}

bool Reader::read_set() {
  std::uint32_t index = 0;
  const auto size = static_cast<std::uint32_t>(plan_.parameters.sets.size());
  if (!mark("&") || !number(index)) return false;
  if (index != size) return fail(fmt::format("found &{}, expected &{}", index, size));
  if (!mark("=") || !mark("{")) return false;
  const std::size_t begin = next_;
  while (!at_end() && tokens_[next_].kind != TokenKind::Mark) ++next_;
  const std::size_t end = next_;
  LiteralSet set;
  if (!mark("}") || !mark(":") || !type(set.type)) return false;
  for (std::size_t at = begin; at < end; ++at) {
    if (!value(tokens_[at], set.type, set.elements.emplace_back())) return false;
  }
  plan_.parameters.sets.push_back(std::move(set));
  return true;
}

bool Reader::read_declaration(std::string_view word) {
  Schema& schema = plan_.schema;
  if (word == "schema") return read_schema();
  if (word == "unit")
    return schema.units.size() + 1 < kNoUnit ? name(schema.units.emplace_back())
                                             : fail(fmt::format("found more than {} units", kNoUnit - 1));
  if (word == "enum") return read_enum();
  if (word == "key") {
    std::vector<Field> fields;
    if (!read_field(fields)) return false;
    schema.key = std::move(fields.front());
    return true;
  }
  if (word == "profile") return read_field(schema.profile);
  if (word == "stream") {
    Stream& stream = schema.streams.emplace_back();
    return name(stream.name) && name(stream.plural);
  }
  if (word == "table") return read_table();
  if (word == "column") return read_column();
  if (word == "field")
    return schema.streams.empty() ? fail("found `field`, expected `stream` before it") : read_field(schema.streams.back().fields);
  if (word == "literal") return read_literal();
  if (word == "set") return read_set();
  if (word == "segment") return read_segment();
  if (word == "cut") return read_cut();
  next_ = 0;
  return expected(
      "`schema`, `unit`, `enum`, `key`, `profile`, `stream`, `field`, `table`, `column`, `literal`, `set`, `%`, `segment` or `cut`");
}

}  // namespace seg::plan
