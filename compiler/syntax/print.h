#pragma once
// What the parts of `--emit ast` share: lines with places, and the words of the enumerations. Private to this folder.

#include <fmt/format.h>

#include "compiler/syntax/ast.h"

namespace seg::ast {

/// Writes a tree; `depth` is the indentation of the node being written.
struct Printer {
  const Ast& ast;
  const Sources& sources;
  const Symbols& symbols;
  std::string out;
  int depth = 0;

  void line(std::string_view text, Span span);
  std::string_view text(Symbol symbol) const { return symbols.text(symbol); }
  std::string_view text(const Name& name) const { return symbols.text(name.symbol); }

  template <typename Write>
  void inside(const Write& write) {
    ++depth;
    write();
    --depth;
  }
  void child(ExprId id);
  void children(IdRange range);
};

// ---- one node with all below it, at the printer's depth
void print_expr(Printer& printer, ExprId id);
void print_query(Printer& printer, QueryId id);
void print_zone(Printer& printer, const Zone& zone);
void print_instant(Printer& printer, const Instant& instant);
void print_fields(Printer& printer, const std::vector<FieldDecl>& fields);
/// A type as it would be written, on one line; the fields of a struct are left to the lines below.
std::string type_text(const Printer& printer, const TypeExpr& type);
void print_example(Printer& printer, const Example& example);
void print_decl(Printer& printer, const Decl& decl);

// ---- what the language calls them
std::string_view word(Comparison op);
std::string_view word(ArithmeticOp op);
std::string_view word(Unit unit);
std::string_view word(TextOp op);
std::string_view word(ListTest test);
std::string_view word(BlockKind kind);
std::string_view word(Quantifier quantifier);

}  // namespace seg::ast
