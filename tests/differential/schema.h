#pragma once
// The schema of all generated plans: a field of every kind and a list of every one that has lists, for profiles, for both streams and for
// lookup tables that lead from one to the next.

#include "runtime/plan/schema.h"

namespace seg::differential {

inline constexpr std::uint16_t kEuro = 0;
inline constexpr std::uint16_t kProduct = 1;
inline constexpr std::uint16_t kOrdered = 0;
inline constexpr std::uint16_t kUnordered = 1;
inline constexpr std::uint16_t kWeekday = 2;

/// The last field of profiles, a string: names of zones and texts that are none.
inline constexpr std::string_view kZoneField = "zone";

/// Ids that lead to a table: products have a maker, makers a region.
inline constexpr std::uint16_t kMaker = 2;
inline constexpr std::uint16_t kRegion = 3;

inline plan::Type enum_type(std::uint16_t which) { return {plan::Kind::Enum, false, 0, which}; }
inline plan::Type id_of(std::uint16_t kind) { return {plan::Kind::Id, false, 0, kind}; }
inline plan::Type money_fraction() { return {plan::Kind::Money, true, 0, kEuro}; }
inline plan::Type duration_fraction() { return {plan::Kind::Duration, true, 0, plan::kNoUnit}; }

/// How many of column_types stand in both streams: those that keys of keyed folds are drawn from among them.
inline constexpr std::ptrdiff_t kCommonTypes = 13;

/// Types that columns have, without lists.
inline std::vector<plan::Type> column_types() {
  return {plan::bool_type(),   plan::int_type(),       plan::float_type(),    plan::decimal_type(2), plan::money_type(kEuro, 2),
          plan::string_type(), enum_type(kOrdered),    enum_type(kUnordered), id_of(kProduct),       id_of(plan::kNoUnit),
          plan::date_type(),   plan::timestamp_type(), plan::duration_type(), plan::decimal_type(4), plan::money_type(kEuro, 4),
          plan::int_type(),    plan::string_type(),    plan::bool_type(),     plan::float_type(),    plan::timestamp_type()};
}

inline std::vector<plan::Type> list_types() {
  std::vector<plan::Type> types = {plan::int_type(),    plan::decimal_type(2), plan::money_type(kEuro, 2), plan::string_type(),
                                   enum_type(kOrdered), id_of(kProduct),       plan::date_type(),          plan::timestamp_type()};
  for (plan::Type& type : types) type = plan::list_of(type);
  return types;
}

/// A key, the key of the next table where there is one, and fields of these types.
inline plan::Table make_table(std::string name, std::uint16_t key, std::uint16_t next, const std::vector<plan::Type>& types) {
  plan::Table table{std::move(name), {{"key", id_of(key), false, 0}}, 0};
  if (next != plan::kNoUnit) table.fields.push_back({"next", id_of(next), true, 0});
  for (const plan::Type type : types) table.fields.push_back({"t" + std::to_string(table.fields.size()), type, true, 0});
  return table;
}

inline plan::Schema make_schema(std::string zone) {
  plan::Schema schema;
  schema.name = "differential";
  schema.zone = std::move(zone);
  schema.key = {"key", plan::string_type(), false, 0};
  schema.units = {"EUR", "product", "maker", "region"};
  schema.enums = {{"tier", {"bronze", "silver", "gold"}, true}, {"kind", {"sent", "open", "click", "left"}, false}};
  schema.weekdays();
  std::vector<plan::Type> types = column_types();
  const std::vector<plan::Type> lists = list_types();
  types.insert(types.begin() + kCommonTypes, lists.begin(), lists.end());
  types.push_back(id_of(kMaker));
  std::vector<plan::Field> fields;
  for (std::size_t index = 0; index < types.size(); ++index) fields.push_back({"f" + std::to_string(index), types[index], true, 0});
  schema.profile = fields;
  schema.profile.push_back({std::string(kZoneField), plan::string_type(), true, 0});
  schema.streams = {{"buy", "buys", fields}, {"mail", "mails", {fields.begin(), fields.begin() + kCommonTypes + 4}}};
  schema.tables = {
      make_table("product", kProduct, kMaker, std::vector<plan::Type>(types.begin(), types.begin() + kCommonTypes + 8)),
      make_table("maker", kMaker, kRegion, {plan::string_type(), plan::money_type(kEuro, 2), lists[3]}),
      make_table("region", kRegion, plan::kNoUnit, {plan::string_type(), plan::bool_type(), plan::float_type(), plan::date_type()})};
  return schema;
}

}  // namespace seg::differential
