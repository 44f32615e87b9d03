#include <cmath>
#include <fstream>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

plan::Schema schema() {
  plan::Schema result;
  result.name = "session";
  result.key = {"key", plan::string_type(), false, 0};
  result.units = {"EUR"};
  result.profile = {{"x", plan::int_type(), true, 0}, {"w", plan::float_type(), true, 0}};
  result.streams = {{"event", "events", {{"amount", plan::money_type(0, 2), false, 0}}}};
  return result;
}

struct Profiles {
  Buffers buffers{Against::End, 1};
  columns::Batch batch;
  Profiles() {
    batch.rows = 4;
    batch.profile = {buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{1, 2, std::nullopt, 4}),
                     buffers.column<double>(plan::float_type(), Values<double>{0.5, NAN, 2.0, std::nullopt})};
    columns::Stream stream;
    stream.offsets = buffers.keep<std::int64_t>({0, 2, 2, 3, 3});
    stream.at = buffers.keep<std::int64_t>({10, 20, 30});
    columns::Column amounts = buffers.column<std::int64_t>(plan::money_type(0, 2), Values<std::int64_t>{100, 250, 7});
    amounts.validity = {};
    stream.fields = {amounts};
    batch.streams = {stream};
  }
};

std::unique_ptr<jit::Session> compiled(const plan::Plan& plan, const jit::CompileOptions& options = {}) {
  std::string error;
  auto session = jit::Session::compile(plan, options, &error);
  INFO(error);
  REQUIRE(session != nullptr);
  return session;
}

}  // namespace

TEST_CASE("other parameters and another now need no compilation") {
  Cases c(schema());
  plan::LiteralSet set{plan::int_type(), {{plan::int_type(), 1, 1, 0, {}}}};
  c.plan.add_segment("more", c.apply(Op::Less, {c.integer(1), c.field(0)}));
  c.plan.add_segment("in", c.plan.in_set(c.field(0), set));
  c.plan.add_segment("recent", c.apply(Op::Equal, {c.fold(Op::Count, {c.instant(15), c.end(), c.plan.truth(true)}), c.integer(1)}));
  const plan::Plan plan = std::move(c.plan).finish();
  const Profiles profiles;
  const auto session = compiled(plan);
  auto found = session->evaluate(plan.parameters, profiles.batch, {}, 100, columns::Entry::Audit);
  CHECK(truths(found[0]) == "ftut");
  CHECK(truths(found[1]) == "tfuf");
  CHECK(truths(found[2]) == "tftf");
  plan::Parameters other = plan.parameters;
  for (plan::Literal& literal : other.slots) {
    if (literal.type == plan::timestamp_type() && literal.number == 15) literal.number = 25;
  }
  other.sets[0].elements = {{plan::int_type(), 2, 1, 0, {}}, {plan::int_type(), 3, 1, 0, {}}, {plan::int_type(), 4, 1, 0, {}}};
  found = session->evaluate(other, profiles.batch, {}, 100, columns::Entry::Audit);
  CHECK(truths(found[1]) == "ftut");
  CHECK(truths(found[2]) == "fftf");
  found = session->evaluate(plan.parameters, profiles.batch, {}, 19, columns::Entry::Audit);
  CHECK(truths(found[2]) == "ffff");
  other.slots.pop_back();
  CHECK_THROWS_AS(session->evaluate(other, profiles.batch, {}, 100, columns::Entry::Audit), std::invalid_argument);
}

