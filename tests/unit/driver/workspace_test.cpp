#include "compiler/driver/workspace.h"

#include <catch2/catch.hpp>

#include "tests/unit/driver/temporary_folder.h"

namespace fs = std::filesystem;
using namespace seg;
using namespace seg::driver;
using seg::test::TemporaryFolder;

namespace {

constexpr const char* kSchema = "schema shop {\n  profile {\n    customer_id id key\n    points int\n  }\n}\n";

std::vector<std::string> file_names(const Workspace& workspace) {
  std::vector<std::string> names;
  for (const SourceId id : workspace.input.files) names.push_back(fs::path(workspace.input.sources[id].path()).filename().string());
  return names;
}

/// `line:column code message` of each diagnostic with a place.
std::vector<std::string> lines_of(const Input& input) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : input.diagnostics.all()) {
    std::string place;
    for (const Label& label : diagnostic.labels) {
      if (!label.primary) continue;
      const Position position = input.sources[label.span.source].position(label.span.begin);
      place = fmt::format("{}:{} ", position.line, position.column);
    }
    lines.push_back(place + code_text(diagnostic.code) + " " + diagnostic.message);
  }
  return lines;
}

Workspace with_manifest(const TemporaryFolder& folder, const std::string& manifest) {
  folder.write("seg.toml", manifest);
  folder.write("schema.seg", kSchema);
  folder.write("segments/a.seg", "segment a { where points > 1 }\n");
  return read_workspace(folder.path());
}

}  // namespace

TEST_CASE("an empty seg.toml has the usual places and the folder's name") {
  const TemporaryFolder folder;
  const Workspace workspace = with_manifest(folder, "");
  CHECK(lines_of(workspace.input).empty());
  CHECK(workspace.name == folder.path().filename().string());
  CHECK(file_names(workspace) == std::vector<std::string>{"schema.seg", "a.seg"});
}

TEST_CASE("what seg.toml says goes first") {
  const TemporaryFolder folder;
  folder.write("more/b.seg", "");
  folder.write("model.seg", kSchema);
  const Workspace workspace = with_manifest(folder, R"([workspace]
name = "Läden"
schema = "model.seg"
segments = ["more/*.seg", "segments/a.seg", "more/b.seg"]
[data]
anything = 1
[lint]
select = ["SEG5", "too-broad"]
[lint.levels]
no-owner = "off"
[lint.options]
too_broad_share = 0.4
too_narrow_members = 50
)");
  CHECK(lines_of(workspace.input).empty());
  CHECK(workspace.name == "Läden");
  CHECK(file_names(workspace) == std::vector<std::string>{"model.seg", "b.seg", "a.seg"});
  REQUIRE(workspace.lint.select.has_value());
  CHECK(workspace.lint.select->at(1).text == "too-broad");
  REQUIRE(workspace.lint.levels.size() == 1);
  CHECK(workspace.lint.levels[0].rule.text == "no-owner");
  CHECK(workspace.lint.levels[0].level.text == "off");
  CHECK(workspace.input.sources.text(workspace.lint.levels[0].level.span) == "\"off\"");
  REQUIRE(workspace.lint.options.size() == 2);
  CHECK(workspace.lint.options[0].value == Approx(0.4));
  CHECK(workspace.lint.options[1].value == Approx(50));
}

TEST_CASE("every error of seg.toml has its place, and one run shows them all") {
  const TemporaryFolder folder;
  const Workspace workspace =
      with_manifest(folder, "[workspace]\nschem = \"a\"\nname = 3\nsegments = [\"a\", 4]\n\n[lnt]\n[lint]\nselect = true\n");
  CHECK(lines_of(workspace.input) == std::vector<std::string>{
                                         "6:2 SEG4002 unknown setting `lnt` in seg.toml; did you mean `lint`?",
                                         "2:1 SEG4002 unknown setting `schem` in [workspace]; did you mean `schema`?",
                                         "3:8 SEG4003 `name` is a whole number, expected a text",
                                         "4:18 SEG4003 `segments` is a whole number, expected a text",
                                         "8:10 SEG4003 `select` is true or false, expected a list of texts",
                                     });
  CHECK(workspace.input.files.empty());
}

TEST_CASE("a seg.toml that does not parse says where") {
  const TemporaryFolder folder;
  const Workspace workspace = with_manifest(folder, "[workspace]\nname = \"ä\" x\n");
  const auto lines = lines_of(workspace.input);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].rfind("2:12 SEG4001 seg.toml does not parse: ", 0) == 0);
}

TEST_CASE("files that cannot be used are named at the place that named them") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "folder.seg");
  const Workspace workspace = with_manifest(folder, R"([workspace]
schema = "model.seg"
segments = ["folder.seg", "nothing/*.seg", "../*.seg"]
)");
  const auto lines = lines_of(workspace.input);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].find("2:10 SEG4004 cannot read `") == 0);
  CHECK(lines[0].find("model.seg`: No such file or directory") != std::string::npos);
  CHECK(lines[1] == "3:27 SEG4010 `nothing/*.seg` matches no file");
  CHECK(lines[2] == "3:44 SEG4005 `../*.seg` leads out of the workspace");
  CHECK(lines[3].find("3:13 SEG4006 `") == 0);
  CHECK(lines[3].find("folder.seg` is a folder, expected a file") != std::string::npos);
}

TEST_CASE("limits on bytes are named") {
  const TemporaryFolder folder;
  folder.write("seg.toml", "");
  folder.write("schema.seg", std::string(100, ' '));
  folder.write("segments/a.seg", std::string(60, ' '));
  folder.write("segments/b.seg", std::string(60, ' '));
  FileLimits limits;
  limits.file_bytes = 80;
  const auto one = lines_of(read_workspace(folder.path(), limits).input);
  REQUIRE(one.size() == 1);
  CHECK(one[0].find("has 100 bytes, the limit file_bytes is 80") != std::string::npos);
  limits.file_bytes = 100;
  limits.total_bytes = 200;
  const auto all = lines_of(read_workspace(folder.path(), limits).input);
  REQUIRE(all.size() == 1);
  CHECK(all[0].find("SEG4008") != std::string::npos);
}

TEST_CASE("a workspace is found from a folder below it") {
  const TemporaryFolder folder;
  folder.write("seg.toml", "");
  fs::create_directories(folder.path() / "a/b");
  CHECK(find_workspace(folder.path() / "a/b") == folder.path());
  CHECK(find_workspace(folder.path()) == folder.path());
  CHECK_FALSE(find_workspace("/").has_value());
}

TEST_CASE("files named one by one are read once each, the schema first") {
  const TemporaryFolder folder;
  folder.write("s.seg", kSchema);
  folder.write("a.seg", "");
  const fs::path& root = folder.path();
  const Input input = read_files(root / "s.seg", {root / "a.seg", root / "s.seg", root / "./a.seg", root / "missing.seg"});
  CHECK(input.files.size() == 2);
  CHECK(input.sources[input.files[0]].text() == kSchema);
  REQUIRE(input.diagnostics.all().size() == 1);
  CHECK(code_text(input.diagnostics.all()[0].code) == "SEG4004");
}
