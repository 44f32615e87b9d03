#include "runtime/io/convert.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace seg::io {
namespace {

using plan::Kind;

constexpr std::size_t kCurrencyLetters = 3;

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

bool has_scale(Kind kind) { return kind == Kind::Int || kind == Kind::Decimal || kind == Kind::Money; }

/// Values that are no lists.
bool accepts(Kind field, CellKind cells) {
  switch (cells) {
    case CellKind::Unknown:
    case CellKind::Text:
      return true;
    case CellKind::Int:
      return has_scale(field) || field == Kind::Float || field == Kind::Bool || field == Kind::Enum || plan::is_text({field});
    case CellKind::Float:
    case CellKind::Single:
      return has_scale(field) || field == Kind::Float;
    case CellKind::Bool:
      return field == Kind::Bool;
    case CellKind::Date:
    case CellKind::Timestamp:
      return field == Kind::Date || field == Kind::Timestamp;
    case CellKind::Duration:
      return field == Kind::Duration;
    case CellKind::List:
      return false;
  }
  return false;
}

/// `12.50 EUR` or `EUR 12.50`: takes the code off and returns it; empty when there is none.
std::string_view take_currency(std::string_view& text) {
  const auto letters = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_letter); };
  if (text.size() <= kCurrencyLetters) return {};
  std::string_view code = text.substr(text.size() - kCurrencyLetters);
  if (letters(code)) {
    text.remove_suffix(kCurrencyLetters);
    if (text.ends_with(' ')) text.remove_suffix(1);
    return code;
  }
  code = text.substr(0, kCurrencyLetters);
  if (!letters(code)) return {};
  text.remove_prefix(kCurrencyLetters);
  if (text.starts_with(' ')) text.remove_prefix(1);
  return code;
}

/// Downwards, so that what lies before 1970 keeps its order.
Parsed<std::int64_t> micros_of(std::int64_t number, std::int64_t units_per_second) {
  if (units_per_second > plan::kMicrosPerSecond) {
    const std::int64_t divisor = units_per_second / plan::kMicrosPerSecond;
    return {number / divisor - (number % divisor < 0 ? 1 : 0), Defect::None};
  }
  if (__builtin_mul_overflow(number, plan::kMicrosPerSecond / units_per_second, &number)) return {0, Defect::Range};
  return {number, Defect::None};
}

/// Years 0000 to 9999, as for texts: the calendar's functions hold there.
bool in_calendar(std::int64_t day) { return day >= -719'528 && day <= 2'932'896; }

}  // namespace

std::string kind_error(const ColumnPlan& plan, const ColumnSeen& seen, const plan::Schema& schema) {
  if (plan.type.list && seen.usable) {
    if (std::optional<std::string> error = list_kind_error(plan, seen, schema)) return *error;
  }
  const std::string type = plan::type_text(schema, plan.type);
  const bool whole_id = plan.integer && (seen.kind == CellKind::Float || seen.kind == CellKind::Single);
  if (!seen.usable || (!plan.type.list && !whole_id && !accepts(plan.type.kind, seen.kind))) {
    return fmt::format("column `{}` is {}, expected something that reads as {} for `{}`", plan.column, seen.type, type, plan.field);
  }
  if (plan.scale && seen.kind != CellKind::Int && seen.kind != CellKind::Text) {
    return fmt::format("column `{}` is {}, expected integers because of `scale = {}`", plan.column, seen.type, *plan.scale);
  }
  if (plan.format && seen.kind != CellKind::Text && seen.kind != CellKind::Unknown) {
    return fmt::format("column `{}` is {}, expected text because of `format`", plan.column, seen.type);
  }
  return {};
}

