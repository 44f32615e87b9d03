#include <fstream>
#include <string_view>

#include "runtime/io/table_file.h"

namespace seg::io {
namespace {

/// Follows the records of a CSV file byte by byte, by the rules of the reader: a quote opens only at the start of a value, a doubled one
/// inside stands for itself, lines end with LF, CR LF or CR, and lines without a byte are no records.
class RecordScanner {
 public:
  RecordScanner(char delimiter, std::optional<char> quote) : delimiter_(delimiter), quote_(quote) {}

  /// Takes a byte. True when it is the first one of a record.
  bool take(char c) {
    const bool follows_cr = after_cr_;
    after_cr_ = false;
    if (c == '\n' && follows_cr) return false;
    if (c == '\n' || c == '\r') {
      after_cr_ = c == '\r';
      ++line_;
      if (state_ != State::Quoted) {
        state_ = State::ValueStart;
        in_record_ = false;
      }
      return false;
    }
    const bool begins = !in_record_;
    in_record_ = true;
    if (begins) record_line_ = line_;
    follow_quotes(c);
    return begins;
  }
  std::int64_t line() const { return line_; }
  /// On which the record at hand begins.
  std::int64_t record_line() const { return record_line_; }
  bool in_quotes() const { return state_ == State::Quoted; }

 private:
  enum class State : std::uint8_t { ValueStart, Plain, Quoted, QuoteInQuoted };

  void follow_quotes(char c) {
    const bool is_quote = quote_ && c == *quote_;
    if (state_ == State::Quoted) {
      if (is_quote) state_ = State::QuoteInQuoted;
      return;
    }
    if (is_quote && (state_ == State::ValueStart || state_ == State::QuoteInQuoted)) {
      state_ = State::Quoted;
    } else {
      state_ = c == delimiter_ ? State::ValueStart : State::Plain;
    }
  }

  char delimiter_;
  std::optional<char> quote_;
  State state_ = State::ValueStart;
  bool in_record_ = false;
  bool after_cr_ = false;
  std::int64_t line_ = 1;
  std::int64_t record_line_ = 1;
};

/// Feeds the file's bytes until `more` says no; `visit(begins)` is called after each.
template <typename More, typename Visit>
void scan(const std::string& path, RecordScanner& scanner, const More& more, const Visit& visit) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> buffer(1 << 16);
  bool first = true;
  while (more() && file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())).gcount() > 0) {
    const std::streamsize count = file.gcount();
    std::streamsize at = 0;
    // A byte order mark is no part of the first value, and a quote may follow it.
    if (first && count >= 3 && std::string_view(buffer.data(), 3) == "\xEF\xBB\xBF") at = 3;
    first = false;
    for (; at < count && more(); ++at) visit(scanner.take(buffer[static_cast<std::size_t>(at)]));
  }
}

}  // namespace

std::vector<std::int64_t> lines_of_records(const std::string& path, const std::vector<std::int64_t>& records, char delimiter,
                                           std::optional<char> quote) {
  std::vector<std::int64_t> lines;
  RecordScanner scanner(delimiter, quote);
  std::int64_t record = 0;
  scan(
      path, scanner, [&] { return lines.size() < records.size(); },
      [&](bool begins) {
        record += begins ? 1 : 0;
        if (begins && record == records[lines.size()]) lines.push_back(scanner.line());
      });
  return lines;
}

std::optional<std::int64_t> line_of_open_quote(const std::string& path, char delimiter, std::optional<char> quote) {
  RecordScanner scanner(delimiter, quote);
  scan(path, scanner, [] { return true; }, [](bool) {});
  if (!scanner.in_quotes()) return std::nullopt;
  return scanner.record_line();
}

}  // namespace seg::io
