#pragma once
// Typed access to a TOML table, which collects what is wrong with it.

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/problem.h"

namespace seg::io {

Place place_of(const toml::node& node);
Place place_of(const toml::key& key);

/// A table with its name in messages (`[data.profile]`) and the problems found so far.
struct TomlTable {
  const toml::table& table;
  std::string name;
  const std::string& path;
  std::vector<Problem>& problems;

  void report(Place place, std::string message) const { problems.push_back({path, place, std::move(message)}); }
  /// Reports keys that are not among `known`.
  void check_keys(const std::vector<std::string>& known) const;
  /// The value of a key; reports a wrong type. Nothing when the key is missing or wrong.
  std::optional<std::string> text(std::string_view key) const;
  std::optional<std::int64_t> integer(std::string_view key) const;
  /// A text or a list of texts.
  std::optional<std::vector<std::string>> texts(std::string_view key) const;
  /// ``key `file` is an integer, expected …`` at the value's place.
  void wrong_type(std::string_view key, const toml::node& found, std::string_view expected) const;
};

}  // namespace seg::io
