#include <chrono>
#include <limits>

#include "compiler/base/utf8.h"
#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

using antlr4::tree::TerminalNode;

struct Digits {
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
};

constexpr std::size_t most_decimals = 18;

/// Digits with at most one point. Nothing when the mantissa is no 64-bit number or there are more than 18 decimals.
std::optional<Digits> read_digits(std::string_view text, bool negative) {
  const std::uint64_t most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + (negative ? 1U : 0U);
  std::uint64_t mantissa = 0;
  std::size_t decimals = 0;
  bool after_point = false;
  for (const char c : text) {
    if (c == '.') {
      after_point = true;
      continue;
    }
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (mantissa > (most - digit) / 10) return std::nullopt;
    mantissa = mantissa * 10 + digit;
    if (after_point) ++decimals;
  }
  if (decimals > most_decimals) return std::nullopt;
  return Digits{static_cast<std::int64_t>(negative ? 0 - mantissa : mantissa), static_cast<std::uint8_t>(decimals)};
}

ast::ExprId too_large(Build& build, Span span, std::string_view expected) {
  build.diagnostics.report(Code::NumberTooLarge, span, fmt::format("`{}`", build.sources.text(span)), expected);
  return add(build, ast::ErrorExpr{}, span);
}

constexpr std::string_view decimal_range = "at most 18 digits after the point and 64 bits in all";
constexpr std::string_view integer_range = "a whole number of 64 bits";

unsigned number_at(std::string_view text, std::size_t at, std::size_t digits) {
  unsigned value = 0;
  for (std::size_t i = at; i < at + digits; ++i) value = value * 10 + static_cast<unsigned>(text[i] - '0');
  return value;
}

/// Days since 1970-01-01 of the date at the start of a text, in the proleptic Gregorian calendar; nothing for a day that is none.
std::optional<std::int64_t> days_of(std::string_view text) {
  using namespace std::chrono;
  const year_month_day date{year{static_cast<int>(number_at(text, 0, 4))}, month{number_at(text, 5, 2)}, day{number_at(text, 8, 2)}};
  if (!date.ok() || number_at(text, 0, 4) == 0) return std::nullopt;
  return sys_days{date}.time_since_epoch().count();
}

struct Clock {
  std::int64_t micros = 0;
  bool valid = false;
};

/// `HH:MM[:SS[.ffffff]]` at the start of a text that ends where the clock ends.
Clock clock_of(std::string_view text) {
  const unsigned hour = number_at(text, 0, 2);
  const unsigned minute = number_at(text, 3, 2);
  const unsigned second = text.size() > 5 ? number_at(text, 6, 2) : 0;
  if (hour > 23 || minute > 59 || second > 59) return {};
  std::int64_t micros = 0;
  std::int64_t unit = 100'000;
  for (std::size_t i = 9; i < text.size(); ++i, unit /= 10) {
    if (unit == 0) return {};
    micros += unit * (text[i] - '0');
  }
  return {(std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second) * 1'000'000 + micros, true};
}

/// Microseconds since 1970-01-01T00:00Z of `DATETtime(Z|±HH:MM)`.
std::optional<std::int64_t> micros_of(std::string_view text) {
  constexpr std::int64_t minute = 60'000'000;
  const auto days = days_of(text);
  std::string_view rest = text.substr(11);
  std::int64_t offset = 0;
  if (rest.ends_with('Z')) {
    rest.remove_suffix(1);
  } else {
    const std::string_view zone = rest.substr(rest.size() - 6);
    if (number_at(zone, 1, 2) > 23 || number_at(zone, 4, 2) > 59) return std::nullopt;
    offset = (std::int64_t{number_at(zone, 1, 2)} * 60 + number_at(zone, 4, 2)) * minute * (zone[0] == '-' ? -1 : 1);
    rest.remove_suffix(6);
  }
  const Clock clock = clock_of(rest);
  if (!days || !clock.valid) return std::nullopt;
  return *days * 24 * 60 * minute + clock.micros - offset;
}

ast::ExprId no_such(Build& build, Span span, std::string_view kind) {
  build.diagnostics.report(Code::NoSuchDate, span, fmt::format("`{}`", build.sources.text(span)), kind);
  return add(build, ast::ErrorExpr{}, span);
}

ast::ExprId build_decimal(Build& build, TerminalNode* digits, bool negative, Span span) {
  const auto read = read_digits(text_of(build, digits), negative);
  if (!read) return too_large(build, span, decimal_range);
  return add(build, ast::DecimalLiteral{read->mantissa, read->scale}, span);
}

ast::ExprId build_money(Build& build, TerminalNode* digits, TerminalNode* currency, bool negative, Span span) {
  const auto read = read_digits(text_of(build, digits), negative);
  if (!read) return too_large(build, span, decimal_range);
  return add(build, ast::MoneyLiteral{read->mantissa, read->scale, build.symbols.intern(text_of(build, currency))}, span);
}

ast::ExprId percent_literal(Build& build, TerminalNode* percent, bool negative, Span span) {
  std::string_view text = text_of(build, percent);
  text.remove_suffix(1);
  const auto read = read_digits(text, negative);
  if (!read) return too_large(build, span, decimal_range);
  return add(build, ast::PercentLiteral{read->mantissa, read->scale}, span);
}

ast::Unit unit_named(std::string_view text) {
  if (text.ends_with('s')) text.remove_suffix(1);
  constexpr std::pair<std::string_view, ast::Unit> units[] = {
      {"second", ast::Unit::Second}, {"minute", ast::Unit::Minute}, {"hour", ast::Unit::Hour},       {"day", ast::Unit::Day},
      {"week", ast::Unit::Week},     {"month", ast::Unit::Month},   {"quarter", ast::Unit::Quarter}, {"year", ast::Unit::Year}};
  for (const auto& [name, unit] : units)
    if (name == text) return unit;
  return ast::Unit::Day;
}

