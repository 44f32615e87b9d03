#include "tools/seg/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/base/render.h"
#include "compiler/base/width.h"
#include "runtime/calendar/calendar.h"
#include "runtime/io/problem.h"
#include "tools/seg/layout.h"

namespace seg::cli {
namespace {

constexpr std::size_t kWidestName = 32;
constexpr std::size_t kNarrowestBar = 8;
constexpr std::size_t kWidestBar = 24;

/// As the table shows it: an arm without the name of its partition, which stands above it.
std::string shown_name(const SegmentRow& row) {
  return row.partition.empty() ? row.name : "  " + row.name.substr(std::min(row.partition.size() + 1, row.name.size()));
}

struct TableColumns {
  std::size_t name = 7, members = 7, share = 7, unknown = 7, faults = 6;
  bool has_faults = false;
  std::size_t bar = kNarrowestBar;
};

TableColumns fit(const RunReport& report) {
  TableColumns fitted;
  for (const SegmentRow& row : report.segments) {
    fitted.name = std::max(fitted.name, std::min(display_width(shown_name(row)), kWidestName));
    fitted.name = std::max(fitted.name, std::min(display_width(row.partition), kWidestName));
    fitted.members = std::max(fitted.members, io::grouped(row.members).size());
    fitted.unknown = std::max(fitted.unknown, io::grouped(row.unknown).size());
    fitted.faults = std::max(fitted.faults, io::grouped(row.faults).size());
    fitted.has_faults = fitted.has_faults || row.faults > 0;
  }
  std::size_t used = fitted.name + 2 + fitted.members + 2 + fitted.share + 2 + fitted.unknown + 2;
  if (fitted.has_faults) used += 2 + fitted.faults;
  if (used < kLineWidth) fitted.bar = std::clamp(kLineWidth - used, kNarrowestBar, kWidestBar);
  return fitted;
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string table_line(const TableColumns& fitted, std::string_view name, std::string_view members, std::string_view share,
                       std::string_view unknown, std::string_view faults, std::string_view blocks) {
  std::string line;
  // A name that does not fit has a line of its own.
  if (display_width(name) > fitted.name) {
    line = fmt::format("{}\n{}", name, std::string(fitted.name, ' '));
  } else {
    line = left(name, fitted.name);
  }
  line += "  " + right(members, fitted.members) + "  " + right(share, fitted.share) + "  " + right(unknown, fitted.unknown);
  if (fitted.has_faults) line += "  " + right(faults, fitted.faults);
  return trimmed(fmt::format("{}  {}", line, blocks));
}

std::string row_line(const TableColumns& fitted, const RunReport& report, const SegmentRow& row, const std::string& name) {
  return table_line(fitted, escape_for_terminal(name), io::grouped(row.members), share_text(row.members, report.profiles),
                    io::grouped(row.unknown), io::grouped(row.faults), bar(row.members, report.profiles, fitted.bar));
}

/// The arms of the partition that begins at `first`, added up.
SegmentRow sum_of_arms(const std::vector<SegmentRow>& rows, std::size_t first) {
  SegmentRow sum{rows[first].partition};
  for (std::size_t i = first; i < rows.size() && rows[i].partition == sum.name; ++i) {
    sum.members += rows[i].members;
    sum.unknown += rows[i].unknown;
    sum.faults += rows[i].faults;
  }
  return sum;
}

std::string segment_table(const RunReport& report) {
  const TableColumns fitted = fit(report);
  std::string table = table_line(fitted, "segment", "members", "share", "unknown", "faults", "");
  const std::vector<SegmentRow>& rows = report.segments;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool begins = !rows[i].partition.empty() && (i == 0 || rows[i - 1].partition != rows[i].partition);
    if (begins) table += row_line(fitted, report, sum_of_arms(rows, i), rows[i].partition);
    table += row_line(fitted, report, rows[i], shown_name(rows[i]));
  }
  return table;
}

std::string cut_text(const CutRow& cut) {
  const std::string population = fmt::format("{} profiles with a value", io::grouped(cut.population));
  const std::string faults = cut.faults > 0 ? fmt::format(", {} with a fault", io::grouped(cut.faults)) : "";
  if (cut.shown.empty()) {
    const std::string why = cut.fault                            ? "its calculation failed"
                            : cut.rank > 0 && cut.population > 0 ? fmt::format("fewer than {} are in it", io::grouped(cut.rank))
                                                                 : "nobody is in it";
    return fmt::format("{}: no value, {} ({}{})", cut.text, why, population, faults);
  }
  const bool rounded = cut.shown.starts_with("≈");
  const std::string relation = cut.relation != "=" ? ": " + cut.relation + " " : rounded ? " " : " = ";
  const std::string tied = cut.tied > 0 ? fmt::format(", {} at the cut", io::grouped(cut.tied)) : "";
  return fmt::format("{}{}{} ({}{}{})", cut.text, relation, cut.shown, population, tied, faults);
}

std::string time_line(const RunReport& report) {
  const RunTiming& timing = report.timing;
  const std::string threads = fmt::format("{} thread{}", report.threads, report.threads == 1 ? "" : "s");
  return joined_line("time   ", {fmt::format("read {}", seconds_text(timing.read_seconds)),
                                 fmt::format("compiled {} segment{} in {}", io::grouped(static_cast<std::int64_t>(report.segments.size())),
                                             report.segments.size() == 1 ? "" : "s", seconds_text(timing.compile_seconds)),
                                 fmt::format("evaluated in {} ({}, {})", seconds_text(timing.observe_seconds + timing.evaluate_seconds),
                                             report.engine, threads),
                                 fmt::format("tz {}", calendar::database_version())});
}

/// In the schema's zone.
std::string time_text(const RunReport& report, std::int64_t instant) {
  const auto zone = calendar::Zone::find(report.zone);
  if (!zone) return calendar::format_utc(instant);
  return fmt::format("{} {}", calendar::format_local(instant, *zone), report.zone);
}

using Json = nlohmann::ordered_json;

Json cut_json(const CutRow& cut) {
  return {{"cut", cut.text},
          {"relation", cut.relation},
          {"value", cut.value.empty() ? Json(nullptr) : Json(cut.value)},
          {"population", cut.population},
          {"tied", cut.tied},
          {"faults", cut.faults}};
}

}  // namespace

std::string render_table(const RunReport& report) {
  std::string text = joined_line("", {escape_for_terminal(report.workspace),
                                      fmt::format("{} profile{}", io::grouped(report.profiles), report.profiles == 1 ? "" : "s"),
                                      fmt::format("{} event{}", io::grouped(report.events), report.events == 1 ? "" : "s"),
                                      fmt::format("as of {}", time_text(report, report.now))});
  text += "\n" + segment_table(report) + "\n";
  std::string_view label = "cuts   ";
  if (report.cuts_now && !report.cuts.empty()) {
    text += wrapped(label, fmt::format("loaded, as of {}", time_text(report, *report.cuts_now)));
    label = "       ";
  }
  for (const CutRow& cut : report.cuts) {
    text += wrapped(label, escape_for_terminal(cut_text(cut)));
    label = "       ";
  }
  label = "notes  ";
  for (const std::string& note : report.notes) {
    text += wrapped(label, escape_for_terminal(note));
    label = "       ";
  }
  return text + time_line(report);
}

std::string render_report_json(const RunReport& report) {
  Json segments = Json::array();
  for (const SegmentRow& row : report.segments) {
    Json made = {{"name", row.name}, {"members", row.members}, {"unknown", row.unknown}, {"faults", row.faults}};
    if (!row.partition.empty()) made["partition"] = row.partition;
    segments.push_back(std::move(made));
  }
  Json cuts = Json::array();
  for (const CutRow& cut : report.cuts) cuts.push_back(cut_json(cut));
  Json json = {{"format_version", 1},
               {"now", calendar::format_utc(report.now)},
               {"profiles", report.profiles},
               {"segments", std::move(segments)},
               {"cuts", std::move(cuts)},
               {"timing",
                {{"read_seconds", report.timing.read_seconds},
                 {"compile_seconds", report.timing.compile_seconds},
                 {"observe_seconds", report.timing.observe_seconds},
                 {"evaluate_seconds", report.timing.evaluate_seconds},
                 {"engine", report.engine},
                 {"threads", report.threads}}}};
  if (report.cuts_now) json["cuts_now"] = calendar::format_utc(*report.cuts_now);
  return json.dump() + "\n";
}

}  // namespace seg::cli
