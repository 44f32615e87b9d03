#include "compiler/syntax/ast.h"

#include <fmt/format.h>

namespace seg::ast {

namespace {

std::string_view word(Comparison op) {
  switch (op) {
    case Comparison::Equal: return "=";
    case Comparison::NotEqual: return "!=";
    case Comparison::Less: return "<";
    case Comparison::LessEqual: return "<=";
    case Comparison::Greater: return ">";
    case Comparison::GreaterEqual: return ">=";
  }
  return "";
}

std::string_view word(ArithmeticOp op) {
  switch (op) {
    case ArithmeticOp::Add: return "+";
    case ArithmeticOp::Subtract: return "-";
    case ArithmeticOp::Multiply: return "*";
    case ArithmeticOp::Divide: return "/";
  }
  return "";
}

std::string_view word(Unit unit) {
  switch (unit) {
    case Unit::Second: return "second";
    case Unit::Minute: return "minute";
    case Unit::Hour: return "hour";
    case Unit::Day: return "day";
    case Unit::Week: return "week";
    case Unit::Month: return "month";
    case Unit::Quarter: return "quarter";
    case Unit::Year: return "year";
  }
  return "";
}

std::string_view word(TextOp op) {
  switch (op) {
    case TextOp::Contains: return "contains";
    case TextOp::StartsWith: return "starts with";
    case TextOp::EndsWith: return "ends with";
  }
  return "";
}

std::string_view word(BlockKind kind) {
  switch (kind) {
    case BlockKind::All: return "all";
    case BlockKind::Any: return "any";
    case BlockKind::None: return "none";
    case BlockKind::AtLeast: return "at least";
    case BlockKind::AtMost: return "at most";
    case BlockKind::Exactly: return "exactly";
  }
  return "";
}

std::string_view word(Quantifier quantifier) {
  switch (quantifier) {
    case Quantifier::No: return "no";
    case Quantifier::Any: return "any";
    case Quantifier::AtLeast: return "at least";
    case Quantifier::AtMost: return "at most";
    case Quantifier::Exactly: return "exactly";
    case Quantifier::Between: return "between";
    case Quantifier::Every: return "every";
  }
  return "";
}

/// Writes a tree; `depth` is the indentation of the node being written.
struct Printer {
  const Ast& ast;
  const Sources& sources;
  const Symbols& symbols;
  std::string out;
  int depth = 0;

  void line(std::string_view text, Span span) {
    const Position from = sources[span.source].position(span.begin);
    const Position to = sources[span.source].position(span.end);
    out += fmt::format("{:{}}{} @{}:{}-{}:{}\n", "", depth * 2, text, from.line, from.column, to.line, to.column);
  }
  std::string_view text(Symbol symbol) const { return symbols.text(symbol); }
  std::string_view text(const Name& name) const { return symbols.text(name.symbol); }

  template <typename Write>
  void inside(const Write& write) {
    ++depth;
    write();
    --depth;
  }
  void child(ExprId id) {
    inside([&] { expr(id); });
  }
  void children(IdRange range) {
    for (std::uint32_t i = 0; i < range.count; ++i) child(ast.expr_list[range.first + i]);
  }

  void expr(ExprId id) {
    const Expr& node = ast[id];
    std::visit([&](const auto& which) { write(which, node.span); }, node.node);
  }

  // ---- literals
  void write(const IntLiteral& node, Span span) { line(fmt::format("int {}", node.value), span); }
  void write(const DecimalLiteral& node, Span span) { line(fmt::format("decimal {}e-{}", node.mantissa, node.scale), span); }
  void write(const PercentLiteral& node, Span span) { line(fmt::format("percent {}e-{}", node.mantissa, node.scale), span); }
  void write(const MoneyLiteral& node, Span span) { line(fmt::format("money {}e-{} {}", node.mantissa, node.scale, text(node.currency)), span); }
  void write(const QuantityLiteral& node, Span span) {
    line(fmt::format("quantity {} {}{}", node.count, node.calendar ? "calendar " : "", word(node.unit)), span);
  }
  void write(const DateLiteral& node, Span span) { line(fmt::format("date {}", node.days), span); }
  void write(const MonthLiteral& node, Span span) { line(fmt::format("month {}-{:02}", node.year, node.month), span); }
  void write(const TimestampLiteral& node, Span span) { line(fmt::format("timestamp {}", node.micros), span); }
  void write(const ClockLiteral& node, Span span) { line(fmt::format("clock {}", node.minutes), span); }
  void write(const StringLiteral& node, Span span) { line(fmt::format("string \"{}\"", text(node.text)), span); }
  void write(const BoolLiteral& node, Span span) { line(node.value ? "true" : "false", span); }
  void write(const YearLiteral& node, Span span) { line(fmt::format("year {}", node.year), span); }

