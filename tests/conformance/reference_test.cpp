// Every example of the language reference: a block ```seg compiles; a block ```seg refused SEG1234 does not, and its first error has that
// code; a block ```conf is a conformance file over the schema of the reference.

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <sstream>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "tests/conformance/conf_file.h"
#include "tests/conformance/runs.h"

namespace seg::conformance {
namespace {

enum class Kind : std::uint8_t { Compiles, Refused, Evaluated };

struct Example {
  std::string place;  ///< `types.md:12`
  Kind kind = Kind::Compiles;
  std::string text;
  std::string code;  ///< `SEG2007`, of what is refused
};

constexpr std::string_view kRefused = "```seg refused";

std::optional<Kind> kind_of(std::string_view fence) {
  if (fence == "```seg") return Kind::Compiles;
  if (fence.starts_with(kRefused)) return Kind::Refused;
  if (fence == "```conf") return Kind::Evaluated;
  return std::nullopt;
}

Example opened(std::string place, Kind kind, std::string_view fence) {
  Example example{std::move(place), kind, "", ""};
  if (kind == Kind::Refused && fence.size() > kRefused.size()) example.code = fence.substr(kRefused.size() + 1);
  return example;
}

void add_examples(const std::filesystem::path& page, std::vector<Example>& examples) {
  std::istringstream in(read_text(page.string()));
  std::string line;
  std::optional<Example> open;
  bool inside = false;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("```")) {
      if (open) examples.push_back(*open);
      const auto kind = inside ? std::nullopt : kind_of(line);
      open = kind ? std::optional(opened(fmt::format("{}:{}", page.filename().string(), number), *kind, line)) : std::nullopt;
      inside = !inside;
    } else if (open) {
      open->text += line + "\n";
    }
  }
}

/// The schema of the reference first, then the chapters in the order of their names.
std::vector<Example> examples_of_reference() {
  const std::filesystem::path folder = SEG_SOURCE_DIR "/grammar";
  std::vector<std::filesystem::path> chapters;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "reference")) chapters.push_back(entry.path());
  std::sort(chapters.begin(), chapters.end());
  std::vector<Example> examples;
  add_examples(folder / "REFERENCE.md", examples);
  for (const auto& chapter : chapters) add_examples(chapter, examples);
  return examples;
}

driver::Compilation compiled(const Example& example, const std::string& seg, const std::string& schema) {
  std::vector<driver::SourceText> texts{{example.place, seg}};
  if (seg != schema) texts.push_back({"schema of the reference", schema});
  return driver::compile(std::move(texts));
}

/// The code of the first error; empty where there is none.
std::string first_error(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::Error) return code_text(diagnostic.code);
  }
  return "";
}

void check_compiles(const Example& example, const std::string& schema) {
  const driver::Compilation made = compiled(example, example.text, schema);
  INFO(render_human(made.diagnostics, made.sources, {}));
  CHECK(first_error(made.diagnostics) == example.code);
  CHECK(made.plan.has_value() == (example.kind == Kind::Compiles));
}

void check_evaluates(const Example& example, const std::string& schema) {
  const ConfFile file = read_conf(example.place, example.text);
  const driver::Compilation made = compiled(example, file.seg, schema);
  if (!made.plan) {
    FAIL_CHECK(render_human(made.diagnostics, made.sources, {}));
    return;
  }
  const std::string found = differences(file, *made.plan, *made.optimized);
  if (!found.empty()) FAIL_CHECK(found);
}

TEST_CASE("the examples of the language reference") {
  const std::vector<Example> examples = examples_of_reference();
  REQUIRE(examples.size() > 60);
  REQUIRE(examples.front().text.starts_with("schema "));
  for (const Example& example : examples) {
    CAPTURE(example.place, example.text);
    CHECK((example.kind == Kind::Refused) == !example.code.empty());
    if (example.kind == Kind::Evaluated) {
      check_evaluates(example, examples.front().text);
    } else {
      check_compiles(example, examples.front().text);
    }
  }
}

}  // namespace
}  // namespace seg::conformance
