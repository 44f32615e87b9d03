#include <stdexcept>

#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Op;

/// Where an operator's zone is: one for all lanes, or one for each code.
struct Lowering::Zone {
  ValueId table;             ///< ZoneDays, or with `codes` a ZoneTable
  ValueId codes = kNoValue;  ///< of the domain
  Channels state;            ///< where there is a zone: known and fault alone
};

Lowering::Zone Lowering::zone_of(Op op, Operands operands, Domain domain) {
  Zone zone{kNoValue, kNoValue, {}};
  zone.state.known = assembler_.ones();
  zone.state.fault = assembler_.zeros();
  const bool has_zone = operands.size() > static_cast<std::size_t>(plan::row_of(op).arity);
  if (SEG_MUTATE(zone_ignored, !has_zone, true)) {
    zone.table = assembler_.table({Table::What::Zone, Op::Parameter, false, plan::kNone, 0, 0, 0});
    return zone;
  }
  const plan::NodeId id = operands.back();
  const Channels& name = channels_[id];
  zone.state.fault = over(name.fault, domain);
  if (is_constant_text(id)) {
    zone.table = assembler_.table({Table::What::Zone, Op::Parameter, false, id, 0, 0, 0});
    const ValueId exists = assembler_.constant(Shape::Word, {BlockEntry::What::IsZone, id, 0, 0});
    zone.state.known = assembler_.both(name.known, SEG_MUTATE(unknown_zone_is_utc, exists, assembler_.ones()));
    return zone;
  }
  zone.table = assembler_.table({Table::What::Zones, Op::Parameter, false, 0, name.text, 0, 0});
  const ValueId codes = assembler_.spread(name.value, kProfiles);
  const ValueId call = assembler_.call(KernelId::has_zone, {assembler_.lanes(kProfiles), codes, zone.table});
  const ValueId exists = assembler_.output(call, 0, Shape::Word, kProfiles);
  zone.state.known = over(assembler_.both(name.known, SEG_MUTATE(unknown_zone_is_utc, exists, assembler_.ones())), domain);
  zone.codes = over(codes, domain);
  return zone;
}

namespace {

struct ZoneKernels {
  KernelId one;
  KernelId by_zone;
};

ZoneKernels kernels_of(Op op) {
  if (op == Op::LocalDate) return {KernelId::local_date, KernelId::local_date_by_zone};
  if (op == Op::LocalTime) return {KernelId::local_time, KernelId::local_time_by_zone};
  if (op == Op::LocalHour) return {KernelId::local_hour, KernelId::local_hour_by_zone};
  if (op == Op::LocalMinute) return {KernelId::local_minute, KernelId::local_minute_by_zone};
  if (op == Op::DayStart) return {KernelId::day_start, KernelId::day_start_by_zone};
  if (op == Op::LocalInstant) return {KernelId::local_instant, KernelId::local_instant_by_zone};
  throw std::logic_error("an operator without a zone");
}

}  // namespace

Channels Lowering::zoned(Op op, Operands operands, Domain domain) {
  const Zone zone = zone_of(op, operands, domain);
  const auto [one, by_zone] = kernels_of(op);
  std::vector<ValueId> arguments{assembler_.lanes(domain)};
  Channels result = zone.state;
  for (const plan::NodeId id : operands.first(static_cast<std::size_t>(plan::row_of(op).arity))) {
    const Channels value = operand(id, domain);
    arguments.push_back(assembler_.spread(value.value, domain));
    result = strict(result, value, assembler_.ones());
  }
  const bool is_one = zone.codes == kNoValue;
  if (!is_one) arguments.push_back(zone.codes);
  arguments.push_back(zone.table);
  const ValueId call = assembler_.call(is_one ? one : by_zone, arguments);
  // Any instant has a local time.
  const bool may_fault = plan::row_of(op).signature == plan::Signature::Calendar;
  if (may_fault) result = strict(result, result, assembler_.output(call, 1, Shape::Word, domain));
  result.value = assembler_.output(call, 0, Shape::Int64, domain);
  return result;
}

}  // namespace seg::jit
