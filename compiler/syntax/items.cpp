#include "compiler/syntax/layout.h"
#include "compiler/syntax/reading.h"

namespace seg::syntax {

namespace {

using antlr::SegParser;

bool opens(const Leaf& leaf) { return leaf.kind != TokenKind::Bad && is_opening(leaf.type); }
bool closes(const Leaf& leaf) { return leaf.kind != TokenKind::Bad && is_closing(leaf.type); }

/// Whether a token stands at the very start of a line.
bool at_margin(const Leaf& leaf, const TokenBuffer& buffer, const Sources& sources) {
  return sources[buffer.source].position(leaf.span.begin).column == 1;
}

bool next_is_brace(const TokenBuffer& buffer, std::size_t index) {
  do {
    ++index;
  } while (index < buffer.tokens.size() && is_trivia(buffer.tokens[index].kind));
  return index < buffer.tokens.size() && buffer.tokens[index].lexer_type == SegParser::LBRACE;
}

/// The brackets that are open around one leaf.
struct Surroundings {
  std::optional<std::size_t> brace;  ///< the innermost brace
  std::size_t depth = 0;             ///< how many braces
};

Surroundings surroundings(const Leaves& leaves, std::size_t at) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < at; ++i) {
    if (opens(leaves[i])) open.push_back(i);
    if (closes(leaves[i]) && !open.empty()) open.pop_back();
  }
  Surroundings found;
  for (const std::size_t index : open) {
    if (leaves[index].type != SegParser::LBRACE) continue;
    found.brace = index;
    ++found.depth;
  }
  return found;
}

}  // namespace

bool begins_declaration(std::size_t type) {
  return type == SegParser::SCHEMA || type == SegParser::TRAIT || type == SegParser::SEGMENT || type == SegParser::PARTITION ||
         type == SegParser::IMPORT || type == SegParser::REQUIRES;
}

std::vector<Leaves> declarations(const TokenBuffer& buffer, const Sources& sources) {
  std::vector<Leaves> found(1);
  std::size_t depth = 0;
  bool unclosed = false;  // a brace of this declaration is never closed: it goes on up to the next one that begins at the margin
  for (std::size_t i = 0; i < buffer.tokens.size(); ++i) {
    const Token& token = buffer.tokens[i];
    if (is_trivia(token.kind)) continue;
    const Leaf leaf{token.lexer_type, token.kind, token.span, i, token.lexer_type};
    const bool resumes = unclosed && begins_declaration(leaf.type) && at_margin(leaf, buffer, sources);
    if (resumes) {
      found.emplace_back();
      unclosed = false;
    }
    // A `{` on the next line is the declaration's own; the parser reports it.
    const bool before_brace = leaf.kind == TokenKind::Separator && next_is_brace(buffer, i);
    const bool cut = !before_brace && (leaf.kind == TokenKind::Separator || leaf.type == SegParser::COMMA);
    if (cut && depth == 0 && !unclosed) {
      found.emplace_back();
      continue;
    }
    if (opens(leaf)) ++depth;
    if (closes(leaf) && depth > 0) --depth;
    if (leaf.kind == TokenKind::Bad && leaf.type == SegParser::LBRACE) unclosed = true;
    found.back().push_back(leaf);
  }
  std::erase_if(found, [](const Leaves& leaves) { return leaves.empty(); });
  return found;
}

std::optional<std::pair<std::size_t, std::size_t>> item_around(const Leaves& leaves, std::size_t at) {
  while (true) {
    const Surroundings around = surroundings(leaves, at);
    if (!around.brace) return std::nullopt;
    // A comma is part of a line in the body of a declaration (`goal a, b`) and separates further in.
    const bool commas = around.depth > 1;
    std::size_t begin = *around.brace + 1;
    std::size_t depth = 0;
    std::size_t i = begin;
    for (; i < leaves.size(); ++i) {
      if (depth == 0 && closes(leaves[i])) break;
      if (opens(leaves[i])) ++depth;
      if (closes(leaves[i])) --depth;
      const bool separates = leaves[i].kind == TokenKind::Separator || (commas && leaves[i].type == SegParser::COMMA);
      if (depth > 0 || !separates) continue;
      if (i >= at && i > begin) break;
      if (i < at) begin = i + 1;
    }
    const bool broken_already = i == begin + 1 && leaves[begin].type == SegParser::BROKEN;
    if (i > begin && !broken_already) return std::pair{begin, i};
    // Nothing is left to take out here: the item that holds this brace is the broken one.
    at = *around.brace;
  }
}

void break_item(Leaves& leaves, std::pair<std::size_t, std::size_t> item) {
  const auto [begin, end] = item;
  Leaf& first = leaves[begin];
  const Leaf broken{SegParser::BROKEN, TokenKind::Bad, join(first.span, leaves[end - 1].span), first.index, first.first_type};
  first = broken;
  first.kind = TokenKind::Punctuation;
  leaves.erase(leaves.begin() + static_cast<std::ptrdiff_t>(begin) + 1, leaves.begin() + static_cast<std::ptrdiff_t>(end));
}

}  // namespace seg::syntax
