#pragma once
// Cells as values of the schema's types.

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/plan/schema.h"
#include "tests/conformance/conf_file.h"

namespace seg::conformance {

/// An int, a decimal or an amount in units of its scale, days of a date, microseconds of a timestamp or a duration (`36h`, `90s`, `1us`),
/// an enum's position, a bool as 0 or 1. Nothing where the text is no such value or does not fit. Not for floats and texts.
std::optional<std::int64_t> parse_number(const Cell& cell, plan::Type type, const plan::Schema& schema);

/// `nan`, `inf` and `-inf` too.
std::optional<double> parse_float(const std::string& text);

}  // namespace seg::conformance
