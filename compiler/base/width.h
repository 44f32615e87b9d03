#pragma once

#include <cstddef>
#include <string_view>

namespace seg {

/// Columns that UTF-8 text takes on a terminal, the same on every machine and in every locale: two for East Asian wide and full-width
/// characters and for pictographs (Unicode Annex 11, by blocks), none for combining marks, joiners and variation selectors, one for all
/// others; a byte that is not UTF-8 is one. Characters that a terminal does not print must be escaped before.
std::size_t display_width(std::string_view text);

}  // namespace seg
