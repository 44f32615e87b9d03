#include "compiler/semantics/paths.h"

#include "compiler/semantics/functions.h"
#include "compiler/semantics/interface.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

const Names& names_at(const Checker& checker, const Place& place) {
  switch (place.kind) {
    case Place::Kind::Event:
      return checker.events[place.index];
    case Place::Kind::Table:
      return checker.table_names[place.index];
    case Place::Kind::Profile:
      break;
  }
  return checker.profile;
}

const std::vector<plan::Field>& fields_at(const Checker& checker, const Place& place) {
  const plan::Schema& schema = checker.hir.schema.plan;
  switch (place.kind) {
    case Place::Kind::Event:
      return schema.streams[place.index].fields;
    case Place::Kind::Table:
      return schema.tables[place.index].fields;
    case Place::Kind::Profile:
      break;
  }
  return schema.profile;
}

std::string place_text(const Checker& checker, const Place& place) {
  const plan::Schema& schema = checker.hir.schema.plan;
  switch (place.kind) {
    case Place::Kind::Event:
      return fmt::format("event {}", schema.streams[place.index].name);
    case Place::Kind::Table:
      return fmt::format("table {}", schema.tables[place.index].name);
    case Place::Kind::Profile:
      break;
  }
  return "profile";
}

namespace {

std::optional<std::uint32_t> add_key_field(Checker& checker, std::string_view name) {
  if (name != checker.key) return std::nullopt;
  auto& schema = checker.hir.schema;
  const auto field = static_cast<std::uint32_t>(schema.plan.profile.size());
  checker.profile.fields.emplace(checker.key, field);
  schema.plan.profile.push_back(schema.plan.key);
  schema.profile.push_back(checker.key_roles);
  checker.profile.places.push_back(checker.key_place);
  return field;
}

hir::ExprId read_field(Checker& checker, const Place& place, std::uint32_t field, Span span) {
  const plan::Field declared = fields_at(checker, place)[field];
  switch (place.kind) {
    case Place::Kind::Event:
      return checker.add(hir::EventField{place.index, field}, declared.type, declared.optional, span);
    case Place::Kind::Table:
      return checker.add(hir::Lookup{place.index, field, place.key}, declared.type, true, span);
    case Place::Kind::Profile:
      break;
  }
  return checker.add(hir::ProfileField{field}, declared.type, declared.optional, span);
}

/// The part of a path's candidates that one name can stand for: `city` of `address.city` after `address`.
std::vector<std::string_view> next_names(const Checker& checker, const Place& place, std::string_view inside) {
  std::vector<std::string_view> names;
  for (const plan::Field& field : fields_at(checker, place)) {
    std::string_view name = field.name;
    if (!inside.empty()) {
      if (!name.starts_with(inside) || name.size() <= inside.size() || name[inside.size()] != '.') continue;
      name.remove_prefix(inside.size() + 1);
    }
    name = name.substr(0, name.find('.'));
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return names;
}

Checked unknown_member(Checker& checker, const Place& place, std::string_view inside, const ast::Name& name) {
  const std::string where = inside.empty() ? place_text(checker, place) : fmt::format("struct {}", inside);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownField, name.span, checker.text(name), where);
  suggest_name(checker, diagnostic, name.span, checker.text(name), next_names(checker, place, inside));
  return std::nullopt;
}

Checked struct_as_value(Checker& checker, const Place& place, std::string_view path, Span span) {
  checker.diagnostics.report(Code::StructAsValue, span, path)
      .note(fmt::format("its fields are {}", fmt::join(next_names(checker, place, path), ", ")));
  return std::nullopt;
}

/// The row that an id reaches; what reaches none is reported.
std::optional<Place> row_of(Checker& checker, hir::ExprId value, const ast::Name& member) {
  const plan::Schema& schema = checker.hir.schema.plan;
  const plan::Type type = checker.type(value);
  if (const auto table = plan::table_of_key(schema, type)) return Place{Place::Kind::Table, *table, value};
  const bool id = type.kind == plan::Kind::Id && !type.list;
  if (id && !checker.broken_tables.empty()) return std::nullopt;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::NoFieldInside, member.span, shown(checker, checker.hir[value].span),
                                                      described(schema, type), checker.text(member));
  explain_type(checker, diagnostic, value);
  if (id && type.unit == plan::kNoUnit)
    diagnostic.note("an id reaches a lookup table by its kind: `id(product)` reaches the table whose key is `id(product)`");
  else if (id)
    diagnostic.note(fmt::format("no lookup table has a key of type {}", written_type(schema, type)));
  const Function* function = find_function(checker.text(member));
  if (function != nullptr && function->kind == FunctionKind::Value) {
    const Span base = checker.hir[value].span;
    const std::string call = fmt::format("{}({})", function->name, normalised(checker, base));
    diagnostic.fix(replacement(fmt::format("write `{}`", call), join(base, member.span), call));
  }
  return std::nullopt;
}

}  // namespace

Checked field_at(Checker& checker, const Place& place, std::string_view name, Span span) {
  const auto& fields = names_at(checker, place).fields;
  if (const auto found = fields.find(name); found != fields.end()) return read_field(checker, place, found->second, span);
  if (const auto found = names_at(checker, place).absent.find(name); found != names_at(checker, place).absent.end())
    return unknown_value(checker, found->second, span);
  if (place.kind == Place::Kind::Event && name == "at") return checker.add(hir::EventAt{place.index}, plan::timestamp_type(), false, span);
  if (place.kind != Place::Kind::Profile) return std::nullopt;
  const auto key = add_key_field(checker, name);
  return key ? Checked(read_field(checker, place, *key, span)) : std::nullopt;
}

Checked follow(Checker& checker, Place place, std::span<const ast::Name> names, Span start) {
  while (true) {
    std::string path(checker.text(names.front()));
    std::string inside;
    std::size_t used = 1;
    while (used < names.size() && names_at(checker, place).structs.contains(path)) {
      inside = path;
      path += fmt::format(".{}", checker.text(names[used++]));
    }
    if (names_at(checker, place).broken.contains(path)) return std::nullopt;
    const Span span = join(start, names[used - 1].span);
    const Checked value = field_at(checker, place, path, span);
    if (!value) {
      if (names_at(checker, place).structs.contains(path)) return struct_as_value(checker, place, path, span);
      return unknown_member(checker, place, inside, names[used - 1]);
    }
    names = names.subspan(used);
    if (names.empty()) return value;
    const auto next = row_of(checker, *value, names.front());
    if (!next) return std::nullopt;
    place = *next;
  }
}

Checked follow_from(Checker& checker, hir::ExprId value, std::span<const ast::Name> names, Span start) {
  if (names.empty()) return value;
  const auto row = row_of(checker, value, names.front());
  return row ? follow(checker, *row, names, start) : std::nullopt;
}

}  // namespace seg::semantics
