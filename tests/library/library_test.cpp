// The library: its examples on both engines, and that no definition is without a doc comment or an example.

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "compiler/base/render.h"
#include "compiler/driver/library.h"
#include "compiler/driver/workspace.h"
#include "compiler/semantics/walk.h"
#include "tests/cli/program.h"

namespace seg {
namespace {

const std::filesystem::path kLibrary = std::filesystem::path(SEG_SOURCE_DIR) / "stdlib";

driver::Compilation compiled() { return driver::compile(std::move(driver::read_workspace(kLibrary).input)); }

/// A definition as a workspace writes it, and its doc comment.
struct Definition {
  std::string name;
  std::string doc;
};

void add(const ast::Decl& decl, const std::string& module, const Symbols& symbols, std::vector<Definition>& found) {
  const auto named = [&](const ast::Name& name) { return module + "." + std::string(symbols.text(name.symbol)); };
  if (const auto* trait = std::get_if<ast::TraitDecl>(&decl)) found.push_back({named(trait->name), trait->doc});
  if (const auto* segment = std::get_if<ast::SegmentDecl>(&decl)) found.push_back({named(segment->name), segment->doc});
  const auto* partition = std::get_if<ast::PartitionDecl>(&decl);
  if (partition == nullptr) return;
  CHECK(partition->title.has_value());
  CHECK(!partition->doc.empty());
  for (const ast::PartitionArm& arm : partition->arms)
    found.push_back({named(partition->name) + "." + std::string(symbols.text(arm.name.symbol)), arm.doc});
}

std::vector<Definition> definitions(const driver::Compilation& made) {
  std::vector<Definition> found;
  for (const semantics::ModuleFile& module : made.modules) {
    const std::string name = module.path.substr(module.path.rfind('.') + 1);
    for (const ast::Decl& decl : made.asts[module.file].decls) add(decl, name, made.symbols, found);
  }
  return found;
}

/// What segments with examples name themselves, without the arguments of calls.
std::set<std::string> in_examples(const hir::Hir& hir) {
  std::set<std::string> names;
  std::vector<hir::ExprId> open;
  for (const hir::Segment& segment : hir.segments) {
    const auto is = [&](bool member) {
      return std::any_of(segment.examples.begin(), segment.examples.end(), [&](const hir::Example& one) { return one.member == member; });
    };
    if (!segment.imported && is(true) && is(false)) open.push_back(segment.where);
  }
  while (!open.empty()) {
    const hir::ExprId id = open.back();
    open.pop_back();
    const hir::Node& node = hir[id].node;
    if (const auto* trait = std::get_if<hir::TraitRef>(&node)) {
      const std::string& name = hir.traits[trait->trait].name;
      names.insert(name.substr(0, name.find('(')));
    }
    if (const auto* segment = std::get_if<hir::SegmentRef>(&node)) names.insert(hir.segments[segment->segment].name);
    hir::for_each_operand(hir, node, [&](hir::ExprId operand) { open.push_back(operand); });
  }
  return names;
}

}  // namespace

TEST_CASE("the examples of the library hold on both engines") {
  const test::Ran ran = test::run_seg({"test", kLibrary.string()}, SEG_SOURCE_DIR);
  INFO(ran.out << ran.err);
  CHECK(ran.exit == 0);
  CHECK(ran.out.find(" 0 failed") != std::string::npos);
}

TEST_CASE("each module of the library is imported by its workspace") {
  const driver::Compilation made = compiled();
  INFO(render_human(made.diagnostics, made.sources, {}));
  CHECK(made.diagnostics.all().empty());
  std::vector<std::string> read;
  for (const semantics::ModuleFile& module : made.modules) read.push_back(module.path);
  std::sort(read.begin(), read.end());
  CHECK(read == driver::module_paths());
  CHECK(read.size() >= 6);
}

TEST_CASE("each definition of the library has a doc comment, an example in and one out") {
  const driver::Compilation made = compiled();
  const std::vector<Definition> all = definitions(made);
  const std::set<std::string> told = in_examples(made.hir);
  CHECK(all.size() >= 50);
  for (const Definition& definition : all) {
    INFO(definition.name);
    CHECK(!definition.doc.empty());
    CHECK(told.count(definition.name) == 1);
  }
}

}  // namespace seg
