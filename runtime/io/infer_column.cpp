#include "runtime/io/infer_column.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/io/parse_value.h"
#include "runtime/io/problem.h"

namespace seg::io {
namespace {

/// Distinct values that are kept: enough to see whether a key is unique in files that fit into memory anyway.
constexpr std::int64_t kMostDistinct = 4'000'000;
constexpr std::int64_t kMostDistinctBytes = std::int64_t{256} << 20;

constexpr std::array<std::string_view, 8> kSurelyUnknown = {"", "NULL", "null", "None", "N/A", "n/a", "\\N", "#N/A"};
constexpr std::array<std::string_view, 5> kMaybeUnknown = {"NA", "-", "nan", "NaN", "na"};

template <typename List>
bool among(const List& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `-12.50`: digits with at most one point between them.
void look_at_digits(std::string_view text, ColumnFacts& facts) {
  std::string_view digits = text;
  if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) digits.remove_prefix(1);
  const std::size_t point = std::min(digits.find_first_of(".,"), digits.size());
  const std::string_view whole = digits.substr(0, point);
  std::string_view fraction = point == digits.size() ? std::string_view() : digits.substr(point + 1);
  const bool plain = !whole.empty() && std::all_of(whole.begin(), whole.end(), is_digit) &&
                     std::all_of(fraction.begin(), fraction.end(), is_digit) && (point == digits.size() || !fraction.empty());
  const bool comma = point < digits.size() && digits[point] == ',';
  facts.decimal = facts.decimal && plain && !comma;
  facts.decimal_comma = facts.decimal_comma && plain && (comma || point == digits.size());
  facts.whole = facts.whole && plain && point == digits.size() && parse_scaled(text, 0).defect == Defect::None;
  if (!plain) return;
  facts.leading_zeros = facts.leading_zeros || (whole.size() > 1 && whole[0] == '0');
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  facts.whole_digits = std::max(facts.whole_digits, static_cast<int>(whole.size()));
  facts.fraction_digits = std::max(facts.fraction_digits, static_cast<int>(fraction.size()));
}

void look_at_times(std::string_view text, ColumnFacts& facts) {
  facts.date = facts.date && parse_date(text).defect == Defect::None;
  facts.timestamp = facts.timestamp && parse_date_time(text).defect == Defect::None;
  for (std::size_t i = 0; i < kTimeFormats.size(); ++i) {
    if (!facts.formats[i]) continue;
    const bool begins_right = !text.empty() && is_digit(text.front()) && is_digit(text.back());
    const Parsed<DateTime> parsed =
        begins_right ? parse_formatted(std::string(text), std::string(kTimeFormats[i])) : Parsed<DateTime>{{}, Defect::Bad};
    // Two digits are no year that anybody means, and eight digits in a row are mostly no date.
    facts.formats[i] = parsed.defect == Defect::None && parsed.value.day > -36'525 && parsed.value.day < 47'482;
  }
}

/// Of a value that was not met before.
void look_at(std::string_view text, ColumnFacts& facts) {
  facts.longest = std::max(facts.longest, text.size());
  facts.utf8 = facts.utf8 && valid_utf8(text);
  look_at_digits(text, facts);
  facts.real = facts.real && parse_float(text).defect == Defect::None;
  look_at_times(text, facts);
}

void add_text(std::string_view text, ColumnFacts& facts) {
  if (among(kSurelyUnknown, text)) {
    ++facts.unknown;
    if (!among(facts.unknown_texts, text)) facts.unknown_texts.emplace_back(text);
    return;
  }
  const bool maybe = among(kMaybeUnknown, text);
  facts.maybe_unknown += maybe ? 1 : 0;
  const std::int64_t before = facts.distinct.size();
  if (facts.distinct_complete) facts.distinct.add(text);
  if (facts.distinct_complete && facts.distinct.size() == before) return;
  if (facts.distinct.size() >= kMostDistinct || facts.distinct.bytes() > kMostDistinctBytes) facts.distinct_complete = false;
  if (!maybe) return look_at(text, facts);
  facts.longest = std::max(facts.longest, text.size());
  if (!among(facts.unknown_texts, text)) facts.unknown_texts.emplace_back(text);
}

void add_cell(const Cells& cells, std::int64_t row, ColumnFacts& facts) {
  ++facts.rows;
  if (!cells.known(row)) {
    ++facts.unknown;
    return;
  }
  switch (cells.kind) {
    case CellKind::Text:
      return add_text(cells.text(row), facts);
    case CellKind::Int:
    case CellKind::Date:
    case CellKind::Timestamp:
    case CellKind::Duration:
      return add_text(fmt::to_string(cells.numbers[row]), facts);
    case CellKind::Float:
      return add_text(fmt::to_string(cells.reals[row]), facts);
    case CellKind::Single:
      return add_text(fmt::to_string(cells.singles[row]), facts);
    case CellKind::Unknown:
    case CellKind::Bool:
    case CellKind::List:
      return;
  }
}

bool is_number(CellKind kind) { return kind == CellKind::Int || kind == CellKind::Float || kind == CellKind::Single; }

struct BoolTexts {
  std::string_view yes;
  std::string_view no;
};
constexpr std::array<BoolTexts, 11> kBoolTexts = {{{"true", "false"},
                                                   {"True", "False"},
                                                   {"TRUE", "FALSE"},
                                                   {"Y", "N"},
                                                   {"y", "n"},
                                                   {"yes", "no"},
                                                   {"Yes", "No"},
                                                   {"YES", "NO"},
                                                   {"T", "F"},
                                                   {"J", "N"},
                                                   {"ja", "nein"}}};

/// Both texts and no others; a column of one of them alone says too little, but for `true` and `false`.
bool guess_bool(const ColumnFacts& facts, GuessedType& type) {
  if (!facts.distinct_complete || facts.distinct.size() == 0 || facts.distinct.size() > 2) return false;
  for (const BoolTexts& texts : kBoolTexts) {
    const std::int64_t found = (facts.distinct.find(texts.yes) >= 0 ? 1 : 0) + (facts.distinct.find(texts.no) >= 0 ? 1 : 0);
    const bool plain = texts.yes.size() == 4;
    if (found != facts.distinct.size() || (found < 2 && !plain)) continue;
    type.kind = GuessedKind::Bool;
    if (plain) return true;
    type.true_texts = {std::string(texts.yes)};
    type.false_texts = {std::string(texts.no)};
    type.guess = fmt::format("{} is true, {} is false", texts.yes, texts.no);
    return true;
  }
  return false;
}

bool guess_time(const ColumnFacts& facts, GuessedType& type) {
  if (facts.date || facts.timestamp) {
    type.kind = facts.date ? GuessedKind::Date : GuessedKind::Timestamp;
    return true;
  }
  std::vector<std::string_view> fitting;
  for (std::size_t i = 0; i < kTimeFormats.size(); ++i) {
    // Eight digits are a date only where all of them are one, and there are several.
    const bool bare = kTimeFormats[i].find('.') == std::string_view::npos && kTimeFormats[i].find('/') == std::string_view::npos &&
                      kTimeFormats[i].find('-') == std::string_view::npos;
    if (facts.formats[i] && (!bare || (facts.whole_digits == 8 && facts.distinct.size() >= 5))) fitting.push_back(kTimeFormats[i]);
  }
  if (fitting.empty()) return false;
  type.kind = fitting.front().find('H') != std::string_view::npos ? GuessedKind::Timestamp : GuessedKind::Date;
  type.format = std::string(fitting.front());
  type.guess = fmt::format("the format {}", fitting.front());
  if (fitting.size() > 1) type.guess += fmt::format(", which may be {} too", fitting[1]);
  return true;
}

bool guess_number(const ColumnFacts& facts, GuessedType& type) {
  if (facts.whole && !facts.leading_zeros) {
    type.kind = GuessedKind::Int;
    return true;
  }
  const bool fits = facts.whole_digits + facts.fraction_digits <= 18;
  if (facts.decimal && fits && !(facts.whole && facts.leading_zeros)) {
    type.kind = GuessedKind::Decimal;
    type.scale = std::max(1, facts.fraction_digits);
    type.precision = std::min(18, facts.whole_digits + type.scale + 2);
    return true;
  }
  if (!facts.real || facts.leading_zeros) return false;
  type.kind = GuessedKind::Float;
  return true;
}

/// Few values that come again and again.
bool guess_enum(const ColumnFacts& facts, GuessedType& type) {
  constexpr std::int64_t kMostValues = 20;
  constexpr std::int64_t kRowsOfValue = 10;
  constexpr std::size_t kLongestValue = 40;
  const std::int64_t values = facts.distinct.size();
  if (!facts.distinct_complete || values < 2 || values > kMostValues || facts.known() < values * kRowsOfValue) return false;
  if (facts.longest > kLongestValue || !facts.utf8) return false;
  for (std::int64_t code = 0; code < values; ++code) {
    const std::string value(facts.distinct.texts().at(code));
    // What must be escaped, or hides what stands beside it, is no value that a schema names.
    if (shown(value) != '"' + value + '"') return false;
  }
  type.kind = GuessedKind::Enum;
  for (std::int64_t code = 0; code < values; ++code) type.values.emplace_back(facts.distinct.texts().at(code));
  std::sort(type.values.begin(), type.values.end());
  type.guess = fmt::format("an enum: {} values in {} rows; string if there may be others", values, grouped(facts.known()));
  return true;
}

void guess_text_type(const ColumnFacts& facts, GuessedType& type) {
  const bool has_values = facts.known() - facts.maybe_unknown > 0;
  const bool plain = has_values && (guess_time(facts, type) || guess_number(facts, type) || guess_bool(facts, type));
  if (plain && facts.maybe_unknown > 0) type.optional = true;
  if (!plain && !guess_enum(facts, type)) {
    type.kind = GuessedKind::String;
    if (facts.decimal_comma && has_values && facts.fraction_digits > 0) type.guess = "numbers with a decimal comma are read as texts";
    if (facts.leading_zeros && facts.whole && has_values) type.guess = "a text, since numbers begin with zeros";
  }
  bool beyond_empty = false;
  for (const std::string& text : facts.unknown_texts) {
    if (!plain && among(kMaybeUnknown, text)) continue;
    type.unknown.push_back(text);
    beyond_empty = beyond_empty || !text.empty();
  }
  if (!beyond_empty) type.unknown.clear();
  if (beyond_empty && !among(type.unknown, "")) type.unknown.insert(type.unknown.begin(), "");
}

}  // namespace

void gather(const Cells& cells, ColumnFacts& facts) {
  if (cells.kind != CellKind::List) {
    for (std::int64_t row = 0; row < cells.rows; ++row) add_cell(cells, row, facts);
    return;
  }
  for (std::int64_t row = 0; row < cells.rows; ++row) facts.unknown_lists += cells.known(row) ? 0 : 1;
  gather(*cells.elements, facts);
}

GuessedType guess_type(const ColumnFacts& facts, bool is_sample) {
  GuessedType type;
  const ColumnSeen& values = facts.seen.kind == CellKind::List ? *facts.seen.element : facts.seen;
  type.list = facts.seen.kind == CellKind::List;
  type.optional = is_sample || facts.rows == 0 || (type.list ? facts.unknown_lists : facts.unknown) > 0;
  switch (values.kind) {
    case CellKind::Bool:
      type.kind = GuessedKind::Bool;
      break;
    case CellKind::Date:
      type.kind = GuessedKind::Date;
      break;
    case CellKind::Timestamp:
      type.kind = GuessedKind::Timestamp;
      break;
    case CellKind::Duration:
      type.kind = GuessedKind::Duration;
      break;
    case CellKind::Unknown:
      break;
    case CellKind::List:
      break;
    case CellKind::Text:
      guess_text_type(facts, type);
      break;
    case CellKind::Int:
      type.kind = GuessedKind::Int;
      break;
    case CellKind::Float:
    case CellKind::Single:
      if (facts.known() == 0 || !guess_number(facts, type)) type.kind = GuessedKind::Float;
      break;
  }
  if (facts.known() == 0) type.guess = "no row has a value";
  if (is_number(values.kind) && type.kind == GuessedKind::Decimal) type.guess = "exact decimals; float if they are measurements";
  return type;
}

}  // namespace seg::io
