#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "runtime/plan/rules.h"
#include "runtime/plan/text.h"
#include "runtime/plan/tokens.h"

namespace seg::plan {
namespace {

/// One line after the other into a Plan. Every read function returns false once `error` is set.
class Reader {
 public:
  ParseResult read(std::string_view text);

 private:
  bool read_line(std::string_view line);
  bool read_declaration(std::string_view keyword);
  bool read_schema();
  bool read_enum();
  bool read_field(std::vector<Field>& fields);
  bool read_table();
  bool read_column();
  bool read_literal();
  bool read_set();
  bool read_node();
  bool read_source(Node& node);
  bool read_operands(Node& node);
  bool read_segment();
  bool read_cut();

  bool type(Type& type);
  bool unit(std::uint16_t& unit);
  bool value(const Token& token, Type type, Literal& literal);
  bool name(std::string& text);
  bool stream(std::uint32_t& stream);
  bool table(std::uint32_t& table);
  bool field(const std::vector<Field>& fields, std::uint32_t& field);
  bool rate(Rate& rate);
  bool node_id(NodeId& id);
  /// `mark` and a number below `limit`.
  bool reference(std::string_view mark, std::size_t limit, std::string_view what, std::uint32_t& index);
  template <typename T>
  bool number(T& number);
  bool mark(std::string_view text);
  bool keyword(std::string_view text);
  bool accept(std::string_view text);

  bool at_end() const { return next_ >= tokens_.size(); }
  bool is_mark(std::string_view text) const {
    return !at_end() && tokens_[next_].kind == TokenKind::Mark && tokens_[next_].text == text;
  }
  /// What stands next, against what should.
  bool expected(std::string_view what);
  bool fail(std::string text);

  Plan plan_;
  std::string table_key_;  ///< the name of the last table's
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  std::size_t line_ = 0;
  std::string error_;
};

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

template <typename T>
bool Reader::number(T& number) {
  if (at_end() || tokens_[next_].kind != TokenKind::Word) return expected("a number");
  const std::string& text = tokens_[next_].text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return expected("a number");
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
    if (!mark("(") || !this->type(type) || !mark(")")) return false;
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

/// A slot, a field, a stream, a table: what stands between the operator and its operands.
bool Reader::read_source(Node& node) {
  if (node.op == Op::Parameter) return reference("$", plan_.parameters.slots.size(), "a literal", node.payload);
  if (node.op == Op::ProfileField) return field(plan_.schema.profile, node.payload);
  if (node.op == Op::EventAt || takes_events(node.op)) return stream(node.stream);
  if (node.op == Op::Lookup) return table(node.table) && field(plan_.schema.tables[node.table].fields, node.payload);
  if (node.op == Op::EventField) return stream(node.stream) && field(plan_.schema.streams[node.stream].fields, node.payload);
  return true;
}

bool Reader::read_operands(Node& node) {
  node.first_operand = static_cast<std::uint32_t>(plan_.operands.size());
  bool keys = false;
  while (is_mark("%") || (!keys && row_of(node.op).signature == Signature::Fold && accept("by"))) {
    if (!is_mark("%")) {
      keys = true;
      node.payload = 0;
      continue;
    }
    NodeId operand = 0;
    if (!node_id(operand)) return false;
    plan_.operands.push_back(operand);
    ++node.operand_count;
    if (keys && node.payload < kNone) ++node.payload;
  }
  if (keys && node.payload % 2 != 0) return fail("found a key without its other one, expected pairs");
  if (keys) node.payload /= 2;
  return (node.op != Op::InSet && node.op != Op::ListAnyIn) || reference("&", plan_.parameters.sets.size(), "a set", node.payload);
}

bool Reader::read_node() {
  NodeId id = 0;
  if (!number(id)) return false;
  if (id != plan_.nodes.size()) return fail(fmt::format("found %{}, expected %{}", id, plan_.nodes.size()));
  if (!mark("=")) return false;
  const auto rows = op_rows();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const OpRow& each) { return accept(each.text); });
  if (row == rows.end()) return expected("an operator");
  Node node{row->op, {}, Rate::Constant};
  if (!read_source(node) || !read_operands(node) || !mark(":") || !type(node.type) || !rate(node.rate)) return false;
  const auto operands = std::span<const NodeId>(plan_.operands).subspan(node.first_operand);
  // With a wrong number of operands there is no rate to derive; the verifier then says so.
  const std::size_t own = operands.size() - (is_keyed(node) ? std::size_t{2} * node.payload : 0);
  if (row->arity < 0 ? !operands.empty() : own == static_cast<std::size_t>(row->arity)) {
    const RateResult derived = result_rate(plan_, node.op, node.stream, operands);
    if (derived.ok) node.stream = derived.stream;
  }
  plan_.nodes.push_back(node);
  const std::string error = node_error(plan_, id, node.first_operand);
  return error.empty() || fail(fmt::format("node %{} ({}): {}", id, row->text, error));
}

bool Reader::read_segment() {
  Segment segment;
  if (!name(segment.name) || !mark("=") || !node_id(segment.root)) return false;
  plan_.segments.push_back(std::move(segment));
  return true;
}

bool Reader::read_cut() {
  CutLabel cut;
  if (!node_id(cut.node) || !name(cut.text)) return false;
  plan_.cuts.push_back(std::move(cut));
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
  return expected("`schema`, `unit`, `enum`, `key`, `profile`, `stream`, `field`, `table`, `column`, `literal`, `set`, `%`, `segment` or `cut`");
}

bool Reader::read_line(std::string_view line) {
  next_ = 0;
  std::string error;
  auto tokens = tokens_of(line, error);
  if (!tokens) return fail(error);
  tokens_ = std::move(*tokens);
  if (tokens_.empty()) return true;
  if (is_mark("%")) {
    ++next_;
    if (!read_node()) return false;
  } else {
    const std::string word = tokens_[next_++].text;
    if (!read_declaration(word)) return false;
  }
  return at_end() || expected("the end of the line");
}

ParseResult Reader::read(std::string_view text) {
  while (error_.empty() && (line_ == 0 || !text.empty())) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_;
    if (line_ > 1) {
      read_line(line);
    } else if (line != "plan 1") {
      fail(fmt::format("found {}, expected `plan 1`", quoted(line.substr(0, 40))));
    }
  }
  if (error_.empty()) error_ = verify(plan_);
  return {std::move(plan_), std::move(error_)};
}

}  // namespace

ParseResult parse(std::string_view text) { return Reader{}.read(text); }

}  // namespace seg::plan
