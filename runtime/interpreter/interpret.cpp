#include "runtime/interpreter/interpret.h"

#include "runtime/interpreter/machine.h"

namespace seg::interpreter {
namespace {

using columns::ValueVector;
using plan::Form;

void append(ValueVector& values, Form form, const Value& value) {
  const bool known = value.state == State::Known;
  values.state.push_back(value.state);
  if (form == Form::Float64) {
    values.real.push_back(known ? value.real : 0);
    return;
  }
  values.number.push_back(known ? value.number : 0);
  if (form == Form::Fraction) values.denominator.push_back(known ? value.denominator : 1);
}

RowValue row_value(plan::Type type, const Value& value) {
  RowValue made{type, value.state, 0, 1, 0, {}, {}};
  if (value.state != State::Known) return made;
  if (type.list) {
    for (const Value& element : elements_of(value)) made.elements.push_back(row_value(plan::element_of(type), element));
    return made;
  }
  made.number = value.number;
  made.denominator = value.denominator;
  made.real = value.real;
  made.text = std::string(value.text);
  return made;
}

}  // namespace

std::vector<RowValue> interpret_row(const plan::Plan& plan, std::span<const plan::NodeId> nodes, const columns::Batch& batch,
                                    const columns::Cuts& cuts, std::int64_t now, std::int64_t row) {
  Machine machine(plan, nodes, batch, cuts, now);
  machine.evaluate(row);
  std::vector<RowValue> result;
  for (const plan::NodeId node : nodes) result.push_back(row_value(plan.nodes[node].type, machine.value(node)));
  return result;
}

std::vector<columns::Membership> interpret(const plan::Plan& plan, const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now,
                                           columns::Entry entry) {
  const bool audit = entry == columns::Entry::Audit;
  std::vector<plan::NodeId> roots;
  for (const plan::Segment& segment : plan.segments) {
    roots.push_back(segment.root);
    if (audit && segment.audited != plan::kNone) roots.push_back(segment.audited);
  }
  const std::int64_t audited = audit ? batch.rows : 0;
  std::vector<columns::Membership> result(plan.segments.size(),
                                          {columns::Bitmap(batch.rows), columns::Bitmap(audited), columns::Bitmap(audited)});
  Machine machine(plan, roots, batch, cuts, now);
  for (std::int64_t row = 0; row < batch.rows; ++row) {
    machine.evaluate(row);
    for (std::size_t index = 0; index < plan.segments.size(); ++index) {
      const plan::Segment& segment = plan.segments[index];
      const Value& value = machine.value(segment.root);
      if (is_true(value)) result[index].members.set(row);
      if (!audit) continue;
      const bool fault = machine.value(segment.audited == plan::kNone ? segment.root : segment.audited).state == State::Fault;
      if (fault) result[index].faults.set(row);
      if (fault || value.state != State::Known) result[index].unknown.set(row);
    }
  }
  return result;
}

std::vector<ValueVector> interpret_values(const plan::Plan& plan, std::span<const plan::NodeId> nodes, const columns::Batch& batch,
                                          const columns::Cuts& cuts, std::int64_t now) {
  std::vector<ValueVector> result(nodes.size());
  for (std::size_t index = 0; index < nodes.size(); ++index) result[index].type = plan.nodes[nodes[index]].type;
  Machine machine(plan, nodes, batch, cuts, now);
  for (std::int64_t row = 0; row < batch.rows; ++row) {
    machine.evaluate(row);
    for (std::size_t index = 0; index < nodes.size(); ++index) {
      append(result[index], plan::form_of(result[index].type), machine.value(nodes[index]));
    }
  }
  return result;
}

}  // namespace seg::interpreter
