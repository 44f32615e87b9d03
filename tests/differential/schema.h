#pragma once
// The schema of all generated plans: a field of every kind, for profiles and for both streams.

#include "runtime/plan/schema.h"

namespace seg::differential {

inline constexpr std::uint16_t kEuro = 0;
inline constexpr std::uint16_t kProduct = 1;
inline constexpr std::uint16_t kOrdered = 0;
inline constexpr std::uint16_t kUnordered = 1;

inline plan::Type enum_type(std::uint16_t which) { return {plan::Kind::Enum, false, 0, which}; }
inline plan::Type id_of(std::uint16_t kind) { return {plan::Kind::Id, false, 0, kind}; }
inline plan::Type money_fraction() { return {plan::Kind::Money, true, 0, kEuro}; }
inline plan::Type duration_fraction() { return {plan::Kind::Duration, true, 0, plan::kNoUnit}; }

/// Types that columns have.
inline std::vector<plan::Type> column_types() {
  return {plan::bool_type(),   plan::int_type(),       plan::float_type(),    plan::decimal_type(2), plan::money_type(kEuro, 2),
          plan::string_type(), enum_type(kOrdered),    enum_type(kUnordered), id_of(kProduct),       id_of(plan::kNoUnit),
          plan::date_type(),   plan::timestamp_type(), plan::duration_type(), plan::decimal_type(4), plan::money_type(kEuro, 4),
          plan::int_type(),    plan::string_type(),    plan::bool_type(),     plan::float_type(),    plan::timestamp_type()};
}

inline plan::Schema make_schema(std::string zone) {
  plan::Schema schema;
  schema.name = "differential";
  schema.zone = std::move(zone);
  schema.key = {"key", plan::string_type(), false, 0};
  schema.units = {"EUR", "product"};
  schema.enums = {{"tier", {"bronze", "silver", "gold"}, true}, {"kind", {"sent", "open", "click", "left"}, false}};
  const std::vector<plan::Type> types = column_types();
  std::vector<plan::Field> fields;
  for (std::size_t index = 0; index < types.size(); ++index) fields.push_back({"f" + std::to_string(index), types[index], true, 0});
  schema.profile = fields;
  schema.streams = {{"buy", "buys", fields}, {"mail", "mails", {fields.begin(), fields.begin() + 13}}};
  return schema;
}

}  // namespace seg::differential
