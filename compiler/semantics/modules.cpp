#include "compiler/semantics/modules.h"

#include <algorithm>

#include "compiler/semantics/declarations.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/paths.h"

namespace seg::semantics {

namespace {

/// Where the names of the workspace or of a module are kept while they are not the visible ones.
Visible& kept(Checker& checker, const Module* module) {
  if (module == nullptr) return checker.workspace;
  const auto found = std::find_if(checker.modules.begin(), checker.modules.end(), [&](const Module& one) { return &one == module; });
  return found->visible;
}

void show(Checker& checker, const Module* module) {
  if (checker.module == module) return;
  Visible& visible = checker;
  kept(checker, checker.module) = std::move(visible);
  visible = std::move(kept(checker, module));
  checker.module = module;
}

}  // namespace

Inside::Inside(Checker& checker, const Module* module) : checker_(checker), before_(checker.module) { show(checker, module); }
Inside::~Inside() { show(checker_, before_); }

Visible& names_in(Checker& checker) { return checker.module == nullptr ? checker : checker.workspace; }
Visible& names_in(Checker& checker, Module& module) { return checker.module == &module ? checker : module.visible; }

Module* module_at(Checker& checker, std::string_view name, Scope scope) {
  const auto module = checker.modules_by_name.find(name);
  if (module == checker.modules_by_name.end()) return nullptr;
  Place place;
  if (scope.stream) place = {Place::Kind::Event, *scope.stream, {}};
  const Names& names = names_at(checker, place);
  if (names.structs.contains(name)) return nullptr;
  const auto field = names.fields.find(name);
  const bool id = field != names.fields.end() && fields_at(checker, place)[field->second].type.kind == plan::Kind::Id;
  return id ? nullptr : module->second;
}

namespace {

/// The names that a path is looked up in, and what of it is left: after a module's name those of the module.
std::pair<Visible*, std::span<const ast::Name>> enter(Checker& checker, std::span<const ast::Name> path) {
  if (path.size() > 1 && !checker.partitions.contains(checker.text(path.front()))) {
    const auto module = checker.modules_by_name.find(checker.text(path.front()));
    if (module != checker.modules_by_name.end()) return {&names_in(checker, *module->second), path.subspan(1)};
  }
  return {&checker, path};
}

}  // namespace

Declaration* find_members(Checker& checker, std::span<const ast::Name> path) {
  const auto [names, rest] = enter(checker, path);
  std::string key(checker.text(rest.front()));
  for (const ast::Name& name : rest.subspan(1)) key += fmt::format(".{}", checker.text(name));
  const auto found = names->segments.find(key);
  return found == names->segments.end() ? nullptr : &found->second;
}

Partition* find_partition(Checker& checker, std::span<const ast::Name> path) {
  const auto [names, rest] = enter(checker, path);
  const auto found = names->partitions.find(checker.text(rest.front()));
  return found == names->partitions.end() ? nullptr : &found->second;
}

bool is_broken_module(const Checker& checker, const ast::Name& name) {
  const auto module = checker.modules_by_name.find(checker.text(name));
  return module == checker.modules_by_name.end() ? checker.broken_modules.contains(checker.text(name)) : module->second->broken;
}

Checked unknown_definition(Checker& checker, Module& module, std::string_view what, const ast::Name& name) {
  if (module.broken) return std::nullopt;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownDefinition, name.span, module.name, what, checker.text(name));
  std::vector<std::string_view> names;
  for (const auto& [known, declaration] : names_in(checker, module).traits) names.push_back(known);
  std::sort(names.begin(), names.end());
  suggest_name(checker, diagnostic, name.span, checker.text(name), names);
  if (diagnostic.fixes.empty()) diagnostic.note(fmt::format("it defines {}", fmt::join(names, ", ")));
  return std::nullopt;
}

std::string_view outside_name(Checker& checker, std::string_view name) {
  if (checker.module == nullptr) return name;
  return checker.paths.emplace_back(fmt::format("{}.{}", checker.module->name, name));
}

}  // namespace seg::semantics
