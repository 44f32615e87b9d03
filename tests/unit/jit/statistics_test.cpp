#include "tests/unit/jit/events_sample.h"

using namespace seg;
using namespace seg::test;

TEST_CASE("medians: the middle value, or the exact mean of the middle two, a fault where it does not fit") {
  EventCases c;
  const NodeId median = c.ever(Op::MedianOf, c.all, c.amount);
  c.expect(c.equal(median, c.integer(1)), "tu!fff");  // 1 1 4; (2^64 - 3) / 2 does not fit
  c.expect(c.equal(median, c.ratio(69, 2)), "fu!ftf");
  c.expect(c.equal(median, c.integer(7)), "fu!fft");
  c.expect(c.equal(c.ever(Op::MedianOf, c.flag, c.amount), c.ratio(5, 2)), "tuufff");
  const NodeId weights = c.ever(Op::MedianOf, c.all, c.weight);
  c.expect(c.equal(weights, c.real(3.0)), "tu!!ff");
  c.expect(c.equal(weights, c.real(34.5)), "fu!!tf");
  c.expect(c.equal(c.ever(Op::MedianOf, c.known(c.amount), c.weight), c.real(4.5)), "tu!!ff");
  c.expect(c.equal(c.fold(Op::MedianOf, {c.instant(60), c.end(), c.all, c.weight}), c.real(1.7e308)), "uut!ff");  // of one no sum
  const auto span = [&](std::int64_t number, std::int64_t denominator) {
    return c.plan.literal({Type{plan::Kind::Duration, true, 0, plan::kNoUnit}, number, denominator, 0, {}});
  };
  c.expect(c.equal(c.ever(Op::MedianOf, c.all, c.took), span(10, 1)), "tuffff");
  c.expect(c.equal(c.ever(Op::MedianOf, c.all, c.took), span(-1, 2)), "futfff");
  const NodeId three_euro = c.plan.literal({Type{plan::Kind::Money, true, 0, 0}, 3, 1, 0, {}});
  c.expect(c.equal(c.ever(Op::MedianOf, c.all, c.price), three_euro), "tufffu");  // 1.00 2.00 4.00 5.00
  const NodeId quotients = c.apply(Op::Divide, {c.amount, c.integer(3)});
  c.expect(c.equal(c.ever(Op::MedianOf, c.flag, quotients), c.ratio(5, 6)), "tuufff");
  c.check();
}

TEST_CASE("standard deviations of samples") {
  EventCases c;
  const NodeId amounts = c.ever(Op::StddevOf, c.all, c.amount);
  c.expect(c.equal(amounts, c.real(1.7320508075688772)), "tufuff");  // of 4 1 1: the root of 3
  c.expect(c.equal(amounts, c.real(0.7071067811865476)), "futuff");
  c.expect(c.equal(amounts, c.real(20.351085147152883)), "fufutf");  // 70 · 71 / 12
  c.expect(c.equal(amounts, c.real(0.0)), "fufuft");
  c.expect(c.equal(c.ever(Op::StddevOf, c.all, c.rate), c.real(2.0816659994661326)), "tufuff");  // 0.5 1.5 4.5: the root of 13/3
  const NodeId weights = c.ever(Op::StddevOf, c.all, c.weight);
  c.expect(c.equal(weights, c.real(3.605551275463989)), "tu!!ff");  // 1 3 8: the root of 13
  c.expect(c.equal(weights, c.real(0.0)), "fu!!ft");
  const NodeId tooks = c.ever(Op::StddevOf, c.all, c.took);
  c.expect(c.equal(tooks, c.duration(17)), "tu!uff");  // the root of 300
  c.expect(c.equal(tooks, c.duration(1)), "fu!utt");   // 0 1 2 3: the root of 5/3; 0 1: the root of 1/2
  c.expect(c.equal(c.ever(Op::StddevOf, c.all, c.price), c.number(plan::money_type(0, 2), 183)), "tufufu");  // the root of 33333 1/3
  c.expect(c.equal(c.ever(Op::StddevOf, c.all, c.price), c.number(plan::money_type(0, 2), 1)), "futufu");    // 0.7
  c.check();
}

