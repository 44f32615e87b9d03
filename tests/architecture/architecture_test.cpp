// The rules over the tree as it is.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/architecture/arrows.h"
#include "tests/architecture/tidiness.h"

using namespace seg::architecture;

namespace {

const std::vector<File>& tree() {
  static const std::vector<File> kTree = read_tree(SEG_SOURCE_DIR);
  return kTree;
}

void require_none(const std::vector<std::string>& found) {
  INFO(fmt::format("{}", fmt::join(found, "\n")));
  CHECK(found.empty());
}

}  // namespace

TEST_CASE("the whole tree is read") {
  const auto holds = [](std::string_view path) { return std::any_of(tree().begin(), tree().end(), [&](const File& file) { return file.path == path; }); };
  for (const Part& part : parts()) {
    INFO(part.folder);
    CHECK(holds(std::string(part.folder) + "/CMakeLists.txt"));
  }
  CHECK(holds("compiler/base/diagnostics.def"));
  CHECK(holds("tests/architecture/architecture_test.cpp"));
}

TEST_CASE("every folder of sources has its row in the table of parts") {
  for (const File& file : tree()) {
    INFO(file.path);
    if (is_cpp(file)) CHECK_FALSE(part_of(file.folder).empty());
  }
}

TEST_CASE("folders include only what they may") { require_none(forbidden_includes(tree())); }
TEST_CASE("folders link only what they may") { require_none(forbidden_links(tree())); }
TEST_CASE("no folder reaches itself") { require_none(cycles(tree())); }
TEST_CASE("files are short") { require_none(long_files(tree())); }
TEST_CASE("functions are short") { require_none(long_functions(tree())); }
TEST_CASE("names say something") { require_none(empty_names(tree())); }
TEST_CASE("headers are guarded and nothing is left to do") { require_none(unfinished(tree())); }
TEST_CASE("every folder's README names its files") { require_none(unnamed_files(tree())); }
