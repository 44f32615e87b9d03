#include "tests/unit/passes/random.h"

namespace seg::passes::test {

using namespace plan;

Schema schema() {
  Schema schema;
  schema.key = {"id", {Kind::Id}};
  schema.profile = {{"a", bool_type(), true},  {"b", bool_type(), true},  {"x", int_type(), true},      {"r", int_type(), false},
                    {"w", float_type(), true}, {"f", float_type(), false}, {"t", timestamp_type(), true}, {"d", date_type(), false},
                    {"s", string_type(), false}, {"l", list_of(int_type()), false}};
  const Type product{Kind::Id, false, 0, schema.unit("product"), false};
  schema.profile.push_back({"p", product, true});
  schema.tables = {{"product", {{"key", product}, {"i", int_type(), true}, {"n", string_type(), true}}, 0}};
  schema.streams = {
      {"event", "events", {{"k", bool_type(), true}, {"v", int_type(), true}, {"q", int_type(), false}, {"z", float_type(), false}}}};
  return schema;
}

namespace {

/// Values of profile rate, or of the stream's event rate.
class Generator {
 public:
  explicit Generator(Random& random) : builder_(schema()), random_(random) {}
  Plan segments() {
    for (const char* name : {"one", "two"}) builder_.add_segment(name, truth(4, false));
    // An arm of a partition: its faults are those of another node, whose operands may be the root's.
    const NodeId decides = truth(3, false);
    builder_.add_segment("three", builder_.apply(Op::IsTrue, {decides}), below(3) == 0 ? truth(3, false) : decides);
    return std::move(builder_).finish();
  }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

  NodeId truth_leaf(bool event) {
    switch (below(event ? 4 : 3)) {
      case 0: return builder_.truth(below(2) == 0);
      case 1: return builder_.profile_field(kA);
      case 2: return builder_.profile_field(kB);
      default: return builder_.event_field(0, kK);
    }
  }

  std::vector<NodeId> several(unsigned depth, bool event) {
    std::vector<NodeId> operands;
    for (unsigned count = 1 + below(4); count > 0; --count) operands.push_back(truth(depth, event));
    // A repeated operand now and then.
    if (below(3) == 0) operands.push_back(operands[below(static_cast<unsigned>(operands.size()))]);
    return operands;
  }

  NodeId truth(unsigned depth, bool event) {
    if (depth == 0) return truth_leaf(event);
    --depth;
    switch (below(17)) {
      case 15: return builder_.apply(Op::IsTrue, {truth(depth, event)});
      case 16: return builder_.apply(Op::When, {truth(depth, event), truth(depth, event)});
      case 12: return builder_.apply(Op::ListContains, {builder_.profile_field(kL), whole(event)});
      case 13: return builder_.apply(Op::Equal, {text(), text()});
      case 14: return event ? scan(Op::FirstOfValue, depth) : quantified(depth);
      case 0:
      case 1: return builder_.apply(Op::And, several(depth, event));
      case 2:
      case 3: return builder_.apply(Op::Or, several(depth, event));
      case 4: return builder_.apply(Op::Not, {truth(depth, event)});
      case 5: {
        std::vector<NodeId> operands = several(depth, event);
        operands.insert(operands.begin(), builder_.integer(below(5)));
        return builder_.apply(Op::AtLeast, operands);
      }
      case 6: return builder_.apply(Op::IsKnown, {below(2) == 0 ? truth(depth, event) : number(depth, event)});
      case 7: return builder_.apply(Op::UnknownTrue, {truth(depth, event)});
      case 8: return builder_.apply(Op::UnknownFalse, {truth(depth, event)});
      case 9: return builder_.apply(Op::Equal, {truth(depth, event), truth(depth, event)});
      default: {
        static constexpr Op kCompare[] = {Op::Equal, Op::Less, Op::LessEqual};
        return builder_.apply(kCompare[below(3)], {number(depth, event), number(depth, event)});
      }
    }
  }

