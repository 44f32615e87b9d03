#include "runtime/plan/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/plan/rules.h"
#include "runtime/plan/text.h"

namespace seg::plan {

bool Reader::fail(std::string text) {
  if (error_.empty()) error_ = fmt::format("line {}: {}", line_, text);
  return false;
}

bool Reader::expected(std::string_view what) {
  return fail(fmt::format("found {}, expected {}", at_end() ? "the end of the line" : quoted(tokens_[next_].text), what));
}

bool Reader::accept(std::string_view text) {
  if (at_end() || tokens_[next_].kind != TokenKind::Word || tokens_[next_].text != text) return false;
  ++next_;
  return true;
}

bool Reader::keyword(std::string_view text) { return accept(text) || expected(fmt::format("`{}`", text)); }

bool Reader::mark(std::string_view text) {
  if (!is_mark(text)) return expected(fmt::format("`{}`", text));
  ++next_;
  return true;
}

bool Reader::name(std::string& text) {
  const bool found = !at_end() && (tokens_[next_].kind == TokenKind::Text || is_word(tokens_[next_].text));
  if (!found) return expected("a name");
  text = tokens_[next_++].text;
  return true;
}

bool Reader::unit(std::uint16_t& unit) {
  const auto& units = plan_.schema.units;
  const auto found = at_end() ? units.end() : std::find(units.begin(), units.end(), tokens_[next_].text);
  if (found == units.end()) return expected("a unit that was declared");
  unit = static_cast<std::uint16_t>(found - units.begin());
  ++next_;
  return true;
}

bool Reader::type(Type& type) {
  static constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"bool", Kind::Bool},   {"int", Kind::Int},     {"float", Kind::Float},         {"decimal", Kind::Decimal},
      {"money", Kind::Money}, {"ratio", Kind::Ratio}, {"string", Kind::String},       {"enum", Kind::Enum},
      {"id", Kind::Id},       {"date", Kind::Date},   {"timestamp", Kind::Timestamp}, {"duration", Kind::Duration}};
  type = {};
  if (accept("list")) {
    if (!mark("(") || !this->type(type)) return false;
    if (type.list) return fail("found a list of lists, expected elements that are none");
    if (!mark(")")) return false;
    type.list = true;
    return true;
  }
  type.fraction = accept("fraction");
  const auto found = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& kind) { return accept(kind.first); });
  if (found == std::end(kKinds)) return expected("a type");
  type.kind = found->second;
  type.fraction = type.fraction || type.kind == Kind::Ratio;
  if (type.kind == Kind::Decimal) return mark("(") && number(type.scale) && mark(")");
  if (type.kind == Kind::Money) return mark("(") && unit(type.unit) && (type.fraction || (mark(",") && number(type.scale))) && mark(")");
  if (type.kind == Kind::Id && is_mark("(")) return mark("(") && unit(type.unit) && mark(")");
  if (type.kind != Kind::Enum) return true;
  const auto& enums = plan_.schema.enums;
  const auto declared =
      std::find_if(enums.begin(), enums.end(), [&](const EnumType& e) { return !at_end() && e.name == tokens_[next_].text; });
  if (declared == enums.end()) return expected("an enum that was declared");
  type.unit = static_cast<std::uint16_t>(declared - enums.begin());
  ++next_;
  return true;
}

bool Reader::value(const Token& token, Type type, Literal& literal) {
  if (const std::string error = type_error(plan_.schema, type); !error.empty()) return fail(error);
  const std::string expected_type = type_text(plan_.schema, type);
  auto found =
      token.kind == TokenKind::Mark ? std::nullopt : literal_from_text(plan_.schema, type, token.text, token.kind == TokenKind::Text);
  if (!found) return fail(fmt::format("found {}, expected a value of type {}", quoted(token.text), expected_type));
  literal = std::move(*found);
  const std::string error = literal_error(plan_.schema, literal);
  return error.empty() || fail(error);
}

bool Reader::reference(std::string_view sign, std::size_t limit, std::string_view what, std::uint32_t& index) {
  if (!mark(sign)) return false;
  if (!number(index)) return false;
  if (index < limit) return true;
  return fail(fmt::format("found {}{}, expected {} that stands above", sign, index, what));
}

bool Reader::node_id(NodeId& id) { return reference("%", plan_.nodes.size(), "a node", id); }

bool Reader::stream(std::uint32_t& stream) {
  const auto& streams = plan_.schema.streams;
  const auto found =
      std::find_if(streams.begin(), streams.end(), [&](const Stream& s) { return !at_end() && s.name == tokens_[next_].text; });
  if (found == streams.end()) return expected("a stream of the schema");
  stream = static_cast<std::uint32_t>(found - streams.begin());
  ++next_;
  return true;
}

bool Reader::field(const std::vector<Field>& fields, std::uint32_t& field) {
  const auto found = at_end() ? std::nullopt : find_field(fields, tokens_[next_].text);
  if (!found) return expected("a field of the schema");
  field = *found;
  ++next_;
  return true;
}

bool Reader::rate(Rate& rate) {
  for (const Rate each : {Rate::Constant, Rate::Cut, Rate::Profile, Rate::Event}) {
    rate = each;
    if (accept(rate_text(each))) return true;
  }
  return expected("`constant`, `cut`, `profile` or `event`");
}

bool Reader::table(std::uint32_t& table) {
  const auto found = at_end() ? std::nullopt : find_table(plan_.schema, tokens_[next_].text);
  if (!found) return expected("a table of the schema");
  table = *found;
  ++next_;
  return true;
}

}  // namespace seg::plan
