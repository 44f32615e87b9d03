// calendar_windows < LINES: compiles conditions from text and asks both engines whether they hold for profiles as the lines say. The
// interpreter is asked of the plan as lowered, native code of the optimized one. Exit code 1 with a line for each difference.
//
//   schema ZONE        what follows is asked over a schema of this zone
//   ask CONDITION      the next condition, from 0
//   row CONDITION NOW ZONE SEEN DAY HOLDS AT…   whether it holds for a profile with these fields and marks at these instants, in order
//
// Instants are microseconds since 1970-01-01T00:00Z, days those since 1970-01-01, HOLDS is 0 or 1.

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>
#include <map>
#include <sstream>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "runtime/interpreter/interpret.h"
#include "runtime/jit/session.h"
#include "tests/calendar/lines.h"

namespace {

using namespace seg;

constexpr std::size_t kMostDifferences = 50;

struct Row {
  std::size_t condition = 0;
  std::int64_t now = 0;
  std::string zone;
  std::int64_t seen = 0;
  std::int32_t day = 0;
  bool holds = false;
  std::vector<std::int64_t> marks;
};

struct Part {
  std::string zone;
  std::vector<std::string> conditions;
  std::vector<Row> rows;
};

Row read_row(std::istringstream& words) {
  Row row;
  words >> row.condition >> row.now >> row.zone >> row.seen >> row.day >> row.holds;
  if (!words) return row;
  for (std::int64_t at = 0; words >> at;) row.marks.push_back(at);
  if (words.eof()) words.clear();
  return row;
}

std::vector<Part> read_parts(std::istream& lines) {
  std::vector<Part> parts;
  test::read_lines(lines, "a schema, a condition or a row", [&](std::istringstream& words) {
    std::string word;
    words >> word;
    if (word == "schema") {
      words >> parts.emplace_back().zone;
    } else if (word == "ask" && !parts.empty()) {
      std::getline(words >> std::ws, parts.back().conditions.emplace_back());
    } else if (word == "row" && !parts.empty()) {
      parts.back().rows.push_back(read_row(words));
      if (parts.back().rows.back().condition >= parts.back().conditions.size()) words.setstate(std::ios::failbit);
    } else {
      words.setstate(std::ios::failbit);
    }
  });
  return parts;
}

driver::Compilation compiled(const Part& part) {
  const std::string schema = fmt::format(
      "schema calendar {{\n  timezone \"{}\"\n  profile {{ key id key, zone string timezone, seen timestamp, day date }}\n"
      "  event mark, marks {{ at timestamp }}\n}}\n",
      part.zone);
  std::string segments;
  for (std::size_t index = 0; index < part.conditions.size(); ++index)
    segments += fmt::format("segment s{} {{ where {} }}\n", index, part.conditions[index]);
  driver::Compilation made = driver::compile({{"schema.seg", schema}, {"conditions.seg", segments}});
  if (!made.plan) throw std::runtime_error(render_human(made.diagnostics, made.sources, {}));
  return made;
}

/// The profiles of some rows that share their `now`.
class Profiles {
 public:
  explicit Profiles(const std::vector<const Row*>& rows) {
    const auto zones = std::make_shared<columns::Dictionary>();
    std::map<std::string_view, std::int32_t> codes;
    for (const Row* row : rows) {
      const auto [code, added] = codes.emplace(row->zone, static_cast<std::int32_t>(codes.size()));
      if (added) zones->append(row->zone);
      zones_.push_back(code->second);
      seen_.push_back(row->seen);
      days_.push_back(row->day);
      marks_.insert(marks_.end(), row->marks.begin(), row->marks.end());
      offsets_.push_back(static_cast<std::int64_t>(marks_.size()));
    }
    const auto count = static_cast<std::int64_t>(rows.size());
    batch_.rows = count;
    batch_.profile = {{plan::string_type(), count, zones_.data(), {}, {}, zones},
                      {plan::timestamp_type(), count, seen_.data(), {}, {}, nullptr},
                      {plan::date_type(), count, days_.data(), {}, {}, nullptr}};
    batch_.streams.push_back({offsets_.data(), marks_.data(), {}});
  }
  Profiles(const Profiles&) = delete;
  Profiles& operator=(const Profiles&) = delete;
  const columns::Batch& batch() const { return batch_; }

 private:
  std::vector<std::int32_t> zones_;
  std::vector<std::int64_t> seen_;
  std::vector<std::int32_t> days_;
  std::vector<std::int64_t> marks_;
  std::vector<std::int64_t> offsets_{0};
  columns::Batch batch_;
};

bool interpreted(const plan::Plan& plan, const columns::Batch& batch, const Row& row, std::int64_t index) {
  const plan::NodeId root[] = {plan.segments[row.condition].root};
  const auto found = interpreter::interpret_row(plan, root, batch, {}, row.now, index).at(0);
  return found.state == columns::State::Known && found.number == 1;
}

void report(std::string_view engine, const Part& part, const Row& row, std::size_t& differences) {
  if (++differences > kMostDifferences) return;
  fmt::print("{}: {:?} over {}, now {}, zone {}, seen {}, day {}, marks {}: expected {}\n", engine, part.conditions[row.condition],
             part.zone, row.now, row.zone, row.seen, row.day, fmt::join(row.marks, " "), row.holds);
}

std::size_t check_part(const Part& part) {
  const driver::Compilation made = compiled(part);
  std::string error;
  const auto session = jit::Session::compile(*made.optimized, {}, &error);
  if (session == nullptr) throw std::runtime_error("no native code: " + error);
  std::map<std::int64_t, std::vector<const Row*>> by_now;
  for (const Row& row : part.rows) by_now[row.now].push_back(&row);
  std::size_t differences = 0;
  for (const auto& [now, rows] : by_now) {
    const Profiles profiles(rows);
    if (const std::string wrong = columns::validate(profiles.batch(), made.plan->schema); !wrong.empty()) throw std::runtime_error(wrong);
    const auto native = session->evaluate(made.optimized->parameters, profiles.batch(), {}, now, columns::Entry::Members);
    for (std::size_t index = 0; index < rows.size(); ++index) {
      const Row& row = *rows[index];
      const auto at = static_cast<std::int64_t>(index);
      if (interpreted(*made.plan, profiles.batch(), row, at) != row.holds) report("interpreter", part, row, differences);
      if (native[row.condition].members.at(at) != row.holds) report("jit", part, row, differences);
    }
  }
  return differences;
}

}  // namespace

int main() {
  try {
    std::size_t rows = 0;
    std::size_t differences = 0;
    for (const Part& part : read_parts(std::cin)) {
      rows += part.rows.size();
      differences += check_part(part);
    }
    fmt::print("{} rows: {} differences\n", rows, differences);
    return rows != 0 && differences == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
