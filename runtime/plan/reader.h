#pragma once
// The reader of a Plan's text: tokens of one line, and what stands in them. reader.cpp has what all lines are made of, parse_schema.cpp
// the declarations, parse.cpp nodes and whole texts.

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/plan/plan.h"
#include "runtime/plan/tokens.h"

namespace seg::plan {

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
  bool is_mark(std::string_view text) const { return !at_end() && tokens_[next_].kind == TokenKind::Mark && tokens_[next_].text == text; }
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

template <typename T>
bool Reader::number(T& number) {
  if (at_end() || tokens_[next_].kind != TokenKind::Word) return expected("a number");
  const std::string& text = tokens_[next_].text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return expected("a number");
  ++next_;
  return true;
}

}  // namespace seg::plan
