#include "compiler/semantics/check.h"

#include "compiler/semantics/checker.h"

namespace seg::semantics {

namespace {

/// The one schema of the workspace; none, and every further one, is reported.
const ast::SchemaDecl* find_schema(std::span<const ast::Ast> files, Diagnostics& diagnostics) {
  const ast::SchemaDecl* schema = nullptr;
  for (const ast::Ast& file : files) {
    for (const ast::Decl& decl : file.decls) {
      const auto* found = std::get_if<ast::SchemaDecl>(&decl);
      if (found == nullptr) continue;
      if (schema != nullptr)
        diagnostics.report(Code::SecondSchema, found->name.span).label(schema->name.span, "the first is declared here");
      else
        schema = found;
    }
  }
  if (schema == nullptr) diagnostics.report_placeless(Code::NoSchema).note("a schema begins with `schema NAME {`");
  return schema;
}

}  // namespace

hir::Hir check(std::span<const ast::Ast> files, const Sources& sources, const Symbols& symbols, Zones zones, const SemanticLimits& limits,
               Diagnostics& diagnostics) {
  Checker checker{{}, files, sources, symbols, zones, limits, diagnostics};
  const ast::SchemaDecl* schema = find_schema(files, diagnostics);
  if (schema == nullptr) return {};
  check_schema(checker, *schema);
  for (std::size_t file = 0; file < files.size(); ++file) collect_declarations(checker, file);
  check_declarations(checker);
  return std::move(checker.hir);
}

}  // namespace seg::semantics
