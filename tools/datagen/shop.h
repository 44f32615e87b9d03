#pragma once
// The example shop as CSV files: customers.csv, purchases.csv, emails.csv, visits.csv. Columns are the fields
// of the shop's schema, instants are UTC in ISO 8601, amounts are euros with two digits, an empty cell is
// unknown.

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

#include "runtime/calendar/calendar.h"

namespace seg::datagen {

struct ShopOptions {
  std::uint64_t profiles = 0;
  std::uint64_t seed = 0;
  /// Nothing in the files lies at or after it. Whole seconds count; years 1980 to 2200.
  calendar::Micros now = 0;
};

/// Rows of each file, the header apart.
struct ShopCounts {
  std::uint64_t profiles = 0;
  std::uint64_t purchases = 0;
  std::uint64_t emails = 0;
  std::uint64_t visits = 0;
};

struct ShopError {
  std::string message; ///< names the file where there is one
};

/// Writes the four files into `folder`, which is made where it is missing; files of these names are replaced.
/// The same options give the same bytes on every machine, and customer n is the same in a shop of any size.
/// Memory is that of one customer.
std::variant<ShopCounts, ShopError> generate_shop(const ShopOptions &options,
                                                  const std::filesystem::path &folder);

} // namespace seg::datagen
