#pragma once
// The example subscription as CSV files: accounts.csv, plans.csv, invoices.csv, cancellations.csv, active_days.csv. Columns are the fields
// of its schema, instants are UTC in ISO 8601, amounts are euros with two digits, an empty cell is unknown.

#include "tools/datagen/data.h"

namespace seg::datagen {

/// Writes the five files into `folder`, which is made where it is missing; files of these names are replaced. The same options give the
/// same bytes on every machine, and account n is the same among any number of them. Memory is that of one account.
Generated generate_subscription(const DataOptions& options, const std::filesystem::path& folder);

}  // namespace seg::datagen
