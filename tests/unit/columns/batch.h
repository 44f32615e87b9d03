#pragma once
// A batch of four profiles with owned buffers, every physical type and one stream.
//
//   row        0        1        2         3
//   consent    true     false    unknown   true
//   age        30       unknown  -1        41
//   weight     70.5     80.25    unknown   60
//   born       0        1        2         unknown
//   tier       bronze   gold     silver    unknown
//   country    DE       AT       unknown   DE
//   events at  5,5,9    -        7         1,2        with quantities 1,2,3 - 4 5,unknown

#include <array>
#include <vector>

#include "runtime/columns/column.h"

namespace seg::columns::test {

inline plan::Schema schema() {
  plan::Schema schema;
  schema.enums = {{"tier", {"bronze", "silver", "gold"}, true}};
  schema.key = {"id", {plan::Kind::Id}};
  schema.profile = {{"consent", plan::bool_type(), true},
                    {"age", plan::int_type(), true},
                    {"weight", plan::float_type(), true},
                    {"born", plan::date_type(), true},
                    {"tier", {plan::Kind::Enum, false, 0, 0}, true},
                    {"country", plan::string_type(), true}};
  schema.streams = {{"purchase", "purchases", {{"quantity", plan::int_type(), true}}}};
  return schema;
}

struct Sample {
  // Bits begin at bit 3 of the first byte.
  std::array<std::uint8_t, 1> consent{0b0100'1000};
  std::array<std::uint8_t, 1> all_but_2{0b0101'1000};
  std::array<std::uint8_t, 1> all_but_1{0b0110'1000};
  std::array<std::uint8_t, 1> all_but_3{0b0011'1000};
  std::array<std::int64_t, 4> age{30, 99, -1, 41};
  std::array<double, 4> weight{70.5, 80.25, 0, 60};
  std::array<std::int32_t, 4> born{0, 1, 2, 3};
  std::array<std::int32_t, 4> tier{0, 2, 1, -7};
  std::array<std::int32_t, 4> country{0, 1, 1'000, 0};
  std::array<std::int64_t, 5> offsets{1, 4, 4, 5, 7};
  std::array<std::int64_t, 7> at{99, 5, 5, 9, 7, 1, 2};
  std::array<std::int64_t, 7> quantity{0, 1, 2, 3, 4, 5, 6};
  std::array<std::uint8_t, 1> known_events{0b0011'1111};
  std::shared_ptr<Dictionary> countries = std::make_shared<Dictionary>(std::vector<std::string>{"DE", "AT"});

  Batch batch() const {
    const plan::Schema s = schema();
    const auto type = [&](std::size_t field) { return s.profile[field].type; };
    Batch result;
    result.rows = 4;
    result.profile = {{type(0), 4, nullptr, {consent.data(), 3}, {all_but_2.data(), 3}, nullptr},
                      {type(1), 4, age.data(), {}, {all_but_1.data(), 3}, nullptr},
                      {type(2), 4, weight.data(), {}, {all_but_2.data(), 3}, nullptr},
                      {type(3), 4, born.data(), {}, {all_but_3.data(), 3}, nullptr},
                      {type(4), 4, tier.data(), {}, {all_but_3.data(), 3}, nullptr},
                      {type(5), 4, country.data(), {}, {all_but_2.data(), 3}, countries}};
    result.streams = {{offsets.data(), at.data(), {{plan::int_type(), 7, quantity.data(), {}, {known_events.data(), 0}, nullptr}}}};
    return result;
  }
};

}  // namespace seg::columns::test
