// Sequences against all choices of events, tried out one after the other, on both engines.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <optional>
#include <random>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "tests/conformance/conf_file.h"
#include "tests/conformance/runs.h"
#include "tests/properties/corpus.h"
#include "tools/explain/example.h"
#include "tools/explain/explain.h"

namespace {

using namespace seg;

constexpr int kNow = 15;  ///< minutes; events lie at 0 to 19
constexpr int kNoValue = -1;
constexpr std::int64_t kMinute = 60 * plan::kMicrosPerSecond;
constexpr std::int64_t kMidnight = 20'454 * plan::kMicrosPerDay;  ///< 2026-01-01

struct Event {
  int at;
  std::array<int, 2> fields;  ///< p, q; kNoValue for unknown
  bool operator==(const Event&) const = default;
};
using History = std::array<std::vector<Event>, 2>;  ///< events of the streams v and b

/// The field equals that of an earlier step.
struct Reference {
  std::size_t step;
  std::size_t field;
};
struct Step {
  std::size_t stream = 0;
  bool absent = false;
  bool directly = false;
  bool condition = false;  ///< q = 1
  std::optional<int> within;
  std::vector<Reference> references;
};
using Steps = std::vector<Step>;

class Choices {
 public:
  Choices(const Steps& steps, const History& history)
      : steps_(steps), history_(history), chosen_(steps.size()), only_(steps.size()), size_(steps.size()) {}
  bool any() { return follows(0, 0); }
  /// Of the first steps alone; `directly` minds the streams of all.
  Choices& first(std::size_t count) {
    size_ = count;
    return *this;
  }
  Choices& only(std::size_t step, const Event& event) {
    only_[step] = event;
    return *this;
  }

 private:
  bool is_of_step(const Event& event, const Step& step) const {
    if (event.at > kNow || (step.condition && event.fields[1] != 1)) return false;
    return std::all_of(step.references.begin(), step.references.end(), [&](const Reference& reference) {
      const int other = chosen_[reference.step].fields[reference.field];
      return other != kNoValue && event.fields[reference.field] == other;
    });
  }
  bool is_absent(const Step& step, int after) const {
    const int end = after + *step.within;
    const auto& events = history_[step.stream];
    return end <= kNow && std::none_of(events.begin(), events.end(),
                                       [&](const Event& event) { return event.at > after && event.at <= end && is_of_step(event, step); });
  }
  bool is_undisturbed(int after, int before) const {
    return std::none_of(steps_.begin(), steps_.end(), [&](const Step& step) {
      const auto& events = history_[step.stream];
      return std::any_of(events.begin(), events.end(), [&](const Event& event) { return event.at > after && event.at < before; });
    });
  }
  bool follows(std::size_t index, int after) {
    if (index == size_) return true;
    const Step& step = steps_[index];
    if (step.absent) return is_absent(step, after) && follows(index + 1, after + *step.within);
    for (const Event& event : history_[step.stream]) {
      if (!is_of_step(event, step) || (only_[index] && *only_[index] != event)) continue;
      if (index > 0 && (event.at <= after || (step.within && event.at > after + *step.within))) continue;
      if (step.directly && !is_undisturbed(after, event.at)) continue;
      chosen_[index] = event;
      if (follows(index + 1, event.at)) return true;
    }
    return false;
  }

