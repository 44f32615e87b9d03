#pragma once
// The profile's key as a column, for conditions on it: `customer_id in ("00001", "00002")`.

#include "runtime/io/load.h"

namespace seg::io {

/// Where the schema's profile fields hold the key, a text; nothing where no condition reads it.
std::optional<std::size_t> key_position(const plan::Schema& schema);
/// The schema without that field: what the files are read for.
plan::Schema without_key(const plan::Schema& schema);
/// Puts the keys of a data set in their place among the profile's columns.
void insert_key_column(const plan::Schema& schema, Dataset& dataset);

}  // namespace seg::io
