#include "runtime/plan/text.h"

#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace seg::plan {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// 0001-01-01 and 9999-12-31 as days since 1970-01-01.
constexpr std::int64_t kFirstDay = -719'162;
constexpr std::int64_t kLastDay = 2'932'896;

struct DurationUnit {
  std::string_view text;
  std::int64_t micros;
};
constexpr DurationUnit kDurationUnits[] = {
    {"d", kMicrosPerDay}, {"h", 3'600 * kMicrosPerSecond}, {"m", 60 * kMicrosPerSecond}, {"s", kMicrosPerSecond}, {"us", 1}};

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::string date_text(std::int64_t days) {
  if (days < kFirstDay || days > kLastDay) return fmt::format("{}", days);
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string timestamp_text(std::int64_t micros) {
  if (micros == kBeginningOfTime) return "beginning";
  if (micros == kEndOfTime) return "end";
  const std::int64_t days = floor_divide(micros, kMicrosPerDay);
  if (days < kFirstDay || days > kLastDay) return fmt::format("{}", micros);
  const std::int64_t time = micros - days * kMicrosPerDay;
  const std::int64_t seconds = time / kMicrosPerSecond;
  const std::int64_t rest = time % kMicrosPerSecond;
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", date_text(days), seconds / 3'600, seconds / 60 % 60, seconds % 60,
                     rest == 0 ? "" : fmt::format(".{:06}", rest));
}

std::string duration_text(std::int64_t micros) {
  for (const DurationUnit& unit : kDurationUnits) {
    if (micros % unit.micros == 0) return fmt::format("{}{}", micros / unit.micros, unit.text);
  }
  return "";
}

std::string scaled_text(std::int64_t number, std::uint8_t scale) {
  std::string digits = fmt::format("{}", number);
  const std::string sign = number < 0 ? "-" : "";
  digits.erase(0, sign.size());
  if (scale == 0) return sign + digits;
  if (digits.size() <= scale) digits.insert(0, scale + 1U - digits.size(), '0');
  return sign + digits.substr(0, digits.size() - scale) + "." + digits.substr(digits.size() - scale);
}

template <typename T>
std::optional<T> number_from(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> scaled_from(std::string_view text, std::uint8_t scale) {
  if (scale == 0) return number_from<std::int64_t>(text);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || text.size() - point - 1 != scale) return std::nullopt;
  return number_from<std::int64_t>(std::string(text.substr(0, point)) + std::string(text.substr(point + 1)));
}

std::optional<std::int64_t> date_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return number_from<std::int64_t>(text);
  const auto year = number_from<unsigned>(text.substr(0, 4));
  const auto month = number_from<unsigned>(text.substr(5, 2));
  const auto day = number_from<unsigned>(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month}, std::chrono::day{*day}};
  if (!date.ok() || *year == 0) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::optional<std::int64_t> timestamp_from(std::string_view text) {
  if (text == "beginning") return kBeginningOfTime;
  if (text == "end") return kEndOfTime;
  if (text.size() < 20 || text[10] != 'T') return number_from<std::int64_t>(text);
  const bool exact = text.size() == 20;
  if (text[13] != ':' || text[16] != ':' || text.back() != 'Z' || (!exact && (text.size() != 27 || text[19] != '.'))) return std::nullopt;
  const auto days = date_from(text.substr(0, 10));
  const auto hours = number_from<unsigned>(text.substr(11, 2));
  const auto minutes = number_from<unsigned>(text.substr(14, 2));
  const auto seconds = number_from<unsigned>(text.substr(17, 2));
  const auto rest = exact ? 0U : number_from<unsigned>(text.substr(20, 6));
  if (!days || !hours || !minutes || !seconds || !rest || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  return *days * kMicrosPerDay + (std::int64_t{*hours} * 3'600 + *minutes * 60 + *seconds) * kMicrosPerSecond + *rest;
}

std::optional<std::int64_t> duration_from(std::string_view text) {
  const std::size_t digits = text.find_last_of("0123456789");
  if (digits == std::string_view::npos) return std::nullopt;
  const auto count = number_from<std::int64_t>(text.substr(0, digits + 1));
  for (const DurationUnit& unit : kDurationUnits) {
    std::int64_t micros = 0;
    if (count && text.substr(digits + 1) == unit.text && !__builtin_mul_overflow(*count, unit.micros, &micros)) return micros;
  }
  return std::nullopt;
}

std::optional<std::int64_t> enum_from(const EnumType& type, std::string_view text) {
  for (std::size_t index = 0; index < type.values.size(); ++index) {
    if (type.values[index] == text) return static_cast<std::int64_t>(index);
  }
  return std::nullopt;
}

std::optional<std::int64_t> whole_from(const Schema& schema, Type type, std::string_view token) {
  switch (type.kind) {
    case Kind::Bool:
      if (token != "true" && token != "false") return std::nullopt;
      return token == "true" ? 1 : 0;
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money: return scaled_from(token, type.scale);
    case Kind::Enum: return enum_from(schema.enums[type.unit], token);
    case Kind::Date: return date_from(token);
    case Kind::Timestamp: return timestamp_from(token);
    case Kind::Duration: return duration_from(token);
    case Kind::Float:
    case Kind::Ratio:
    case Kind::String:
    case Kind::Id: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string literal_text(const Schema& schema, const Literal& literal) {
  if (form_of(literal.type) == Form::Fraction) return fmt::format("{}/{}", literal.number, literal.denominator);
  switch (literal.type.kind) {
    case Kind::Bool: return literal.number != 0 ? "true" : "false";
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money: return scaled_text(literal.number, literal.type.scale);
    case Kind::Float: return fmt::format("{}", literal.real);
    case Kind::String:
    case Kind::Id: return quoted(literal.text);
    case Kind::Enum: return word(schema.enums[literal.type.unit].values[static_cast<std::size_t>(literal.number)]);
    case Kind::Date: return date_text(literal.number);
    case Kind::Timestamp: return timestamp_text(literal.number);
    case Kind::Duration: return duration_text(literal.number);
    case Kind::Ratio: break;
  }
  return "";
}

std::optional<Literal> literal_from_text(const Schema& schema, Type type, std::string_view token, bool in_quotes) {
  Literal literal;
  literal.type = type;
  if (in_quotes != is_text(type) && !(in_quotes && type.kind == Kind::Enum)) return std::nullopt;
  if (is_text(type)) {
    literal.text = token;
    return literal;
  }
  if (type.kind == Kind::Float) {
    const auto real = number_from<double>(token);
    if (!real) return std::nullopt;
    literal.real = *real;
    return literal;
  }
  if (form_of(type) == Form::Fraction) {
    const std::size_t slash = token.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto number = number_from<std::int64_t>(token.substr(0, slash));
    const auto denominator = number_from<std::int64_t>(token.substr(slash + 1));
    if (!number || !denominator) return std::nullopt;
    literal.number = *number;
    literal.denominator = *denominator;
    return literal;
  }
  const auto number = whole_from(schema, type, token);
  if (!number) return std::nullopt;
  literal.number = *number;
  return literal;
}

std::string_view rate_text(Rate rate) {
  switch (rate) {
    case Rate::Constant: return "constant";
    case Rate::Cut: return "cut";
    case Rate::Profile: return "profile";
    case Rate::Event: return "event";
  }
  return "?";
}

bool is_word(std::string_view text) {
  if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return false;
  for (const char c : text) {
    if (!is_word_byte(c)) return false;
  }
  return true;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
          out += fmt::format("\\x{:02x}", byte);
        } else {
          out += c;
        }
      }
    }
  }
  return out + '"';
}

std::string word(std::string_view text) { return is_word(text) ? std::string(text) : quoted(text); }

}  // namespace seg::plan