ColumnReader::ColumnReader(const ColumnPlan& plan, const plan::Schema& schema, const calendar::Zone& zone) : plan_(plan), clock_(zone) {
  const plan::Type type = plan.type;
  if (type.kind == Kind::Money) currency_ = schema.units[type.unit];
  if (type.kind == Kind::Enum) {
    for (const std::string& value : schema.enums[type.unit].values) enum_values_.add(value);
  }
  if (type.kind == Kind::Decimal || type.kind == Kind::Money) scale_ = type.scale;
  if (type.list) element_ = std::make_unique<ColumnReader>(element_plan(plan), schema, zone);
  if (plan.precision > 0) bound_ = rescaled(1, 0, plan.precision).value;
}

bool ColumnReader::is_unknown(std::string_view text) const {
  return std::any_of(plan_.unknown.begin(), plan_.unknown.end(), [&](const std::string& unknown) { return unknown == text; });
}

ColumnReader::Value ColumnReader::scaled(Parsed<std::int64_t> parsed) const {
  if (parsed.defect == Defect::None && bound_ > 0 && (parsed.value >= bound_ || parsed.value <= -bound_)) parsed.defect = Defect::Digits;
  return {parsed.defect, true, parsed.value, 0};
}

ColumnReader::Value ColumnReader::text_code(std::string_view text, ColumnStore& store) const {
  const std::int32_t code = store.texts.find(text);
  if (code >= 0) return {Defect::None, true, code, 0};
  if (!valid_utf8(text)) return {Defect::Utf8};
  return {Defect::None, true, store.texts.add(text), 0};
}

ColumnReader::Value ColumnReader::from_time_text(std::string_view text) {
  const Parsed<DateTime> parsed = plan_.format ? parse_formatted(std::string(text), *plan_.format) : parse_date_time(text);
  if (parsed.defect != Defect::None) return {parsed.defect};
  if (!in_calendar(parsed.value.day)) return {Defect::Range};
  if (plan_.type.kind == Kind::Timestamp) return {Defect::None, true, clock_.instant(parsed.value), 0};
  // A day that is written with midnight is a day; any other time of day would be dropped.
  if (parsed.value.time_of_day != 0 || parsed.value.has_offset) return {Defect::Bad};
  return {Defect::None, true, parsed.value.day, 0};
}

ColumnReader::Value ColumnReader::from_money_text(std::string_view text) const {
  const std::string_view currency = take_currency(text);
  if (!currency.empty() && currency != currency_) return {Defect::Currency};
  const Parsed<std::int64_t> number = parse_scaled(text, plan_.scale ? 0 : scale_);
  if (!plan_.scale || number.defect != Defect::None) return scaled(number);
  return scaled(rescaled(number.value, *plan_.scale, scale_));
}

ColumnReader::Value ColumnReader::from_bool_text(std::string_view text) const {
  const auto among = [&](const std::vector<std::string>& texts) { return std::find(texts.begin(), texts.end(), text) != texts.end(); };
  if (among(plan_.true_texts)) return {Defect::None, true, 1, 0};
  if (among(plan_.false_texts)) return {Defect::None, true, 0, 0};
  return {Defect::Bad};
}

ColumnReader::Value ColumnReader::from_text(std::string_view text, ColumnStore& store) {
  if (is_unknown(text)) return {Defect::None, false};
  return from_known_text(text, store);
}

ColumnReader::Value ColumnReader::from_known_text(std::string_view text, ColumnStore& store) {
  switch (plan_.type.kind) {
    case Kind::Bool:
      return from_bool_text(text);
    case Kind::Int:
      return scaled(parse_scaled(text, 0));
    case Kind::Decimal: {
      if (!plan_.scale) return scaled(parse_scaled(text, scale_));
      const Parsed<std::int64_t> number = parse_scaled(text, 0);
      return number.defect == Defect::None ? scaled(rescaled(number.value, *plan_.scale, scale_)) : scaled(number);
    }
    case Kind::Money:
      return from_money_text(text);
    case Kind::Float: {
      const Parsed<double> number = parse_float(text);
      return {number.defect, true, 0, number.value};
    }
    case Kind::String:
    case Kind::Id:
      return plan_.integer ? whole_text(parse_scaled(text, 0), store) : text_code(text, store);
    case Kind::Enum: {
      const std::int32_t code = enum_values_.find(text);
      return {code < 0 ? Defect::NoValue : Defect::None, true, code, 0};
    }
    case Kind::Date:
    case Kind::Timestamp:
      return from_time_text(text);
    case Kind::Duration:
      return scaled(parse_duration(text));
    case Kind::Ratio:
      return {Defect::Bad};
  }
  return {Defect::Bad};
}

