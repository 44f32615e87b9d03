#include "tests/unit/english/built.h"

#include "compiler/english/english.h"

namespace seg::test {
namespace {

std::string in_one_line(const english::Sentence& sentence) {
  std::string text = sentence.text;
  for (const english::Sentence& part : sentence.parts) text += " [" + in_one_line(part) + "]";
  return text;
}

plan::Literal literal(plan::Type type, std::int64_t number, std::int64_t denominator = 1, std::string text = {}) {
  return {type, number, denominator, 0, std::move(text)};
}

}  // namespace

Built::Built() {
  plan::Schema& schema = hir.schema.plan;
  schema.name = "shop";
  schema.zone = "Europe/Berlin";
  schema.profile = {{"n", plan::int_type()},          {"born", plan::date_type(), true},
                    {"seen", plan::timestamp_type()}, {"name", plan::string_type(), true},
                    {"zone", plan::string_type()},    {"ok", plan::bool_type()}};
  schema.streams = {{"buy", "buys", {{"item", plan::string_type()}, {"total", plan::int_type()}}},
                    {"look", "looks", {{"item", plan::string_type()}}}};
  schema.tables = {{"thing", {{"id", plan::string_type()}, {"color", plan::string_type()}}, 0}};
}

hir::ExprId Built::add(hir::Node node, plan::Type type) {
  hir.exprs.push_back({std::move(node), type, true, {}});
  return {static_cast<std::uint32_t>(hir.exprs.size() - 1)};
}
hir::ExprId Built::number(std::int64_t value) { return add(hir::Constant{literal(plan::int_type(), value)}, plan::int_type()); }
hir::ExprId Built::ratio(std::int64_t numerator, std::int64_t denominator) {
  return add(hir::Constant{literal(plan::ratio_type(), numerator, denominator)}, plan::ratio_type());
}
hir::ExprId Built::text(const std::string& value) {
  return add(hir::Constant{literal(plan::string_type(), 0, 1, value)}, plan::string_type());
}
hir::ExprId Built::day(std::int64_t days) { return add(hir::Constant{literal(plan::date_type(), days)}, plan::date_type()); }
hir::ExprId Built::length(std::int64_t micros) { return add(hir::Constant{literal(plan::duration_type(), micros)}, plan::duration_type()); }
hir::ExprId Built::now() { return add(hir::Now{}, plan::timestamp_type()); }
hir::ExprId Built::field(std::uint32_t index) { return add(hir::ProfileField{index}, hir.schema.plan.profile[index].type); }
hir::ExprId Built::item(std::uint32_t stream) { return add(hir::EventField{stream, 0}, plan::string_type()); }
hir::ExprId Built::total() { return add(hir::EventField{0, 1}, plan::int_type()); }

hir::IdRange Built::list(const std::vector<hir::ExprId>& operands) {
  const auto first = static_cast<std::uint32_t>(hir.expr_list.size());
  hir.expr_list.insert(hir.expr_list.end(), operands.begin(), operands.end());
  return {first, static_cast<std::uint32_t>(operands.size())};
}

hir::ExprId Built::apply(plan::Op op, const std::vector<hir::ExprId>& operands, plan::Type type) {
  return add(hir::Apply{op, list(operands)}, type);
}

hir::ExprId Built::less(hir::ExprId left, hir::ExprId right) { return condition(hir::Compare{hir::Relation::Less, left, right}); }

std::string Built::sentence(hir::ExprId where, std::int64_t now) {
  hir::Segment segment;
  segment.name = "s";
  segment.where = where;
  return in_one_line(english::describe(hir, segment, now).sentence);
}

}  // namespace seg::test
