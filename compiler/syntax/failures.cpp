#include <algorithm>
#include <array>
#include <string_view>

#include "compiler/base/suggest.h"
#include "compiler/syntax/clause_failures.h"
#include "compiler/syntax/layout.h"
#include "compiler/syntax/reading.h"

namespace seg::syntax {

namespace {

using antlr::SegParser;

constexpr std::string_view between_items = "a comma or a new line before it";
constexpr std::string_view step = "a step: an event, then `within` or `where` if wanted";

/// What could stand where a rule of declarations stopped; nothing for the other rules.
std::string_view expectation_in_declaration(std::size_t rule) {
  switch (rule) {
    case SegParser::RuleSchema: return "`{` and the items of a schema: `timezone`, `profile`, `event`, `table` or a vocabulary such as `channel email, sms`";
    case SegParser::RuleSchemaItem: return "an item of a schema: `timezone`, `profile`, `event`, `table` or a vocabulary such as `channel email, sms`";
    case SegParser::RuleFields:
    case SegParser::RuleField: return "a field: a name, a type and its roles";
    case SegParser::RuleAttribute: return "a role, or the end of the field";
    case SegParser::RuleType:
    case SegParser::RuleTypeArgument: return "a type, such as `int`, `string`, `money(EUR)` or `enum(a, b)`";
    case SegParser::RuleEnumValue: return "a value of the enum: a name or a text";
    case SegParser::RuleTrait: return "`=` and the value of the trait";
    case SegParser::RuleParameter: return "a parameter with its type, such as `window: duration`";
    case SegParser::RuleScore:
    case SegParser::RuleScoreItem: return "points and their condition, such as `2 if no purchases`";
    case SegParser::RuleSegment: return "the segment's title or `{`";
    case SegParser::RuleBody:
    case SegParser::RuleItem: return "a line of metadata such as `owner \"crm\"`, or `where` and a condition";
    case SegParser::RuleMetadata:
    case SegParser::RuleMetadataValue: return "a value";
    case SegParser::RuleRecord:
    case SegParser::RuleRecordItem:
    case SegParser::RuleRecordValue: return "a field and its value";
    case SegParser::RulePartition:
    case SegParser::RulePartitionItem: return "an arm such as `dormant where no purchases`, or `otherwise`";
    case SegParser::RuleMapping: return "a mapping, such as `purchase = order` or `purchase.total = order.amount`";
    case SegParser::RuleRequiring:
    case SegParser::RuleRequirement: return "`profile { … }` or an event";
    case SegParser::RuleEvent: return "the event's names and its fields";
    case SegParser::RuleImporting: return "the name of what is imported";
    default: return {};
  }
}

/// What could stand where a rule of the grammar stopped.
std::string_view expectation(std::size_t rule) {
  if (const std::string_view in_declaration = expectation_in_declaration(rule); !in_declaration.empty()) return in_declaration;
  switch (rule) {
    case SegParser::RuleCondition:
    case SegParser::RuleTerm: return "a condition";
    case SegParser::RuleBlockHead: return "a number";
    case SegParser::RuleSuffix: return "`or unknown` or `and known`";
    case SegParser::RuleQuantified:
    case SegParser::RuleQuantifier:
    case SegParser::RuleSatisfied: return "an event, then a window or `where` if wanted";
    case SegParser::RuleRanking:
    case SegParser::RuleAmount: return "a number";
    case SegParser::RuleQuery:
    case SegParser::RuleInnerQuery:
    case SegParser::RuleNamedQuery: return "an event, then a window or `where` if wanted";
    case SegParser::RuleStep: return step;
    case SegParser::RuleWindow:
    case SegParser::RulePeriod:
    case SegParser::RuleQueryWindow: return "a window, such as `in last 90 days`, `since 2026-01-01` or `between 60 days ago and 30 days ago`";
    case SegParser::RuleLength:
    case SegParser::RuleQuantity: return "a length of time, such as `90 days`";
    case SegParser::RuleMoment:
    case SegParser::RuleInstant: return "a date, a time or a length such as `60 days ago`";
    case SegParser::RuleZone: return "`in profile timezone` or `in timezone \"Europe/Berlin\"`";
    case SegParser::RuleTail: return "a comparison, such as `= 5`, `in 1..5`, `starts with \"a\"` or `is known`";
    case SegParser::RuleInTarget: return "a range `a..b`, a list `(a, b)`, a period or `top 20%`";
    case SegParser::RuleAmong: return "a condition in brackets or `members of` and a segment";
    case SegParser::RuleCall:
    case SegParser::RuleFunction:
    case SegParser::RuleArgument: return "a value, then `of` and an event where events are meant";
    case SegParser::RuleSingle:
    case SegParser::RuleValue: return "a value";
    case SegParser::RuleSignedLiteral:
    case SegParser::RuleLiteral: return "a number, a date or a text";
    case SegParser::RuleName:
    case SegParser::RulePath: return "a name";
    default: return between_items;
  }
}

/// Whether a token begins something: an item, a condition or an operand.
bool begins_something(const Leaves& leaves, std::size_t at) {
  if (at == 0 || at > leaves.size()) return true;
  switch (leaves[at - 1].type) {
    case SegParser::SEPARATOR:
    case SegParser::COMMA:
    case SegParser::LBRACE:
    case SegParser::LPAREN:
    case SegParser::LBRACKET:
    case SegParser::WHERE:
    case SegParser::AND:
    case SegParser::OR:
    case SegParser::NOT:
    case SegParser::IF:
    case SegParser::EQ: return true;
    default: return false;
  }
}

constexpr std::string_view grouping = "it in `any KEY of EVENTS with CONDITION` or inside the brackets of an aggregate";
constexpr std::string_view negated_test = "`not` before the whole test, as in `not tags contain \"a\"`";

/// What was expected at a failure: after a whole item of these rules, its end.
std::string_view expectation(const Leaves& leaves, const Failure& failure) {
  switch (failure.rule) {
    case SegParser::RuleSchemaItem:
    case SegParser::RuleFields:
    case SegParser::RuleScore:
    case SegParser::RuleBody:
    case SegParser::RuleItem:
    case SegParser::RulePartition:
    case SegParser::RuleImporting:
    case SegParser::RuleRequiring:
    case SegParser::RuleRecord:
    case SegParser::RuleCondition:
    case SegParser::RuleTerm: return begins_something(leaves, failure.leaf) ? expectation(failure.rule) : between_items;
    default: return expectation(failure.rule);
  }
}

constexpr std::string_view zone_places = "a zone after a window of events, after `calendar month` or inside a function, as in `hour(at in profile timezone)`";

/// Words of windows that want another one after them.
std::optional<std::string_view> expectation_in_window(const Leaves& leaves, std::size_t at) {
  const std::size_t found = leaves[at].type;
  const std::size_t before = leaves[at - 1].type;
  if (found == SegParser::UNIT && before == SegParser::THIS) return "`calendar` before it, as in `in this calendar month`";
  if (found == SegParser::OF && before == SegParser::EACH) return "`in each of last 4 calendar quarters`";
  if (found == SegParser::INT && at > 1 && leaves[at - 2].type == SegParser::IN && before == SegParser::LAST)
    return "`within last 30 days` for a value; `in last 30 days` is a window of events";
  const bool zone = found == SegParser::IN && at + 1 < leaves.size() && (leaves[at + 1].type == SegParser::PROFILE || leaves[at + 1].type == SegParser::TIMEZONE);
  if (zone) return zone_places;
  return std::nullopt;
}

/// Words whose place says more than the rule does.
std::string_view expectation_at(const Leaves& leaves, const Failure& failure) {
  const std::string_view general = expectation(leaves, failure);
  if (failure.leaf == 0 || failure.leaf >= leaves.size()) return general;
  const std::size_t found = leaves[failure.leaf].type;
  const std::size_t before = leaves[failure.leaf - 1].type;
  if (before == SegParser::THEN || before == SegParser::DIRECTLY) return step;
  if (general == between_items)
    if (const auto window = expectation_in_window(leaves, failure.leaf)) return *window;
  if (found == SegParser::OF && general == between_items) return grouping;
  if (found == SegParser::CONTAIN && before == SegParser::NOT) return negated_test;
  return general;
}

/// A token as a message shows it; a long one by its first characters.
std::string quoted(std::string_view text) {
  constexpr std::size_t shown = 40;
  if (text.size() <= shown) return fmt::format("`{}`", text);
  std::size_t end = shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

std::string found_text(const Leaf* leaf, const Sources& sources) {
  if (leaf == nullptr) return "the end of the declaration";
  if (leaf->kind == TokenKind::Separator) return "a new line";
  if (leaf->kind == TokenKind::String) return "a text";
  if (leaf->kind == TokenKind::Keyword) return fmt::format("`{}`", sources.text(leaf->span));
  return quoted(sources.text(leaf->span));
}

std::string expected_text(const Leaves& leaves, const Failure& failure, antlr4::dfa::Vocabulary& vocabulary) {
  std::string text;
  // Where a list of items may begin, its end is not all that could stand.
  const bool no_item = failure.expected.size() == 1 && failure.expected.front() == SegParser::RBRACE && begins_something(leaves, failure.leaf);
  if (no_item) return std::string(expectation_at(leaves, failure));
  for (const std::size_t type : failure.expected) {
    std::string word = vocabulary.getLiteralName(type);
    std::replace(word.begin(), word.end(), '\'', '`');
    if (word.empty()) return std::string(expectation_at(leaves, failure));
    if (!text.empty()) text += type == failure.expected.back() ? " or " : ", ";
    text += word;
  }
  return text.empty() ? std::string(expectation_at(leaves, failure)) : text;
}

/// The leaf before or after, when it touches.
bool touch(const Leaf& left, const Leaf& right) { return left.span.end == right.span.begin; }

bool report_foreign_operator(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostics& diagnostics) {
  struct Foreign {
    std::size_t first, second;
    std::string_view ours;
  };
  constexpr std::array<Foreign, 4> known{{{SegParser::EQ, SegParser::EQ, "="},
                                          {SegParser::LT, SegParser::GT, "!="},
                                          {SegParser::EQ, SegParser::GT, ">="},
                                          {SegParser::EQ, SegParser::LT, "<="}}};
  if (at == 0 || at >= leaves.size()) return false;
  const Leaf& left = leaves[at - 1];
  const Leaf& right = leaves[at];
  for (const Foreign& foreign : known) {
    if (left.type != foreign.first || right.type != foreign.second || !touch(left, right)) continue;
    const Span span = join(left.span, right.span);
    diagnostics.report(Code::ForeignOperator, span, sources.text(span), foreign.ours)
        .fix({fmt::format("write `{}`", foreign.ours), {{span, std::string(foreign.ours)}}, Safety::Safe});
    return true;
  }
  return false;
}

/// `tags contains any of (…)`: the word for lists is `contain`.
bool report_contains(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostics& diagnostics) {
  if (at == 0 || at >= leaves.size() || leaves[at - 1].type != SegParser::CONTAINS) return false;
  if (leaves[at].type != SegParser::ANY && leaves[at].type != SegParser::ALL) return false;
  const Span span = leaves[at - 1].span;
  diagnostics.report(Code::UnexpectedToken, span, fmt::format("`contains` before `{}`", sources.text(leaves[at].span)), "`contain`, the word for lists")
      .fix({"write `contain`", {{span, "contain"}}, Safety::Safe});
  return true;
}

/// `2000-100` is the month 2000-10 and a 0: a subtraction wants spaces.
bool report_date_run_on(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostics& diagnostics) {
  if (at == 0 || at >= leaves.size()) return false;
  const Leaf& left = leaves[at - 1];
  const bool date = left.type == SegParser::MONTH || left.type == SegParser::DATE;
  if (!date || !touch(left, leaves[at]) || leaves[at].kind == TokenKind::Separator) return false;
  const std::string_view kind = left.type == SegParser::MONTH ? "a month" : "a date";
  diagnostics.report(Code::DateRunsOn, join(left.span, leaves[at].span), sources.text(left.span), kind, sources.text(leaves[at].span))
      .note("put spaces around `-` to subtract");
  return true;
}

bool report_reserved(const Leaves& leaves, const Failure& failure, const Sources& sources, Diagnostics& diagnostics) {
  if (failure.leaf >= leaves.size()) return false;
  const Leaf& leaf = leaves[failure.leaf];
  const std::size_t before = failure.leaf == 0 ? 0 : leaves[failure.leaf - 1].type;
  const bool starts_field = failure.rule == SegParser::RuleSchemaItem && (before == SegParser::SEPARATOR || before == SegParser::LBRACE || before == SegParser::COMMA);
  const bool names_something = starts_field || failure.rule == SegParser::RuleName || failure.rule == SegParser::RuleField || failure.rule == SegParser::RuleEnumValue ||
                               failure.rule == SegParser::RulePath;
  const bool reserved = leaf.type >= SegParser::AGO && leaf.type <= SegParser::WITHIN;
  if (!names_something || !reserved) return false;
  const std::string_view text = sources.text(leaf.span);
  auto& diagnostic = diagnostics.report(Code::ReservedName, leaf.span, text);
  if (failure.rule == SegParser::RuleEnumValue)
    diagnostic.fix({fmt::format("write \"{}\"", text), {{leaf.span, fmt::format("\"{}\"", text)}}, Safety::Safe});
  return true;
}

bool report_brace(const Leaves& leaves, const Failure& failure, const Sources& sources, Diagnostics& diagnostics) {
  const bool before_brace = failure.leaf + 1 < leaves.size() && leaves[failure.leaf].kind == TokenKind::Separator &&
                            leaves[failure.leaf + 1].type == SegParser::LBRACE;
  if (!before_brace || failure.leaf == 0) return false;
  const Span brace = leaves[failure.leaf + 1].span;
  const Span gap{brace.source, leaves[failure.leaf - 1].span.end, brace.begin};
  const bool only_space = sources.text(gap).find_first_not_of(" \t\r\n") == std::string_view::npos;
  auto& diagnostic = diagnostics.report(Code::BraceOnNextLine, brace);
  if (only_space) diagnostic.fix({"put it on the line before", {{gap, " "}}, Safety::Safe});
  return true;
}

/// `5 dayz`: a number and a word that is nearly a unit.
void suggest_unit(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostic& diagnostic) {
  constexpr std::array<std::string_view, 8> units{"seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years"};
  if (at == 0 || at >= leaves.size() || leaves[at - 1].type != SegParser::INT || leaves[at].type != SegParser::ID) return;
  if (const auto unit = suggest(sources.text(leaves[at].span), units))
    diagnostic.fix({fmt::format("write `{}`", *unit), {{leaves[at].span, std::string(*unit)}}, Safety::Suggestion});
}

}  // namespace

void report_failure(const Leaves& leaves, const Failure& failure, const Sources& sources, antlr4::dfa::Vocabulary& vocabulary,
                    Diagnostics& diagnostics) {
  const bool at_end = failure.leaf >= leaves.size();
  const Leaf* leaf = at_end ? nullptr : &leaves[failure.leaf];
  const bool reported_already = leaf != nullptr && (leaf->kind == TokenKind::Bad || leaf->type == SegParser::BROKEN);
  if (reported_already) return;
  if (report_foreign_operator(leaves, failure.leaf, sources, diagnostics) || report_date_run_on(leaves, failure.leaf, sources, diagnostics) ||
      report_open_where(leaves, failure.leaf, sources, diagnostics) || report_late_window(leaves, failure.leaf, sources, diagnostics) ||
      report_contains(leaves, failure.leaf, sources, diagnostics) || report_brace(leaves, failure, sources, diagnostics) || report_reserved(leaves, failure, sources, diagnostics))
    return;
  const Span last = leaves.back().span;
  Span place = at_end ? Span{last.source, last.end, last.end} : leaf->span;
  if (leaf != nullptr && leaf->kind == TokenKind::Separator) place.end = place.begin;
  auto& diagnostic = diagnostics.report(Code::UnexpectedToken, place, found_text(leaf, sources), expected_text(leaves, failure, vocabulary));
  suggest_unit(leaves, failure.leaf, sources, diagnostic);
}

}  // namespace seg::syntax
