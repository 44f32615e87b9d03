#include <catch2/catch.hpp>
#include <set>

#include "tests/golden/stages.h"

namespace fs = std::filesystem;
using namespace seg;

namespace {

std::vector<fs::path> folders() {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(SEG_SOURCE_DIR) / "tests/golden"))
    if (entry.is_directory()) found.push_back(entry.path());
  return found;
}

}  // namespace

TEST_CASE("every golden is what its stage makes of the source beside it, and none is left over") {
  for (const fs::path& folder : folders()) {
    const test::Stage stage = test::stage_of(folder.filename().string());
    REQUIRE(stage != nullptr);
    std::vector<std::string> made;
    for (const test::GoldenCase& which : test::golden_cases(folder)) {
      const test::StageResult result = stage(which);
      INFO(which.source.string());
      CHECK_FALSE(result.goldens.empty());
      for (const std::string& difference : test::differences(which, result.goldens)) FAIL_CHECK(difference);
      for (const auto& [extension, text] : result.goldens) made.push_back(which.name + "." + extension);
    }
    INFO(folder.string());
    for (const std::string& orphan : test::orphans(folder, made)) FAIL_CHECK("no case makes " << orphan);
  }
}

TEST_CASE("every diagnostic of the compiler has a golden case") {
  std::set<Code> seen;
  for (const fs::path& folder : folders()) {
    const test::Stage stage = test::stage_of(folder.filename().string());
    for (const test::GoldenCase& which : test::golden_cases(folder)) {
      const test::StageResult result = stage(which);
      seen.insert(result.codes.begin(), result.codes.end());
    }
  }
  constexpr std::uint16_t first_of_compiler = 1000;  // the linter's rules have their cases beside their sources
  for (const DiagnosticRow& row : diagnostic_rows()) {
    if (static_cast<std::uint16_t>(row.code) < first_of_compiler) continue;
    INFO(code_text(row.code) << " " << row.name);
    CHECK(seen.count(row.code) == 1);
  }
}
