#include "tools/seg/explain_profile.h"

#include <algorithm>
#include <thread>

#include "compiler/base/render.h"
#include "compiler/base/suggest.h"
#include "runtime/calendar/calendar.h"
#include "tools/explain/explain.h"
#include "tools/seg/cuts_file.h"
#include "tools/seg/dataset.h"
#include "tools/seg/evaluation.h"
#include "tools/seg/help.h"
#include "tools/seg/moment.h"
#include "tools/seg/sources.h"

namespace seg::cli {
namespace {

/// The segment of that name, or the arms of the partition in their order; none, with a message, where there is neither.
std::vector<const hir::Segment*> segments_of(const driver::Compilation& made, const std::string& name) {
  std::vector<const hir::Segment*> found;
  std::vector<std::string> known;
  for (const hir::Segment& segment : made.hir.segments) {
    if (segment.imported) continue;
    if (segment.name == name) return {&segment};
    known.push_back(segment.name);
  }
  for (const hir::Partition& partition : made.hir.partitions) {
    if (partition.imported) continue;
    known.push_back(partition.name);
    if (partition.name != name) continue;
    for (const std::uint32_t arm : partition.arms) found.push_back(&made.hir.segments[arm]);
  }
  if (found.empty()) print_error(fmt::format("unknown segment `{}`{}", name, did_you_mean(name, known)));
  return found;
}

std::optional<std::int64_t> find_row(const columns::Dictionary& keys, const std::string& key) {
  std::vector<std::string_view> known;
  for (std::int64_t row = 0; row < keys.size(); ++row) {
    if (keys.at(row) == key) return row;
    known.push_back(keys.at(row));
  }
  const auto meant = suggest(key, known);
  print_error(fmt::format("no profile `{}` among {}{}", escape_for_terminal(key), keys.size(),
                          meant ? fmt::format("; did you mean `{}`?", escape_for_terminal(*meant)) : ""));
  return std::nullopt;
}

/// The cuts of the segments' own plan: those of the file, or of the whole population.
std::variant<std::vector<explain::KnownCut>, Exit> cuts_of(const driver::Compilation& made, const ProfileQuestion& question,
                                                           const std::vector<const hir::Segment*>& segments, const io::Dataset& data,
                                                           std::int64_t now) {
  std::vector<std::string> names;
  for (const hir::Segment* segment : segments) names.push_back(segment->name);
  const plan::Plan plan = driver::plan_of(made, names);
  if (plan.cuts.empty()) return std::vector<explain::KnownCut>{};
  if (question.with_cuts) {
    const auto given = read_cuts_file(*question.with_cuts, plan);
    if (const Exit* exit = std::get_if<Exit>(&given)) return *exit;
    return explain::known_cuts(plan, std::get<population::LoadedCuts>(given).cuts);
  }
  const auto outcome = evaluate({plan, data.batch, now, std::max(1u, std::thread::hardware_concurrency())}, EngineChoice::BestThereIs,
                                [&](std::int64_t row) { return data.keys.at(row); });
  if (const auto* failure = std::get_if<EvaluationFailure>(&outcome)) {
    print_error(failure->message);
    return failure->exit;
  }
  const Evaluation& evaluation = std::get<Evaluation>(outcome);
  return explain::known_cuts(evaluation.plan, evaluation.result.cuts);
}

std::string_view verdict_of(explain::Truth truth) {
  switch (truth) {
    case explain::Truth::True:
      return "is in";
    case explain::Truth::False:
      return "is not in";
    case explain::Truth::Unknown:
      return "is unknown to";
    case explain::Truth::Fault:
      return "is a fault of";
  }
  return "is unknown to";
}

/// The marks that the page uses and that do not explain themselves.
std::string legend_of(const std::string& page) {
  std::string legend;
  if (page.find("? ") != std::string::npos) legend += "? unknown";
  if (page.find("! ") != std::string::npos) legend += std::string(legend.empty() ? "" : "   ") + "! could not be calculated";
  return legend.empty() ? "" : "\n  " + legend + "\n";
}

}  // namespace

Exit explain_profile(const ProfileQuestion& question, const Terminal& terminal) {
  const std::string& key = question.key;
  auto workspace = read_workspace_around(".");
  if (!workspace) return Exit::Usage;
  const bool unreadable = workspace->input.diagnostics.has_errors();
  const driver::Compilation made = driver::compile(std::move(workspace->input));
  if (made.diagnostics.has_errors()) print_diagnostics(made.diagnostics, made.sources, terminal);
  if (unreadable) return Exit::Usage;
  if (!made.optimized) return Exit::Findings;
  const std::vector<const hir::Segment*> segments = segments_of(made, question.segment);
  const plan::Schema& schema = made.hir.schema.plan;
  const auto now = moment_of(question.now, schema.zone);
  if (segments.empty() || !now) return Exit::Usage;
  const auto reading = read_dataset(workspace->root, schema, {std::max(1u, std::thread::hardware_concurrency()), false}, terminal);
  if (const Exit* exit = std::get_if<Exit>(&reading)) return *exit;
  const io::Dataset& data = std::get<io::Dataset>(reading);
  const auto row = find_row(data.keys, key);
  if (!row) return Exit::Usage;
  const auto cuts = cuts_of(made, question, segments, data, *now);
  if (const Exit* exit = std::get_if<Exit>(&cuts)) return *exit;
  explain::Clause whole;
  std::string_view name;
  // Of a partition, the arm that the profile is in.
  for (const hir::Segment* segment : segments) {
    name = segment->name;
    whole = explain::explain(made.hir, made.sources, *segment, columns::slice(data.batch, *row, 1),
                             std::get<std::vector<explain::KnownCut>>(cuts), *now);
    if (whole.truth == explain::Truth::True) break;
  }
  const auto zone = calendar::Zone::find(schema.zone);
  const std::string page = explain::render(whole);
  print_data(fmt::format("Profile {} {} {} as of {}.\n{}{}", escape_for_terminal(key), verdict_of(whole.truth), name,
                         zone ? calendar::format_local(*now, *zone) : calendar::format_utc(*now), page, legend_of(page)));
  return Exit::Clean;
}

}  // namespace seg::cli