  // ---- names and calls
  void write(const NameExpr& node, Span span) { line(fmt::format("name {}", text(node.name)), span); }
  void write(const PathExpr& node, Span span) {
    line(fmt::format("path .{}", text(node.member)), span);
    child(node.base);
  }
  void write(const CallExpr& node, Span span) {
    line(fmt::format("call {}", text(node.function)), span);
    children(node.arguments);
  }
  void write(const AggregateExpr& node, Span span) {
    line(fmt::format("aggregate {}{}", text(node.function), node.distinct ? " distinct" : ""), span);
    if (node.value) child(*node.value);
    query(node.query);
  }

  // ---- operators
  void write(const NegateExpr& node, Span span) {
    line("negate", span);
    child(node.operand);
  }
  void write(const ArithmeticExpr& node, Span span) {
    line(fmt::format("arithmetic {}", word(node.op)), span);
    child(node.left);
    child(node.right);
  }
  void write(const CompareExpr& node, Span span) {
    line(fmt::format("compare {}", word(node.op)), span);
    child(node.left);
    child(node.right);
  }
  void write(const RangeExpr& node, Span span) {
    line(node.negated ? "not in range" : "in range", span);
    child(node.value);
    child(node.low);
    child(node.high);
  }
  void write(const InListExpr& node, Span span) {
    line(node.negated ? "not in list" : "in list", span);
    child(node.value);
    children(node.items);
  }
  void write(const InPeriodExpr& node, Span span) {
    line(node.negated ? "not in period" : "in period", span);
    child(node.value);
    child(node.period);
  }
  void write(const InPopulationExpr& node, Span span) {
    line(fmt::format("{}in {}", node.negated ? "not " : "", node.side == PopulationSide::Top ? "top" : "bottom"), span);
    child(node.value);
    child(node.share);
  }
  void write(const TextExpr& node, Span span) {
    line(fmt::format("{}{}", node.negated ? "not " : "", word(node.op)), span);
    child(node.left);
    child(node.right);
  }
  void write(const IsKnownExpr& node, Span span) {
    line(node.known ? "is known" : "is unknown", span);
    child(node.operand);
  }
  void write(const SuffixExpr& node, Span span) {
    line(node.or_unknown ? "or unknown" : "and known", span);
    child(node.operand);
  }
  void write(const NotExpr& node, Span span) {
    line("not", span);
    child(node.operand);
  }
  void write(const ChainExpr& node, Span span) {
    line(node.conjunction ? "and" : "or", span);
    children(node.operands);
  }
  void write(const MixedChainExpr& node, Span span) {
    line("mixed", span);
    children(node.operands);
  }
  void write(const BracketExpr& node, Span span) {
    line("brackets", span);
    child(node.inner);
  }
  void write(const BlockExpr& node, Span span) {
    const bool counted = node.kind == BlockKind::AtLeast || node.kind == BlockKind::AtMost || node.kind == BlockKind::Exactly;
    line(counted ? fmt::format("{} {} of", word(node.kind), node.count) : fmt::format("{} of", word(node.kind)), span);
    children(node.clauses);
  }
  void write(const QuantifiedExpr& node, Span span) {
    line(fmt::format("quantified {}", word(node.quantifier)), span);
    if (node.low) child(*node.low);
    if (node.high) child(*node.high);
    query(node.query);
  }
  void write(const MemberOfExpr& node, Span span) {
    std::string path;
    for (std::uint32_t i = 0; i < node.path.count; ++i) path += fmt::format("{}{}", i == 0 ? "" : ".", text(ast.names[node.path.first + i]));
    line(fmt::format("member of {}", path), span);
  }
  void write(const NotYet& node, Span span) { line(fmt::format("not yet: {}", node.feature), span); }
  void write(const ScoreExpr&, Span span) { line("score", span); }
  void write(const MatchesExpr&, Span span) { line("matches", span); }
  void write(const ListExpr&, Span span) { line("list test", span); }
  void write(const GroupingExpr&, Span span) { line("grouping", span); }
  void write(const ErrorExpr&, Span span) { line("error", span); }

  // ---- queries and windows
  void query(QueryId id) {
    const Query& query = ast[id];
    inside([&] {
      line(fmt::format("query {}", text(query.stream)), query.span);
      inside([&] {
        if (query.window) std::visit([&](const auto& which) { window(which, query.window->span); }, query.window->node);
        if (!query.where) return;
        line("where", ast[*query.where].span);
        child(*query.where);
      });
    });
  }
  void instant(const Instant& instant) {
    inside([&] {
      line(instant.ago ? "ago" : "at", instant.span);
      child(instant.value);
    });
  }
  void window(const LastWindow& node, Span span) {
    line("window last", span);
    child(node.length);
  }
  void window(const PreviousWindow& node, Span span) {
    line("window previous", span);
    child(node.length);
  }
  void window(const PeriodWindow& node, Span span) {
    line("window in", span);
    child(node.low);
    if (node.high) child(*node.high);
  }
  void window(const BetweenWindow& node, Span span) {
    line("window between", span);
    instant(node.from);
    instant(node.to);
  }
  void window(const SinceWindow& node, Span span) {
    line("window since", span);
    instant(node.from);
  }
  void window(const BeforeWindow& node, Span span) {
    line("window before", span);
    instant(node.to);
  }
  void window(const NotYet& node, Span span) { write(node, span); }