/// The code point of `\u{…}` at `at`; nothing when it is none. Moves `at` past it.
std::optional<char32_t> unicode_escape(std::string_view text, std::size_t& at) {
  const std::size_t end = text.find('}', at);
  if (at + 2 >= text.size() || text[at + 2] != '{' || end == std::string_view::npos || end == at + 3 || end > at + 9) return std::nullopt;
  char32_t value = 0;
  for (const char c : text.substr(at + 3, end - at - 3)) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!digit && !letter) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  at = end + 1;
  const bool scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return scalar ? std::optional(value) : std::nullopt;
}

}  // namespace

Symbol build_text(Build& build, TerminalNode* string) {
  const Span span = span_of(build, string);
  std::string_view text = build.sources.text(span);
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      out += text[at++];
      continue;
    }
    const std::size_t start = at;
    const char escape = text[at + 1];
    if (escape == 'u') {
      if (const auto value = unicode_escape(text, at)) {
        append_utf8(out, *value);
        continue;
      }
    }
    const std::size_t known = std::string_view("\"\\nt").find(escape);
    at = std::max(at, start + 1 + decode(text, start + 1).bytes);
    if (known != std::string_view::npos) {
      out += std::string_view("\"\\\n\t")[known];
      continue;
    }
    const auto offset = [&](std::size_t inside) { return span.begin + 1 + static_cast<std::uint32_t>(inside); };
    const Span place{span.source, offset(start), offset(at)};
    build.diagnostics.report(Code::BadEscape, place, build.sources.text(place));
  }
  return build.symbols.intern(out);
}

ast::ExprId build_integer(Build& build, TerminalNode* digits, bool negative, Span span) {
  const auto read = read_digits(text_of(build, digits), negative);
  if (!read) return too_large(build, span, integer_range);
  return add(build, ast::IntLiteral{read->mantissa}, span);
}

ast::ExprId build_date(Build& build, TerminalNode* terminal, Span span) {
  const std::string_view text = text_of(build, terminal);
  if (type_of(terminal) == SegParser::TIMESTAMP) {
    const auto micros = micros_of(text);
    return micros ? add(build, ast::TimestampLiteral{*micros}, span) : no_such(build, span, "time");
  }
  if (type_of(terminal) == SegParser::DATE) {
    const auto days = days_of(text);
    return days ? add(build, ast::DateLiteral{*days}, span) : no_such(build, span, "day");
  }
  if (type_of(terminal) == SegParser::MONTH) {
    const unsigned month = number_at(text, 5, 2);
    if (month < 1 || month > 12 || number_at(text, 0, 4) == 0) return no_such(build, span, "month");
    return add(build, ast::MonthLiteral{static_cast<std::int32_t>(number_at(text, 0, 4)), static_cast<std::uint8_t>(month)}, span);
  }
  const Clock clock = clock_of(text);
  if (!clock.valid) return no_such(build, span, "time of day");
  return add(build, ast::ClockLiteral{static_cast<std::int32_t>(clock.micros / 60'000'000)}, span);
}

std::optional<std::int64_t> integer_of(Build& build, TerminalNode* digits) {
  const auto read = read_digits(text_of(build, digits), false);
  if (read) return read->mantissa;
  build.diagnostics.report(Code::NumberTooLarge, span_of(build, digits), fmt::format("`{}`", text_of(build, digits)), integer_range);
  return std::nullopt;
}

ast::ExprId build_percent(Build& build, TerminalNode* percent) { return percent_literal(build, percent, false, span_of(build, percent)); }

ast::ExprId build_quantity(Build& build, SegParser::QuantityContext* context) {
  const Span span = span_of(build, context);
  const auto count = integer_of(build, context->INT());
  if (!count) return add(build, ast::ErrorExpr{}, span);
  return add(build, ast::QuantityLiteral{*count, unit_of(build, context->UNIT()), context->CALENDAR() != nullptr}, span);
}

ast::Unit unit_of(Build& build, TerminalNode* unit) { return unit_named(text_of(build, unit)); }

ast::ExprId build_signed(Build& build, SegParser::SignedLiteralContext* context) { return build_literal(build, context->literal(), context->MINUS()); }

ast::ExprId build_literal(Build& build, SegParser::LiteralContext* context, TerminalNode* minus) {
  Span span = span_of(build, context);
  const Span literal = span;
  if (minus != nullptr) span = join(span_of(build, minus), span);
  const bool negative = minus != nullptr;
  if (context->INT() != nullptr && context->CURRENCY() == nullptr) return build_integer(build, context->INT(), negative, span);
  if (context->DECIMAL() != nullptr && context->CURRENCY() == nullptr) return build_decimal(build, context->DECIMAL(), negative, span);
  if (context->CURRENCY() != nullptr)
    return build_money(build, context->INT() != nullptr ? context->INT() : context->DECIMAL(), context->CURRENCY(), negative, span);
  if (context->PERCENT() != nullptr) return percent_literal(build, context->PERCENT(), negative, span);

  ast::ExprId id;
  if (context->quantity() != nullptr) {
    id = build_quantity(build, context->quantity());
  } else if (context->STRING() != nullptr) {
    id = add(build, ast::StringLiteral{build_text(build, context->STRING())}, literal);
  } else if (context->TRUE() != nullptr || context->FALSE() != nullptr) {
    id = add(build, ast::BoolLiteral{context->TRUE() != nullptr}, literal);
  } else {
    id = build_date(build, dynamic_cast<TerminalNode*>(context->children.front()), literal);
  }
  return negative ? add(build, ast::NegateExpr{id, span_of(build, minus)}, span) : id;
}

}  // namespace seg::syntax
