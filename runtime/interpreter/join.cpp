// Joins by time: the values of the events that count in ascending order, a list for each combination of keys, and a search in it for each
// outer event.

#include <algorithm>
#include <map>
#include <optional>

#include "runtime/interpreter/fold.h"

namespace seg::interpreter {
namespace {

using Group = std::vector<Value>;

struct ByKeys {
  std::span<const Keys> keys;
  bool operator()(const Group& a, const Group& b) const {
    for (std::size_t index = 0; index < keys.size(); ++index) {
      const std::strong_ordering order = compare(a[index], keys[index].type, b[index], keys[index].type);
      if (order != 0) return order < 0;
    }
    return false;
  }
};

/// Ascending instants by the keys of their events.
using Instants = std::map<Group, std::vector<std::int64_t>, ByKeys>;

State worst(State a, State b) {
  if (a == State::Fault || b == State::Fault) return State::Fault;
  return a == State::Known ? b : a;
}

/// The keys of an event on one side, and the worst of their states.
struct EventKeys {
  Group values;
  State state = State::Known;
};

EventKeys keys_at(std::span<const Keys> keys, std::size_t event, bool inner) {
  EventKeys found;
  for (const Keys& pair : keys) {
    found.values.push_back((inner ? pair.inner : pair.outer).at(event));
    found.state = worst(found.state, found.values.back().state);
  }
  return found;
}

/// Nothing where an event of the window makes the whole join a fault.
std::optional<Instants> instants_of(const FoldOperands& operands, std::span<const Keys> keys) {
  Instants instants(ByKeys{keys});
  for (std::size_t event = 0; event < operands.at.size(); ++event) {
    if (operands.at[event] < operands.from.number || operands.at[event] >= operands.to.number) continue;
    const Value& condition = operands.condition.at(event);
    if (condition.state == State::Fault) return std::nullopt;
    if (is_false(condition)) continue;
    const Value& value = operands.value->at(event);
    EventKeys own = keys_at(keys, event, true);
    const State state = worst(value.state, own.state);
    if (state == State::Fault) return std::nullopt;
    if (state == State::Known && is_true(condition)) instants[std::move(own.values)].push_back(value.number);
  }
  for (auto& [own, values] : instants) std::sort(values.begin(), values.end());
  return instants;
}

Value earliest_after(const std::vector<std::int64_t>& ascending, std::int64_t bound) {
  const auto begin = std::upper_bound(ascending.begin(), ascending.end(), bound);
  return begin == ascending.end() ? unknown() : integer(*begin);
}

}  // namespace

void join_by_time(const FoldOperands& operands, const Series& bound, std::span<const Keys> keys, std::vector<Value>& results) {
  const State window = worst(operands.from.state, operands.to.state);
  std::optional<Instants> instants;
  if (window == State::Known) instants = instants_of(operands, keys);
  for (std::size_t outer = 0; outer < results.size(); ++outer) {
    results[outer] = {worst(window, bound.at(outer).state)};
    if (results[outer].state != State::Known) continue;
    const EventKeys own = keys_at(keys, outer, false);
    results[outer] = {instants ? own.state : State::Fault};
    if (results[outer].state != State::Known) continue;
    const auto found = instants->find(own.values);
    results[outer] = found == instants->end() ? unknown() : earliest_after(found->second, bound.at(outer).number);
  }
}

}  // namespace seg::interpreter
