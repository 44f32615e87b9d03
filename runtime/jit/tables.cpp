#include "runtime/jit/tables.h"

#include <algorithm>
#include <bitset>
#include <numeric>
#include <unordered_map>

#include "runtime/jit/constants.h"

namespace seg::jit {
namespace {

const columns::Dictionary& none() {
  static const columns::Dictionary kNone;
  return kNone;
}

/// A column that a host left out because it has no rows may have no dictionary either.
const columns::Dictionary* dictionary_of(const std::vector<columns::Column>& fields, std::uint32_t index) {
  return index < fields.size() && fields[index].dictionary != nullptr ? fields[index].dictionary.get() : &none();
}

/// Codes in the order of their texts.
std::vector<std::int32_t> sorted_codes(const columns::Dictionary& dictionary) {
  std::vector<std::int32_t> codes(static_cast<std::size_t>(dictionary.size()));
  std::iota(codes.begin(), codes.end(), 0);
  std::sort(codes.begin(), codes.end(), [&](std::int32_t a, std::int32_t b) { return dictionary.at(a) < dictionary.at(b); });
  return codes;
}

}  // namespace

Tables::Tables(const Program& program, const plan::Parameters& parameters, const columns::Batch& batch, const DayStartTable* day_starts)
    : program_(program), parameters_(parameters), day_starts_(day_starts), wanted_(program.texts.size()) {
  for (const TextSource& source : program.texts) {
    if (source.what == TextSource::What::Parameter) {
      owned_dictionaries_.emplace_back(std::vector<std::string>{parameters.slots[source.index].text});
      dictionaries_.push_back(&owned_dictionaries_.back());
    } else if (source.what == TextSource::What::Profile) {
      dictionaries_.push_back(dictionary_of(batch.profile, source.index));
    } else {
      dictionaries_.push_back(source.stream < batch.streams.size() ? dictionary_of(batch.streams[source.stream].fields, source.index)
                                                                   : &none());
    }
  }
  want_literals();
  find_wanted();
  for (const Table& table : program.tables) addresses_.push_back(make(table));
}

std::int32_t Tables::Wanted::find(std::string_view text) const {
  const auto found =
      std::lower_bound(codes.begin(), codes.end(), text, [](const auto& entry, std::string_view key) { return entry.first < key; });
  return found != codes.end() && found->first == text ? found->second : -1;
}

std::int32_t Tables::code_of(std::uint32_t text, std::string_view literal) const { return wanted_[text].find(literal); }

void Tables::want_literals() {
  for (const BlockEntry& entry : program_.block) {
    if (entry.what == BlockEntry::What::CodeOf) {
      wanted_[entry.text].codes.emplace_back(parameters_.slots[static_cast<std::size_t>(entry.number)].text, -1);
    }
  }
  for (const Table& table : program_.tables) {
    if (table.what != Table::What::TextSet) continue;
    for (const plan::Literal& element : parameters_.sets[table.parameter].elements)
      wanted_[table.text].codes.emplace_back(element.text, -1);
  }
}

/// One pass over each dictionary in which literals are looked for. Most texts are told from all literals by their length and ends.
void Tables::find_wanted() {
  constexpr std::size_t kMarks = 1 << 16;
  const auto mark = [](std::string_view text) {
    if (text.empty()) return std::size_t{0};
    const auto first = static_cast<unsigned char>(text.front());
    const auto last = static_cast<unsigned char>(text.back());
    return (text.size() * 0x9e37u ^ first * 0x101u ^ last * 0x1003u) % kMarks;
  };
  for (std::size_t text = 0; text < wanted_.size(); ++text) {
    auto& codes = wanted_[text].codes;
    if (codes.empty()) continue;
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    const auto marks = std::make_unique<std::bitset<kMarks>>();
    for (const auto& [literal, code] : codes) marks->set(mark(literal));
    const columns::Dictionary& dictionary = *dictionaries_[text];
    for (std::int64_t code = 0; code < dictionary.size(); ++code) {
      const std::string_view candidate = dictionary.at(code);
      if (!marks->test(mark(candidate))) continue;
      const auto found = std::lower_bound(codes.begin(), codes.end(), candidate,
                                          [](const auto& entry, std::string_view key) { return entry.first < key; });
      if (found != codes.end() && found->first == candidate) found->second = static_cast<std::int32_t>(code);
    }
  }
}

const void* Tables::make(const Table& table) {
  switch (table.what) {
    case Table::What::TextTest:
      return text_test(table);
    case Table::What::TextSet:
      return text_set(table);
    case Table::What::EnumSet:
      return enum_set(table);
    case Table::What::Numbers:
      return numbers(table);
    case Table::What::Ranks:
      return ranks(table);
    case Table::What::Unranked:
      return code_table(sorted_codes(dictionary(table.text)));
    case Table::What::Translation:
      return translation(table);
    case Table::What::MergedRanks:
      return merged_ranks(table);
    case Table::What::Pair:
      return &pairs_.emplace_back(kernels::DictionaryPair{&dictionary(table.text), &dictionary(table.other)});
    case Table::What::DayStarts:
      starts_ = {day_start_of, day_starts_};
      return &starts_;
  }
  return nullptr;
}

const void* Tables::code_test(std::vector<std::uint8_t> answers) {
  const auto& kept = bytes_.emplace_back(std::move(answers));
  return &tests_.emplace_back(kernels::CodeTest{kept.data(), static_cast<std::int64_t>(kept.size())});
}

const void* Tables::code_table(std::vector<std::int32_t> codes) {
  const auto& kept = codes_.emplace_back(std::move(codes));
  return &code_tables_.emplace_back(kernels::CodeTable{kept.data(), static_cast<std::int64_t>(kept.size())});
}

const void* Tables::text_test(const Table& table) {
  const columns::Dictionary& texts = dictionary(table.text);
  const std::string_view literal = parameters_.slots[table.parameter].text;
  std::vector<std::uint8_t> answers(static_cast<std::size_t>(texts.size()));
  for (std::size_t code = 0; code < answers.size(); ++code) {
    const std::string_view text = texts.at(static_cast<std::int64_t>(code));
    answers[code] = (table.reversed ? text_holds(table.op, literal, text) : text_holds(table.op, text, literal)) ? 1 : 0;
  }
  return code_test(std::move(answers));
}

const void* Tables::text_set(const Table& table) {
  std::vector<std::uint8_t> answers(static_cast<std::size_t>(dictionary(table.text).size()), 0);
  for (const plan::Literal& element : parameters_.sets[table.parameter].elements) {
    const std::int32_t code = code_of(table.text, element.text);
    if (code >= 0) answers[static_cast<std::size_t>(code)] = 1;
  }
  return code_test(std::move(answers));
}

const void* Tables::enum_set(const Table& table) {
  std::vector<std::uint8_t> answers(table.size, 0);
  for (const plan::Literal& element : parameters_.sets[table.parameter].elements) {
    if (element.number >= 0 && element.number < static_cast<std::int64_t>(table.size))
      answers[static_cast<std::size_t>(element.number)] = 1;
  }
  return code_test(std::move(answers));
}

const void* Tables::numbers(const Table& table) {
  const plan::LiteralSet& set = parameters_.sets[table.parameter];
  auto& values = integers_.emplace_back();
  auto& denominators = integers_.emplace_back();
  auto& reals = reals_.emplace_back();
  for (const plan::Literal& element : set.elements) {
    values.push_back(element.number);
    denominators.push_back(element.denominator);
    reals.push_back(element.real);
  }
  return &sets_.emplace_back(
      kernels::NumberSet{static_cast<std::int64_t>(values.size()), values.data(), denominators.data(), reals.data()});
}

const void* Tables::ranks(const Table& table) {
  const std::vector<std::int32_t> order = sorted_codes(dictionary(table.text));
  std::vector<std::int32_t> ranks(order.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[static_cast<std::size_t>(order[rank])] = static_cast<std::int32_t>(rank);
  return code_table(std::move(ranks));
}

const void* Tables::translation(const Table& table) {
  const columns::Dictionary& from = dictionary(table.text);
  const columns::Dictionary& to = dictionary(table.other);
  std::unordered_map<std::string_view, std::int32_t> codes;
  codes.reserve(static_cast<std::size_t>(to.size()));
  for (std::int64_t code = 0; code < to.size(); ++code) codes.emplace(to.at(code), static_cast<std::int32_t>(code));
  std::vector<std::int32_t> result(static_cast<std::size_t>(from.size()), -1);
  for (std::size_t code = 0; code < result.size(); ++code) {
    const auto found = codes.find(from.at(static_cast<std::int64_t>(code)));
    if (found != codes.end()) result[code] = found->second;
  }
  return code_table(std::move(result));
}

/// A text's rank among the distinct texts of both dictionaries: the same from either side.
const void* Tables::merged_ranks(const Table& table) {
  std::vector<std::string_view> all;
  for (const columns::Dictionary* texts : {&dictionary(table.text), &dictionary(table.other)}) {
    for (std::int64_t code = 0; code < texts->size(); ++code) all.push_back(texts->at(code));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  const columns::Dictionary& texts = dictionary(table.text);
  std::vector<std::int32_t> ranks(static_cast<std::size_t>(texts.size()));
  for (std::size_t code = 0; code < ranks.size(); ++code) {
    ranks[code] =
        static_cast<std::int32_t>(std::lower_bound(all.begin(), all.end(), texts.at(static_cast<std::int64_t>(code))) - all.begin());
  }
  return code_table(std::move(ranks));
}

}  // namespace seg::jit
