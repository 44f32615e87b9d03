#include <stdexcept>

#include <catch2/catch.hpp>

#include "runtime/passes/passes.h"
#include "runtime/passes/rewrite.h"
#include "tests/unit/passes/random.h"

namespace seg::passes {
namespace {

using namespace plan;
using namespace test;

struct Terms {
  Builder b{schema()};
  NodeId a = b.profile_field(kA);
  NodeId c = b.profile_field(kB);
  NodeId x = b.profile_field(kX);
  NodeId yes = b.truth(true);
  NodeId no = b.truth(false);
};

/// The last lines of the text of a Plan of one segment, its nodes and root alone.
std::string run(Terms terms, NodeId root) {
  terms.b.add_segment("s", root);
  const std::string text = print(run_passes(std::move(terms.b).finish()));
  const std::size_t begin = text.find("%0 = ");
  return text.substr(begin, text.find("; 1 segment") - begin);
}

const std::string kJustA = "%0 = profile a : bool profile\nsegment s = %0\n";
const std::string kTrue = "%0 = parameter $0 : bool constant  ; true\nsegment s = %0\n";
const std::string kFalse = "%0 = parameter $0 : bool constant  ; false\nsegment s = %0\n";

TEST_CASE("literal truth and repeated operands") {
  Terms t;
  CHECK(run(t, t.b.apply(Op::And, {t.a, t.yes})) == kJustA);
  CHECK(run(t, t.b.apply(Op::Or, {t.no, t.a})) == kJustA);
  CHECK(run(t, t.b.apply(Op::And, {t.a, t.no, t.c})) == kFalse);
  CHECK(run(t, t.b.apply(Op::Or, {t.a, t.yes})) == kTrue);
  CHECK(run(t, t.b.apply(Op::And, {t.yes, t.yes})) == kTrue);
  CHECK(run(t, t.b.apply(Op::Or, {t.no})) == kFalse);
  CHECK(run(t, t.b.apply(Op::And, {t.a})) == kJustA);
  CHECK(run(t, t.b.apply(Op::And, {t.a, t.a})) == kJustA);
  CHECK(run(t, t.b.apply(Op::Not, {t.yes})) == kFalse);
  CHECK(run(t, t.b.apply(Op::Not, {t.b.apply(Op::Not, {t.a})})) == kJustA);
  CHECK(run(t, t.b.apply(Op::Equal, {t.a, t.yes})) == kJustA);
  CHECK(run(t, t.b.apply(Op::Not, {t.b.apply(Op::Equal, {t.no, t.a})})) == kJustA);
}

TEST_CASE("nested operands move up, those of a shared node do not") {
  Terms t;
  const NodeId d = t.b.apply(Op::Less, {t.x, t.b.integer(3)});
  const NodeId inner = t.b.apply(Op::And, {t.a, t.c});
  Terms shared = t;
  const NodeId outer = t.b.apply(Op::And, {inner, d});
  CHECK(run(t, outer).find("and %0 %1 %4") != std::string::npos);
  CHECK(run(t, outer).find("and %0 %1 :") == std::string::npos);
  shared.b.add_segment("inner", inner);
  const NodeId same = shared.b.apply(Op::And, {inner, d});
  shared.b.add_segment("s", same);
  const std::string text = print(run_passes(std::move(shared.b).finish()));
  CHECK(text.find("and %0 %1 :") != std::string::npos);
  CHECK(text.find("and %4 %5 :") != std::string::npos);
}

TEST_CASE("a negated comparison is the other comparison; operands that commute have one order") {
  Terms t;
  const NodeId three = t.b.integer(3);
  const NodeId not_less = t.b.apply(Op::Not, {t.b.apply(Op::Less, {t.x, three})});
  CHECK(run(t, not_less).find("le %1 %0 :") != std::string::npos);
  const NodeId same = t.b.apply(Op::Or, {t.b.apply(Op::Equal, {t.x, three}), t.b.apply(Op::Equal, {three, t.x})});
  CHECK(run(t, same) ==
        "%0 = profile x : int profile\n%1 = parameter $0 : int constant  ; 3\n%2 = eq %0 %1 : bool profile\nsegment s = %2\n");
}

TEST_CASE("at_least keeps repeated operands and drops false ones") {
  Terms t;
  const std::string text = run(t, t.b.apply(Op::AtLeast, {t.b.integer(2), t.c, t.no, t.a, t.a}));
  CHECK(text.find("at_least %2 %0 %0 %1 :") != std::string::npos);
}

TEST_CASE("what is required is known, what is optional or may be a fault is not") {
  Terms t;
  CHECK(run(t, t.b.apply(Op::IsKnown, {t.b.profile_field(kR)})) == kTrue);
  CHECK(run(t, t.b.apply(Op::IsKnown, {t.b.apply(Op::Less, {t.b.profile_field(kR), t.b.integer(1)})})) == kTrue);
  CHECK(run(t, t.b.apply(Op::IsKnown, {t.x})).find("is_known") != std::string::npos);
  CHECK(run(t, t.b.apply(Op::IsKnown, {t.b.profile_field(kF)})).find("is_known") != std::string::npos);
  CHECK(run(t, t.b.apply(Op::IsKnown, {t.b.apply(Op::Add, {t.b.profile_field(kR), t.b.integer(1)})})).find("is_known") !=
        std::string::npos);
  CHECK(run(t, t.b.apply(Op::UnknownTrue, {t.b.apply(Op::UnknownFalse, {t.a})})).find("unknown_true") == std::string::npos);
  CHECK(run(t, t.b.apply(Op::UnknownTrue, {t.a})).find("unknown_true") != std::string::npos);
}

NodeId fold(Terms& t, Op op, NodeId condition, std::int64_t days, NodeId value = kNone) {
  const NodeId from = t.b.apply(Op::Subtract, {t.b.now(), t.b.literal({duration_type(), days * kMicrosPerDay, 1, 0, {}})});
  std::vector<NodeId> operands = {from, t.b.literal({timestamp_type(), kEndOfTime, 1, 0, {}}), condition};
  if (value != kNone) operands.push_back(value);
  return t.b.fold(op, 0, operands);
}

std::size_t aggregates(const Plan& plan) {
  std::size_t count = 0;
  for (const Node& node : plan.nodes) count += row_of(node.op).signature == Signature::Fold ? 1U : 0U;
  return count;
}

TEST_CASE("the average over a required value shares its count, one over an optional value does not") {
  Terms t;
  for (const std::uint32_t field : {kQ, kV}) {
    Terms with = t;
    const NodeId value = with.b.event_field(0, field);
    const NodeId known = with.b.apply(Op::And, {with.yes, with.b.apply(Op::IsKnown, {value})});
    const NodeId average = with.b.apply(Op::Mean, {fold(with, Op::SumOf, with.yes, 90, value), fold(with, Op::Count, known, 90)});
    with.b.add_segment("average", with.b.apply(Op::Less, {with.b.integer(1), average}));
    with.b.add_segment("any", with.b.apply(Op::LessEqual, {with.b.integer(1), fold(with, Op::Count, with.yes, 90)}));
    const Plan plan = run_passes(std::move(with.b).finish());
    CHECK(aggregates(plan) == (field == kQ ? 2 : 3));
  }
}

TEST_CASE("is_true of what is known goes, and unknown_false below is_true and when") {
  Terms t;
  const NodeId known = t.b.apply(Op::IsKnown, {t.a});
  CHECK(run(t, t.b.apply(Op::IsTrue, {known})) == run(t, known));
  const NodeId is_true = t.b.apply(Op::IsTrue, {t.a});
  const std::string text = "%0 = profile a : bool profile\n%1 = is_true %0 : bool profile\nsegment s = %1\n";
  CHECK(run(t, is_true) == text);
  CHECK(run(t, t.b.apply(Op::IsTrue, {is_true})) == text);
  CHECK(run(t, t.b.apply(Op::IsTrue, {t.b.apply(Op::UnknownFalse, {t.a})})) == text);
  CHECK(run(t, t.b.apply(Op::IsTrue, {t.b.apply(Op::UnknownTrue, {t.a})})) != text);
  const NodeId when = t.b.apply(Op::When, {t.a, t.c});
  CHECK(run(t, t.b.apply(Op::When, {t.b.apply(Op::UnknownFalse, {t.a}), t.c})) == run(t, when));
  CHECK(run(t, t.b.apply(Op::When, {t.a, t.b.apply(Op::UnknownFalse, {t.c})})) != run(t, when));
}

TEST_CASE("what is audited is kept, and is not taken apart") {
  Terms t;
  const NodeId inner = t.b.apply(Op::And, {t.a, t.c});
  const NodeId root = t.b.apply(Op::And, {inner, t.b.apply(Op::Less, {t.x, t.b.integer(3)})});
  t.b.add_segment("arm", root, inner);
  const std::string text = print(run_passes(std::move(t.b).finish()));
  CHECK(text.find("segment arm = %6 audited %3\n") != std::string::npos);
  CHECK(text.find("%3 = and %0 %1 :") != std::string::npos);
}

TEST_CASE("min and max of at are first and last; unknown_false around a condition goes") {
  Terms t;
  const NodeId k = t.b.event_field(0, kK);
  const NodeId at = t.b.event_at(0);
  const NodeId suffixed = t.b.apply(Op::UnknownFalse, {k});
  t.b.add_segment("min", t.b.apply(Op::Less, {fold(t, Op::MinOf, k, 9, at), t.b.now()}));
  t.b.add_segment("first", t.b.apply(Op::Less, {fold(t, Op::FirstOf, suffixed, 9, at), t.b.now()}));
  t.b.add_segment("last", t.b.apply(Op::Less, {fold(t, Op::LastOf, k, 9, at), t.b.now()}));
  t.b.add_segment("max", t.b.apply(Op::Less, {fold(t, Op::MaxOf, k, 9, at), t.b.now()}));
  const Plan plan = run_passes(std::move(t.b).finish());
  CHECK(aggregates(plan) == 2);
  CHECK(plan.segments[0].root == plan.segments[1].root);
  CHECK(plan.segments[2].root == plan.segments[3].root);
}

TEST_CASE("one more threshold on an aggregate adds none") {
  Terms t;
  t.b.add_segment("two", t.b.apply(Op::LessEqual, {t.b.integer(2), fold(t, Op::Count, t.yes, 90)}));
  Terms more = t;
  more.b.add_segment("seven", more.b.apply(Op::Not, {more.b.apply(Op::Less, {fold(more, Op::Count, more.yes, 90), more.b.integer(7)})}));
  CHECK(aggregates(run_passes(std::move(t.b).finish())) == 1);
  CHECK(aggregates(run_passes(std::move(more.b).finish())) == 1);
}

TEST_CASE("what no segment needs goes with its parameters, sets and cuts; labels stay") {
  Terms t;
  const NodeId dead = t.b.apply(Op::CutAverage, {t.x});
  t.b.label_cut(dead, "dead");
  const NodeId cut = t.b.apply(Op::CutAverage, {t.b.profile_field(kR)});
  t.b.label_cut(cut, "average(r)");
  t.b.in_set(t.x, {int_type(), {}});
  t.b.integer(4'711);
  t.b.add_segment("s", t.b.apply(Op::Less, {cut, t.x}));
  const Plan plan = run_passes(std::move(t.b).finish());
  CHECK(plan.parameters.slots.empty());
  CHECK(plan.parameters.sets.empty());
  REQUIRE(plan.cuts.size() == 1);
  CHECK(plan.cuts[0].text == "average(r)");
  CHECK(plan.nodes.size() == 4);
}

TEST_CASE("wide operators become trees of at most 64, in linear size") {
  for (const std::int64_t width : {64, 65, 4'096, 4'097, 20'000}) {
    Terms t;
    std::vector<NodeId> operands;
    for (std::int64_t index = 0; index < width; ++index) operands.push_back(t.b.apply(Op::Equal, {t.x, t.b.integer(index)}));
    t.b.add_segment("s", t.b.apply(Op::Or, operands));
    const Plan plan = run_passes(std::move(t.b).finish(), {{}, true});
    std::size_t connectives = 0;
    for (const Node& node : plan.nodes) {
      if (node.op != Op::Or) continue;
      CHECK(node.operand_count <= 64);
      CHECK(node.operand_count >= 2);
      ++connectives;
    }
    CHECK((connectives == 1) == (width == 64));
    CHECK(connectives <= static_cast<std::size_t>(width) / 32 + 1);
  }
}

TEST_CASE("a chain of 20,000 nested operands flattens") {
  Terms t;
  NodeId chain = t.a;
  for (std::int64_t index = 0; index < 20'000; ++index)
    chain = t.b.apply(Op::And, {chain, t.b.apply(Op::Equal, {t.x, t.b.integer(index)})});
  t.b.add_segment("s", chain);
  const Plan plan = run_passes(std::move(t.b).finish(), {{"split"}, true});
  CHECK(plan.nodes[plan.segments[0].root].operand_count == 20'001);
}

TEST_CASE("passes are skipped by name, and only by a name that exists") {
  Terms t;
  t.b.add_segment("s", t.b.apply(Op::And, {t.a, t.yes}));
  const Plan plan = std::move(t.b).finish();
  std::vector<std::string> all;
  for (const Pass& pass : passes()) all.emplace_back(pass.name);
  CHECK(run_passes(plan, {all, true}) == plan);
  CHECK(run_passes(plan, {{"logic"}, true}).nodes[run_passes(plan, {{"logic"}, true}).segments[0].root].op == Op::And);
  CHECK_THROWS_AS(run_passes(plan, {{"logick"}, true}), std::invalid_argument);
}

}  // namespace
}  // namespace seg::passes
