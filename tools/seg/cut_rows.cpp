#include "tools/explain/value_text.h"
#include "tools/seg/report.h"

namespace seg::cli {
namespace {

std::string relation_of(plan::Op op) {
  if (op == plan::Op::CutTop || op == plan::Op::CutRank) return ">=";
  if (op == plan::Op::CutBottom) return "<=";
  return "=";
}

}  // namespace

std::vector<CutRow> cut_rows(const plan::Plan& plan, const columns::Cuts& cuts) {
  std::vector<CutRow> rows;
  for (std::size_t i = 0; i < plan.cuts.size() && i < cuts.size(); ++i) {
    const plan::Node& node = plan.nodes[plan.cuts[i].node];
    CutRow row{plan.cuts[i].text, relation_of(node.op), "", "", cuts[i].state == columns::State::Fault, cuts[i].population,
               cuts[i].tied,      cuts[i].faults};
    if (node.op == plan::Op::CutRank) row.rank = plan.parameters.slots[plan.nodes[plan.operands_of(node)[1]].payload].number;
    if (cuts[i].state == columns::State::Known) {
      explain::ValueText text = explain::number_text(plan.schema, node.type, {cuts[i].number, cuts[i].denominator, cuts[i].real});
      row.value = std::move(text.exact);
      row.shown = std::move(text.shown);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace seg::cli
