#pragma once
// Profiles with events of one stream, written down as lists.

#include <array>
#include <optional>
#include <vector>

#include "runtime/interpreter/interpret.h"

namespace seg::test {

/// An event: instant, whether it is wanted, an amount, a weight and a text. Empty is unknown.
struct Event {
  std::int64_t at;
  std::optional<bool> wanted;
  std::optional<std::int64_t> amount;
  std::optional<double> weight;
  std::optional<const char*> label;
};

inline plan::Schema event_schema() {
  plan::Schema schema;
  schema.name = "events";
  schema.key = {"key", plan::string_type(), false, 0};
  schema.profile = {{"since", plan::timestamp_type(), true, 0}, {"limit", plan::int_type(), true, 0}};
  schema.streams = {{"event",
                     "events",
                     {{"wanted", plan::bool_type(), true, 0},
                      {"amount", plan::int_type(), true, 0},
                      {"weight", plan::float_type(), true, 0},
                      {"label", plan::string_type(), true, 0}}}};
  return schema;
}
enum : std::uint32_t { kWanted, kAmount, kWeight, kLabel };

/// Owns what a batch of `event_schema` points at.
struct Events {
  struct Bytes {
    std::vector<std::uint8_t> known;
    std::vector<std::uint8_t> set;
    void push(bool is_known, bool is_set = false) {
      if (count % 8 == 0) {
        known.push_back(0);
        set.push_back(0);
      }
      if (is_known) known.back() = static_cast<std::uint8_t>(known.back() | 1U << count % 8);
      if (is_set) set.back() = static_cast<std::uint8_t>(set.back() | 1U << count % 8);
      ++count;
    }
    int count = 0;
  };
  struct Profile {
    std::optional<std::int64_t> since;
    std::optional<std::int64_t> limit;
    std::vector<Event> events;
  };

  std::array<Bytes, 2> profile_bits;
  std::array<std::vector<std::int64_t>, 2> profile_values;
  std::array<Bytes, 4> bits;
  std::vector<std::int64_t> offsets = {0};
  std::vector<std::int64_t> at;
  std::vector<std::int64_t> amounts;
  std::vector<double> weights;
  std::vector<std::int32_t> labels;
  std::shared_ptr<columns::Dictionary> dictionary = std::make_shared<columns::Dictionary>();
  columns::Batch batch;

  explicit Events(const std::vector<Profile>& profiles) {
    for (const Profile& profile : profiles) {
      const std::optional<std::int64_t> values[] = {profile.since, profile.limit};
      for (std::size_t index = 0; index < 2; ++index) {
        profile_bits[index].push(values[index].has_value());
        profile_values[index].push_back(values[index].value_or(0));
      }
      for (const Event& event : profile.events) add(event);
      offsets.push_back(static_cast<std::int64_t>(at.size()));
    }
    bind(static_cast<std::int64_t>(profiles.size()));
  }
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

 private:
  void add(const Event& event) {
    at.push_back(event.at);
    bits[kWanted].push(event.wanted.has_value(), event.wanted.value_or(false));
    bits[kAmount].push(event.amount.has_value());
    bits[kWeight].push(event.weight.has_value());
    bits[kLabel].push(event.label.has_value());
    amounts.push_back(event.amount.value_or(0));
    weights.push_back(event.weight.value_or(0));
    labels.push_back(event.label ? code_of(*event.label) : 0);
  }
  std::int32_t code_of(std::string_view text) {
    for (std::int64_t code = 0; code < dictionary->size(); ++code) {
      if (dictionary->at(code) == text) return static_cast<std::int32_t>(code);
    }
    dictionary->append(text);
    return static_cast<std::int32_t>(dictionary->size() - 1);
  }
  void bind(std::int64_t rows) {
    const plan::Schema schema = event_schema();
    const auto column = [](plan::Type type, std::int64_t length, const void* values, const Bytes& bytes) {
      return columns::Column{type, length, values, {bytes.set.data(), 0}, {bytes.known.data(), 0}, nullptr};
    };
    batch.rows = rows;
    for (std::size_t index = 0; index < 2; ++index) {
      batch.profile.push_back(column(schema.profile[index].type, rows, profile_values[index].data(), profile_bits[index]));
    }
    const auto events = static_cast<std::int64_t>(at.size());
    const void* values[] = {nullptr, amounts.data(), weights.data(), labels.data()};
    batch.streams.push_back({offsets.data(), at.data(), {}});
    for (std::size_t index = 0; index < 4; ++index) {
      batch.streams[0].fields.push_back(column(schema.streams[0].fields[index].type, events, values[index], bits[index]));
    }
    batch.streams[0].fields[kLabel].dictionary = dictionary;
  }
};

}  // namespace seg::test
