// calendar_answers < LINES: asks both engines what the lines of the input say the answers are (answers.h). Each question is asked in the
// schema's zone, in a literal one and in the profile's. Exit code 1 with a line for each difference.

#include <fmt/format.h>

#include <iostream>
#include <map>

#include "runtime/interpreter/interpret.h"
#include "runtime/jit/session.h"
#include "tests/calendar/answers.h"

namespace {

using namespace seg;
using namespace seg::test;
using columns::State;

constexpr std::size_t kMostDifferences = 50;
constexpr std::size_t kZoneWays = 3;

std::string value_text(const plan::Plan& plan, plan::NodeId node, const columns::Batch& batch, std::int64_t row) {
  const plan::NodeId nodes[] = {node};
  const auto found = interpreter::interpret_row(plan, nodes, batch, {}, 0, row).at(0);
  if (found.state == State::Unknown) return "unknown";
  return found.state == State::Fault ? "a fault" : std::to_string(found.number);
}

/// Rows of the question that are no members of its segments.
std::size_t report(std::string_view engine, const Asked& asked, const std::vector<columns::Membership>& found, const columns::Batch& batch,
                   const std::vector<Answer>& answers) {
  std::size_t differences = 0;
  for (std::size_t row = 0; row < answers.size(); ++row) {
    const Answer& answer = answers[row];
    for (std::size_t way = 0; way < kZoneWays; ++way) {
      const std::size_t segment = answer.question * kZoneWays + way;
      if (found[segment].members.at(static_cast<std::int64_t>(row))) continue;
      if (++differences > kMostDifferences) continue;
      constexpr std::array<std::string_view, kZoneWays> kWays = {"schema", "literal", "profile"};
      fmt::print("{}: {} {} {} {} (zone of the {}): expected {}, the interpreter has {}\n", engine, questions()[answer.question].name,
                 answer.zone, answer.first, answer.second, kWays[way], answer.expected,
                 value_text(asked.plan, asked.nodes[segment], batch, static_cast<std::int64_t>(row)));
    }
  }
  return differences;
}

std::size_t check_zone(const std::string& zone, const std::vector<Answer>& answers) {
  const Asked asked = ask(zone);
  std::vector<Field> fields;
  for (std::size_t index = 0; index < asked.nodes.size(); index += kZoneWays) {
    fields.push_back(answer_field(asked.plan.nodes[asked.nodes[index]].type));
  }
  const Profiles profiles(asked.plan.schema, answers, fields);
  for (const std::string& error : {plan::verify(asked.plan), columns::validate(profiles.batch(), asked.plan.schema)}) {
    if (!error.empty()) throw std::runtime_error(error);
  }
  std::string error;
  const auto session = jit::Session::compile(asked.plan, {}, &error);
  if (session == nullptr) throw std::runtime_error("no native code: " + error);
  const auto entry = columns::Entry::Members;
  const auto meaning = interpreter::interpret(asked.plan, profiles.batch(), {}, 0, entry);
  const auto native = session->evaluate(asked.plan.parameters, profiles.batch(), {}, 0, entry);
  return report("interpreter", asked, meaning, profiles.batch(), answers) + report("jit", asked, native, profiles.batch(), answers);
}

std::size_t check(std::istream& lines) {
  std::map<std::string, std::vector<Answer>> by_zone;
  std::size_t cases = 0;
  for (Answer& answer : read_answers(lines)) {
    ++cases;
    by_zone[answer.zone].push_back(std::move(answer));
  }
  std::size_t differences = 0;
  for (const auto& [zone, answers] : by_zone) differences += check_zone(zone, answers);
  fmt::print("{} cases in {} zones: {} differences\n", cases, by_zone.size(), differences);
  return cases == 0 ? 1 : differences;
}

}  // namespace

int main() {
  try {
    return check(std::cin) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
