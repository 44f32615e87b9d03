#pragma once
// Texts that are almost right.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/source.h"

namespace seg::properties {

/// One to four of: a bit changed, bytes left out, doubled or moved, two tokens exchanged, a token left out or doubled, a word of the
/// language or a piece of another place put in. `tokens` are the text's, in their order. The same seed gives the same text.
std::string mutated(std::string_view text, const std::vector<Span>& tokens, std::uint64_t seed);

}  // namespace seg::properties
