#pragma once
// What a Plan reads: profile fields and event streams by name and type. Batches are bound against it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/plan/type.h"

namespace seg::plan {

struct EnumType {
  std::string name;  ///< where it was declared: `loyalty_tier`, `email.kind`
  std::vector<std::string> values;
  bool ordered = false;
  bool operator==(const EnumType&) const = default;
};

struct Field {
  std::string name;
  Type type;
  bool optional = false;  ///< without it no value is unknown: columns::validate sees to it and the passes rely on it
  std::uint8_t precision = 0;  ///< decimal(p,s): p; 0 where nothing was said
  bool operator==(const Field&) const = default;
};

/// An event stream. `at` is not among `fields`: every stream has it, never unknown.
struct Stream {
  std::string name;    ///< singular: `purchase`
  std::string plural;  ///< `purchases`; equal to `name` where no plural was declared
  std::vector<Field> fields;
  bool operator==(const Stream&) const = default;
};

/// A lookup table: at most one row a key. The key is an id with a kind, never unknown; no two tables have keys of one kind.
struct Table {
  std::string name;
  std::vector<Field> fields;  ///< the key among them
  std::uint32_t key = 0;      ///< index into fields
  bool operator==(const Table&) const = default;
};

/// The enum of `weekday`'s values, monday to sunday, ordered. Its name is none that a declaration can have.
inline constexpr std::string_view kWeekdayEnum = "day of the week";

struct Schema {
  std::string name;
  std::string zone = "UTC";  ///< IANA name
  Field key;                 ///< id, string or int
  std::vector<Field> profile;  ///< without the key
  std::vector<Stream> streams;
  std::vector<Table> tables;
  std::vector<EnumType> enums;
  std::vector<std::string> units;  ///< currencies and kinds of ids

  /// The unit's index; added when it is new.
  std::uint16_t unit(std::string_view text);
  /// The index of the enum kWeekdayEnum; added when it is not there.
  std::uint16_t weekdays();
  bool operator==(const Schema&) const = default;
};

std::optional<std::uint32_t> find_field(const std::vector<Field>& fields, std::string_view name);
/// By singular or plural.
std::optional<std::uint32_t> find_stream(const Schema& schema, std::string_view name);

std::optional<std::uint32_t> find_table(const Schema& schema, std::string_view name);
/// The table whose key has this type.
std::optional<std::uint32_t> table_of_key(const Schema& schema, Type key);

/// `money(EUR,2)`, `enum email.kind`, `fraction duration`, `id(product)`, `list(string)`: as the Plan's text has it.
std::string type_text(const Schema& schema, Type type);

}  // namespace seg::plan
