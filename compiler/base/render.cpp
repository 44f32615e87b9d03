#include "compiler/base/render.h"

#include <algorithm>
#include <map>

#include "compiler/base/snippet.h"

namespace seg {

namespace {

constexpr std::size_t terminal_width = 80;

enum class Paint : std::uint8_t { Error, Warning, Info, Bold, Gutter };

std::string painted(std::string_view text, Paint paint, bool color) {
  if (!color || text.empty()) return std::string(text);
  const auto code = [paint]() -> std::string_view {
    switch (paint) {
      case Paint::Error: return "\x1b[1;31m";
      case Paint::Warning: return "\x1b[1;33m";
      case Paint::Info: return "\x1b[1;36m";
      case Paint::Bold: return "\x1b[1m";
      case Paint::Gutter: return "\x1b[34m";
    }
    return "";
  };
  return fmt::format("{}{}\x1b[0m", code(), text);
}

Paint paint_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return Paint::Error;
    case Severity::Warning: return Paint::Warning;
    case Severity::Info: return Paint::Info;
  }
  return Paint::Info;
}

/// The labels of one source, by line. A label over several lines is shown on its first.
struct Excerpt {
  SourceId source;
  Position at;  ///< of the label that goes first
  std::map<std::uint32_t, std::vector<Mark>> lines;
};

void add_label(std::vector<Excerpt>& excerpts, const Label& label, const Sources& sources) {
  const Source& source = sources[label.span.source];
  const Position at = source.position(label.span.begin);
  auto excerpt = std::find_if(excerpts.begin(), excerpts.end(), [&](const Excerpt& known) { return known.source == label.span.source; });
  if (excerpt == excerpts.end()) {
    excerpts.push_back({label.span.source, at, {}});
    excerpt = excerpts.end() - 1;
  }
  const std::string_view line = source.line(at.line);
  const auto begin = static_cast<std::size_t>(source.text().data() + label.span.begin - line.data());
  const std::size_t end = std::min(begin + label.span.end - label.span.begin, line.size());
  excerpt->lines[at.line].push_back({std::min(begin, line.size()), std::max(end, begin), label.text, label.primary});
}

/// The primary label's source first, the others in the order in which they were added.
std::vector<Excerpt> excerpts_of(const Diagnostic& diagnostic, const Sources& sources) {
  std::vector<Excerpt> excerpts;
  for (const bool primary : {true, false})
    for (const Label& label : diagnostic.labels)
      if (label.primary == primary) add_label(excerpts, label, sources);
  return excerpts;
}

/// Writes what stands right of the line numbers.
struct Page {
  const RenderOptions& options;
  Severity severity;
  std::size_t number_width = 1;
  std::string out;

  void row(std::string_view number, std::string_view edge, std::string_view text) {
    std::string line = painted(fmt::format("{:>{}} {}", number, number_width, edge), Paint::Gutter, options.color);
    if (!text.empty()) line += fmt::format(" {}", text);
    out += line + '\n';
  }
  void marks(std::string_view text) { row("", "│", painted(text, paint_of(severity), options.color)); }
  void note(std::string_view text) {
    const std::size_t width = terminal_width - number_width - 3;
    bool first = true;
    for (const std::string& line : wrap(escape_for_terminal(text), width)) {
      row("", first ? "=" : " ", line);
      first = false;
    }
  }
};

void write_excerpt(Page& page, const Excerpt& excerpt, const Sources& sources) {
  const Source& source = sources[excerpt.source];
  page.row("", "┌─", fmt::format("{}:{}:{}", escape_for_terminal(source.path()), excerpt.at.line, excerpt.at.column));
  page.row("", "│", "");
  std::uint32_t last = 0;
  for (const auto& [number, marks] : excerpt.lines) {
    if (last != 0 && number > last + 1) page.row("", "·", "");
    last = number;
    const MarkedLine marked = mark_line(source.line(number), marks, terminal_width - page.number_width - 3);
    page.row(std::to_string(number), "│", marked.source);
    for (const std::string& line : marked.under) page.marks(line);
  }
}

void write_header(Page& page, const Diagnostic& diagnostic) {
  const std::string head = fmt::format("{}[{}]", severity_text(diagnostic.severity), code_text(diagnostic.code));
  bool first = true;
  for (const std::string& line : wrap(head + ": " + escape_for_terminal(diagnostic.message), terminal_width)) {
    if (first && line.starts_with(head)) {
      page.out += painted(head, paint_of(diagnostic.severity), page.options.color) + painted(line.substr(head.size()), Paint::Bold, page.options.color);
    } else {
      page.out += painted(line, Paint::Bold, page.options.color);
    }
    page.out += '\n';
    first = false;
  }
}

}  // namespace

std::string render_human(const Diagnostic& diagnostic, const Sources& sources, const RenderOptions& options) {
  const std::vector<Excerpt> excerpts = excerpts_of(diagnostic, sources);
  Page page{options, diagnostic.severity, 1, {}};
  for (const Excerpt& excerpt : excerpts)
    page.number_width = std::max(page.number_width, std::to_string(excerpt.lines.rbegin()->first).size());
  write_header(page, diagnostic);
  for (std::size_t i = 0; i < excerpts.size(); ++i) {
    if (i > 0) page.row("", "│", "");
    write_excerpt(page, excerpts[i], sources);
  }
  for (const std::string& note : diagnostic.notes) page.note(note);
  for (const Fix& fix : diagnostic.fixes) page.note("fix: " + fix.title);
  return std::move(page.out);
}

std::string render_human(const Diagnostics& diagnostics, const Sources& sources, const RenderOptions& options) {
  std::string out;
  const auto& all = diagnostics.all();
  const std::size_t shown = std::min(all.size(), options.shown);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += '\n';
    out += render_human(all[i], sources, options);
  }
  const std::size_t rest = all.size() - shown + diagnostics.dropped();
  if (rest > 0) out += fmt::format("\n… and {} more that {} not shown\n", rest, rest == 1 ? "is" : "are");
  return out;
}

}  // namespace seg
