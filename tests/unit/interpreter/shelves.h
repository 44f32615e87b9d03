#pragma once
// Profiles with lists and a key of a lookup table, whose rows lead to a second one.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/interpreter/interpret.h"

namespace seg::test {

using Texts = std::vector<std::optional<std::string>>;
using Numbers = std::vector<std::optional<std::int64_t>>;

inline constexpr std::uint16_t kStoreId = 0;
inline constexpr std::uint16_t kRegionId = 1;
enum : std::uint32_t { kTags, kWanted, kMarks, kStore };
enum : std::uint32_t { kStoreKey, kStoreRegion, kStoreScore, kStoreTags };
enum : std::uint32_t { kRegionKey, kRegionName };

inline plan::Type id_of(std::uint16_t kind) { return {plan::Kind::Id, false, 0, kind, false}; }

/// tags, wanted: list(string); marks: list(int); store: id(store). Stores have a region, a score and tags; regions a name.
inline plan::Schema shelf_schema() {
  plan::Schema schema;
  schema.name = "shelves";
  schema.key = {"key", plan::string_type(), false, 0};
  schema.units = {"store", "region"};
  schema.profile = {{"tags", plan::list_of(plan::string_type()), true},
                    {"wanted", plan::list_of(plan::string_type()), true},
                    {"marks", plan::list_of(plan::int_type()), true},
                    {"store", id_of(kStoreId), true}};
  schema.tables = {{"store",
                    {{"store_id", id_of(kStoreId)},
                     {"region", id_of(kRegionId), true},
                     {"score", plan::float_type(), true},
                     {"tags", plan::list_of(plan::string_type()), true}},
                    0},
                   {"region", {{"region_id", id_of(kRegionId)}, {"name", plan::string_type(), true}}, 0}};
  return schema;
}

struct StoreRow {
  std::string key;
  std::optional<std::string> region;
  double score = 0;
  std::optional<Texts> tags = {};
};

struct Shelf {
  std::optional<Texts> tags = {};
  std::optional<Texts> wanted = {};
  std::optional<Numbers> marks = {};
  std::optional<std::string> store = {};
};

/// Owns what a batch of one profile and the tables' rows point at.
class Shelves {
 public:
  Shelves(const Shelf& shelf, const std::vector<StoreRow>& stores,
          const std::vector<std::pair<std::string, std::optional<std::string>>>& regions) {
    const plan::Schema schema = shelf_schema();
    batch.rows = 1;
    batch.profile = {lists(schema.profile[kTags].type, {shelf.tags}), lists(schema.profile[kWanted].type, {shelf.wanted}),
                     number_list(schema.profile[kMarks].type, shelf.marks), texts(schema.profile[kStore].type, {shelf.store})};
    columns::Table store{static_cast<std::int64_t>(stores.size()), {}};
    Texts keys;
    Texts of_region;
    auto scores = keep(std::vector<double>());
    std::vector<std::optional<Texts>> tags;
    for (const StoreRow& row : stores) {
      keys.push_back(row.key);
      of_region.push_back(row.region);
      scores->push_back(row.score);
      tags.push_back(row.tags);
    }
    const auto& fields = schema.tables[0].fields;
    store.fields = {texts(fields[0].type, keys),
                    texts(fields[1].type, of_region),
                    {fields[2].type, store.rows, scores->data(), {}, {}, nullptr},
                    lists(fields[3].type, tags)};
    columns::Table region{static_cast<std::int64_t>(regions.size()), {}};
    Texts region_keys;
    Texts names;
    for (const auto& [key, name] : regions) {
      region_keys.push_back(key);
      names.push_back(name);
    }
    region.fields = {texts(schema.tables[1].fields[0].type, region_keys), texts(schema.tables[1].fields[1].type, names)};
    batch.tables = {std::make_shared<columns::Table>(store), std::make_shared<columns::Table>(region)};
  }

  columns::Batch batch;

 private:
  template <typename T>
  std::shared_ptr<std::vector<T>> keep(std::vector<T> values) {
    auto kept = std::make_shared<std::vector<T>>(std::move(values));
    owned_.push_back(kept);
    return kept;
  }
  template <typename T>
  columns::Bits validity(const std::vector<std::optional<T>>& values) {
    std::vector<std::uint8_t> bits(values.size() / 8 + 1, 0);
    for (std::size_t index = 0; index < values.size(); ++index) {
      if (values[index]) bits[index / 8] = static_cast<std::uint8_t>(bits[index / 8] | 1U << index % 8);
    }
    return {keep(std::move(bits))->data(), 0};
  }
  columns::Column texts(plan::Type type, const Texts& values) {
    auto dictionary = std::make_shared<columns::Dictionary>();
    std::vector<std::int32_t> codes;
    for (const auto& value : values) codes.push_back(value ? code_of(*dictionary, *value) : -1);
    return {type, static_cast<std::int64_t>(values.size()), keep(std::move(codes))->data(), {}, validity(values), dictionary};
  }
  static std::int32_t code_of(columns::Dictionary& dictionary, const std::string& text) {
    for (std::int64_t code = 0; code < dictionary.size(); ++code) {
      if (dictionary.at(code) == text) return static_cast<std::int32_t>(code);
    }
    dictionary.append(text);
    return static_cast<std::int32_t>(dictionary.size() - 1);
  }
  columns::Column lists(plan::Type type, const std::vector<std::optional<Texts>>& rows) {
    std::vector<std::int64_t> offsets = {0};
    Texts all;
    for (const auto& row : rows) {
      if (row) all.insert(all.end(), row->begin(), row->end());
      offsets.push_back(static_cast<std::int64_t>(all.size()));
    }
    columns::Column column{type, static_cast<std::int64_t>(rows.size()), keep(std::move(offsets))->data(), {}, validity(rows), nullptr};
    column.elements = std::make_shared<columns::Column>(texts(plan::element_of(type), all));
    return column;
  }
  columns::Column number_list(plan::Type type, const std::optional<Numbers>& row) {
    const Numbers elements = row.value_or(Numbers{});
    std::vector<std::int64_t> values;
    for (const auto& element : elements) values.push_back(element.value_or(-1));
    const auto length = static_cast<std::int64_t>(values.size());
    columns::Column column{
        type, 1, keep(std::vector<std::int64_t>{0, length})->data(), {}, validity(std::vector<std::optional<Numbers>>{row}), nullptr};
    column.elements = std::make_shared<columns::Column>(
        columns::Column{plan::element_of(type), length, keep(std::move(values))->data(), {}, validity(elements), nullptr});
    return column;
  }

  std::vector<std::shared_ptr<void>> owned_;
};

}  // namespace seg::test