  const Steps& steps_;
  const History& history_;
  std::vector<Event> chosen_;
  std::vector<std::optional<Event>> only_;
  std::size_t size_;
};

class Producer {
 public:
  explicit Producer(unsigned seed) : random_(seed) {}
  int below(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  bool one_in(int count) { return below(count) == 0; }

  History history() {
    History result;
    for (auto& events : result) {
      for (int count = below(7); count > 0; --count) events.push_back({below(20), {below(4) - 1, below(3) - 1}});
      std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    }
    return result;
  }

  /// References are to the step that is matched, or all to the first one.
  Steps steps() {
    Steps result(static_cast<std::size_t>(2 + below(4)));
    const bool of_the_first = one_in(3);
    const auto common = static_cast<std::size_t>(below(2));
    std::size_t matched = 0;
    for (std::size_t index = 0; index < result.size(); ++index) {
      Step& step = result[index];
      step.stream = static_cast<std::size_t>(below(2));
      step.condition = one_in(3);
      if (index == 0) continue;
      step.absent = one_in(3);
      step.directly = !step.absent && one_in(4);
      if (step.absent || one_in(2)) step.within = 1 + below(6);
      if (of_the_first) step.references = {{0, common}};
      for (std::size_t field = 0; !of_the_first && field < 2; ++field) {
        if (one_in(3)) step.references.push_back({matched, field});
      }
      if (!step.absent) matched = index;
    }
    return result;
  }

 private:
  std::mt19937 random_;
};

std::string text_of(const Steps& steps) {
  std::string text = "sequence {\n";
  for (std::size_t index = 0; index < steps.size(); ++index) {
    const Step& step = steps[index];
    text += fmt::format("  {}{}{}{}", index > 0 ? "then " : "", step.directly ? "directly " : "", step.absent ? "no " : "",
                        step.stream == 0 ? "v" : "b");
    if (!step.absent) text += fmt::format(" as s{}", index);
    if (step.within) text += fmt::format(" within {} minutes", *step.within);
    std::vector<std::string> conditions;
    if (step.condition) conditions.push_back("q = 1");
    for (const Reference& reference : step.references) {
      const char* field = reference.field == 0 ? "p" : "q";
      conditions.push_back(fmt::format("{} = s{}.{}", field, reference.step, field));
    }
    if (!conditions.empty()) text += fmt::format(" where ({})", fmt::join(conditions, " and "));
    text += '\n';
  }
  return text + "  }";
}

std::string conf_of(const std::vector<History>& histories, const std::vector<Steps>& sequences) {
  std::string text =
      "now 2026-01-01T00:15Z\nschema s {\n  profile { id id key }\n  event v, vs { at timestamp, p int?, q int? }\n"
      "  event b, bs { at timestamp, p int?, q int? }\n}\nprofiles\n";
  for (std::size_t profile = 0; profile < histories.size(); ++profile) text += fmt::format("  k{}\n", profile);
  const auto cell = [](int value) { return value == kNoValue ? std::string("unknown") : std::to_string(value); };
  for (std::size_t stream = 0; stream < 2; ++stream) {
    text += fmt::format("events {} at p q\n", stream == 0 ? "v" : "b");
    for (std::size_t profile = 0; profile < histories.size(); ++profile) {
      for (const Event& event : histories[profile][stream]) {
        text += fmt::format("  k{} 2026-01-01T00:{:02}Z {} {}\n", profile, event.at, cell(event.fields[0]), cell(event.fields[1]));
      }
    }
  }
  for (std::size_t index = 0; index < sequences.size(); ++index) {
    std::string members;
    for (std::size_t profile = 0; profile < histories.size(); ++profile) {
      if (Choices(sequences[index], histories[profile]).any()) members += fmt::format(" k{}", profile);
    }
    text += fmt::format("s{}: {}\n  members{}\n", index, text_of(sequences[index]), members.empty() ? " none" : members);
  }
  return text;
}

hir::Example example_of(const History& history) {
  hir::Example example;
  for (const std::vector<Event>& events : history) {
    auto& stream = example.streams.emplace_back();
    for (const Event& event : events) {
      hir::ExampleEvent made;
      made.at = kMidnight + event.at * kMinute;
      for (std::uint32_t field = 0; field < 2; ++field) {
        const plan::Literal value{plan::int_type(), event.fields[field], 1, 0, {}};
        if (event.fields[field] != kNoValue) made.fields.push_back({field, {false, {value}, {}}});
      }
      stream.push_back(std::move(made));
    }
  }
  return example;
}

/// `2026-01-01 00:07, p 1, q unknown`; the start of a day is the day alone.
Event event_of(const std::string& reading) {
  const auto field = [&](const char* name) {
    const std::string text = reading.substr(reading.find(name) + 4);
    return text.starts_with("unknown") ? kNoValue : std::stoi(text);
  };
  return {reading.starts_with("2026-01-01 ") ? std::stoi(reading.substr(14)) : 0, {field(", p "), field(", q ")}};
}

/// What was told of the steps before the first that found nothing is a choice of events, and with that one there is none.
std::string contradiction(const Steps& steps, const History& history, const explain::Clause& whole) {
  const auto found = std::find_if(whole.parts.begin(), whole.parts.end(),
                                  [](const explain::Clause& part) { return !part.asked || part.truth != explain::Truth::True; });
  const auto held = static_cast<std::size_t>(found - whole.parts.begin());
  const bool all = held == steps.size();
  if (all != Choices(steps, history).any()) return "the steps do not say what the sequence is";
  if ((whole.truth == explain::Truth::True) != all) return "the steps do not add up";
  Choices told(steps, history);
  told.first(held);
  for (std::size_t step = 0; step < held; ++step) {
    if (!steps[step].absent) told.only(step, event_of(whole.parts[step].readings.front()));
  }
  if (held > 0 && !told.any()) return "the events that are told do not follow each other";
  if (!all && Choices(steps, history).first(held + 1).any()) return "the step that is told to fail does not";
  for (std::size_t step = held + 1; step < steps.size(); ++step) {
    if (whole.parts[step].asked) return "a step after the failed one is told";
  }
  return {};
}

}  // namespace

TEST_CASE("a sequence is true if some choice of events is") {
  const int rounds = properties::rounds(2);
  for (int round = 0; round < rounds; ++round) {
    Producer producer(static_cast<unsigned>(round + 1));
    std::vector<History> histories;
    std::vector<Steps> sequences;
    for (int count = 0; count < 40; ++count) histories.push_back(producer.history());
    for (int count = 0; count < 10; ++count) sequences.push_back(producer.steps());
    const conformance::ConfFile file = conformance::read_conf("sequences", conf_of(histories, sequences));
    const driver::Compilation compiled = driver::compile({{"sequences", file.seg}});
    if (compiled.diagnostics.has_errors()) FAIL(render_human(compiled.diagnostics, compiled.sources, {}));
    const std::string found = conformance::differences(file, *compiled.plan, *compiled.optimized);
    if (!found.empty()) FAIL(fmt::format("round {}: {}\n{}", round, found.substr(0, 1000), file.seg.substr(0, 6000)));
    SUCCEED();
  }
}

TEST_CASE("what is explained of a sequence is a choice of events, and where there is none") {
  const int rounds = properties::rounds(2);
  for (int round = 0; round < rounds; ++round) {
    Producer producer(static_cast<unsigned>(round + 100));
    std::vector<Steps> sequences;
    for (int count = 0; count < 12; ++count) sequences.push_back(producer.steps());
    const conformance::ConfFile file = conformance::read_conf("sequences", conf_of({}, sequences));
    const driver::Compilation compiled = driver::compile({{"sequences", file.seg}});
    if (compiled.diagnostics.has_errors()) FAIL(render_human(compiled.diagnostics, compiled.sources, {}));
    for (int count = 0; count < 12; ++count) {
      const History history = producer.history();
      const auto profile = explain::profile_of(example_of(history), compiled.hir.schema.plan);
      for (std::size_t index = 0; index < sequences.size(); ++index) {
        const explain::Clause whole =
            explain::explain(compiled.hir, compiled.sources, compiled.hir.segments[index], profile.batch, {}, kMidnight + kNow * kMinute);
        INFO(round << " " << count << "\n" << text_of(sequences[index]) << "\n" << explain::render(whole) << conf_of({history}, {}));
        CHECK(contradiction(sequences[index], history, whole) == "");
      }
    }
  }
}
