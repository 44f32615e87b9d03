// Lists, lookup tables, keyed folds, scans, joins by time, zones and audited segments: their text, and what is refused.

#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "tests/unit/plan/damage.h"
#include "tests/unit/plan/warehouse.h"

namespace seg::plan {
namespace {

using namespace test;

NodeId first_of(const Plan& plan, Op op, bool keyed = false) {
  for (NodeId id = 0; id < plan.nodes.size(); ++id) {
    if (plan.nodes[id].op == op && is_keyed(plan.nodes[id]) == keyed) return id;
  }
  return kNone;
}

std::uint32_t slot_of(const Plan& plan, Op op, std::size_t operand) {
  return plan.nodes[plan.operands_of(first_of(plan, op))[operand]].payload;
}

TEST_CASE("Plans with lists, tables, scans and keyed folds verify, print and read back") {
  const Plan plan = stock();
  const std::string text = print(plan);
  INFO(text);
  REQUIRE(verify(plan).empty());
  const ParseResult again = parse(text);
  REQUIRE(again.error.empty());
  CHECK(again.plan == plan);
  CHECK(print(again.plan) == text);
}

TEST_CASE("between them the samples have every operator but those of cuts") {
  std::set<Op> found;
  for (const Plan& plan : {sample(), stock()}) {
    for (const Node& node : plan.nodes) found.insert(node.op);
  }
  const std::set<Op> elsewhere = {Op::UnknownTrue, Op::UnknownFalse, Op::Equal,        Op::AtLeast,   Op::Contains,      Op::StartsWith,
                                  Op::EndsWith,    Op::Add,          Op::Multiply,     Op::Divide,    Op::Mean,          Op::Negate,
                                  Op::Rescale,     Op::ToFraction,   Op::ToFloat,      Op::CutBottom, Op::CutPercentile, Op::CutAverage,
                                  Op::CutRank,     Op::CutMedian,    Op::CountDistinct};
  for (const OpRow& row : op_rows()) {
    INFO(row.text);
    CHECK(found.contains(row.op) != elsewhere.contains(row.op));
  }
}

TEST_CASE("the text of tables, lists, lookups and keyed folds") {
  const std::string text = print(stock());
  INFO(text);
  for (const std::string_view line :
       {"table product key product_id\n", "  column maker : id(maker) optional\n", "  column colours : list(string) optional\n",
        "table maker key \"maker id\"\n", "profile tags : list(string) optional\n", "  field labels : list(string) optional\n",
        "enum \"day of the week\" ordered monday tuesday wednesday thursday friday saturday sunday\n", "set &0 = { \"vip\" } : string\n",
        " = lookup product price %", " = lookup maker country %", " = list_any_in %", " &0 : bool profile\n"}) {
    CHECK(text.find(line) != std::string::npos);
  }
  Warehouse w;
  const NodeId count = w.keyed(Op::Count, {}, {{w.product, w.product}, {w.total, w.total}});
  CHECK(print(w.b.plan()).find("%" + std::to_string(count) + " = count purchase %0 %1 %2 by %4 %4 %3 %3 : int event\n") !=
        std::string::npos);
}

TEST_CASE("a keyed fold over another stream is a value of the outer keys' events") {
  Warehouse w;
  const NodeId fold = w.keyed(Op::Count, {}, {{w.b.event_at(0), w.b.event_at(1)}});
  CHECK(w.b.node(fold).rate == Rate::Event);
  CHECK(w.b.node(fold).stream == 1);
  CHECK(folded_stream(w.b.plan(), w.b.node(fold)) == 0);
  CHECK(fold_operands(w.b.plan(), w.b.node(fold)).size() == 3);
  CHECK(key_operands(w.b.plan(), w.b.node(fold)).size() == 2);
  CHECK(is_keyed(w.b.node(fold)));
  CHECK_FALSE(is_keyed(w.b.node(w.fold(Op::Count, {}))));
}

TEST_CASE("the text of joins by time, of zones and of audited segments") {
  Warehouse w;
  const NodeId at = w.b.event_at(0);
  const NodeId mail = w.b.event_at(1);
  const NodeId plain = w.join(mail, {});
  const NodeId keyed = w.join(at, {{w.product, w.product}});
  const NodeId date = w.b.apply(Op::LocalDate, {w.b.now(), w.text("Asia/Tokyo")});
  const NodeId known = w.known(date);
  w.b.add_segment("arm", known, w.all);
  const std::string text = print(w.b.plan());
  INFO(text);
  const auto node = [](NodeId id) { return "%" + std::to_string(id); };
  const auto has = [&](const std::string& line) { return text.find(line) != std::string::npos; };
  CHECK(has(node(plain) + " = earliest_after %0 %1 %2 " + node(at) + " " + node(mail) + " : timestamp event\n"));
  CHECK(has(node(keyed) + " = earliest_after %0 %1 %2 " + node(at) + " " + node(at) + " by %4 %4 : timestamp event\n"));
  CHECK(has(node(date) + " = local_date %1 " + node(date - 1) + " : date constant\n"));
  CHECK(has("segment arm = " + node(known) + " audited %2\n"));
  CHECK(w.b.node(plain).stream == 1);
  CHECK(w.b.node(keyed).stream == 0);
  CHECK(folded_stream(w.b.plan(), w.b.node(plain)) == 0);
  CHECK(key_operands(w.b.plan(), w.b.node(plain)).empty());
  CHECK(fold_operands(w.b.plan(), w.b.node(keyed)).size() == 5);
  CHECK(key_operands(w.b.plan(), w.b.node(keyed)).size() == 2);
}

TEST_CASE("joins by time, zones and audited segments that mean nothing are refused") {
  Warehouse w;
  Builder& b = w.b;
  const NodeId at = b.event_at(0);
  const NodeId mail = b.event_at(1);
  const auto join = [&](NodeId from, NodeId condition, NodeId value, NodeId bound, std::vector<KeyPair> keys = {}) {
    const NodeId operands[] = {from, w.to, condition, value, bound};
    return b.as_of(operands, keys);
  };
  CHECK_NOTHROW(join(w.from, w.all, at, mail));
  CHECK_THROWS(join(w.from, w.all, b.now(), mail));
  CHECK_THROWS(join(w.from, w.all, at, b.now()));
  CHECK_THROWS(join(at, w.all, at, at));
  CHECK_THROWS(join(w.from, w.all, w.total, at));
  CHECK_THROWS(join(w.from, b.apply(Op::Less, {mail, b.now()}), at, mail));
  CHECK_THROWS(join(w.from, w.all, at, mail, {{w.product, w.product}}));
  CHECK_THROWS(join(w.from, w.all, mail, at, {{w.product, w.product}}));
  CHECK_THROWS(w.keyed(Op::EarliestAfter, {at, at}, {{w.product, w.product}}));
  const NodeId operands[] = {w.from, w.to, w.all, at};
  CHECK_THROWS(b.as_of(operands, {}));
  const NodeId label = b.apply(Op::Lower, {w.text("UTC")});
  CHECK_NOTHROW(b.apply(Op::LocalHour, {at, label}));
  CHECK_THROWS(b.apply(Op::LocalHour, {at, label, label}));
  CHECK_THROWS(b.apply(Op::LocalHour, {at, b.integer(1)}));
  CHECK_THROWS(b.apply(Op::LocalHour, {at, b.lookup(1, 0, b.lookup(0, kMaker, w.product))}));
  CHECK_THROWS(b.apply(Op::LocalInstant, {b.profile_field(kBorn)}));
  CHECK_THROWS(b.apply(Op::YearOf, {b.profile_field(kBorn), label}));
  CHECK_THROWS(b.apply(Op::When, {b.integer(1), b.integer(1)}));
  CHECK_THROWS(b.apply(Op::Reaches, {b.integer(1), b.now()}));
  CHECK_THROWS(b.add_segment("s", w.all, b.integer(1)));
  CHECK_THROWS(b.add_segment("s", w.all, b.apply(Op::Less, {at, b.now()})));
}

TEST_CASE("nodes that differ in a table, a field or a pair of keys only are two") {
  Warehouse w;
  CHECK(w.b.lookup(0, kPrice, w.product) == w.b.lookup(0, kPrice, w.product));
  CHECK(w.b.lookup(0, kPrice, w.product) != w.b.lookup(0, kMaker, w.product));
  const NodeId one = w.keyed(Op::Count, {}, {{w.product, w.product}});
  CHECK(one == w.keyed(Op::Count, {}, {{w.product, w.product}}));
  CHECK(one != w.keyed(Op::Count, {}, {{w.product, w.product}, {w.total, w.total}}));
  CHECK(one != w.fold(Op::Count, {}));
}

TEST_CASE("the builder refuses what has no meaning") {
  Warehouse w;
  const NodeId age = w.b.profile_field(kAge);
  CHECK_THROWS(w.b.lookup(9, 0, w.product));
  CHECK_THROWS(w.b.lookup(0, 9, w.product));
  CHECK_THROWS(w.b.lookup(0, kPrice, age));
  CHECK_THROWS(w.b.lookup(1, 0, w.product));
  CHECK_THROWS(w.keyed(Op::Count, {}, {}));
  CHECK_THROWS(w.keyed(Op::Ordinal, {}, {{w.product, w.product}}));
  CHECK_THROWS(w.keyed(Op::Count, {}, {{w.product, w.total}}));
  CHECK_THROWS(w.keyed(Op::Count, {}, {{age, w.total}}));
  CHECK_THROWS(w.keyed(Op::Count, {}, {{w.b.event_field(0, kQuantity), age}}));
  CHECK_THROWS(w.keyed(Op::Count, {}, {{w.b.event_at(1), w.b.event_at(1)}}));
  CHECK_THROWS(w.keyed(Op::Count, {}, {{w.b.event_at(0), w.b.event_at(0)}, {w.b.event_at(0), w.b.event_at(1)}}));
  const NodeId real = w.b.apply(Op::ToFloat, {w.b.event_field(0, kQuantity)});
  CHECK_THROWS(w.keyed(Op::Count, {}, {{real, real}}));
  const NodeId labels = w.b.event_field(0, 3);
  CHECK_THROWS(w.keyed(Op::Count, {}, {{labels, labels}}));
  CHECK_THROWS(w.fold(Op::NthOf, {w.total, age}));
  CHECK_THROWS(w.fold(Op::AtLeastTrue, {w.all, w.b.event_field(0, kQuantity)}));
  CHECK_THROWS(w.b.apply(Op::Matches, {w.b.profile_field(kCountry), w.b.profile_field(kCountry)}));
  CHECK_THROWS(w.b.apply(Op::Score, {age, w.all}));
  CHECK_THROWS(w.b.apply(Op::CutTop, {w.tags, w.b.literal({ratio_type(), 1, 5, 0, {}})}));
  CHECK_THROWS(w.b.in_set(w.tags, {list_of(string_type()), {}}));
}

struct Damage {
  std::string_view what;
  std::function<void(Plan&)> apply;
};

TEST_CASE("each damage to tables, lookups, keys and constants is found") {
  const std::vector<Damage> damages = {
      {"no key among the fields", [](Plan& p) { p.schema.tables[0].key = 9; }},
      {"no id with a kind", [](Plan& p) { p.schema.tables[0].key = kPrice; }},
      {"or optional", [](Plan& p) { p.schema.tables[0].fields[0].optional = true; }},
      {"keys of one kind", [](Plan& p) { p.schema.tables[1].fields[1].type = id_type(kProductId); }},
      {"table \"product\" twice", [](Plan& p) { p.schema.tables[1].name = "product"; }},
      {"list", [](Plan& p) { p.schema.profile[kSizes].type = list_of(bool_type()); }},
      {"list", [](Plan& p) { p.schema.profile[kSizes].type = list_of(float_type()); }},
      {"table that is not", [](Plan& p) { p.nodes[first_of(p, Op::Lookup)].table = 7; }},
      {"no field of the table", [](Plan& p) { p.nodes[first_of(p, Op::Lookup)].payload = 7; }},
      {"key type",
       [](Plan& p) {
         p.nodes[first_of(p, Op::Lookup)].table = 1;
         p.nodes[first_of(p, Op::Lookup)].payload = 0;
       }},
      {"found a table", [](Plan& p) { p.nodes[first_of(p, Op::Less)].table = 0; }},
      {"no set", [](Plan& p) { p.nodes[first_of(p, Op::ListAnyIn)].payload = 9; }},
      {"no key pairs", [](Plan& p) { p.nodes[first_of(p, Op::MedianOf)].payload = 0; }},
      {"expected 3 operands", [](Plan& p) { p.nodes[first_of(p, Op::Count, true)].payload = 0; }},
      {"expected", [](Plan& p) { p.nodes[first_of(p, Op::Count, true)].payload = 2; }},
      {"expected", [](Plan& p) { p.nodes[first_of(p, Op::Count, true)].payload = kNone; }},
      {"expected", [](Plan& p) { p.nodes[first_of(p, Op::Count, true)].payload = kNone / 2; }},
      {"at least 1", [](Plan& p) { p.parameters.slots[slot_of(p, Op::NthOf, 4)].number = 0; }},
      {"do not fit", [](Plan& p) { p.parameters.slots[slot_of(p, Op::Score, 0)].number = std::numeric_limits<std::int64_t>::max(); }},
      {"weekday", [](Plan& p) { p.schema.enums.back().name = "days"; }},
      {"found root", [](Plan& p) { p.segments.back().root = kNone - 1; }},
      {"found audited", [](Plan& p) { p.segments.back().audited = static_cast<NodeId>(p.nodes.size()); }},
      {"found audited int", [](Plan& p) { p.segments.back().audited = first_of(p, Op::Reaches); }},
      {"found no key pairs", [](Plan& p) { p.nodes[first_of(p, Op::EarliestAfter)].payload = 0; }},
      {"expected 5 operands", [](Plan& p) { p.nodes[first_of(p, Op::EarliestAfter, true)].payload = 1; }},
      {"another stream", [](Plan& p) { p.nodes[first_of(p, Op::EarliestAfter)].stream = 0; }},
      {"found rate", [](Plan& p) { p.nodes[first_of(p, Op::EarliestAfter)].rate = Rate::Profile; }},
      {"a date and an int", [](Plan& p) { p.operands[p.nodes[first_of(p, Op::AddMonths)].first_operand + 1] = 1; }},
  };
  for (const Damage& damage : damages) {
    Plan plan = stock();
    damage.apply(plan);
    const std::string error = verify(plan);
    INFO(damage.what << " in: " << error);
    CHECK(error.find(damage.what) != std::string::npos);
  }
}

TEST_CASE("errors of the text name what was found and what was expected") {
  const std::string head =
      "plan 1\nschema s zone UTC\nunit p\nprofile q : id(p) optional\nprofile l : list(int)\nstream a as\n  field x : int\n"
      "table t key k\n  column k : id(p)\n  column v : int\n%0 = profile q : id(p) profile\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"plan 1\nschema s zone UTC\ncolumn v : int\n", "line 3: found `column`, expected `table`"},
      {head + "%1 = lookup u v %0 : int profile\n", "line 12: found \"u\", expected a table of the schema"},
      {head + "%1 = lookup t w %0 : int profile\n", "line 12: found \"w\", expected a field of the schema"},
      {head + "%1 = lookup t v : int profile\n", "line 12: node %1 (lookup): expected one operand"},
      {head + "profile m : list(list(int))\n", "line 12: found a list of lists"},
      {head + "profile m : list(bool)\n", "schema: field m: found a list of elements that a list cannot have"},
      {head + "%1 = now : timestamp constant\nliteral $0 = true : bool\n%2 = parameter $0 : bool constant\n"
              "%3 = event a x : int event\n%4 = count a %1 %1 %2 by %3 : int event\n",
       "line 16: found 1 key, expected pairs"},
      {head + "%1 = list_contains %0 %0 : bool profile\n", "line 12: node %1 (list_contains): found id(p), id(p), expected a list"},
  };
  for (const auto& [text, error] : cases) {
    const std::string found = parse(text).error;
    INFO(text << found);
    CHECK(found.substr(0, error.size()) == error);
  }
}

TEST_CASE("damaged text of a rich Plan is refused or is a Plan, never a crash") {
  check_damaged(print(stock()), 20'261'123, "%$&=:(){},;\"\\ \n0123456789-abylistcountproducttable\xff", 5'000);
}

}  // namespace
}  // namespace seg::plan
