#include <limits>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t kViews = 0;
constexpr std::uint32_t kBuys = 1;
enum EventField : std::uint32_t { kProduct, kShop, kLater, kWeight };

plan::Schema schema() {
  plan::Schema result;
  result.name = "joins";
  result.key = {"key", plan::string_type(), false, 0};
  result.profile = {{"since", plan::timestamp_type(), true, 0}};
  const std::vector<plan::Field> fields = {{"product", plan::string_type(), true, 0},
                                           {"shop", plan::int_type(), true, 0},
                                           {"later", plan::duration_type(), true, 0},
                                           {"weight", plan::float_type(), true, 0}};
  result.streams = {{"view", "views", fields}, {"buy", "buys", fields}};
  return result;
}

/// The events of one stream.
struct Events {
  std::vector<std::int64_t> offsets = {0};
  std::vector<std::int64_t> at;
  Values<std::string> products;
  Values<std::int64_t> shops, later;
  Values<double> weights;

  void add(std::int64_t time, std::optional<std::string> product, std::optional<std::int64_t> shop, std::optional<std::int64_t> delay = 0,
           double weight = 1.0) {
    at.push_back(time);
    products.push_back(std::move(product));
    shops.push_back(shop);
    later.push_back(delay);
    weights.push_back(weight);
  }
  void end_profile() { offsets.push_back(static_cast<std::int64_t>(at.size())); }
  columns::Stream bind(Buffers& buffers, const std::vector<std::string>& dictionary) const {
    columns::Stream stream;
    stream.offsets = buffers.keep(offsets);
    stream.at = buffers.keep(at);
    stream.fields = {buffers.texts(plan::string_type(), products, dictionary_of(dictionary)),
                     buffers.column<std::int64_t>(plan::int_type(), shops), buffers.column<std::int64_t>(plan::duration_type(), later),
                     buffers.column<double>(plan::float_type(), weights)};
    return stream;
  }
};

/// Four profiles, `now` is 100: views and buys at equal instants, with unknown products and one buy after now; views alone; a buy whose
/// weight is no number; eighty of each, one after the other. The two streams' dictionaries differ.
struct Profiles {
  Buffers buffers{Against::End, 1};
  columns::Batch batch;
  static constexpr std::int64_t kNow = 100;

  Profiles() {
    const auto none = std::nullopt;
    Events views, buys;
    views.add(10, "a", 1);
    views.add(20, "b", 1);
    views.add(30, none, 1);
    views.add(40, "a", 2);
    buys.add(10, "a", 1, 7);
    buys.add(20, "a", 1, none);
    buys.add(30, "b", none, 40);
    buys.add(40, none, 2, -35);
    buys.add(50, "a", 1, kMost);
    buys.add(110, "b", 1);
    views.end_profile();
    buys.end_profile();
    views.add(50, "a", 1);
    views.end_profile();
    buys.end_profile();
    views.add(10, "a", 1);
    buys.add(20, "a", 1, 0, std::numeric_limits<double>::quiet_NaN());
    buys.add(30, "b", 1);
    views.end_profile();
    buys.end_profile();
    const std::vector<std::string> letters = {"a", "b", "c"};
    for (std::int64_t index = 0; index < 80; ++index) {
      views.add(index, letters[static_cast<std::size_t>(index % 3)], index % 2);
      buys.add(index, letters[static_cast<std::size_t>(index % 2)], index % 2, 0, static_cast<double>(index % 5));
    }
    views.end_profile();
    buys.end_profile();
    batch.rows = 4;
    batch.profile = {buffers.column<std::int64_t>(plan::timestamp_type(), Values<std::int64_t>{25, none, kMost, 40})};
    batch.streams = {views.bind(buffers, {"a", "b", "c"}), buys.bind(buffers, {"z", "c", "b", "a"})};
  }
};

struct JoinCases : Cases {
  JoinCases() : Cases(schema()) {}
  NodeId all = plan.truth(true);
  NodeId viewed = plan.event_at(kViews);
  NodeId bought = plan.event_at(kBuys);
  plan::KeyPair product{plan.event_field(kBuys, kProduct), plan.event_field(kViews, kProduct)};
  plan::KeyPair shop{plan.event_field(kBuys, kShop), plan.event_field(kViews, kShop)};

  NodeId buy(std::uint32_t field) { return plan.event_field(kBuys, field); }
  /// Of the buys in [from, to), for each view.
  NodeId join(std::vector<NodeId> operands, std::vector<plan::KeyPair> keys = {}) { return plan.as_of(operands, keys); }
  NodeId after(NodeId condition, std::vector<plan::KeyPair> keys = {}) {
    return join({beginning(), end(), condition, bought, viewed}, std::move(keys));
  }
  NodeId views_where(NodeId condition) { return fold(Op::Count, {beginning(), end(), condition}); }
  NodeId known(NodeId value) { return apply(Op::IsKnown, {value}); }
  NodeId is(NodeId value, std::int64_t expected) { return apply(Op::Equal, {value, integer(expected)}); }
  NodeId at_is(NodeId value, std::int64_t instant_of) { return apply(Op::Equal, {value, instant(instant_of)}); }
  void check() {
    const Profiles profiles;
    Cases::check(profiles.batch, Profiles::kNow);
  }
};

}  // namespace

TEST_CASE("the next event: strictly after, and none after now") {
  JoinCases c;
  const NodeId next = c.after(c.all);
  c.expect(c.is(c.views_where(c.known(next)), 4), "tfff");
  c.expect(c.is(c.views_where(c.known(next)), 0), "ftff");
  c.expect(c.is(c.views_where(c.at_is(next, 20)), 1), "tftt");
  c.expect(c.is(c.views_where(c.known(next)), 79), "ffft");
  const NodeId own = c.join({c.beginning(), c.end(), c.all, c.viewed, c.viewed});
  c.expect(c.is(c.views_where(c.at_is(own, 30)), 1), "tfft");
  c.expect(c.is(c.views_where(c.known(own)), 3), "tfff");
  c.check();
}

