#include "compiler/driver/compile.h"

#include <algorithm>
#include <iterator>

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

void run_stages(const std::vector<SourceId>& files, const Limits& limits, Until until, Compilation& made) {
  for (const SourceId file : files) made.tokens.push_back(syntax::tokenize(file, made.sources, limits.syntax, made.diagnostics));
  if (until == Until::Tokens) return;
  for (const syntax::TokenBuffer& buffer : made.tokens) {
    made.asts.push_back(syntax::parse(buffer, made.sources, made.symbols, limits.syntax, made.diagnostics));
  }
  if (until == Until::Ast) return;
  made.has_schema = has_schema(made.asts);
  // A file that does not parse may have held it: then its own errors say enough.
  if (!made.has_schema && made.diagnostics.has_errors()) return;
  made.hir = semantics::check(made.asts, made.sources, made.symbols, {zone_exists, day_start}, limits.semantics, made.diagnostics);
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
