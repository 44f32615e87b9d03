#pragma once
// Cases of a file, and profiles of them.

#include <istream>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "tests/calendar/questions.h"

namespace seg::test {

/// One line: `question zone first second expected`, by spaces. Dates are days since 1970-01-01, instants and times microseconds, weekdays
/// numbers from 0, Monday.
struct Answer {
  std::size_t question = 0;
  std::string zone;
  std::int64_t first = 0;
  std::int64_t second = 0;
  std::int64_t expected = 0;
};

/// Throws std::runtime_error with the line's number where it is no such line.
std::vector<Answer> read_answers(std::istream& lines);

/// Owns the columns of profiles, one an answer.
class Profiles {
 public:
  Profiles(const plan::Schema& schema, const std::vector<Answer>& answers, const std::vector<Field>& answer_fields);
  Profiles(const Profiles&) = delete;
  Profiles& operator=(const Profiles&) = delete;
  const columns::Batch& batch() const { return batch_; }

 private:
  std::array<std::vector<std::int64_t>, kFields> wide_;
  std::array<std::vector<std::int32_t>, kFields> narrow_;
  columns::Batch batch_;
};

}  // namespace seg::test
