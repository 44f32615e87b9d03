// Texts, lists and lookup tables.

#include <cmath>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

enum Field : std::uint32_t { kName, kTags, kOther, kSizes, kDays, kTiers, kProduct };
enum ProductField : std::uint32_t { kKey, kColor, kPrice, kSupplier, kWeight, kLaunched, kHeavy, kLabels, kTier };
enum Unit : std::uint16_t { kEuro, kProductId, kSupplierId };

constexpr Type kTierType{plan::Kind::Enum, false, 0, 0, false};
constexpr Type kProductType{plan::Kind::Id, false, 0, kProductId, false};
constexpr Type kSupplierType{plan::Kind::Id, false, 0, kSupplierId, false};

plan::Field optional(std::string name, Type type) { return {std::move(name), type, true, 0}; }

plan::Schema schema() {
  plan::Schema result;
  result.name = "elements";
  result.key = {"key", plan::string_type(), false, 0};
  result.units = {"EUR", "product", "supplier"};
  result.enums = {{"tier", {"bronze", "silver", "gold"}, true}};
  result.profile = {optional("name", plan::string_type()),
                    optional("tags", plan::list_of(plan::string_type())),
                    optional("other", plan::list_of(plan::string_type())),
                    optional("sizes", plan::list_of(plan::int_type())),
                    optional("days", plan::list_of(plan::date_type())),
                    optional("tiers", plan::list_of(kTierType)),
                    optional("product", kProductType)};
  result.streams = {{"purchase", "purchases", {optional("product", kProductType), optional("tags", plan::list_of(plan::string_type()))}}};
  result.tables = {{"product",
                    {{"key", kProductType, false, 0},
                     optional("color", plan::string_type()),
                     optional("price", plan::money_type(kEuro, 2)),
                     optional("supplier", kSupplierType),
                     optional("weight", plan::float_type()),
                     optional("launched", plan::date_type()),
                     optional("heavy", plan::bool_type()),
                     optional("labels", plan::list_of(plan::string_type())),
                     optional("tier", kTierType)},
                    0},
                   {"supplier", {optional("region", plan::string_type()), {"key", kSupplierType, false, 0}}, 1}};
  return result;
}

/// Six profiles: six names, lists and products.
struct Profiles {
  Buffers buffers;
  columns::Batch batch;

