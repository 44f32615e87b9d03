#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Kind;
using plan::Op;

void Lowering::refer_to_list(Channels& channels, plan::Type type, const ListSource& source) {
  channels.list = assembler_.list(source);
  if (!plan::is_text(plan::element_of(type))) return;
  const auto what = source.what == ListSource::What::Profile ? TextSource::What::Profile
                    : source.what == ListSource::What::Event ? TextSource::What::Event
                                                             : TextSource::What::Table;
  channels.text = assembler_.text({what, source.stream, source.index});
}

Channels Lowering::constant_list(plan::NodeId id) {
  const plan::Node& node = plan_.nodes[id];
  Channels result;
  if (node.op == Op::When) {
    result = constant_list(plan_.operands_of(node)[1]);
  } else if (plan::row_of(node.op).signature == plan::Signature::TextChange) {
    result = constant_list(plan_.operands_of(node)[0]);
    result.text = changed_text(node.op, result.text);
  } else {
    refer_to_list(result, node.type, {ListSource::What::Table, node.table, node.payload});
  }
  return result;
}

/// The column with its texts as codes of `text`.
ValueId Lowering::list_column(const Channels& list, std::uint32_t text) {
  return assembler_.table({Table::What::List, Op::Parameter, false, list.list, list.text, text, 0});
}

Channels Lowering::list_element(Operands operands, Domain domain) {
  const Channels list = operand(operands[0], domain);
  const Channels value = operand(operands[1], domain);
  ValueId wanted = value.value;
  if (is_constant_text(operands[1])) {
    wanted = assembler_.constant(Shape::Int32, {BlockEntry::What::CodeOf, operands[1], 0, list.text});
  } else if (plan::is_text(type_of(operands[1])) && value.text != list.text) {
    wanted = translated(wanted, {Table::What::Translation, Op::Equal, false, 0, value.text, list.text, 0}, domain);
  }
  wanted = assembler_.spread(wanted, domain);
  if (assembler_.at(wanted).shape == Shape::Int32) wanted = assembler_.unary(LaneOp::Widen, Shape::Int64, wanted);
  const ValueId call = assembler_.call(
      KernelId::list_contains, {assembler_.lanes(domain), assembler_.spread(list.value, domain), list_column(list, list.text), wanted});
  const ValueId known = assembler_.both(list.known, value.known);
  const ValueId found = assembler_.output(call, 0, Shape::Word, domain);
  const ValueId open = SEG_MUTATE(unknown_element_is_another, assembler_.output(call, 1, Shape::Word, domain), assembler_.zeros());
  return boolean(assembler_.both(known, found), assembler_.without(known, assembler_.either(found, open)),
                 assembler_.either(list.fault, value.fault));
}

Channels Lowering::list_membership(const plan::Node& node, Domain domain) {
  const Channels list = operand(plan_.operands_of(node)[0], domain);
  const plan::Type type = plan_.parameters.sets[node.payload].type;
  const bool coded = plan::form_of(type) == plan::Form::Code;
  Table set{Table::What::Numbers, Op::InSet, false, node.payload, 0, 0, 0};
  if (plan::is_text(type)) {
    set.what = Table::What::TextSet;
    set.text = list.text;
  } else if (coded) {
    set.what = Table::What::EnumSet;
    set.size = static_cast<std::uint32_t>(plan_.schema.enums[type.unit].values.size());
  }
  const ValueId call = assembler_.call(
      coded ? KernelId::list_any_in_codes : KernelId::list_any_in_numbers,
      {assembler_.lanes(domain), assembler_.spread(list.value, domain), list_column(list, list.text), assembler_.table(set)});
  const ValueId found = assembler_.output(call, 0, Shape::Word, domain);
  const ValueId open = SEG_MUTATE(unknown_element_is_in_no_set, assembler_.output(call, 1, Shape::Word, domain), assembler_.zeros());
  return boolean(assembler_.both(list.known, found), assembler_.without(list.known, assembler_.either(found, open)), list.fault);
}

/// The second list's texts as codes of the first one's.
Channels Lowering::list_pair(Op op, Operands operands, Domain domain) {
  const Channels a = operand(operands[0], domain);
  const Channels b = operand(operands[1], domain);
  const bool any = SEG_MUTATE(all_for_any, op == Op::ListContainsAny, false);
  const ValueId call = assembler_.call(any ? KernelId::list_contains_any : KernelId::list_contains_all,
                                       {assembler_.lanes(domain), assembler_.spread(a.value, domain), list_column(a, a.text),
                                        assembler_.spread(b.value, domain), list_column(b, a.text)});
  const ValueId known = assembler_.both(a.known, b.known);
  return boolean(assembler_.both(known, assembler_.output(call, 0, Shape::Word, domain)),
                 assembler_.both(known, assembler_.output(call, 1, Shape::Word, domain)), assembler_.either(a.fault, b.fault));
}

Channels Lowering::list_test(const plan::Node& node, Operands operands, Domain domain) {
  if (node.op == plan::Op::ListAnyIn) return list_membership(node, domain);
  return node.op == plan::Op::ListContains ? list_element(operands, domain) : list_pair(node.op, operands, domain);
}

}  // namespace seg::jit
