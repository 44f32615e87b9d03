#include <catch2/catch.hpp>

#include "tests/unit/interpreter/shelves.h"

using namespace seg;
using namespace seg::test;
using columns::State;
using plan::NodeId;
using plan::Op;

namespace {

constexpr auto none = std::nullopt;

struct Bench {
  plan::Builder builder{shelf_schema()};
  NodeId field(std::uint32_t index) { return builder.profile_field(index); }
  NodeId text(std::string value) { return builder.literal({plan::string_type(), 0, 1, 0, std::move(value)}); }
  NodeId among(std::uint32_t index, const std::vector<std::string>& texts) {
    plan::LiteralSet set{plan::string_type(), {}};
    for (const std::string& each : texts) set.elements.push_back({plan::string_type(), 0, 1, 0, each});
    return builder.in_set(field(index), set);
  }
  columns::ValueVector value(NodeId node, const Shelves& shelves) const {
    REQUIRE(plan::verify(builder.plan()).empty());
    REQUIRE(columns::validate(shelves.batch, builder.plan().schema).empty());
    const NodeId nodes[] = {node};
    return interpreter::interpret_values(builder.plan(), nodes, shelves.batch, {}, 0).at(0);
  }
  char truth(NodeId node, const Shelves& shelves) const {
    const columns::ValueVector found = value(node, shelves);
    if (found.state.at(0) == State::Fault) return '!';
    return found.state.at(0) == State::Unknown ? 'u' : found.number.at(0) != 0 ? 't' : 'f';
  }
};

Shelves alone(const Shelf& shelf) { return {shelf, {}, {}}; }

char contains(const std::optional<Texts>& tags, const std::string& text) {
  Bench bench;
  return bench.truth(bench.builder.apply(Op::ListContains, {bench.field(kTags), bench.text(text)}), alone({.tags = tags}));
}

char any_in(const std::optional<Texts>& tags, const std::vector<std::string>& texts) {
  Bench bench;
  return bench.truth(bench.among(kTags, texts), alone({.tags = tags}));
}

char pair(Op op, const std::optional<Texts>& tags, const std::optional<Texts>& wanted) {
  Bench bench;
  return bench.truth(bench.builder.apply(op, {bench.field(kTags), bench.field(kWanted)}), alone({.tags = tags, .wanted = wanted}));
}

}  // namespace

TEST_CASE("a list contains a value if a known element is it; an unknown one may be") {
  CHECK(contains(Texts{"a", "b"}, "b") == 't');
  CHECK(contains(Texts{"a", none, "b"}, "b") == 't');
  CHECK(contains(Texts{"a", none}, "b") == 'u');
  CHECK(contains(Texts{"a"}, "b") == 'f');
  CHECK(contains(Texts{}, "b") == 'f');
  CHECK(contains(none, "b") == 'u');
  Bench bench;
  const NodeId fault = bench.builder.apply(Op::Modulo, {bench.builder.integer(1), bench.builder.integer(0)});
  const NodeId marks = bench.field(kMarks);
  CHECK(bench.truth(bench.builder.apply(Op::ListContains, {marks, fault}), alone({.marks = none})) == '!');
  CHECK(bench.truth(bench.builder.apply(Op::ListContains, {marks, bench.builder.integer(3)}), alone({.marks = Numbers{3, none}})) == 't');
}

TEST_CASE("a list has an element of a set") {
  CHECK(any_in(Texts{"a", "b"}, {"b", "c"}) == 't');
  CHECK(any_in(Texts{"a", none}, {"b", "c"}) == 'u');
  CHECK(any_in(Texts{"a", none}, {"a"}) == 't');
  CHECK(any_in(Texts{none}, {}) == 'u');
  CHECK(any_in(Texts{}, {"a"}) == 'f');
  CHECK(any_in(none, {"a"}) == 'u');
}

TEST_CASE("a list contains any or all of another's elements") {
  CHECK(pair(Op::ListContainsAny, Texts{"a", "b"}, Texts{"x", "b"}) == 't');
  CHECK(pair(Op::ListContainsAny, Texts{"a"}, Texts{"x"}) == 'f');
  CHECK(pair(Op::ListContainsAny, Texts{"a"}, Texts{"x", none}) == 'u');
  CHECK(pair(Op::ListContainsAny, Texts{}, Texts{none}) == 'u');
  CHECK(pair(Op::ListContainsAny, Texts{none}, Texts{}) == 'f');
  CHECK(pair(Op::ListContainsAny, none, Texts{}) == 'u');
  CHECK(pair(Op::ListContainsAny, Texts{}, none) == 'u');
  CHECK(pair(Op::ListContainsAll, Texts{"a", "b"}, Texts{"a", "b"}) == 't');
  CHECK(pair(Op::ListContainsAll, Texts{"a", none}, Texts{"a", "b"}) == 'u');
  CHECK(pair(Op::ListContainsAll, Texts{"a"}, Texts{"b", none}) == 'f');
  CHECK(pair(Op::ListContainsAll, Texts{"a"}, Texts{"a", none}) == 'u');
  CHECK(pair(Op::ListContainsAll, Texts{none}, Texts{}) == 't');
  CHECK(pair(Op::ListContainsAll, none, Texts{}) == 'u');
}

TEST_CASE("a list's texts change one by one") {
  Bench bench;
  const NodeId folded = bench.builder.apply(Op::CaseFold, {bench.field(kTags)});
  const NodeId contains_vip = bench.builder.apply(Op::ListContains, {folded, bench.text("vip")});
  CHECK(bench.truth(contains_vip, alone({.tags = Texts{"VIP"}})) == 't');
  CHECK(bench.truth(contains_vip, alone({.tags = Texts{none, "x"}})) == 'u');
  CHECK(bench.truth(contains_vip, alone({.tags = none})) == 'u');
  CHECK(bench.truth(bench.builder.apply(Op::IsKnown, {folded}), alone({.tags = Texts{none}})) == 't');
}

TEST_CASE("lookups go from key to row, and on to the next table") {
  const std::vector<StoreRow> stores = {
      {"s1", "north", 2.5, Texts{"big"}}, {"s2", none, std::numeric_limits<double>::infinity(), none}, {"s3", "west"}};
  const auto at = [&](std::optional<std::string> store) { return Shelves({.store = std::move(store)}, stores, {{"north", "Nord"}}); };
  Bench bench;
  const NodeId store = bench.field(kStore);
  const NodeId score = bench.builder.lookup(0, kStoreScore, store);
  const NodeId tags = bench.builder.lookup(0, kStoreTags, store);
  const NodeId region = bench.builder.lookup(1, kRegionName, bench.builder.lookup(0, kStoreRegion, store));
  const NodeId north = bench.builder.apply(Op::Equal, {region, bench.text("Nord")});
  const NodeId big = bench.builder.apply(Op::ListContains, {tags, bench.text("big")});
  CHECK(bench.value(score, at("s1")).real.at(0) == 2.5);
  CHECK(bench.truth(north, at("s1")) == 't');
  CHECK(bench.truth(big, at("s1")) == 't');
  CHECK(bench.value(score, at("s2")).state.at(0) == State::Fault);
  CHECK(bench.truth(north, at("s2")) == 'u');
  CHECK(bench.truth(big, at("s2")) == 'u');
  CHECK(bench.truth(north, at("s3")) == 'u');
  CHECK(bench.value(score, at("none")).state.at(0) == State::Unknown);
  CHECK(bench.value(score, at(none)).state.at(0) == State::Unknown);
}
