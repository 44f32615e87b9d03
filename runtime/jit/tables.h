#pragma once
// Answers about texts and sets, found once an evaluation: no generated code ever compares a string.

#include <deque>
#include <memory>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/jit/day_starts.h"
#include "runtime/jit/program.h"

namespace seg::jit {

/// The tables of a Program over the dictionaries of one batch and one set of parameters, and the codes of its literals.
class Tables {
 public:
  Tables(const Program& program, const plan::Parameters& parameters, const columns::Batch& batch, const DayStartTable* day_starts);
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  /// What a kernel gets for a table of the Program.
  const void* address(std::uint32_t table) const { return addresses_[table]; }
  /// The code of a text in the dictionary of text source `text`, or -1. Only for texts that a CodeOf entry of the block names.
  std::int32_t code_of(std::uint32_t text, std::string_view literal) const;

 private:
  /// Texts that are looked for in one dictionary, and where they were found.
  struct Wanted {
    std::vector<std::pair<std::string_view, std::int32_t>> codes;  ///< sorted by text
    std::int32_t find(std::string_view text) const;
  };

  const columns::Dictionary& dictionary(std::uint32_t text) const { return *dictionaries_[text]; }
  void want_literals();
  void find_wanted();
  const void* make(const Table& table);
  const void* text_test(const Table& table);
  const void* text_set(const Table& table);
  const void* enum_set(const Table& table);
  const void* numbers(const Table& table);
  const void* ranks(const Table& table);
  const void* translation(const Table& table);
  const void* merged_ranks(const Table& table);
  const void* code_test(std::vector<std::uint8_t> answers);
  const void* code_table(std::vector<std::int32_t> codes);

  const Program& program_;
  const plan::Parameters& parameters_;
  const DayStartTable* day_starts_;
  std::vector<const columns::Dictionary*> dictionaries_;  ///< by text source
  std::vector<Wanted> wanted_;                            ///< by text source
  std::vector<const void*> addresses_;
  std::deque<columns::Dictionary> owned_dictionaries_;
  std::deque<std::vector<std::uint8_t>> bytes_;
  std::deque<std::vector<std::int32_t>> codes_;
  std::deque<std::vector<std::int64_t>> integers_;
  std::deque<std::vector<double>> reals_;
  std::deque<kernels::CodeTest> tests_;
  std::deque<kernels::CodeTable> code_tables_;
  std::deque<kernels::NumberSet> sets_;
  std::deque<kernels::DictionaryPair> pairs_;
  kernels::DayStarts starts_{};
};

}  // namespace seg::jit
