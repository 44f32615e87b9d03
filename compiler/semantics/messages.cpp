#include "compiler/semantics/messages.h"

#include <algorithm>

#include "compiler/base/suggest.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

std::string normalised(const Checker& checker, Span span) {
  std::string text;
  bool blank = false;
  for (const char c : checker.text(span)) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      blank = !text.empty();
      continue;
    }
    if (blank) text += ' ';
    blank = false;
    text += c;
  }
  return text;
}

std::string path_text(const Checker& checker, std::span<const ast::Name> path) {
  std::string text;
  for (const ast::Name& name : path) text += fmt::format("{}{}", text.empty() ? "" : ".", checker.text(name));
  return text;
}

std::string shown(const Checker& checker, Span span) {
  constexpr std::size_t kLongest = 48;
  std::string text = normalised(checker, span);
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

namespace {

/// The place of the schema that gives a field its type.
std::optional<Span> declared_at(const Checker& checker, const hir::Node& node) {
  if (const auto* field = std::get_if<hir::ProfileField>(&node)) return checker.profile.places[field->field].type;
  if (const auto* field = std::get_if<hir::EventField>(&node)) return checker.events[field->stream].places[field->field].type;
  if (const auto* lookup = std::get_if<hir::Lookup>(&node)) return checker.table_names[lookup->table].places[lookup->field].type;
  return std::nullopt;
}

}  // namespace

void explain_type(Checker& checker, Diagnostic& diagnostic, hir::ExprId id) {
  const hir::Expr& expr = checker.hir[id];
  const auto place = declared_at(checker, expr.node);
  // A field's type as its declaration has it, without the `?`.
  std::string type = place ? normalised(checker, *place) : written_type(checker.hir.schema.plan, expr.type);
  if (type.ends_with('?')) type.pop_back();
  diagnostic.label(expr.span, fmt::format("`{}` is {}", shown(checker, expr.span), type));
  if (!place) return;
  const auto same = [&](const Label& label) { return label.span == *place; };
  if (std::none_of(diagnostic.labels.begin(), diagnostic.labels.end(), same)) diagnostic.label(*place, "declared here");
}

Fix exchanged_ends(const Checker& checker, Span first, Span second) {
  return {"exchange the ends", {{first, std::string(checker.text(second))}, {second, std::string(checker.text(first))}}, Safety::Unsafe};
}

Fix replacement(std::string title, Span span, std::string text, Safety safety) {
  return {std::move(title), {{span, std::move(text)}}, safety};
}

void suggest_name(Checker& checker, Diagnostic& diagnostic, Span span, std::string_view name,
                  std::span<const std::string_view> candidates) {
  std::uint64_t steps = 0;
  for (const std::string_view candidate : candidates) steps += 16 + name.size() * candidate.size();
  if (steps > checker.suggestion_steps) {
    checker.suggestion_steps = 0;
    return;
  }
  checker.suggestion_steps -= steps;
  const auto near = suggest(name, candidates);
  if (!near) return;
  diagnostic.message += fmt::format("; did you mean `{}`?", *near);
  diagnostic.fix(replacement(fmt::format("write `{}`", *near), span, std::string(*near)));
}

void not_yet(Checker& checker, Span span, std::string_view feature) {
  checker.diagnostics.report(Code::NotYet, span, feature);
}

void report_wrong_type(Checker& checker, hir::ExprId found, std::string_view what, std::string_view expected) {
  const hir::Expr& expr = checker.hir[found];
  Diagnostic& diagnostic =
      checker.diagnostics.report(Code::WrongType, expr.span, what, expected, described(checker.hir.schema.plan, expr.type));
  explain_type(checker, diagnostic, found);
}

}  // namespace seg::semantics
