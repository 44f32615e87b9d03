#include "runtime/jit/lower.h"

#include <bit>

#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Op;
using plan::Rate;
using plan::Signature;

Lowered lower(const plan::Plan& plan) { return Lowering(plan).run(); }

Lowered Lowering::run() {
  const std::vector<bool> wanted = reachable();
  for (plan::NodeId id = 0; id < plan_.nodes.size(); ++id) {
    if (wanted[id]) channels_[id] = node(id);
  }
  Lowered lowered;
  lowered.segments = store_segments();
  lowered.observed = keep_observed();
  lowered.program = std::move(assembler_).finish();
  return lowered;
}

/// What segments and cuts need; operands of constants and cuts are not lowered, they are computed once an evaluation.
std::vector<bool> Lowering::reachable() const {
  std::vector<bool> wanted(plan_.nodes.size(), false);
  for (const plan::Segment& segment : plan_.segments) {
    wanted[segment.root] = true;
    if (segment.audited != plan::kNone) wanted[segment.audited] = true;
  }
  for (const plan::CutLabel& cut : plan_.cuts) wanted[plan_.operands_of(cut.node)[0]] = true;
  for (auto id = static_cast<plan::NodeId>(plan_.nodes.size()); id-- > 0;) {
    if (!wanted[id] || plan_.nodes[id].rate <= Rate::Cut) continue;
    for (const plan::NodeId operand_id : plan_.operands_of(id)) wanted[operand_id] = true;
  }
  return wanted;
}

std::vector<std::array<ValueId, 3>> Lowering::store_segments() {
  std::vector<std::array<ValueId, 3>> stores;
  for (const plan::Segment& segment : plan_.segments) {
    const Channels& root = channels_[segment.root];
    const ValueId audited_fault = channels_[segment.audited == plan::kNone ? segment.root : segment.audited].fault;
    const ValueId fault = SEG_MUTATE(arm_without_its_faults, audited_fault, root.fault);
    const auto first = static_cast<std::uint32_t>(3 * stores.size());
    const ValueId decided = assembler_.either(root.truth, root.falsity);
    const ValueId unknown = assembler_.either(assembler_.negated(decided), fault);
    stores.push_back({assembler_.store(root.truth, first), assembler_.store(unknown, first + 1), assembler_.store(fault, first + 2)});
  }
  return stores;
}

std::vector<Observed> Lowering::keep_observed() {
  std::vector<Observed> kept;
  const std::vector<std::uint8_t> stages = plan::population_stages(plan_);
  for (std::size_t index = 0; index < plan_.cuts.size(); ++index) {
    const plan::NodeId cut = plan_.cuts[index].node;
    const plan::NodeId id = plan_.operands_of(cut)[0];
    const Channels& value = channels_[id];
    Observed observed{index,
                      stages[cut],
                      type_of(id),
                      assembler_.keep(value.value),
                      kNoValue,
                      assembler_.keep(value.known),
                      assembler_.keep(value.fault)};
    if (plan::form_of(observed.type) == plan::Form::Fraction) observed.denominator = assembler_.keep(value.denominator);
    kept.push_back(observed);
  }
  return kept;
}

Channels Lowering::node(plan::NodeId id) {
  const plan::Node& node = plan_.nodes[id];
  if (node.rate <= Rate::Cut) return block(id);
  const Domain domain = domain_of(node);
  const Operands operands = plan_.operands_of(node);
  switch (plan::row_of(node.op).signature) {
    case Signature::Leaf:
      return node.op == Op::EventAt ? instants(domain) : field(node.type, domain, node.payload);
    case Signature::Logic:
      return logic(node.op, operands, domain);
    case Signature::Threshold:
      return threshold(id, operands, domain);
    case Signature::Test:
      return is_known(operand(operands[0], domain));
    case Signature::Equality:
    case Signature::Order:
    case Signature::TextTest:
    case Signature::Pattern:
      return comparison(node.op, operands, domain);
    case Signature::Membership:
      return membership(node, domain);
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Conversion:
    case Signature::Rounding:
    case Signature::Remainder:
      return arithmetic(node, operands, domain);
    case Signature::Lookup:
      return lookup(node, domain);
    case Signature::Score:
      return score(operands, domain);
    case Signature::TextChange:
      return text_change(node.op, operands[0], domain);
    case Signature::TextSize:
      return text_size(operands[0], domain);
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
      return list_test(node, operands, domain);
    case Signature::Calendar:
    case Signature::LocalPart:
    case Signature::DatePart:
    case Signature::DateShift:
    case Signature::DatePair:
      return calendar(node.op, operands, domain);
    case Signature::Fold:
    case Signature::Scan:
    case Signature::AsOf:
      return of_events(node);
    case Signature::Filter:
      return filter(operands, domain);
    case Signature::Steps:
      return steps(operands, domain);
    case Signature::Cut:
      break;  // rate Cut: in the block
  }
  return block(id);
}

