#include "compiler/syntax/print.h"

namespace seg::ast {

namespace {

std::string_view case_text(bool ignoring) { return ignoring ? " ignoring case" : ""; }

/// One overload a kind of expression.
struct ExprLines {
  Printer& printer;

  // ---- literals
  void write(const IntLiteral& node, Span span) { printer.line(fmt::format("int {}", node.value), span); }
  void write(const DecimalLiteral& node, Span span) { printer.line(fmt::format("decimal {}e-{}", node.mantissa, node.scale), span); }
  void write(const PercentLiteral& node, Span span) { printer.line(fmt::format("percent {}e-{}", node.mantissa, node.scale), span); }
  void write(const MoneyLiteral& node, Span span) {
    printer.line(fmt::format("money {}e-{} {}", node.mantissa, node.scale, printer.text(node.currency)), span);
  }
  void write(const QuantityLiteral& node, Span span) {
    printer.line(fmt::format("quantity {} {}{}", node.count, node.calendar ? "calendar " : "", word(node.unit)), span);
  }
  void write(const DateLiteral& node, Span span) { printer.line(fmt::format("date {}", node.days), span); }
  void write(const MonthLiteral& node, Span span) { printer.line(fmt::format("month {}-{:02}", node.year, node.month), span); }
  void write(const TimestampLiteral& node, Span span) { printer.line(fmt::format("timestamp {}", node.micros), span); }
  void write(const ClockLiteral& node, Span span) { printer.line(fmt::format("clock {}", node.minutes), span); }
  void write(const StringLiteral& node, Span span) { printer.line(fmt::format("string \"{}\"", printer.text(node.text)), span); }
  void write(const BoolLiteral& node, Span span) { printer.line(node.value ? "true" : "false", span); }
  void write(const YearLiteral& node, Span span) { printer.line(fmt::format("year {}", node.year), span); }

  // ---- names and calls
  void write(const NameExpr& node, Span span) { printer.line(fmt::format("name {}", printer.text(node.name)), span); }
  void write(const PathExpr& node, Span span) {
    printer.line(fmt::format("path .{}", printer.text(node.member)), span);
    printer.child(node.base);
  }
  void write(const CallExpr& node, Span span) {
    const std::string module = node.module ? fmt::format("{}.", printer.text(*node.module)) : "";
    printer.line(fmt::format("call {}{}{}", module, printer.text(node.function), node.distinct ? " distinct" : ""), span);
    printer.children(node.arguments);
  }
  void write(const AggregateExpr& node, Span span) {
    printer.line(fmt::format("aggregate {}{}", printer.text(node.function), node.distinct ? " distinct" : ""), span);
    if (node.number) printer.child(*node.number);
    if (node.value) printer.child(*node.value);
    printer.inside([&] { print_query(printer, node.query); });
  }

