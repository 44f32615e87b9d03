#include "compiler/syntax/layout.h"

#include <algorithm>

#include "SegLexer.h"

namespace seg::syntax {

namespace {

using antlr::SegLexer;

static_assert(SegLexer::RBRACE == SegLexer::LBRACE + 1 && SegLexer::RPAREN == SegLexer::LPAREN + 1 &&
              SegLexer::RBRACKET == SegLexer::LBRACKET + 1);

bool is_comparison(std::size_t type) { return type >= SegLexer::EQ && type <= SegLexer::GT; }

/// After these a line is not finished.
bool asks_for_more(std::size_t type) {
  switch (type) {
    case SegLexer::PLUS:
    case SegLexer::MINUS:
    case SegLexer::STAR:
    case SegLexer::SLASH:
    case SegLexer::DOT:
    case SegLexer::DOTDOT:
    case SegLexer::COLON:
    case SegLexer::COMMA:
    case SegLexer::WHERE:
    case SegLexer::OF:
    case SegLexer::IN:
    case SegLexer::AND:
    case SegLexer::OR:
    case SegLexer::NOT:
      return true;
    default:
      return is_comparison(type) || is_opening(type);
  }
}

/// Inside a clause brace these continue the line before.
bool continues_clause(std::size_t type) {
  switch (type) {
    case SegLexer::WHERE:
    case SegLexer::IN:
    case SegLexer::WITHIN:
    case SegLexer::SINCE:
    case SegLexer::SATISFIES:
    case SegLexer::AMONG:
    case SegLexer::WITH:
    case SegLexer::THEN:
    case SegLexer::OF:
    case SegLexer::PLUS:
    case SegLexer::STAR:
    case SegLexer::SLASH:
    case SegLexer::DOTDOT:
      return true;
    default:
      return is_comparison(type);
  }
}

bool begins_declaration(std::size_t type) {
  return type == SegLexer::SCHEMA || type == SegLexer::TRAIT || type == SegLexer::SEGMENT || type == SegLexer::PARTITION ||
         type == SegLexer::IMPORT || type == SegLexer::REQUIRES;
}

/// `of {`, `= score {`, `sequence {`: the last two words may also be the name of what is declared, and `score` a field's in an example.
bool opens_clauses(Before before) {
  switch (before.last) {
    case SegLexer::OF: return true;
    case SegLexer::SCORE: return before.one_before == SegLexer::EQ;
    case SegLexer::SEQUENCE: {
      const bool declares = before.one_before == SegLexer::EVENT || before.one_before == SegLexer::TABLE || before.one_before == SegLexer::OTHERWISE;
      return !declares && !begins_declaration(before.one_before);
    }
    default: return false;
  }
}

using Tokens = std::vector<Token>;

/// A declaration's keyword at the very start of a line: where reading goes on after a bracket that was never closed.
bool at_margin(const Tokens& tokens, std::size_t index) {
  const bool line_start = index == 0 || tokens[index - 1].kind == TokenKind::Newline;
  return line_start && begins_declaration(tokens[index].lexer_type);
}

struct Unmatched {
  std::vector<std::size_t> never_closed;
  std::vector<std::size_t> closing_nothing;
  bool none() const { return never_closed.empty() && closing_nothing.empty(); }
};

/// With `resume`, open brackets end where a declaration begins at the margin.
Unmatched match_brackets(const Tokens& tokens, bool resume) {
  Unmatched unmatched;
  std::vector<std::size_t> open;
  const auto drop_open = [&](std::size_t down_to) {
    unmatched.never_closed.insert(unmatched.never_closed.end(), open.begin() + static_cast<std::ptrdiff_t>(down_to), open.end());
    open.resize(down_to);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::size_t type = tokens[i].lexer_type;
    if (tokens[i].kind != TokenKind::Punctuation) {
      if (resume && !open.empty() && at_margin(tokens, i)) drop_open(0);
      continue;
    }
    if (is_opening(type)) open.push_back(i);
    if (!is_closing(type)) continue;
    const auto partner = std::find_if(open.rbegin(), open.rend(), [&](std::size_t at) { return tokens[at].lexer_type + 1U == type; });
    if (partner == open.rend()) {
      unmatched.closing_nothing.push_back(i);
      continue;
    }
    const auto place = static_cast<std::size_t>(open.rend() - partner) - 1;
    drop_open(place + 1);
    open.pop_back();
  }
  drop_open(0);
  return unmatched;
}

void report_brackets(TokenBuffer& buffer, const Sources& sources, Diagnostics& diagnostics) {
  Unmatched unmatched = match_brackets(buffer.tokens, false);
  if (!unmatched.none()) unmatched = match_brackets(buffer.tokens, true);
  for (const std::size_t index : unmatched.never_closed) {
    const Span span = buffer.tokens[index].span;
    diagnostics.report(Code::UnclosedBracket, span, sources.text(span));
    buffer.tokens[index].kind = TokenKind::Bad;
  }
  for (const std::size_t index : unmatched.closing_nothing) {
    const Span span = buffer.tokens[index].span;
    diagnostics.report(Code::UnmatchedBracket, span, sources.text(span));
    buffer.tokens[index].kind = TokenKind::Bad;
  }
}

/// Counts the terms of the chain being read at each level of brackets.
class ChainWidth {
 public:
  void open() { levels_.emplace_back(); }
  void close() {
    if (levels_.size() > 1) levels_.pop_back();
  }
  void restart() { levels_.back() = {}; }
  /// `after` is the next token: `or unknown` and `and known` are no terms.
  void add(std::size_t type, std::size_t after) {
    Level& level = levels_.back();
    if (type == SegLexer::BETWEEN) ++level.betweens;
    if (type != SegLexer::AND && type != SegLexer::OR) return;
    if (after == SegLexer::KNOWN || after == SegLexer::UNKNOWN) return;
    if (type == SegLexer::AND && level.betweens > 0) {
      --level.betweens;
      return;
    }
    ++level.terms;
  }
  std::size_t terms() const { return levels_.back().terms; }