Channels Lowering::of_events(const plan::Node& node) {
  const Signature signature = plan::row_of(node.op).signature;
  if (signature == Signature::Scan) return scan(node);
  if (signature == Signature::AsOf) return as_of(node);
  return plan::is_keyed(node) ? keyed_fold(node) : fold(node);
}

Channels Lowering::block(plan::NodeId id) {
  const plan::Node& node = plan_.nodes[id];
  const bool always_known = node.op == Op::Parameter || node.op == Op::Now;
  const auto entry = [&](Shape shape, BlockEntry::What what) { return assembler_.constant(shape, {what, id, 0, 0}); };
  const ValueId fault = always_known ? assembler_.zeros() : entry(Shape::Word, BlockEntry::What::Fault);
  if (node.type.kind == plan::Kind::Bool)
    return boolean(entry(Shape::Word, BlockEntry::What::True), entry(Shape::Word, BlockEntry::What::False), fault);
  Channels channels;
  channels.known = always_known ? assembler_.ones() : entry(Shape::Word, BlockEntry::What::Known);
  channels.fault = fault;
  switch (plan::form_of(node.type)) {
    case plan::Form::Bit:
      break;
    case plan::Form::List:
      channels = constant_list(id);
      channels.value = entry(Shape::Int64, BlockEntry::What::Number);
      channels.known = entry(Shape::Word, BlockEntry::What::Known);
      channels.fault = fault;
      break;
    case plan::Form::Int64:
      channels.value = entry(Shape::Int64, BlockEntry::What::Number);
      break;
    case plan::Form::Float64:
      channels.value = entry(Shape::Float64, BlockEntry::What::Real);
      break;
    case plan::Form::Fraction:
      channels.value = entry(Shape::Int64, BlockEntry::What::Number);
      channels.denominator = entry(Shape::Int64, BlockEntry::What::Denominator);
      break;
    case plan::Form::Code:
      // A constant text is code 0 of a dictionary that holds nothing else.
      channels.value = plan::is_text(node.type) ? assembler_.constant(Shape::Int32, {BlockEntry::What::LiteralNumber, 0, 0, 0})
                                                : entry(Shape::Int32, BlockEntry::What::Number);
      if (plan::is_text(node.type)) channels.text = assembler_.text({TextSource::What::Constant, 0, id});
      break;
  }
  return channels;
}

Channels Lowering::field(const plan::Type& type, Domain domain, std::uint32_t index) {
  const ValueId validity = assembler_.input(Shape::Word, {Input::What::Validity, domain, index, 0});
  const ValueId valid = SEG_MUTATE(dropped_validity, validity, assembler_.ones());
  const Input values{Input::What::Values, domain, index, 0};
  Channels channels;
  channels.known = valid;
  channels.fault = assembler_.zeros();
  switch (plan::form_of(type)) {
    case plan::Form::List:
      channels.value = assembler_.input(Shape::Int64, {Input::What::Rows, domain, 0, 0});
      refer_to_list(
          channels, type,
          domain == kProfiles ? ListSource{ListSource::What::Profile, 0, index} : ListSource{ListSource::What::Event, domain - 1u, index});
      return channels;
    case plan::Form::Bit: {
      const ValueId flags = assembler_.input(Shape::Word, {Input::What::Flags, domain, index, 0});
      return boolean(assembler_.both(flags, valid), assembler_.without(valid, flags), assembler_.zeros());
    }
    case plan::Form::Fraction:  // no column holds one
    case plan::Form::Int64:
      channels.value = type.kind == plan::Kind::Date ? assembler_.unary(LaneOp::Widen, Shape::Int64, assembler_.input(Shape::Int32, values))
                                                     : assembler_.input(Shape::Int64, values);
      break;
    case plan::Form::Float64: {
      channels.value = assembler_.input(Shape::Float64, values);
      const ValueId finite = assembler_.unary(LaneOp::Finite, Shape::Word, channels.value);
      channels.known = assembler_.both(valid, finite);
      channels.fault = assembler_.without(valid, finite);
      break;
    }
    case plan::Form::Code:
      channels.value = assembler_.input(Shape::Int32, values);
      break;
  }
  if (plan::is_text(type)) {
    channels.text = assembler_.text(domain == kProfiles ? TextSource{TextSource::What::Profile, 0, index}
                                                        : TextSource{TextSource::What::Event, domain - 1u, index});
  }
  return channels;
}

Channels Lowering::operand(plan::NodeId id, Domain domain) { return over(channels_[id], domain); }