  NodeId number_leaf(bool event) {
    switch (below(event ? 8 : 5)) {
      case 0: return builder_.integer(static_cast<std::int64_t>(below(5)) - 1);
      case 1: return builder_.profile_field(kX);
      case 2: return builder_.profile_field(kR);
      case 3: return builder_.profile_field(kW);
      case 4: return builder_.profile_field(kF);
      case 5: return builder_.event_field(0, kV);
      case 6: return builder_.event_field(0, kQ);
      default: return builder_.event_field(0, kZ);
    }
  }

  NodeId whole(bool event) {
    switch (below(event ? 4 : 2)) {
      case 0: return builder_.profile_field(kX);
      case 1: return builder_.profile_field(kR);
      case 2: return builder_.event_field(0, kV);
      default: return builder_.event_field(0, kQ);
    }
  }

  /// Numbers of any form, faults by division among them.
  NodeId number(unsigned depth, bool event) {
    if (depth == 0) return number_leaf(event);
    switch (below(event ? 12 : 13)) {
      case 11: return event ? until_join(depth - 1) : reached();
      case 12: return builder_.apply(Op::When, {truth(depth - 1, event), number(depth - 1, event)});
      case 8: return below(2) == 0 ? score(depth - 1, event) : builder_.apply(Op::Length, {text()});
      case 9: return date_part();
      case 10: return event ? age() : builder_.lookup(0, 1, builder_.profile_field(kP));
      case 0: return number_leaf(event);
      case 1: return builder_.apply(Op::Add, {whole(event), whole(event)});
      case 2: return builder_.apply(Op::Multiply, {whole(event), whole(event)});
      case 3: return builder_.apply(Op::Divide, {whole(event), whole(event)});
      case 4: return builder_.apply(Op::Add, {builder_.profile_field(kW), builder_.profile_field(kF)});
      case 5: return builder_.apply(Op::CutAverage, {below(2) == 0 ? whole(false) : builder_.profile_field(kW)});
      default:
        if (!event) return fold(depth - 1);
        return below(3) == 0 ? scan(below(2) == 0 ? Op::Ordinal : Op::OrdinalBack, depth - 1) : keyed_fold(depth - 1);
    }
  }

  NodeId text() {
    static constexpr Op kChanges[] = {Op::CaseFold, Op::Lower, Op::Upper, Op::Trim};
    const NodeId field = below(2) == 0 ? builder_.profile_field(kS) : builder_.lookup(0, 2, builder_.profile_field(kP));
    return below(2) == 0 ? field : builder_.apply(kChanges[below(4)], {field});
  }

  NodeId date_part() {
    static constexpr Op kParts[] = {Op::YearOf, Op::MonthOf, Op::DayOf, Op::DayOfYear};
    const NodeId date = builder_.profile_field(kD);
    return builder_.apply(kParts[below(4)], {below(3) == 0 ? builder_.apply(Op::MonthStart, {date}) : date});
  }

  /// Between two dates, of which one may be unknown.
  NodeId age() {
    const NodeId seen = builder_.apply(Op::LocalDate, {builder_.profile_field(kT)});
    return builder_.apply(Op::Age, {builder_.profile_field(kD), below(2) == 0 ? seen : builder_.profile_field(kD)});
  }

  NodeId reached() { return builder_.apply(Op::Reaches, {whole(false), number_leaf(false), whole(false), builder_.integer(1)}); }

  /// Microseconds to the next event of the same keys.
  NodeId until_join(unsigned depth) {
    NodeId condition = truth(depth, true);
    if (below(3) == 0) condition = builder_.apply(Op::UnknownFalse, {condition});
    const NodeId at = builder_.event_at(0);
    // A value that is a fault for some events.
    const NodeId moved =
        builder_.apply(Op::Add, {at, builder_.apply(Op::Round, {builder_.apply(Op::Divide, {builder_.literal({duration_type(), 4, 1, 0, {}}), whole(true)})})});
    const NodeId operands[] = {bound(), bound(), condition, below(2) == 0 ? at : moved, at};
    std::vector<KeyPair> keys;
    for (unsigned count = below(3); count > 0; --count) keys.push_back({key(), key()});
    const NodeId joined = builder_.as_of(operands, keys);
    return builder_.apply(Op::Divide, {builder_.apply(Op::Subtract, {joined, at}), builder_.literal({duration_type(), 1, 1, 0, {}})});
  }

