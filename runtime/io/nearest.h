#pragma once
// Did-you-mean for names in seg.toml and columns of files. (The compiler has its own; the runtime knows nothing of it.)

#include <string>
#include <string_view>
#include <vector>

namespace seg::io {

/// The candidate nearest to `name` by Damerau-Levenshtein distance (optimal string alignment), upper and lower case being the same, if at
/// most a third of the longer text (at least one character) differs; empty when none is. Ties go to the first.
std::string_view nearest(std::string_view name, const std::vector<std::string>& candidates);

/// ``; did you mean `x`?`` or nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

/// `` `a`, `b`, `c` ``, at most `limit` of them and then how many more.
std::string listed(const std::vector<std::string>& names, std::size_t limit = 12);

}  // namespace seg::io
