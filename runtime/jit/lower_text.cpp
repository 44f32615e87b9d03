#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Op;

/// Codes of one dictionary as what a CodeTable makes of them.
ValueId Lowering::translated(ValueId codes, const Table& table, Domain domain) {
  const ValueId call =
      assembler_.call(KernelId::translate_code, {assembler_.lanes(domain), assembler_.spread(codes, domain), assembler_.table(table)});
  return assembler_.output(call, 0, Shape::Int32, domain);
}

/// The derived texts are distinct: equal ones have equal codes.
std::uint32_t Lowering::changed_text(Op op, std::uint32_t text) { return assembler_.text({TextSource::What::Derived, 0, text, op}); }

/// Of a list, the codes are translated where its elements are read.
Channels Lowering::text_change(Op op, plan::NodeId operand_id, Domain domain) {
  Channels result = operand(operand_id, domain);
  result.text = changed_text(op, result.text);
  if (!type_of(operand_id).list) {
    const Table table{Table::What::Derived, Op::Parameter, false, 0, result.text, 0, 0};
    result.value = translated(result.value, table, domain);
  }
  return result;
}

Channels Lowering::text_size(plan::NodeId operand_id, Domain domain) {
  Channels result = operand(operand_id, domain);
  const Table table{Table::What::Lengths, Op::Length, false, 0, result.text, 0, 0};
  result.value = assembler_.unary(LaneOp::Widen, Shape::Int64, translated(result.value, table, domain));
  return result;
}

}  // namespace seg::jit
