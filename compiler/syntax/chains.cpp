// What the grammar lets pass in a chain of `and` and `or` and the language does not: mixing them, and a bare `where` before one.

#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

using antlr4::tree::TerminalNode;

struct Chain {
  std::vector<SegParser::TermContext*> terms;
  std::vector<TerminalNode*> ops;  ///< ops[i] stands after terms[i]
};

Chain chain_of(SegParser::ConditionContext* context) {
  Chain chain;
  for (auto* child : context->children) {
    if (auto* term = dynamic_cast<SegParser::TermContext*>(child)) {
      chain.terms.push_back(term);
    } else {
      chain.ops.push_back(dynamic_cast<TerminalNode*>(child));
    }
  }
  return chain;
}

/// A condition without brackets at the very end of a term, after `where`, `satisfies` or `with`.
struct OpenEnd {
  TerminalNode* keyword = nullptr;
  TerminalNode* negation = nullptr;
  SegParser::SingleContext* single = nullptr;
};

OpenEnd open_end(SegParser::QuantifiedContext* context);

OpenEnd open_end(SegParser::SatisfiedContext* satisfied, TerminalNode* keyword) {
  if (satisfied->quantified() != nullptr) return open_end(satisfied->quantified());
  return {keyword, satisfied->NOT(), satisfied->single()};
}

OpenEnd open_end(SegParser::QuantifiedContext* context) {
  if (auto* every = dynamic_cast<SegParser::EveryContext*>(context)) return open_end(every->satisfied(), every->SATISFIES());
  if (auto* grouping = dynamic_cast<SegParser::GroupingContext*>(context)) return {grouping->WITH(), nullptr, grouping->single()};
  auto* counted = dynamic_cast<SegParser::CountedContext*>(context);
  if (counted->satisfied() != nullptr) return open_end(counted->satisfied(), counted->SATISFIES());
  auto* query = counted->query();
  return {query->WHERE(), query->NOT(), query->single()};
}

OpenEnd open_end(SegParser::TermContext* term) {
  while (auto* negation = dynamic_cast<SegParser::NegationContext*>(term)) term = negation->term();
  auto* quantified = dynamic_cast<SegParser::QuantifiedTermContext*>(term);
  if (quantified == nullptr) return {};
  const OpenEnd end = open_end(quantified->quantified());
  if (end.single == nullptr) return {};
  const bool bracketed = end.single->tail() == nullptr && end.single->suffix() == nullptr && dynamic_cast<SegParser::BracketContext*>(end.single->value()) != nullptr;
  return bracketed ? OpenEnd{} : end;
}

/// Reports each term but the last that ends in an open condition; both readings are fixes.
bool check_open_ends(Build& build, const Chain& chain) {
  bool found = false;
  for (std::size_t i = 0; i < chain.ops.size(); ++i) {
    const OpenEnd end = open_end(chain.terms[i]);
    if (end.single == nullptr) continue;
    found = true;
    const Span term = span_of(build, chain.terms[i]);
    const Span last = span_of(build, chain.terms.back());
    Span condition = span_of(build, end.single);
    if (end.negation != nullptr) condition = join(span_of(build, end.negation), condition);
    const std::string keyword(text_of(build, end.keyword));
    build.diagnostics.report(Code::ConnectiveAfterWhere, span_of(build, chain.ops[i]), text_of(build, chain.ops[i]))
        .label(span_of(build, end.keyword), fmt::format("this `{}` may end before it or go on after it", keyword))
        .fix(reading_fix(build, join(term, last), {open_at(condition), close_at(join(condition, last))}, fmt::format("let `{}` reach over all that follows", keyword)))
        .fix(reading_fix(build, join(term, last), {open_at(term), close_at(term)}, fmt::format("end `{}` before it", keyword)));
  }
  return found;
}

/// Brackets around every run of `kind`, which then binds tighter than the other connective.
std::vector<Edit> bind_tighter(const Build& build, const Chain& chain, std::size_t kind) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < chain.ops.size(); ++i) {
    if (type_of(chain.ops[i]) != kind) continue;
    std::size_t end = i;
    while (end < chain.ops.size() && type_of(chain.ops[end]) == kind) ++end;
    edits.push_back(open_at(span_of(build, chain.terms[i])));
    edits.push_back(close_at(span_of(build, chain.terms[end])));
    i = end;
  }
  return edits;
}

/// No person reads, and no editor shows, a fix of more places than this.
constexpr std::size_t kMostOpsWithFixes = 1000;

void check_mixed(Build& build, const Chain& chain, Span span) {
  const std::size_t first = type_of(chain.ops.front());
  for (TerminalNode* op : chain.ops) {
    if (type_of(op) == first) continue;
    auto& diagnostic = build.diagnostics.report(Code::MixedAndOr, span_of(build, chain.ops.front()));
    diagnostic.label(span_of(build, op), "");
    if (chain.ops.size() > kMostOpsWithFixes) return;
    diagnostic.note("this could mean either");
    for (const std::size_t kind : {std::size_t{SegParser::OR}, std::size_t{SegParser::AND}}) {
      const std::string_view word = kind == SegParser::OR ? "or" : "and";
      diagnostic.fix(reading_fix(build, span, bind_tighter(build, chain, kind), fmt::format("read each `{}` first", word)));
    }
    return;
  }
}

}  // namespace

void check_chain(Build& build, SegParser::ConditionContext* context) {
  if (context->children.size() == 1) return;
  const Chain chain = chain_of(context);
  if (!check_open_ends(build, chain)) check_mixed(build, chain, span_of(build, context));
}

}  // namespace seg::syntax
