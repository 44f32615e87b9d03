#include "runtime/io/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "runtime/io/nearest.h"
#include "runtime/io/toml_values.h"

namespace seg::io {
namespace {

constexpr std::int64_t kLargestScale = 18;

TextRules read_text_rules(const TomlTable& from) { return {from.texts("unknown"), from.texts("true"), from.texts("false")}; }

/// What follows `%` in a format: the flags of Hinnant's `from_stream` that make up a date, a time of day and an offset.
void check_format(const TomlTable& from, const std::string& format) {
  static constexpr std::string_view kKnown = "YymdeHIMSpjbBhFTRDzntaA%";
  const Place place = place_of(*from.table.get("format"));
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    ++i;
    if (i == format.size() || kKnown.find(format[i]) == std::string_view::npos) {
      from.report(place, fmt::format("`format` has {}, expected % and one of {}", shown(format.substr(i - 1, 2)), kKnown));
      return;
    }
  }
  if (format.find('%') == std::string::npos) {
    from.report(place, fmt::format("`format` is {}, expected something like \"%d.%m.%Y\"", shown(format)));
  }
}

/// One character of ASCII; nothing for an empty text where that is allowed.
std::optional<char> read_character(const TomlTable& source, std::string_view key, std::optional<char> otherwise, bool may_be_empty) {
  const auto text = source.text(key);
  if (!text) return otherwise;
  if (text->empty() && may_be_empty) return std::nullopt;
  if (text->size() == 1 && static_cast<unsigned char>((*text)[0]) < 0x80 && *text != "\n" && *text != "\r") return (*text)[0];
  source.report(place_of(*source.table.get(key)), fmt::format("`{}` is {}, expected one ASCII character", key, shown(*text)));
  return otherwise;
}

/// Whether `key_format` says that keys are integers.
bool read_key_format(const TomlTable& from) {
  const auto format = from.text("key_format");
  if (!format) return false;
  if (*format != "integer") {
    from.report(place_of(*from.table.get("key_format")), fmt::format("`key_format` is {}, expected \"integer\"", shown(*format)));
  }
  return *format == "integer";
}

/// `"dob"` or `{ column = "dob", format = "%d.%m.%Y" }`.
ColumnRule read_column(const TomlTable& parent, const toml::key& key, const toml::node& node) {
  ColumnRule rule;
  rule.field = std::string(key.str());
  rule.place = place_of(key);
  if (const auto* text = node.as_string()) {
    rule.column = text->get();
    return rule;
  }
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    parent.wrong_type(rule.field, node, "the name of a column or a table like { column = \"…\", format = \"…\" }");
    return rule;
  }
  const TomlTable from{*table, fmt::format("`{}` of {}", rule.field, parent.name), parent.path, parent.problems};
  from.check_keys({"column", "format", "scale", "separator", "key_format", "unknown", "true", "false"});
  rule.column = from.text("column").value_or(rule.field);
  rule.texts = read_text_rules(from);
  rule.format = from.text("format");
  if (rule.format) check_format(from, *rule.format);
  rule.separator = read_character(from, "separator", std::nullopt, false);
  rule.integer = read_key_format(from);
  if (const auto scale = from.integer("scale")) {
    if (*scale < 0 || *scale > kLargestScale) {
      from.report(place_of(*table->get("scale")), fmt::format("`scale` is {}, expected 0 to {}", *scale, kLargestScale));
    } else {
      rule.scale = static_cast<std::uint8_t>(*scale);
    }
  }
  return rule;
}

std::vector<ColumnRule> read_columns(const TomlTable& source) {
  std::vector<ColumnRule> rules;
  const toml::node* node = source.table.get("columns");
  if (node == nullptr) return rules;
  const toml::table* table = node->as_table();
  if (table == nullptr) {
    source.wrong_type("columns", *node, "a table of fields and their columns");
    return rules;
  }
  const TomlTable from{*table, fmt::format("{}.columns]", source.name.substr(0, source.name.size() - 1)), source.path, source.problems};
  for (const auto& [key, value] : *table) rules.push_back(read_column(from, key, value));
  return rules;
}

KeyRule read_key(const TomlTable& source, bool profile) {
  KeyRule rule;
  if (const toml::node* node = source.table.get("key")) {
    rule.place = place_of(*node);
    const toml::table* table = node->as_table();
    if (const auto* text = node->as_string()) {
      rule.column = text->get();
    } else if (table != nullptr && profile) {
      const TomlTable from{*table, "`key` of " + source.name, source.path, source.problems};
      from.check_keys({"row_number_from"});
      rule.row_number_from = from.integer("row_number_from");
      if (table->get("row_number_from") == nullptr) from.report(rule.place, "`key` is an empty table, expected { row_number_from = 1 }");
    } else {
      source.wrong_type("key", *node, profile ? "the name of a column or { row_number_from = 1 }" : "the name of a column");
    }
  }
  rule.integer = read_key_format(source);
  return rule;
}

std::optional<FileFormat> read_format(const TomlTable& source) {
  const auto text = source.text("format");
  if (!text) return std::nullopt;
  if (*text == "csv") return FileFormat::Csv;
  if (*text == "parquet") return FileFormat::Parquet;
  if (*text == "arrow") return FileFormat::Arrow;
  source.report(place_of(*source.table.get("format")),
                fmt::format("`format` is {}, expected \"csv\", \"parquet\" or \"arrow\"", shown(*text)));
  return std::nullopt;
}

