// Bare names and paths: the event's fields first, then the profile's, then traits.

#include <algorithm>

#include "compiler/semantics/events.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/paths.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/zones.h"

namespace seg::semantics {

namespace {

Place place_of(Scope scope) {
  if (scope.stream) return {Place::Kind::Event, *scope.stream};
  return {};
}

/// Whether the place has a field or a struct of that name.
bool has_name(const Names& names, std::string_view name) { return names.fields.contains(name) || names.structs.contains(name); }

const std::string& plural_of(const Checker& checker, std::uint32_t stream) { return checker.hir.schema.plan.streams[stream].plural; }
const std::string& singular_of(const Checker& checker, std::uint32_t stream) { return checker.hir.schema.plan.streams[stream].name; }

void warn_shadowed(Checker& checker, std::string_view name, std::uint32_t stream, Span span) {
  const std::string own = fmt::format("{}.{}", singular_of(checker, stream), name);
  const std::string other = fmt::format("profile.{}", name);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::ShadowedName, span, name, plural_of(checker, stream));
  diagnostic.label(span, "read from the event");
  diagnostic.fix(replacement(fmt::format("write `{}` for the event's", own), span, own, Safety::Safe));
  diagnostic.fix(replacement(fmt::format("write `{}` for the profile's", other), span, other, Safety::Unsafe));
}

Checked report_events(Checker& checker, std::string_view name, Span span) {
  checker.diagnostics.report(Code::EventsAsValue, span, name)
      .fix(replacement(fmt::format("write `count({})`", name), span, fmt::format("count({})", name)));
  return std::nullopt;
}

Checked report_uncalled(Checker& checker, const Declaration& trait, Span span) {
  checker.diagnostics.report(Code::WrongArguments, span, checker.text(span), "arguments", "none")
      .label(std::get<ast::TraitDecl>(checker.files[trait.file].decls[trait.decl]).name.span, "declared here");
  return std::nullopt;
}

/// A standing trait; nothing, without a diagnostic, for one that is broken.
Checked trait_value(Checker& checker, const Declaration& trait, Span span) {
  if (!trait.parameters.empty() && trait.progress != Progress::Broken) return report_uncalled(checker, trait, span);
  if (trait.progress != Progress::Standing) return std::nullopt;
  const bool events = [&] {
    const Inside inside(checker, trait.module);
    return is_named_query(checker, trait);
  }();
  if (events) return report_events(checker, checker.text(span), span);
  const hir::Trait& declared = checker.hir.traits[trait.index];
  return checker.add(hir::TraitRef{trait.index}, declared.type, checker.optional(declared.value), span);
}

/// Names that could be meant here; with `expected` only those that compare with the other side.
std::vector<std::string_view> candidates(const Checker& checker, Scope scope, const Expected* expected) {
  const auto& schema = checker.hir.schema.plan;
  std::vector<std::string_view> names;
  if (checker.suggestion_steps == 0) return names;
  const auto offer = [&](std::string_view name, plan::Type type) {
    if (expected == nullptr || is_comparable(expected->type, type)) names.push_back(name);
  };
  if (scope.stream) {
    for (const plan::Field& field : schema.streams[*scope.stream].fields) offer(field.name, field.type);
    offer("at", plan::timestamp_type());
  } else {
    for (const plan::Field& field : schema.profile) offer(field.name, field.type);
  }
  for (const hir::Trait& trait : checker.hir.traits) offer(trait.name, trait.type);
  return names;
}

/// The one field in a struct that has the name at its end: `address.city` for `city`; empty where there is none or several.
std::string_view path_ending_in(const Checker& checker, std::string_view name, Scope scope) {
  std::string_view found;
  if (checker.suggestion_steps == 0) return found;
  for (const plan::Field& field : fields_at(checker, place_of(scope))) {
    const std::string_view path = field.name;
    if (path.size() <= name.size() || !path.ends_with(name) || path[path.size() - name.size() - 1] != '.') continue;
    if (!found.empty()) return {};
    found = path;
  }
  return found;
}

/// A name that fits by its type where one is near, else any.
void suggest_field(Checker& checker, Diagnostic& diagnostic, Span span, std::string_view name, Scope scope, const Expected* expected) {
  if (const std::string_view path = path_ending_in(checker, name, scope); !path.empty()) {
    diagnostic.message += fmt::format("; did you mean `{}`?", path);
    diagnostic.fix(replacement(fmt::format("write `{}`", path), span, std::string(path)));
    return;
  }
  if (expected != nullptr) suggest_name(checker, diagnostic, span, name, candidates(checker, scope, expected));
  if (!diagnostic.fixes.empty()) return;
  std::vector<std::string_view> names = candidates(checker, scope, nullptr);
  if (checker.suggestion_steps == 0) return;
  for (const plan::Field& field : fields_at(checker, place_of(scope))) {
    const std::string_view path = field.name;
    const std::string_view outermost = path.substr(0, path.find('.'));
    if (outermost != path && (names.empty() || names.back() != outermost)) names.push_back(outermost);
  }
  suggest_name(checker, diagnostic, span, name, names);
}

/// Whether the schema declares the field, but wrongly: that was said there.
bool is_broken(const Checker& checker, std::string_view name, std::optional<std::uint32_t> stream) {
  return stream ? checker.events[*stream].broken.contains(name) : checker.profile.broken.contains(name);
}

/// A lookup table where a value should be; the fields that reach it are named.
Checked table_as_value(Checker& checker, std::string_view name, Span span, Scope scope) {
  const plan::Schema& schema = checker.hir.schema.plan;
  const plan::Table& table = schema.tables[checker.tables.at(name)];
  const plan::Type key = table.fields[table.key].type;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::TableAsValue, span, name, written_type(schema, key));
  for (const plan::Field& field : fields_at(checker, place_of(scope))) {
    if (field.type == key) diagnostic.fix(replacement(fmt::format("write `{}`", field.name), span, field.name));
  }
  if (diagnostic.fixes.empty()) diagnostic.note(fmt::format("no field of {} has that type", place_text(checker, place_of(scope))));
  return std::nullopt;
}

