#include "compiler/syntax/build.h"

#include <algorithm>

#include "compiler/syntax/layout.h"

namespace seg::syntax {

Span span_of(const Build& build, antlr4::Token* token) {
  return {build.ast.source, static_cast<std::uint32_t>(token->getStartIndex()), static_cast<std::uint32_t>(token->getStopIndex() + 1)};
}

Span span_of(const Build& build, antlr4::tree::TerminalNode* terminal) { return span_of(build, terminal->getSymbol()); }

Span span_of(const Build& build, antlr4::ParserRuleContext* context) {
  return join(span_of(build, context->getStart()), span_of(build, context->getStop()));
}

std::string_view text_of(const Build& build, antlr4::tree::TerminalNode* terminal) { return build.sources.text(span_of(build, terminal)); }

ast::Name name_at(Build& build, Span span) { return {build.symbols.intern(build.sources.text(span)), span}; }
ast::Name name_of(Build& build, SegParser::NameContext* context) { return name_at(build, span_of(build, context)); }
ast::Name name_of(Build& build, antlr4::tree::TerminalNode* terminal) { return name_at(build, span_of(build, terminal)); }

std::size_t type_of(antlr4::tree::TerminalNode* terminal) { return terminal->getSymbol()->getType(); }

ast::ExprId add(Build& build, ast::ExprNode node, Span span) {
  build.ast.exprs.push_back({std::move(node), span});
  return {static_cast<std::uint32_t>(build.ast.exprs.size() - 1)};
}

ast::IdRange add_list(Build& build, const std::vector<ast::ExprId>& ids) {
  const ast::IdRange range{static_cast<std::uint32_t>(build.ast.expr_list.size()), static_cast<std::uint32_t>(ids.size())};
  build.ast.expr_list.insert(build.ast.expr_list.end(), ids.begin(), ids.end());
  return range;
}

std::string doc_before(const Build& build, antlr4::Token* token) {
  const auto& tokens = build.buffer.tokens;
  std::vector<std::string_view> lines;
  for (std::size_t i = build.leaves[token->getTokenIndex()].index; i-- > 0;) {
    if (!is_trivia(tokens[i].kind) && tokens[i].kind != TokenKind::Separator) break;
    if (tokens[i].kind != TokenKind::DocComment) continue;
    std::string_view line = build.sources.text(tokens[i].span).substr(3);
    if (line.starts_with(' ')) line.remove_prefix(1);
    lines.push_back(line);
  }
  std::string doc;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (!doc.empty()) doc += '\n';
    doc += *line;
  }
  return doc;
}

Edit open_at(Span span) { return {{span.source, span.begin, span.begin}, "("}; }
Edit close_at(Span span) { return {{span.source, span.end, span.end}, ")"}; }

Fix reading_fix(const Build& build, Span span, std::vector<Edit> edits, std::string title) {
  constexpr std::size_t longest = 120;
  std::string text;
  std::uint32_t at = span.begin;
  bool readable = span.end - span.begin <= longest;
  for (std::size_t i = 0; i < edits.size() && readable; ++i) {
    text += build.sources.text({span.source, at, edits[i].span.begin});
    text += edits[i].text;
    at = edits[i].span.end;
  }
  if (readable) text += build.sources.text({span.source, at, span.end});
  readable = readable && text.size() <= longest && text.find('\n') == std::string::npos;
  return {readable ? fmt::format("write `{}`", text) : std::move(title), std::move(edits), Safety::Unsafe};
}

}  // namespace seg::syntax
