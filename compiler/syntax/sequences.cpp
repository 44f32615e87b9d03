#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

/// The steps in the order that they are written, each with the `then` before it.
std::vector<ast::SequenceStep> build_steps(Build& build, SegParser::SequenceContext* context) {
  std::vector<ast::SequenceStep> steps;
  bool directly = false;
  for (auto* child : context->children) {
    if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      directly = type_of(terminal) == SegParser::DIRECTLY;
      continue;
    }
    auto* step = dynamic_cast<SegParser::StepContext*>(child);
    const ast::QueryId query = build_step_query(build, step);
    std::optional<ast::ExprId> within;
    if (step->quantity() != nullptr) within = build_quantity(build, step->quantity());
    steps.push_back({step->NO() != nullptr, directly, query, within, span_of(build, step)});
  }
  return steps;
}

}  // namespace

ast::ExprId build_sequence(Build& build, SegParser::SequenceContext* context) {
  // Steps of a sequence inside a step's condition come before its own in the list.
  const std::vector<ast::SequenceStep> steps = build_steps(build, context);
  const ast::IdRange range{static_cast<std::uint32_t>(build.ast.steps.size()), static_cast<std::uint32_t>(steps.size())};
  build.ast.steps.insert(build.ast.steps.end(), steps.begin(), steps.end());
  return add(build, ast::SequenceExpr{range}, span_of(build, context));
}

}  // namespace seg::syntax
