#include "tests/calendar/questions.h"

#include <fmt/format.h>

#include <algorithm>

namespace seg::test {
namespace {

using plan::Builder;
using plan::NodeId;
using plan::Op;

constexpr std::array<Question, 25> kQuestions = {{
    {"local_date", Field::Instant, Field::Question, Op::LocalDate},
    {"local_hour", Field::Instant, Field::Question, Op::LocalHour},
    {"local_minute", Field::Instant, Field::Question, Op::LocalMinute},
    {"local_time", Field::Instant, Field::Question, Op::LocalTime},
    {"day_start", Field::Date, Field::Question, Op::DayStart},
    {"local_instant", Field::Date, Field::TimeOfDay, Op::LocalInstant},
    {"add_months", Field::Date, Field::Number, Op::AddMonths},
    {"anniversary", Field::Date, Field::OtherDate, Op::Anniversary},
    {"age", Field::Date, Field::OtherDate, Op::Age},
    {"year", Field::Date, Field::Question, Op::YearOf},
    {"month", Field::Date, Field::Question, Op::MonthOf},
    {"day", Field::Date, Field::Question, Op::DayOf},
    {"day_of_year", Field::Date, Field::Question, Op::DayOfYear},
    {"weekday", Field::Date, Field::Question, Op::WeekdayOf},
    {"week_start", Field::Date, Field::Question, Op::WeekStart},
    {"month_start", Field::Date, Field::Question, Op::MonthStart},
    {"quarter_start", Field::Date, Field::Question, Op::QuarterStart},
    {"year_start", Field::Date, Field::Question, Op::YearStart},
    {"weekday_at", Field::Instant},
    {"rolling", Field::Instant, Field::Number},
    {"start_of_day", Field::Instant},
    {"start_of_week", Field::Instant},
    {"start_of_month", Field::Instant},
    {"start_of_quarter", Field::Instant},
    {"start_of_year", Field::Instant},
}};

NodeId field(Builder& builder, Field which) { return builder.profile_field(static_cast<std::uint32_t>(which)); }

/// The operator over the operands, and the zone where it takes one and there is one.
NodeId apply(Builder& builder, Op op, std::vector<NodeId> operands, std::optional<NodeId> zone) {
  if (plan::takes_zone(op) && zone) operands.push_back(*zone);
  return builder.apply(op, operands);
}

/// The first instant of the period that begins so, for the local day of the instant that is asked about.
NodeId start_of(Builder& builder, std::string_view unit, std::optional<NodeId> zone) {
  NodeId date = apply(builder, Op::LocalDate, {field(builder, Field::Instant)}, zone);
  if (unit == "week") date = builder.apply(Op::WeekStart, {date});
  if (unit == "month") date = builder.apply(Op::MonthStart, {date});
  if (unit == "quarter") date = builder.apply(Op::QuarterStart, {date});
  if (unit == "year") date = builder.apply(Op::YearStart, {date});
  return apply(builder, Op::DayStart, {date}, zone);
}

NodeId value_of(Builder& builder, const Question& question, std::optional<NodeId> zone) {
  const NodeId first = field(builder, question.first);
  if (question.name.starts_with("start_of_")) return start_of(builder, question.name.substr(9), zone);
  if (question.name == "weekday_at") return builder.apply(Op::WeekdayOf, {apply(builder, Op::LocalDate, {first}, zone)});
  if (question.name == "rolling") {
    const NodeId date = builder.apply(Op::AddMonths, {apply(builder, Op::LocalDate, {first}, zone), field(builder, question.second)});
    return apply(builder, Op::LocalInstant, {date, apply(builder, Op::LocalTime, {first}, zone)}, zone);
  }
  std::vector<NodeId> operands = {first};
  if (question.second != Field::Question) operands.push_back(field(builder, question.second));
  return apply(builder, question.op, operands, zone);
}

}  // namespace

std::span<const Question> questions() { return kQuestions; }

std::optional<std::size_t> find_question(std::string_view name) {
  const auto found = std::find_if(kQuestions.begin(), kQuestions.end(), [name](const Question& each) { return each.name == name; });
  if (found == kQuestions.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kQuestions.begin());
}

Field answer_field(plan::Type type) {
  if (type.kind == plan::Kind::Enum) return Field::AnswerWeekday;
  if (type == plan::date_type()) return Field::AnswerDate;
  if (type == plan::timestamp_type()) return Field::AnswerInstant;
  return type == plan::duration_type() ? Field::AnswerTime : Field::AnswerNumber;
}

plan::Schema schema_in(const std::string& zone) {
  plan::Schema schema;
  schema.name = "calendar";
  schema.zone = zone;
  schema.key = {"key", plan::string_type(), false, 0};
  schema.weekdays();
  const plan::Type weekday{plan::Kind::Enum, false, 0, 0};
  schema.profile = {{"question", plan::int_type()},         {"zone", plan::string_type()},
                    {"instant", plan::timestamp_type()},    {"date", plan::date_type()},
                    {"other_date", plan::date_type()},      {"number", plan::int_type()},
                    {"time_of_day", plan::duration_type()}, {"answer_date", plan::date_type()},
                    {"answer_number", plan::int_type()},    {"answer_instant", plan::timestamp_type()},
                    {"answer_time", plan::duration_type()}, {"answer_weekday", weekday}};
  return schema;
}

Asked ask(const std::string& zone) {
  Builder builder(schema_in(zone));
  Asked asked;
  for (std::size_t index = 0; index < kQuestions.size(); ++index) {
    const NodeId is_other = builder.apply(
        Op::Not, {builder.apply(Op::Equal, {field(builder, Field::Question), builder.integer(static_cast<std::int64_t>(index))})});
    for (const ZoneOf which : {ZoneOf::Schema, ZoneOf::Literal, ZoneOf::Profile}) {
      std::optional<NodeId> given;
      if (which == ZoneOf::Literal) given = builder.literal({plan::string_type(), 0, 1, 0, zone});
      if (which == ZoneOf::Profile) given = field(builder, Field::Zone);
      const NodeId value = value_of(builder, kQuestions[index], given);
      const NodeId answer = field(builder, answer_field(builder.node(value).type));
      asked.nodes.push_back(value);
      builder.add_segment(fmt::format("{} {}", kQuestions[index].name, asked.nodes.size()),
                          builder.apply(Op::Or, {is_other, builder.apply(Op::Equal, {value, answer})}));
    }
  }
  asked.plan = std::move(builder).finish();
  return asked;
}

}  // namespace seg::test
