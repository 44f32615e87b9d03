#pragma once
// A schema with a field of every kind, and short names for what the tests build over it.

#include "runtime/plan/plan.h"

namespace seg::plan::test {

inline constexpr std::uint16_t kEur = 0;
inline constexpr std::uint16_t kUsd = 1;
inline constexpr std::uint16_t kProductId = 2;
inline constexpr std::uint16_t kTier = 0;
inline constexpr std::uint16_t kGender = 1;

inline Type money(std::uint8_t scale = 2, std::uint16_t currency = kEur) { return money_type(currency, scale); }
inline Type money_fraction(std::uint16_t currency = kEur) { return {Kind::Money, true, 0, currency}; }
inline Type duration_fraction() { return {Kind::Duration, true, 0, kNoUnit}; }
inline Type enum_type(std::uint16_t index) { return {Kind::Enum, false, 0, index}; }
inline Type id_type(std::uint16_t unit = kNoUnit) { return {Kind::Id, false, 0, unit}; }

enum ProfileField : std::uint32_t { kClv, kAge, kTierField, kConsent, kCountry, kBorn, kSignup, kHeight, kWeight, kCity };
enum PurchaseField : std::uint32_t { kTotal, kQuantity, kProduct };

inline Schema shop() {
  Schema schema;
  schema.name = "shop";
  schema.zone = "Europe/Berlin";
  schema.units = {"EUR", "USD", "product"};
  schema.enums = {{"loyalty_tier", {"bronze", "silver", "gold"}, true}, {"gender", {"female", "male", "not said"}, false}};
  schema.key = {"customer_id", id_type()};
  schema.profile = {
      {"clv", money(), true},           {"age", int_type(), true},   {"tier", enum_type(kTier), true}, {"consent", bool_type()},
      {"country", string_type(), true}, {"born", date_type(), true}, {"signup_at", timestamp_type()},  {"height", decimal_type(3), true, 6},
      {"weight", float_type(), true},   {"city", id_type(), true}};
  schema.streams = {{"purchase", "purchases", {{"total", money()}, {"quantity", int_type()}, {"product", id_type(kProductId), true}}},
                    {"email", "emails", {{"kind", enum_type(kGender)}}}};
  return schema;
}

/// count(purchases in the window) where condition, by default over all time and all events.
inline NodeId count_purchases(Builder& builder, std::int64_t from = kBeginningOfTime, std::int64_t to = kEndOfTime) {
  const NodeId operands[] = {builder.literal({timestamp_type(), from, 1, 0, {}}), builder.literal({timestamp_type(), to, 1, 0, {}}),
                             builder.truth(true)};
  return builder.fold(Op::Count, 0, operands);
}

/// Two segments over a fold with a condition, a cut, a set and parameters of many kinds.
inline Plan sample() {
  Builder b(shop());
  const NodeId from = b.apply(Op::Subtract, {b.now(), b.literal({duration_type(), 90 * kMicrosPerDay, 1, 0, {}})});
  const NodeId dear = b.apply(Op::LessEqual, {b.literal({money(), 7'500, 1, 0, {}}), b.event_field(0, kTotal)});
  const NodeId fold[] = {from, b.literal({timestamp_type(), kEndOfTime, 1, 0, {}}), dear};
  const NodeId often = b.apply(Op::LessEqual, {b.integer(3), b.fold(Op::Count, 0, fold)});
  const NodeId cut = b.apply(Op::CutTop, {b.profile_field(kClv), b.literal({ratio_type(), 1, 5, 0, {}})});
  const NodeId rich = b.apply(Op::LessEqual, {cut, b.profile_field(kClv)});
  const NodeId near =
      b.in_set(b.profile_field(kCountry), {string_type(), {{string_type(), 0, 1, 0, "DE"}, {string_type(), 0, 1, 0, "AT"}}});
  b.label_cut(cut, "clv in top 20%");
  b.add_segment("regulars", b.apply(Op::And, {often, near}));
  b.add_segment("lifecycle.rich", b.apply(Op::Or, {rich, b.apply(Op::Not, {often})}));
  return std::move(b).finish();
}

}  // namespace seg::plan::test