TEST_CASE("windows, conditions, keys: an unknown one equals nothing") {
  JoinCases c;
  const NodeId in_window = c.join({c.instant(20), c.instant(40), c.all, c.bought, c.viewed});
  c.expect(c.is(c.views_where(c.known(in_window)), 2), "tfff");
  c.expect(c.is(c.views_where(c.at_is(in_window, 30)), 1), "tfft");
  c.expect(c.is(c.views_where(c.at_is(c.after(c.is(c.buy(kShop), 1)), 50)), 3), "tfff");  // of 20, 30 and 40
  c.expect(c.is(c.views_where(c.at_is(c.after(c.all, {c.product}), 20)), 1), "tftt");     // of a at 10
  c.expect(c.is(c.views_where(c.at_is(c.after(c.all, {c.product}), 30)), 1), "tfff");     // of b at 20
  c.expect(c.is(c.views_where(c.at_is(c.after(c.all, {c.product}), 50)), 1), "tfft");     // of a at 40
  c.expect(c.is(c.views_where(c.known(c.after(c.all, {c.product}))), 3), "tfff");
  c.expect(c.is(c.views_where(c.known(c.after(c.all, {c.product, c.shop}))), 1), "tftf");
  // (a, 0) at 0, 6 … 78 and (b, 1) at 1, 7 … 79, of each all but the last.
  c.expect(c.is(c.views_where(c.known(c.after(c.all, {c.product, c.shop}))), 26), "ffft");
  c.check();
}

TEST_CASE(
    "bounds and values that are computed: unknown values are skipped, an unknown bound has no answer, one that overflows is a fault") {
  JoinCases c;
  const NodeId short_delay = c.apply(Op::Less, {c.buy(kLater), c.number(plan::duration_type(), 100)});
  const NodeId value = c.apply(Op::Add, {c.bought, c.buy(kLater)});  // 17, unknown, 70, 5, a fault: 5 17 70
  const NodeId next = c.join({c.beginning(), c.end(), short_delay, value, c.viewed});
  c.expect(c.is(c.views_where(c.at_is(next, 70)), 3), "tfff");
  c.expect(c.is(c.views_where(c.at_is(next, 17)), 1), "tfft");
  const NodeId faulty = c.join({c.beginning(), c.end(), c.all, value, c.viewed});
  c.expect(c.is(c.views_where(c.known(faulty)), 0), "ttff");
  c.expect(c.is(c.views_where(c.at_is(faulty, 5)), 1), "!fft");
  const NodeId since = c.join({c.field(0), c.end(), c.all, c.bought, c.viewed});
  c.expect(c.is(c.views_where(c.at_is(since, 30)), 2), "tfff");
  c.expect(c.is(c.views_where(c.known(since)), 0), "fttf");
  const NodeId late = c.apply(Op::Add, {c.field(0), c.number(plan::duration_type(), 1)});
  const NodeId from_fault = c.join({late, c.end(), c.all, c.bought, c.viewed});
  c.expect(c.is(c.views_where(c.at_is(from_fault, 30)), 2), "tf!f");
  const NodeId shifted = c.apply(Op::Add, {c.bought, c.buy(kLater)});
  const NodeId of_buys = c.join({c.beginning(), c.end(), c.all, c.viewed, shifted});
  const NodeId buys_with = c.plan.fold(Op::Count, kBuys, std::vector<NodeId>{c.beginning(), c.end(), c.at_is(of_buys, 20)});
  c.expect(c.is(buys_with, 1), "!fft");
  const NodeId small = c.apply(Op::And, {short_delay, c.at_is(of_buys, 20)});
  c.expect(c.is(c.plan.fold(Op::Count, kBuys, std::vector<NodeId>{c.beginning(), c.end(), small}), 1), "tfft");
  c.check();
}

TEST_CASE("a fault of a condition or a key in the window is one for every event of the other side") {
  JoinCases c;
  const NodeId heavy = c.apply(Op::Less, {c.integer(0), c.buy(kWeight)});
  c.expect(c.is(c.views_where(c.known(c.after(heavy))), 0), "fttf");
  c.expect(c.is(c.views_where(c.at_is(c.after(heavy), 50)), 1), "tf!f");
  const NodeId outside = c.join({c.instant(25), c.end(), heavy, c.bought, c.viewed});
  c.expect(c.is(c.views_where(c.at_is(outside, 30)), 1), "fftf");
  const auto far = [&](NodeId value) { return c.apply(Op::Multiply, {value, c.integer(kMost)}); };  // a fault from 2 on
  const plan::KeyPair keys{far(c.buy(kShop)), c.plan.event_field(kViews, kShop)};
  c.expect(c.is(c.views_where(c.at_is(c.after(c.all, {keys}), 50)), 0), "!ttf");
  c.expect(c.is(c.views_where(c.at_is(c.after(c.is(c.buy(kShop), 1), {keys}), 50)), 0), "tttt");
  const plan::KeyPair outer{c.buy(kShop), far(c.plan.event_field(kViews, kShop))};
  const NodeId first_shop = c.is(c.plan.event_field(kViews, kShop), 1);
  const NodeId next = c.at_is(c.after(c.all, {outer}), 50);
  c.expect(c.is(c.views_where(next), 0), "!ttf");
  c.expect(c.is(c.views_where(c.apply(Op::And, {first_shop, next})), 0), "tttt");
  c.check();
}
