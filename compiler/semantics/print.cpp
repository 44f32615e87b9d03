// The typed form as indented text.

#include <fmt/format.h>

#include "compiler/semantics/hir.h"
#include "compiler/semantics/walk.h"
#include "runtime/plan/text.h"

namespace seg::hir {

namespace {

std::string_view relation_text(Relation relation) {
  switch (relation) {
    case Relation::Equal:
      return "equal";
    case Relation::Less:
      return "less";
    case Relation::LessEqual:
      return "less_equal";
  }
  return "";
}

std::string_view arithmetic_text(Arithmetic op) {
  switch (op) {
    case Arithmetic::Add:
      return "add";
    case Arithmetic::Subtract:
      return "subtract";
    case Arithmetic::Multiply:
      return "multiply";
    case Arithmetic::Divide:
      return "divide";
  }
  return "";
}

std::string_view conversion_text(Conversion conversion) {
  switch (conversion) {
    case Conversion::Rescale:
      return "rescale";
    case Conversion::ToFraction:
      return "to_fraction";
    case Conversion::ToFloat:
      return "to_float";
    case Conversion::DayStart:
      return "day_start";
  }
  return "";
}

std::string_view aggregate_text(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::Count:
      return "count";
    case Aggregate::Sum:
      return "sum";
    case Aggregate::Average:
      return "avg";
    case Aggregate::Min:
      return "min";
    case Aggregate::Max:
      return "max";
    case Aggregate::First:
      return "first";
    case Aggregate::Last:
      return "last";
    case Aggregate::Median:
      return "median";
    case Aggregate::Stddev:
      return "stddev";
    case Aggregate::Mode:
      return "mode";
    case Aggregate::Nth:
      return "nth";
    case Aggregate::Share:
      return "share";
    case Aggregate::AllTrue:
      return "all_true";
    case Aggregate::AtLeastTrue:
      return "at_least_true";
  }
  return "";
}

std::string_view cut_text(Cut cut) {
  switch (cut) {
    case Cut::Top:
      return "top";
    case Cut::Bottom:
      return "bottom";
    case Cut::Percentile:
      return "percentile";
    case Cut::Average:
      return "average";
    case Cut::Median:
      return "median";
    case Cut::Rank:
      return "rank";
  }
  return "";
}

std::string_view unit_text(Unit unit) {
  switch (unit) {
    case Unit::Day:
      return "day";
    case Unit::Week:
      return "week";
    case Unit::Month:
      return "month";
    case Unit::Quarter:
      return "quarter";
    case Unit::Year:
      return "year";
  }
  return "";
}

std::string_view test_text(TextTest test) {
  switch (test) {
    case TextTest::Contains:
      return "contains";
    case TextTest::StartsWith:
      return "starts_with";
    case TextTest::EndsWith:
      return "ends_with";
  }
  return "";
}

/// The node without its operands.
struct Head {
  const Hir& hir;
  const plan::Schema& schema() const { return hir.schema.plan; }