  explicit Profiles(Against side = Against::End, std::int64_t bit_offset = 5) : buffers(side, bit_offset) {
    const auto none = std::nullopt;
    const Type text = plan::string_type();
    batch.rows = 6;
    batch.profile.push_back(buffers.texts(text,
                                          {"STRASSE",
                                           "Stra\xc3\x9f"
                                           "e",
                                           " strasse\xc2\xa0", none, "\xff\xc3", "\xce\xa3\xcf\x83\xcf\x82"},
                                          dictionary_of({"\xff\xc3",
                                                         "Stra\xc3\x9f"
                                                         "e",
                                                         "STRASSE", "unused", " strasse\xc2\xa0", "\xce\xa3\xcf\x83\xcf\x82"})));
    // [Red, blue] [] unknown [red, ?] [?] [blue]; one element stands before the first row's.
    batch.profile.push_back(buffers.lists(
        {2, 0, none, 2, 1, 1},
        buffers.texts(text, {"skipped", "Red", "blue", "red", none, none, "blue"}, dictionary_of({"blue", "skipped", "Red", "red"})), 1));
    // [blue] [] [red] [Red, red] [] [blue, ?]
    batch.profile.push_back(buffers.lists({1, 0, 1, 2, 0, 2}, buffers.texts(text, {"blue", "red", "Red", "red", "blue", none},
                                                                            dictionary_of({"red", "Red", "blue", "green"}))));
    // [1, 2] [-5] [?] [] unknown [2, ?]
    batch.profile.push_back(buffers.lists({2, 1, 1, 0, none, 2},
                                          buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{1, 2, -5, none, 2, none})));
    batch.profile.push_back(buffers.lists(
        {1, 1, 1, 0, none, 2}, buffers.column<std::int32_t>(plan::date_type(), Values<std::int32_t>{-1, 20000, 2147483647, 3, none})));
    batch.profile.push_back(
        buffers.lists({0, 0, 1, 1, 2, none}, buffers.column<std::int32_t>(kTierType, Values<std::int32_t>{2, 0, 1, none})));
    batch.profile.push_back(
        buffers.texts(kProductType, {"p1", "p2", "p3", "gone", none, "p4"}, dictionary_of({"gone", "p4", "p3", "p2", "p1"})));
    batch.streams.push_back(purchases());
    batch.tables = {products(), suppliers()};
  }

 private:
  /// Profile 0 bought p2 and p3, profile 2 p1 and something unknown, profile 5 p1.
  columns::Stream purchases() {
    columns::Stream stream;
    stream.offsets = buffers.keep<std::int64_t>({0, 2, 2, 4, 4, 4, 5});
    stream.at = buffers.keep<std::int64_t>({10, 20, 10, 20, 10});
    stream.fields.push_back(buffers.texts(kProductType, {"p2", "p3", "p1", std::nullopt, "p1"}, dictionary_of({"p1", "p2", "p3"})));
    stream.fields.push_back(
        buffers.lists({1, 2, 0, 1, std::nullopt},
                      buffers.texts(plan::string_type(), {"red", "blue", std::nullopt, "Red"}, dictionary_of({"red", "blue", "Red"}))));
    return stream;
  }
  std::shared_ptr<const columns::Table> products() {
    const auto none = std::nullopt;
    columns::Table table;
    table.rows = 4;
    table.fields.push_back(buffers.texts(kProductType, {"p3", "p1", "p2", "p4"}, dictionary_of({"p1", "p2", "p3", "p4", "p5"})));
    table.fields.push_back(buffers.texts(plan::string_type(), {"Red", "blue", none, "RED"}, dictionary_of({"RED", "blue", "Red"})));
    table.fields.push_back(
        buffers.column<std::int64_t>(plan::money_type(kEuro, 2), Values<std::int64_t>{none, 1999, -50, 9'007'199'254'740'993}));
    table.fields.push_back(buffers.texts(kSupplierType, {"s2", "s1", "s9", none}, dictionary_of({"s1", "s2", "s9"})));
    table.fields.push_back(buffers.column<double>(plan::float_type(), Values<double>{0.5, NAN, none, -0.0}));
    table.fields.push_back(buffers.column<std::int32_t>(plan::date_type(), Values<std::int32_t>{-2147483647, 20000, none, 0}));
    table.fields.push_back(buffers.flags({true, false, none, true}));
    table.fields.push_back(
        buffers.lists({1, 2, none, 0}, buffers.texts(plan::string_type(), {"red", "Blue", none}, dictionary_of({"Blue", "red"}))));
    table.fields.push_back(buffers.column<std::int32_t>(kTierType, Values<std::int32_t>{2, 0, 1, none}));
    return std::make_shared<const columns::Table>(std::move(table));
  }
  std::shared_ptr<const columns::Table> suppliers() {
    columns::Table table;
    table.rows = 2;
    table.fields.push_back(buffers.texts(plan::string_type(), {"north", std::nullopt}, dictionary_of({"south", "north"})));
    table.fields.push_back(buffers.texts(kSupplierType, {"s1", "s2"}, dictionary_of({"s2", "s1"})));
    return std::make_shared<const columns::Table>(std::move(table));
  }
};

plan::LiteralSet texts(std::vector<std::string> elements) {
  plan::LiteralSet set{plan::string_type(), {}};
  for (std::string& element : elements) set.elements.push_back({plan::string_type(), 0, 1, 0, std::move(element)});
  return set;
}

plan::LiteralSet numbers(Type type, std::initializer_list<std::int64_t> elements) {
  plan::LiteralSet set{type, {}};
  for (const std::int64_t element : elements) set.elements.push_back({type, element, 1, 0, {}});
  return set;
}

/// On every side of a forbidden page and at several bit offsets.
template <typename Expect>
void check(Expect expect) {
  for (const Against side : {Against::Begin, Against::End}) {
    Cases c(schema());
    expect(c);
    const Profiles profiles(side, side == Against::Begin ? 0 : 5);
    REQUIRE(columns::validate(profiles.batch, c.plan.plan().schema).empty());
    c.check(profiles.batch, 1'000);
  }
}

}  // namespace

TEST_CASE("texts without their case, in lower and upper case, without white space") {
  check([](Cases& c) {
    const NodeId name = c.field(kName);
    const auto changed = [&](Op op, NodeId text) { return c.apply(op, {text}); };
    // ß folds to itself, Σ σ ς fold to σ; what is no UTF-8 stays.
    c.expect(c.apply(Op::Equal, {changed(Op::CaseFold, name), c.text("strasse")}), "tffuff");
    c.expect(c.apply(Op::Equal, {changed(Op::CaseFold, changed(Op::Trim, name)), c.text("strasse")}), "tftuff");
    c.expect(c.apply(Op::Equal, {changed(Op::CaseFold, name), changed(Op::CaseFold, c.text("\xcf\x82\xce\xa3\xcf\x83"))}), "fffuft");
    c.expect(c.apply(Op::Equal, {changed(Op::Lower, name), c.text("\xcf\x83\xcf\x83\xcf\x82")}), "fffuft");
    c.expect(c.apply(Op::Equal, {changed(Op::Upper, name), c.text("\xce\xa3\xce\xa3\xce\xa3")}), "fffuft");
    c.expect(c.apply(Op::Equal, {changed(Op::Upper, name), changed(Op::Upper, changed(Op::Trim, name))}), "ttfutt");
    c.expect(c.apply(Op::Equal, {changed(Op::Lower, name), c.text("\xff\xc3")}), "fffutf");
    c.expect(c.plan.in_set(changed(Op::Trim, name), texts({"STRASSE", "strasse"})), "tftuff");
    c.expect(c.apply(Op::StartsWith, {changed(Op::Lower, name), c.text("stra")}), "ttfuff");
    c.expect(c.apply(Op::Contains, {changed(Op::Lower, name), changed(Op::Lower, changed(Op::Trim, name))}), "tttutt");
    c.expect(c.apply(Op::Less, {name, changed(Op::Lower, name)}), "ttfuft");
    c.expect(c.apply(Op::Less, {changed(Op::Lower, name), c.text("strasse")}), "fftuff");
    c.expect(c.apply(Op::IsKnown, {changed(Op::Trim, name)}), "tttftt");
    // Bytes that are no part of a sequence count as one code point each; no-break space is one.
    c.expect(c.apply(Op::Equal, {c.apply(Op::Length, {name}), c.integer(7)}), "tffuff");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Length, {name}), c.integer(9)}), "fftuff");
    c.expect(c.apply(Op::Less, {c.apply(Op::Length, {name}), c.integer(3)}), "fffutf");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Length, {changed(Op::Trim, c.text("  ab "))}), c.integer(2)}), "tttttt");
  });
}