  // ---- operators
  void write(const NegateExpr& node, Span span) {
    printer.line("negate", span);
    printer.child(node.operand);
  }
  void write(const ArithmeticExpr& node, Span span) {
    printer.line(fmt::format("arithmetic {}", word(node.op)), span);
    printer.child(node.left);
    printer.child(node.right);
  }
  void write(const CompareExpr& node, Span span) {
    printer.line(fmt::format("compare {}{}", word(node.op), case_text(node.ignoring_case)), span);
    printer.child(node.left);
    printer.child(node.right);
  }
  void write(const RangeExpr& node, Span span) {
    printer.line(node.negated ? "not in range" : "in range", span);
    printer.child(node.value);
    printer.child(node.low);
    printer.child(node.high);
  }
  void write(const InListExpr& node, Span span) {
    printer.line(fmt::format("{}in list{}", node.negated ? "not " : "", case_text(node.ignoring_case)), span);
    printer.child(node.value);
    printer.children(node.items);
  }
  void write(const InPeriodExpr& node, Span span) {
    printer.line(node.negated ? "not in period" : "in period", span);
    printer.child(node.value);
    printer.child(node.period);
  }
  void write(const InPopulationExpr& node, Span span) {
    printer.line(fmt::format("{}in {}", node.negated ? "not " : "", node.side == PopulationSide::Top ? "top" : "bottom"), span);
    printer.child(node.value);
    printer.child(node.share);
    if (node.among) among(*node.among);
  }
  void write(const TextExpr& node, Span span) {
    printer.line(fmt::format("{}{}{}", node.negated ? "not " : "", word(node.op), case_text(node.ignoring_case)), span);
    printer.child(node.left);
    printer.child(node.right);
  }
  void write(const IsKnownExpr& node, Span span) {
    printer.line(node.known ? "is known" : "is unknown", span);
    printer.child(node.operand);
  }
  void write(const SuffixExpr& node, Span span) {
    printer.line(node.or_unknown ? "or unknown" : "and known", span);
    printer.child(node.operand);
  }
  void write(const NotExpr& node, Span span) {
    printer.line("not", span);
    printer.child(node.operand);
  }
  void write(const ChainExpr& node, Span span) {
    printer.line(node.conjunction ? "and" : "or", span);
    printer.children(node.operands);
  }
  void write(const MixedChainExpr& node, Span span) {
    printer.line("mixed", span);
    printer.children(node.operands);
  }
  void write(const BracketExpr& node, Span span) {
    printer.line("brackets", span);
    printer.child(node.inner);
  }
  void write(const BlockExpr& node, Span span) {
    const bool counted = node.kind == BlockKind::AtLeast || node.kind == BlockKind::AtMost || node.kind == BlockKind::Exactly;
    printer.line(counted ? fmt::format("{} {} of", word(node.kind), node.count) : fmt::format("{} of", word(node.kind)), span);
    printer.children(node.clauses);
  }
  void write(const QuantifiedExpr& node, Span span) {
    printer.line(fmt::format("quantified {}", word(node.quantifier)), span);
    if (node.low) printer.child(*node.low);
    if (node.high) printer.child(*node.high);
    printer.inside([&] { print_query(printer, node.query); });
    if (!node.satisfies) return;
    printer.inside([&] {
      printer.line("satisfies", printer.ast[*node.satisfies].span);
      printer.child(*node.satisfies);
    });
  }
  void write(const MemberOfExpr& node, Span span) {
    printer.line(fmt::format("member of {}", path_text(node.path)), span);
  }
  void write(const ScoreExpr& node, Span span) {
    printer.line("score", span);
    printer.inside([&] {
      for (std::uint32_t i = 0; i < node.items.count; ++i) {
        const ScoreItem& item = printer.ast.score_items[node.items.first + i];
        printer.line("item", item.span);
        printer.child(item.points);
        printer.child(item.condition);
      }
    });
  }
  void write(const MatchesExpr& node, Span span) {
    const std::string_view flags = printer.text(node.flags);
    printer.line(fmt::format("{}matches \"{}\"{}{}{}", node.negated ? "not " : "", printer.text(node.pattern),
                             flags.empty() ? "" : " flags ", flags, case_text(node.ignoring_case)),
                 span);
    printer.child(node.left);
  }
  void write(const ListExpr& node, Span span) {
    printer.line(fmt::format("{}{}{}", word(node.test), node.field ? " a field" : "", case_text(node.ignoring_case)), span);
    printer.child(node.left);
    printer.children(node.items);
    if (node.field) printer.child(*node.field);
  }
  void write(const GroupingExpr& node, Span span) {
    printer.line(node.negated ? "grouping no" : "grouping any", span);
    printer.child(node.key);
    printer.inside([&] {
      print_query(printer, node.query);
      printer.line("with", printer.ast[node.with].span);
      printer.child(node.with);
    });
  }
  void write(const AmongExpr& node, Span span) {
    printer.line("value among", span);
    printer.child(node.value);
    among(node.among);
  }
  void write(const ZonedExpr& node, Span span) {
    printer.line("zoned", span);
    printer.child(node.value);
    printer.inside([&] { print_zone(printer, node.zone); });
  }
  void write(const WithinExpr& node, Span span) {
    printer.line(node.next ? "within next" : "within last", span);
    printer.child(node.value);
    printer.child(node.length);
    if (node.zone) printer.inside([&] { print_zone(printer, *node.zone); });
  }
  void write(const OpenExpr& node, Span span) {
    printer.line(node.since ? "since" : "before", span);
    printer.child(node.value);
    print_instant(printer, node.instant);
  }
  void write(const BetweenExpr& node, Span span) {
    printer.line("between", span);
    printer.child(node.value);
    print_instant(printer, node.from);
    print_instant(printer, node.to);
  }
  void write(const InCalendarExpr& node, Span span) {
    printer.line(fmt::format("{}in {} calendar {}", node.negated ? "not " : "", node.previous ? "previous" : "this", word(node.unit)), span);
    printer.child(node.value);
    if (node.zone) printer.inside([&] { print_zone(printer, *node.zone); });
  }
  void write(const SequenceExpr& node, Span span) {
    printer.line("sequence", span);
    printer.inside([&] {
      for (std::uint32_t i = 0; i < node.steps.count; ++i) step(printer.ast.steps[node.steps.first + i]);
    });
  }
  void step(const SequenceStep& step) {
    printer.line(fmt::format("step{}{}", step.directly ? " directly" : "", step.absent ? " no" : ""), step.span);
    printer.inside([&] { print_query(printer, step.query); });
    if (!step.within) return;
    printer.inside([&] {
      printer.line("within", printer.ast[*step.within].span);
      printer.child(*step.within);
    });
  }
  void among(const Among& among) {
    printer.inside([&] {
      printer.line(among.condition ? std::string("among") : fmt::format("among members of {}", path_text(among.members)), among.span);
      if (among.condition) printer.child(*among.condition);
    });
  }
  std::string path_text(IdRange path) {
    std::string text;
    for (std::uint32_t i = 0; i < path.count; ++i) text += fmt::format("{}{}", i == 0 ? "" : ".", printer.text(printer.ast.names[path.first + i]));
    return text;
  }
  void write(const ErrorExpr&, Span span) { printer.line("error", span); }
};

}  // namespace

void print_expr(Printer& printer, ExprId id) {
  const Expr& node = printer.ast[id];
  std::visit([&](const auto& which) { ExprLines{printer}.write(which, node.span); }, node.node);
}

}  // namespace seg::ast
