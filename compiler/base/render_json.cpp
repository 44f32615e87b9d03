#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "compiler/base/render.h"

namespace seg {

namespace {

using Json = nlohmann::ordered_json;

/// Places of sources, found quickly in lines of megabytes too: counts the characters before every 1,024th byte of a source, once.
class Places {
 public:
  explicit Places(const Sources& sources) : sources_(sources), counts_(sources.size()) {}

  Json operator()(Span span) { return {{"path", sources_[span.source].path()}, {"begin", point(span.source, span.begin)}, {"end", point(span.source, span.end)}}; }

 private:
  static constexpr std::uint32_t kStep = 1024;
  static std::uint32_t count(std::string_view text) {
    const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
    return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), begins));
  }
  static std::uint32_t start_of(const Source& source, std::uint32_t line) {
    return static_cast<std::uint32_t>(source.line(line).data() - source.text().data());
  }
  /// The last line that begins at `offset` or before.
  static std::uint32_t line_of(const Source& source, std::uint32_t offset) {
    std::uint32_t line = 1;
    std::uint32_t behind = source.line_count() + 1;
    while (line + 1 < behind) {
      const std::uint32_t middle = line + (behind - line) / 2;
      if (start_of(source, middle) <= offset) {
        line = middle;
      } else {
        behind = middle;
      }
    }
    return line;
  }
  std::uint32_t characters_before(SourceId id, std::uint32_t offset) {
    const std::string_view text = sources_[id].text();
    std::vector<std::uint32_t>& counts = counts_[id.index];
    if (counts.empty()) {
      counts.push_back(0);
      for (std::size_t at = 0; at + kStep <= text.size(); at += kStep) counts.push_back(counts.back() + count(text.substr(at, kStep)));
    }
    const std::uint32_t step = offset / kStep;
    return counts[step] + count(text.substr(std::size_t{step} * kStep, offset % kStep));
  }
  Json point(SourceId id, std::uint32_t offset) {
    const Source& source = sources_[id];
    const auto inside = std::min(offset, static_cast<std::uint32_t>(source.text().size()));
    const std::uint32_t line = line_of(source, inside);
    const std::uint32_t column = 1 + characters_before(id, inside) - characters_before(id, start_of(source, line));
    return {{"offset", offset}, {"line", line}, {"column", column}};
  }

  const Sources& sources_;
  std::vector<std::vector<std::uint32_t>> counts_;
};

std::string_view safety_text(Safety safety) {
  switch (safety) {
    case Safety::Safe: return "safe";
    case Safety::Unsafe: return "unsafe";
    case Safety::Suggestion: return "suggestion";
  }
  return "";
}

Json fix_json(const Fix& fix, Places& places) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    Json one = places(edit.span);
    one["text"] = edit.text;
    edits.push_back(std::move(one));
  }
  return {{"title", fix.title}, {"safety", safety_text(fix.safety)}, {"edits", std::move(edits)}};
}

Json diagnostic_json(const Diagnostic& diagnostic, Places& places) {
  Json labels = Json::array();
  for (const Label& label : diagnostic.labels) {
    Json one = places(label.span);
    one["text"] = label.text;
    one["primary"] = label.primary;
    labels.push_back(std::move(one));
  }
  Json fixes = Json::array();
  for (const Fix& fix : diagnostic.fixes) fixes.push_back(fix_json(fix, places));
  return {{"code", code_text(diagnostic.code)},      {"name", row_of(diagnostic.code).name}, {"severity", severity_text(diagnostic.severity)},
          {"message", diagnostic.message},           {"labels", std::move(labels)},          {"notes", diagnostic.notes},
          {"fixes", std::move(fixes)}};
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const Sources& sources) {
  Places places(sources);
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics.all()) list.push_back(diagnostic_json(diagnostic, places));
  const Json all{{"format_version", 1}, {"diagnostics", std::move(list)}, {"dropped", diagnostics.dropped()}};
  // Texts may quote bytes of a file that are not UTF-8.
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace seg
