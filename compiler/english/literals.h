#pragma once
// A literal as a person reads it.

#include <string>

#include "runtime/plan/plan.h"

namespace seg::english {

/// `20 %` for a ratio, `75 EUR`, `90 days`, `gold`; instants in UTC.
std::string literal_words(const plan::Schema& schema, const plan::Literal& literal);

}  // namespace seg::english