TEST_CASE("patterns match anywhere in a text") {
  check([](Cases& c) {
    c.expect(c.apply(Op::Matches, {c.field(kName), c.text("^S.*E$")}), "tffuff");
    c.expect(c.apply(Op::Matches, {c.field(kName), c.text("(?i)stra(ss|\xc3\x9f)e")}), "tttuff");
    c.expect(c.apply(Op::Matches, {c.apply(Op::Trim, {c.field(kName)}), c.text("^strasse$")}), "fftuff");
    c.expect(c.apply(Op::Matches, {c.text("abc"), c.text("b")}), "tttttt");
    c.expect(c.apply(Op::Matches, {c.apply(Op::Upper, {c.text("abc")}), c.text("b")}), "ffffff");
  });
}

TEST_CASE("a pattern may change without compiling again, but not to what is none") {
  Cases c(schema());
  c.expect(c.apply(Op::Matches, {c.field(kName), c.text("^S")}), "");
  plan::Plan plan = std::move(c.plan).finish();
  std::string error;
  const auto session = jit::Session::compile(plan, {}, &error);
  REQUIRE(session != nullptr);
  const Profiles profiles;
  const auto found = [&] { return truths(session->evaluate(plan.parameters, profiles.batch, {}, 0, columns::Entry::Audit)[0]); };
  CHECK(found() == "ttfuff");
  plan.parameters.slots[0].text = "e.$";
  CHECK(found() == "fftuff");
  plan.parameters.slots[0].text = "(";
  CHECK_THROWS_AS(found(), std::invalid_argument);
}

TEST_CASE("lists contain values, or might") {
  check([](Cases& c) {
    const NodeId tags = c.field(kTags);
    c.expect(c.apply(Op::ListContains, {tags, c.text("blue")}), "tfuuut");
    c.expect(c.apply(Op::ListContains, {tags, c.text("red")}), "ffutuf");
    c.expect(c.apply(Op::ListContains, {tags, c.text("skipped")}), "ffuuuf");
    c.expect(c.apply(Op::ListContains, {c.apply(Op::CaseFold, {tags}), c.text("red")}), "tfutuf");
    c.expect(c.apply(Op::ListContains, {c.apply(Op::Upper, {c.apply(Op::Trim, {tags})}), c.text("RED")}), "tfutuf");
    c.expect(c.apply(Op::ListContains, {tags, c.field(kName)}), "ffuuuf");
    c.expect(c.apply(Op::IsKnown, {tags}), "ttfttt");
    c.expect(c.plan.in_set(tags, texts({"green", "red"})), "ffutuf");
    c.expect(c.plan.in_set(c.apply(Op::Lower, {tags}), texts({"green", "red"})), "tfutuf");
    c.expect(c.plan.in_set(c.field(kSizes), numbers(plan::int_type(), {-5, 1})), "ttufuu");
    c.expect(c.apply(Op::ListContains, {c.field(kSizes), c.integer(2)}), "tfufut");
    c.expect(c.apply(Op::ListContains, {c.field(kDays), c.number(plan::date_type(), 20000)}), "ftffuu");
    c.expect(c.plan.in_set(c.field(kDays), numbers(plan::date_type(), {-1, 3})), "tfffut");
    c.expect(c.apply(Op::ListContains, {c.field(kTiers), c.number(kTierType, 1)}), "fffftu");
    c.expect(c.plan.in_set(c.field(kTiers), numbers(kTierType, {0, 2})), "ffttuu");
    // The size of a list's first element is a fault where the divisor is 0.
    const NodeId fault = c.apply(Op::Round, {c.apply(Op::Divide, {c.integer(1), c.integer(0)})});
    c.expect(c.apply(Op::ListContains, {c.field(kSizes), fault}), "!!!!!!");
  });
}