Channels Lowering::instants(Domain domain) {
  Channels at;
  at.value = assembler_.input(Shape::Int64, {Input::What::At, domain, 0, 0});
  at.known = assembler_.ones();
  at.fault = assembler_.zeros();
  return at;
}

Channels Lowering::is_known(const Channels& value) { return boolean(value.known, assembler_.negated(value.known), assembler_.zeros()); }

Channels Lowering::boolean(ValueId truth, ValueId falsity, ValueId fault) {
  Channels channels;
  channels.truth = truth;
  channels.falsity = falsity;
  channels.known = assembler_.either(truth, falsity);
  channels.fault = fault;
  return channels;
}

Channels Lowering::conjunction(Operands operands, Domain domain) {
  ValueId truth = assembler_.ones();
  ValueId falsity = assembler_.zeros();
  ValueId fault = assembler_.zeros();
  for (const plan::NodeId id : operands) {
    const Channels value = operand(id, domain);
    truth = assembler_.both(truth, value.truth);
    falsity = assembler_.either(falsity, value.falsity);
    fault = assembler_.either(fault, value.fault);
  }
  return boolean(truth, falsity, assembler_.without(fault, falsity));
}

Channels Lowering::disjunction(Operands operands, Domain domain) {
  ValueId truth = assembler_.zeros();
  ValueId falsity = assembler_.ones();
  ValueId fault = assembler_.zeros();
  for (const plan::NodeId id : operands) {
    const Channels value = operand(id, domain);
    truth = assembler_.either(truth, value.truth);
    falsity = assembler_.both(falsity, value.falsity);
    fault = assembler_.either(fault, value.fault);
  }
  return boolean(truth, falsity, assembler_.without(fault, truth));
}

Channels Lowering::logic(Op op, Operands operands, Domain domain) {
  if (op == Op::And) return conjunction(operands, domain);
  if (op == Op::Or) return disjunction(operands, domain);
  const Channels value = operand(operands[0], domain);
  if (op == Op::IsTrue) return is_true(value);
  if (op == Op::Not)
    return boolean(SEG_MUTATE(not_of_unknown_is_true, value.falsity, assembler_.negated(value.truth)), value.truth, value.fault);
  if (op == Op::UnknownTrue) return boolean(assembler_.negated(assembler_.either(value.falsity, value.fault)), value.falsity, value.fault);
  return boolean(value.truth, assembler_.negated(assembler_.either(value.truth, value.fault)), value.fault);
}

Channels Lowering::threshold(plan::NodeId id, Operands operands, Domain domain) {
  std::vector<ValueId> truths;
  std::vector<ValueId> possible;
  ValueId fault = assembler_.zeros();
  for (const plan::NodeId operand_id : operands.subspan(1)) {
    const Channels value = operand(operand_id, domain);
    truths.push_back(value.truth);
    possible.push_back(assembler_.negated(value.falsity));
    fault = assembler_.either(fault, value.fault);
  }
  std::vector<ValueId> bits;
  const int width = static_cast<int>(std::bit_width(operands.size()));
  for (int bit = 0; bit < width; ++bit) bits.push_back(assembler_.constant(Shape::Word, {BlockEntry::What::ThresholdBit, id, bit, 0}));
  const ValueId truth = reaches(std::move(truths), bits);
  const ValueId falsity = assembler_.negated(reaches(std::move(possible), bits));
  return boolean(truth, falsity, assembler_.without(fault, assembler_.either(truth, falsity)));
}

ValueId Lowering::reaches(std::vector<ValueId> words, const std::vector<ValueId>& bits) {
  Assembler& a = assembler_;
  const auto exclusive = [&](ValueId x, ValueId y) { return a.either(a.without(x, y), a.without(y, x)); };
  ValueId enough = a.ones();  // no borrow yet: the count's lower bits are at least n's
  for (const ValueId bit : bits) {
    // Carry-save addition: three words of one weight become one of it and one of the next.
    std::vector<ValueId> carries;
    while (words.size() > 1) {
      const ValueId x = words.back();
      words.pop_back();
      const ValueId y = words.back();
      words.pop_back();
      const ValueId z = words.empty() ? a.zeros() : words.back();
      if (!words.empty()) words.pop_back();
      const ValueId half = exclusive(x, y);
      words.push_back(exclusive(half, z));
      carries.push_back(a.either(a.both(x, y), a.both(half, z)));
    }
    const ValueId count = words.empty() ? a.zeros() : words.front();
    enough = a.either(a.without(count, bit), a.both(a.negated(exclusive(count, bit)), enough));
    words = std::move(carries);
  }
  return enough;
}

}  // namespace seg::jit
