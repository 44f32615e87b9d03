// The tables restate, case by case, which operands the language's types allow; nothing here is read from the implementation.

#include <set>

#include <catch2/catch.hpp>

#include "tests/unit/plan/shop.h"

namespace seg::plan {
namespace {

using namespace test;

struct Row {
  Op op;
  std::vector<Type> operands;
  Type result;
};

TypeResult check(Op op, const std::vector<Type>& operands, std::uint8_t scale = 0) { return result_type(shop(), op, operands, scale); }

const Type kBool = bool_type();
const Type kInt = int_type();
const Type kFloat = float_type();
const Type kRatio = ratio_type();
const Type kString = string_type();
const Type kDate = date_type();
const Type kTime = timestamp_type();
const Type kSpan = duration_type();

const std::vector<Row> kAdmitted = {
    {Op::And, {kBool}, kBool},
    {Op::Or, {kBool, kBool, kBool}, kBool},
    {Op::Not, {kBool}, kBool},
    {Op::UnknownTrue, {kBool}, kBool},
    {Op::AtLeast, {kInt, kBool, kBool}, kBool},
    {Op::IsKnown, {kString}, kBool},
    {Op::IsKnown, {money()}, kBool},
    {Op::Equal, {kInt, kFloat}, kBool},
    {Op::Equal, {kRatio, decimal_type(3)}, kBool},
    {Op::Equal, {money(2), money(4)}, kBool},
    {Op::Equal, {money_fraction(), money(2)}, kBool},
    {Op::Equal, {kSpan, duration_fraction()}, kBool},
    {Op::Equal, {kBool, kBool}, kBool},
    {Op::Equal, {id_type(kProductId), id_type(kProductId)}, kBool},
    {Op::Equal, {enum_type(kGender), enum_type(kGender)}, kBool},
    {Op::Less, {kString, kString}, kBool},
    {Op::Less, {enum_type(kTier), enum_type(kTier)}, kBool},
    {Op::LessEqual, {kDate, kDate}, kBool},
    {Op::InSet, {enum_type(kTier)}, kBool},
    {Op::StartsWith, {kString, kString}, kBool},
    {Op::Add, {decimal_type(2), decimal_type(2)}, decimal_type(2)},
    {Op::Add, {money(), money()}, money()},
    {Op::Add, {kTime, kSpan}, kTime},
    {Op::Add, {kDate, kSpan}, kDate},
    {Op::Add, {money_fraction(), money_fraction()}, money_fraction()},
    {Op::Subtract, {kTime, kTime}, kSpan},
    {Op::Subtract, {kDate, kDate}, kSpan},
    {Op::Subtract, {kTime, kSpan}, kTime},
    {Op::Subtract, {kFloat, kFloat}, kFloat},
    {Op::Negate, {kSpan}, kSpan},
    {Op::Multiply, {kInt, kInt}, kInt},
    {Op::Multiply, {kInt, decimal_type(3)}, decimal_type(3)},
    {Op::Multiply, {decimal_type(9), decimal_type(9)}, decimal_type(18)},
    {Op::Multiply, {kInt, money()}, money()},
    {Op::Multiply, {money(2), decimal_type(4)}, money(6)},
    {Op::Multiply, {kInt, kSpan}, kSpan},
    {Op::Multiply, {kRatio, money_fraction()}, money_fraction()},
    {Op::Multiply, {kRatio, kRatio}, kRatio},
    {Op::Multiply, {kFloat, kFloat}, kFloat},
    {Op::Divide, {kInt, kInt}, kRatio},
    {Op::Divide, {money(), kInt}, money_fraction()},
    {Op::Divide, {money(2), money(4)}, kRatio},
    {Op::Divide, {duration_fraction(), kSpan}, kRatio},
    {Op::Divide, {kSpan, kRatio}, duration_fraction()},
    {Op::Divide, {kFloat, kFloat}, kFloat},
    {Op::Mean, {money(), kInt}, money_fraction()},
    {Op::Mean, {decimal_type(2), kInt}, kRatio},
    {Op::Mean, {kFloat, kFloat}, kFloat},
    {Op::ToFraction, {decimal_type(2)}, kRatio},
    {Op::ToFraction, {money(4)}, money_fraction()},
    {Op::ToFraction, {kSpan}, duration_fraction()},
    {Op::ToFloat, {kRatio}, kFloat},
    {Op::DayStart, {kDate}, kTime},
    {Op::Count, {kTime, kTime, kBool}, kInt},
    {Op::SumOf, {kTime, kTime, kBool, money()}, money()},
    {Op::SumOf, {kTime, kTime, kBool, kFloat}, kFloat},
    {Op::MinOf, {kTime, kTime, kBool, kString}, kString},
    {Op::MaxOf, {kTime, kTime, kBool, money_fraction()}, money_fraction()},
    {Op::FirstOf, {kTime, kTime, kBool, kBool}, kBool},
    {Op::LastOf, {kTime, kTime, kBool, id_type(kProductId)}, id_type(kProductId)},
    {Op::CountDistinct, {kTime, kTime, kBool, id_type(kProductId)}, kInt},
    {Op::Matches, {kString, kString}, kBool},
    {Op::CaseFold, {kString}, kString},
    {Op::Trim, {list_of(kString)}, list_of(kString)},
    {Op::Length, {kString}, kInt},
    {Op::ListContains, {list_of(kInt), kInt}, kBool},
    {Op::ListAnyIn, {list_of(money())}, kBool},
    {Op::ListContainsAny, {list_of(kDate), list_of(kDate)}, kBool},
    {Op::IsKnown, {list_of(kInt)}, kBool},
    {Op::Score, {kInt, kBool, kInt, kBool}, kInt},
    {Op::Abs, {money()}, money()},
    {Op::Round, {kFloat}, kInt},
    {Op::Floor, {decimal_type(4)}, kInt},
    {Op::Ceil, {money_fraction()}, money(0)},
    {Op::Modulo, {decimal_type(2), decimal_type(2)}, decimal_type(2)},
    {Op::LocalDate, {kTime}, kDate},
    {Op::LocalHour, {kTime}, kInt},
    {Op::YearOf, {kDate}, kInt},
    {Op::QuarterStart, {kDate}, kDate},
    {Op::MedianOf, {kTime, kTime, kBool, kInt}, kRatio},
    {Op::MedianOf, {kTime, kTime, kBool, money(4)}, money_fraction()},
    {Op::MedianOf, {kTime, kTime, kBool, duration_fraction()}, duration_fraction()},
    {Op::MedianOf, {kTime, kTime, kBool, kFloat}, kFloat},
    {Op::StddevOf, {kTime, kTime, kBool, decimal_type(2)}, kFloat},
    {Op::StddevOf, {kTime, kTime, kBool, money(4)}, money(4)},
    {Op::StddevOf, {kTime, kTime, kBool, kSpan}, kSpan},
    {Op::ModeOf, {kTime, kTime, kBool, id_type()}, id_type()},
    {Op::NthOf, {kTime, kTime, kBool, kBool, kInt}, kBool},
    {Op::AllTrue, {kTime, kTime, kBool, kBool}, kBool},
    {Op::AtLeastTrue, {kTime, kTime, kBool, kBool, kInt}, kBool},
    {Op::Ordinal, {kTime, kTime, kBool}, kInt},
    {Op::Gap, {kTime, kTime, kBool}, kSpan},
    {Op::FirstOfValue, {kTime, kTime, kBool, kFloat}, kBool},
    {Op::CutTop, {money(), kRatio}, money()},
    {Op::CutPercentile, {enum_type(kTier), kRatio}, enum_type(kTier)},
    {Op::CutAverage, {kInt}, kRatio},
    {Op::CutAverage, {money()}, money_fraction()},
    {Op::CutAverage, {kFloat}, kFloat},
};

const std::vector<std::pair<Op, std::vector<Type>>> kRefused = {
    {Op::And, {}},
    {Op::And, {kBool, kInt}},
    {Op::Not, {kBool, kBool}},
    {Op::AtLeast, {kBool, kBool}},
    {Op::Equal, {money(2, kEur), money(2, kUsd)}},
    {Op::Equal, {money(), kInt}},
    {Op::Equal, {kDate, kTime}},
    {Op::Equal, {kString, id_type()}},
    {Op::Equal, {id_type(kProductId), id_type()}},
    {Op::Equal, {enum_type(kTier), enum_type(kGender)}},
    {Op::Less, {kBool, kBool}},
    {Op::Less, {id_type(), id_type()}},
    {Op::Less, {enum_type(kGender), enum_type(kGender)}},
    {Op::InSet, {kBool}},
    {Op::Contains, {kString, id_type()}},
    {Op::Add, {decimal_type(2), decimal_type(3)}},
    {Op::Add, {kInt, decimal_type(0)}},
    {Op::Add, {money(2), money(4)}},
    {Op::Add, {kSpan, kTime}},
    {Op::Add, {kTime, kTime}},
    {Op::Add, {kDate, kInt}},
    {Op::Add, {kTime, duration_fraction()}},
    {Op::Add, {kString, kString}},
    {Op::Subtract, {kSpan, kTime}},
    {Op::Subtract, {kDate, kTime}},
    {Op::Negate, {kTime}},
    {Op::Multiply, {money(), money()}},
    {Op::Multiply, {decimal_type(9), decimal_type(10)}},
    {Op::Multiply, {money(2), decimal_type(17)}},
    {Op::Multiply, {kSpan, decimal_type(1)}},
    {Op::Multiply, {kInt, kRatio}},
    {Op::Multiply, {kInt, kFloat}},
    {Op::Multiply, {money_fraction(), duration_fraction()}},
    {Op::Divide, {kInt, money()}},
    {Op::Divide, {money(2, kEur), money(2, kUsd)}},
    {Op::Divide, {kInt, kFloat}},
    {Op::Divide, {kDate, kInt}},
    {Op::Mean, {kInt, decimal_type(2)}},
    {Op::Mean, {kFloat, kInt}},
    {Op::ToFraction, {kRatio}},
    {Op::ToFraction, {kFloat}},
    {Op::ToFraction, {kDate}},
    {Op::ToFloat, {money()}},
    {Op::ToFloat, {kFloat}},
    {Op::DayStart, {kTime}},
    {Op::Count, {kDate, kTime, kBool}},
    {Op::Count, {kTime, kTime, kInt}},
    {Op::SumOf, {kTime, kTime, kBool, kRatio}},
    {Op::SumOf, {kTime, kTime, kBool, kTime}},
    {Op::SumOf, {kTime, kTime, kBool}},
    {Op::MinOf, {kTime, kTime, kBool, id_type()}},
    {Op::MaxOf, {kTime, kTime, kBool, enum_type(kGender)}},
    {Op::Matches, {id_type(), kString}},
    {Op::CaseFold, {id_type()}},
    {Op::Lower, {list_of(kInt)}},
    {Op::Length, {list_of(kString)}},
    {Op::ListContains, {list_of(kInt), kFloat}},
    {Op::ListContains, {kInt, kInt}},
    {Op::ListContainsAll, {list_of(kInt), list_of(kString)}},
    {Op::ListAnyIn, {kString}},
    {Op::Equal, {list_of(kInt), list_of(kInt)}},
    {Op::Less, {list_of(kInt), list_of(kInt)}},
    {Op::InSet, {list_of(kInt)}},
    {Op::Add, {list_of(kInt), list_of(kInt)}},
    {Op::IsKnown, {list_of(kFloat)}},
    {Op::Score, {kInt}},
    {Op::Score, {kInt, kBool, kInt}},
    {Op::Score, {kBool, kInt}},
    {Op::Round, {kSpan}},
    {Op::Round, {kDate}},
    {Op::Modulo, {decimal_type(2), decimal_type(3)}},
    {Op::Modulo, {kFloat, kFloat}},
    {Op::LocalDate, {kDate}},
    {Op::YearOf, {kTime}},
    {Op::WeekdayOf, {kDate}},  // the schema has no weekdays
    {Op::MedianOf, {kTime, kTime, kBool, kDate}},
    {Op::MedianOf, {kTime, kTime, kBool, kString}},
    {Op::StddevOf, {kTime, kTime, kBool, kRatio}},
    {Op::StddevOf, {kTime, kTime, kBool, kTime}},
    {Op::ModeOf, {kTime, kTime, kBool, list_of(kInt)}},
    {Op::NthOf, {kTime, kTime, kBool, kInt, kBool}},
    {Op::AllTrue, {kTime, kTime, kBool, kInt}},
    {Op::Ordinal, {kTime, kTime, kInt}},
    {Op::CutTop, {kString, kRatio}},
    {Op::CutTop, {list_of(kInt), kRatio}},
    {Op::CutTop, {kBool, kRatio}},
    {Op::CutTop, {kInt, kInt}},
    {Op::CutBottom, {enum_type(kGender), kRatio}},
    {Op::CutAverage, {kTime}},
    {Op::CutAverage, {kDate}},
    {Op::CutAverage, {enum_type(kTier)}},
    {Op::Equal, {money(2, 7), money(2, 7)}},
    {Op::Equal, {decimal_type(19), decimal_type(19)}},
};

TEST_CASE("operators admit what the language's types allow") {
  for (const Row& row : kAdmitted) {
    const TypeResult result = check(row.op, row.operands);
    INFO(row_of(row.op).text << " " << type_text(shop(), row.operands[0]) << ": " << result.expected);
    CHECK(result.ok);
    CHECK(result.type == row.result);
  }
}

TEST_CASE("operators refuse what the language's types do not allow") {
  for (const auto& [op, operands] : kRefused) {
    const TypeResult result = check(op, operands);
    INFO(row_of(op).text << (operands.empty() ? "" : " " + type_text(shop(), operands[0])));
    CHECK_FALSE(result.ok);
    CHECK_FALSE(result.expected.empty());
  }
}

TEST_CASE("rescaling only goes up and stays within 18 digits") {
  CHECK(check(Op::Rescale, {kInt}, 4).type == decimal_type(4));
  CHECK(check(Op::Rescale, {decimal_type(2)}, 2).type == decimal_type(2));
  CHECK(check(Op::Rescale, {money(2)}, 6).type == money(6));
  CHECK_FALSE(check(Op::Rescale, {decimal_type(3)}, 2).ok);
  CHECK_FALSE(check(Op::Rescale, {kInt}, 19).ok);
  CHECK_FALSE(check(Op::Rescale, {money_fraction()}, 2).ok);
  CHECK_FALSE(check(Op::Rescale, {kSpan}, 2).ok);
  CHECK_FALSE(check(Op::Rescale, {list_of(decimal_type(2))}, 4).ok);
  CHECK_FALSE(check(Op::Rescale, {list_of(money())}, 4).ok);
}

TEST_CASE("every row of ops.def has an operator of its own place, a text of its own and an arity its signature can hold") {
  std::set<std::string_view> texts;
  for (const OpRow& row : op_rows()) {
    CHECK(&row_of(row.op) == &row);
    CHECK(texts.insert(row.text).second);
    CHECK((row.arity == 0) == (row.signature == Signature::Leaf));
    CHECK_FALSE(row.comment.empty());
  }
}

}  // namespace
}  // namespace seg::plan
