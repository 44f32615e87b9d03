#include "tests/field/evaluation.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "compiler/driver/workspace.h"

namespace seg::field {

std::vector<driver::SourceText> read_texts(const std::filesystem::path& root) {
  const driver::Workspace workspace = driver::read_workspace(root);
  REQUIRE_FALSE(workspace.input.diagnostics.has_errors());
  std::vector<driver::SourceText> texts;
  for (const SourceId file : workspace.input.files) {
    const Source& source = workspace.input.sources[file];
    texts.push_back({source.path(), std::string(source.text())});
  }
  return texts;
}

Runnable runnable(const driver::Compilation& made, engine::Backend backend) {
  REQUIRE(made.plan.has_value());
  hir::Hir hir = explain::with_optional_fields(made.hir);
  auto engine = engine::Engine::create(explain::plan_of(hir).plan, backend);
  INFO(engine.error);
  REQUIRE(engine);
  return {std::move(hir), std::move(*engine.value)};
}

bool holds(const Runnable& runnable, const std::string& name, const hir::Example& example, const explain::ExamplePlan& origin) {
  const plan::Plan& plan = runnable.engine.plan();
  const explain::ExampleProfile profile = explain::profile_of(example, plan.schema);
  REQUIRE(columns::validate(profile.batch, plan.schema).empty());
  const auto segment = std::find_if(plan.segments.begin(), plan.segments.end(), [&](const plan::Segment& one) { return one.name == name; });
  REQUIRE(segment != plan.segments.end());
  columns::Cuts cuts(plan.cuts.size());
  if (!example.cuts.empty()) {
    cuts = explain::cuts_of(plan, explain::known_cuts(origin.plan, explain::cuts_of(example, origin)));
  }
  const auto memberships = runnable.engine.evaluate(profile.batch, cuts, example.as_of, {columns::Entry::Audit, 1});
  return memberships[static_cast<std::size_t>(segment - plan.segments.begin())].members.at(0) == example.member;
}

}  // namespace seg::field
