#include "tests/differential/shrink.h"

#include <chrono>
#include <functional>
#include <stdexcept>

#include "runtime/passes/rewrite.h"

namespace seg::differential {
namespace {

using Clock = std::chrono::steady_clock;
using plan::NodeId;
using plan::Op;

/// What stands in the place of a node: another node, or a literal.
struct Replacement {
  NodeId node = plan::kNone;  ///< the one that is replaced
  NodeId by = plan::kNone;
  std::optional<plan::Literal> literal;
};

/// The segments at these positions with one node replaced. Nothing where the builder refuses it.
std::optional<plan::Plan> rebuilt(const plan::Plan& plan, const std::vector<std::size_t>& segments, const Replacement& replacement) {
  std::vector<bool> needed(plan.nodes.size(), false);
  for (const std::size_t segment : segments) {
    needed[plan.segments[segment].root] = true;
    if (plan.segments[segment].audited != plan::kNone) needed[plan.segments[segment].audited] = true;
  }
  for (std::size_t id = plan.nodes.size(); id-- > 0;) {
    if (!needed[id]) continue;
    if (id == replacement.node) {
      if (!replacement.literal) needed[replacement.by] = true;
      continue;
    }
    for (const NodeId operand : plan.operands_of(plan.nodes[id])) needed[operand] = true;
  }
  try {
    plan::Builder builder(plan.schema);
    std::vector<NodeId> copies(plan.nodes.size(), plan::kNone);
    for (NodeId id = 0; id < plan.nodes.size(); ++id) {
      if (!needed[id]) continue;
      if (id != replacement.node) {
        copies[id] = passes::copy_node(builder, plan, plan.nodes[id], passes::replaced_operands(plan, plan.nodes[id], copies));
      } else {
        copies[id] = replacement.literal ? builder.literal(*replacement.literal) : copies[replacement.by];
      }
    }
    for (const std::size_t index : segments) {
      const plan::Segment& segment = plan.segments[index];
      builder.add_segment(segment.name, copies[segment.root], segment.audited == plan::kNone ? plan::kNone : copies[segment.audited]);
    }
    plan::Plan result = std::move(builder).finish();
    if (!plan::verify(result).empty()) return std::nullopt;
    return result;
  } catch (const std::logic_error&) {
    return std::nullopt;
  }
}

/// Nodes below `id` that could stand in its place, nearest first, and plain literals of its type.
std::vector<Replacement> replacements(const plan::Plan& plan, NodeId id) {
  std::vector<Replacement> found;
  const plan::Node& node = plan.nodes[id];
  std::vector<NodeId> below(plan.operands_of(node).begin(), plan.operands_of(node).end());
  for (std::size_t index = 0; index < below.size() && below.size() < 200; ++index) {
    if (plan.nodes[below[index]].type == node.type) found.push_back({id, below[index], std::nullopt});
    const auto operands = plan.operands_of(below[index]);
    below.insert(below.end(), operands.begin(), operands.end());
  }
  if (node.op == Op::Parameter || node.type.list) return found;
  for (const std::int64_t number : {0, 1}) {
    plan::Literal literal{node.type, number, 1, static_cast<double>(number), {}};
    if (plan::form_of(node.type) != plan::Form::Float64) literal.real = 0;
    if (plan::is_text(node.type) || plan::form_of(node.type) == plan::Form::Float64) literal.number = 0;
    found.push_back({id, plan::kNone, literal});
  }
  return found;
}

struct Shrinker {
  Case best;
  Clock::time_point end;

  bool out_of_time() const { return Clock::now() > end; }

  bool differs(const plan::Plan& plan, const columns::Batch& batch) const {
    return compile_and_compare(plan, best.options, batch, best.now).has_value();
  }

  void keep_segment(std::size_t segment) {
    const auto smaller = rebuilt(best.plan, {segment}, {});
    if (smaller && differs(*smaller, best.batch)) best.plan = *smaller;
  }

  void keep_rows(std::int64_t row) {
    if (row < best.batch.rows && differs(best.plan, columns::slice(best.batch, row, 1))) best.batch = columns::slice(best.batch, row, 1);
    for (std::int64_t part = best.batch.rows / 2; part >= 1 && !out_of_time(); part /= 2) {
      for (std::int64_t drop = 0; best.batch.rows > part && drop < 2; ++drop) {
        const columns::Batch smaller = columns::slice(best.batch, drop == 0 ? part : 0, best.batch.rows - part);
        if (differs(best.plan, smaller)) best.batch = smaller;
      }
    }
  }

  /// Goes through the nodes from the root down; true where a node could be replaced.
  bool replace_one() {
    for (std::size_t id = best.plan.nodes.size(); id-- > 0;) {
      for (const Replacement& replacement : replacements(best.plan, static_cast<NodeId>(id))) {
        if (out_of_time()) return false;
        std::vector<std::size_t> segments(best.plan.segments.size());
        for (std::size_t index = 0; index < segments.size(); ++index) segments[index] = index;
        const auto smaller = rebuilt(best.plan, segments, replacement);
        if (!smaller || smaller->nodes.size() >= best.plan.nodes.size() || !differs(*smaller, best.batch)) continue;
        best.plan = *smaller;
        return true;
      }
    }
    return false;
  }
};

}  // namespace

Case shrink(Case found, const Difference& difference, double seconds) {
  Shrinker shrinker{std::move(found), Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds))};
  if (!shrinker.differs(shrinker.best.plan, shrinker.best.batch)) return shrinker.best;
  if (difference.segment) shrinker.keep_segment(*difference.segment);
  for (std::size_t segment = 0;
       shrinker.best.plan.segments.size() > 1 && segment < shrinker.best.plan.segments.size() && !shrinker.out_of_time();) {
    const std::size_t before = shrinker.best.plan.segments.size();
    shrinker.keep_segment(segment);
    if (shrinker.best.plan.segments.size() == before) ++segment;
  }
  shrinker.keep_rows(difference.row);
  while (shrinker.replace_one()) {
  }
  shrinker.keep_rows(0);
  return shrinker.best;
}

}  // namespace seg::differential
