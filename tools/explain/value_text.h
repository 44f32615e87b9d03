#pragma once
// Values as people read them.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/interpreter/interpret.h"
#include "runtime/plan/schema.h"

namespace seg::explain {

/// A number of a type, as ValueVector and CutValue hold it.
struct Number {
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
};

struct ValueText {
  std::string exact;  ///< `412.50 EUR`, `17/3`
  std::string shown;  ///< the same for a line: long fractions are rounded and begin with `≈`
};

/// Of a known value that is no text and no list. Instants are in UTC.
ValueText number_text(const plan::Schema& schema, plan::Type type, const Number& number);

/// `1310.00 EUR`, `"shoes"`, `gold`, `["vip", unknown]`, `unknown`, `a fault`; instants in the schema's zone.
std::string value_text(const plan::Schema& schema, const interpreter::RowValue& value);

/// `2026-02-11, total 59.90 EUR, product "shoe"`: `at`, then those fields of the event.
std::string event_text(const plan::Schema& schema, std::uint32_t stream, const interpreter::RowValue& at,
                       const std::vector<std::uint32_t>& fields, std::span<const interpreter::RowValue> values);

}  // namespace seg::explain
