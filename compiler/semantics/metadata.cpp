// Metadata of a segment: one reader a key, typed against the schema's vocabulary.

#include <algorithm>

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/zones.h"

namespace seg::semantics {

namespace {

/// One item being read; `expected` reports what it should have been.
struct Item {
  Checker& checker;
  const ast::MetaItem& meta;
  hir::Metadata& metadata;

  std::string_view key() const { return checker.text(meta.key); }
  const ast::Expr& value(std::size_t index) const { return (*checker.ast)[meta.values[index]]; }
  std::optional<Written> literal(std::size_t index) const {
    if (index >= meta.values.size()) return std::nullopt;
    return written_literal(*checker.ast, meta.values[index]);
  }
  template <typename T>
  std::optional<T> as(std::size_t index) const {
    const auto written = literal(index);
    const T* found = written ? std::get_if<T>(&written->value) : nullptr;
    return found == nullptr ? std::nullopt : std::optional<T>(*found);
  }
  /// A bare name, or the text of a literal string.
  std::optional<std::string_view> word(std::size_t index) const {
    if (index >= meta.values.size()) return std::nullopt;
    if (const auto* name = std::get_if<ast::NameExpr>(&value(index).node)) return checker.text(name->name);
    return std::nullopt;
  }
  bool has_broken_value() const {
    return std::any_of(meta.values.begin(), meta.values.end(),
                       [&](ast::ExprId id) { return std::holds_alternative<ast::ErrorExpr>((*checker.ast)[id].node); });
  }
  Span values_span() const {
    if (meta.values.empty()) return meta.key.span;
    return join((*checker.ast)[meta.values.front()].span, (*checker.ast)[meta.values.back()].span);
  }
  void expected(std::string_view what) const { expected(what, values_span()); }
  void expected(std::string_view what, Span span) const {
    if (!has_broken_value()) checker.diagnostics.report(Code::BadMetadata, span, key(), what);
  }
};

template <std::optional<std::string> hir::Metadata::* Member>
void read_text(const Item& item) {
  const auto text = item.as<ast::StringLiteral>(0);
  if (!text || item.meta.values.size() != 1) return item.expected("a text: `\"…\"`");
  item.metadata.*Member = std::string(item.checker.text(text->text));
}

/// Known words of the schema; a typo is an error.
bool require_word(const Item& item, const std::vector<std::string>& vocabulary, std::string_view word, Span span) {
  if (std::find(vocabulary.begin(), vocabulary.end(), word) != vocabulary.end()) return true;
  const std::string_view kind = item.key() == "target" ? "kpi" : item.key();
  Diagnostic& diagnostic = item.checker.diagnostics.report(Code::UnknownWord, span, kind, word);
  const std::vector<std::string_view> names(vocabulary.begin(), vocabulary.end());
  suggest_name(item.checker, diagnostic, span, word, names);
  if (vocabulary.empty())
    diagnostic.note(fmt::format("the schema declares no {}: add `{} {}` to it", kind, kind, word));
  else if (diagnostic.fixes.empty())
    diagnostic.note(fmt::format("the schema declares {}", fmt::join(vocabulary, ", ")));
  return false;
}

template <std::vector<std::string> hir::Metadata::* Member, std::vector<std::string> hir::Vocabulary::* Words>
void read_words(const Item& item) {
  const auto& vocabulary = item.checker.hir.schema.vocabulary.*Words;
  std::vector<std::string>& out = item.metadata.*Member;
  for (std::size_t index = 0; index < item.meta.values.size(); ++index) {
    const auto word = item.word(index);
    const Span span = item.value(index).span;
    if (!word) {
      item.expected("names that the schema declares");
      return;
    }
    if (!require_word(item, vocabulary, *word, span)) continue;
    if (std::find(out.begin(), out.end(), *word) != out.end()) {
      item.checker.diagnostics.report(Code::DeclaredTwice, span, item.key(), *word);
      continue;
    }
    out.emplace_back(*word);
  }
}

void read_channels(const Item& item) {
  // `channel none` says on purpose that there is none.
  if (item.meta.values.size() == 1 && item.word(0) == "none") return;
  read_words<&hir::Metadata::channels, &hir::Vocabulary::channels>(item);
}

std::string_view sign_of(ast::Comparison comparison) {
  switch (comparison) {
    case ast::Comparison::Equal:
      return "=";
    case ast::Comparison::NotEqual:
      return "!=";
    case ast::Comparison::Less:
      return "<";
    case ast::Comparison::LessEqual:
      return "<=";
    case ast::Comparison::Greater:
      return ">";
    case ast::Comparison::GreaterEqual:
      return ">=";
  }
  return "";
}

void read_target(const Item& item) {
  const auto kpi = item.word(0);
  if (!kpi || item.meta.values.size() != 2 || !item.meta.comparison)
    return item.expected("a kpi and what it should reach: `target win_back_rate >= 5%`");
  if (!require_word(item, item.checker.hir.schema.vocabulary.kpis, *kpi, item.value(0).span)) return;
  const auto same = [&](const hir::Target& target) { return target.kpi == *kpi; };
  if (std::any_of(item.metadata.targets.begin(), item.metadata.targets.end(), same)) {
    item.checker.diagnostics.report(Code::DeclaredTwice, item.value(0).span, item.key(), *kpi);
    return;
  }
  const Checked value = check_expression(item.checker, item.meta.values[1], Scope{});
  if (!value) return;
  const auto* constant = std::get_if<hir::Constant>(&item.checker.hir[*value].node);
  if (constant == nullptr || !is_number(constant->value.type))
    return item.expected("a number, a percentage, an amount of money or a duration", item.value(1).span);
  item.metadata.targets.push_back({std::string(*kpi), std::string(sign_of(*item.meta.comparison)), constant->value});
}

void read_priority(const Item& item) {
  const auto number = item.as<WrittenNumber>(0);
  if (!number || number->scale != 0 || number->percent || item.meta.values.size() != 1)
    return item.expected("a whole number: `priority 10`");
  item.metadata.priority = number->mantissa;
}

/// A percentage from 0% to 100%.
std::optional<plan::Literal> percentage(const Item& item, std::size_t index) {
  const auto number = item.as<WrittenNumber>(index);
  if (!number || !number->percent) return std::nullopt;
  auto ratio = ratio_of(*number);
  if (!ratio || ratio->number < 0 || ratio->number > ratio->denominator) return std::nullopt;
  return ratio;
}

void read_holdout(const Item& item) {
  auto share = percentage(item, 0);
  if (!share || item.meta.values.size() != 1) return item.expected("a percentage from 0% to 100%: `holdout 10%`");
  item.metadata.holdout = std::move(share);
}

void read_expect(const Item& item) {
  const auto low = percentage(item, 0);
  const auto high = percentage(item, 1);
  if (!low || !high || item.meta.values.size() != 2) return item.expected("two percentages: `expect reach 0.5%..15%`");
  __extension__ typedef __int128 Wide;
  if (Wide{high->number} * low->denominator < Wide{low->number} * high->denominator) {
    item.checker.diagnostics.report(Code::ReversedRange, item.values_span());
    return;
  }
  item.metadata.expect_reach = hir::Reach{*low, *high, item.meta.span};
}

void read_review(const Item& item) {
  const auto every = item.as<ast::QuantityLiteral>(0);
  if (!every || item.meta.values.size() != 1) return item.expected("a length: `review every 90 days since 2026-01-10`");
  const auto micros = duration_micros(item.checker, *every, item.value(0).span);
  if (!micros) return;
  if (*micros <= 0 || *micros % plan::kMicrosPerDay != 0) return item.expected("whole days, at least one");
  hir::Review review{*micros / plan::kMicrosPerDay, std::nullopt, item.meta.span};
  if (item.meta.since) {
    const auto written = written_literal(*item.checker.ast, *item.meta.since);
    const auto* date = written ? std::get_if<ast::DateLiteral>(&written->value) : nullptr;
    if (date == nullptr) {
      item.checker.diagnostics.report(Code::BadMetadata, (*item.checker.ast)[*item.meta.since].span, item.key(), "a date after `since`");
      return;
    }
    review.since = date->days;
  }
  item.metadata.review = review;
}

template <std::optional<std::int64_t> hir::Metadata::* Member>
void read_date(const Item& item) {
  const auto date = item.as<ast::DateLiteral>(0);
  if (!date || item.meta.values.size() != 1) return item.expected("a date: `2026-03-01`");
  item.metadata.*Member = date->days;
}

void read_send(const Item& item) {
  const auto from = item.as<ast::ClockLiteral>(0);
  const auto to = item.as<ast::ClockLiteral>(1);
  if (!from || !to || item.meta.values.size() != 2) return item.expected("two times of day: `send 09:00..20:00`");
  if (item.meta.in_profile_timezone && !timezone_field(item.checker, item.meta.span)) return;
  item.metadata.send_minutes = {from->minutes, to->minutes};
  item.metadata.send_in_profile_timezone = item.meta.in_profile_timezone;
}

void read_contact(const Item& item) {
  const auto number = item.as<WrittenNumber>(0);
  const auto period = item.as<ast::QuantityLiteral>(1);
  const bool whole = number && number->scale == 0 && !number->percent && number->mantissa >= 0 && number->mantissa <= 1'000'000;
  if (!whole || !period) return item.expected("a number and a day, week or month: `contact at most 2 per week`");
  const std::int64_t count = number->mantissa;
  switch (period->unit) {
    case ast::Unit::Day:
      item.metadata.contact_at_most_per_week = count * 7;
      return;
    case ast::Unit::Week:
      item.metadata.contact_at_most_per_week = count;
      return;
    case ast::Unit::Month:
      item.metadata.contact_at_most_per_week = (count * 12 + 51) / 52;
      return;
    case ast::Unit::Second:
    case ast::Unit::Minute:
    case ast::Unit::Hour:
    case ast::Unit::Quarter:
    case ast::Unit::Year:
      break;
  }
  item.expected("per day, week or month", item.value(1).span);
}

void read_basis(const Item& item) {
  const auto word = item.word(0);
  if (word == "marketing")
    item.metadata.basis = hir::Basis::Marketing;
  else if (word == "service")
    item.metadata.basis = hir::Basis::Service;
  else if (word == "legal")
    item.metadata.basis = hir::Basis::Legal;
  else
    item.expected("`marketing`, `service` or `legal`");
}

struct KeyRow {
  std::string_view key;
  bool repeatable;
  void (*read)(const Item&);
  void (*forget)(hir::Metadata&) = nullptr;  ///< of a key that adds to what stands there
};

template <auto Member>
void forget(hir::Metadata& metadata) {
  (metadata.*Member).clear();
}

constexpr KeyRow kKeys[] = {
    {"owner", false, read_text<&hir::Metadata::owner>},
    {"goal", false, read_words<&hir::Metadata::goals, &hir::Vocabulary::goals>, forget<&hir::Metadata::goals>},
    {"campaign", false, read_text<&hir::Metadata::campaign>},
    {"message", false, read_text<&hir::Metadata::message>},
    {"channel", false, read_channels, forget<&hir::Metadata::channels>},
    {"offer", false, read_words<&hir::Metadata::offers, &hir::Vocabulary::offers>, forget<&hir::Metadata::offers>},
    {"kpi", false, read_words<&hir::Metadata::kpis, &hir::Vocabulary::kpis>, forget<&hir::Metadata::kpis>},
    {"target", true, read_target, forget<&hir::Metadata::targets>},
    {"platform", false, read_words<&hir::Metadata::platforms, &hir::Vocabulary::platforms>, forget<&hir::Metadata::platforms>},
    {"priority", false, read_priority},
    {"holdout", false, read_holdout},
    {"send", false, read_send},
    {"contact", false, read_contact},
    {"review", false, read_review},
    {"starts", false, read_date<&hir::Metadata::starts>},
    {"expires", false, read_date<&hir::Metadata::expires>},
    {"basis", false, read_basis},
    {"expect", false, read_expect},
};

void report_unknown_key(Checker& checker, const ast::Name& key) {
  const std::string_view name = checker.text(key);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownMetadata, key.span, name);
  std::vector<std::string_view> names{"where"};
  for (const KeyRow& row : kKeys) names.push_back(row.key);
  suggest_name(checker, diagnostic, key.span, name, names);
}

}  // namespace

hir::Metadata check_metadata(Checker& checker, std::span<const ast::MetaItem> items, const hir::Metadata& inherited) {
  hir::Metadata metadata = inherited;
  std::unordered_map<std::string_view, Span> seen;
  for (const ast::MetaItem& meta : items) {
    const std::string_view key = checker.text(meta.key);
    const auto* row = std::find_if(std::begin(kKeys), std::end(kKeys), [&](const KeyRow& known) { return known.key == key; });
    if (row == std::end(kKeys)) {
      report_unknown_key(checker, meta.key);
      continue;
    }
    const auto [first, added] = seen.emplace(key, meta.key.span);
    if (!added && !row->repeatable) {
      checker.diagnostics.report(Code::DeclaredTwice, meta.key.span, "metadata", key).label(first->second, "written here first");
      continue;
    }
    // What is inherited is replaced, not added to.
    if (added && row->forget != nullptr) row->forget(metadata);
    row->read({checker, meta, metadata});
  }
  return metadata;
}

}  // namespace seg::semantics
