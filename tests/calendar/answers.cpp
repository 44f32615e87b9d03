#include "tests/calendar/answers.h"

#include "tests/calendar/lines.h"

namespace seg::test {

std::vector<Answer> read_answers(std::istream& lines) {
  std::vector<Answer> answers;
  read_lines(lines, "a question, a zone and three numbers", [&](std::istringstream& words) {
    std::string question;
    Answer answer;
    words >> question >> answer.zone >> answer.first >> answer.second >> answer.expected;
    const auto found = find_question(question);
    if (!found) return words.setstate(std::ios::failbit);
    answer.question = *found;
    answers.push_back(answer);
  });
  return answers;
}

Profiles::Profiles(const plan::Schema& schema, const std::vector<Answer>& answers, const std::vector<Field>& answer_fields) {
  auto zones = std::make_shared<columns::Dictionary>();
  for (const Answer& answer : answers) {
    std::array<std::int64_t, kFields> row{};
    const Question& question = questions()[answer.question];
    row[static_cast<std::size_t>(question.second)] = answer.second;
    row[static_cast<std::size_t>(question.first)] = answer.first;
    row[static_cast<std::size_t>(answer_fields[answer.question])] = answer.expected;
    row[static_cast<std::size_t>(Field::Question)] = static_cast<std::int64_t>(answer.question);
    if (zones->size() == 0 || zones->at(zones->size() - 1) != answer.zone) zones->append(answer.zone);
    row[static_cast<std::size_t>(Field::Zone)] = zones->size() - 1;
    for (std::size_t field = 0; field < kFields; ++field) {
      wide_[field].push_back(row[field]);
      narrow_[field].push_back(static_cast<std::int32_t>(row[field]));
    }
  }
  batch_.rows = static_cast<std::int64_t>(answers.size());
  for (std::size_t field = 0; field < kFields; ++field) {
    const plan::Type type = schema.profile[field].type;
    const bool narrow = type == plan::date_type() || plan::form_of(type) == plan::Form::Code;
    const void* values = narrow ? static_cast<const void*>(narrow_[field].data()) : wide_[field].data();
    batch_.profile.push_back({type, batch_.rows, values, {}, {}, plan::is_text(type) ? zones : nullptr});
  }
}

}  // namespace seg::test
