#include "tools/seg/report.h"

#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "compiler/base/width.h"

using namespace seg;
using namespace seg::cli;
using columns::CutValue;
using columns::State;

namespace {

/// A Plan with one cut of each operator and type that is asked for.
struct CutPlan {
  plan::Plan plan;
  columns::Cuts cuts;

  void add(plan::Op op, plan::Type type, const std::string& text, CutValue value) {
    plan.cuts.push_back({static_cast<plan::NodeId>(plan.nodes.size()), text});
    plan.nodes.push_back({op, type, plan::Rate::Cut, plan::kNone, plan::kNone, 0, 0});
    cuts.push_back(value);
  }
  CutRow only_row() const { return cut_rows(plan, cuts).at(0); }
};

CutRow row_of(plan::Op op, plan::Type type, CutValue value) {
  CutPlan made;
  made.plan.schema.units = {"EUR", "JPY"};
  made.plan.schema.enums = {{"tier", {"bronze", "silver"}, true}};
  made.add(op, type, "x", value);
  return made.only_row();
}

CutValue number(std::int64_t value, std::int64_t denominator = 1) { return {State::Known, value, denominator, 0, 10, 1}; }

plan::Type fraction(plan::Type type) {
  type.fraction = true;
  return type;
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    widest = std::max(widest, display_width(text.substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

RunReport small_report() {
  RunReport report;
  report.workspace = "shop";
  report.now = 1772319600000000;  // 2026-02-28T23:00Z: date -u -d @1772319600
  report.zone = "Europe/Berlin";
  report.profiles = 100'000;
  report.events = 812'345;
  report.segments = {{"at_risk_vip", 1204, 318, 0}, {"repeat", 40'118, 0, 0}};
  report.engine = "jit";
  report.threads = 2;
  return report;
}

}  // namespace

TEST_CASE("the value of a cut is in its unit") {
  const auto top = plan::Op::CutTop;
  CHECK(row_of(top, plan::money_type(0, 2), number(41'250)).value == "412.50 EUR");
  CHECK(row_of(top, plan::money_type(1, 0), number(-7)).value == "-7 JPY");
  CHECK(row_of(top, plan::money_type(0, 2), number(-5)).value == "-0.05 EUR");
  CHECK(row_of(top, plan::decimal_type(3), number(1)).value == "0.001");
  CHECK(row_of(top, plan::decimal_type(1), number(std::numeric_limits<std::int64_t>::min())).value == "-922337203685477580.8");
  CHECK(row_of(top, plan::int_type(), number(7)).value == "7");
  CHECK(row_of(top, plan::date_type(), number(20'513)).value == "2026-03-01");
  CHECK(row_of(top, plan::timestamp_type(), number(0)).value == "1970-01-01T00:00:00Z");
  CHECK(row_of(top, plan::duration_type(), number(3 * plan::kMicrosPerDay)).value == "3 days");
  CHECK(row_of(top, plan::duration_type(), number(5400 * plan::kMicrosPerSecond)).value == "90 minutes");
  CHECK(row_of(top, plan::duration_type(), number(1'500'000)).value == "1.500000 seconds");
  CHECK(row_of(top, {plan::Kind::Enum, false, 0, 0}, number(1)).value == "silver");
  CHECK(row_of(top, plan::float_type(), {State::Known, 0, 1, 0.1, 10, 1}).value == "0.1");
}

TEST_CASE("fractions are exact; on a line, long ones are rounded and say so") {
  const auto average = plan::Op::CutAverage;
  CHECK(row_of(average, plan::ratio_type(), number(1, 4)).value == "0.25");
  CHECK(row_of(average, plan::ratio_type(), number(1, 4)).shown == "0.25");
  const CutRow third = row_of(average, fraction(plan::money_type(0, 2)), number(100, 3));
  CHECK(third.value == "100/3 EUR");
  CHECK(third.shown == "≈ 33.3333 EUR");
  CHECK(row_of(average, plan::ratio_type(), number(std::numeric_limits<std::int64_t>::max(), 1)).value == "9223372036854775807");
  CHECK(row_of(average, fraction(plan::duration_type()), number(plan::kMicrosPerDay, 2)).value == "12 hours");
}

TEST_CASE("a cut says how it is compared, and when it has no value") {
  CHECK(row_of(plan::Op::CutTop, plan::int_type(), number(1)).relation == ">=");
  CHECK(row_of(plan::Op::CutBottom, plan::int_type(), number(1)).relation == "<=");
  CHECK(row_of(plan::Op::CutPercentile, plan::int_type(), number(1)).relation == "=");
  const CutRow nobody = row_of(plan::Op::CutTop, plan::int_type(), {State::Unknown, 0, 1, 0, 0, 0});
  CHECK(nobody.value.empty());
  CHECK_FALSE(nobody.fault);
  CHECK(row_of(plan::Op::CutTop, plan::int_type(), {State::Fault, 0, 1, 0, 3, 0}).fault);
}

TEST_CASE("the table lines up and stays within 80 columns") {
  RunReport report = small_report();
  const std::string table = render_table(report);
  CHECK(table.find("shop · 100,000 profiles · 812,345 events · as of 2026-03-01 00:00 Europe/Berlin\n") == 0);
  CHECK(table.find("\nsegment      members    share  unknown\n") != std::string::npos);
  CHECK(table.find("\nat_risk_vip    1,204    1.2 %      318  ▎\n") != std::string::npos);
  CHECK(table.find("\nrepeat        40,118   40.1 %        0  █████████▋\n") != std::string::npos);
  CHECK(widest_line(table) <= 80);
  report.segments.push_back({"a_segment_with_a_name_that_is_longer_than_any_column", 100'000, 5, 5});
  report.cuts = {{"sum(total of purchases in last 365 days) in top 20%", ">=", "412.50 EUR", "412.50 EUR", false, 98'000, 12}};
  report.notes = {"data/purchases.csv: 14 of 812,359 rows not used (9 without a key, 5 with a bad `total`; first: line 3,071 \"12,x0\")"};
  const std::string wide = render_table(report);
  CHECK(wide.find("faults") != std::string::npos);
  CHECK(wide.find("\na_segment_with_a_name_that_is_longer_than_any_column\n") != std::string::npos);
  CHECK(wide.find("\ncuts   sum(total of purchases in last 365 days) in top 20%: >= 412.50 EUR\n       (98,000 profiles with a value, 12 "
                  "at the cut)\n") != std::string::npos);
  CHECK(widest_line(wide) <= 80);
}

TEST_CASE("a cut reads as a sentence") {
  RunReport report = small_report();
  report.cuts = {{"average(x)", "=", "1/3", "≈ 0.333333", false, 7, 0}, {"percentile(80, x)", "=", "4", "4", false, 7, 2}};
  const std::string table = render_table(report);
  CHECK(table.find("\ncuts   average(x) ≈ 0.333333 (7 profiles with a value)\n       percentile(80, x) = 4 (7 profiles with a value, 2 at "
                   "the cut)\n") != std::string::npos);
}

TEST_CASE("JSON has what was found and nothing of the terminal") {
  RunReport report = small_report();
  report.cuts = {{"average(x)", "=", "", "", false, 0, 0}, {"y in top 20%", ">=", "1/3", "≈ 0.333333", false, 7, 2}};
  const auto json = nlohmann::json::parse(render_report_json(report));
  CHECK(json["now"] == "2026-02-28T23:00:00Z");
  CHECK(json["segments"][0]["members"] == 1204);
  CHECK(json["cuts"][0]["value"].is_null());
  CHECK(json["cuts"][1]["value"] == "1/3");
  CHECK(json["timing"]["threads"] == 2);
}

TEST_CASE("cuts that were loaded are told with the time that they are of") {
  RunReport report = small_report();
  report.cuts = {{"y in top 20%", ">=", "3", "3", false, 7, 2}};
  CHECK(render_table(report).find("\ncuts   y in top 20%: >= 3") != std::string::npos);
  CHECK(!nlohmann::json::parse(render_report_json(report)).contains("cuts_now"));
  report.cuts_now = 1769900400000000;  // 2026-01-31T23:00Z: date -u -d @1769900400
  CHECK(render_table(report).find("\ncuts   loaded, as of 2026-02-01 00:00 Europe/Berlin\n       y in top 20%: >= 3") != std::string::npos);
  CHECK(nlohmann::json::parse(render_report_json(report))["cuts_now"] == "2026-01-31T23:00:00Z");
}
