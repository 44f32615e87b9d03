#include "tests/field/deletions.h"

#include <algorithm>

namespace seg::field {

namespace {

/// Walks one definition from the top; each deletable part is found where it stands.
class Walk {
 public:
  Walk(const ast::Ast& ast, std::vector<Deletion>& found) : ast_(ast), found_(found) {}

  void expr(ast::ExprId id) {
    if (const auto* steps = std::get_if<ast::SequenceExpr>(&ast_[id].node)) return visit_sequence(*steps, ast_[id].span);
    std::visit([this](const auto& node) { visit(node); }, ast_[id].node);
  }
  void query(ast::QueryId id) { parts(ast_[id], std::nullopt, false); }

 private:
  Span at(std::uint32_t begin, std::uint32_t end) const { return {ast_.source, begin, end}; }
  void add(Span span) { found_.push_back({"", false, span, {{span, ""}}}); }
  void add(std::uint32_t begin, std::uint32_t end) { add(at(begin, end)); }
  void all(ast::IdRange range) {
    for (std::uint32_t i = 0; i < range.count; ++i) expr(item(range, i));
  }
  ast::ExprId item(ast::IdRange range, std::uint32_t i) const { return ast_.expr_list[range.first + i]; }
  Span span(ast::IdRange range, std::uint32_t i) const { return ast_[item(range, i)].span; }

  // ---- where something can go
  void visit(const ast::BlockExpr& block) {
    for (std::uint32_t i = 0; i < block.clauses.count && block.clauses.count > 1; ++i) add(span(block.clauses, i));
    all(block.clauses);
  }
  /// An operand goes with the connective after it; the last with the one before it.
  void visit(const ast::ChainExpr& chain) {
    const std::uint32_t last = chain.operands.count - 1;
    for (std::uint32_t i = 0; i < last; ++i) add(span(chain.operands, i).begin, span(chain.operands, i + 1).begin);
    add(span(chain.operands, last - 1).end, span(chain.operands, last).end);
    all(chain.operands);
  }
  void visit(const ast::QuantifiedExpr& quantified) {
    query(quantified.query);
    if (!quantified.satisfies) return;
    const bool needed = quantified.quantifier == ast::Quantifier::Every;
    if (!needed) add(end_of_events(ast_[quantified.query]), ast_[*quantified.satisfies].span.end);
    expr(*quantified.satisfies);
  }
  /// Where what `satisfies` tests ends; a name for an event, which nothing else needs, goes with it.
  static std::uint32_t end_of_events(const ast::Query& query) {
    const bool name_is_last = query.alias && !query.window && !query.where;
    return name_is_last ? query.stream.span.end : query.span.end;
  }
  void visit_sequence(const ast::SequenceExpr& sequence, Span span) {
    const auto step = [&](std::uint32_t i) -> const ast::SequenceStep& { return ast_.steps[sequence.steps.first + i]; };
    if (sequence.steps.count == 2) leave_first(span, step(0), step(1));
    for (std::uint32_t i = 1; i < sequence.steps.count && sequence.steps.count > 2; ++i) add(step(i - 1).span.end, step(i).span.end);
    for (std::uint32_t i = 0; i < sequence.steps.count; ++i) parts(ast_[step(i).query], step(i).within, step(i).absent);
  }
  /// `sequence { E as e … then … }` becomes `any E …`; the name goes too, since only a later step could need it.
  void leave_first(Span sequence, const ast::SequenceStep& first, const ast::SequenceStep& second) {
    const ast::Query& query = ast_[first.query];
    const std::uint32_t stream = query.stream.span.end;
    std::vector<Edit> edits{{at(sequence.begin, query.stream.span.begin), "any "}};
    if (query.alias) edits.push_back({at(stream, query.alias->span.end), ""});
    edits.push_back({at(first.span.end, sequence.end), ""});
    found_.push_back({"", false, second.span, std::move(edits)});
  }
  /// Of a query, or of a step: there `within` stands before `where`, and an absence needs it.
  void parts(const ast::Query& query, std::optional<ast::ExprId> within, bool absent) {
    std::uint32_t end = query.alias ? query.alias->span.end : query.stream.span.end;
    const auto part = [&](Span span, bool deletable) {
      if (deletable) add(end, span.end);
      end = span.end;
    };
    if (query.edge) add(query.edge->span.begin, query.stream.span.begin);
    if (query.window) part(query.window->span, true);
    if (within) part(ast_[*within].span, !absent);
    if (!query.where) return;
    part(ast_[*query.where].span, true);
    expr(*query.where);
  }
  void visit(const ast::ScoreExpr& score) {
    for (std::uint32_t i = 0; i < score.items.count; ++i) {
      const ast::ScoreItem& item = ast_.score_items[score.items.first + i];
      add(item.span);
      expr(item.condition);
    }
  }

