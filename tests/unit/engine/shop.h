#pragma once
// A small shop for the engine's tests: profiles with a value and a score, purchases with an amount.

#include <vector>

#include "runtime/engine/engine.h"

namespace seg::test {

inline plan::Schema shop_schema() {
  plan::Schema schema;
  schema.name = "shop";
  schema.key = {"customer", plan::Type{plan::Kind::Id, false, 0, plan::kNoUnit}, false, 0};
  schema.profile = {
      {"value", plan::int_type(), false, 0}, {"score", plan::float_type(), true, 0}, {"country", plan::string_type(), true, 0}};
  schema.streams = {{"purchase", "purchases", {{"amount", plan::int_type(), false, 0}, {"discount", plan::int_type(), true, 0}}}};
  return schema;
}

/// `rows` profiles: row r has the value r * 37 mod 101 and r mod 5 purchases at 0, 10, 20 … of amounts r, r + 1 …
struct Shop {
  std::int64_t rows;
  std::vector<std::int64_t> values;
  std::vector<double> scores;
  std::vector<std::int64_t> offsets = {0};
  std::vector<std::int64_t> at;
  std::vector<std::int64_t> amounts;

  explicit Shop(std::int64_t row_count) : rows(row_count) {
    for (std::int64_t row = 0; row < rows; ++row) {
      values.push_back(row * 37 % 101);
      scores.push_back(static_cast<double>(row % 7) / 2);
      for (std::int64_t event = 0; event < row % 5; ++event) {
        at.push_back(10 * event);
        amounts.push_back(row + event);
      }
      offsets.push_back(static_cast<std::int64_t>(at.size()));
    }
  }
  columns::Column integers(const std::vector<std::int64_t>& numbers) const {
    return {plan::int_type(), static_cast<std::int64_t>(numbers.size()), numbers.data(), {}, {}, nullptr};
  }
  engine::NamedBatch named() const {
    engine::NamedBatch batch;
    batch.rows = rows;
    batch.profile = {{"score", {plan::float_type(), rows, scores.data(), {}, {}, nullptr}}, {"value", integers(values)}};
    batch.streams = {{"purchase", offsets.data(), at.data(), {{"amount", integers(amounts)}}}};
    return batch;
  }
};

}  // namespace seg::test
