// The whole program over spoilt files: its exit code says whose fault it is, its words name the file.
#include <catch2/catch.hpp>
#include <random>

#include "tests/limits/texts.h"
#include "tests/limits/workspace.h"

using namespace seg::limits;
using Catch::Matchers::Contains;

namespace {

constexpr int kFindings = 1;
constexpr int kUsage = 2;
constexpr int kBadData = 3;

void expect_exit(const char* what, const Ended& ended, int exit, const std::string& word) {
  const std::string said = ended.out + ended.err;
  INFO(what << ": exit " << ended.exit << ", " << ended.seconds << " s, " << (ended.peak_bytes >> 20) << " MiB\n" << said.substr(0, 2000));
  CHECK(complaint(ended) == "");
  CHECK(ended.exit == exit);
  CHECK_THAT(said, Contains(word));
}

}  // namespace

TEST_CASE("the workspace runs as it is") {
  const Workspace workspace;
  expect_exit("check", workspace.check(), 0, "");
  expect_exit("run", workspace.run(), 0, "buyers");
}

TEST_CASE("hostile segments") {
  const Workspace workspace;
  workspace.write("segments/a.seg", segment(filled("(", kMebi)));
  expect_exit("brackets", workspace.check(), kFindings, "SEG1003");
  expect_exit("brackets, run", workspace.run(), kFindings, "SEG1003");
  workspace.write("segments/a.seg", "segment a\xED\xA0\x80 { where consent }\n");
  expect_exit("UTF-8", workspace.check(), kFindings, "SEG1001");
  workspace.write("segments/a.seg", std::string(kMebi, '\0'));
  expect_exit("NUL", workspace.check(), kFindings, "SEG1007");
  workspace.write("segments/a.seg", filled("segment a { where consent }\n", 5 * kMebi));
  expect_exit("5 MiB", workspace.check(), kUsage, "SEG4007");
}

TEST_CASE("a seg.toml that is none") {
  const Workspace workspace;
  std::mt19937 random(7);
  std::string noise(kMebi, '\0');
  for (char& byte : noise) byte = static_cast<char>(random() & 255u);
  const std::pair<const char*, std::string> cases[] = {{"noise", noise},
                                                       {"NUL", std::string(100, '\0')},
                                                       {"Parquet", workspace.read("purchases.parquet")},
                                                       {"nested arrays", "x = " + filled("[", kMebi)},
                                                       {"nested tables", "x = " + filled("{a=", kMebi)},
                                                       {"a long key", filled("a.", kMebi)},
                                                       {"an open text", "x = \"\"\"" + filled("a", kMebi)}};
  for (const auto& [what, bytes] : cases) {
    workspace.write("seg.toml", bytes);
    expect_exit(what, workspace.check(), kUsage, "SEG4001");
    expect_exit(what, workspace.run(), kUsage, "seg.toml");
  }
  workspace.write("seg.toml", filled("# line\n", 5 * kMebi));
  expect_exit("5 MiB", workspace.check(), kUsage, "SEG4007");
}

TEST_CASE("a Parquet file that ends early") {
  const Workspace workspace;
  const std::string whole = workspace.read("purchases.parquet");
  REQUIRE(whole.size() > 5'000);
  const std::size_t half = whole.size() / 2;
  for (const std::size_t length : {std::size_t{0}, std::size_t{4}, std::size_t{12}, half, whole.size() - 8, whole.size() - 1}) {
    workspace.write("purchases.parquet", whole.substr(0, length));
    expect_exit(("cut at " + std::to_string(length)).c_str(), workspace.run(), kBadData, "purchases.parquet");
  }
}

TEST_CASE("a Parquet file with one bit changed is refused or read, nothing else") {
  const Workspace workspace;
  const std::string whole = workspace.read("purchases.parquet");
  std::mt19937 random(11);
  for (int round = 0; round < 24; ++round) {
    std::string flipped = whole;
    // Half of them in the footer, which describes everything else.
    const std::size_t begin = round % 2 == 0 ? 0 : whole.size() - 1'000;
    const std::size_t at = begin + random() % (whole.size() - begin);
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
    workspace.write("purchases.parquet", flipped);
    const Ended ended = workspace.run();
    INFO("bit in byte " << at << ": exit " << ended.exit << "\n" << ended.err);
    CHECK(complaint(ended) == "");
    CHECK((ended.exit == 0 || ended.exit == kBadData));
  }
}

TEST_CASE("CSV files that do not end where they should") {
  const Workspace workspace;
  workspace.write("seg.toml", manifest("purchases.csv"));
  const std::string head = "id,at,total\n1,2026-01-01T00:00:00Z,700\n";
  workspace.write("purchases.csv", head + "2,\"" + filled("2026-01-01 ", 32 * kMebi));
  expect_exit("an endless quoted field", workspace.run(), kBadData, "purchases.csv");
  workspace.write("purchases.csv", head + "2,\"" + filled("a\n", 32 * kMebi));
  expect_exit("an endless quoted field over lines", workspace.run(), kBadData, "purchases.csv");
  workspace.write("purchases.csv", filled("a", 32 * kMebi));
  expect_exit("an endless header", workspace.run(), kBadData, "purchases.csv");
  workspace.write("purchases.csv", head + filled(",", 32 * kMebi));
  expect_exit("an endless row", workspace.run(), kBadData, "purchases.csv");
  workspace.write("purchases.csv", filled("id,", 4 * kMebi) + "at,total\n");
  expect_exit("a million columns", workspace.run(), kBadData, "purchases.csv");
  workspace.write("purchases.csv", std::string(kMebi, '\0'));
  expect_exit("NUL", workspace.run(), kBadData, "purchases.csv");
  workspace.write("purchases.csv", head + filled("\x80\xFF,\xC0\xAF,\xED\xA0\x80\n", kMebi));
  expect_exit("no UTF-8", workspace.run(), 0, "purchases.csv");
}

TEST_CASE("statistics that are none") {
  const Workspace workspace;
  for (const std::string& bytes : {filled("[", kMebi), filled("{\"a\":", kMebi), std::string(kMebi, '\xFF'), std::string("null"), std::string()}) {
    workspace.write("stats.json", bytes);
    expect_exit(bytes.substr(0, 4).c_str(), workspace.lint_with("stats.json"), kBadData, "stats.json");
  }
}
