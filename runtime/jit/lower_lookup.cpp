#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;
using plan::Kind;

/// Keys become rows of the lookup table, -1 where there is none, and rows what the column has there.
Channels Lowering::lookup(const plan::Node& node, Domain domain) {
  const Channels key = operand(plan_.operands_of(node)[0], domain);
  const ValueId lanes = assembler_.lanes(domain);
  const ValueId rows = translated(key.value, {Table::What::Rows, plan::Op::Lookup, false, node.table, key.text, 0, 0}, domain);
  const auto gathered = [&](KernelId kernel, Table::What what, Shape shape) {
    const ValueId column = assembler_.table({what, plan::Op::Lookup, false, node.table, 0, node.payload, 0});
    return assembler_.output(assembler_.call(kernel, {lanes, column, rows}), 0, shape, domain);
  };
  Channels result;
  const ValueId found = gathered(KernelId::gather_bits, Table::What::ColumnKnown, Shape::Word);
  result.known = assembler_.both(SEG_MUTATE(missing_row_is_known, found, assembler_.ones()), key.known);
  result.fault = key.fault;
  switch (plan::form_of(node.type)) {
    case Form::List:
      result.value = assembler_.unary(LaneOp::Widen, Shape::Int64, rows);
      refer_to_list(result, node.type, {ListSource::What::Table, node.table, node.payload});
      break;
    case Form::Bit: {
      const ValueId flags = gathered(KernelId::gather_bits, Table::What::ColumnFlags, Shape::Word);
      return boolean(assembler_.both(flags, result.known), assembler_.without(result.known, flags), result.fault);
    }
    case Form::Fraction:  // no column holds one
    case Form::Int64:
      if (node.type.kind == Kind::Date) {
        const ValueId days = gathered(KernelId::gather_int32, Table::What::ColumnValues, Shape::Int32);
        result.value = assembler_.unary(LaneOp::Widen, Shape::Int64, days);
      } else {
        result.value = gathered(KernelId::gather_int64, Table::What::ColumnValues, Shape::Int64);
      }
      break;
    case Form::Float64: {
      result.value = gathered(KernelId::gather_float, Table::What::ColumnValues, Shape::Float64);
      const ValueId finite = assembler_.unary(LaneOp::Finite, Shape::Word, result.value);
      result.fault = assembler_.either(result.fault, assembler_.without(result.known, finite));
      result.known = assembler_.both(result.known, finite);
      break;
    }
    case Form::Code:
      result.value = gathered(KernelId::gather_int32, Table::What::ColumnValues, Shape::Int32);
      if (plan::is_text(node.type)) result.text = assembler_.text({TextSource::What::Table, node.table, node.payload});
      break;
  }
  return result;
}

}  // namespace seg::jit
