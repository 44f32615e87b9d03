#include "runtime/io/toml_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/io/nearest.h"

namespace seg::io {
namespace {

std::string_view type_name(toml::node_type type) {
  switch (type) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "a text";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a float";
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
  }
  return "nothing";
}

Place from_position(toml::source_position position) {
  return {static_cast<std::uint32_t>(position.line), static_cast<std::uint32_t>(position.column)};
}

}  // namespace

Place place_of(const toml::node& node) { return from_position(node.source().begin); }
Place place_of(const toml::key& key) { return from_position(key.source().begin); }

void TomlTable::wrong_type(std::string_view key, const toml::node& found, std::string_view expected) const {
  report(place_of(found), fmt::format("`{}` of {} is {}, expected {}", key, name, type_name(found.type()), expected));
}

void TomlTable::check_keys(const std::vector<std::string>& known) const {
  for (const auto& [key, value] : table) {
    const std::string_view found = key.str();
    if (std::find(known.begin(), known.end(), found) != known.end()) continue;
    const std::string hint = did_you_mean(found, known);
    report(place_of(key), fmt::format("unknown key {} in {}{}", listed({std::string(found)}), name,
                                      hint.empty() ? "; expected one of " + listed(known, known.size()) : hint));
  }
}

std::optional<std::string> TomlTable::text(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_string()) return value->get();
  wrong_type(key, *node, "a text");
  return std::nullopt;
}

std::optional<std::int64_t> TomlTable::integer(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_integer()) return value->get();
  wrong_type(key, *node, "an integer");
  return std::nullopt;
}

std::optional<std::vector<std::string>> TomlTable::texts(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_string()) return std::vector<std::string>{value->get()};
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    wrong_type(key, *node, "a text or a list of texts");
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const toml::node& item : *list) {
    if (const auto* value = item.as_string()) {
      texts.push_back(value->get());
    } else {
      wrong_type(key, item, "a list of texts");
      return std::nullopt;
    }
  }
  return texts;
}

}  // namespace seg::io