  // ---- declarations
  void field(const FieldDecl& field) {
    std::string type(text(field.type.name));
    std::string arguments;
    for (const EnumValue& value : field.type.values) arguments += fmt::format("{}{}", arguments.empty() ? "" : field.type.ordered ? " < " : ", ", text(value.text));
    for (const TypeArgument& argument : field.type.arguments) {
      if (!arguments.empty()) arguments += ", ";
      if (argument.number) arguments += std::to_string(*argument.number);
      if (argument.name) arguments += text(*argument.name);
    }
    if (!arguments.empty()) type += fmt::format("({})", arguments);
    if (field.type.optional) type += '?';
    for (const Attribute& attribute : field.attributes) {
      type += fmt::format(" {}", text(attribute.name));
      if (attribute.argument) type += fmt::format("({})", text(*attribute.argument));
    }
    line(fmt::format("field {} {}", text(field.name), type), field.span);
    doc(field.doc, field.span);
  }
  void doc(const std::string& doc, Span span) {
    if (!doc.empty()) inside([&] { line(fmt::format("doc \"{}\"", doc), span); });
  }

  void decl(const SchemaDecl& schema) {
    line(fmt::format("schema {}", text(schema.name)), schema.span);
    doc(schema.doc, schema.span);
    inside([&] {
      if (schema.timezone) line(fmt::format("timezone \"{}\"", text(*schema.timezone)), schema.timezone_span);
      for (const VocabularyDecl& vocabulary : schema.vocabularies) {
        std::string values;
        for (const Name& value : vocabulary.values) values += fmt::format(" {}", text(value));
        line(fmt::format("vocabulary {}{}", text(vocabulary.kind), values), vocabulary.span);
      }
      if (!schema.profile.empty()) line("profile", schema.profile_span);
      inside([&] {
        for (const FieldDecl& declared : schema.profile) field(declared);
      });
      for (const TableDecl& table : schema.tables) fields(fmt::format("table {}", text(table.name)), table.span, table.fields);
      for (const EventDecl& event : schema.events) {
        std::string head = fmt::format("event {}", text(event.singular));
        if (event.plural) head += fmt::format(", {}", text(*event.plural));
        if (event.role) head += fmt::format(" role {}", text(*event.role));
        fields(head, event.span, event.fields);
      }
    });
  }
  void fields(std::string_view head, Span span, const std::vector<FieldDecl>& list) {
    line(head, span);
    inside([&] {
      for (const FieldDecl& declared : list) field(declared);
    });
  }
  void decl(const TraitDecl& trait) {
    line(fmt::format("trait {}", text(trait.name)), trait.span);
    doc(trait.doc, trait.span);
    inside([&] {
    });
    if (trait.value) child(*trait.value);
  }
  void decl(const SegmentDecl& segment) {
    line(segment.title ? fmt::format("segment {} \"{}\"", text(segment.name), text(*segment.title)) : fmt::format("segment {}", text(segment.name)), segment.span);
    doc(segment.doc, segment.span);
    inside([&] {
      for (const MetaItem& item : segment.metadata) meta(item);
      if (!segment.where) return;
      line("where", segment.where_span);
      child(*segment.where);
    });
  }
  void meta(const MetaItem& item) {
    std::string head = fmt::format("meta {}", text(item.key));
    if (item.comparison) head += fmt::format(" {}", word(*item.comparison));
    if (item.in_profile_timezone) head += " in a zone";
    line(head, item.span);
    for (const ExprId value : item.values) child(value);
    if (!item.since) return;
    inside([&] {
      line("since", ast[*item.since].span);
      child(*item.since);
    });
  }
  void decl(const NotYetDecl& declared) {
    line(declared.name ? fmt::format("not yet: {} {}", declared.feature, text(*declared.name)) : fmt::format("not yet: {}", declared.feature), declared.span);
  }
};

}  // namespace

std::string print(const Ast& ast, const Sources& sources, const Symbols& symbols) {
  Printer printer{ast, sources, symbols, {}, 0};
  for (const Decl& decl : ast.decls) std::visit([&](const auto& which) { printer.decl(which); }, decl);
  return std::move(printer.out);
}

}  // namespace seg::ast
