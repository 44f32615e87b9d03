#include "compiler/syntax/parse.h"

#include <array>

#include "compiler/base/suggest.h"
#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

/// Tokens that were reported already, before anything is parsed: their items are left out at once.
void break_bad_items(Leaves& leaves) {
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].kind != TokenKind::Bad) continue;
    const auto item = item_around(leaves, i);
    if (!item) return;
    break_item(leaves, *item);
    i = item->first;
  }
}

/// A new line before a `{`, which was reported: read on as if it were not there.
bool stray_separator(const Leaves& leaves, std::size_t at) {
  return at + 1 < leaves.size() && leaves[at].kind == TokenKind::Separator && leaves[at + 1].type == SegParser::LBRACE;
}

/// What is left of a declaration that cannot be read: its name, so that what refers to it is not reported too.
void add_broken(Build build) {
  const Leaves& leaves = build.leaves;
  const bool named = leaves.size() > 1 && (leaves[1].kind == TokenKind::Name || leaves[1].kind == TokenKind::Keyword);
  if (!named) return;
  const Span span = join(leaves.front().span, leaves.back().span);
  const ast::Name name = name_at(build, leaves[1].span);
  if (leaves.front().type == SegParser::TRAIT) {
    const ast::ExprId error = add(build, ast::ErrorExpr{}, span);
    build.ast.decls.emplace_back(ast::TraitDecl{name, {}, error, std::nullopt, {}, span});
  } else if (leaves.front().type == SegParser::SEGMENT) {
    ast::SegmentDecl segment;
    segment.name = name;
    segment.where = add(build, ast::ErrorExpr{}, span);
    segment.where_span = segment.span = span;
    build.ast.decls.emplace_back(std::move(segment));
  }
}

/// Reads one declaration; after an error once more without the item that it is in.
void read_declaration(ast::Ast& ast, const TokenBuffer& buffer, Leaves leaves, const Sources& sources, Symbols& symbols, const SyntaxLimits& limits,
                      Diagnostics& diagnostics) {
  const Span first = leaves.front().span;
  break_bad_items(leaves);
  for (std::size_t errors = 0;; ++errors) {
    Tree tree(leaves);
    const auto failure = tree.read();
    if (!failure) {
      Build build{ast, buffer, leaves, sources, symbols, diagnostics};
      ast.decls.push_back(build_declaration(build, tree.root()));
      return;
    }
    if (errors == limits.errors) {
      diagnostics.report(Code::TooManySyntaxErrors, first, limits.errors);
      add_broken({ast, buffer, leaves, sources, symbols, diagnostics});
      return;
    }
    report_failure(leaves, *failure, sources, tree.parser().getVocabulary(), diagnostics);
    if (stray_separator(leaves, failure->leaf)) {
      leaves.erase(leaves.begin() + static_cast<std::ptrdiff_t>(failure->leaf));
      continue;
    }
    const auto item = item_around(leaves, failure->leaf);
    if (!item) {
      add_broken({ast, buffer, leaves, sources, symbols, diagnostics});
      return;
    }
    break_item(leaves, *item);
  }
}

void report_no_declaration(const Leaf& leaf, const Sources& sources, Diagnostics& diagnostics) {
  constexpr std::array<std::string_view, 6> words{"schema", "trait", "segment", "partition", "import", "requires"};
  const std::string_view text = sources.text(leaf.span);
  auto& diagnostic = diagnostics.report(Code::NotADeclaration, leaf.span, leaf.kind == TokenKind::String ? "a text" : fmt::format("`{}`", text));
  if (leaf.kind != TokenKind::Name) return;
  if (const auto word = suggest(text, words)) diagnostic.fix({fmt::format("write `{}`", *word), {{leaf.span, std::string(*word)}}, Safety::Suggestion});
}

void read_all(ast::Ast& ast, const TokenBuffer& buffer, const Sources& sources, Symbols& symbols, const SyntaxLimits& limits, Diagnostics& diagnostics) {
  bool lost = false;  // in lines that begin no declaration; they are one error
  for (Leaves& leaves : declarations(buffer, sources)) {
    const bool begins = begins_declaration(leaves.front().type);
    if (begins) read_declaration(ast, buffer, std::move(leaves), sources, symbols, limits, diagnostics);
    if (!begins && !lost && leaves.front().kind != TokenKind::Bad) report_no_declaration(leaves.front(), sources, diagnostics);
    lost = !begins;
  }
}

}  // namespace

ast::Ast parse(const TokenBuffer& buffer, const Sources& sources, Symbols& symbols, const SyntaxLimits& limits, Diagnostics& diagnostics) {
  ast::Ast ast;
  ast.source = buffer.source;
  if (!buffer.usable) return ast;
  try {
    read_all(ast, buffer, sources, symbols, limits, diagnostics);
  } catch (const std::exception& error) {
    // ANTLR's own failures end here: none is known, and none may reach a host.
    diagnostics.report(Code::UnexpectedToken, Span{buffer.source, 0, 0}, fmt::format("a text that the parser could not read ({})", error.what()), "declarations");
  }
  return ast;
}

}  // namespace seg::syntax