/// A whole number's digits.
ColumnReader::Value ColumnReader::whole_text(Parsed<std::int64_t> number, ColumnStore& store) const {
  if (number.defect != Defect::None) return {Defect::Bad};
  std::array<char, 20> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number.value);
  return text_code({text.data(), static_cast<std::size_t>(end.ptr - text.data())}, store);
}

ColumnReader::Value ColumnReader::from_integer(std::int64_t number, ColumnStore& store) {
  if (has_scale(plan_.type.kind)) return scaled(rescaled(number, plan_.scale.value_or(0), scale_));
  if (plan_.type.kind == Kind::Float) {
    // A whole number that no double holds exactly would be another number.
    const double real = static_cast<double>(number);
    const bool exact = real < 0x1p63 && static_cast<std::int64_t>(real) == number;
    return {exact ? Defect::None : Defect::Range, true, 0, real};
  }
  std::array<char, 20> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number);
  return from_known_text({text.data(), static_cast<std::size_t>(end.ptr - text.data())}, store);
}

template <typename Float>
ColumnReader::Value ColumnReader::from_float(Float number, ColumnStore& store) const {
  if (plan_.type.kind == Kind::Float) return {Defect::None, true, 0, static_cast<double>(number)};
  if (plan::is_text(plan_.type)) return whole_text(scaled_of(number, 0), store);
  return scaled(scaled_of(number, scale_));
}

ColumnReader::Value ColumnReader::from_flag(bool flag) const { return {Defect::None, true, flag ? 1 : 0, 0}; }

ColumnReader::Value ColumnReader::from_day(std::int64_t day) {
  if (!in_calendar(day)) return {Defect::Range};
  return {Defect::None, true, plan_.type.kind == Kind::Date ? day : clock_.instant(day, 0), 0};
}

ColumnReader::Value ColumnReader::from_instant(const Cells& cells, std::int64_t row) {
  const Parsed<std::int64_t> micros = micros_of(cells.numbers[row], cells.units_per_second);
  if (micros.defect != Defect::None) return {micros.defect};
  const std::int64_t day = micros.value / plan::kMicrosPerDay - (micros.value % plan::kMicrosPerDay < 0 ? 1 : 0);
  if (!in_calendar(day)) return {Defect::Range};
  if (plan_.type.kind == Kind::Date) {
    const bool midnight = !cells.utc && micros.value == day * plan::kMicrosPerDay;
    return {midnight ? Defect::None : Defect::Bad, true, day, 0};
  }
  return {Defect::None, true, cells.utc ? micros.value : clock_.instant_of_local_micros(micros.value), 0};
}

ColumnReader::Value ColumnReader::from_cell(const Cells& cells, std::int64_t row, ColumnStore& store) {
  if (!cells.known(row)) return {Defect::None, false};
  switch (cells.kind) {
    case CellKind::Unknown:
      return {Defect::None, false};
    case CellKind::Text:
      return from_text(cells.text(row), store);
    case CellKind::Int:
      return from_integer(cells.numbers[row], store);
    case CellKind::Float:
      return from_float(cells.reals[row], store);
    case CellKind::Single:
      return from_float(cells.singles[row], store);
    case CellKind::Bool:
      return from_flag(cells.flags.at(row));
    case CellKind::Date:
      return from_day(cells.numbers[row]);
    case CellKind::Timestamp:
      return from_instant(cells, row);
    case CellKind::Duration: {
      const Parsed<std::int64_t> micros = micros_of(cells.numbers[row], cells.units_per_second);
      return {micros.defect, true, micros.value, 0};
    }
    case CellKind::List:
      return {Defect::Bad};
  }
  return {Defect::Bad};
}

