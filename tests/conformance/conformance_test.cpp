// Every file of tests/conformance in every way in which the engines may be asked.

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "tests/conformance/conf_file.h"
#include "tests/conformance/runs.h"

namespace seg::conformance {
namespace {

constexpr std::string_view kFolder = SEG_SOURCE_DIR "/tests/conformance";

std::vector<std::string> conf_files() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".conf") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string first_lines(const std::string& text, std::size_t count) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < count && end != std::string::npos; ++line) end = text.find('\n', end + (line == 0 ? 0 : 1));
  return end == std::string::npos ? text
                                  : text.substr(0, end) + fmt::format("\n… {} lines in all", std::count(text.begin(), text.end(), '\n'));
}

void run_file(const std::string& path) {
  const ConfFile file = read_conf(path, read_text(path));
  const driver::Compilation compiled = driver::compile({{path + " (its Seg text)", file.seg}});
  if (compiled.diagnostics.has_errors()) FAIL(render_human(compiled.diagnostics, compiled.sources, {}));
  REQUIRE(compiled.plan.has_value());
  CHECK(plan::parse(plan::print(*compiled.plan)).plan == *compiled.plan);
  CHECK(plan::parse(plan::print(*compiled.optimized)).plan == *compiled.optimized);
  const std::string found = differences(file, *compiled.plan, *compiled.optimized);
  if (!found.empty()) FAIL(first_lines(found, 40));
  SUCCEED();
}

TEST_CASE("what the language says of hand-worked profiles") {
  const std::vector<std::string> paths = conf_files();
  REQUIRE(!paths.empty());
  for (const std::string& path : paths) {
    DYNAMIC_SECTION(std::filesystem::path(path).filename().string()) { run_file(path); }
  }
}

}  // namespace
}  // namespace seg::conformance