  // ---- what only holds others
  void visit(const ast::PathExpr& path) { expr(path.base); }
  void visit(const ast::CallExpr& call) { all(call.arguments); }
  void visit(const ast::AggregateExpr& aggregate) {
    if (aggregate.value) expr(*aggregate.value);
    query(aggregate.query);
  }
  void visit(const ast::NegateExpr& negate) { expr(negate.operand); }
  void visit(const ast::ArithmeticExpr& arithmetic) { both(arithmetic.left, arithmetic.right); }
  void visit(const ast::CompareExpr& compare) { both(compare.left, compare.right); }
  void visit(const ast::TextExpr& test) { both(test.left, test.right); }
  void both(ast::ExprId left, ast::ExprId right) {
    expr(left);
    expr(right);
  }
  void visit(const ast::RangeExpr& range) { expr(range.value); }
  void visit(const ast::InListExpr& list) { expr(list.value); }
  void visit(const ast::InPeriodExpr& period) { expr(period.value); }
  void visit(const ast::InPopulationExpr& population) {
    expr(population.value);
    if (population.among && population.among->condition) expr(*population.among->condition);
  }
  void visit(const ast::AmongExpr& among) {
    expr(among.value);
    if (among.among.condition) expr(*among.among.condition);
  }
  void visit(const ast::MatchesExpr& matches) { expr(matches.left); }
  void visit(const ast::ListExpr& list) { expr(list.left); }
  void visit(const ast::IsKnownExpr& known) { expr(known.operand); }
  void visit(const ast::SuffixExpr& suffix) { expr(suffix.operand); }
  void visit(const ast::NotExpr& negation) { expr(negation.operand); }
  void visit(const ast::MixedChainExpr& chain) { all(chain.operands); }
  void visit(const ast::BracketExpr& bracket) { expr(bracket.inner); }
  void visit(const ast::GroupingExpr& grouping) {
    query(grouping.query);
    expr(grouping.with);
  }
  void visit(const ast::ZonedExpr& zoned) { expr(zoned.value); }
  void visit(const ast::WithinExpr& within) { expr(within.value); }
  void visit(const ast::OpenExpr& open) { expr(open.value); }
  void visit(const ast::BetweenExpr& between) { expr(between.value); }
  void visit(const ast::InCalendarExpr& calendar) { expr(calendar.value); }

  // ---- leaves
  void visit(const ast::IntLiteral&) {}
  void visit(const ast::DecimalLiteral&) {}
  void visit(const ast::PercentLiteral&) {}
  void visit(const ast::MoneyLiteral&) {}
  void visit(const ast::QuantityLiteral&) {}
  void visit(const ast::DateLiteral&) {}
  void visit(const ast::MonthLiteral&) {}
  void visit(const ast::TimestampLiteral&) {}
  void visit(const ast::ClockLiteral&) {}
  void visit(const ast::StringLiteral&) {}
  void visit(const ast::BoolLiteral&) {}
  void visit(const ast::YearLiteral&) {}
  void visit(const ast::NameExpr&) {}
  void visit(const ast::MemberOfExpr&) {}
  void visit(const ast::SequenceExpr&) {}
  void visit(const ast::ErrorExpr&) {}

  const ast::Ast& ast_;
  std::vector<Deletion>& found_;
};

}  // namespace

std::vector<Deletion> deletions(const ast::Ast& ast, const Symbols& symbols) {
  std::vector<Deletion> all;
  for (const ast::Decl& decl : ast.decls) {
    std::vector<Deletion> found;
    Walk walk(ast, found);
    std::string owner;
    const auto* segment = std::get_if<ast::SegmentDecl>(&decl);
    if (segment != nullptr && segment->where) {
      owner = symbols.text(segment->name.symbol);
      walk.expr(*segment->where);
    }
    if (const auto* trait = std::get_if<ast::TraitDecl>(&decl)) {
      owner = symbols.text(trait->name.symbol);
      if (trait->value) walk.expr(*trait->value);
      if (trait->query) walk.query(*trait->query);
    }
    for (Deletion& deletion : found) {
      deletion.owner = owner;
      deletion.segment = segment != nullptr;
      all.push_back(std::move(deletion));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Deletion& a, const Deletion& b) { return a.gone < b.gone; });
  return all;
}

}  // namespace seg::field
