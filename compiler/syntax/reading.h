#pragma once
// One declaration's tokens and ANTLR's run over them. Private to this folder, like every header that names ANTLR.

#include <antlr4-runtime.h>

#include <memory>
#include <optional>
#include <vector>

#include "SegParser.h"
#include "compiler/syntax/token.h"

namespace seg::syntax {

/// A token that the parser sees. A broken item stands for the tokens of an item that did not parse.
struct Leaf {
  std::size_t type;
  TokenKind kind;
  Span span;
  std::size_t index;       ///< in the buffer; of the first token of a broken item
  std::size_t first_type;  ///< of a broken item: the type of its first token; else `type`
};
using Leaves = std::vector<Leaf>;

/// Where the parser stopped. `leaf` may be one past the last.
struct Failure {
  std::size_t leaf = 0;
  std::size_t rule = 0;                   ///< of the grammar, being read there
  std::vector<std::size_t> expected;      ///< token types, where the parser knows exactly; a few at most
};

/// A parse tree with all that it points into.
class Tree {
 public:
  explicit Tree(const Leaves& leaves);
  /// Reads the declaration, with the fast prediction first and the exact one where that fails.
  std::optional<Failure> read();
  /// In the mode that finds every ambiguity; slow.
  std::optional<Failure> read_exactly() { return attempt(antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION); }
  antlr::SegParser::DeclarationContext* root() const { return root_; }
  antlr::SegParser& parser() { return *parser_; }

 private:
  std::optional<Failure> attempt(antlr4::atn::PredictionMode mode);

  std::unique_ptr<antlr4::ListTokenSource> source_;
  std::unique_ptr<antlr4::CommonTokenStream> stream_;
  std::unique_ptr<antlr::SegParser> parser_;
  antlr::SegParser::DeclarationContext* root_ = nullptr;
};

/// The tokens of each declaration that are no trivia: cut at the separators outside of all brackets.
std::vector<Leaves> declarations(const TokenBuffer& buffer, const Sources& sources);
bool begins_declaration(std::size_t lexer_type);

/// The item around leaf `at` that can be left out: [first, second). Nothing when the declaration itself is broken there.
std::optional<std::pair<std::size_t, std::size_t>> item_around(const Leaves& leaves, std::size_t at);
/// Puts one BROKEN leaf in the place of an item.
void break_item(Leaves& leaves, std::pair<std::size_t, std::size_t> item);

/// Says in our words why the parser stopped.
void report_failure(const Leaves& leaves, const Failure& failure, const Sources& sources, antlr4::dfa::Vocabulary& vocabulary, Diagnostics& diagnostics);

}  // namespace seg::syntax