TEST_CASE("cuts observe values and states, and stand in the value block") {
  Cases c(schema());
  const NodeId w = c.field(1);
  const NodeId cut = c.apply(Op::CutTop, {w, c.ratio(1, 2)});
  c.plan.label_cut(cut, "w in top 50%");
  const NodeId spent = c.fold(Op::SumOf, {c.beginning(), c.end(), c.plan.truth(true), c.plan.event_field(0, 0)});
  const NodeId mean = c.apply(Op::CutAverage, {spent});
  c.plan.label_cut(mean, "average(spent)");
  c.plan.add_segment("top", c.apply(Op::LessEqual, {cut, w}));
  c.plan.add_segment("above", c.apply(Op::Less, {mean, spent}));
  const plan::Plan plan = std::move(c.plan).finish();
  const Profiles profiles;
  const auto session = compiled(plan);
  const auto observed = session->observed(plan.parameters, profiles.batch, {}, 100, 1);
  REQUIRE(observed.size() == 2);
  using columns::State;
  CHECK(observed[0].state == std::vector<State>{State::Known, State::Fault, State::Known, State::Unknown});
  CHECK((observed[0].real[0] == 0.5 && observed[0].real[2] == 2.0));
  CHECK(observed[1].number == std::vector<std::int64_t>{350, 0, 7, 0});
  columns::Cuts cuts(2);
  cuts[0] = {State::Known, 0, 1, 2.0, 2, 1};
  cuts[1] = {State::Known, 357, 400, 0, 4, 0};  // 3.57 EUR / 4
  const auto found = session->evaluate(plan.parameters, profiles.batch, cuts, 100, columns::Entry::Audit);
  CHECK(truths(found[0]) == "f!tu");
  CHECK(truths(found[1]) == "tfff");
  const auto without = session->evaluate(plan.parameters, profiles.batch, {}, 100, columns::Entry::Audit);
  CHECK(truths(without[1]) == "uuuu");
}

TEST_CASE("an empty batch has empty memberships") {
  Cases c(schema());
  c.plan.add_segment("s", c.apply(Op::Equal, {c.fold(Op::Count, {c.beginning(), c.end(), c.plan.truth(true)}), c.field(0)}));
  const plan::Plan plan = std::move(c.plan).finish();
  columns::Batch batch;
  batch.profile.resize(2);
  batch.streams.resize(1);
  batch.streams[0].fields.resize(1);
  const auto found = compiled(plan)->evaluate(plan.parameters, batch, {}, 0, columns::Entry::Audit);
  CHECK(found[0].members.rows == 0);
  CHECK(found[0].members.words.empty());
}

TEST_CASE("no memory is writable and executable at once, and the IR calls kernels only") {
  Cases c(schema());
  const NodeId spent = c.fold(Op::SumOf, {c.instant(5), c.end(), c.plan.truth(true), c.plan.event_field(0, 0)});
  c.plan.add_segment("s", c.apply(Op::Less, {c.number(plan::money_type(0, 2), 100), spent}));
  c.plan.add_segment(
      "t",
      c.apply(Op::Equal, {c.fold(Op::Count, {c.instant(5), c.end(), c.apply(Op::Less, {c.plan.event_at(0), c.instant(7)})}), c.field(0)}));
  jit::CompileOptions options;
  options.keep_ir = true;
  const auto session = compiled(std::move(c.plan).finish(), options);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) CHECK(line.find("rwx") == std::string::npos);
  std::size_t calls = 0;
  for (std::size_t at = session->ir().find(" call "); at != std::string::npos; at = session->ir().find(" call ", at + 1)) {
    const std::string line = session->ir().substr(at, session->ir().find('\n', at) - at);
    INFO(line);
    CHECK((line.find("@seg.kernel.") != std::string::npos || line.find("@seg") != std::string::npos ||
           line.find("@llvm.") != std::string::npos));
    ++calls;
  }
  CHECK(calls > 3);
  CHECK(session->ir().find(".events.event.") != std::string::npos);
}

TEST_CASE("an or of ten thousand terms is split into many functions and right") {
  Cases c(schema());
  std::vector<NodeId> terms;
  for (std::int64_t value = 0; value < 10'000; ++value) terms.push_back(c.apply(Op::Equal, {c.field(0), c.integer(2 * value)}));
  c.expect(c.plan.apply(Op::Or, std::span<const NodeId>(terms)), "ftut");
  const plan::Plan plan = std::move(c.plan).finish();
  const Profiles profiles;
  const auto found = compiled(plan)->evaluate(plan.parameters, profiles.batch, {}, 0, columns::Entry::Audit);
  CHECK(truths(found.at(0)) == "ftut");
}
