#pragma once
// How deep the recursion over a file's tokens would go, counted while they come, so that nothing deep is ever built.

#include <cstddef>
#include <vector>

#include "compiler/syntax/layout.h"

namespace seg::syntax {

/// Brackets nest; so do prefixes (`not not x`), `satisfies` within `satisfies`, and left-associative operators (`a + b + c`, `a.b.c`),
/// because each is one node below another. Prefixes end with a term, operators with an operand of a comparison.
class Nesting {
 public:
  /// Counts a token that is no trivia.
  void add(std::size_t lexer_type, bool after_newline);
  std::size_t depth() const { return sum_ + frames_.back().prefixes + frames_.back().operators; }

 private:
  struct Frame {
    Bracket bracket = Bracket::None;
    std::size_t closed_by = 0;
    std::size_t prefixes = 0;
    std::size_t operators = 0;
  };
  void open(std::size_t lexer_type);
  void close(std::size_t lexer_type);

  std::vector<Frame> frames_{Frame{}};
  std::size_t sum_ = 0;  ///< of the frames below the last, each with its bracket
  Before before_;
};

}  // namespace seg::syntax
