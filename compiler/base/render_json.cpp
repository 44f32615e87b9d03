#include <nlohmann/json.hpp>

#include "compiler/base/render.h"

namespace seg {

namespace {

using Json = nlohmann::ordered_json;

Json place(Span span, const Sources& sources) {
  const Source& source = sources[span.source];
  const auto point = [&source](std::uint32_t offset) {
    const Position at = source.position(offset);
    return Json{{"offset", offset}, {"line", at.line}, {"column", at.column}};
  };
  return {{"path", source.path()}, {"begin", point(span.begin)}, {"end", point(span.end)}};
}

std::string_view safety_text(Safety safety) {
  switch (safety) {
    case Safety::Safe: return "safe";
    case Safety::Unsafe: return "unsafe";
    case Safety::Suggestion: return "suggestion";
  }
  return "";
}

Json fix_json(const Fix& fix, const Sources& sources) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    Json one = place(edit.span, sources);
    one["text"] = edit.text;
    edits.push_back(std::move(one));
  }
  return {{"title", fix.title}, {"safety", safety_text(fix.safety)}, {"edits", std::move(edits)}};
}

Json diagnostic_json(const Diagnostic& diagnostic, const Sources& sources) {
  Json labels = Json::array();
  for (const Label& label : diagnostic.labels) {
    Json one = place(label.span, sources);
    one["text"] = label.text;
    one["primary"] = label.primary;
    labels.push_back(std::move(one));
  }
  Json fixes = Json::array();
  for (const Fix& fix : diagnostic.fixes) fixes.push_back(fix_json(fix, sources));
  return {{"code", code_text(diagnostic.code)},      {"name", row_of(diagnostic.code).name}, {"severity", severity_text(diagnostic.severity)},
          {"message", diagnostic.message},           {"labels", std::move(labels)},          {"notes", diagnostic.notes},
          {"fixes", std::move(fixes)}};
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const Sources& sources) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics.all()) list.push_back(diagnostic_json(diagnostic, sources));
  const Json all{{"format_version", 1}, {"diagnostics", std::move(list)}, {"dropped", diagnostics.dropped()}};
  // Texts may quote bytes of a file that are not UTF-8.
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace seg
