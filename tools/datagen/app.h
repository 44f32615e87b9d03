#pragma once
// The example app as CSV files: users.csv, items.csv, sessions.csv, screens.csv, pushes.csv, opens.csv, purchases.csv. Columns are the
// fields of its schema (`device.os` of the struct), the items of a list are separated by `|`, instants are UTC in ISO 8601, amounts are
// euros with two digits, an empty cell is unknown and `-` a list of nothing.

#include "tools/datagen/data.h"

namespace seg::datagen {

/// Writes the seven files into `folder`, which is made where it is missing; files of these names are replaced. The same options give the
/// same bytes on every machine, and user n is the same among any number of them. Memory is that of one user.
Generated generate_app(const DataOptions& options, const std::filesystem::path& folder);

}  // namespace seg::datagen
