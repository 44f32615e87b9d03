// Sequences: what follows what.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

constexpr std::size_t kLongestLine = 200;
constexpr std::size_t kMostInLine = 3;

std::string within_text(const hir::Length& within) {
  return within.unit ? units_text(within.count, *within.unit) : length_text(within.count);
}

/// `an email where …`, `no purchase … within 24 hours after that`.
std::string step_text(Writer& writer, const hir::Step& step, bool first) {
  const plan::Stream& stream = writer.stream(step.query.stream);
  const std::string suffix = events_suffix(writer, step.query, {});
  if (step.absent) {
    const std::string length = step.within ? fmt::format(" within {} {}", within_text(*step.within), first ? "" : "after that") : "";
    return fmt::format("{}no {}{}{}", first ? "" : "then ", stream.name, suffix, length);
  }
  const std::string events = with_article(stream.name) + suffix;
  if (first) return events;
  return fmt::format("then{}{}{} {}", step.directly ? " directly" : "", step.within ? ", within " + within_text(*step.within) : "",
                     step.within ? "," : "", events);
}

}  // namespace

Predicate sequence_predicate(Writer& writer, const hir::Sequence& sequence, bool negated) {
  std::vector<Predicate> steps;
  std::vector<std::string> texts;
  std::size_t length = 0;
  for (std::size_t i = 0; i < sequence.steps.size(); ++i) {
    texts.push_back(step_text(writer, sequence.steps[i], i == 0));
    length += texts.back().size();
    Predicate step;
    step.text = texts.back();
    steps.push_back(std::move(step));
  }
  Predicate made;
  made.subject = Subject::Who;
  made.apart = true;
  made.text = negated ? "do not have, in this order" : "have, in this order";
  if (texts.size() <= kMostInLine && length <= kLongestLine) {
    made.text += ":";
    for (std::size_t i = 0; i < texts.size(); ++i) made.text += (i == 0 ? " " : ", ") + texts[i];
  } else {
    made.parts = std::move(steps);
  }
  return made;
}

}  // namespace seg::english
