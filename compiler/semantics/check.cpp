#include "compiler/semantics/check.h"

#include "compiler/semantics/checker.h"

namespace seg::semantics {

namespace {

const ast::SchemaDecl* find_schema(std::span<const ast::Ast> files) {
  for (const ast::Ast& file : files) {
    for (const ast::Decl& decl : file.decls) {
      if (const auto* schema = std::get_if<ast::SchemaDecl>(&decl)) return schema;
    }
  }
  return nullptr;
}

}  // namespace

hir::Hir check(std::span<const ast::Ast> files, const Sources& sources, const Symbols& symbols, ZoneExists zone_exists,
               const SemanticLimits& limits, Diagnostics& diagnostics) {
  Checker checker{files, sources, symbols, zone_exists, limits, diagnostics};
  const ast::SchemaDecl* schema = find_schema(files);
  if (schema == nullptr) return {};
  check_schema(checker, *schema);
  collect_declarations(checker);
  check_declarations(checker);
  return std::move(checker.hir);
}

}  // namespace seg::semantics
