#include <catch2/catch.hpp>

#include "compiler/lint/statistics.h"

namespace seg::lint {

TEST_CASE("statistics come back as they were written") {
  Statistics statistics;
  statistics.workspace = "shop \"größer\"";
  statistics.now = 1'781'049'600'000'000;
  statistics.profiles = 100'000;
  statistics.reachable = {{"email", 60'000}, {"sms", 7}};
  statistics.segments = {{"vip", 12, 3, 1, {{"email", 9}}}, {"none", 0, 0, 0, {}}};
  statistics.fields = {{"country", 100'000, 12'345}};
  statistics.streams = {{"purchase", 5, 1, 2}, {"email", 0, std::nullopt, std::nullopt}};
  const StatisticsResult read = read_statistics(write_statistics(statistics));
  REQUIRE(read.value);
  CHECK(*read.value == statistics);
  CHECK(write_statistics(*read.value) == write_statistics(statistics));
}

TEST_CASE("what is no statistics file says what was found and expected") {
  const auto error_of = [](std::string_view text) {
    const StatisticsResult read = read_statistics(text);
    CHECK_FALSE(read.value);
    return read.error;
  };
  CHECK(error_of("").find("seg run --stats") != std::string::npos);
  CHECK(error_of("[]").find("seg run --stats") != std::string::npos);
  CHECK(error_of("{\"format_version\":2}").find("`format_version` is 2, expected 1") != std::string::npos);
  const std::string negative = R"({"format_version":1,"workspace":"w","now":0,"profiles":-1,"reachable":{},"segments":[],"fields":[],"streams":[]})";
  CHECK(error_of(negative).find("`profiles` is -1") != std::string::npos);
}

}  // namespace seg::lint
