#include "compiler/semantics/schema_types.h"

#include <algorithm>

#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

constexpr std::string_view kTypeNames[] = {"bool", "int", "float", "decimal",   "money",    "ratio", "string",
                                           "enum", "id",  "date",  "timestamp", "duration", "list",  "struct"};

std::nullopt_t refuse(Checker& checker, Span span, std::string_view name, std::string_view expected) {
  checker.diagnostics.report(Code::BadTypeArguments, span, name, expected);
  return std::nullopt;
}

std::optional<FieldType> decimal(Checker& checker, const ast::TypeExpr& type) {
  constexpr std::int64_t kMostDigits = 18;
  const auto& arguments = type.arguments;
  const bool numbers = arguments.size() == 2 && arguments[0].number && arguments[1].number;
  if (!numbers) return refuse(checker, type.span, "decimal", "digits in all and after the point: `decimal(10,2)`");
  const std::int64_t precision = *arguments[0].number;
  const std::int64_t scale = *arguments[1].number;
  if (precision < 1 || precision > kMostDigits) return refuse(checker, arguments[0].span, "decimal", "1 to 18 digits");
  if (scale < 0 || scale > precision)
    return refuse(checker, arguments[1].span, "decimal", "at most as many digits after the point as in all");
  return FieldType{plan::decimal_type(static_cast<std::uint8_t>(scale)), static_cast<std::uint8_t>(precision)};
}

std::optional<FieldType> money(Checker& checker, const ast::TypeExpr& type) {
  const auto& arguments = type.arguments;
  if (arguments.empty() || arguments.size() > 2 || !arguments[0].name) {
    return refuse(checker, type.span, "money",
                  "a currency and, where it should be finer, digits after the point: `money(EUR)`, `money(EUR,4)`");
  }
  const std::string_view currency = checker.text(*arguments[0].name);
  const bool code = currency.size() == 3 && std::all_of(currency.begin(), currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!code) return refuse(checker, arguments[0].span, "money", "a currency of three capital letters (ISO 4217)");
  std::uint8_t scale = minor_unit(currency);
  if (arguments.size() == 2) {
    const auto digits = arguments[1].number;
    if (!digits || *digits < 0 || *digits > kMaxScale) return refuse(checker, arguments[1].span, "money", "0 to 18 digits after the point");
    scale = static_cast<std::uint8_t>(*digits);
  }
  return FieldType{plan::money_type(checker.hir.schema.plan.unit(currency), scale)};
}

std::optional<FieldType> id(Checker& checker, const ast::TypeExpr& type) {
  plan::Type result{plan::Kind::Id, false, 0, plan::kNoUnit};
  if (type.arguments.empty()) return FieldType{result};
  if (type.arguments.size() > 1 || !type.arguments[0].name) return refuse(checker, type.span, "id", "at most a kind: `id(product)`");
  result.unit = checker.hir.schema.plan.unit(checker.text(*type.arguments[0].name));
  return FieldType{result};
}

std::optional<FieldType> enumeration(Checker& checker, const ast::TypeExpr& type, std::string_view where) {
  if (type.mixed_separators) return std::nullopt;
  if (type.values.empty()) return refuse(checker, type.span, "enum", "its values: `enum(bronze < silver)` or `enum(a, b)`");
  plan::EnumType declared{std::string(where), {}, type.ordered};
  std::unordered_map<std::string_view, Span> seen;
  bool ok = true;
  for (const ast::EnumValue& value : type.values) {
    const std::string_view text = checker.text(value.text);
    const auto [first, added] = seen.emplace(text, value.span);
    if (!added) {
      checker.diagnostics.report(Code::DeclaredTwice, value.span, "value", text).label(first->second, "declared here first");
      ok = false;
    }
    declared.values.emplace_back(text);
  }
  if (!ok) return std::nullopt;
  auto& enums = checker.hir.schema.plan.enums;
  enums.push_back(std::move(declared));
  return FieldType{{plan::Kind::Enum, false, 0, static_cast<std::uint16_t>(enums.size() - 1)}};
}

std::optional<plan::Type> plain(std::string_view name) {
  if (name == "bool") return plan::bool_type();
  if (name == "int") return plan::int_type();
  if (name == "float") return plan::float_type();
  if (name == "string") return plan::string_type();
  if (name == "date") return plan::date_type();
  if (name == "timestamp") return plan::timestamp_type();
  if (name == "duration") return plan::duration_type();
  return std::nullopt;
}

bool can_be_listed(plan::Kind kind) {
  switch (kind) {
    case plan::Kind::Int:
    case plan::Kind::Decimal:
    case plan::Kind::Money:
    case plan::Kind::String:
    case plan::Kind::Enum:
    case plan::Kind::Id:
    case plan::Kind::Date:
    case plan::Kind::Timestamp:
      return true;
    case plan::Kind::Bool:
    case plan::Kind::Float:
    case plan::Kind::Ratio:
    case plan::Kind::Duration:
      return false;
  }
  return false;
}

std::optional<FieldType> list(Checker& checker, const ast::TypeExpr& type, std::string_view where) {
  if (type.element.size() != 1) return refuse(checker, type.span, "list", "the type of its elements: `list(string)`");
  const ast::TypeExpr& element = type.element.front();
  const std::string_view name = checker.text(element.name);
  constexpr std::string_view kElements = "elements of type int, decimal, money, string, enum, id, date or timestamp";
  if (name == "struct") {
    checker.diagnostics.report(Code::BadTypeArguments, element.span, "list", kElements)
        .note("rows with several fields are an event, or a lookup table");
    return std::nullopt;
  }
  if (name == "list") return refuse(checker, element.span, "list", kElements);
  auto checked = check_type(checker, element, where);
  if (!checked) return std::nullopt;
  if (!can_be_listed(checked->type.kind)) return refuse(checker, element.span, "list", kElements);
  checked->type = plan::list_of(checked->type);
  return checked;
}

}  // namespace

std::optional<FieldType> check_type(Checker& checker, const ast::TypeExpr& type, std::string_view where) {
  const std::string_view name = checker.text(type.name);
  if (name == "decimal") return decimal(checker, type);
  if (name == "money") return money(checker, type);
  if (name == "id") return id(checker, type);
  if (name == "enum") return enumeration(checker, type, where);
  if (name == "list") return list(checker, type, where);
  if (name == "struct") return refuse(checker, type.span, name, "to be a field of the profile, an event, a table or another struct");
  if (name == "ratio") {
    checker.diagnostics.report(Code::RatioField, type.span);
    return std::nullopt;
  }
  if (const auto found = plain(name)) {
    if (!type.arguments.empty()) return refuse(checker, type.arguments.front().span, name, "no arguments");
    return FieldType{*found};
  }
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownType, type.name.span, name);
  suggest_name(checker, diagnostic, type.name.span, name, kTypeNames);
  return std::nullopt;
}

}  // namespace seg::semantics