  std::string operator()(const Constant& node) const { return plan::literal_text(schema(), node.value); }
  std::string operator()(const Now&) const { return "now"; }
  std::string operator()(const ProfileField& node) const { return "profile." + schema().profile[node.field].name; }
  std::string operator()(const EventField& node) const {
    const plan::Stream& stream = schema().streams[node.stream];
    return fmt::format("{}.{}", stream.name, stream.fields[node.field].name);
  }
  std::string operator()(const EventAt& node) const { return schema().streams[node.stream].name + ".at"; }
  std::string operator()(const Lookup& node) const {
    const plan::Table& table = schema().tables[node.table];
    return fmt::format("lookup {}.{}", table.name, table.fields[node.field].name);
  }
  std::string operator()(const Gap&) const { return "gap"; }
  std::string operator()(const Apply& node) const { return std::string(plan::row_of(node.op).text); }
  std::string operator()(const TraitRef& node) const { return "trait " + hir.traits[node.trait].name; }
  std::string operator()(const SegmentRef& node) const { return "member of " + hir.segments[node.segment].name; }
  std::string operator()(const Logic& node) const { return node.op == Connective::And ? "and" : "or"; }
  std::string operator()(const Not&) const { return "not"; }
  std::string operator()(const AtLeast& node) const { return fmt::format("at_least {}", node.count); }
  std::string operator()(const IsKnown&) const { return "is_known"; }
  std::string operator()(const UnknownAs& node) const { return node.value ? "unknown_true" : "unknown_false"; }
  std::string operator()(const Compare& node) const { return std::string(relation_text(node.relation)); }
  std::string operator()(const InSet& node) const {
    const auto& elements = hir.sets[node.set].elements;
    std::string text = "in_set {";
    for (std::size_t index = 0; index < elements.size(); ++index) {
      if (index > 0) text += ", ";
      if (index == 8) return text + fmt::format("… {} more}}", elements.size() - index);
      text += plan::literal_text(schema(), elements[index]);
    }
    return text + "}";
  }
  std::string operator()(const TextCompare& node) const { return std::string(test_text(node.test)); }
  std::string operator()(const Binary& node) const { return std::string(arithmetic_text(node.op)); }
  std::string operator()(const Negate&) const { return "negate"; }
  std::string operator()(const Convert& node) const { return std::string(conversion_text(node.conversion)); }
  std::string operator()(const Fold& node) const {
    return fmt::format("{}{} over {}", aggregate_text(node.aggregate), node.distinct ? "_distinct" : "",
                       schema().streams[node.query.stream].name);
  }
  std::string operator()(const AmongEdge& node) const { return fmt::format("among over {}", schema().streams[node.query.stream].name); }
  std::string operator()(const Shift& node) const { return fmt::format("shift {:+} {}", node.count, unit_text(node.unit)); }
  std::string operator()(const UnitStart& node) const { return fmt::format("start {:+} {}", node.count, unit_text(node.unit)); }
  std::string operator()(const Sequence&) const { return "sequence"; }
  std::string operator()(const RankAtMost&) const { return "rank_at_most"; }
  std::string operator()(const Quintile&) const { return "quintile"; }
  std::string operator()(const PopulationCut& node) const {
    const std::string share = node.share ? " " + plan::literal_text(schema(), *node.share) : std::string();
    return fmt::format("cut {}{} {:?}", cut_text(node.cut), share, node.text);
  }
};

void print_query(const Hir& hir, const Query& query, std::size_t depth, std::string& out);
void print_steps(const Hir& hir, const Sequence& sequence, std::size_t depth, std::string& out);

void print_expr(const Hir& hir, ExprId id, std::size_t depth, std::string_view name, std::string& out) {
  const Expr& expr = hir[id];
  out.append(2 * depth, ' ');
  if (!name.empty()) out += fmt::format("{} ", name);
  out +=
      fmt::format("{} : {}{}\n", std::visit(Head{hir}, expr.node), plan::type_text(hir.schema.plan, expr.type), expr.optional ? "?" : "");
  if (const auto* sequence = std::get_if<Sequence>(&expr.node)) return print_steps(hir, *sequence, depth + 1, out);
  if (const auto* among = std::get_if<AmongEdge>(&expr.node)) return print_query(hir, among->query, depth + 1, out);
  if (const auto* fold = std::get_if<Fold>(&expr.node)) {
    print_query(hir, fold->query, depth + 1, out);
    if (fold->value) print_expr(hir, *fold->value, depth + 1, "value", out);
    if (fold->number) print_expr(hir, *fold->number, depth + 1, "number", out);
    return;
  }
  for_each_operand(hir, expr.node, [&](ExprId operand) { print_expr(hir, operand, depth + 1, {}, out); });
}

void print_query(const Hir& hir, const Query& query, std::size_t depth, std::string& out) {
  const std::pair<std::string_view, std::optional<ExprId>> parts[] = {{"from", query.from}, {"to", query.to}, {"where", query.where}};
  for (const auto& [part, operand] : parts) {
    if (operand) print_expr(hir, *operand, depth, part, out);
  }
  if (query.edge) print_expr(hir, query.edge->count, depth, query.edge->first ? "first" : "last", out);
  for (const Match& match : query.matches) {
    print_expr(hir, match.inner, depth, "each", out);
    print_expr(hir, match.outer, depth, "equal to", out);
  }
}

void print_steps(const Hir& hir, const Sequence& sequence, std::size_t depth, std::string& out) {
  for (const Step& step : sequence.steps) {
    out.append(2 * depth, ' ');
    out += fmt::format("{}{}{}", step.absent ? "no " : "", step.directly ? "directly " : "", hir.schema.plan.streams[step.query.stream].name);
    if (step.within) out += fmt::format(" within {} {}", step.within->count, step.within->unit ? unit_text(*step.within->unit) : "us");
    if (!step.query.matches.empty()) out += fmt::format(" like step {}", step.matched);
    out += '\n';
    print_query(hir, step.query, depth + 1, out);
  }
}

void print_fields(const plan::Schema& schema, const std::vector<plan::Field>& fields, std::string& out) {
  for (const plan::Field& field : fields) {
    out += fmt::format("    {} : {}{}\n", field.name, plan::type_text(schema, field.type), field.optional ? "?" : "");
  }
}

void print_schema(const plan::Schema& schema, std::string& out) {
  out += fmt::format("schema {} in {}\n", schema.name, schema.zone);
  out += fmt::format("  key {} : {}\n", schema.key.name, plan::type_text(schema, schema.key.type));
  out += "  profile\n";
  print_fields(schema, schema.profile, out);
  for (const plan::Stream& stream : schema.streams) {
    out += fmt::format("  event {}, {}\n", stream.name, stream.plural);
    print_fields(schema, stream.fields, out);
  }
  for (const plan::Table& table : schema.tables) {
    out += fmt::format("  table {} by {}\n", table.name, table.fields[table.key].name);
    print_fields(schema, table.fields, out);
  }
}

std::string example_value_text(const plan::Schema& schema, const ExampleValue& value) {
  std::vector<std::string> texts;
  for (const plan::Literal& literal : value.literals) texts.push_back(plan::literal_text(schema, literal));
  return value.list ? fmt::format("[{}]", fmt::join(texts, ", ")) : texts.front();
}

std::string example_fields_text(const plan::Schema& schema, const std::vector<plan::Field>& declared,
                                const std::vector<ExampleField>& fields) {
  std::vector<std::string> texts;
  for (const ExampleField& field : fields)
    texts.push_back(fmt::format("{} {}", declared[field.field].name, example_value_text(schema, field.value)));
  return fmt::format("{}", fmt::join(texts, ", "));
}

void print_example(const plan::Schema& schema, const Example& example, std::string& out) {
  out += fmt::format("  example {:?} {}member @{}us{}\n", example.title, example.member ? "" : "not ", example.as_of,
                     example.key ? fmt::format(" of {:?}", *example.key) : std::string());
  for (const ExampleCut& cut : example.cuts) out += fmt::format("    given {} is {}\n", cut.text, plan::literal_text(schema, cut.value));
  if (!example.profile.empty()) out += fmt::format("    profile {}\n", example_fields_text(schema, schema.profile, example.profile));
  for (std::size_t stream = 0; stream < example.streams.size(); ++stream) {
    for (const ExampleEvent& event : example.streams[stream]) {
      const std::string fields = example_fields_text(schema, schema.streams[stream].fields, event.fields);
      out += fmt::format("    {} @{}us {}\n", schema.streams[stream].name, event.at, fields);
    }
  }
  for (std::size_t table = 0; table < example.tables.size(); ++table) {
    for (const auto& row : example.tables[table])
      out += fmt::format("    {} {}\n", schema.tables[table].name, example_fields_text(schema, schema.tables[table].fields, row));
  }
}

}  // namespace

std::string print(const Hir& hir) {
  std::string out;
  print_schema(hir.schema.plan, out);
  for (const Trait& trait : hir.traits) {
    out += fmt::format("trait {}\n", trait.name);
    print_expr(hir, trait.value, 1, {}, out);
  }
  for (const Segment& segment : hir.segments) {
    out += fmt::format("{} {}\n", segment.arm ? "arm" : "segment", segment.name);
    print_expr(hir, segment.where, 1, {}, out);
    if (segment.arm) print_expr(hir, segment.arm->audited, 1, "audited", out);
    for (const Example& example : segment.examples) print_example(hir.schema.plan, example, out);
  }
  for (const Partition& partition : hir.partitions) {
    out += fmt::format("partition {}\n", partition.name);
    for (const std::uint32_t arm : partition.arms) out += fmt::format("  {}\n", hir.segments[arm].name);
  }
  return out;
}

}  // namespace seg::hir
