#pragma once
// Words for literals, lengths of time and lists of things. Private to this folder.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/semantics/hir.h"
#include "runtime/calendar/calendar.h"

namespace seg::english {

/// `75 EUR`, `412.50 EUR`, `"shoes"`, `gold`, `90 days`, `2026-03-01`, `20 %`; instants in `zone`. A ratio is a percentage where
/// `percent`, else a plain number.
std::string literal_text(const plan::Schema& schema, const plan::Literal& literal, const calendar::Zone& zone, bool percent);

/// `90 days`, `1 hour`, `1.5 seconds`; the largest unit that makes it a whole number.
std::string length_text(std::int64_t micros);
std::string_view unit_word(hir::Unit unit);
/// `1 month`, `3 months`.
std::string units_text(std::int64_t count, hir::Unit unit);
/// `1 purchase`, `2 purchases`.
std::string counted(const std::string& number, const plan::Stream& stream);
/// `Monday` is 0.
std::string_view weekday_name(std::int64_t weekday);
/// `January` is 1.
std::string_view month_name(std::int64_t month);
/// Whether a name such as `points` or `device.tags` is in the plural: by its end, not so `status`, `address` and `os`.
bool is_plural(std::string_view name);
/// `are` for `is`, `contain` for `contains` at the beginning of a text.
std::string with_plural_verb(const std::string& text);
/// `1st`, `22nd`.
std::string ordinal(std::int64_t number);
/// `a purchase`, `an email`.
std::string with_article(const std::string& noun);
/// Without a leading `the `.
std::string without_article(const std::string& noun);
void add_once(std::vector<std::string>& names, const std::string& name);
/// `A`, `A and B`, `A, B and C`.
std::string listed(const std::vector<std::string>& items, std::string_view last);

}  // namespace seg::english
