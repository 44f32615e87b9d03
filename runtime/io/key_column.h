#pragma once
// Keys as columns: the profile's, for conditions on it (`customer_id in ("00001", "00002")`), and those of lookup tables.

#include "runtime/io/load.h"

namespace seg::io {

/// Distinct keys as a column: row r's code is r.
columns::Column column_of_keys(plan::Type type, std::shared_ptr<const columns::Dictionary> keys, Dataset& dataset);

/// Where the schema's profile fields hold the key; nothing where no condition reads it.
std::optional<std::size_t> key_position(const plan::Schema& schema);
/// The schema without that field: what the files are read for.
plan::Schema without_key(const plan::Schema& schema);
/// Puts the keys of a data set in their place among the profile's columns.
void insert_key_column(const plan::Schema& schema, Dataset& dataset);

}  // namespace seg::io
