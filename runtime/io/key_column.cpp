#include "runtime/io/key_column.h"

#include <charconv>
#include <numeric>

namespace seg::io {
namespace {

/// The keys were written from integers.
columns::Column column_of_integers(plan::Type type, Dataset& dataset) {
  auto numbers = std::make_shared<std::vector<std::int64_t>>(static_cast<std::size_t>(dataset.keys.size()));
  for (std::int64_t row = 0; row < dataset.keys.size(); ++row) {
    const std::string_view text = dataset.keys.at(row);
    std::from_chars(text.data(), text.data() + text.size(), (*numbers)[static_cast<std::size_t>(row)]);
  }
  columns::Column column;
  column.type = type;
  column.length = dataset.keys.size();
  column.values = numbers->data();
  dataset.owned.push_back(std::move(numbers));
  return column;
}

}  // namespace

columns::Column column_of_keys(plan::Type type, std::shared_ptr<const columns::Dictionary> keys, Dataset& dataset) {
  auto codes = std::make_shared<std::vector<std::int32_t>>(static_cast<std::size_t>(keys->size()));
  std::iota(codes->begin(), codes->end(), 0);
  columns::Column column;
  column.type = type;
  column.length = keys->size();
  column.values = codes->data();
  column.dictionary = std::move(keys);
  dataset.owned.push_back(std::move(codes));
  return column;
}

std::optional<std::size_t> key_position(const plan::Schema& schema) {
  const auto found = plan::find_field(schema.profile, schema.key.name);
  if (!found) return std::nullopt;
  return *found;
}

plan::Schema without_key(const plan::Schema& schema) {
  plan::Schema rest = schema;
  if (const auto position = key_position(schema)) rest.profile.erase(rest.profile.begin() + static_cast<std::ptrdiff_t>(*position));
  return rest;
}

void insert_key_column(const plan::Schema& schema, Dataset& dataset) {
  const auto position = key_position(schema);
  if (!position) return;
  const plan::Type type = schema.key.type;
  columns::Column column = plan::is_text(type) ? column_of_keys(type, std::make_shared<const columns::Dictionary>(dataset.keys), dataset)
                                               : column_of_integers(type, dataset);
  dataset.batch.profile.insert(dataset.batch.profile.begin() + static_cast<std::ptrdiff_t>(*position), std::move(column));
}

}  // namespace seg::io
