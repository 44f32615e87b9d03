#include "compiler/english/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/english/literals.h"

namespace seg::english {
namespace {

__extension__ typedef __int128 Wide;

/// A whole number over 10^scale with at least `digits` digits behind the point where there are any.
std::string decimal_text(Wide number, std::uint32_t scale, std::uint32_t digits) {
  const bool negative = number < 0;
  Wide rest = negative ? -number : number;
  std::string text;
  for (std::uint32_t place = 0; rest > 0 || place <= scale; ++place) {
    if (place == scale && scale > 0) text.insert(text.begin(), '.');
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  if (scale > 0) {
    while (text.back() == '0') text.pop_back();
    const std::size_t written = text.size() - text.find('.') - 1;
    if (written == 0) {
      text.pop_back();
    } else if (written < digits) {
      text += std::string(digits - written, '0');
    }
  }
  return negative ? "-" + text : text;
}

/// As a decimal where it is one of few digits, else `1/3`.
std::string fraction_text(Wide numerator, std::int64_t denominator) {
  constexpr std::uint32_t kMostDigits = 6;
  Wide scaled = numerator;
  for (std::uint32_t scale = 0; scale <= kMostDigits; ++scale, scaled *= 10) {
    if (scaled % denominator == 0) return decimal_text(scaled / denominator, scale, 0);
  }
  return fmt::format("{}/{}", decimal_text(numerator, 0, 0), denominator);
}

std::string money_text(const plan::Schema& schema, const plan::Literal& literal) {
  constexpr std::uint32_t kCents = 2;
  const std::string amount = plan::form_of(literal.type) == plan::Form::Fraction ? fraction_text(literal.number, literal.denominator)
                                                                                 : decimal_text(literal.number, literal.type.scale, kCents);
  return literal.type.unit == plan::kNoUnit ? amount : fmt::format("{} {}", amount, schema.units[literal.type.unit]);
}

std::string number_text(const plan::Literal& literal, bool percent) {
  if (plan::form_of(literal.type) != plan::Form::Fraction) return decimal_text(literal.number, literal.type.scale, 0);
  if (percent) return fraction_text(Wide{literal.number} * 100, literal.denominator) + " %";
  return fraction_text(literal.number, literal.denominator);
}

std::string duration_text(const plan::Literal& literal) {
  const bool whole = plan::form_of(literal.type) != plan::Form::Fraction || literal.number % literal.denominator == 0;
  if (!whole) return fraction_text(literal.number, literal.denominator) + " microseconds";
  return length_text(plan::form_of(literal.type) == plan::Form::Fraction ? literal.number / literal.denominator : literal.number);
}

}  // namespace

std::string literal_text(const plan::Schema& schema, const plan::Literal& literal, const calendar::Zone& zone, bool percent) {
  switch (literal.type.kind) {
    case plan::Kind::Bool:
      return literal.number != 0 ? "true" : "false";
    case plan::Kind::Float:
      return fmt::format("{}", literal.real);
    case plan::Kind::Int:
    case plan::Kind::Decimal:
    case plan::Kind::Ratio:
      return number_text(literal, percent);
    case plan::Kind::Money:
      return money_text(schema, literal);
    case plan::Kind::String:
    case plan::Kind::Id:
      return fmt::format("“{}”", literal.text);
    case plan::Kind::Enum:
      if (schema.enums[literal.type.unit].name == plan::kWeekdayEnum) return std::string(weekday_name(literal.number));
      return schema.enums[literal.type.unit].values[static_cast<std::size_t>(literal.number)];
    case plan::Kind::Date:
      return calendar::format_date(literal.number);
    case plan::Kind::Timestamp:
      return calendar::format_local(literal.number, zone);
    case plan::Kind::Duration:
      return duration_text(literal);
  }
  return {};
}

std::string literal_words(const plan::Schema& schema, const plan::Literal& literal) {
  const auto zone = calendar::Zone::find("UTC");
  return zone ? literal_text(schema, literal, *zone, true) : std::string();
}

std::string length_text(std::int64_t micros) {
  struct Elapsed {
    std::int64_t micros;
    std::string_view name;
  };
  static constexpr Elapsed kUnits[] = {{plan::kMicrosPerDay, "day"},
                                       {3600 * plan::kMicrosPerSecond, "hour"},
                                       {60 * plan::kMicrosPerSecond, "minute"},
                                       {plan::kMicrosPerSecond, "second"}};
  for (const Elapsed& unit : kUnits) {
    if (micros % unit.micros != 0) continue;
    const std::int64_t count = micros / unit.micros;
    return fmt::format("{} {}{}", count, unit.name, count == 1 ? "" : "s");
  }
  return decimal_text(micros, 6, 0) + " seconds";
}

std::string_view unit_word(hir::Unit unit) {
  switch (unit) {
    case hir::Unit::Day:
      return "day";
    case hir::Unit::Week:
      return "week";
    case hir::Unit::Month:
      return "month";
    case hir::Unit::Quarter:
      return "quarter";
    case hir::Unit::Year:
      return "year";
  }
  return {};
}

std::string units_text(std::int64_t count, hir::Unit unit) { return fmt::format("{} {}{}", count, unit_word(unit), count == 1 ? "" : "s"); }

std::string counted(const std::string& number, const plan::Stream& stream) {
  return fmt::format("{} {}", number, number == "1" ? stream.name : stream.plural);
}

std::string_view weekday_name(std::int64_t weekday) {
  static constexpr std::string_view kNames[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return kNames[weekday];
}

std::string_view month_name(std::int64_t month) {
  static constexpr std::string_view kNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                                "July",    "August",   "September", "October", "November", "December"};
  return kNames[month - 1];
}

bool is_plural(std::string_view name) {
  const std::string_view word = name.substr(name.find_last_of("._") + 1);
  for (const std::string_view singular : {"os", "ios", "sms", "gps", "news", "series"}) {
    if (word == singular) return false;
  }
  return word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
}

std::string with_plural_verb(const std::string& text) {
  static constexpr std::pair<std::string_view, std::string_view> kVerbs[] = {
      {"is", "are"},        {"does", "do"},      {"contains", "contain"}, {"shares", "share"},
      {"matches", "match"}, {"starts", "start"}, {"ends", "end"},         {"includes", "include"}};
  const std::string_view verb = std::string_view(text).substr(0, text.find(' '));
  for (const auto& [singular, plural] : kVerbs) {
    if (verb == singular) return std::string(plural) + text.substr(verb.size());
  }
  return text;
}

std::string ordinal(std::int64_t number) {
  static constexpr std::string_view kEndings[] = {"th", "st", "nd", "rd"};
  const std::int64_t tens = number % 100;
  const bool teen = tens >= 11 && tens <= 13;
  return fmt::format("{}{}", number, !teen && number % 10 <= 3 ? kEndings[number % 10] : kEndings[0]);
}

std::string with_article(const std::string& noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiouAEIOU").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + noun;
}

std::string without_article(const std::string& noun) { return noun.rfind("the ", 0) == 0 ? noun.substr(4) : noun; }

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::string listed(const std::vector<std::string>& items, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? fmt::format(" {} ", last) : ", ";
    text += items[i];
  }
  return text;
}

}  // namespace seg::english
