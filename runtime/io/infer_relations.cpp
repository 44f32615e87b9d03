#include "runtime/io/infer_relations.h"

#include <algorithm>
#include <array>

namespace seg::io {
namespace {

constexpr std::array<std::string_view, 9> kIdEnds = {"_id", "_key", "_uuid", "_guid", "_sku", "_number", "_nr", "_no", "_ref"};
constexpr std::array<std::string_view, 7> kIdNames = {"id", "key", "uuid", "guid", "sku", "nr", "ref"};

/// Better names first.
constexpr std::array<std::string_view, 8> kTimeNames = {"at", "timestamp", "time", "datetime", "date", "ts", "when", "day"};
constexpr std::array<std::string_view, 5> kTimeEnds = {"_at", "_timestamp", "_time", "_date", "_ts"};
constexpr std::array<std::string_view, 6> kOtherTimes = {"birth", "dob", "expir", "valid", "update", "due"};

template <typename List>
bool contains_any(const std::string& text, const List& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

/// The last part of a path, as a name.
std::string last_name(const std::string& path) { return name_of(path.substr(path.rfind('.') + 1)); }

/// 17850 of 17850.0.
std::string_view whole_text(std::string_view text, bool is_float) {
  return is_float && text.find('.') != std::string_view::npos ? text.substr(0, text.find('.')) : text;
}

int time_score(const ColumnFacts& column) {
  const std::string name = last_name(column.path);
  int score = 10;
  for (std::size_t i = 0; i < kTimeNames.size(); ++i) {
    if (name == kTimeNames[i]) score = 100 - static_cast<int>(i);
  }
  for (std::size_t i = 0; i < kTimeEnds.size(); ++i) {
    if (name.ends_with(kTimeEnds[i])) score = std::max(score, 50 - static_cast<int>(i));
  }
  return contains_any(name, kOtherTimes) ? 1 : score;
}

bool is_time(const ColumnFacts& column) {
  if (!column.seen.usable || column.rows == 0 || column.unknown > 0 || column.seen.kind == CellKind::List) return false;
  const GuessedKind kind = guess_type(column, false).kind;
  return kind == GuessedKind::Date || kind == GuessedKind::Timestamp;
}

bool may_be_key(const ColumnFacts& column) {
  const bool kind = column.seen.kind == CellKind::Text || column.seen.kind == CellKind::Int || is_float_key(column);
  return column.seen.usable && kind && column.unique() && column.maybe_unknown == 0 && column.utf8 && !is_time(column);
}

}  // namespace

std::string subject_of(const std::string& column, const FileFacts& file) {
  const std::string name = last_name(column);
  if (std::find(kIdNames.begin(), kIdNames.end(), name) != kIdNames.end()) return singular_of(name_of(file.stem));
  for (const std::string_view end : kIdEnds) {
    if (name.ends_with(end) && name.size() > end.size()) return singular_of(name.substr(0, name.size() - end.size()));
  }
  return singular_of(name);
}

bool looks_like_id(const std::string& column) {
  const std::string name = last_name(column);
  return std::find(kIdNames.begin(), kIdNames.end(), name) != kIdNames.end() ||
         std::any_of(kIdEnds.begin(), kIdEnds.end(), [&](std::string_view end) { return name.ends_with(end); });
}

bool is_person(const std::string& subject) {
  static constexpr std::array<std::string_view, 17> kPersons = {"customer",   "user",    "client",  "member",    "person", "profile",
                                                                "contact",    "account", "visitor", "player",    "guest",  "patient",
                                                                "subscriber", "shopper", "buyer",   "household", "kunde"};
  return contains_any(subject, kPersons);
}

bool is_float_key(const ColumnFacts& column) {
  if (column.seen.kind == CellKind::Float || column.seen.kind == CellKind::Single) return column.whole && column.known() > 0;
  return column.seen.kind == CellKind::Text && column.decimal && !column.whole && column.fraction_digits == 0 && column.known() > 0;
}

std::vector<std::size_t> flat_columns(const FileFacts& file) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < file.columns.size(); ++i) {
    if (!file.columns[i].nested()) columns.push_back(i);
  }
  return columns;
}

std::optional<std::size_t> key_of(const FileFacts& file) {
  std::optional<std::size_t> best;
  int best_score = 0;
  for (const std::size_t i : flat_columns(file)) {
    const ColumnFacts& column = file.columns[i];
    if (!may_be_key(column)) continue;
    const std::string own = singular_of(name_of(file.stem));
    int score = i == 0 ? 1 : 0;
    if (looks_like_id(column.path)) score = 10 + (i == 0 ? 1 : 0);
    if (score > 0 && (subject_of(column.path, file) == own || is_person(subject_of(column.path, file)))) score += 5;
    if (score > best_score) best = i;
    best_score = std::max(best_score, score);
  }
  return best;
}

bool refers_to(const FileFacts& from, const ColumnFacts& column, const FileFacts& to, const ColumnFacts& key) {
  const bool readable =
      column.seen.usable && (column.seen.kind == CellKind::Text || column.seen.kind == CellKind::Int || is_float_key(column));
  if (!readable || column.distinct.size() == 0 || !column.distinct_complete || !key.distinct_complete) return false;
  const std::string subject = subject_of(column.path, from);
  if (subject != subject_of(key.path, to) && subject != singular_of(name_of(to.stem))) return false;
  TextTable keys;
  const bool float_keys = is_float_key(key);
  for (std::int64_t code = 0; float_keys && code < key.distinct.size(); ++code) keys.add(whole_text(key.distinct.texts().at(code), true));
  const TextTable& there = float_keys ? keys : key.distinct;
  std::int64_t found = 0;
  for (std::int64_t code = 0; code < column.distinct.size(); ++code) {
    found += there.find(whole_text(column.distinct.texts().at(code), is_float_key(column))) >= 0 ? 1 : 0;
  }
  return found * 2 >= column.distinct.size();
}

std::optional<std::size_t> time_of(const FileFacts& file, const std::vector<std::size_t>& columns) {
  std::optional<std::size_t> best;
  int best_score = 0;
  for (const std::size_t i : columns) {
    if (!is_time(file.columns[i])) continue;
    const int score = time_score(file.columns[i]);
    if (score > best_score) best = i;
    best_score = std::max(best_score, score);
  }
  return best;
}

}  // namespace seg::io
