#pragma once
// What is asked of the engines: operators of ops.def by their text, and what lowering makes of several of them.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/plan/plan.h"

namespace seg::test {

/// Fields of a profile: what a question is about, and its answer by type.
enum class Field : std::uint8_t {
  Question,
  Zone,
  Instant,
  Date,
  OtherDate,
  Number,
  TimeOfDay,
  AnswerDate,
  AnswerNumber,
  AnswerInstant,
  AnswerTime,
  AnswerWeekday
};
inline constexpr std::size_t kFields = 12;

/// `first` and `second` hold what is asked about; Field::Question where there is nothing.
struct Question {
  std::string_view name;
  Field first;
  Field second = Field::Question;
  plan::Op op = plan::Op::LocalDate;  ///< LocalDate for questions that are more than one operator
};

/// `local_date` …; `rolling`: the first operand as many months later by the local clock; `start_of_week` …: of the first operand.
std::span<const Question> questions();
std::optional<std::size_t> find_question(std::string_view name);

/// In whose zone a question is asked.
enum class ZoneOf : std::uint8_t { Schema, Literal, Profile };

/// The field for an answer of this type.
Field answer_field(plan::Type type);

plan::Schema schema_in(const std::string& zone);
/// A segment for each question and ZoneOf, of those whose question is another or whose answer is the node's value; `nodes` are the values
/// in the order of the segments.
struct Asked {
  plan::Plan plan;
  std::vector<plan::NodeId> nodes;
};
Asked ask(const std::string& zone);

}  // namespace seg::test