TEST_CASE("lists contain any or all of a list") {
  check([](Cases& c) {
    const NodeId tags = c.field(kTags);
    const NodeId other = c.field(kOther);
    // [Red, blue]/[blue] []/[] unknown/[red] [red, ?]/[Red, red] [?]/[] [blue]/[blue, ?]
    c.expect(c.apply(Op::ListContainsAny, {tags, other}), "tfutft");
    c.expect(c.apply(Op::ListContainsAll, {tags, other}), "ttuutu");
    c.expect(c.apply(Op::ListContainsAny, {other, tags}), "tfutut");
    c.expect(c.apply(Op::ListContainsAll, {other, tags}), "ftuuut");
    const NodeId folded = c.apply(Op::CaseFold, {tags});
    c.expect(c.apply(Op::ListContainsAll, {folded, c.apply(Op::CaseFold, {other})}), "ttuttu");
    c.expect(c.apply(Op::ListContainsAll, {folded, other}), "ttuutu");
    c.expect(c.apply(Op::ListContainsAll, {other, folded}), "ftuuut");
  });
}

TEST_CASE("values of lookup tables") {
  check([](Cases& c) {
    const auto of = [&](std::uint32_t field) { return c.plan.lookup(0, field, c.field(kProduct)); };
    // p1 p2 p3 gone unknown p4
    c.expect(c.apply(Op::IsKnown, {of(kKey)}), "tttfft");
    c.expect(c.apply(Op::Equal, {of(kKey), c.field(kProduct)}), "tttuut");
    c.expect(c.apply(Op::Equal, {of(kColor), c.text("blue")}), "tufuuf");
    c.expect(c.apply(Op::Equal, {c.apply(Op::CaseFold, {of(kColor)}), c.text("red")}), "futuut");
    c.expect(c.apply(Op::Less, {of(kColor), c.text("S")}), "futuut");
    c.expect(c.apply(Op::Equal, {of(kPrice), c.number(plan::money_type(kEuro, 2), 9'007'199'254'740'993)}), "ffuuut");
    c.expect(c.apply(Op::Less, {of(kWeight), c.real(0.25)}), "!ufuut");
    c.expect(c.apply(Op::IsKnown, {of(kWeight)}), "fftfft");
    c.expect(c.apply(Op::Less, {of(kLaunched), c.number(plan::date_type(), 0)}), "futuuf");
    c.expect(of(kHeavy), "futuut");
    c.expect(c.apply(Op::ListContains, {of(kLabels), c.text("Blue")}), "tufuuf");
    c.expect(c.apply(Op::ListContains, {of(kLabels), c.text("red")}), "uutuuf");
    c.expect(c.apply(Op::ListContainsAny, {c.field(kTags), c.apply(Op::Lower, {of(kLabels)})}), "tuuuuf");
    c.expect(c.apply(Op::Less, {of(kTier), c.number(kTierType, 1)}), "tffuuu");
    const NodeId region = c.plan.lookup(1, 0, of(kSupplier));
    c.expect(c.apply(Op::Equal, {region, c.text("north")}), "tuuuuu");
    c.expect(c.apply(Op::IsKnown, {c.plan.lookup(1, 1, of(kSupplier))}), "tftfff");
  });
}

TEST_CASE("values of lookup tables at events") {
  check([](Cases& c) {
    const NodeId bought = c.plan.event_field(0, 0);
    const auto of = [&](std::uint32_t field) { return c.plan.lookup(0, field, bought); };
    const auto counts = [&](NodeId condition, std::int64_t number) {
      return c.apply(Op::Equal, {c.fold(Op::Count, {c.beginning(), c.end(), condition}), c.integer(number)});
    };
    c.expect(counts(c.apply(Op::Equal, {of(kColor), c.text("blue")}), 1), "fftfft");
    c.expect(counts(c.apply(Op::Less, {of(kPrice), c.number(plan::money_type(kEuro, 2), 0)}), 1), "tfffff");
    c.expect(counts(c.apply(Op::Less, {of(kWeight), c.real(1.0)}), 1), "tf!ff!");
    c.expect(counts(c.apply(Op::ListContains, {c.plan.event_field(0, 1), c.text("red")}), 1), "tfffff");
    c.expect(counts(c.apply(Op::ListContains, {c.apply(Op::Lower, {c.plan.event_field(0, 1)}), c.text("red")}), 1), "tftfff");
    // A profile's list at each of its events.
    c.expect(counts(c.apply(Op::ListContains, {c.field(kTags), of(kColor)}), 1),
             "tffff"
             "t");
    const NodeId newest = c.fold(Op::LastOf, {c.beginning(), c.end(), c.plan.truth(true), of(kColor)});
    c.expect(c.apply(Op::Equal, {newest, c.text("Red")}), "tuuuuf");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Upper, {newest}), c.text("BLUE")}), "fuuuut");
    const NodeId least = c.fold(Op::MinOf, {c.beginning(), c.end(), c.plan.truth(true), c.apply(Op::Upper, {of(kColor)})});
    c.expect(c.apply(Op::Equal, {least, c.text("BLUE")}), "futuut");
  });
}

