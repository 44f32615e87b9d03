#pragma once
// Answers about texts and sets, found once an evaluation: no generated code ever compares a string.

#include <deque>
#include <memory>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/jit/constants.h"
#include "runtime/jit/program.h"
#include "runtime/jit/text_cache.h"
#include "runtime/jit/zones.h"

namespace seg::jit {

/// What tables are made of.
struct TableSources {
  const plan::Schema& schema;
  const plan::Parameters& parameters;
  const std::vector<ConstantValue>& constants;
  const columns::Batch& batch;
  const kernels::ZoneDays* zone;  ///< the schema's
  TextCache& texts;
  ZoneCache& zones;
};

/// The tables of a Program over the dictionaries of one batch and one set of parameters, and the codes of its constant texts.
class Tables {
 public:
  Tables(const Program& program, const TableSources& sources);
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  /// What a kernel gets for a table of the Program.
  const void* address(std::uint32_t table) const { return addresses_[table]; }
  /// The code of a text in the dictionary of text source `text`, or -1. Only for texts that a CodeOf entry of the block names.
  std::int32_t code_of(std::uint32_t text, std::string_view constant) const;

 private:
  /// Texts that are looked for in one dictionary, and where they were found.
  struct Wanted {
    std::vector<std::pair<std::string_view, std::int32_t>> codes;  ///< sorted by text
    std::int32_t find(std::string_view text) const;
  };

  const columns::Dictionary& dictionary(std::uint32_t text) const { return *dictionaries_[text]; }
  void add_source(const TextSource& source);
  void want_constants();
  void find_wanted();
  const void* make(const Table& table);
  const void* text_test(const Table& table);
  const void* text_set(const Table& table);
  const void* enum_set(const Table& table);
  const void* numbers(const Table& table);
  const void* ranks(const Table& table);
  const void* translation(const Table& table);
  const void* merged_ranks(const Table& table);
  const void* lengths(const Table& table);
  const void* lookup_rows(const Table& table);
  const void* zone(const Table& table) const;
  const void* zones(const Table& table);
  const void* bits(std::int64_t rows, const columns::Bits& bits);
  const void* list(const Table& table);
  /// Codes of the source that `text` derives from → codes of `other`.
  std::vector<std::int32_t> element_codes(std::uint32_t text, std::uint32_t other);
  std::vector<std::int32_t> translated_codes(std::uint32_t text, std::uint32_t other) const;
  const columns::Column* list_column(const ListSource& source) const;
  const columns::Column* table_column(std::uint32_t table, std::uint32_t field) const;
  const void* code_test(std::vector<std::uint8_t> answers);
  const void* code_table(std::vector<std::int32_t> codes);
  const void* code_table_of(const std::vector<std::int32_t>& kept);

  const Program& program_;
  TableSources sources_;
  std::vector<std::shared_ptr<const columns::Dictionary>> dictionaries_;  ///< by text source
  std::vector<std::shared_ptr<const DerivedTexts>> derived_;              ///< by text source, null for those that are not
  std::vector<Wanted> wanted_;                                            ///< by text source
  std::vector<const void*> addresses_;
  std::vector<std::shared_ptr<const std::vector<std::int32_t>>> rows_;
  std::deque<std::vector<std::uint8_t>> bytes_;
  std::deque<std::vector<std::int32_t>> codes_;
  std::deque<std::vector<std::int64_t>> integers_;
  std::deque<std::vector<double>> reals_;
  std::deque<kernels::CodeTest> tests_;
  std::deque<kernels::CodeTable> code_tables_;
  std::deque<kernels::NumberSet> sets_;
  std::deque<kernels::DictionaryPair> pairs_;
  std::deque<kernels::ListColumn> lists_;
  std::deque<std::vector<kernels::Word>> words_;
  std::deque<ZoneCache::Found> found_zones_;
  std::deque<kernels::ZoneTable> zone_tables_;
};

}  // namespace seg::jit
