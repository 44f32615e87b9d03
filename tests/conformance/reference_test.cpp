// Every example of grammar/REFERENCE.md: a block ```seg compiles, a block ```seg refused does not.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <optional>
#include <sstream>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "tests/conformance/conf_file.h"

namespace seg::conformance {
namespace {

struct Example {
  int line = 0;
  bool refused = false;
  std::string text;
};

std::vector<Example> examples_of(const std::string& page) {
  std::vector<Example> examples;
  std::istringstream in(page);
  std::string line;
  std::optional<Example> open;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("```")) {
      if (open) examples.push_back(*open);
      const bool starts = !open && (line == "```seg" || line == "```seg refused");
      open = starts ? std::optional(Example{number, line == "```seg refused", ""}) : std::nullopt;
    } else if (open) {
      open->text += line + "\n";
    }
  }
  return examples;
}

bool is_schema(const Example& example) {
  return example.text.find("\nschema ") != std::string::npos || example.text.starts_with("schema ");
}

TEST_CASE("the examples of the language reference") {
  const std::vector<Example> examples = examples_of(read_text(SEG_SOURCE_DIR "/grammar/REFERENCE.md"));
  REQUIRE(examples.size() > 30);
  REQUIRE(is_schema(examples.front()));
  for (const Example& example : examples) {
    CAPTURE(example.line, example.text);
    std::vector<driver::SourceText> texts{{fmt::format("REFERENCE.md:{}", example.line), example.text}};
    if (!is_schema(example)) texts.push_back({"schema of the page", examples.front().text});
    const driver::Compilation compiled = driver::compile(std::move(texts));
    const bool refused = compiled.diagnostics.has_errors();
    if (refused != example.refused) FAIL_CHECK(render_human(compiled.diagnostics, compiled.sources, {}));
    CHECK(refused == example.refused);
    CHECK(compiled.plan.has_value() != refused);
  }
}

}  // namespace
}  // namespace seg::conformance