TEST_CASE("constant keys, lists and texts") {
  check([](Cases& c) {
    const auto of = [&](std::string key, std::uint32_t field) {
      return c.plan.lookup(0, field, c.plan.literal({kProductType, 0, 1, 0, std::move(key)}));
    };
    c.expect(c.apply(Op::Equal, {of("p4", kColor), c.text("RED")}), "tttttt");
    c.expect(c.apply(Op::Equal, {of("p5", kColor), c.text("RED")}), "uuuuuu");
    c.expect(c.apply(Op::Less, {of("p1", kWeight), c.real(1.0)}), "!!!!!!");
    c.expect(of("p3", kHeavy), "tttttt");
    c.expect(c.apply(Op::ListContains, {of("p1", kLabels), c.text("Blue")}), "tttttt");
    c.expect(c.apply(Op::ListContains, {of("p1", kLabels), c.text("red")}), "uuuuuu");
    c.expect(c.plan.in_set(c.apply(Op::Lower, {of("p3", kLabels)}), texts({"blue", "red"})), "tttttt");
    c.expect(c.apply(Op::ListContainsAll, {of("p3", kLabels), of("p4", kLabels)}), "tttttt");
    c.expect(c.apply(Op::ListContainsAny, {of("p3", kLabels), of("p4", kLabels)}), "ffffff");
    // A constant list and values of profiles, and the other way round.
    c.expect(c.apply(Op::ListContainsAny, {c.field(kTags), of("p3", kLabels)}), "ffutuf");
    c.expect(c.apply(Op::ListContains, {of("p3", kLabels), c.plan.lookup(0, kColor, c.field(kProduct))}), "fufuuf");
    c.expect(c.apply(Op::ListContains, {c.apply(Op::Upper, {of("p3", kLabels)}), c.plan.lookup(0, kColor, c.field(kProduct))}), "fufuut");
    c.expect(
        c.apply(Op::Equal, {c.apply(Op::Lower, {c.plan.lookup(0, kColor, c.field(kProduct))}), c.apply(Op::Lower, {of("p4", kColor)})}),
        "futuut");
    c.expect(c.apply(Op::Less, {of("p4", kColor), c.plan.lookup(0, kColor, c.field(kProduct))}), "tutuuf");
  });
}

TEST_CASE("a dictionary that many batches share is changed once, one that is gone is forgotten") {
  Cases c(schema());
  c.expect(c.apply(Op::Equal, {c.apply(Op::Lower, {c.field(kName)}), c.text("strasse")}), "");
  const plan::Plan plan = std::move(c.plan).finish();
  std::string error;
  const auto session = jit::Session::compile(plan, {}, &error);
  REQUIRE(session != nullptr);
  for (int turn = 0; turn < 3; ++turn) {
    const Profiles profiles;
    for (std::int64_t begin = 0; begin <= 6; ++begin) {
      const auto found =
          session->evaluate(plan.parameters, columns::slice(profiles.batch, begin, 6 - begin), {}, 1'000, columns::Entry::Audit);
      CHECK(truths(found[0]) == std::string("tffuff").substr(static_cast<std::size_t>(begin)));
    }
  }
}
