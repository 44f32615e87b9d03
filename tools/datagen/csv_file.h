#pragma once
// Rows of text as a CSV file; no text of the generators needs quotes.

#include <fmt/compile.h>

#include <fstream>
#include <initializer_list>
#include <iterator>
#include <optional>

#include "tools/datagen/data.h"

namespace seg::datagen {

/// Written a block at a time. Each of the functions named after a type writes one cell.
class CsvFile {
 public:
  CsvFile(std::filesystem::path path, std::string_view header);

  void text(std::string_view text) { formatted(FMT_COMPILE("{}"), text); }
  void unknown() { text(""); }
  void number(std::int64_t number) { formatted(FMT_COMPILE("{}"), number); }
  void flag(bool flag) { text(flag ? "true" : "false"); }
  void instant(Seconds at) { text(calendar::format_utc(at * kMicros)); }
  void date(std::int64_t days) { text(calendar::format_date(days)); }
  /// Two digits after the point.
  void amount(std::int64_t cents) { formatted(FMT_COMPILE("{}.{:02}"), cents / 100, cents % 100); }
  /// The key of a profile, such as `C00000012`.
  void key(char letter, std::uint64_t number) { formatted(FMT_COMPILE("{}{:08}"), letter, number); }
  template <typename Format, typename... Values>
  void formatted(const Format& format, const Values&... values) {
    if (!first_) text_.push_back(',');
    first_ = false;
    fmt::format_to(std::back_inserter(text_), format, values...);
  }
  void end_row();
  void flush();
  /// What the system said when the first write failed; 0 while all is well.
  int failure() const { return failure_; }
  const std::filesystem::path& path() const { return path_; }
  /// Below the header.
  std::uint64_t rows() const { return rows_; }

 private:
  void note_failure();

  std::filesystem::path path_;
  std::ofstream stream_;
  std::string text_;
  bool first_ = true;
  std::uint64_t rows_ = 0;
  int failure_ = 0;
};

std::optional<DataError> failure_of(std::initializer_list<const CsvFile*> files);

}  // namespace seg::datagen