  NodeId score(unsigned depth, bool event) {
    std::vector<NodeId> operands;
    for (unsigned count = 1 + below(3); count > 0; --count) {
      operands.push_back(builder_.integer(below(5)));
      operands.push_back(truth(depth, event));
    }
    return builder_.apply(Op::Score, operands);
  }

  NodeId scan(Op op, unsigned depth) {
    std::vector<NodeId> operands = {bound(), bound(), truth(depth, true)};
    if (op == Op::FirstOfValue) operands.push_back(number(depth, true));
    return builder_.fold(op, 0, operands);
  }

  NodeId quantified(unsigned depth) {
    std::vector<NodeId> operands = {bound(), bound(), truth(depth, true), truth(depth, true)};
    if (below(2) == 0) return builder_.fold(Op::AllTrue, 0, operands);
    operands.push_back(whole(false));
    return builder_.fold(Op::AtLeastTrue, 0, operands);
  }

  /// Of each event an int; now and then one that is a fault for some.
  NodeId key() {
    const NodeId field = builder_.event_field(0, below(2) == 0 ? kV : kQ);
    if (below(3) != 0) return field;
    return builder_.apply(Op::Floor, {builder_.apply(Op::Divide, {builder_.integer(4), field})});
  }

  /// Of minimum, count or last, by one or two pairs of keys.
  NodeId keyed_fold(unsigned depth) {
    static constexpr Op kFolds[] = {Op::Count, Op::MinOf, Op::LastOf};
    const Op op = kFolds[below(3)];
    std::vector<NodeId> operands = {bound(), bound(), truth(depth, true)};
    if (below(3) == 0) operands[2] = builder_.apply(Op::UnknownFalse, {operands[2]});
    if (op != Op::Count) operands.push_back(number(depth, true));
    std::vector<KeyPair> keys = {{key(), key()}};
    if (below(3) == 0) keys.push_back({key(), key()});
    return builder_.keyed_fold(op, 0, operands, keys);
  }

  NodeId bound() {
    switch (below(4)) {
      case 0: return builder_.literal({timestamp_type(), kBeginningOfTime, 1, 0, {}});
      case 1: return builder_.literal({timestamp_type(), kEndOfTime, 1, 0, {}});
      case 2: return builder_.profile_field(kT);
      default: return builder_.apply(Op::Subtract, {builder_.now(), builder_.literal({duration_type(), below(20), 1, 0, {}})});
    }
  }

  NodeId fold(unsigned depth) {
    static constexpr Op kFolds[] = {Op::Count, Op::SumOf, Op::MinOf, Op::MaxOf, Op::FirstOf, Op::LastOf, Op::CountDistinct};
    const Op op = kFolds[below(7)];
    std::vector<NodeId> operands = {bound(), bound(), truth(depth, true)};
    if (op == Op::Count) return builder_.fold(op, 0, operands);
    const bool of_at = op != Op::SumOf && below(2) == 0;
    operands.push_back(of_at ? builder_.event_at(0) : number(depth, true));
    if (op == Op::SumOf && builder_.node(operands[3]).type == ratio_type()) operands[3] = whole(true);
    const NodeId value = builder_.fold(op, 0, operands);
    // A time becomes a number by its distance from now.
    if (builder_.node(value).type != timestamp_type()) return value;
    return builder_.apply(Op::Divide,
                          {builder_.apply(Op::Subtract, {builder_.now(), value}), builder_.literal({duration_type(), 1, 1, 0, {}})});
  }

  Builder builder_;
  Random& random_;
};

}  // namespace

Plan random_plan(Random& random) { return Generator(random).segments(); }

}  // namespace seg::passes::test