/// Events in the profile's file: what a file would say has no place beside it.
void read_nested(const TomlTable& source, SourceRule& rule) {
  rule.nested = source.text("nested").value_or("");
  const toml::node& node = *source.table.get("nested");
  if (rule.name == "profile") source.report(place_of(node), "`nested` of [data.profile]; it belongs to an event");
  if (rule.nested.empty() && node.is_string()) {
    source.report(place_of(node), "`nested` is empty, expected the column of the profile's file that holds the events");
  }
  for (const std::string_view key : {"file", "files", "format", "delimiter", "quote", "key", "key_format"}) {
    if (const toml::node* found = source.table.get(key)) {
      source.report(place_of(*found),
                    fmt::format("{} has `nested` and `{}`; nested events are in the profile's file, with its key", source.name, key));
    }
  }
}

void read_files(const TomlTable& source, SourceRule& rule) {
  if (source.table.get("nested") != nullptr) return read_nested(source, rule);
  const bool both = source.table.get("file") != nullptr && source.table.get("files") != nullptr;
  if (both)
    source.report(place_of(*source.table.get("files")), fmt::format("{} has both `file` and `files`, expected one of them", source.name));
  const std::string_view key = source.table.get("files") != nullptr ? "files" : "file";
  if (source.table.get(key) == nullptr) {
    source.report(rule.place, fmt::format("{} says no `file`, expected a path, a glob or a list of them", source.name));
    return;
  }
  const std::optional<std::vector<std::string>> files = source.texts(key);
  rule.files = files.value_or(std::vector<std::string>{});
  if (files && files->empty()) {
    source.report(place_of(*source.table.get(key)),
                  fmt::format("`{}` of {} is an empty list, expected at least one path", key, source.name));
  }
}

SourceRule read_source(const TomlTable& source, const std::string& name, Place place) {
  const bool profile = name == "profile";
  std::vector<std::string> keys = {"file",     "files",   "format", "delimiter", "quote",   "key",   "key_format",
                                   "timezone", "unknown", "true",   "false",     "columns", "nested"};
  if (!profile) keys.insert(keys.end(), {"at", "order"});
  source.check_keys(keys);

  SourceRule rule;
  rule.name = name;
  rule.place = place;
  read_files(source, rule);
  rule.format = read_format(source);
  rule.delimiter = read_character(source, "delimiter", ',', false).value_or(',');
  rule.quote = read_character(source, "quote", '"', true);
  rule.key = read_key(source, profile);
  rule.timezone = source.text("timezone");
  rule.texts = read_text_rules(source);
  rule.columns = read_columns(source);
  if (profile) return rule;
  rule.order = source.text("order");
  for (const auto& [key, node] : source.table) {
    if (key.str() == "at") rule.at = read_column(source, key, node);
  }
  return rule;
}

DataManifest read_data(const TomlTable& data) {
  DataManifest manifest;
  manifest.path = data.path;
  manifest.folder = std::filesystem::path(data.path).parent_path().string();
  manifest.timezone = data.text("timezone");
  manifest.texts = read_text_rules(data);
  static const std::vector<std::string> kOwn = {"timezone", "unknown", "true", "false"};
  for (const auto& [key, node] : data.table) {
    const std::string name(key.str());
    if (std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end()) continue;
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      data.report(place_of(key), fmt::format("unknown key {} in [data]{}", listed({name}), did_you_mean(name, kOwn)));
      continue;
    }
    const TomlTable source{*table, fmt::format("[data.{}]", name), data.path, data.problems};
    SourceRule rule = read_source(source, name, place_of(key));
    if (name == "profile") {
      manifest.profile = std::move(rule);
    } else {
      manifest.others.push_back(std::move(rule));
    }
  }
  return manifest;
}

}  // namespace

ParsedManifest parse_manifest(std::string_view text, const std::string& path) {
  ParsedManifest parsed;
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    const toml::source_position position = error.source().begin;
    parsed.problems.push_back({path,
                               {static_cast<std::uint32_t>(position.line), static_cast<std::uint32_t>(position.column)},
                               fmt::format("not TOML: {}", error.description())});
    return parsed;
  }
  const toml::node* node = root.get("data");
  if (node == nullptr) return parsed;
  const toml::table* table = node->as_table();
  if (table == nullptr) {
    parsed.problems.push_back({path, place_of(*node), "`data` is no table, expected [data]"});
    return parsed;
  }
  DataManifest manifest = read_data({*table, "[data]", path, parsed.problems});
  std::stable_sort(parsed.problems.begin(), parsed.problems.end(), [](const Problem& a, const Problem& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  if (parsed.problems.empty()) parsed.manifest = std::move(manifest);
  return parsed;
}

ParsedManifest read_manifest(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return {std::nullopt, {{path, {}, error ? error.message() : std::string("not a file")}}};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return {std::nullopt, {{path, {}, "cannot be opened"}}};
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return parse_manifest(text, path);
}

}  // namespace seg::io
