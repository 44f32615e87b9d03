// `seg check`: parse and types, no data; every stage can be looked at with --emit.

#include <algorithm>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "runtime/engine/engine.h"
#include "tools/seg/command.h"
#include "tools/seg/sources.h"

namespace seg::cli {
namespace {

enum class Stage : std::uint8_t { Nothing, Tokens, Ast, Hir, Plan, OptimizedPlan, Llvm };

struct CheckOptions {
  SourceArguments sources;
  Stage emit = Stage::Nothing;
  DiagnosticFormat format = DiagnosticFormat::Human;
};

driver::Until last_stage(Stage emit) {
  switch (emit) {
    case Stage::Tokens:
      return driver::Until::Tokens;
    case Stage::Ast:
      return driver::Until::Ast;
    case Stage::Nothing:
    case Stage::Hir:
      return driver::Until::Hir;
    case Stage::Plan:
    case Stage::OptimizedPlan:
    case Stage::Llvm:
      return driver::Until::Plan;
  }
  return driver::Until::Hir;
}

/// Each file's part, under its path where there are several.
template <typename Part, typename Print>
std::string of_files(const driver::Compilation& made, const std::vector<Part>& parts, Print print) {
  std::string text;
  for (const Part& part : parts) {
    if (parts.size() > 1) text += fmt::format("// {}\n", made.sources[part.source].path());
    text += print(part);
  }
  return text;
}

/// The stage's text; nothing when an error kept the stage from running.
engine::Outcome<std::string> emitted(const driver::Compilation& made, Stage stage) {
  switch (stage) {
    case Stage::Nothing:
      return {"", ""};
    case Stage::Tokens:
      return {of_files(made, made.tokens, [&](const auto& part) { return syntax::print(part, made.sources); }), ""};
    case Stage::Ast:
      return {of_files(made, made.asts, [&](const auto& part) { return ast::print(part, made.sources, made.symbols); }), ""};
    case Stage::Hir:
      return {hir::print(made.hir), ""};
    case Stage::Plan:
      if (!made.plan) return {};
      return {plan::print(*made.plan), ""};
    case Stage::OptimizedPlan:
      if (!made.optimized) return {};
      return {plan::print(*made.optimized), ""};
    case Stage::Llvm:
      break;
  }
  if (!made.optimized) return {};
  const auto jit = engine::Engine::create(*made.optimized, engine::Backend::Jit);
  if (!jit) return {std::nullopt, jit.error};
  return {jit.value->llvm_ir(), ""};
}

Exit emit(const driver::Compilation& made, const CheckOptions& options, const Terminal& terminal) {
  if (options.format == DiagnosticFormat::Json) {
    print_talk(render_json(made.diagnostics, made.sources));
  } else {
    print_diagnostics(made.diagnostics, made.sources, terminal);
  }
  const auto text = emitted(made, options.emit);
  if (text) print_data(*text.value);
  if (made.diagnostics.has_errors()) return Exit::Findings;
  if (text) return Exit::Clean;
  print_error(text.error);
  return Exit::Internal;
}

Exit check(const CheckOptions& options, const Terminal& terminal) {
  auto workspace = read_sources(options.sources);
  if (!workspace) return Exit::Usage;
  if (workspace->input.diagnostics.has_errors()) {
    print_findings(workspace->input.diagnostics, workspace->input.sources, options.format, terminal);
    return Exit::Usage;
  }
  const driver::Compilation made = driver::compile(std::move(workspace->input), {}, last_stage(options.emit));
  if (options.emit != Stage::Nothing) return emit(made, options, terminal);
  print_findings(made.diagnostics, made.sources, options.format, terminal);
  const auto own =
      std::count_if(made.hir.segments.begin(), made.hir.segments.end(), [](const hir::Segment& segment) { return !segment.imported; });
  print_talk(fmt::format("{} in {} segment{}\n", count_text(made.diagnostics), own, own == 1 ? "" : "s"));
  return made.diagnostics.has_errors() ? Exit::Findings : Exit::Clean;
}

}  // namespace

Run add_check(CLI::App& app, const Terminal& terminal) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", "Parse and type-check; reads no data");
  command->footer(
      "  seg check\n"
      "  seg check ../shop --format json\n"
      "  seg check --schema schema.seg draft.seg\n"
      "  seg check --emit opt.plan\n");
  add_source_arguments(*command, options->sources);
  static const std::map<std::string, Stage> kStages = {
      {"tokens", Stage::Tokens},          {"ast", Stage::Ast}, {"hir", Stage::Hir}, {"plan", Stage::Plan},
      {"opt.plan", Stage::OptimizedPlan}, {"ll", Stage::Llvm}};
  command->add_option("--emit", options->emit, "print a stage: tokens, ast, hir, plan, opt.plan or ll")
      ->transform(CLI::CheckedTransformer(kStages).description(""))
      ->type_name("STAGE");
  add_format_option(*command, options->format);
  return [options, &terminal] { return check(*options, terminal); };
}

}  // namespace seg::cli
