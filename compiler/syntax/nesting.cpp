#include "compiler/syntax/nesting.h"

#include "SegLexer.h"

namespace seg::syntax {

using antlr::SegLexer;

void Nesting::open(std::size_t lexer_type) {
  sum_ += 1 + frames_.back().prefixes + frames_.back().operators;
  // A closing bracket's type follows its opening one's.
  frames_.push_back({opened_by(lexer_type, before_), lexer_type + 1, 0, 0});
}

void Nesting::close(std::size_t lexer_type) {
  if (frames_.back().closed_by != lexer_type) return;
  frames_.pop_back();
  sum_ -= 1 + frames_.back().prefixes + frames_.back().operators;
}

void Nesting::add(std::size_t lexer_type, bool after_newline) {
  const auto start_item = [this] { frames_.back().prefixes = frames_.back().operators = 0; };
  if (after_newline && newline_separates(frames_.back().bracket, before_.last, lexer_type)) start_item();
  if (is_opening(lexer_type)) open(lexer_type);
  if (is_closing(lexer_type)) close(lexer_type);
  switch (lexer_type) {
    case SegLexer::NOT:
    case SegLexer::SATISFIES:
      ++frames_.back().prefixes;
      break;
    case SegLexer::PLUS:
    case SegLexer::MINUS:
    case SegLexer::STAR:
    case SegLexer::SLASH:
    case SegLexer::DOT:
      ++frames_.back().operators;
      break;
    case SegLexer::AND:
    case SegLexer::OR:
    case SegLexer::COMMA:
      start_item();
      break;
    case SegLexer::EQ:
    case SegLexer::NE:
    case SegLexer::LT:
    case SegLexer::LE:
    case SegLexer::GT:
    case SegLexer::GE:
    case SegLexer::IN:
      frames_.back().operators = 0;
      break;
    default:
      break;
  }
  before_.push(lexer_type);
}

}  // namespace seg::syntax