void ColumnReader::put(std::int64_t row, const Value& value, ColumnStore& store) const {
  if (!value.known) {
    store.set_unknown(row);
  } else if (plan_.type.kind == Kind::Float) {
    store.reals[static_cast<std::size_t>(row)] = value.real;
  } else {
    store.set_number(row, value.number);
  }
}

void ColumnReader::append_each(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects) {
  for (std::int64_t row = 0; row < cells.rows; ++row) {
    Value value = from_cell(cells, row, store);
    if (!value.known && !plan_.optional) value.defect = Defect::Missing;
    if (value.defect == Defect::None) {
      put(first + row, value, store);
    } else {
      defects.push_back({row, value.defect});
    }
  }
}

/// Each distinct text is converted when it is first met.
void ColumnReader::append_coded(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects) {
  std::vector<Value> values(static_cast<std::size_t>(cells.code_count));
  std::vector<std::uint8_t> met(values.size(), 0);
  const Value unknown{Defect::None, false};
  for (std::int64_t row = 0; row < cells.rows; ++row) {
    const Value* value = &unknown;
    if (cells.known(row)) {
      const auto code = static_cast<std::size_t>(cells.codes[row]);
      if (met[code] == 0) {
        values[code] = from_text(cells.texts.at(cells.codes[row]), store);
        met[code] = 1;
      }
      value = &values[code];
    }
    const Defect defect = !value->known && !plan_.optional ? Defect::Missing : value->defect;
    if (defect == Defect::None) {
      put(first + row, *value, store);
    } else {
      defects.push_back({row, defect});
    }
  }
}

void ColumnReader::append(const Cells& cells, ColumnStore& store, std::vector<DefectiveRow>& defects) {
  const std::int64_t first = store.rows;
  store.extend(cells.rows);
  if (cells.kind == CellKind::List) {
    append_lists(cells, first, store, defects);
  } else if (plan_.type.list) {
    append_split(cells, first, store, defects);
  } else if (cells.kind == CellKind::Text && cells.codes != nullptr) {
    append_coded(cells, first, store, defects);
  } else {
    append_each(cells, first, store, defects);
  }
}

namespace {

std::string list_text(const Cells& cells, std::int64_t row) {
  constexpr std::int64_t kShownElements = 4;
  const std::int64_t begin = cells.list_offsets[row];
  const std::int64_t end = cells.list_offsets[row + 1];
  std::string text;
  for (std::int64_t at = begin; at < std::min(end, begin + kShownElements); ++at) {
    text += (at > begin ? ", " : "") + cell_text(*cells.elements, at);
  }
  return fmt::format("[{}{}]", text, end - begin > kShownElements ? ", …" : "");
}

}  // namespace

std::string cell_text(const Cells& cells, std::int64_t row) {
  if (!cells.known(row)) return "null";
  switch (cells.kind) {
    case CellKind::Unknown:
      return "null";
    case CellKind::Text:
      return shown(cells.text(row));
    case CellKind::Int:
    case CellKind::Duration:
      return fmt::to_string(cells.numbers[row]);
    case CellKind::Float:
      return fmt::to_string(cells.reals[row]);
    case CellKind::Single:
      return fmt::to_string(cells.singles[row]);
    case CellKind::Bool:
      return cells.flags.at(row) ? "true" : "false";
    case CellKind::Date:
      return in_calendar(cells.numbers[row]) ? calendar::format_date(cells.numbers[row]) : fmt::to_string(cells.numbers[row]);
    case CellKind::Timestamp: {
      const Parsed<std::int64_t> micros = micros_of(cells.numbers[row], cells.units_per_second);
      const bool printable = micros.defect == Defect::None && in_calendar(micros.value / plan::kMicrosPerDay);
      return printable ? calendar::format_utc(micros.value) : fmt::to_string(cells.numbers[row]);
    }
    case CellKind::List:
      return list_text(cells, row);
  }
  return {};
}

}  // namespace seg::io
