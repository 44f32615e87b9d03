#include "compiler/driver/compile.h"

#include <algorithm>
#include <iterator>

#include "compiler/base/suggest.h"
#include "compiler/driver/library.h"
#include "compiler/lower/lower.h"
#include "runtime/calendar/calendar.h"
#include "runtime/passes/passes.h"

namespace seg::driver {
namespace {

bool zone_exists(std::string_view iana_name) { return calendar::Zone::find(iana_name).has_value(); }

std::int64_t day_start(std::string_view iana_name, std::int64_t day) {
  const auto zone = calendar::Zone::find(iana_name);
  return zone ? zone->day_start(day) : day * plan::kMicrosPerDay;
}

bool has_schema(const std::vector<ast::Ast>& asts) {
  const auto is_schema = [](const ast::Decl& decl) { return std::holds_alternative<ast::SchemaDecl>(decl); };
  return std::any_of(asts.begin(), asts.end(),
                     [&](const ast::Ast& file) { return std::any_of(file.decls.begin(), file.decls.end(), is_schema); });
}

plan::Plan optimize(plan::Plan plan) { return passes::run_passes(std::move(plan), passes::PassOptions{}); }

std::string path_text(const ast::ImportDecl& import, const Symbols& symbols) {
  std::string text;
  for (const ast::Name& name : import.path) text += (text.empty() ? "" : ".") + std::string(symbols.text(name.symbol));
  return text;
}

void report_unknown(const ast::ImportDecl& import, const std::string& path, Diagnostics& diagnostics) {
  const Span span = join(import.path.front().span, import.path.back().span);
  Diagnostic& diagnostic = diagnostics.report(Code::UnknownModule, span, path);
  const std::vector<std::string> known = module_paths();
  const std::vector<std::string_view> names(known.begin(), known.end());
  if (const auto near = suggest(path, names)) {
    diagnostic.message += "; did you mean `" + std::string(*near) + "`?";
    diagnostic.fix({"write `" + std::string(*near) + "`", {{span, std::string(*near)}}, Safety::Suggestion});
  }
  std::string list;
  for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
  diagnostic.note("the modules are " + list);
}

/// Reads the modules that the files import, and those that these import, each once.
void read_modules(const Limits& limits, Compilation& made) {
  // More files come while the loop runs.
  for (std::size_t file = 0; file < made.asts.size(); ++file) {
    std::vector<ast::ImportDecl> imports;
    for (const ast::Decl& decl : made.asts[file].decls) {
      const auto* import = std::get_if<ast::ImportDecl>(&decl);
      if (import != nullptr && !import->path.empty()) imports.push_back(*import);
    }
    for (const ast::ImportDecl& import : imports) {
      const std::string path = path_text(import, made.symbols);
      const auto is_read = [&](const semantics::ModuleFile& module) { return module.path == path; };
      if (std::any_of(made.modules.begin(), made.modules.end(), is_read)) continue;
      const auto module = find_module(path);
      if (!module) {
        report_unknown(import, path, made.diagnostics);
        continue;
      }
      const SourceId source = made.sources.add(std::string(module->file), std::string(module->text));
      made.modules.push_back({made.asts.size(), path});
      made.tokens.push_back(syntax::tokenize(source, made.sources, limits.syntax, made.diagnostics));
      made.asts.push_back(syntax::parse(made.tokens.back(), made.sources, made.symbols, limits.syntax, made.diagnostics));
    }
  }
}

void run_stages(const std::vector<SourceId>& files, const Limits& limits, Until until, Compilation& made) {
  for (const SourceId file : files) made.tokens.push_back(syntax::tokenize(file, made.sources, limits.syntax, made.diagnostics));
  if (until == Until::Tokens) return;
  for (const syntax::TokenBuffer& buffer : made.tokens) {
    made.asts.push_back(syntax::parse(buffer, made.sources, made.symbols, limits.syntax, made.diagnostics));
  }
  if (until == Until::Ast) return;
  made.has_schema = has_schema(made.asts);
  read_modules(limits, made);
  // A file that does not parse may have held it: then its own errors say enough.
  if (!made.has_schema && made.diagnostics.has_errors()) return;
  const semantics::Zones zones{zone_exists, day_start, calendar::zone_names};
  made.hir = semantics::check(made.asts, made.sources, made.symbols, zones, limits.semantics, made.diagnostics, made.modules);
  if (until == Until::Hir || made.diagnostics.has_errors()) return;
  made.plan = lower::link(made.hir);
  made.optimized = optimize(*made.plan);
}

}  // namespace

Compilation compile(Input input, const Limits& limits, Until until) {
  Compilation made;
  made.sources = std::move(input.sources);
  made.diagnostics = std::move(input.diagnostics);
  run_stages(input.files, limits, until, made);
  made.diagnostics.sort();
  return made;
}

Compilation compile(std::vector<SourceText> texts, const Limits& limits, Until until) {
  Input input;
  for (SourceText& source : texts) input.files.push_back(input.sources.add(std::move(source.path), std::move(source.text)));
  return compile(std::move(input), limits, until);
}

plan::Plan plan_of(const Compilation& compilation, std::span<const std::string> segments) {
  plan::Plan plan = *compilation.plan;
  const auto is_other = [&](const plan::Segment& segment) {
    return std::find(segments.begin(), segments.end(), segment.name) == segments.end();
  };
  plan.segments.erase(std::remove_if(plan.segments.begin(), plan.segments.end(), is_other), plan.segments.end());
  return optimize(std::move(plan));
}

}  // namespace seg::driver
