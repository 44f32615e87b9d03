#pragma once
// How the columns of files belong together: keys, references to them, times.

#include <optional>
#include <string>
#include <vector>

#include "runtime/io/infer.h"

namespace seg::io {

/// What a name says without the part that makes it a key: `customer_key` is `customer`. A bare `id` is the file's own: `customer` in
/// customers.csv.
std::string subject_of(const std::string& column, const FileFacts& file);
bool looks_like_id(const std::string& column);
/// A customer, a user, a member …
bool is_person(const std::string& subject);

/// The column that tells the file's rows apart: an id that is unique, else the first column if it is.
std::optional<std::size_t> key_of(const FileFacts& file);

/// Whether the values of a column are those of a file's key: its name speaks of them, and at least half of its values are there.
bool refers_to(const FileFacts& from, const ColumnFacts& column, const FileFacts& to, const ColumnFacts& key);

/// A date or a timestamp that every row has, as an event's time: the one whose name says it best. Among the columns given.
std::optional<std::size_t> time_of(const FileFacts& file, const std::vector<std::size_t>& columns);

/// The columns beside those in lists of structs.
std::vector<std::size_t> flat_columns(const FileFacts& file);

/// Whether the file holds integers written as floats: `17850.0`.
bool is_float_key(const ColumnFacts& column);

}  // namespace seg::io
