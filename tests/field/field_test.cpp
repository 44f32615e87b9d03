#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "compiler/base/render.h"
#include "compiler/lint/lint.h"
#include "tests/field/deletions.h"
#include "tests/field/evaluation.h"
#include "tests/field/facts.h"

using namespace seg;
using namespace seg::field;

namespace {

std::vector<driver::SourceText> shop_texts() { return read_texts(std::filesystem::path(SEG_SOURCE_DIR) / "examples/field"); }

const driver::Compilation& shop() {
  static const driver::Compilation made = driver::compile(shop_texts());
  return made;
}

struct Written {
  const ast::SegmentDecl* segment;
  const ast::Ast* ast;
};
std::vector<Written> written_segments() {
  std::vector<Written> all;
  for (const ast::Ast& ast : shop().asts)
    for (const ast::Decl& decl : ast.decls)
      if (const auto* segment = std::get_if<ast::SegmentDecl>(&decl)) all.push_back({segment, &ast});
  return all;
}

/// The texts without the deleted part and without any example: one for a cut that is gone would be an error.
std::vector<driver::SourceText> mutant(const Deletion& deletion) {
  std::vector<driver::SourceText> texts;
  for (const ast::Ast& ast : shop().asts) {
    const Source& source = shop().sources[ast.source];
    std::vector<Edit> edits;
    if (deletion.gone.source == ast.source) edits = deletion.edits;
    for (const ast::Decl& decl : ast.decls)
      if (const auto* segment = std::get_if<ast::SegmentDecl>(&decl))
        for (const ast::Example& example : segment->examples) edits.push_back({example.span, ""});
    std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
    std::string text(source.text());
    for (const Edit& edit : edits) text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
    texts.push_back({source.path(), std::move(text)});
  }
  return texts;
}

const explain::ExamplePlan& examples_of_shop() {
  static const explain::ExamplePlan kLinked = explain::plan_of(explain::with_optional_fields(shop().hir));
  return kLinked;
}

/// The segments with an example that fails in a workspace from which something was deleted.
std::set<std::string> failing(const Runnable& mutated) {
  std::set<std::string> names;
  for (const hir::Segment& segment : shop().hir.segments)
    for (const hir::Example& example : segment.examples)
      if (!holds(mutated, segment.name, example, examples_of_shop())) {
        names.insert(segment.name);
        break;
      }
  return names;
}

}  // namespace

TEST_CASE("the definitions of the field compile, and all their examples hold on both engines") {
  INFO(render_human(shop().diagnostics, shop().sources, {}));
  REQUIRE(shop().diagnostics.all().empty());
  const Runnable jit = runnable(shop(), engine::Backend::Jit);
  const Runnable interpreter = runnable(shop(), engine::Backend::Interpreter);
  CHECK(shop().hir.segments.size() == 24);
  for (const hir::Segment& segment : shop().hir.segments)
    for (const hir::Example& example : segment.examples) {
      INFO(segment.name << ": " << example.title);
      CHECK(holds(jit, segment.name, example, examples_of_shop()));
      CHECK(holds(interpreter, segment.name, example, examples_of_shop()));
    }
}

TEST_CASE("the linter finds nothing in the definitions of the field") {
  constexpr std::int64_t on_2026_11_23 = 1'795'392'000'000'000;  // the reviews are due 90 days after 2026-11-02
  Diagnostics found;
  lint::lint({shop().hir, shop().sources, shop().tokens, nullptr, on_2026_11_23, {}}, found);
  INFO(render_human(found, shop().sources, {}));
  CHECK(found.all().empty());
}

TEST_CASE("whatever is deleted from a definition of the field, an example tells") {
  REQUIRE_FALSE(shop().diagnostics.has_errors());
  const Deletion nothing{"", false, {}, {}};
  REQUIRE(failing(runnable(driver::compile(mutant(nothing)), engine::Backend::Interpreter)).empty());
  std::size_t told = 0;
  for (const ast::Ast& ast : shop().asts)
    for (const Deletion& deletion : deletions(ast, shop().symbols)) {
      INFO(deletion.owner << " without `" << shop().sources.text(deletion.gone) << "`");
      const driver::Compilation made = driver::compile(mutant(deletion));
      const std::set<std::string> names = failing(runnable(made, engine::Backend::Interpreter));
      CHECK((deletion.segment ? names.contains(deletion.owner) : !names.empty()));
      ++told;
    }
  CHECK(told > 100);
}

TEST_CASE("each example of the field has a sibling of the other kind that differs in one fact") {
  for (const Written& written : written_segments()) {
    const auto& examples = written.segment->examples;
    for (const ast::Example& example : examples) {
      INFO(shop().symbols.text(written.segment->name.symbol) << ": " << shop().symbols.text(example.title));
      const auto tells = [&](const ast::Example& sibling) {
        return sibling.member != example.member && differences(example, sibling, *written.ast, shop().sources) == 1;
      };
      CHECK(std::any_of(examples.begin(), examples.end(), tells));
    }
  }
}

TEST_CASE("each definition of the field says all that is done with it") {
  const std::set<std::string> wanted{"owner", "goal",   "campaign", "message",  "channel", "offer",
                                     "kpi",   "target", "platform", "priority", "review",  "expect"};
  for (const Written& written : written_segments()) {
    std::set<std::string> keys;
    for (const ast::MetaItem& item : written.segment->metadata) keys.insert(std::string(shop().symbols.text(item.key.symbol)));
    INFO(shop().symbols.text(written.segment->name.symbol));
    CHECK(std::includes(keys.begin(), keys.end(), wanted.begin(), wanted.end()));
    CHECK_FALSE(written.segment->doc.empty());
    CHECK(written.segment->title.has_value());
  }
}
