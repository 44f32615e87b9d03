#include "runtime/io/key_column.h"

#include <numeric>

namespace seg::io {
namespace {

/// Keys are distinct, so that the dictionary is the keys themselves and row r's code is r.
columns::Column key_column(const plan::Field& key, Dataset& dataset) {
  auto codes = std::make_shared<std::vector<std::int32_t>>(static_cast<std::size_t>(dataset.keys.size()));
  std::iota(codes->begin(), codes->end(), 0);
  columns::Column column;
  column.type = key.type;
  column.length = dataset.keys.size();
  column.values = codes->data();
  column.dictionary = std::make_shared<const columns::Dictionary>(dataset.keys);
  dataset.owned.push_back(std::move(codes));
  return column;
}

}  // namespace

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
  dataset.batch.profile.insert(dataset.batch.profile.begin() + static_cast<std::ptrdiff_t>(*position), key_column(schema.key, dataset));
}

}  // namespace seg::io
