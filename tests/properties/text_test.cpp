// What holds for every .seg of the repository, and for every text that is almost one.
#include <catch2/catch.hpp>
#include <ctime>

#include "compiler/base/render.h"
#include "compiler/syntax/parse.h"
#include "tests/properties/corpus.h"
#include "tests/properties/mutation.h"

using namespace seg;
using namespace seg::properties;

namespace {

/// Of processor time; a text of the repository takes a few milliseconds.
#if defined(__SANITIZE_ADDRESS__)
constexpr double kMostSeconds = 30;
#else
constexpr double kMostSeconds = 5;
#endif

struct Tokenized {
  Sources sources;
  Diagnostics diagnostics;
  syntax::TokenBuffer buffer;

  explicit Tokenized(const std::string& path, std::string text) {
    const SourceId id = sources.add(path, std::move(text));
    buffer = syntax::tokenize(id, sources, {}, diagnostics);
  }
  std::string concatenated() const {
    std::string text;
    for (const syntax::Token& token : buffer.tokens) text += sources.text(token.span);
    return text;
  }
  std::vector<Span> places() const {
    std::vector<Span> spans;
    for (const syntax::Token& token : buffer.tokens) spans.push_back(token.span);
    return spans;
  }
};

/// Whether each token begins where the one before ended.
bool is_contiguous(const syntax::TokenBuffer& buffer) {
  std::uint32_t at = 0;
  for (const syntax::Token& token : buffer.tokens) {
    if (token.span.begin != at || token.span.end < at) return false;
    at = token.span.end;
  }
  return true;
}

/// Every place that a diagnostic names lies in its source, on the edges of characters.
bool has_sound_places(const driver::Compilation& made) {
  const auto is_edge = [](std::string_view text, std::uint32_t at) { return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u; };
  for (const Diagnostic& diagnostic : made.diagnostics.all()) {
    for (const Label& label : diagnostic.labels) {
      const std::string_view text = made.sources[label.span.source].text();
      if (label.span.begin > label.span.end || label.span.end > text.size()) return false;
      if (diagnostic.code != Code::InvalidUtf8 && (!is_edge(text, label.span.begin) || !is_edge(text, label.span.end))) return false;
    }
  }
  return true;
}

/// Compiles the whole way; what comes out is a Plan that verifies, or an error that can be shown.
void check_compiles_or_says_why(const SegFile& file, const std::string& text) {
  const driver::Compilation made = driver::compile(with_schema(file, text));
  CHECK(has_sound_places(made));
  CHECK(made.plan.has_value() == made.optimized.has_value());
  CHECK((made.plan.has_value() || made.diagnostics.has_errors() || made.hir.segments.empty()));
  if (made.plan) CHECK(plan::verify(*made.plan) == "");
  if (made.optimized) CHECK(plan::verify(*made.optimized) == "");
  if (!made.diagnostics.all().empty()) {
    CHECK_FALSE(render_human(made.diagnostics, made.sources, {}).empty());
    CHECK_FALSE(render_json(made.diagnostics, made.sources).empty());
  }
}

}  // namespace

TEST_CASE("the repository has sources of every kind") {
  CHECK(corpus().size() > 100);
  std::size_t with = 0;
  for (const SegFile& file : corpus()) with += file.schema.empty() ? 0u : 1u;
  CHECK(with > 50);
}

TEST_CASE("the tokens of a file are the file") {
  for (const SegFile& file : corpus()) {
    INFO(file.path);
    const Tokenized tokenized(file.path, file.text);
    CHECK(tokenized.concatenated() == file.text);
    CHECK(is_contiguous(tokenized.buffer));
  }
}

TEST_CASE("the grammar reads no file in two ways") {
  for (const SegFile& file : corpus()) {
    INFO(file.path);
    const Tokenized tokenized(file.path, file.text);
    if (tokenized.buffer.usable) CHECK(syntax::ambiguities(tokenized.buffer, tokenized.sources) == std::vector<std::string>{});
  }
}

TEST_CASE("every file compiles or says why not") {
  for (const SegFile& file : corpus()) {
    INFO(file.path);
    check_compiles_or_says_why(file, file.text);
  }
}

TEST_CASE("texts that are almost right compile or say why not") {
  const int tries = rounds(40);
  for (const SegFile& file : corpus()) {
    const std::vector<Span> tokens = Tokenized(file.path, file.text).places();
    for (int round = 0; round < tries; ++round) {
      const std::string text = mutated(file.text, tokens, static_cast<std::uint64_t>(round));
      INFO(file.path << ", seed " << round << ":\n" << text);
      const std::clock_t begin = std::clock();
      const Tokenized tokenized(file.path, text);
      CHECK(tokenized.concatenated() == text);
      CHECK(is_contiguous(tokenized.buffer));
      check_compiles_or_says_why(file, text);
      CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < kMostSeconds);
    }
  }
}

TEST_CASE("a file cut off anywhere compiles or says why not") {
  const int every = std::max(1, 97 / rounds(1));
  for (const SegFile& file : corpus()) {
    for (std::size_t length = 7; length < file.text.size(); length += static_cast<std::size_t>(every)) {
      INFO(file.path << ", the first " << length << " bytes");
      check_compiles_or_says_why(file, file.text.substr(0, length));
    }
  }
}

TEST_CASE("a Plan's text parses back to the Plan") {
  std::size_t plans = 0;
  for (const SegFile& file : corpus()) {
    INFO(file.path);
    const driver::Compilation made = driver::compile(with_schema(file, file.text));
    for (const std::optional<plan::Plan>& plan : {made.plan, made.optimized}) {
      if (!plan) continue;
      ++plans;
      const std::string text = plan::print(*plan);
      const plan::ParseResult parsed = plan::parse(text);
      CHECK(parsed.error == "");
      CHECK(parsed.plan == *plan);
      CHECK(plan::print(parsed.plan) == text);
    }
  }
  CHECK(plans > 20);
}

TEST_CASE("a Plan's text that is almost right parses to a Plan that verifies, or says why not") {
  const int tries = rounds(20);
  for (const SegFile& file : corpus()) {
    const driver::Compilation made = driver::compile(with_schema(file, file.text));
    if (!made.optimized || made.optimized->segments.empty()) continue;
    const std::string text = plan::print(*made.optimized);
    for (int round = 0; round < tries; ++round) {
      const std::string changed = mutated(text, {}, static_cast<std::uint64_t>(round));
      INFO(file.path << ", seed " << round << ":\n" << changed);
      const plan::ParseResult parsed = plan::parse(changed);
      if (parsed.error.empty()) CHECK(plan::verify(parsed.plan) == "");
    }
  }
}
