#include "runtime/passes/passes.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "runtime/passes/rewrite.h"

namespace seg::passes {
namespace {

constexpr Pass kPasses[] = {
    {"known", "is_known, unknown_true and unknown_false of what is always known", simplify_known, true},
    {"aggregates", "folds that are another fold", share_aggregates, true},
    {"order", "one order for operands that commute", order_operands, true},
    {"logic", "literal truth, nested and repeated operands, negation", fold_logic, true},
    {"dead", "nodes and parameters that no segment needs", drop_dead, true},
    {"split", "and, or of more than 64 operands as trees", split_wide, false},
};

// Each round makes nodes fewer or their order more canonical; what a limit leaves undone is only less shared.
constexpr int kMaxRounds = 8;

bool is_skipped(const PassOptions& options, std::string_view name) {
  return std::find(options.skip.begin(), options.skip.end(), name) != options.skip.end();
}

void check_names(const PassOptions& options) {
  for (const std::string& name : options.skip) {
    const auto same = [&](const Pass& pass) { return pass.name == name; };
    if (std::none_of(std::begin(kPasses), std::end(kPasses), same)) {
      throw std::invalid_argument(fmt::format("found pass {}, expected one of the table's", name));
    }
  }
}

plan::Plan run_pass(const Pass& pass, plan::Plan plan, const PassOptions& options) {
  if (is_skipped(options, pass.name)) return plan;
  plan = pass.run(plan);
  if (!options.verify) return plan;
  if (const std::string error = plan::verify(plan); !error.empty())
    throw std::logic_error(fmt::format("after pass {}: {}", pass.name, error));
  return plan;
}

}  // namespace

std::span<const Pass> passes() { return kPasses; }

plan::Plan run_passes(plan::Plan plan, const PassOptions& options) {
  check_names(options);
  for (int round = 0; round < kMaxRounds; ++round) {
    plan::Plan before = plan;
    for (const Pass& pass : kPasses) {
      if (pass.in_rounds) plan = run_pass(pass, std::move(plan), options);
    }
    if (plan == before) break;
  }
  for (const Pass& pass : kPasses) {
    if (!pass.in_rounds) plan = run_pass(pass, std::move(plan), options);
  }
  return plan;
}

}  // namespace seg::passes
