#include "compiler/driver/settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <span>

#include "compiler/base/suggest.h"

namespace seg::driver {
namespace {

/// toml++ counts lines and columns from 1, columns in code points.
std::uint32_t offset_of(const Source& source, toml::source_position position) {
  if (position.line == 0 || position.line > source.line_count()) return 0;
  const std::string_view line = source.line(position.line);
  std::size_t bytes = 0;
  for (toml::source_index column = 1; column < position.column && bytes < line.size(); ++column) {
    ++bytes;
    while (bytes < line.size() && (static_cast<unsigned char>(line[bytes]) & 0xC0u) == 0x80u) ++bytes;
  }
  return static_cast<std::uint32_t>(static_cast<std::size_t>(line.data() - source.text().data()) + bytes);
}

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none:
      return "nothing";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date and time";
  }
  return "nothing";
}

class Reader {
 public:
  Reader(SourceId manifest, const Sources& sources, Diagnostics& diagnostics)
      : id_(manifest), source_(sources[manifest]), diagnostics_(diagnostics) {}

  Settings read() {
    Settings settings;
    settings.schema = {"schema.seg", at(0)};
    settings.segments = {{"segments/**/*.seg", at(0)}};
    try {
      read_document(toml::parse(source_.text(), source_.path()), settings);
    } catch (const toml::parse_error& error) {
      const std::uint32_t offset = offset_of(source_, error.source().begin);
      diagnostics_.report(Code::TomlSyntax, at(offset), error.description());
    }
    return settings;
  }

 private:
  using Names = std::span<const std::string_view>;

  Span at(std::uint32_t offset) const { return {id_, offset, offset}; }
  Span span_of(const toml::source_region& region) const {
    const std::uint32_t begin = offset_of(source_, region.begin);
    return {id_, begin, std::max(begin, offset_of(source_, region.end))};
  }

  void wrong_type(std::string_view name, const toml::node& node, std::string_view expected) {
    diagnostics_.report(Code::WrongSettingType, span_of(node.source()), name, type_name(node), expected);
  }

  void unknown(const toml::key& key, std::string_view where, Names known) {
    Diagnostic& found = diagnostics_.report(Code::UnknownSetting, span_of(key.source()), key.str(), where);
    if (const auto meant = suggest(key.str(), known)) {
      found.message += fmt::format("; did you mean `{}`?", *meant);
      found.fix({fmt::format("write `{}`", *meant), {{span_of(key.source()), std::string(*meant)}}, Safety::Unsafe});
    } else {
      found.note(fmt::format("known here: {}", fmt::join(known, ", ")));
    }
  }

  void refuse_others(const toml::table& table, std::string_view where, Names known) {
    for (const auto& [key, value] : table) {
      if (std::find(known.begin(), known.end(), key.str()) == known.end()) unknown(key, where, known);
    }
  }

  const toml::table* table_at(const toml::table& parent, std::string_view key, std::string_view name) {
    const toml::node* node = parent.get(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table()) wrong_type(name, *node, "a table");
    return node->as_table();
  }

  std::optional<Setting> text(const toml::node& node, std::string_view name) {
    if (const auto* value = node.as_string()) return Setting{value->get(), span_of(node.source())};
    wrong_type(name, node, "a text");
    return std::nullopt;
  }

  std::vector<Setting> texts(const toml::node& node, std::string_view name) {
    std::vector<Setting> list;
    const auto* array = node.as_array();
    if (array == nullptr) {
      wrong_type(name, node, "a list of texts");
      return list;
    }
    for (const toml::node& item : *array) {
      if (auto found = text(item, name)) list.push_back(std::move(*found));
    }
    return list;
  }

  void read_document(const toml::table& document, Settings& settings) {
    static constexpr std::array<std::string_view, 3> kTables = {"workspace", "data", "lint"};
    refuse_others(document, "seg.toml", kTables);
    table_at(document, "data", "data");
    if (const auto* workspace = table_at(document, "workspace", "workspace")) read_workspace(*workspace, settings);
    if (const auto* lint = table_at(document, "lint", "lint")) read_lint(*lint, settings.lint);
  }

  void read_workspace(const toml::table& table, Settings& settings) {
    static constexpr std::array<std::string_view, 3> kKeys = {"name", "schema", "segments"};
    refuse_others(table, "[workspace]", kKeys);
    if (const auto* node = table.get("name")) {
      if (auto found = text(*node, "name")) settings.name = std::move(found->text);
    }
    if (const auto* node = table.get("schema")) {
      if (auto found = text(*node, "schema")) settings.schema = std::move(*found);
    }
    if (const auto* node = table.get("segments")) settings.segments = texts(*node, "segments");
  }

  void read_lint(const toml::table& table, LintSettings& lint) {
    static constexpr std::array<std::string_view, 3> kKeys = {"select", "levels", "options"};
    refuse_others(table, "[lint]", kKeys);
    if (const auto* node = table.get("select")) lint.select = texts(*node, "select");
    if (const auto* levels = table_at(table, "levels", "levels")) {
      for (const auto& [key, value] : *levels) {
        auto level = text(value, key.str());
        if (level) lint.levels.push_back({{std::string(key.str()), span_of(key.source())}, std::move(*level)});
      }
    }
    if (const auto* options = table_at(table, "options", "options")) {
      for (const auto& [key, value] : *options) {
        const Setting name{std::string(key.str()), span_of(key.source())};
        if (value.is_number()) {
          lint.options.push_back({name, value.value<double>().value_or(0), span_of(value.source())});
        } else {
          wrong_type(key.str(), value, "a number");
        }
      }
    }
  }

  SourceId id_;
  const Source& source_;
  Diagnostics& diagnostics_;
};

}  // namespace

Settings read_settings(SourceId manifest, const Sources& sources, Diagnostics& diagnostics) {
  return Reader(manifest, sources, diagnostics).read();
}

}  // namespace seg::driver
