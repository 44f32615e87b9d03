// For a wiki or a repository: GitHub's Markdown.
#include <fmt/format.h>

#include <algorithm>

#include "tools/doc/render.h"

namespace seg::doc {
namespace {

/// Nothing of a text is markup; blanks at line ends and line ends are one blank each.
std::string escaped(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_[]<>#|~&$";
  std::string made;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      made += ' ';
      continue;
    }
    if (kMarkup.find(c) != std::string_view::npos) made += '\\';
    made += c;
  }
  return made;
}

std::string code(std::string_view text) {
  std::string inner;
  for (const char c : text) inner += c == '`' ? '\'' : static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return fmt::format("`{}`", inner);
}

std::string codes(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + code(name);
  return text;
}

void add_items(std::string& page, const std::vector<english::Sentence>& parts, std::size_t depth) {
  for (const english::Sentence& part : parts) {
    page += fmt::format("{}- {}\n", std::string(2 * depth, ' '), escaped(part.text));
    add_items(page, part.parts, depth + 1);
  }
}

void add_description(std::string& page, const english::Description& description) {
  page += escaped(description.sentence.text) + "\n";
  if (!description.sentence.parts.empty()) page += "\n";
  add_items(page, description.sentence.parts, 0);
  if (!description.points.empty()) page += "\n| points | if |\n|---:|---|\n";
  for (const english::Points& points : description.points) page += fmt::format("| {:+} | {} |\n", points.points, escaped(points.condition));
}

void add_table(std::string& page, const std::vector<Entry>& entries) {
  if (entries.empty()) return;
  page += "\n| | |\n|---|---|\n";
  for (const Entry& entry : entries) page += fmt::format("| {} | {} |\n", entry.label, entry.text);
}

std::vector<Entry> escaped_entries(const std::vector<Entry>& entries) {
  std::vector<Entry> made;
  for (const Entry& entry : entries) made.push_back({entry.label, escaped(entry.text)});
  return made;
}

void add_heading(std::string& page, std::string_view marks, const std::string& name, const std::string& title) {
  page += fmt::format("\n{} {}{}\n\n", marks, title.empty() ? "" : escaped(title) + " · ", code(name));
}

void add_segment(std::string& page, const Segment& segment, std::string_view marks) {
  add_heading(page, marks, segment.name, segment.title);
  if (!segment.doc.empty()) page += fmt::format("*{}*\n\n", escaped(segment.doc));
  add_description(page, segment.description);
  std::vector<Entry> entries = escaped_entries(segment.metadata);
  if (!segment.description.cuts.empty()) entries.push_back({"cuts", codes(segment.description.cuts)});
  if (!segment.description.traits.empty()) entries.push_back({"traits", codes(segment.description.traits)});
  if (!segment.description.segments.empty()) entries.push_back({"members of", codes(segment.description.segments)});
  for (const std::string& example : segment.examples) entries.push_back({"example", escaped(example)});
  entries.push_back({"in", code(segment.place)});
  add_table(page, entries);
}

void add_partition(std::string& page, const Partition& partition) {
  add_heading(page, "###", partition.name, partition.title);
  if (!partition.doc.empty()) page += fmt::format("*{}*\n\n", escaped(partition.doc));
  page += "Every customer is in exactly one of these: the first whose condition is known to be true.\n";
  std::vector<Entry> entries = escaped_entries(partition.metadata);
  entries.push_back({"in", code(partition.place)});
  add_table(page, entries);
  for (const Segment& arm : partition.arms) add_segment(page, arm, "####");
}

void add_vocabulary(std::string& page, const Vocabulary& vocabulary) {
  if (vocabulary.names.empty() && vocabulary.fields.empty()) return;
  page += "\n## Vocabulary\n";
  add_table(page, escaped_entries(vocabulary.names));
  if (vocabulary.fields.empty()) return;
  page += "\n| of | field | what it is |\n|---|---|---|\n";
  for (const Fields& fields : vocabulary.fields) {
    if (fields.fields.empty()) page += fmt::format("| {} | | its time alone |\n", escaped(fields.owner));
    for (const Field& field : fields.fields) {
      page += fmt::format("| {} | {} | {}{} |\n", escaped(fields.owner), code(field.name), escaped(field.type),
                          field.doc.empty() ? "" : ": " + escaped(field.doc));
    }
  }
}

}  // namespace

std::string render_markdown(const Document& document) {
  std::string page = fmt::format("# {}\n\nDates as of {} {}.\n", escaped(document.name), document.now, escaped(document.zone));
  add_vocabulary(page, document.vocabulary);
  if (!document.segments.empty()) page += "\n## Segments\n";
  for (const Segment& segment : document.segments) add_segment(page, segment, "###");
  if (!document.partitions.empty()) page += "\n## Partitions\n";
  for (const Partition& partition : document.partitions) add_partition(page, partition);
  if (!document.traits.empty()) page += "\n## Traits\n";
  for (const Trait& trait : document.traits) {
    add_heading(page, "###", trait.name, "");
    if (!trait.doc.empty()) page += fmt::format("*{}*\n\n", escaped(trait.doc));
    add_description(page, trait.description);
  }
  return page;
}

}  // namespace seg::doc
