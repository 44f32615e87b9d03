#include "compiler/semantics/references.h"

#include "compiler/semantics/events.h"
#include "compiler/semantics/functions.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/parameters.h"

namespace seg::semantics {

namespace {

class Finder {
 public:
  Finder(Checker& checker, const ast::Ast& ast) : checker_(checker), ast_(ast) {}

  void visit(ast::ExprId id, Scope scope) {
    const ast::Expr& expr = ast_[id];
    std::visit([&](const auto& node) { see(node, expr.span, scope); }, expr.node);
  }

  /// The scope inside the query.
  Scope query(ast::QueryId id);

  std::vector<Reference> found;

 private:
  void see(const ast::IntLiteral&, Span, Scope) {}
  void see(const ast::DecimalLiteral&, Span, Scope) {}
  void see(const ast::PercentLiteral&, Span, Scope) {}
  void see(const ast::MoneyLiteral&, Span, Scope) {}
  void see(const ast::QuantityLiteral&, Span, Scope) {}
  void see(const ast::DateLiteral&, Span, Scope) {}
  void see(const ast::MonthLiteral&, Span, Scope) {}
  void see(const ast::TimestampLiteral&, Span, Scope) {}
  void see(const ast::ClockLiteral&, Span, Scope) {}
  void see(const ast::StringLiteral&, Span, Scope) {}
  void see(const ast::BoolLiteral&, Span, Scope) {}
  void see(const ast::YearLiteral&, Span, Scope) {}
  void see(const ast::ErrorExpr&, Span, Scope) {}
  void see(const ast::ScoreExpr& node, Span, Scope scope) {
    for (std::uint32_t item = 0; item < node.items.count; ++item) visit(ast_.score_items[node.items.first + item].condition, scope);
  }
  void see(const ast::MatchesExpr& node, Span, Scope scope) { visit(node.left, scope); }
  void see(const ast::ListExpr& node, Span, Scope scope) {
    visit(node.left, scope);
    all(node.items, scope);
    if (node.field) visit(*node.field, scope);
  }
  void see(const ast::GroupingExpr& node, Span, Scope) {
    const Scope inside = query(node.query);
    visit(node.key, inside);
    visit(node.with, inside);
  }
  void see(const ast::NameExpr& node, Span span, Scope scope) {
    const std::string_view name = checker_.text(node.name);
    const bool field = scope.stream && (checker_.events[*scope.stream].fields.contains(name) || name == "at");
    if (!field && !is_parameter(checker_, name)) see_trait(checker_, name, span);
  }
  void see(const ast::MemberOfExpr& node, Span, Scope) { see_members(node.path); }
  void see_members(ast::IdRange path) {
    const std::span<const ast::Name> names{ast_.names.data() + path.first, path.count};
    if (names.empty()) return;
    if (Declaration* segment = find_members(checker_, names))
      found.push_back({ReferenceKind::Segment, segment, join(names.front().span, names.back().span)});
  }
  void see_trait(Visible& visible, std::string_view name, Span span, std::optional<ast::IdRange> arguments = {}) {
    if (const auto trait = visible.traits.find(name); trait != visible.traits.end())
      found.push_back({ReferenceKind::Trait, &trait->second, span, arguments});
  }
  void see_among(const ast::Among& among) {
    if (among.condition)
      visit(*among.condition, Scope{});
    else
      see_members(among.members);
  }
  void see(const ast::PathExpr& node, Span span, Scope scope) {
    // `profile.x` and `purchase.x` name fields; only another base can be a trait.
    const auto* base = std::get_if<ast::NameExpr>(&ast_[node.base].node);
    if (Module* module = base == nullptr ? nullptr : module_at(checker_, checker_.text(base->name), scope))
      return see_trait(names_in(checker_, *module), checker_.text(node.member), span);
    const bool names_field =
        base != nullptr && (checker_.text(base->name) == "profile" || checker_.streams.contains(checker_.text(base->name)));
    if (!names_field) visit(node.base, scope);
  }
  void see(const ast::CallExpr& node, Span span, Scope scope) {
    all(node.arguments, scope);
    const std::string_view name = checker_.text(node.function);
    if (node.module) {
      if (Module* module = module_at(checker_, checker_.text(*node.module), Scope{}))
        see_trait(names_in(checker_, *module), name, span, node.arguments);
      return;
    }
    if (find_function(name) == nullptr) see_trait(checker_, name, span, node.arguments);
  }
  void see(const ast::AggregateExpr& node, Span, Scope) {
    const Scope inside = query(node.query);
    if (node.value) visit(*node.value, inside);
    if (node.number) visit(*node.number, Scope{});
  }
  void see(const ast::QuantifiedExpr& node, Span, Scope) {
    if (node.low) visit(*node.low, Scope{});
    if (node.high) visit(*node.high, Scope{});
    const Scope inside = query(node.query);
    if (node.satisfies) visit(*node.satisfies, inside);
  }
  void see(const ast::NegateExpr& node, Span, Scope scope) { visit(node.operand, scope); }
  void see(const ast::ArithmeticExpr& node, Span, Scope scope) { pair(node.left, node.right, scope); }
  void see(const ast::CompareExpr& node, Span, Scope scope) { pair(node.left, node.right, scope); }
  void see(const ast::RangeExpr& node, Span, Scope scope) {
    visit(node.value, scope);
    pair(node.low, node.high, scope);
  }
  void see(const ast::InListExpr& node, Span, Scope scope) {
    visit(node.value, scope);
    all(node.items, scope);
  }
  void see(const ast::InPeriodExpr& node, Span, Scope scope) { pair(node.value, node.period, scope); }
  void see(const ast::InPopulationExpr& node, Span, Scope) {
    visit(node.value, Scope{});
    if (node.among) see_among(*node.among);
  }
  void see(const ast::AmongExpr& node, Span, Scope) {
    visit(node.value, Scope{});
    see_among(node.among);
  }
  void see(const ast::ZonedExpr& node, Span, Scope scope) { visit(node.value, scope); }
  void see(const ast::WithinExpr& node, Span, Scope scope) { pair(node.value, node.length, scope); }
  void see(const ast::OpenExpr& node, Span, Scope scope) { pair(node.value, node.instant.value, scope); }
  void see(const ast::BetweenExpr& node, Span, Scope scope) {
    visit(node.value, scope);
    pair(node.from.value, node.to.value, scope);
  }
  void see(const ast::InCalendarExpr& node, Span, Scope scope) { visit(node.value, scope); }
  void see(const ast::SequenceExpr& node, Span, Scope) {
    for (std::uint32_t step = 0; step < node.steps.count; ++step) query(ast_.steps[node.steps.first + step].query);
  }
  void see(const ast::TextExpr& node, Span, Scope scope) { pair(node.left, node.right, scope); }
  void see(const ast::IsKnownExpr& node, Span, Scope scope) { visit(node.operand, scope); }
  void see(const ast::SuffixExpr& node, Span, Scope scope) { visit(node.operand, scope); }
  void see(const ast::NotExpr& node, Span, Scope scope) { visit(node.operand, scope); }
  void see(const ast::ChainExpr& node, Span, Scope scope) { all(node.operands, scope); }
  void see(const ast::MixedChainExpr& node, Span, Scope scope) { all(node.operands, scope); }
  void see(const ast::BracketExpr& node, Span, Scope scope) { visit(node.inner, scope); }
  void see(const ast::BlockExpr& node, Span, Scope scope) { all(node.clauses, scope); }

