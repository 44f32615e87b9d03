#pragma once
// Profiles and events written down as lists, against guard pages, and segments over them through the JIT alone. Expected truths are
// written a letter a profile: t, f, u (unknown), ! (fault).

#include <catch2/catch.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/jit/session.h"
#include "tests/unit/kernels/guard.h"

namespace seg::test {

using plan::NodeId;
using plan::Op;
using plan::Type;

template <typename T>
using Values = std::vector<std::optional<T>>;

/// What a batch points into. Bits begin at a bit offset of their own.
class Buffers {
 public:
  explicit Buffers(Against side, std::int64_t bit_offset) : side_(side), bit_offset_(bit_offset) {}

  template <typename T, typename Given>
  columns::Column column(Type type, const Values<Given>& given) {
    std::vector<T> values;
    std::vector<bool> known;
    for (const auto& value : given) {
      values.push_back(static_cast<T>(value ? static_cast<T>(*value) : static_cast<T>(-7)));
      known.push_back(value.has_value());
    }
    columns::Column column;
    column.type = type;
    column.length = static_cast<std::int64_t>(given.size());
    column.values = keep<T>(values);
    column.validity = bits(known);
    return column;
  }
  columns::Column flags(const Values<bool>& given) {
    std::vector<bool> set;
    std::vector<bool> known;
    for (const auto& value : given) {
      set.push_back(value.value_or(true));
      known.push_back(value.has_value());
    }
    columns::Column column;
    column.type = plan::bool_type();
    column.length = static_cast<std::int64_t>(given.size());
    column.flags = bits(set);
    column.validity = bits(known);
    return column;
  }
  columns::Column texts(Type type, const Values<std::string>& given, std::shared_ptr<const columns::Dictionary> dictionary) {
    Values<std::int32_t> codes;
    for (const auto& text : given) {
      codes.emplace_back();
      for (std::int64_t code = 0; text && code < dictionary->size(); ++code) {
        if (dictionary->at(code) == *text) codes.back() = static_cast<std::int32_t>(code);
      }
    }
    columns::Column result = column<std::int32_t>(type, codes);
    result.dictionary = std::move(dictionary);
    return result;
  }
  /// `given[row]` is how many of the elements, in order, the row has; nothing for an unknown one.
  /// `skipped` elements stand before the first row's.
  columns::Column lists(const Values<std::int64_t>& given, columns::Column elements, std::int64_t skipped = 0) {
    std::vector<std::int64_t> offsets{skipped};
    std::vector<bool> known;
    for (const auto& size : given) {
      offsets.push_back(offsets.back() + size.value_or(0));
      known.push_back(size.has_value());
    }
    columns::Column column;
    column.type = plan::list_of(elements.type);
    column.length = static_cast<std::int64_t>(given.size());
    column.values = keep<std::int64_t>(offsets);
    column.validity = bits(known);
    column.elements = std::make_shared<const columns::Column>(std::move(elements));
    return column;
  }
  template <typename T>
  const T* keep(const std::vector<T>& values) {
    auto kept = std::make_shared<Guarded<T>>(values, side_);
    buffers_.push_back(kept);
    return kept->data();
  }

 private:
  columns::Bits bits(const std::vector<bool>& set) {
    std::vector<std::uint8_t> bytes((set.size() + static_cast<std::size_t>(bit_offset_) + 7) / 8, 0xaa);
    for (std::size_t index = 0; index < set.size(); ++index) {
      const std::size_t bit = index + static_cast<std::size_t>(bit_offset_);
      bytes[bit / 8] = static_cast<std::uint8_t>((bytes[bit / 8] & ~(1u << bit % 8)) | (set[index] ? 1u << bit % 8 : 0u));
    }
    return {keep<std::uint8_t>(bytes), bit_offset_};
  }

