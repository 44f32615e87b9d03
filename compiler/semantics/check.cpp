#include "compiler/semantics/check.h"

#include <algorithm>

#include "compiler/semantics/checker.h"

namespace seg::semantics {

namespace {

/// The one schema of the workspace; none, and every further one, is reported.
const ast::SchemaDecl* find_schema(std::span<const ast::Ast> files, std::span<const ModuleFile> modules, Diagnostics& diagnostics) {
  const ast::SchemaDecl* schema = nullptr;
  for (std::size_t file = 0; file < files.size(); ++file) {
    if (std::any_of(modules.begin(), modules.end(), [&](const ModuleFile& module) { return module.file == file; })) continue;
    for (const ast::Decl& decl : files[file].decls) {
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
               Diagnostics& diagnostics, std::span<const ModuleFile> modules) {
  Checker checker{{}, files, sources, symbols, zones, limits, diagnostics};
  const ast::SchemaDecl* schema = find_schema(files, modules, diagnostics);
  if (schema == nullptr) return {};
  check_schema(checker, *schema);
  collect_workspace(checker, modules);
  check_declarations(checker);
  return std::move(checker.hir);
}

}  // namespace seg::semantics