Checked unknown_name(Checker& checker, Symbol symbol, Span span, Scope scope, const Expected* expected) {
  const std::string_view name = checker.text(symbol);
  if (is_broken(checker, name, scope.stream)) return std::nullopt;
  if (name == "gap") return check_gap(checker, span, scope);
  if (misplaced_reference(checker, name, span, scope)) return std::nullopt;
  if (names_at(checker, place_of(scope)).structs.contains(name)) {
    const ast::Name names[] = {{symbol, span}};
    return follow(checker, place_of(scope), names, span);
  }
  if (scope.stream && (has_name(checker.profile, name) || name == checker.key)) {
    const std::string path = fmt::format("profile.{}", name);
    Diagnostic& diagnostic = checker.diagnostics.report(Code::ProfileFieldInEvent, span, name, plural_of(checker, *scope.stream));
    diagnostic.fix(replacement(fmt::format("write `{}`", path), span, path, Safety::Safe));
    return std::nullopt;
  }
  if (checker.streams.contains(name)) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::EventsAsValue, span, name);
    diagnostic.fix(replacement(fmt::format("write `count({})`", name), span, fmt::format("count({})", name)));
    return std::nullopt;
  }
  if (checker.segments.contains(name)) {
    const std::string text = fmt::format("member of {}", name);
    checker.diagnostics.report(Code::SegmentAsValue, span, name)
        .fix(replacement(fmt::format("write `{}`", text), span, text, Safety::Safe));
    return std::nullopt;
  }
  if (checker.tables.contains(name)) return table_as_value(checker, name, span, scope);
  if (checker.broken_tables.contains(name)) return std::nullopt;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownField, span, name, place_text(checker, place_of(scope)));
  suggest_field(checker, diagnostic, span, name, scope, expected);
  if (diagnostic.fixes.empty() && expected != nullptr && plan::is_text(expected->type)) {
    diagnostic.fix(replacement(fmt::format("write `\"{}\"` if it is text", name), span, fmt::format("\"{}\"", name)));
  }
  return std::nullopt;
}

void report_ambiguous(Checker& checker, std::string_view name, const plan::Type& type, Span span, Scope scope) {
  const std::string& enumeration = checker.hir.schema.plan.enums[type.unit].name;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::AmbiguousEnumValue, span, name, enumeration);
  diagnostic.fix(replacement(fmt::format("write `\"{}\"` for the value", name), span, fmt::format("\"{}\"", name)));
  std::string path;
  if (scope.stream && checker.events[*scope.stream].fields.contains(name))
    path = fmt::format("{}.{}", singular_of(checker, *scope.stream), name);
  else if (checker.profile.fields.contains(name))
    path = fmt::format("profile.{}", name);
  if (!path.empty()) diagnostic.fix(replacement(fmt::format("write `{}` for the field", path), span, path));
}

}  // namespace

bool resolves(const Checker& checker, std::string_view name, Scope scope) {
  if (scope.stream) {
    if (name == "at" || checker.events[*scope.stream].fields.contains(name)) return true;
  } else if (checker.profile.fields.contains(name)) {
    return true;
  }
  if (names_at(checker, place_of(scope)).absent.contains(name)) return true;
  return checker.traits.contains(name) || is_parameter(checker, name) || name == checker.key || name == "now" || name == "today" ||
         is_broken(checker, name, scope.stream);
}

