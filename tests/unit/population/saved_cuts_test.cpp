// Cuts as a file: what goes in comes out, and what a file cannot say is told by the cut's name.
#include "runtime/population/saved_cuts.h"

#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "runtime/population/definitions.h"

using namespace seg;
using columns::CutValue;
using columns::State;
using plan::NodeId;
using plan::Op;
using Json = nlohmann::ordered_json;

namespace {

constexpr plan::Type kTierType{plan::Kind::Enum, false, 0, 0, false};

plan::Schema schema() {
  plan::Schema result;
  result.name = "people";
  result.key = {"key", plan::string_type(), false, 0};
  result.units = {"EUR"};
  result.enums = {{"tier", {"bronze", "silver", "gold"}, true}};
  result.profile = {{"clv", plan::money_type(0, 2), true, 0},
                    {"score", plan::float_type(), true, 0},
                    {"tier", kTierType, true, 0},
                    {"points", plan::int_type(), true, 0}};
  return result;
}

NodeId top(plan::Builder& builder, std::uint32_t field, std::int64_t percent, const std::string& text) {
  const NodeId share = builder.literal({plan::ratio_type(), percent / 10, 10, 0, {}});
  const NodeId cut = builder.apply(Op::CutTop, {builder.profile_field(field), share});
  builder.label_cut(cut, text);
  return cut;
}

/// Cuts of money, a float, an enum and a fraction; `before` adds segments of its own in front of them.
plan::Plan plan_with(const std::function<void(plan::Builder&)>& before = {}, std::int64_t percent = 10) {
  plan::Builder builder(schema());
  if (before) before(builder);
  const std::vector<NodeId> cuts{top(builder, 0, percent, "clv in top 10%"), top(builder, 1, 10, "score in top 10%"),
                                 top(builder, 2, 10, "tier in top 10%"), builder.apply(Op::CutMedian, {builder.profile_field(3)})};
  builder.label_cut(cuts[3], "median(points)");
  for (const NodeId cut : cuts) builder.add_segment("s" + std::to_string(cut), builder.apply(Op::IsKnown, {cut}));
  return std::move(builder).finish();
}

CutValue value(std::int64_t number, std::int64_t denominator, double real) { return {State::Known, number, denominator, real, 1000, 3, 2}; }
columns::Cuts some_cuts() { return {value(41'250, 1, 0), value(0, 1, 0.1 + 0.2), value(2, 1, 0), value(-7, 3, 0)}; }

std::string problem_with(const std::function<void(Json&)>& damage) {
  Json file = Json::parse(population::save_cuts(plan_with(), some_cuts(), 5));
  damage(file);
  return population::load_cuts(file.dump(), plan_with()).error;
}

}  // namespace

TEST_CASE("cuts come back as they were") {
  const plan::Plan plan = plan_with();
  std::vector<columns::Cuts> all{some_cuts(), columns::Cuts(4)};
  all.push_back(some_cuts());
  all.back()[0] = {State::Fault, 0, 1, 0, 0, 0, 9};
  all.back()[1].real = std::numeric_limits<double>::denorm_min();
  all.back()[3] = value(std::numeric_limits<std::int64_t>::min(), 1, 0);
  all.push_back(some_cuts());
  all.back()[0].number = std::numeric_limits<std::int64_t>::max();
  all.back()[1].real = -std::numeric_limits<double>::max();
  all.back()[3] = value(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), 0);
  for (const columns::Cuts& cuts : all) {
    const population::LoadedCuts loaded = population::load_cuts(population::save_cuts(plan, cuts, -5), plan);
    CHECK(loaded.error == "");
    CHECK(loaded.cuts == cuts);
    CHECK(loaded.now == -5);
  }
}

TEST_CASE("the file says values as people and programs read them") {
  const Json file = Json::parse(population::save_cuts(plan_with(), some_cuts(), 5));
  CHECK(file["format"] == "seg cuts 1");
  CHECK(file["schema"] == "people");
  CHECK(file["cuts"][0]["type"] == "money(EUR,2)");
  CHECK(file["cuts"][0]["value"] == 41'250);
  CHECK(file["cuts"][1]["value"].dump() == "0.30000000000000004");
  CHECK(file["cuts"][2]["value"] == "gold");
  CHECK(file["cuts"][3]["value"].dump() == R"({"number":-7,"denominator":3})");
}

TEST_CASE("a definition does not depend on what else the Plan has, and on all that the cut has") {
  const auto others = [](plan::Builder& builder) {
    const NodeId points = builder.profile_field(3);
    builder.add_segment("other", builder.apply(Op::Less, {builder.integer(77), points}));
    builder.add_segment("cut", builder.apply(Op::IsKnown, {top(builder, 3, 10, "points in top 10%")}));
  };
  const auto alone = population::definitions(plan_with());
  const plan::Plan more = plan_with(others);
  const auto beside = population::definitions(more);
  REQUIRE(beside.size() == 5);
  for (const std::string& definition : alone) CHECK(std::count(beside.begin(), beside.end(), definition) == 1);
  const auto thirty = population::definitions(plan_with({}, 30));
  CHECK(thirty[0] != alone[0]);
  CHECK(thirty[1] == alone[1]);
  // The order of conditions says nothing.
  const auto of_both = [](bool exchanged) {
    plan::Builder builder(schema());
    const NodeId a = builder.apply(Op::Less, {builder.integer(1), builder.profile_field(3)});
    const NodeId b = builder.apply(Op::IsKnown, {builder.profile_field(1)});
    const NodeId both = exchanged ? builder.apply(Op::And, {b, a}) : builder.apply(Op::And, {a, b});
    builder.add_segment(
        "s", builder.apply(Op::IsKnown, {builder.apply(Op::CutAverage, {builder.apply(Op::When, {both, builder.profile_field(3)})})}));
    return population::definitions(std::move(builder).finish());
  };
  CHECK(of_both(true) == of_both(false));
}

TEST_CASE("a definition says what zone, which enum values, which fields and which keys the cut reads") {
  plan::Schema base = schema();
  base.profile.push_back({"joined", plan::timestamp_type(), true, 0});
  const plan::Field shoe{"shoe", plan::string_type(), true, 0};
  const plan::Field hat{"hat", plan::string_type(), true, 0};
  base.streams = {{"order", "orders", {shoe, hat}}, {"visit", "visits", {shoe, hat}}};
  const auto median = [](const plan::Schema& of, const std::function<NodeId(plan::Builder&)>& value) {
    plan::Builder builder(of);
    const NodeId made = value(builder);
    builder.add_segment("s", builder.apply(Op::IsKnown, {builder.apply(Op::CutMedian, {made})}));
    return population::definitions(std::move(builder).finish()).at(0);
  };
  const auto field = [](std::uint32_t index) { return [index](plan::Builder& builder) { return builder.profile_field(index); }; };

  // The schema's zone where the operator has none of its own.
  const auto hour = [](plan::Builder& builder) { return builder.apply(Op::LocalHour, {builder.profile_field(4)}); };
  plan::Schema berlin = base;
  berlin.zone = "Europe/Berlin";
  CHECK(median(base, hour) == median(base, hour));
  CHECK(median(base, hour) != median(berlin, hour));
  CHECK(median(base, field(3)) == median(berlin, field(3)));

  const auto tier_count = [](plan::Builder& builder) {
    const NodeId gold = builder.literal({kTierType, 2, 1, 0, {}});
    const NodeId is_gold = builder.apply(Op::Equal, {builder.profile_field(2), gold});
    return builder.apply(Op::When, {is_gold, builder.profile_field(3)});
  };
  plan::Schema other_values = base;
  other_values.enums[0].values = {"bronze", "gold", "silver"};
  CHECK(median(base, tier_count) != median(other_values, tier_count));
  CHECK(median(base, field(3)) == median(other_values, field(3)));

  plan::Schema renamed = base;
  renamed.profile[3].name = "score_points";
  CHECK(median(base, field(3)) != median(renamed, field(3)));
  CHECK(median(base, field(0)) == median(renamed, field(0)));

  // Visits, each with its number of orders of the same key.
  const auto keyed = [](std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs) {
    return [pairs](plan::Builder& builder) {
      const NodeId from = builder.literal({plan::timestamp_type(), plan::kBeginningOfTime, 1, 0, {}});
      const NodeId to = builder.literal({plan::timestamp_type(), plan::kEndOfTime, 1, 0, {}});
      const NodeId all = builder.literal({plan::bool_type(), 1, 1, 0, {}});
      std::vector<plan::KeyPair> keys;
      for (const auto& [inner, outer] : pairs) keys.push_back({builder.event_field(0, inner), builder.event_field(1, outer)});
      const NodeId orders = builder.keyed_fold(Op::Count, 0, std::vector<NodeId>{from, to, all}, keys);
      return builder.fold(Op::SumOf, 1, std::vector<NodeId>{from, to, all, orders});
    };
  };
  const std::vector<std::string> by_keys{median(base, keyed({{0, 0}})), median(base, keyed({{0, 1}})), median(base, keyed({{1, 0}})),
                                         median(base, keyed({{0, 0}, {1, 1}})), median(base, keyed({{0, 1}, {1, 0}}))};
  CHECK(std::set<std::string>(by_keys.begin(), by_keys.end()).size() == by_keys.size());
}

TEST_CASE("cuts that are missing or others are named") {
  const plan::Plan thirty = plan_with({}, 30);
  const std::string of_ten = population::definitions(plan_with())[0];
  const std::string of_thirty = population::definitions(thirty)[0];
  const std::string other = population::load_cuts(population::save_cuts(plan_with(), some_cuts(), 5), thirty).error;
  CHECK(other == "cut `clv in top 10%`: found definition " + of_ten + ", expected definition " + of_thirty +
                     ": save the cuts of a run of these segments");
  const std::string missing = problem_with([](Json& file) { file["cuts"].erase(3); });
  CHECK(missing.starts_with("cut `median(points)`: found nothing, expected definition "));
  CHECK(problem_with([](Json& file) { file["schema"] = "shop"; }) == "found cuts of schema `shop`, expected `people`");
  CHECK(problem_with([](Json& file) { file["cuts"][0]["type"] = "int"; }) == "cut `clv in top 10%`: found type int, expected money(EUR,2)");
}

TEST_CASE("damaged files") {
  CHECK(population::load_cuts("", plan_with()).error == "found no JSON at byte 1, expected the cuts of a run");
  CHECK(population::load_cuts("[]", plan_with()).error == "found [], expected the cuts of a run");
  const std::string whole = population::save_cuts(plan_with(), some_cuts(), 5);
  for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
    REQUIRE(population::load_cuts(whole.substr(0, size), plan_with()).error != "");
  }
  CHECK(problem_with([](Json& file) { file["format"] = "seg cuts 2"; }) == "found format `seg cuts 2`, expected seg cuts 1");
  CHECK(problem_with([](Json& file) { file.erase("cuts"); }) == "found no `cuts`, expected a list of cuts");
  CHECK(problem_with([](Json& file) { file["cuts"] = 3; }) == "found `cuts` 3, expected a list of cuts");
  CHECK(problem_with([](Json& file) { file["cuts"][0] = 3; }) == "cut 1: found 3, expected an object");
  CHECK(problem_with([](Json& file) { file["cuts"][0].erase("definition"); }) == "cut 1: found no `definition`, expected a text");
  CHECK(problem_with([](Json& file) { file["cuts"][1] = file["cuts"][0]; }).starts_with("cut 2: found definition "));
  const std::string clv = "cut `clv in top 10%`: found ";
  CHECK(problem_with([](Json& file) { file["cuts"][0]["value"] = 1.5; }) == clv + "`value` 1.5, expected a whole number of 64 bits");
  CHECK(problem_with([](Json& file) { file["cuts"][0]["value"] = 1ULL << 63; }) ==
        clv + "`value` 9223372036854775808, expected a whole number of 64 bits");
  CHECK(problem_with([](Json& file) { file["cuts"][0].erase("value"); }) == clv + "no `value`, expected a whole number of 64 bits");
  CHECK(problem_with([](Json& file) { file["cuts"][0]["state"] = "open"; }) == clv + "state `open`, expected known, unknown or fault");
  CHECK(problem_with([](Json& file) { file["cuts"][0]["faults"] = -1; }) == clv + "`faults` -1, expected a number from 0 on");
  CHECK(problem_with([](Json& file) { file["cuts"][1]["value"] = "1"; }) ==
        "cut `score in top 10%`: found value \"1\", expected a finite number");
  CHECK(problem_with([](Json& file) { file["cuts"][2]["value"] = "lead"; }) ==
        "cut `tier in top 10%`: found value `lead`, expected one of bronze, silver, gold");
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  const std::vector<std::pair<std::int64_t, std::int64_t>> fractions = {{2, 4}, {1, 0}, {1, -2}, {0, 2}, {3, kLeast}, {kLeast, kLeast}};
  for (const auto& [number, denominator] : fractions) {
    const std::string found =
        problem_with([&](Json& file) { file["cuts"][3]["value"] = {{"number", number}, {"denominator", denominator}}; });
    CHECK(found.find("expected a fraction in lowest terms with a positive denominator") != std::string::npos);
  }
}

TEST_CASE("brackets within brackets without end are refused, wherever they stand") {
  const std::string deep(3'000'000, '[');
  const std::string open = "found brackets 5 deep, expected the cuts of a run";
  CHECK(population::load_cuts(deep, plan_with()).error == open);
  CHECK(population::load_cuts(deep + std::string(deep.size(), ']'), plan_with()).error == open);
  CHECK(problem_with([](Json& file) { file["format"] = Json::parse("[[[[1]]]]"); }) == open);
  const std::string format = "{\"format\": " + deep + std::string(deep.size(), ']') + "}";
  CHECK(population::load_cuts(format, plan_with()).error == open);
  // Those of a fraction's value are 4 deep; one more there is one too many.
  CHECK(problem_with([](Json& file) { file["cuts"][3]["value"]["number"] = Json::array(); }) == open);
}
