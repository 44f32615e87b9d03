#include "runtime/jit/tables.h"

#include <algorithm>
#include <bitset>
#include <numeric>
#include <unordered_map>

#include "runtime/jit/mutants.h"
#include "runtime/texts/change.h"

namespace seg::jit {
namespace {

/// A column that a host left out because it has no rows may have no dictionary either.
std::shared_ptr<const columns::Dictionary> dictionary_of(const columns::Column* column) {
  static const auto kNone = std::make_shared<const columns::Dictionary>();
  if (column != nullptr && column->elements != nullptr) column = column->elements.get();
  return column != nullptr && column->dictionary != nullptr ? column->dictionary : kNone;
}

const columns::Column* field_of(const std::vector<columns::Column>& fields, std::uint32_t index) {
  return index < fields.size() ? &fields[index] : nullptr;
}

/// Codes in the order of their texts.
std::vector<std::int32_t> sorted_codes(const columns::Dictionary& dictionary) {
  std::vector<std::int32_t> codes(static_cast<std::size_t>(dictionary.size()));
  std::iota(codes.begin(), codes.end(), 0);
  std::sort(codes.begin(), codes.end(), [&](std::int32_t a, std::int32_t b) { return dictionary.at(a) < dictionary.at(b); });
  return codes;
}

}  // namespace

Tables::Tables(const Program& program, const TableSources& sources)
    : program_(program), sources_(sources), derived_(program.texts.size()), wanted_(program.texts.size()) {
  for (const TextSource& source : program.texts) add_source(source);
  want_constants();
  find_wanted();
  for (const Table& table : program.tables) addresses_.push_back(make(table));
}

/// A source stands before those that derive from it.
void Tables::add_source(const TextSource& source) {
  const columns::Batch& batch = sources_.batch;
  switch (source.what) {
    case TextSource::What::Constant:
      dictionaries_.push_back(
          std::make_shared<const columns::Dictionary>(std::vector<std::string>{std::string(sources_.constants[source.index].text)}));
      break;
    case TextSource::What::Profile:
      dictionaries_.push_back(dictionary_of(field_of(batch.profile, source.index)));
      break;
    case TextSource::What::Event:
      dictionaries_.push_back(
          dictionary_of(source.stream < batch.streams.size() ? field_of(batch.streams[source.stream].fields, source.index) : nullptr));
      break;
    case TextSource::What::Table:
      dictionaries_.push_back(dictionary_of(table_column(source.stream, source.index)));
      break;
    case TextSource::What::Derived: {
      auto& derived = derived_[dictionaries_.size()];
      derived = sources_.texts.derived(dictionaries_[source.index], source.op);
      dictionaries_.push_back(derived->texts);
      break;
    }
  }
}

const columns::Column* Tables::table_column(std::uint32_t table, std::uint32_t field) const {
  const auto& tables = sources_.batch.tables;
  return table < tables.size() && tables[table] != nullptr ? field_of(tables[table]->fields, field) : nullptr;
}

const columns::Column* Tables::list_column(const ListSource& source) const {
  const columns::Batch& batch = sources_.batch;
  switch (source.what) {
    case ListSource::What::Profile:
      return field_of(batch.profile, source.index);
    case ListSource::What::Event:
      return source.stream < batch.streams.size() ? field_of(batch.streams[source.stream].fields, source.index) : nullptr;
    case ListSource::What::Table:
      return table_column(source.stream, source.index);
  }
  return nullptr;
}

std::int32_t Tables::Wanted::find(std::string_view text) const {
  const auto found =
      std::lower_bound(codes.begin(), codes.end(), text, [](const auto& entry, std::string_view key) { return entry.first < key; });
  return found != codes.end() && found->first == text ? found->second : -1;
}

std::int32_t Tables::code_of(std::uint32_t text, std::string_view constant) const { return wanted_[text].find(constant); }

void Tables::want_constants() {
  for (const BlockEntry& entry : program_.block) {
    if (entry.what == BlockEntry::What::CodeOf) wanted_[entry.text].codes.emplace_back(sources_.constants[entry.node].text, -1);
  }
  for (const Table& table : program_.tables) {
    if (table.what != Table::What::TextSet) continue;
    for (const plan::Literal& element : sources_.parameters.sets[table.parameter].elements)
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
    case Table::What::Derived:
      return code_table_of(derived_[table.text]->codes);
    case Table::What::Lengths:
      return lengths(table);
    case Table::What::Rows:
      return lookup_rows(table);
    case Table::What::ColumnValues:
    case Table::What::ColumnKnown:
    case Table::What::ColumnFlags: {
      const columns::Column* column = table_column(table.parameter, table.other);
      if (column == nullptr) return nullptr;  // a table without rows: nothing is gathered from it
      if (table.what == Table::What::ColumnValues) return column->values;
      return bits(column->length, table.what == Table::What::ColumnKnown ? column->validity : column->flags);
    }
    case Table::What::List:
      return list(table);
    case Table::What::Zone:
      return zone(table);
    case Table::What::Zones:
      return zones(table);
  }
  return nullptr;
}

const void* Tables::code_test(std::vector<std::uint8_t> answers) {
  const auto& kept = bytes_.emplace_back(std::move(answers));
  return &tests_.emplace_back(kernels::CodeTest{kept.data(), static_cast<std::int64_t>(kept.size())});
}

const void* Tables::code_table(std::vector<std::int32_t> codes) { return code_table_of(codes_.emplace_back(std::move(codes))); }

const void* Tables::code_table_of(const std::vector<std::int32_t>& kept) {
  return &code_tables_.emplace_back(kernels::CodeTable{kept.data(), static_cast<std::int64_t>(kept.size())});
}

const void* Tables::text_test(const Table& table) {
  const columns::Dictionary& texts = dictionary(table.text);
  const std::string_view constant = sources_.constants[table.parameter].text;
  std::vector<std::uint8_t> answers(static_cast<std::size_t>(texts.size()));
  if (table.op == plan::Op::Matches) {
    const texts::Pattern pattern = compiled_pattern(constant);
    for (std::size_t code = 0; code < answers.size(); ++code)
      answers[code] = pattern.found_in(texts.at(static_cast<std::int64_t>(code))) ? 1 : 0;
    return code_test(std::move(answers));
  }
  for (std::size_t code = 0; code < answers.size(); ++code) {
    const std::string_view text = texts.at(static_cast<std::int64_t>(code));
    answers[code] = (table.reversed ? text_holds(table.op, constant, text) : text_holds(table.op, text, constant)) ? 1 : 0;
  }
  return code_test(std::move(answers));
}

const void* Tables::text_set(const Table& table) {
  std::vector<std::uint8_t> answers(static_cast<std::size_t>(dictionary(table.text).size()), 0);
  for (const plan::Literal& element : sources_.parameters.sets[table.parameter].elements) {
    const std::int32_t code = code_of(table.text, element.text);
    if (code >= 0) answers[static_cast<std::size_t>(code)] = 1;
  }
  return code_test(std::move(answers));
}

const void* Tables::enum_set(const Table& table) {
  std::vector<std::uint8_t> answers(table.size, 0);
  for (const plan::Literal& element : sources_.parameters.sets[table.parameter].elements) {
    if (element.number >= 0 && element.number < static_cast<std::int64_t>(table.size))
      answers[static_cast<std::size_t>(element.number)] = 1;
  }
  return code_test(std::move(answers));
}

const void* Tables::numbers(const Table& table) {
  const plan::LiteralSet& set = sources_.parameters.sets[table.parameter];
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

std::vector<std::int32_t> Tables::translated_codes(std::uint32_t text, std::uint32_t other) const {
  const columns::Dictionary& from = dictionary(text);
  const columns::Dictionary& to = dictionary(other);
  std::unordered_map<std::string_view, std::int32_t> codes;
  codes.reserve(static_cast<std::size_t>(to.size()));
  for (std::int64_t code = 0; code < to.size(); ++code) codes.emplace(to.at(code), static_cast<std::int32_t>(code));
  std::vector<std::int32_t> result(static_cast<std::size_t>(from.size()), -1);
  for (std::size_t code = 0; code < result.size(); ++code) {
    const auto found = codes.find(from.at(static_cast<std::int64_t>(code)));
    if (found != codes.end()) result[code] = found->second;
  }
  return result;
}

const void* Tables::translation(const Table& table) { return code_table(translated_codes(table.text, table.other)); }

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

const void* Tables::lengths(const Table& table) {
  const columns::Dictionary& texts = dictionary(table.text);
  std::vector<std::int32_t> lengths(static_cast<std::size_t>(texts.size()));
  for (std::size_t code = 0; code < lengths.size(); ++code) {
    const std::string_view text = texts.at(static_cast<std::int64_t>(code));
    lengths[code] = static_cast<std::int32_t>(SEG_MUTATE(length_in_bytes, texts::length(text), static_cast<std::int64_t>(text.size())));
  }
  return code_table(std::move(lengths));
}

const void* Tables::lookup_rows(const Table& table) {
  const auto& tables = sources_.batch.tables;
  if (table.parameter >= tables.size() || tables[table.parameter] == nullptr) return code_table({});
  const std::uint32_t key = sources_.schema.tables[table.parameter].key;
  return code_table_of(*rows_.emplace_back(sources_.texts.rows(dictionaries_[table.text], tables[table.parameter], key)));
}

/// Universal Time where there is no such zone: what is computed in it is unknown.
const void* Tables::zone(const Table& table) const {
  const kernels::ZoneDays* found = table.parameter == plan::kNone ? sources_.zone : find_zone(sources_.constants[table.parameter].text);
  return found != nullptr ? found : &kernels::universal_time();
}

const void* Tables::zones(const Table& table) {
  const auto& found = *found_zones_.emplace_back(sources_.zones.of(dictionaries_[table.text]));
  return &zone_tables_.emplace_back(kernels::ZoneTable{found.data(), static_cast<std::int64_t>(found.size())});
}

/// Bits as words, with one to spare.
const void* Tables::bits(std::int64_t rows, const columns::Bits& bits) {
  if (bits.bits == nullptr) return nullptr;
  const kernels::Lanes lanes{rows, (rows + 63) / 64};
  auto& words = words_.emplace_back(static_cast<std::size_t>(lanes.words + 1));
  kernels::align_bits(lanes, bits.bits, bits.offset, words.data());
  return words.data();
}

std::vector<std::int32_t> Tables::element_codes(std::uint32_t text, std::uint32_t other) {
  std::vector<std::int32_t> codes;
  if (text != other) codes = translated_codes(text, other);
  for (std::uint32_t source = text; derived_[source] != nullptr; source = program_.texts[source].index) {
    std::vector<std::int32_t> composed = derived_[source]->codes;
    if (text != other || source != text) {
      for (std::int32_t& code : composed) code = codes[static_cast<std::size_t>(code)];
    }
    codes = std::move(composed);
  }
  return codes;
}

const void* Tables::list(const Table& table) {
  const columns::Column* column = list_column(program_.lists[table.parameter]);
  kernels::ListColumn& made = lists_.emplace_back();
  if (column == nullptr || column->elements == nullptr) return &made;
  const columns::Column& elements = *column->elements;
  made.rows = column->length;
  made.offsets = column->as<std::int64_t>();
  made.validity = elements.validity;
  const bool coded = plan::form_of(elements.type) == plan::Form::Code;
  if (coded || elements.type.kind == plan::Kind::Date)
    made.narrow = elements.as<std::int32_t>();
  else
    made.wide = elements.as<std::int64_t>();
  if (plan::is_text(elements.type) && (table.text != table.other || derived_[table.text] != nullptr))
    made.codes = static_cast<const kernels::CodeTable*>(code_table(element_codes(table.text, table.other)));
  return &made;
}

}  // namespace seg::jit
