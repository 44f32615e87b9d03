#pragma once
// Did-you-mean.

#include <optional>
#include <span>
#include <string_view>

namespace seg {

/// The candidate nearest to `name` by Damerau–Levenshtein distance (optimal string alignment), if it is near enough to be meant:
/// at most a third of the longer text's length, at least one. Ties go to the first.
std::optional<std::string_view> suggest(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace seg
