#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "runtime/plan/rules.h"

namespace seg::plan {
namespace {

__extension__ typedef __int128 Wide;

constexpr std::uint8_t kMaxScale = 18;

std::string unit_error(const Schema& schema, Type type) {
  switch (type.kind) {
    case Kind::Money:
      return type.unit < schema.units.size()
                 ? ""
                 : fmt::format("found currency {}, expected one of the schema's {} units", type.unit, schema.units.size());
    case Kind::Enum:
      return type.unit < schema.enums.size()
                 ? ""
                 : fmt::format("found enum {}, expected one of the schema's {} enums", type.unit, schema.enums.size());
    case Kind::Id:
      return type.unit == kNoUnit || type.unit < schema.units.size()
                 ? ""
                 : fmt::format("found kind of id {}, expected none or one of the schema's {} units", type.unit, schema.units.size());
    case Kind::Bool:
    case Kind::Int:
    case Kind::Float:
    case Kind::Decimal:
    case Kind::Ratio:
    case Kind::String:
    case Kind::Date:
    case Kind::Timestamp:
    case Kind::Duration: return type.unit == kNoUnit ? "" : fmt::format("found unit {} on a type without units", type.unit);
  }
  return "found a kind that does not exist";
}

std::string fraction_error(const Literal& literal) {
  if (literal.denominator <= 0) return fmt::format("found denominator {}, expected a positive one", literal.denominator);
  // gcd over unsigned magnitudes: the magnitude of the smallest number is no int64.
  const std::uint64_t magnitude =
      literal.number < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(literal.number) : static_cast<std::uint64_t>(literal.number);
  if (std::gcd(magnitude, static_cast<std::uint64_t>(literal.denominator)) != 1) {
    return fmt::format("found {}/{}, expected lowest terms", literal.number, literal.denominator);
  }
  return "";
}

}  // namespace

std::string type_error(const Schema& schema, Type type) {
  const bool scaled = !type.fraction && (type.kind == Kind::Decimal || type.kind == Kind::Money);
  if (type.scale > (scaled ? kMaxScale : 0)) return fmt::format("found scale {}, expected at most {}", type.scale, scaled ? kMaxScale : 0);
  if (type.kind == Kind::Ratio && !type.fraction) return "found a ratio that is no fraction";
  if (type.fraction && type.kind != Kind::Ratio && type.kind != Kind::Money && type.kind != Kind::Duration) {
    return "found a fraction, expected it of money or duration only";
  }
  const bool element = type.kind != Kind::Bool && type.kind != Kind::Float && type.kind != Kind::Ratio && type.kind != Kind::Duration;
  if (type.list && (type.fraction || !element)) return "found a list of elements that a list cannot have";
  return unit_error(schema, type);
}

std::string literal_error(const Schema& schema, const Literal& literal) {
  if (std::string error = type_error(schema, literal.type); !error.empty()) return error;
  if (literal.type.list) return "found a list, expected a single value";
  const Form form = form_of(literal.type);
  const Literal used = without_unused(literal);
  const bool real_unused = form != Form::Float64 && literal.real != 0;
  if (real_unused || used.number != literal.number || used.denominator != literal.denominator || used.text != literal.text) {
    return "found a value in a member that its type does not use";
  }
  switch (form) {
    case Form::Bit:
      return literal.number == 0 || literal.number == 1 ? "" : fmt::format("found bool {}, expected 0 or 1", literal.number);
    case Form::Int64: return "";
    case Form::Float64: return std::isfinite(literal.real) ? "" : "found a float that is not finite";
    case Form::Fraction: return fraction_error(literal);
    case Form::List:
    case Form::Code: break;
  }
  if (literal.type.kind != Kind::Enum) return "";
  const auto values = static_cast<std::int64_t>(schema.enums[literal.type.unit].values.size());
  if (literal.number >= 0 && literal.number < values) return "";
  return fmt::format("found enum value {}, expected 0 to {}", literal.number, values - 1);
}

Literal without_unused(Literal literal) {
  const Form form = form_of(literal.type);
  if (form == Form::Float64 || is_text(literal.type)) literal.number = 0;
  if (form != Form::Fraction) literal.denominator = 1;
  if (form != Form::Float64) literal.real = 0;
  if (!is_text(literal.type)) literal.text.clear();
  return literal;
}

bool literal_less(const Literal& a, const Literal& b) {
  if (is_text(a.type)) return a.text < b.text;
  if (form_of(a.type) == Form::Float64) return a.real < b.real;
  // Denominators are 1 where there is no fraction.
  return Wide{a.number} * b.denominator < Wide{b.number} * a.denominator;
}

}  // namespace seg::plan
