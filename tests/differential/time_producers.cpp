// Local times and zones, dates that are moved, joins by time, steps of values.

#include <algorithm>

#include "tests/differential/generator.h"
#include "tests/differential/schema.h"

namespace seg::differential {

using plan::NodeId;
using plan::Op;
using plan::Type;

namespace {

constexpr std::int64_t kMinute = plan::kMicrosPerDay / 1440;

}  // namespace

/// A literal, the profile's zone, or any text.
NodeId Generator::zone(Budget budget) {
  const auto own = static_cast<std::uint32_t>(builder_.plan().schema.profile.size() - 1);
  if (random_.percent(50)) return noted(builder_.profile_field(own));
  if (random_.percent(90)) return noted(builder_.literal({plan::string_type(), 0, 1, 0, draw_zone(random_)}));
  return noted(make(plan::string_type(), {}, {std::min(budget.depth - 1, 1), 0, 0}));
}

/// Most often one that a day has, in hours at which clocks change.
NodeId Generator::time_of_day(Place place, Budget budget) {
  if (random_.percent(15)) return make(plan::duration_type(), place, budget);
  static const std::vector<std::int64_t> kTimes = {
      0, 1, 30 * kMinute, 60 * kMinute, 120 * kMinute, 150 * kMinute, 1439 * kMinute, plan::kMicrosPerDay - 1, plan::kMicrosPerDay, -1};
  const std::int64_t time = random_.percent(70) ? random_.one_of(kTimes) : random_.between(0, 1439) * kMinute;
  return noted(builder_.literal({plan::duration_type(), time, 1, 0, {}}));
}

/// DayStart, LocalInstant and the parts of instants, with or without a zone.
NodeId Generator::local_time(Op op, Place place, Budget budget) {
  const Budget inner = budget.deeper();
  const bool of_date = plan::row_of(op).signature == plan::Signature::Calendar;
  std::vector<NodeId> operands = {make(of_date ? plan::date_type() : plan::timestamp_type(), place, inner)};
  if (op == Op::LocalInstant) operands.push_back(time_of_day(place, inner));
  if (random_.percent(60)) operands.push_back(zone(budget));
  return builder_.apply(op, operands);
}

/// AddMonths, Anniversary, Age.
NodeId Generator::moved_date(Op op, Place place, Budget budget) {
  static const std::vector<std::int64_t> kMonths = {1, -1, 3, 6, 11, 12, -12, 13, 24, 48, -48, 1200, 4800, -4800};
  const NodeId date = make(plan::date_type(), place, budget.deeper());
  if (op != Op::AddMonths) return builder_.apply(op, {date, make(plan::date_type(), place, budget.deeper())});
  const NodeId months =
      random_.percent(50) ? noted(builder_.integer(random_.one_of(kMonths))) : make(plan::int_type(), place, budget.deeper());
  return builder_.apply(op, {date, months});
}

/// A timestamp that differs by event.
NodeId Generator::time_of_event(std::uint32_t stream, Budget budget) {
  if (random_.percent(50)) return noted(builder_.event_at(stream));
  return key(plan::timestamp_type(), stream, budget);
}

NodeId Generator::join_by_time(std::uint32_t outer, Budget budget) {
  const auto inner = static_cast<std::uint32_t>(random_.below(builder_.plan().schema.streams.size()));
  // The window and the condition of a fold without a value.
  std::vector<NodeId> operands = fold_operands(Op::Count, inner, plan::bool_type(), budget);
  operands.push_back(time_of_event(inner, budget));
  operands.push_back(time_of_event(outer, budget));
  const std::int64_t pairs = random_.percent(40) ? 0 : random_.percent(70) ? 1 : 2;
  return builder_.as_of(operands, key_pairs(pairs, inner, outer, budget));
}

NodeId Generator::steps(Place place, Budget budget) {
  const Type type = ordered_type(true);
  std::vector<NodeId> operands = {make(type, place, budget.deeper())};
  for (std::int64_t count = random_.between(0, 4); count > 0; --count)
    operands.push_back(make(comparable_to(type), place, budget.deeper()));
  return builder_.apply(Op::Reaches, operands);
}

}  // namespace seg::differential