 private:
  struct Level {
    std::size_t terms = 1;
    std::size_t betweens = 0;  ///< whose `and` is still to come
  };
  std::vector<Level> levels_{Level{}};
};

/// The walk that decides about newlines; `last` and `next` are the neighbouring tokens that are no trivia.
class Layout {
 public:
  Layout(TokenBuffer& buffer, const SyntaxLimits& limits, Diagnostics& diagnostics) : buffer_(buffer), limits_(limits), diagnostics_(diagnostics) {}

  void run() {
    const std::vector<std::size_t> next = next_tokens();
    for (std::size_t i = 0; i < buffer_.tokens.size(); ++i) {
      Token& token = buffer_.tokens[i];
      const std::size_t after = type_at(next[i]);
      if (token.kind == TokenKind::Newline) separate(token, after, declares(next, i));
      if (is_trivia(token.kind) || token.kind == TokenKind::Separator) continue;
      step(token, after);
      if (!buffer_.usable) return;
    }
  }

 private:
  /// For each token the place of the next one that is no trivia; at the end the number of tokens.
  std::vector<std::size_t> next_tokens() const {
    std::vector<std::size_t> following(buffer_.tokens.size());
    std::size_t next = buffer_.tokens.size();
    for (std::size_t i = buffer_.tokens.size(); i-- > 0;) {
      following[i] = next;
      if (!is_trivia(buffer_.tokens[i].kind)) next = i;
    }
    return following;
  }

  std::size_t type_at(std::size_t index) const { return index < buffer_.tokens.size() ? buffer_.tokens[index].lexer_type : 0; }

  /// A declaration's keyword at the very start of the next line with a name after it, which nothing else can be: whatever the line before
  /// asks for is missing.
  bool declares(const std::vector<std::size_t>& next, std::size_t newline) const {
    const std::size_t keyword = newline + 1;
    if (keyword >= buffer_.tokens.size() || !at_margin(buffer_.tokens, keyword)) return false;
    const std::size_t name = next[keyword];
    return name < buffer_.tokens.size() && buffer_.tokens[name].kind == TokenKind::Name;
  }

  void separate(Token& newline, std::size_t after, bool before_declaration) {
    const bool between_items = before_.last != 0 && after != 0 && before_.last != SegLexer::SEPARATOR;
    const bool resumes = before_declaration && brackets_.back() == Bracket::None;
    if (!between_items || (!resumes && !newline_separates(brackets_.back(), before_.last, after))) return;
    newline.kind = TokenKind::Separator;
    newline.lexer_type = SegLexer::SEPARATOR;
    before_.push(SegLexer::SEPARATOR);
    width_.restart();
  }

  void step(const Token& token, std::size_t after) {
    const std::size_t type = token.kind == TokenKind::Bad ? std::size_t{SegLexer::BAD} : token.lexer_type;
    if (is_opening(type)) {
      brackets_.push_back(opened_by(type, before_));
      width_.open();
    } else if (is_closing(type)) {
      if (brackets_.size() > 1) brackets_.pop_back();
      width_.close();
    } else if (type == SegLexer::COMMA) {
      width_.restart();
    }
    width_.add(type, after);
    before_.push(type);
    if (width_.terms() <= limits_.chain_terms) return;
    diagnostics_.report(Code::ChainTooLong, token.span, limits_.chain_terms);
    buffer_.usable = false;
  }

  TokenBuffer& buffer_;
  const SyntaxLimits& limits_;
  Diagnostics& diagnostics_;
  std::vector<Bracket> brackets_{Bracket::None};
  ChainWidth width_;
  Before before_;
};

}  // namespace

bool is_opening(std::size_t type) { return type == SegLexer::LBRACE || type == SegLexer::LPAREN || type == SegLexer::LBRACKET; }
bool is_closing(std::size_t type) { return type == SegLexer::RBRACE || type == SegLexer::RPAREN || type == SegLexer::RBRACKET; }

Bracket opened_by(std::size_t type, Before before) {
  if (type == SegLexer::LPAREN || type == SegLexer::LBRACKET) return Bracket::Round;
  if (type != SegLexer::LBRACE) return Bracket::None;
  return opens_clauses(before) ? Bracket::ClauseBrace : Bracket::Brace;
}

bool newline_separates(Bracket inside, std::size_t before, std::size_t after) {
  if (inside == Bracket::Round || asks_for_more(before) || is_closing(after)) return false;
  if (after == SegLexer::AND || after == SegLexer::OR) return false;
  return inside != Bracket::ClauseBrace || !continues_clause(after);
}

bool is_trivia(TokenKind kind) {
  return kind == TokenKind::Space || kind == TokenKind::Newline || kind == TokenKind::Comment || kind == TokenKind::DocComment;
}

void lay_out(TokenBuffer& buffer, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics) {
  report_brackets(buffer, sources, diagnostics);
  Layout(buffer, limits, diagnostics).run();
}

}  // namespace seg::syntax