  void pair(ast::ExprId left, ast::ExprId right, Scope scope) {
    visit(left, scope);
    visit(right, scope);
  }
  void all(ast::IdRange range, Scope scope) {
    for (std::uint32_t index = 0; index < range.count; ++index) visit(ast_.expr_list[range.first + index], scope);
  }

  void see_window(const ast::LastWindow& window) { visit(window.length, Scope{}); }
  void see_window(const ast::PreviousWindow& window) { visit(window.length, Scope{}); }
  void see_window(const ast::PeriodWindow& window) {
    visit(window.low, Scope{});
    if (window.high) visit(*window.high, Scope{});
  }
  void see_window(const ast::BetweenWindow& window) { pair(window.from.value, window.to.value, Scope{}); }
  void see_window(const ast::SinceWindow& window) { visit(window.from.value, Scope{}); }
  void see_window(const ast::BeforeWindow& window) { visit(window.to.value, Scope{}); }
  void see_window(const ast::CalendarWindow&) {}
  void see_window(const ast::ToDateWindow&) {}
  void see_window(const ast::EachWindow&) {}
  void see_window(const ast::AfterWindow& window) { pair(window.length, window.from, Scope{}); }
  void see_window(const ast::NotYet&) {}

  Checker& checker_;
  const ast::Ast& ast_;
};

Scope Finder::query(ast::QueryId id) {
  const ast::Query& events = ast_[id];
  const std::string_view name = checker_.text(events.stream);
  Scope inside;
  inside.stream = stream_of(checker_, name);
  if (const auto base = checker_.narrowed.find(name); base != checker_.narrowed.end())
    see_trait(names_in(checker_), base->second, events.stream.span);
  else if (!checker_.streams.contains(name))
    see_trait(checker_, name, events.stream.span);
  if (events.edge) visit(events.edge->count, Scope{});
  if (events.window) std::visit([&](const auto& window) { see_window(window); }, events.window->node);
  if (events.where) visit(*events.where, inside);
  return inside;
}

}  // namespace

std::vector<Reference> references_in(Checker& checker, const ast::Ast& ast, ast::QueryId root) {
  Finder finder(checker, ast);
  finder.query(root);
  return std::move(finder.found);
}

std::vector<Reference> references_in(Checker& checker, const ast::Ast& ast, ast::ExprId root) {
  Finder finder(checker, ast);
  finder.visit(root, Scope{});
  return std::move(finder.found);
}

}  // namespace seg::semantics
