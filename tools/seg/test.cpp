// `seg test`: the examples that stand in the segments.

#include <algorithm>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "runtime/engine/engine.h"
#include "tools/explain/example.h"
#include "tools/explain/explain.h"
#include "tools/seg/command.h"
#include "tools/seg/layout.h"
#include "tools/seg/sources.h"

namespace seg::cli {
namespace {

struct TestOptions {
  SourceArguments sources;
  std::string filter;
};

/// Which examples are asked for: by the segment's name or the example's title.
bool is_asked(const hir::Segment& segment, const hir::Example& example, const std::string& filter) {
  return segment.name.find(filter) != std::string::npos || example.title.find(filter) != std::string::npos;
}

/// Both engines over one Plan.
struct Engines {
  engine::Engine jit;
  engine::Engine interpreter;
};

std::optional<Engines> make_engines(const plan::Plan& plan) {
  auto jit = engine::Engine::create(plan, engine::Backend::Jit);
  auto interpreter = engine::Engine::create(plan, engine::Backend::Interpreter);
  if (jit && interpreter) return Engines{std::move(*jit.value), std::move(*interpreter.value)};
  print_error(jit ? fmt::format("the interpreter cannot take this program: {}", interpreter.error)
                  : fmt::format("the jit cannot take this program: {}", jit.error));
  return std::nullopt;
}

explain::Truth truth_of(const columns::Membership& membership) {
  if (membership.members.at(0)) return explain::Truth::True;
  if (membership.faults.at(0)) return explain::Truth::Fault;
  return membership.unknown.at(0) ? explain::Truth::Unknown : explain::Truth::False;
}

std::string_view membership_text(explain::Truth truth) {
  switch (truth) {
    case explain::Truth::True:
      return "a member";
    case explain::Truth::False:
      return "no member";
    case explain::Truth::Unknown:
      return "unknown";
    case explain::Truth::Fault:
      return "a fault";
  }
  return "unknown";
}

/// Runs examples one after the other and collects what is wrong with them.
class Runner {
 public:
  Runner(const hir::Hir& hir, const Sources& sources, const explain::ExamplePlan& linked, Engines engines)
      : hir_(hir), sources_(sources), linked_(linked), engines_(std::move(engines)) {}

  /// Whether the example holds; nothing when the engines differ, which was printed.
  std::optional<bool> holds(const hir::Segment& segment, const hir::Example& example) {
    const plan::Plan& plan = linked_.plan;
    const explain::ExampleProfile profile = explain::profile_of(example, plan.schema);
    if (const std::string error = columns::validate(profile.batch, plan.schema); !error.empty()) {
      begin_failure(segment, example, fmt::format("its values make no profile: {}", error));
      return false;
    }
    const columns::Cuts cuts = explain::cuts_of(example, linked_);
    const explain::Truth jit = ask(engines_.jit, segment, profile, cuts, example.as_of);
    const explain::Truth interpreter = ask(engines_.interpreter, segment, profile, cuts, example.as_of);
    if (jit != interpreter) {
      print_error(fmt::format("the engines differ: example \"{}\" of {}: jit {}, interpreter {}", example.title, segment.name,
                              membership_text(jit), membership_text(interpreter)));
      return std::nullopt;
    }
    if ((jit == explain::Truth::True) == example.member) return true;
    report(segment, example, jit, explain::explain(hir_, sources_, segment, profile.batch, explain::known_cuts(plan, cuts), example.as_of));
    return false;
  }

  /// What was wrong, for a person; empty where nothing was.
  const std::string& failures() const { return failures_; }

 private:
  static explain::Truth ask(const engine::Engine& engine, const hir::Segment& segment, const explain::ExampleProfile& profile,
                            const columns::Cuts& cuts, std::int64_t as_of) {
    const auto& segments = engine.plan().segments;
    const auto place = std::find_if(segments.begin(), segments.end(), [&](const plan::Segment& one) { return one.name == segment.name; });
    const auto memberships = engine.evaluate(profile.batch, cuts, as_of, {columns::Entry::Audit, 1});
    return truth_of(memberships[static_cast<std::size_t>(place - segments.begin())]);
  }

  /// What was expected, what was found, and the clauses that decided with the values that they read.
  void report(const hir::Segment& segment, const hir::Example& example, explain::Truth found, const explain::Clause& whole) {
    const std::string_view expected = membership_text(example.member ? explain::Truth::True : explain::Truth::False);
    begin_failure(segment, example, fmt::format("expected {}, found {}", expected, membership_text(found)));
    failures_ += explain::render(explain::deciding(whole), sources_);
  }

