// `seg run`: from the workspace and its data to the members of each segment.

#include <chrono>
#include <filesystem>
#include <optional>
#include <thread>

#include "compiler/driver/compile.h"
#include "runtime/io/write.h"
#include "runtime/population/saved_cuts.h"
#include "tools/seg/command.h"
#include "tools/seg/cuts_file.h"
#include "tools/seg/dataset.h"
#include "tools/seg/evaluation.h"
#include "tools/seg/help.h"
#include "tools/seg/moment.h"
#include "tools/seg/report.h"
#include "tools/seg/run_statistics.h"
#include "tools/seg/sources.h"

namespace seg::cli {
namespace fs = std::filesystem;
namespace {

enum class ReportFormat : std::uint8_t { Table, Json };

struct RunOptions {
  std::optional<std::string> now;
  EngineChoice engine = EngineChoice::BestThereIs;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  ReportFormat format = ReportFormat::Table;
  std::string members;
  std::string unknown;
  std::string statistics;
  std::string cuts;
  std::string with_cuts;
  bool strict = false;
  std::vector<std::string> segments;
};

/// What a run works on, ready to be evaluated.
struct Prepared {
  std::string name;
  fs::path root;
  driver::Compilation made;
  plan::Plan plan;
  std::int64_t now = 0;
  double compile_seconds = 0;
};

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The segments of the names, of a partition its arms; nothing, with a message, where a name is unknown.
std::optional<std::vector<std::string>> segments_named(const hir::Hir& hir, const std::vector<std::string>& names) {
  std::vector<std::string> known;
  std::vector<std::string> found;
  for (const hir::Segment& segment : hir.segments) {
    if (!segment.imported) known.push_back(segment.name);
  }
  for (const std::string& name : names) {
    const auto partition = std::find_if(hir.partitions.begin(), hir.partitions.end(),
                                        [&](const hir::Partition& one) { return one.name == name && !one.imported; });
    if (partition != hir.partitions.end()) {
      for (const std::uint32_t arm : partition->arms) found.push_back(hir.segments[arm].name);
    } else if (std::find(known.begin(), known.end(), name) != known.end()) {
      found.push_back(name);
    } else {
      print_error(fmt::format("unknown segment `{}`{}", name, did_you_mean(name, known)));
      return std::nullopt;
    }
  }
  return found;
}

/// Compiles what is asked for. An exit code when that is not possible: the reason was printed.
std::variant<Prepared, Exit> prepare(const RunOptions& options, const Terminal& terminal) {
  const auto begin = std::chrono::steady_clock::now();
  auto workspace = read_workspace_around(".");
  if (!workspace) return Exit::Usage;
  const bool unreadable = workspace->input.diagnostics.has_errors();
  Prepared prepared;
  prepared.name = workspace->name;
  prepared.root = workspace->root;
  prepared.made = driver::compile(std::move(workspace->input));
  const driver::Compilation& made = prepared.made;
  print_diagnostics(made.diagnostics, made.sources, terminal);
  if (unreadable) return Exit::Usage;
  if (!made.optimized) return Exit::Findings;
  const auto named = segments_named(made.hir, options.segments);
  if (!named) return Exit::Usage;
  prepared.plan = named->empty() ? *made.optimized : driver::plan_of(made, *named);
  prepared.compile_seconds = seconds_since(begin);
  const auto now = moment_of(options.now, made.hir.schema.plan.zone);
  if (!now) return Exit::Usage;
  prepared.now = *now;
  return prepared;
}

/// The partition that a segment is an arm of; empty for others.
std::string partition_of(const hir::Hir& hir, const std::string& segment) {
  const auto found = std::find_if(hir.segments.begin(), hir.segments.end(), [&](const hir::Segment& one) { return one.name == segment; });
  return found == hir.segments.end() || !found->arm ? std::string() : hir.partitions[found->arm->partition].name;
}

/// `loaded`: the cuts of a file, if it had any.
RunReport report_of(const Prepared& prepared, const io::Dataset& data, const Evaluation& evaluation, const RunOptions& options,
                    const population::LoadedCuts* loaded) {
  RunReport report;
  report.workspace = prepared.name;
  report.now = prepared.now;
  report.zone = prepared.made.hir.schema.plan.zone;
  report.profiles = data.batch.rows;
  report.events = data.events;
  for (std::size_t i = 0; i < evaluation.result.segments.size(); ++i) {
    const columns::Membership& found = evaluation.result.segments[i];
    const std::string& name = evaluation.plan.segments[i].name;
    report.segments.push_back(
        {name, found.members.count(), found.unknown.count(), found.faults.count(), partition_of(prepared.made.hir, name)});
  }
  report.cuts = cut_rows(evaluation.plan, evaluation.result.cuts);
  if (loaded != nullptr) report.cuts_now = loaded->now;
  report.notes = io::notes(data);
  report.timing = {data.read_seconds + data.group_seconds, prepared.compile_seconds + evaluation.timing.compile_seconds,
                   evaluation.timing.observe_seconds, evaluation.timing.evaluate_seconds};
  report.engine = evaluation.engine;
  report.threads = options.threads;
  return report;
}

bool is_parquet(const std::string& path) { return fs::path(path).extension() == ".parquet"; }

/// One Parquet file, or a folder of texts.
std::optional<io::Problem> write_keys(const std::string& path, const std::vector<io::NamedMembers>& segments, const io::Dataset& data) {
  return is_parquet(path) ? io::write_members_parquet(path, segments, data.keys) : io::write_members(path, segments, data.keys);
}

/// Members, unknowns and statistics, where they are asked for.
std::optional<io::Problem> write_results(const Prepared& prepared, const io::Dataset& data, const Evaluation& evaluation,
                                         const RunOptions& options) {
  std::vector<io::NamedMembers> members;
  std::vector<io::NamedMembers> unknown;
  for (std::size_t i = 0; i < evaluation.plan.segments.size(); ++i) {
    const columns::Membership& found = evaluation.result.segments[i];
    members.push_back({evaluation.plan.segments[i].name, &found.members});
    unknown.push_back({evaluation.plan.segments[i].name, &found.unknown, &found.faults});
  }
  if (!options.members.empty()) {
    if (auto problem = write_keys(options.members, members, data)) return problem;
  }
  if (!options.unknown.empty()) {
    if (auto problem = write_keys(options.unknown, unknown, data)) return problem;
  }
  if (!options.cuts.empty()) {
    const std::string text = population::save_cuts(evaluation.plan, evaluation.result.cuts, prepared.now);
    if (auto problem = io::write_file_atomically(options.cuts, text)) return problem;
  }
  if (options.statistics.empty()) return std::nullopt;
  const auto statistics = statistics_of(prepared.name, prepared.made.hir.schema, data.batch, evaluation, prepared.now);
  return io::write_file_atomically(options.statistics, lint::write_statistics(statistics));
}

void print_report(const RunReport& report, ReportFormat format) {
  if (format == ReportFormat::Table) {
    print_data(render_table(report));
    return;
  }
  print_data(render_report_json(report));
  for (const std::string& note : report.notes) print_warning(note);
}

/// What stands where --members or --unknown would write; empty when nothing is in the way.
std::string target_problem(const RunOptions& options) {
  for (const auto& [name, path] : {std::pair{"--members", &options.members}, std::pair{"--unknown", &options.unknown}}) {
    std::error_code error;
    if (path->empty() || !fs::exists(*path, error)) continue;
    const bool folder = fs::is_directory(*path, error);
    if (is_parquet(*path) && folder) return fmt::format("{} `{}` is a folder, expected a file", name, *path);
    if (!is_parquet(*path) && !folder) return fmt::format("{} `{}` is a file, expected a folder or FILE.parquet", name, *path);
  }
  const bool same =
      !options.members.empty() && fs::path(options.members).lexically_normal() == fs::path(options.unknown).lexically_normal();
  return same ? fmt::format("--members and --unknown are both `{}`", options.members) : "";
}

Exit run(const RunOptions& options, const Terminal& terminal) {
  if (const std::string problem = target_problem(options); !problem.empty()) {
    print_error(problem);
    return Exit::Usage;
  }
  auto preparation = prepare(options, terminal);
  if (const Exit* exit = std::get_if<Exit>(&preparation)) return *exit;
  const Prepared& prepared = std::get<Prepared>(preparation);
  std::variant<std::monostate, population::LoadedCuts, Exit> given;
  if (!options.with_cuts.empty()) {
    std::visit([&](auto read) { given = std::move(read); }, read_cuts_file(options.with_cuts, prepared.plan));
  }
  if (const Exit* exit = std::get_if<Exit>(&given)) return *exit;
  auto reading = read_dataset(prepared.root, prepared.made.hir.schema.plan, {options.threads, options.strict}, terminal);
  if (const Exit* exit = std::get_if<Exit>(&reading)) return *exit;
  const io::Dataset& data = std::get<io::Dataset>(reading);
  const auto* loaded = std::get_if<population::LoadedCuts>(&given);
  auto outcome = evaluate({prepared.plan, data.batch, prepared.now, options.threads, loaded != nullptr ? &loaded->cuts : nullptr},
                          options.engine, [&](std::int64_t row) { return data.keys.at(row); });
  if (const auto* failure = std::get_if<EvaluationFailure>(&outcome)) {
    print_error(failure->message);
    return failure->exit;
  }
  const Evaluation& evaluation = std::get<Evaluation>(outcome);
  if (!evaluation.warning.empty()) print_warning(evaluation.warning);
  if (const auto problem = write_results(prepared, data, evaluation, options)) {
    print_error(io::problem_text(*problem));
    return Exit::Internal;
  }
  print_report(report_of(prepared, data, evaluation, options, loaded), options.format);
  return Exit::Clean;
}

}  // namespace

Run add_run(CLI::App& app, const Terminal& terminal) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "Who is in the segments of this workspace");
  command->footer(
      "  seg run\n"
      "  seg run --now 1998-07-01T00:00Z at_risk_vip\n"
      "  seg run --members members --stats stats.json\n"
      "  seg run --members members.parquet --unknown unknown.parquet\n"
      "  seg run --cuts cuts.json && seg run --with-cuts cuts.json\n"
      "  seg run --format json --engine both\n");
  command->add_option("SEGMENT", options->segments, "only these, of a partition all its arms, and what they refer to (default: all)")
      ->type_name("");
  command->add_option("--now", options->now, "1998-07-01T00:00Z, or 1998-07-01 in the schema's zone (default: now)")->type_name("TIME");
  static const std::map<std::string, EngineChoice> kEngines = {
      {"jit", EngineChoice::Jit}, {"interpreter", EngineChoice::Interpreter}, {"both", EngineChoice::Both}};
  command->add_option("--engine", options->engine, "jit, interpreter, or both: fails where they differ")
      ->transform(CLI::CheckedTransformer(kEngines).description(""))
      ->type_name("ENGINE");
  command->add_option("--threads", options->threads, "how many threads read and evaluate (default: one a core)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N");
  static const std::map<std::string, ReportFormat> kFormats = {{"table", ReportFormat::Table}, {"json", ReportFormat::Json}};
  command->add_option("--format", options->format, "table or json")
      ->transform(CLI::CheckedTransformer(kFormats).description(""))
      ->type_name("FORMAT");
  command
      ->add_option("--members", options->members,
                   "write the keys of each segment's members to DIR/SEGMENT.txt, or all to FILE.parquet (key, segment)")
      ->type_name("PATH");
  command->add_option("--unknown", options->unknown, "the same for those of whom it is unknown; FILE.parquet says `fault` too")
      ->type_name("PATH");
  command->add_option("--stats", options->statistics, "write the figures that `seg lint --stats` reads")->type_name("FILE");
  command->add_option("--cuts", options->cuts, "write the cuts of the population, for whoever sees one profile at a time")
      ->type_name("FILE");
  command->add_option("--with-cuts", options->with_cuts, "take the cuts of FILE, which --cuts wrote, in place of this population's")
      ->type_name("FILE");
  command->add_flag("--strict", options->strict, "a row that cannot be used is an error");
  return [options, &terminal] { return run(*options, terminal); };
}

}  // namespace seg::cli
