#pragma once
// File patterns of seg.toml.

#include <string_view>

namespace seg::driver {

/// Whether `path` (relative, parts divided by `/`) has the form of `pattern`: `*` stands for any characters of one part, `?` for one
/// character (one byte), a part `**` for any number of parts, none included. Takes time |pattern| × |path| at most.
bool glob_matches(std::string_view pattern, std::string_view path);

/// The longest run of leading parts without a wildcard: where a search may start. `segments/**/*.seg` → `segments`.
std::string_view fixed_prefix(std::string_view pattern);

}  // namespace seg::driver