  void begin_failure(const hir::Segment& segment, const hir::Example& example, const std::string& what) {
    const Source& source = sources_[example.span.source];
    const Position place = source.position(example.span.begin);
    failures_ += fmt::format("\n{}:{}:{}: example \"{}\" of {}: {}\n", source.path(), place.line, place.column,
                             escape_for_terminal(example.title), segment.name, what);
  }

  const hir::Hir& hir_;
  const Sources& sources_;
  const explain::ExamplePlan& linked_;
  Engines engines_;
  std::string failures_;
};

struct Counts {
  std::size_t segments = 0;
  std::size_t examples = 0;
  std::size_t failed = 0;
};

std::string examples_text(std::size_t count) { return fmt::format("{} example{}", count, count == 1 ? "" : "s"); }

/// A line a segment; nothing when the engines differ.
std::optional<Counts> run_all(const hir::Hir& hir, const std::string& filter, Runner& runner) {
  std::size_t width = 0;
  for (const hir::Segment& segment : hir.segments) {
    if (!segment.examples.empty()) width = std::max(width, segment.name.size());
  }
  std::vector<const hir::Segment*> ordered;
  for (const hir::Segment& segment : hir.segments) ordered.push_back(&segment);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->span < b->span; });
  Counts counts;
  for (const hir::Segment* segment : ordered) {
    std::size_t asked = 0;
    std::size_t failed = 0;
    for (const hir::Example& example : segment->examples) {
      if (!is_asked(*segment, example, filter)) continue;
      ++asked;
      const auto holds = runner.holds(*segment, example);
      if (!holds) return std::nullopt;
      if (!*holds) ++failed;
    }
    if (asked == 0) continue;
    print_data(fmt::format("{}  {}  {}\n", left(segment->name, width), right(examples_text(asked), 12),
                           failed == 0 ? "ok" : fmt::format("{} failed", failed)));
    counts = {counts.segments + 1, counts.examples + asked, counts.failed + failed};
  }
  return counts;
}

bool has_examples(const hir::Hir& hir, const std::string& filter) {
  for (const hir::Segment& segment : hir.segments) {
    for (const hir::Example& example : segment.examples) {
      if (is_asked(segment, example, filter)) return true;
    }
  }
  return false;
}

Exit test(const TestOptions& options, const Terminal& terminal) {
  auto workspace = read_sources(options.sources);
  if (!workspace) return Exit::Usage;
  const bool unreadable = workspace->input.diagnostics.has_errors();
  const driver::Compilation made = driver::compile(std::move(workspace->input));
  print_diagnostics(made.diagnostics, made.sources, terminal);
  if (unreadable) return Exit::Usage;
  if (!made.plan) return Exit::Findings;
  if (!has_examples(made.hir, options.filter)) {
    if (!options.filter.empty()) {
      print_error(fmt::format("no example and no segment with examples has `{}` in its name", options.filter));
      return Exit::Usage;
    }
    print_data("no examples: a segment may hold `example \"a title\" is member as of 2026-03-01 { … }`\n");
    return Exit::Clean;
  }
  const hir::Hir hir = explain::with_optional_fields(made.hir);
  const explain::ExamplePlan linked = explain::plan_of(hir);
  auto engines = make_engines(linked.plan);
  if (!engines) return Exit::Internal;
  Runner runner(hir, made.sources, linked, std::move(*engines));
  const auto counts = run_all(hir, options.filter, runner);
  if (!counts) return Exit::Internal;
  print_data(runner.failures());
  print_data(fmt::format("\n{} in {} segment{}, {} failed\n", examples_text(counts->examples), counts->segments,
                         counts->segments == 1 ? "" : "s", counts->failed));
  return counts->failed == 0 ? Exit::Clean : Exit::Findings;
}

}  // namespace

Run add_test(CLI::App& app, const Terminal& terminal) {
  auto options = std::make_shared<TestOptions>();
  CLI::App* command = app.add_subcommand("test", "Run the examples that stand in the segments, on both engines");
  command->footer(
      "  seg test\n"
      "  seg test --filter at_risk_vip\n");
  add_source_arguments(*command, options->sources);
  command->add_option("--filter", options->filter, "only examples with this in their title or their segment's name")->type_name("TEXT");
  return [options, &terminal] { return test(*options, terminal); };
}

}  // namespace seg::cli
