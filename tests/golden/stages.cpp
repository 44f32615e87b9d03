#include "tests/golden/stages.h"

#include <algorithm>

#include "compiler/base/render.h"
#include "compiler/driver/workspace.h"
#include "runtime/jit/session.h"
#include "tests/unit/driver/temporary_folder.h"
#include "tools/doc/document.h"
#include "tools/doc/render.h"
#include "tools/seg/lint_settings.h"

namespace seg::test {

namespace {

namespace fs = std::filesystem;

driver::Limits limits_in(const std::string& text) {
  driver::Limits limits;
  auto& syntax = limits.syntax;
  syntax.source_bytes = limit_of(text, "source_bytes", syntax.source_bytes);
  syntax.depth = limit_of(text, "depth", syntax.depth);
  syntax.chain_terms = limit_of(text, "chain_terms", syntax.chain_terms);
  syntax.string_bytes = limit_of(text, "string_bytes", syntax.string_bytes);
  syntax.name_bytes = limit_of(text, "name_bytes", syntax.name_bytes);
  syntax.errors = limit_of(text, "errors", syntax.errors);
  auto& semantics = limits.semantics;
  semantics.expanded_nodes = limit_of(text, "expanded_nodes", semantics.expanded_nodes);
  semantics.segments = limit_of(text, "segments", semantics.segments);
  semantics.reference_depth = limit_of(text, "reference_depth", semantics.reference_depth);
  semantics.list_items = limit_of(text, "list_items", semantics.list_items);
  semantics.fields = limit_of(text, "fields", semantics.fields);
  return limits;
}

/// A case that begins with `// no schema` has none at all.
bool declares_schema(const std::string& text) {
  return text.starts_with("schema ") || text.starts_with("// no schema") || text.find("\nschema ") != std::string::npos;
}

driver::Compilation compiled(const GoldenCase& which, driver::Until until) {
  const std::string text = file_text(which.source);
  std::vector<driver::SourceText> texts{{which.source.filename().string(), text}};
  const fs::path schema = which.source.parent_path() / "schema.seg";
  if (fs::exists(schema) && !declares_schema(text)) texts.push_back({"schema.seg", file_text(schema)});
  return driver::compile(std::move(texts), limits_in(text), until);
}

StageResult with_diagnostics(const Diagnostics& diagnostics, const Sources& sources) {
  StageResult result;
  if (!diagnostics.all().empty()) result.goldens["diag"] = render_human(diagnostics, sources, {});
  for (const Diagnostic& diagnostic : diagnostics.all()) result.codes.push_back(diagnostic.code);
  return result;
}

StageResult lex(const GoldenCase& which) {
  const driver::Compilation made = compiled(which, driver::Until::Tokens);
  StageResult result = with_diagnostics(made.diagnostics, made.sources);
  result.goldens["tokens"] = syntax::print(made.tokens.front(), made.sources);
  return result;
}

StageResult parse(const GoldenCase& which) {
  const driver::Compilation made = compiled(which, driver::Until::Ast);
  StageResult result = with_diagnostics(made.diagnostics, made.sources);
  if (!made.diagnostics.has_errors()) result.goldens["ast"] = ast::print(made.asts.front(), made.sources, made.symbols);
  return result;
}

StageResult check(const GoldenCase& which) {
  const driver::Compilation made = compiled(which, driver::Until::Hir);
  StageResult result = with_diagnostics(made.diagnostics, made.sources);
  if (!made.diagnostics.has_errors()) result.goldens["hir"] = hir::print(made.hir);
  return result;
}

StageResult plan(const GoldenCase& which) {
  const driver::Compilation made = compiled(which, driver::Until::Plan);
  StageResult result = with_diagnostics(made.diagnostics, made.sources);
  if (made.plan) result.goldens["plan"] = plan::print(*made.plan);
  if (made.optimized) result.goldens["opt.plan"] = plan::print(*made.optimized);
  return result;
}

/// The functions that loop over profiles for the entry `members`; those of `audit` are the same with more outputs.
std::string member_loops(const std::string& ir) {
  std::string loops;
  for (std::size_t at = ir.find("define "); at != std::string::npos; at = ir.find("define ", at + 1)) {
    const std::string function = ir.substr(at, ir.find("\n}\n", at) + 3 - at);
    if (function.substr(0, function.find('\n')).find(".members.profiles.") != std::string::npos) loops += function;
  }
  return loops;
}

StageResult native(const GoldenCase& which) {
  const driver::Compilation made = compiled(which, driver::Until::Plan);
  StageResult result = with_diagnostics(made.diagnostics, made.sources);
  if (!made.optimized) return result;
  jit::CompileOptions options;
  options.keep_ir = true;
  options.cpu = "x86-64-v2";  // the same code on every machine
  std::string error;
  const auto session = jit::Session::compile(*made.optimized, options, &error);
  result.goldens["ll"] = session != nullptr ? member_loops(session->ir()) : error;
  return result;
}

/// The current folder, for as long as this stands.
class CurrentFolder {
 public:
  explicit CurrentFolder(const fs::path& folder) : before_(fs::current_path()) { fs::current_path(folder); }
  ~CurrentFolder() { fs::current_path(before_); }
  CurrentFolder(const CurrentFolder&) = delete;
  CurrentFolder& operator=(const CurrentFolder&) = delete;

 private:
  fs::path before_;
};

/// The case is a seg.toml; its folder is a fresh one, `shop`, with nothing but the schema. Paths are shown as seen from the folder above it.
StageResult workspace(const GoldenCase& which) {
  const std::string text = file_text(which.source);
  const std::string schema = file_text(which.source.parent_path() / "schema.seg");
  const TemporaryFolder folder;
  folder.write("shop/seg.toml", text);
  folder.write("shop/schema.seg", schema);
  const CurrentFolder here(folder.path());
  driver::FileLimits limits;
  limits.file_bytes = limit_of(text, "file_bytes", limits.file_bytes);
  limits.total_bytes = limit_of(text, "total_bytes", limits.total_bytes);
  limits.files = limit_of(text, "files", limits.files);
  limits.entries = limit_of(text, "entries", limits.entries);
  driver::Workspace read = driver::read_workspace(folder.path() / "shop", limits);
  cli::lint_options(read.lint, read.input.diagnostics);
  return with_diagnostics(read.input.diagnostics, read.input.sources);
}

/// What `seg doc` prints, at 2026-10-01T10:00Z.
StageResult document(const GoldenCase& which) {
  constexpr std::int64_t kNow = 1'790'848'800 * plan::kMicrosPerSecond;
  const driver::Compilation made = compiled(which, driver::Until::Hir);
  StageResult result;
  if (made.diagnostics.has_errors()) result = with_diagnostics(made.diagnostics, made.sources);
  const doc::Document document = doc::document_of(made.hir, made.sources, which.name, kNow);
  result.goldens["txt"] = doc::render_text(document, false);
  if (which.name.starts_with("markdown")) result.goldens["md"] = doc::render_markdown(document);
  return result;
}

}  // namespace

Stage stage_of(const std::string& folder) {
  const std::map<std::string, Stage> stages{{"lex", lex}, {"parse", parse}, {"check", check}, {"plan", plan}, {"jit", native}, {"doc", document}, {"workspace", workspace}};
  const auto found = stages.find(folder);
  return found == stages.end() ? nullptr : found->second;
}

}  // namespace seg::test
