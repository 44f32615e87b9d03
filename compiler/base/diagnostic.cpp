#include "compiler/base/diagnostic.h"

#include <algorithm>
#include <deque>
#include <tuple>

namespace seg {

namespace {

/// `TooBroad` → `too-broad`.
std::string kebab(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !out.empty()) out += '-';
    out += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::vector<DiagnosticRow> make_rows() {
  static std::deque<std::string> names;
  std::vector<DiagnosticRow> rows;
  const auto row = [&rows](Code code, std::string_view name, Severity severity, std::string_view message) {
    rows.push_back({code, names.emplace_back(kebab(name)), severity, message});
  };
#define DIAGNOSTIC(number, name, severity, message) row(Code::name, #name, Severity::severity, message);
#include "compiler/base/diagnostics.def"
#undef DIAGNOSTIC
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  return rows;
}

/// Diagnostics without a place go first.
std::tuple<std::int64_t, std::uint32_t, std::uint32_t, Code> order_of(const Diagnostic& diagnostic) {
  for (const Label& label : diagnostic.labels)
    if (label.primary) return {label.span.source.index, label.span.begin, label.span.end, diagnostic.code};
  return {-1, 0, 0, diagnostic.code};
}

}  // namespace

Diagnostic& Diagnostic::label(Span span, std::string text) {
  for (Label& known : labels)
    if (known.primary && known.span == span && known.text.empty()) {
      known.text = std::move(text);
      return *this;
    }
  labels.push_back({span, std::move(text), false});
  return *this;
}

Diagnostic& Diagnostic::note(std::string text) {
  notes.push_back(std::move(text));
  return *this;
}

Diagnostic& Diagnostic::fix(Fix fix) {
  fixes.push_back(std::move(fix));
  return *this;
}

const std::vector<DiagnosticRow>& diagnostic_rows() {
  static const std::vector<DiagnosticRow> rows = make_rows();
  return rows;
}

const DiagnosticRow& row_of(Code code) {
  const auto& rows = diagnostic_rows();
  return *std::lower_bound(rows.begin(), rows.end(), code, [](const DiagnosticRow& row, Code wanted) { return row.code < wanted; });
}

std::string code_text(Code code) { return fmt::format("SEG{}", static_cast<unsigned>(code)); }

std::string_view severity_text(Severity severity) {
  switch (severity) {
    case Severity::Info: return "info";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
  }
  return "error";
}

std::size_t Diagnostics::count(Severity severity) const {
  const auto same = [severity](const Diagnostic& diagnostic) { return diagnostic.severity == severity; };
  const auto kept = std::count_if(list_.begin(), list_.end(), same);
  return static_cast<std::size_t>(kept) + dropped_by_severity_[static_cast<std::size_t>(severity)];
}

void Diagnostics::sort() {
  std::stable_sort(list_.begin(), list_.end(), [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) < order_of(b); });
}

Diagnostic& Diagnostics::add(Code code, std::optional<Span> span, std::string message) {
  Diagnostic diagnostic{code, row_of(code).severity, std::move(message), {}, {}, {}};
  if (span) diagnostic.labels.push_back({*span, {}, true});
  if (list_.size() < limit_) return list_.emplace_back(std::move(diagnostic));
  ++dropped_;
  ++dropped_by_severity_[static_cast<std::size_t>(diagnostic.severity)];
  overflow_ = std::move(diagnostic);
  return overflow_;
}

}  // namespace seg