Checked check_name(Checker& checker, const ast::NameExpr& node, Span span, Scope scope, const Expected* expected) {
  const std::string_view name = checker.text(node.name);
  if (const auto argument = check_parameter(checker, name, span, scope)) return *argument;
  if (expected != nullptr && expected->type.kind == plan::Kind::Enum && !expected->type.list) {
    const bool is_value = find_enum_value(checker, expected->type, name).has_value();
    const bool is_name = resolves(checker, name, scope);
    if (is_value && is_name) {
      report_ambiguous(checker, name, expected->type, span, scope);
      return std::nullopt;
    }
    if (!is_name) return enum_value(checker, expected->type, name, span);
  }
  if (const Checked field = field_at(checker, place_of(scope), name, span)) {
    if (scope.stream && checker.profile.fields.contains(name)) warn_shadowed(checker, name, *scope.stream, span);
    if (scope.gap && name == "gap") {
      const std::string own = fmt::format("{}.gap", singular_of(checker, *scope.stream));
      checker.diagnostics.report(Code::GapIsField, span, plural_of(checker, *scope.stream))
          .label(span, "the field is read")
          .fix(replacement(fmt::format("write `{}` for the field", own), span, own, Safety::Safe));
    }
    return field;
  }
  if (const auto trait = checker.traits.find(name); trait != checker.traits.end()) return trait_value(checker, trait->second, span);
  if (name == "now") return add_now(checker, span);
  LocalTime local;
  if (name == "today") return today(checker, local, span);
  return unknown_name(checker, node.name, span, scope, expected);
}

namespace {

/// The names of a path, first to last; nothing where it does not begin with a name.
std::optional<std::vector<ast::Name>> names_of(const ast::Ast& ast, const ast::PathExpr& path) {
  std::vector<ast::Name> names{path.member};
  ast::ExprId base = path.base;
  while (const auto* inner = std::get_if<ast::PathExpr>(&ast[base].node)) {
    names.push_back(inner->member);
    base = inner->base;
  }
  const auto* first = std::get_if<ast::NameExpr>(&ast[base].node);
  if (first == nullptr) return std::nullopt;
  names.push_back({first->name, ast[base].span});
  std::reverse(names.begin(), names.end());
  return names;
}

/// A path from a value that is written as an expression: `last(product of purchases).color`.
Checked check_value_path(Checker& checker, const ast::PathExpr& node, Span span, Scope scope) {
  const Checked base = check_expression(checker, node.base, scope);
  if (!base) return std::nullopt;
  const ast::Name names[] = {node.member};
  return follow_from(checker, *base, names, span);
}

/// `rfm.recency`, and further into the row of a table that it reaches.
Checked check_module_path(Checker& checker, Module& module, std::span<const ast::Name> names) {
  if (module.broken) return std::nullopt;
  const Visible& defined = names_in(checker, module);
  const std::string_view member = checker.text(names[1]);
  const Span span = join(names[0].span, names[1].span);
  if (const auto trait = defined.traits.find(member); trait != defined.traits.end()) {
    const Checked value = trait_value(checker, trait->second, span);
    return value ? follow_from(checker, *value, names.subspan(2), names[0].span) : std::nullopt;
  }
  if (find_members(checker, names) != nullptr || defined.partitions.contains(member)) {
    const Span path = join(names.front().span, names.back().span);
    const std::string text = fmt::format("member of {}", normalised(checker, path));
    checker.diagnostics.report(Code::SegmentAsValue, path, normalised(checker, path))
        .fix(replacement(fmt::format("write `{}`", text), path, text, Safety::Safe));
    return std::nullopt;
  }
  return unknown_definition(checker, module, "trait", names[1]);
}

}  // namespace

Checked check_path(Checker& checker, const ast::PathExpr& node, Span span, Scope scope) {
  const auto names = names_of(*checker.ast, node);
  if (!names) return check_value_path(checker, node, span, scope);
  const ast::Name& head = names->front();
  const std::string_view name = checker.text(head);
  const std::span<const ast::Name> rest = std::span(*names).subspan(1);
  if (scope.reference != nullptr && scope.reference->name == name) return follow(checker, place_of(scope), rest, head.span);
  if (name == "profile") return follow(checker, {}, rest, head.span);
  if (is_broken_module(checker, head)) return std::nullopt;
  if (Module* module = module_at(checker, name, scope)) return check_module_path(checker, *module, *names);
  const auto stream = checker.streams.find(name);
  const bool is_stream = stream != checker.streams.end();
  if (is_stream && scope.stream == stream->second) return follow(checker, place_of(scope), rest, head.span);
  const Place place = place_of(scope);
  if (has_name(names_at(checker, place), name) || (scope.stream && name == "at")) {
    if (scope.stream && has_name(checker.profile, name)) warn_shadowed(checker, name, *scope.stream, head.span);
    return follow(checker, place, *names, head.span);
  }
  if (resolves(checker, name, scope)) {
    const Checked value = check_name(checker, {head.symbol}, head.span, scope, nullptr);
    return value ? follow_from(checker, *value, rest, head.span) : std::nullopt;
  }
  if (!is_stream && misplaced_reference(checker, name, head.span, scope)) return std::nullopt;
  if (is_stream) {
    checker.diagnostics.report(Code::EventFieldOutside, span, checker.text(rest.front()), plural_of(checker, stream->second));
    return std::nullopt;
  }
  return unknown_name(checker, head.symbol, head.span, scope, nullptr);
}

}  // namespace seg::semantics
