#include "tests/differential/generator.h"

#include <algorithm>

#include "tests/differential/schema.h"

namespace seg::differential {
namespace {

using plan::NodeId;
using plan::Op;
using plan::Rate;
using plan::Type;

/// An operator that a program is grown around.
struct Focus {
  Op op;
  bool keyed = false;
};

/// Those with a value of each kind, windows and orders to get right more often.
std::vector<Focus> make_focuses() {
  std::vector<Focus> focuses;
  for (const plan::OpRow& row : plan::op_rows()) {
    const bool is_fold = row.signature == plan::Signature::Fold;
    const bool is_cut = row.signature == plan::Signature::Cut;
    const bool of_any_value = is_fold || row.op == Op::FirstOfValue;
    if (row.signature == plan::Signature::Leaf) continue;
    focuses.insert(focuses.end(), of_any_value ? 4 : is_cut || row.signature == plan::Signature::Rounding ? 3 : 1, {row.op});
    if (row.signature == plan::Signature::AsOf || plan::takes_zone(row.op)) focuses.insert(focuses.end(), 3, {row.op});
    if (is_fold) focuses.insert(focuses.end(), 2, {row.op, true});
  }
  return focuses;
}

/// Always a value of each event.
bool is_of_event(Op op) {
  const plan::Signature signature = plan::row_of(op).signature;
  return signature == plan::Signature::Scan || signature == plan::Signature::AsOf;
}

constexpr std::uint8_t kMostStages = 2;
constexpr std::uint8_t kMostFolds = 3;

}  // namespace

Generator::Generator(plan::Schema schema, std::uint64_t seed, std::int64_t now) : random_(seed), now_(now), builder_(std::move(schema)) {}

void Generator::add_program(const std::string& name) {
  Budget budget{static_cast<int>(random_.between(1, 4)), static_cast<int>(random_.between(0, 2)), random_.percent(25) ? 1 : 0};
  NodeId root = 0;
  if (random_.percent(70)) {
    static const std::vector<Focus> kFocuses = make_focuses();
    const Focus focus = random_.one_of(kFocuses);
    budget.depth = static_cast<int>(random_.between(1, 2));
    extreme_percent_ = 60;
    root = focus.keyed ? focused_keyed(focus.op, budget) : focused(focus.op, {}, budget);
    extreme_percent_ = 30;
  } else {
    root = make(plan::bool_type(), {}, budget);
  }
  if (!random_.percent(12)) return builder_.add_segment(name, root);
  // Arms of partitions have the first form.
  if (random_.percent(60)) return builder_.add_segment(name, noted(builder_.apply(Op::IsTrue, {root})), root);
  builder_.add_segment(name, root, make(plan::bool_type(), {}, {2, 1, 0}));
}

plan::Plan Generator::finish() && { return std::move(builder_).finish(); }

/// One operator with shallow operands, made a condition: reaches what random growth would reach seldom.
NodeId Generator::focused(Op op, Place place, Budget budget) {
  if (!place.is_event() && (is_of_event(op) || random_.percent(40))) {
    const auto stream = static_cast<std::uint32_t>(random_.below(builder_.plan().schema.streams.size()));
    return counted(stream, focused(op, {stream}, {budget.depth, is_of_event(op) ? 1 : 0, 0}), budget);
  }
  for (int attempt = 0; attempt < 200; ++attempt) {
    const bool takes_lists = plan::row_of(op).signature == plan::Signature::TextChange || op == Op::When;
    const Type type = takes_lists && random_.percent(30) ? list_type() : random_type();
    const std::vector<Op> possible = producers(type);
    if (std::find(possible.begin(), possible.end(), op) == possible.end()) continue;
    const bool is_cut = plan::row_of(op).signature == plan::Signature::Cut;
    return as_truth(produce(op, type, place, {std::max(budget.depth, 1), std::max(budget.folds, 1), is_cut ? 1 : budget.cuts}), place,
                    budget);
  }
  return make(plan::bool_type(), place, budget);
}

/// Whether some events of the stream satisfy a condition.
NodeId Generator::counted(std::uint32_t stream, NodeId condition, Budget budget) {
  const Window bounds = window(budget.deeper());
  const NodeId operands[] = {bounds.from, bounds.to, condition};
  const NodeId count = noted(builder_.fold(Op::Count, stream, operands));
  return noted(builder_.apply(Op::LessEqual, {builder_.integer(random_.between(0, 3)), count}));
}

/// A keyed fold with shallow operands, as a condition on events that are counted.
NodeId Generator::focused_keyed(Op op, Budget budget) {
  const auto stream = static_cast<std::uint32_t>(random_.below(builder_.plan().schema.streams.size()));
  for (int attempt = 0; attempt < 200; ++attempt) {
    const Type type = random_type();
    const std::vector<Op> possible = producers(type);
    if (std::find(possible.begin(), possible.end(), op) == possible.end()) continue;
    const NodeId fold = noted(keyed_fold(op, folded_type(op, type), stream, {budget.depth, 1, 0}));
    return counted(stream, as_truth(fold, {stream}, {budget.depth, 0, 0}), budget);
  }
  return make(plan::bool_type(), {}, budget);
}

NodeId Generator::as_truth(NodeId id, Place place, Budget budget) {
  const Type type = builder_.node(id).type;
  if (type == plan::bool_type()) return id;
  if (type.list) return noted(list_use(id, place, budget));
  if (random_.percent(15)) return noted(builder_.apply(Op::IsKnown, {id}));
  const Op op = plan::result_type(builder_.plan().schema, Op::Less, std::vector<Type>{type, type}).ok && random_.percent(70)
                    ? (random_.percent(50) ? Op::Less : Op::LessEqual)
                    : Op::Equal;
  const NodeId other = make(comparable_to(type), place, {std::min(budget.depth - 1, 1), 0, 0});
  return noted(random_.percent(50) ? builder_.apply(op, {id, other}) : builder_.apply(op, {other, id}));
}

NodeId Generator::make(Type type, Place place, Budget budget) {
  if (random_.percent(18)) {
    if (const auto found = seen(type, place, budget)) return *found;
  }
  // No column holds a fraction: without an operator it would always be a literal.
  const bool grows = budget.depth > (plan::form_of(type) == plan::Form::Fraction && random_.percent(60) ? -2 : 0);
  if (!grows || (type.kind != plan::Kind::Bool && random_.percent(35))) return noted(leaf(type, place));
  std::vector<Op> ops = producers(type);
  std::erase_if(ops, [&](Op op) {
    const plan::Signature signature = plan::row_of(op).signature;
    if (is_of_event(op) && !place.is_event()) return true;
    const bool takes_events = signature == plan::Signature::Fold || is_of_event(op);
    return (takes_events && budget.folds <= 0) || (signature == plan::Signature::Cut && budget.cuts <= 0);
  });
  if (ops.empty()) return noted(leaf(type, place));
  const Op op = choose(ops);
  return produce(op, type, place, budget);
}

Op Generator::choose(const std::vector<Op>& ops) {
  const auto weight = [](Op op) { return static_cast<std::size_t>(plan::row_of(op).weight); };
  std::size_t all = 0;
  for (const Op op : ops) all += weight(op);
  std::size_t drawn = random_.below(all);
  for (const Op op : ops) {
    if (drawn < weight(op)) return op;
    drawn -= weight(op);
  }
  return ops.back();
}

NodeId Generator::literal(Type type) { return builder_.literal(draw_literal(random_, temper(), builder_.plan().schema, type, now_)); }

std::optional<NodeId> Generator::field(Type type, Place place) {
  const plan::Schema& schema = builder_.plan().schema;
  const bool of_event = place.is_event() && random_.percent(80);
  const std::vector<plan::Field>& fields = of_event ? schema.streams[place.stream].fields : schema.profile;
  std::vector<std::uint32_t> fitting;
  for (std::uint32_t index = 0; index < fields.size(); ++index) {
    if (fields[index].type == type) fitting.push_back(index);
  }
  if (fitting.empty()) return std::nullopt;
  const std::uint32_t index = random_.one_of(fitting);
  return of_event ? builder_.event_field(place.stream, index) : builder_.profile_field(index);
}

NodeId Generator::leaf(Type type, Place place) {
  if (type.list) {
    const auto found = field(type, place);
    return found ? *found : *field(type, {});
  }
  if (type == plan::timestamp_type()) {
    if (place.is_event() && random_.percent(30)) return builder_.event_at(place.stream);
    if (random_.percent(20)) return builder_.now();
  }
  if (random_.percent(type.kind == plan::Kind::Bool ? 95 : 70)) {
    if (const auto found = field(type, place)) return *found;
  }
  return literal(type);
}

/// A node of the type that is there already.
std::optional<NodeId> Generator::seen(Type type, Place place, Budget budget) {
  const auto& nodes = builder_.plan().nodes;
  if (nodes.empty()) return std::nullopt;
  for (int attempt = 0; attempt < 12; ++attempt) {
    const std::size_t index = random_.below(nodes.size());
    const plan::Node& node = nodes[index];
    if (node.type != type || index >= shapes_.size()) continue;
    if (node.rate == Rate::Event && node.stream != place.stream) continue;
    if (shapes_[index].stage > (budget.cuts > 0 ? kMostStages : 0) || shapes_[index].folds > budget.folds) continue;
    return static_cast<NodeId>(index);
  }
  return std::nullopt;
}

/// Keeps account of how deep the nodes up to `id` are.
NodeId Generator::noted(NodeId id) {
  const plan::Plan& plan = builder_.plan();
  for (std::size_t index = shapes_.size(); index < plan.nodes.size(); ++index) {
    const plan::Node& node = plan.nodes[index];
    Shape shape;
    for (const NodeId operand : plan.operands_of(node)) {
      shape.stage = std::max(shape.stage, shapes_[operand].stage);
      shape.folds = std::max(shape.folds, shapes_[operand].folds);
    }
    const plan::Signature signature = plan::row_of(node.op).signature;
    if (signature == plan::Signature::Cut) ++shape.stage;
    const bool takes_events = signature == plan::Signature::Fold || is_of_event(node.op);
    if (takes_events && shape.folds < kMostFolds) ++shape.folds;
    shapes_.push_back(shape);
  }
  return id;
}

}  // namespace seg::differential
