#pragma once
// Texts as code points. Properties are Unicode's, by ICU; nothing depends on the locale. A byte that is no part of a well-formed UTF-8
// sequence is kept as it is and counts as one code point.

#include <cstdint>
#include <string>
#include <string_view>

namespace seg::texts {

/// Each code point replaced by its simple case folding (CaseFolding.txt, status C and S): `STRASSE` and `strasse` agree, `ß` and `ss` do
/// not.
std::string case_fold(std::string_view text);
/// Each code point replaced by its simple lowercase or uppercase mapping (UnicodeData.txt).
std::string lower(std::string_view text);
std::string upper(std::string_view text);
/// Without the code points of property White_Space at both ends.
std::string_view trim(std::string_view text);
/// How many code points.
std::int64_t length(std::string_view text);

}  // namespace seg::texts
