// Imports: the modules that a workspace names, each once, with the names of its interface and of what it defines.

#include <algorithm>

#include "compiler/semantics/declarations.h"
#include "compiler/semantics/interface.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"

namespace seg::semantics {

namespace {

Span path_span(const ast::ImportDecl& import) { return join(import.path.front().span, import.path.back().span); }

/// What a file imports goes into `visible`; `from` maps what the workspace has said first.
class Imports {
 public:
  Imports(Checker& checker, std::span<const ModuleFile> files) : checker_(checker) {
    for (const ModuleFile& file : files) {
      const std::size_t dot = file.path.rfind('.');
      checker.modules.push_back({std::string_view(file.path).substr(dot == std::string::npos ? 0 : dot + 1), file.file});
      by_path_.emplace(file.path, &checker.modules.back());
    }
  }

  void read(std::size_t file, Visible& visible, bool module) {
    std::unordered_map<std::string_view, Span> seen;
    for (const ast::Decl& decl : checker_.files[file].decls) {
      const auto* import = std::get_if<ast::ImportDecl>(&decl);
      if (import == nullptr || import->path.empty()) continue;
      if (module && !import->mappings.empty())
        checker_.diagnostics.report(Code::BadModule, import->mappings.front().span,
                                    "the import of a module inside another has no `with`: the workspace that imports both says it");
      add(*import, file, visible, module);
    }
  }

  /// The import of the workspace, or else the first of a module.
  std::unordered_map<const Module*, Import> imports;

 private:
  void add(const ast::ImportDecl& import, std::size_t file, Visible& visible, bool module) {
    const std::string_view name = checker_.text(import.path.back());
    const auto found = by_path_.find(path_text(checker_, import.path));
    if (found == by_path_.end()) {
      visible.broken_modules.insert(name);
      return;
    }
    if (!require_free_name(import, visible, found->second)) return;
    visible.modules_by_name.emplace(name, found->second);
    if (!module || !imports.contains(found->second)) imports[found->second] = {&import, file, !module};
  }

  bool require_free_name(const ast::ImportDecl& import, const Visible& visible, const Module* module) {
    const ast::Name& name = import.path.back();
    const auto taken = [&](std::string_view what, Span place) {
      checker_.diagnostics.report(Code::ModuleNameTaken, path_span(import), checker_.text(name), what).label(place, "declared here");
      return false;
    };
    if (const auto other = visible.modules_by_name.find(checker_.text(name)); other != visible.modules_by_name.end()) {
      const Span first = path_span(*imports.at(other->second).decl);
      if (other->second != module) return taken("another module that is imported", first);
      checker_.diagnostics.report(Code::DeclaredTwice, path_span(import), "import", path_text(checker_, import.path))
          .label(first, "written here first")
          .note("what one file imports, all files of the workspace see");
      return false;
    }
    if (const auto trait = visible.traits.find(checker_.text(name)); trait != visible.traits.end())
      return taken("a trait", name_span(checker_, trait->second));
    if (const auto segment = visible.segments.find(checker_.text(name)); segment != visible.segments.end())
      return taken("a segment", name_span(checker_, segment->second));
    if (const auto partition = visible.partitions.find(checker_.text(name)); partition != visible.partitions.end())
      return taken("a partition", partition_of(checker_, partition->second).name.span);
    return true;
  }

  Checker& checker_;
  std::unordered_map<std::string, Module*> by_path_;
};

/// A module defines, and leaves what is done with it to the workspace.
void require_definitions(Checker& checker, const ast::Ast& file) {
  const auto refuse = [&](Span span, std::string_view what) { checker.diagnostics.report(Code::BadModule, span, what); };
  const auto refuse_body = [&](const auto& declared) {
    if (!declared.metadata.empty())
      refuse(declared.metadata.front().key.span, "a module has no metadata: whoever imports it says what is done");
    if constexpr (requires { declared.examples; }) {
      if (!declared.examples.empty()) refuse(declared.examples.front().span, "a module has no examples: they need a schema");
    }
  };
  bool required = false;
  for (const ast::Decl& decl : file.decls) {
    if (const auto* schema = std::get_if<ast::SchemaDecl>(&decl))
      refuse(schema->name.span, "a module has no schema: it says what it `requires`");
    if (const auto* segment = std::get_if<ast::SegmentDecl>(&decl)) refuse_body(*segment);
    if (const auto* partition = std::get_if<ast::PartitionDecl>(&decl)) {
      refuse_body(*partition);
      for (const ast::PartitionArm& arm : partition->arms) refuse_body(arm);
    }
    if (const auto* requires_decl = std::get_if<ast::RequiresDecl>(&decl)) {
      if (required) refuse(requires_decl->span, "a module has one `requires`");
      required = true;
    }
  }
}

/// Nothing that a broken module defines is checked: its users stay silent.
void break_all(Visible& visible) {
  for (auto& [name, trait] : visible.traits) trait.progress = Progress::Broken;
  for (auto& [name, segment] : visible.segments) segment.progress = Progress::Broken;
}

}  // namespace

void collect_workspace(Checker& checker, std::span<const ModuleFile> modules) {
  std::vector<bool> is_module(checker.files.size(), false);
  for (const ModuleFile& module : modules) is_module[module.file] = true;
  for (std::size_t file = 0; file < checker.files.size(); ++file) {
    if (!is_module[file]) collect_declarations(checker, file);
  }
  Imports imports(checker, modules);
  for (std::size_t file = 0; file < checker.files.size(); ++file) {
    if (is_module[file]) continue;
    imports.read(file, checker, false);
    for (const ast::Decl& decl : checker.files[file].decls) {
      if (const auto* stray = std::get_if<ast::RequiresDecl>(&decl))
        checker.diagnostics.report(Code::BadModule, stray->span, "`requires` is what a module says; a workspace has a schema");
    }
  }
  for (Module& module : checker.modules) imports.read(module.file, module.visible, true);
  for (Module& module : checker.modules) {
    const auto import = imports.imports.find(&module);
    if (import == imports.imports.end()) continue;
    require_definitions(checker, checker.files[module.file]);
    fulfil_interface(checker, module, import->second);
    const Inside inside(checker, &module);
    checker.ast = &checker.files[module.file];
    collect_declarations(checker, module.file);
    for (const auto& [name, trait] : checker.traits) checker.outside.emplace(name, trait.name);
    if (module.broken) break_all(checker);
  }
}

}  // namespace seg::semantics
