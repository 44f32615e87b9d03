// Every kind of node becomes words. A new kind breaks the list below until it has a case here.

#include <catch2/catch.hpp>
#include <set>

#include "tests/unit/english/built.h"

namespace seg::test {
namespace {

using plan::Op;

/// A condition that holds each kind of node in a place where it may stand; as many as std::variant has.
std::vector<hir::ExprId> conditions(Built& b) {
  const auto truth = b.field(5);
  const hir::Query buys{0, std::nullopt, std::nullopt, std::nullopt};
  const auto count = b.add(hir::Fold{hir::Aggregate::Count, buys, std::nullopt}, plan::int_type());
  const auto since = b.add(hir::Binary{hir::Arithmetic::Subtract, b.now(), b.length(90 * plan::kMicrosPerDay)}, plan::timestamp_type());
  hir::Trait trait{"keen", b.field(0), plan::int_type(), "", {}};
  b.hir.traits.push_back(trait);
  hir::Segment other;
  other.name = "others";
  other.title = "The others";
  other.where = truth;
  b.hir.segments.push_back(other);
  b.hir.sets.push_back({plan::int_type(), {{plan::int_type(), 1, 1, 0, {}}, {plan::int_type(), 2, 1, 0, {}}}});
  hir::Query windowed = buys;
  windowed.from = since;
  windowed.where = b.condition(hir::Compare{hir::Relation::Equal, b.item(0), b.text("shoe")});
  windowed.edge = hir::Edge{false, b.number(3)};
  const auto at = b.add(hir::Fold{hir::Aggregate::Last, buys, b.add(hir::EventAt{0}, plan::timestamp_type())}, plan::timestamp_type());
  const auto gaps = b.add(hir::Fold{hir::Aggregate::Median, buys, b.add(hir::Gap{}, plan::duration_type())}, plan::duration_type());
  const auto month = b.add(hir::UnitStart{b.now(), 0, hir::Unit::Month, std::nullopt}, plan::timestamp_type());
  const auto ago = b.add(hir::Shift{b.now(), -3, hir::Unit::Month, std::nullopt}, plan::timestamp_type());
  const auto color = b.add(hir::Lookup{0, 1, b.field(3)}, plan::string_type());
  const auto top =
      b.add(hir::PopulationCut{hir::Cut::Top, b.field(0), plan::Literal{plan::ratio_type(), 1, 5, 0, {}}, "n in top 20%", truth},
            plan::int_type());
  hir::Step look;
  look.query.stream = 1;
  hir::Step buy{buys, false, true, hir::Length{3, hir::Unit::Day}};
  hir::Step none{buys, true, false, hir::Length{3'600'000'000, std::nullopt}};
  hir::Query of_edge = buys;
  of_edge.where = b.condition(hir::AmongEdge{windowed});
  return {
      b.less(b.field(0), b.add(hir::Negate{b.number(5)}, plan::int_type())),
      b.less(since, b.field(2)),
      b.less(month, b.field(2)),
      b.less(b.field(2), ago),
      b.condition(hir::Compare{hir::Relation::LessEqual, b.number(2), b.add(hir::TraitRef{0}, plan::int_type())}),
      b.condition(hir::SegmentRef{0}),
      b.condition(hir::Logic{hir::Connective::Or, b.list({truth, b.condition(hir::Not{truth})})}),
      b.condition(hir::AtLeast{2, b.list({truth, truth, b.condition(hir::IsKnown{b.field(3)})})}),
      b.condition(hir::UnknownAs{b.condition(hir::Compare{hir::Relation::Equal, b.field(3), b.text("Ada")}), true}),
      b.condition(hir::InSet{b.field(0), 0}),
      b.condition(hir::TextCompare{hir::TextTest::StartsWith, b.field(3), b.text("A")}),
      b.less(b.add(hir::Convert{hir::Conversion::ToFloat, b.field(0)}, plan::float_type()), b.number(7)),
      b.less(b.apply(Op::Length, {color}, plan::int_type()), b.number(3)),
      b.condition(hir::Compare{hir::Relation::LessEqual, b.number(2),
                               b.add(hir::Fold{hir::Aggregate::Count, windowed, std::nullopt}, plan::int_type())}),
      b.less(count, b.add(hir::Fold{hir::Aggregate::Sum, of_edge, b.total()}, plan::int_type())),
      b.less(b.add(hir::Binary{hir::Arithmetic::Subtract, b.now(), at}, plan::duration_type()), gaps),
      b.condition(hir::Sequence{{look, buy, none}}),
      b.condition(hir::Compare{hir::Relation::LessEqual, top, b.field(0)}),
      b.condition(hir::RankAtMost{
          b.field(0), b.add(hir::PopulationCut{hir::Cut::Rank, b.field(0), plan::Literal{plan::int_type(), 10, 1, 0, {}}, "rank(n) <= 10"},
                            plan::int_type())}),
      b.condition(hir::Compare{hir::Relation::Equal, b.add(hir::Quintile{b.field(0), b.list({top})}, plan::int_type()), b.number(5)}),
  };
}

void gather_kinds(const hir::Hir& hir, std::set<std::size_t>& kinds) {
  for (const hir::Expr& expr : hir.exprs) kinds.insert(expr.node.index());
}

/// Names that only the compiler knows: its operators of more than one word, and numbered nodes.
std::string internal_name(const std::string& text) {
  for (const plan::OpRow& row : plan::op_rows()) {
    if (row.text.find('_') != std::string_view::npos && text.find(row.text) != std::string::npos) return std::string(row.text);
  }
  for (const char* mark : {"%0", "%1", "%2", "%3", "  ", " .", " ,", "()", "{}", "[]"}) {
    if (text.find(mark) != std::string::npos) return mark;
  }
  return {};
}

}  // namespace

TEST_CASE("every kind of node has words, and none of them is empty or a name of the compiler's") {
  Built built;
  const auto all = conditions(built);
  std::set<std::size_t> kinds;
  gather_kinds(built.hir, kinds);
  CHECK(kinds.size() == std::variant_size_v<hir::Node>);
  for (const bool negated : {false, true}) {
    for (const hir::ExprId id : all) {
      const std::string sentence = built.sentence(negated ? built.condition(hir::Not{id}) : id);
      INFO(sentence);
      CHECK(sentence.size() > 20);
      CHECK((sentence.back() == '.' || sentence.back() == ']'));
      CHECK(internal_name(sentence).empty());
      CHECK(std::count(sentence.begin(), sentence.end(), '(') == std::count(sentence.begin(), sentence.end(), ')'));
    }
  }
}

TEST_CASE("a negation is another sentence") {
  Built built;
  for (const hir::ExprId id : conditions(built)) {
    const std::string sentence = built.sentence(id);
    INFO(sentence);
    CHECK(built.sentence(built.condition(hir::Not{id})) != sentence);
    CHECK(built.sentence(built.condition(hir::Not{built.condition(hir::Not{id})})) == sentence);
  }
}

TEST_CASE("a field that a module asks for and the workspace does not have") {
  Built b;
  const auto never = b.condition(hir::Constant{{plan::bool_type(), 0, 1, 0, {}}});
  CHECK(b.sentence(b.apply(Op::When, {never, b.field(5)}, plan::bool_type())) ==
        "Customers for whom a value that the workspace has no field for is true.");
}

TEST_CASE("every aggregate has words") {
  Built built;
  std::set<std::string> seen;
  for (int i = 0; i <= static_cast<int>(hir::Aggregate::AtLeastTrue); ++i) {
    const auto aggregate = static_cast<hir::Aggregate>(i);
    const bool condition =
        aggregate == hir::Aggregate::Share || aggregate == hir::Aggregate::AllTrue || aggregate == hir::Aggregate::AtLeastTrue;
    const auto value = condition ? built.less(built.number(1), built.total()) : built.total();
    hir::Fold fold{aggregate, {0, std::nullopt, std::nullopt, std::nullopt}, value};
    if (aggregate == hir::Aggregate::Nth || aggregate == hir::Aggregate::AtLeastTrue) fold.number = built.number(2);
    const bool truth = aggregate == hir::Aggregate::AllTrue || aggregate == hir::Aggregate::AtLeastTrue;
    const auto made = built.add(fold, truth ? plan::bool_type() : plan::int_type());
    const std::string sentence = built.sentence(truth ? made : built.less(made, built.field(0)));
    INFO(sentence);
    CHECK(internal_name(sentence).empty());
    CHECK(seen.insert(sentence).second);
  }
}

}  // namespace seg::test
