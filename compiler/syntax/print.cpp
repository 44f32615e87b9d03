#include "compiler/syntax/print.h"

namespace seg::ast {

void Printer::line(std::string_view text, Span span) {
  const Position from = sources[span.source].position(span.begin);
  const Position to = sources[span.source].position(span.end);
  out += fmt::format("{:{}}{} @{}:{}-{}:{}\n", "", depth * 2, text, from.line, from.column, to.line, to.column);
}

void Printer::child(ExprId id) {
  inside([&] { print_expr(*this, id); });
}

void Printer::children(IdRange range) {
  for (std::uint32_t i = 0; i < range.count; ++i) child(ast.expr_list[range.first + i]);
}

std::string print(const Ast& ast, const Sources& sources, const Symbols& symbols) {
  Printer printer{ast, sources, symbols, {}, 0};
  for (const Decl& decl : ast.decls) print_decl(printer, decl);
  return std::move(printer.out);
}

}  // namespace seg::ast
