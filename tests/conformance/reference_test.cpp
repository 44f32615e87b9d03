// Every example of the language reference: a block ```seg compiles, a block ```seg refused does not, a block ```conf is a conformance file
// over the schema of the reference.

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
};

std::optional<Kind> kind_of(const std::string& fence) {
  if (fence == "```seg") return Kind::Compiles;
  if (fence == "```seg refused") return Kind::Refused;
  if (fence == "```conf") return Kind::Evaluated;
  return std::nullopt;
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
      open = kind ? std::optional(Example{fmt::format("{}:{}", page.filename().string(), number), *kind, ""}) : std::nullopt;
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

void check_compiles(const Example& example, const std::string& schema) {
  const driver::Compilation made = compiled(example, example.text, schema);
  const bool refused = made.diagnostics.has_errors();
  const bool expected = example.kind == Kind::Refused;
  if (refused != expected) FAIL_CHECK(example.place << "\n" << render_human(made.diagnostics, made.sources, {}));
  CHECK(refused == expected);
  CHECK(made.plan.has_value() != refused);
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
    if (example.kind == Kind::Evaluated) {
      check_evaluates(example, examples.front().text);
    } else {
      check_compiles(example, examples.front().text);
    }
  }
}

}  // namespace
}  // namespace seg::conformance