TEST_CASE("the most frequent value, of a tie the newest") {
  EventCases c;
  c.expect(c.is(c.ever(Op::ModeOf, c.all, c.amount), 1), "tuffff");
  c.expect(c.is(c.ever(Op::ModeOf, c.all, c.amount), kMost - 1), "futfff");
  c.expect(c.is(c.ever(Op::ModeOf, c.all, c.amount), 69), "fufftf");
  c.expect(c.equal(c.ever(Op::ModeOf, c.all, c.label), c.text("b")), "tuffff");
  c.expect(c.equal(c.ever(Op::ModeOf, c.all, c.label), c.text("a")), "fufftt");  // 24 of 70
  c.expect(c.equal(c.ever(Op::ModeOf, c.known(c.amount), c.label), c.text("b")), "tuffff");
  c.expect(c.equal(c.ever(Op::ModeOf, c.known(c.amount), c.label), c.text("y")), "futfff");
  c.expect(c.ever(Op::ModeOf, c.all, c.flag), "tufttt");
  c.expect(c.equal(c.ever(Op::ModeOf, c.all, c.weight), c.real(8.0)), "tuf!ff");
  const NodeId quotients = c.apply(Op::Divide, {c.amount, c.integer(7)});
  c.expect(c.equal(c.ever(Op::ModeOf, c.all, quotients), c.integer(1)), "fuffft");
  c.check();
}

TEST_CASE("the n-th event, whatever is known of it; a fault of another event is not its concern") {
  EventCases c;
  c.expect(c.is(c.ever(Op::NthOf, c.all, c.amount, c.integer(1)), 4), "tuffff");
  c.expect(c.is(c.ever(Op::NthOf, c.all, c.amount, c.integer(2)), kMost - 1), "uutuff");
  c.expect(c.is(c.ever(Op::NthOf, c.all, c.amount, c.integer(66)), 65), "uuuutu");
  c.expect(c.is(c.ever(Op::NthOf, c.all, c.amount, c.integer(70)), 69), "uuuutu");
  c.expect(c.is(c.ever(Op::NthOf, c.all, c.amount, c.integer(5)), 50), "uuuufu");  // after now
  c.expect(c.is(c.ever(Op::NthOf, c.flag, c.amount, c.integer(2)), 1), "tuuutf");
  c.expect(c.ever(Op::NthOf, c.all, c.light, c.integer(1)), "tuf!tt");
  c.expect(c.ever(Op::NthOf, c.all, c.light, c.integer(2)), "tufutt");
  c.check();
}

TEST_CASE("conditions of all events, and of at least so many") {
  EventCases c;
  c.expect(c.ever(Op::AllTrue, c.all, c.flag), "fufttt");
  c.expect(c.ever(Op::AllTrue, c.known(c.amount), c.flag), "uufttt");
  c.expect(c.ever(Op::AllTrue, c.all, c.light), "fuf!ft");
  c.expect(c.ever(Op::AllTrue, c.light, c.flag), "fuu!tt");
  c.expect(c.ever(Op::AllTrue, c.flag, c.apply(Op::Less, {c.integer(1), c.amount})), "fuutft");
  c.expect(c.ever(Op::AtLeastTrue, c.all, c.flag, c.integer(2)), "tffftt");
  c.expect(c.ever(Op::AtLeastTrue, c.all, c.flag, c.integer(1)), "tfuttt");
  c.expect(c.ever(Op::AtLeastTrue, c.all, c.flag, c.integer(3)), "uffftf");
  c.expect(c.ever(Op::AtLeastTrue, c.all, c.flag, c.integer(0)), "tttttt");
  c.expect(c.ever(Op::AtLeastTrue, c.all, c.light, c.integer(1)), "tff!tt");
  c.expect(c.ever(Op::AtLeastTrue, c.all, c.flag, c.field(0)), "ttutft");
  const NodeId far = c.apply(Op::Multiply, {c.field(0), c.integer(kMost)});
  c.expect(c.ever(Op::AtLeastTrue, c.all, c.flag, far), "!tuf!!");
  c.check();
}
