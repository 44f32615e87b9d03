#pragma once
// The example shop as CSV files: customers.csv, purchases.csv, emails.csv, visits.csv. Columns are the fields
// of the shop's schema, instants are UTC in ISO 8601, amounts are euros with two digits, an empty cell is
// unknown.

#include "tools/datagen/data.h"

namespace seg::datagen {

/// Writes the four files into `folder`, which is made where it is missing; files of these names are replaced.
/// The same options give the same bytes on every machine, and customer n is the same in a shop of any size.
/// Memory is that of one customer.
Generated generate_shop(const DataOptions &options, const std::filesystem::path &folder);

} // namespace seg::datagen