  Against side_;
  std::int64_t bit_offset_;
  std::vector<std::shared_ptr<void>> buffers_;
};

inline std::shared_ptr<const columns::Dictionary> dictionary_of(const std::vector<std::string>& texts) {
  return std::make_shared<const columns::Dictionary>(texts);
}

inline std::string truths(const columns::Membership& membership) {
  std::string letters;
  for (std::int64_t row = 0; row < membership.members.rows; ++row) {
    letters += membership.faults.at(row) ? '!' : membership.unknown.at(row) ? 'u' : membership.members.at(row) ? 't' : 'f';
  }
  return letters;
}

/// Memberships of all segments, compiled and chunked in several ways that must agree.
inline std::vector<std::string> evaluate(const plan::Plan& plan, const columns::Batch& batch, std::int64_t now,
                                         const columns::Cuts& cuts = {}) {
  REQUIRE(plan::verify(plan).empty());
  std::vector<std::string> first;
  std::vector<jit::CompileOptions> ways(4);
  ways[1].chunk_rows = 64;
  ways[1].block_limit = 40;
  ways[2].cpu = "x86-64-v3";
  ways[3].thorough = true;
  for (jit::CompileOptions& options : ways) {
    options.verify_module = true;
    std::string error;
    const auto session = jit::Session::compile(plan, options, &error);
    REQUIRE(error.empty());
    REQUIRE(session != nullptr);
    std::vector<std::string> found;
    const auto audit = session->evaluate(plan.parameters, batch, cuts, now, columns::Entry::Audit);
    const auto members = session->evaluate(plan.parameters, batch, cuts, now, columns::Entry::Members);
    for (std::size_t segment = 0; segment < audit.size(); ++segment) {
      found.push_back(truths(audit[segment]));
      REQUIRE(members[segment].members == audit[segment].members);
      REQUIRE(members[segment].unknown.rows == 0);
    }
    if (first.empty()) first = found;
    REQUIRE(found == first);
  }
  return first;
}

/// Segments and what each must say, collected and compiled together.
class Cases {
 public:
  explicit Cases(plan::Schema schema) : plan(std::move(schema)) {}
  plan::Builder plan;

  NodeId integer(std::int64_t value) { return plan.integer(value); }
  NodeId number(Type type, std::int64_t value) { return plan.literal({type, value, 1, 0, {}}); }
  NodeId ratio(std::int64_t value, std::int64_t denominator) { return plan.literal({plan::ratio_type(), value, denominator, 0, {}}); }
  NodeId real(double value) { return plan.literal({plan::float_type(), 0, 1, value, {}}); }
  NodeId text(std::string value) { return plan.literal({plan::string_type(), 0, 1, 0, std::move(value)}); }
  NodeId instant(std::int64_t micros) { return number(plan::timestamp_type(), micros); }
  NodeId field(std::uint32_t index) { return plan.profile_field(index); }
  NodeId apply(Op op, std::initializer_list<NodeId> operands) { return plan.apply(op, operands); }
  NodeId fold(Op op, std::initializer_list<NodeId> operands) {
    return plan.fold(op, 0, std::span<const NodeId>(operands.begin(), operands.size()));
  }
  NodeId beginning() { return instant(plan::kBeginningOfTime); }
  NodeId end() { return instant(plan::kEndOfTime); }

  void expect(NodeId root, std::string letters) {
    // A segment of constant rate is one, too.
    plan.add_segment("s" + std::to_string(expected_.size()), root);
    expected_.push_back(std::move(letters));
  }
  void check(const columns::Batch& batch, std::int64_t now, const columns::Cuts& cuts = {}) {
    const plan::Plan finished = std::move(plan).finish();
    const std::vector<std::string> found = evaluate(finished, batch, now, cuts);
    for (std::size_t segment = 0; segment < expected_.size(); ++segment) {
      INFO("segment " << segment);
      CHECK(found[segment] == expected_[segment]);
    }
  }

 private:
  std::vector<std::string> expected_;
};

}  // namespace seg::test
