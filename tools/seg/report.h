#pragma once
// What `seg run` found, ready to be shown: a table for people, JSON for programs.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::cli {

struct SegmentRow {
  std::string name;
  std::int64_t members = 0;
  std::int64_t unknown = 0;  ///< faults included
  std::int64_t faults = 0;
  std::string partition = {};  ///< whose arm it is; the arms of one stand together
};

struct CutRow {
  std::string text;      ///< what the person wrote: `clv in top 20%`
  std::string relation;  ///< `>=` and `<=` for top and bottom, else `=`
  std::string value;     ///< exact: `412.50 EUR`, `17/3`; empty when the cut has none
  std::string shown;     ///< the same for a line: long fractions are rounded and begin with `≈`
  bool fault = false;    ///< it has none because its calculation failed
  std::int64_t population = 0;
  std::int64_t tied = 0;
  std::int64_t faults = 0;  ///< profiles whose value could not be calculated
  std::int64_t rank = 0;    ///< of a rank: which
};

struct RunTiming {
  double read_seconds = 0;
  double compile_seconds = 0;  ///< texts → native code
  double observe_seconds = 0;  ///< the cuts
  double evaluate_seconds = 0;
};

struct RunReport {
  std::string workspace;
  std::int64_t now = 0;  ///< microseconds since 1970-01-01T00:00Z
  std::string zone;      ///< IANA name
  std::int64_t profiles = 0;
  std::int64_t events = 0;
  std::vector<SegmentRow> segments;
  std::vector<CutRow> cuts;
  std::optional<std::int64_t> cuts_now = {};  ///< of the run that saved the cuts, where they were loaded
  std::vector<std::string> notes;             ///< about rows that could not be used
  RunTiming timing;
  std::string engine;  ///< `jit`, `interpreter` or `both`
  unsigned threads = 1;
};

/// Rows for the cuts of a Plan, in its order.
std::vector<CutRow> cut_rows(const plan::Plan& plan, const columns::Cuts& cuts);

/// At most 80 columns wide, unless a name is wider. The arms of a partition stand below a line with their sum.
std::string render_table(const RunReport& report);
/// One line: `{"format_version":1,"now":…,"profiles":N,"segments":[…],"cuts":[…],"timing":{…}}`; of cuts that were loaded `"cuts_now":…`
/// too.
std::string render_report_json(const RunReport& report);

}  // namespace seg::cli
