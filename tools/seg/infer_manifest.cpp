// seg.toml for what was inferred.
#include <fmt/format.h>

#include <filesystem>

#include "tools/seg/infer_text.h"

namespace seg::cli {
namespace fs = std::filesystem;
namespace {

using io::InferredField;
using io::InferredSource;
using io::SourceRole;

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string listed(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(toml_text(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

/// Options of a column; the bare name where there are none.
std::string column_text(const InferredField& field) {
  std::string options;
  if (field.type.format) options += ", format = " + toml_text(*field.type.format);
  if (field.is_integer) options += ", key_format = \"integer\"";
  if (!field.type.unknown.empty()) options += ", unknown = " + listed(field.type.unknown);
  if (!field.type.true_texts.empty()) options += ", true = " + listed(field.type.true_texts);
  if (!field.type.false_texts.empty()) options += ", false = " + listed(field.type.false_texts);
  return options.empty() ? toml_text(field.column) : fmt::format("{{ column = {}{} }}", toml_text(field.column), options);
}

/// The path from the workspace, its characters that a glob would take for more than themselves in brackets.
std::string path_text(const std::string& file, const std::string& folder) {
  std::error_code error;
  const std::string path = fs::proximate(fs::absolute(file), fs::absolute(folder), error).generic_string();
  std::string out;
  for (const char c : error ? file : path) {
    if (c == '*' || c == '?' || c == '[') {
      out += fmt::format("[{}]", c);
    } else {
      out += c;
    }
  }
  return toml_text(out);
}

void write_files(const io::FileFacts& file, const std::string& folder, std::string& text) {
  if (file.files.size() == 1) {
    text += fmt::format("file = {}\n", path_text(file.files.front(), folder));
  } else {
    text += "files = [\n";
    for (const std::string& path : file.files) text += fmt::format("  {},\n", path_text(path, folder));
    text += "]\n";
  }
  if (!file.format_by_extension) {
    static constexpr const char* kFormats[] = {"csv", "parquet", "arrow"};
    text += fmt::format("format = \"{}\"\n", kFormats[static_cast<std::size_t>(file.format)]);
  }
  if (file.format != io::FileFormat::Csv) return;
  if (file.shape.delimiter != ',') text += fmt::format("delimiter = {}\n", toml_text(std::string(1, file.shape.delimiter)));
  if (file.shape.quote && *file.shape.quote != '"') text += fmt::format("quote = {}\n", toml_text(std::string(1, *file.shape.quote)));
}

void write_source(const io::InferredWorkspace& workspace, const InferredSource& source, const std::string& folder, std::string& text) {
  text += fmt::format("\n[data.{}]\n", source.name);
  if (source.nested.empty()) {
    write_files(workspace.files[source.files], folder, text);
    text += fmt::format("key = {}\n", toml_text(source.key_column));
    if (source.key_is_integer) text += "key_format = \"integer\"\n";
  } else {
    text += fmt::format("nested = {}\n", toml_text(source.nested));
  }
  if (source.role == SourceRole::Event && (source.at.column != "at" || source.at.type.format)) {
    text += fmt::format("at = {}\n", column_text(source.at));
  }
  std::string columns;
  for (const InferredField& field : source.fields) {
    const std::string column = column_text(field);
    if (column == toml_text(field.name)) continue;
    const bool bare = field.name.find('.') == std::string::npos;
    columns += fmt::format("{} = {}\n", bare ? field.name : toml_text(field.name), column);
  }
  if (!columns.empty()) text += fmt::format("[data.{}.columns]\n{}", source.name, columns);
}

}  // namespace

std::string manifest_text(const io::InferredWorkspace& workspace, const std::string& folder) {
  std::string text =
      "# Guessed by `seg schema infer`, together with schema.seg.\n"
      "[workspace]\n"
      "schema = \"schema.seg\"\n"
      "segments = [\"segments/**/*.seg\"]\n";
  for (const InferredSource& source : workspace.sources) write_source(workspace, source, folder, text);
  return text + "\n[lint]\nselect = [\"all\"]\n";
}

}  // namespace seg::cli
