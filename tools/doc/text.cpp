// For a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/render.h"
#include "compiler/base/width.h"
#include "tools/doc/render.h"

namespace seg::doc {
namespace {

constexpr std::size_t kLineWidth = 80;
constexpr std::size_t kLabelWidth = 10;

class Page {
 public:
  explicit Page(bool color) : color_(color) {}

  void line(const std::string& text = "") { made += text + "\n"; }
  std::string bold(const std::string& text) const { return color_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : text; }

  /// `text` behind `label`, broken at blanks; lines after the first begin below the first one's text.
  void wrapped(const std::string& label, std::string_view text) {
    const std::string safe = escape_for_terminal(text);
    std::string_view rest = safe;
    const std::size_t indent = display_width(label);
    std::size_t column = indent;
    bool empty = true;
    made += label;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t width = display_width(word);
      if (!empty && column + 1 + width > kLineWidth) {
        made += "\n" + std::string(indent, ' ');
        column = indent;
        empty = true;
      }
      if (!empty) made += ' ';
      made += word;
      column += width + (empty ? 0 : 1);
      empty = false;
    }
    made += "\n";
  }

  void entry(std::size_t indent, const std::string& label, const std::string& text, std::size_t width = kLabelWidth) {
    const std::size_t used = display_width(label);
    wrapped(std::string(indent, ' ') + label + std::string(used < width ? width - used : 0, ' ') + "  ", text);
  }

  std::string made;

 private:
  bool color_;
};

void add_sentence(Page& page, const english::Sentence& sentence, std::size_t indent, bool item) {
  page.wrapped(std::string(indent, ' ') + (item ? "- " : ""), sentence.text);
  for (const english::Sentence& part : sentence.parts) add_sentence(page, part, indent + 2, true);
}

void add_points(Page& page, const std::vector<english::Points>& points, std::size_t indent) {
  std::size_t width = 0;
  for (const english::Points& one : points) width = std::max(width, fmt::format("{:+}", one.points).size());
  for (const english::Points& one : points)
    page.wrapped(fmt::format("{}{:>{}}  if ", std::string(indent, ' '), fmt::format("{:+}", one.points), width), one.condition);
}

/// A doc comment keeps its lines' ends as blanks.
void add_doc(Page& page, const std::string& doc, std::size_t indent) {
  if (doc.empty()) return;
  std::string text = doc;
  std::replace(text.begin(), text.end(), '\n', ' ');
  page.wrapped(std::string(indent, ' '), text);
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

void add_vocabulary(Page& page, const Vocabulary& vocabulary) {
  if (vocabulary.names.empty() && vocabulary.fields.empty()) return;
  page.line();
  page.line(page.bold("vocabulary"));
  std::size_t width = kLabelWidth;
  for (const Fields& fields : vocabulary.fields) width = std::max(width, display_width(fields.owner));
  for (const Entry& entry : vocabulary.names) page.entry(2, entry.label, entry.text, width);
  for (const Fields& fields : vocabulary.fields) {
    std::vector<std::string> texts;
    for (const Field& field : fields.fields) texts.push_back(fmt::format("{} ({})", field.name, field.type));
    page.entry(2, escape_for_terminal(fields.owner), texts.empty() ? "its time alone" : joined(texts), width);
  }
}

std::string heading(const Page& page, const std::string& name, const std::string& title) {
  const std::string bold = page.bold(escape_for_terminal(name));
  return title.empty() ? bold : fmt::format("{}  “{}”", bold, escape_for_terminal(title));
}

void add_description(Page& page, const english::Description& description, std::size_t indent) {
  add_sentence(page, description.sentence, indent, false);
  add_points(page, description.points, indent + 2);
}

void add_segment(Page& page, const Segment& segment, std::size_t indent) {
  page.line();
  page.line(std::string(indent, ' ') + heading(page, segment.name, segment.title));
  add_doc(page, segment.doc, indent + 2);
  add_description(page, segment.description, indent + 2);
  for (const Entry& entry : segment.metadata) page.entry(indent + 2, entry.label, entry.text);
  if (!segment.description.cuts.empty()) page.entry(indent + 2, "cuts", joined(segment.description.cuts));
  if (!segment.description.traits.empty()) page.entry(indent + 2, "traits", joined(segment.description.traits));
  if (!segment.description.segments.empty()) page.entry(indent + 2, "members of", joined(segment.description.segments));
  if (!segment.examples.empty()) page.entry(indent + 2, "examples", joined(segment.examples));
  page.entry(indent + 2, "in", segment.place);
}

void add_partition(Page& page, const Partition& partition) {
  page.line();
  page.line(heading(page, partition.name, partition.title));
  add_doc(page, partition.doc, 2);
  page.wrapped("  ", "Every customer is in exactly one of these: the first whose condition is known to be true.");
  for (const Entry& entry : partition.metadata) page.entry(2, entry.label, entry.text);
  page.entry(2, "in", partition.place);
  for (const Segment& arm : partition.arms) add_segment(page, arm, 2);
}

std::string count_text(std::size_t count, const char* noun) { return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s"); }

}  // namespace

std::string render_text(const Document& document, bool color) {
  Page page(color);
  std::string head = document.name;
  if (!document.segments.empty()) head += " · " + count_text(document.segments.size(), "segment");
  if (!document.partitions.empty()) head += " · " + count_text(document.partitions.size(), "partition");
  if (!document.traits.empty()) head += " · " + count_text(document.traits.size(), "trait");
  page.wrapped("", fmt::format("{} · dates as of {} {}", head, document.now, document.zone));
  add_vocabulary(page, document.vocabulary);
  for (const Segment& segment : document.segments) add_segment(page, segment, 0);
  for (const Partition& partition : document.partitions) add_partition(page, partition);
  if (!document.traits.empty()) {
    page.line();
    page.line(page.bold("traits"));
  }
  for (const Trait& trait : document.traits) {
    page.line("  " + page.bold(escape_for_terminal(trait.name)));
    add_doc(page, trait.doc, 4);
    add_description(page, trait.description, 4);
  }
  return std::move(page.made);
}

}  // namespace seg::doc
