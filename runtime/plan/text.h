#pragma once
// Values as a Plan's text has them.

#include <optional>
#include <string>
#include <string_view>

#include "runtime/plan/plan.h"

namespace seg::plan {

/// `true`, `42`, `412.50` (decimals and money, with all digits of the scale), `1/5`, `0.25`, `1998-07-01`, `1998-07-01T00:00:00Z`,
/// `beginning`, `end`, `90d` (`h`, `m`, `s`, `us` where a larger unit is not exact), a word or quoted text of an enum, `"text"`.
/// Dates and times outside the years 1 to 9999 are plain numbers. The literal must be canonical.
std::string literal_text(const Schema& schema, const Literal& literal);

/// The literal of a type that `token` is (the inside of the quotes where `in_quotes`); nothing where it is none.
std::optional<Literal> literal_from_text(const Schema& schema, Type type, std::string_view token, bool in_quotes);

/// `constant`, `cut`, `profile`, `event`.
std::string_view rate_text(Rate rate);

/// Whether the text needs no quotes in a Plan's text: letters, digits, `_`, `.` and bytes of UTF-8, not beginning with a digit.
bool is_word(std::string_view text);
/// In double quotes, with `\"`, `\\`, `\n`, `\t` and `\xHH` for other control bytes.
std::string quoted(std::string_view text);
/// The text itself where it is a word, else in quotes.
std::string word(std::string_view text);

}  // namespace seg::plan
