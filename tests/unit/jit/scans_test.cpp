#include "tests/unit/jit/events_sample.h"

using namespace seg;
using namespace seg::test;

TEST_CASE("ordinals from the oldest and from the newest among the events of a query") {
  EventCases c;
  const auto amounts_where = [&](NodeId condition) { return c.ever(Op::SumOf, condition, c.amount); };
  c.expect(c.is(c.count(c.is(c.scan(Op::Ordinal, c.all), 2)), 1), "tftftt");
  c.expect(c.is(amounts_where(c.is(c.scan(Op::Ordinal, c.flag), 2)), 1), "tffftf");
  const NodeId last_two = amounts_where(c.apply(Op::LessEqual, {c.scan(Op::OrdinalBack, c.all), c.integer(2)}));
  c.expect(c.is(last_two, 2), "tf!fff");
  c.expect(c.is(last_two, 137), "ff!ftf");
  const NodeId newest_before = c.fold(Op::OrdinalBack, {c.instant(20), c.instant(30), c.all});
  c.expect(c.is(amounts_where(c.is(newest_before, 1)), 1), "tfffff");
  c.expect(c.is(amounts_where(c.is(newest_before, 1)), 9), "fffftf");
  c.expect(c.is(c.count(c.is(c.scan(Op::Ordinal, c.light), 1)), 1), "tff!tt");  // the third event is none of the query's
  c.check();
}

TEST_CASE("a scan whose bound is unknown or a fault") {
  EventCases c;
  const NodeId ordinal = c.fold(Op::Ordinal, {c.field(1), c.end(), c.all});
  c.expect(c.is(c.count(c.known(ordinal)), 0), "ftfttf");
  c.expect(c.is(c.count(c.known(ordinal)), 1), "fftfft");
  c.expect(c.is(c.count(c.known(ordinal)), 3), "tfffff");
  const NodeId far = c.apply(Op::Add, {c.field(1), c.duration(kMost)});
  c.expect(c.is(c.count(c.is(c.fold(Op::Ordinal, {far, c.end(), c.all}), 1)), 0), "!t!!t!");
  const NodeId first = c.fold(Op::FirstOfValue, {c.field(1), c.end(), c.all, c.label});
  c.expect(c.is(c.count(first), 1), "tftfft");                      // b b
  c.expect(c.is(c.count(c.apply(Op::Not, {first})), 1), "ffttft");  // outside of the window: false
  c.expect(c.is(c.count(c.apply(Op::Not, {c.known(first)})), 70), "fffftf");
  c.check();
}

TEST_CASE("the time since the event before") {
  EventCases c;
  const NodeId gap = c.scan(Op::Gap, c.all);
  c.expect(c.equal(c.ever(Op::MaxOf, c.all, gap), c.duration(10)), "tutuf!");
  c.expect(c.equal(c.ever(Op::MinOf, c.all, gap), c.duration(0)), "tufuf!");
  c.expect(c.equal(c.ever(Op::MaxOf, c.all, c.scan(Op::Gap, c.flag)), c.duration(20)), "tuuuf!");
  c.expect(c.is(c.count(c.known(gap)), 3), "tfffff");  // unknown for the oldest, and a fault is not known
  c.expect(c.is(c.count(c.known(gap)), 1), "fftfff");
  c.expect(c.is(c.count(c.known(c.fold(Op::Gap, {c.instant(20), c.end(), c.all}))), 2), "tfffff");
  c.check();
}

TEST_CASE("the first event of each value") {
  EventCases c;
  c.expect(c.is(c.count(c.firsts(c.all, c.amount)), 2), "tftfff");
  c.expect(c.is(c.count(c.firsts(c.all, c.amount)), 70), "fffftf");
  c.expect(c.is(c.count(c.firsts(c.all, c.apply(Op::Divide, {c.amount, c.integer(3)}))), 2), "tftfff");
  c.expect(c.is(c.count(c.firsts(c.all, c.label)), 3), "fffftf");
  c.expect(c.is(c.count(c.firsts(c.all, c.flag)), 2), "tfffff");
  c.expect(c.is(c.count(c.firsts(c.all, c.weight)), 3), "tff!ff");
  c.expect(c.is(c.count(c.firsts(c.all, c.weight)), 1), "fft!ft");
  const NodeId of_new_labels = c.ever(Op::SumOf, c.firsts(c.all, c.label), c.amount);
  c.expect(c.is(of_new_labels, 4), "tf!fff");
  c.expect(c.is(of_new_labels, 3), "ff!ttf");
  c.expect(c.is(c.count(c.apply(Op::Not, {c.firsts(c.flag, c.amount)})), 2), "tftfff");
  c.expect(c.is(c.count(c.firsts(c.light, c.label)), 2), "tff!ff");
  c.check();
}
