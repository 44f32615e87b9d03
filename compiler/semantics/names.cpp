// Bare names and paths: the event's fields first, then the profile's, then traits.

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

using Names = std::unordered_map<std::string_view, std::uint32_t>;

std::optional<std::uint32_t> find(const Names& names, std::string_view name) {
  const auto found = names.find(name);
  if (found == names.end()) return std::nullopt;
  return found->second;
}

const Names& fields_of(const Checker& checker, std::uint32_t stream) { return checker.event_fields[stream]; }

hir::ExprId profile_field(Checker& checker, std::uint32_t field, Span span) {
  const plan::Field& declared = checker.hir.schema.plan.profile[field];
  return checker.add(hir::ProfileField{field}, declared.type, declared.optional, span);
}

/// A field of the profile. The key, where it is a text, becomes one with its first use, so that data nobody asks it of hold it once.
std::optional<std::uint32_t> find_profile_field(Checker& checker, std::string_view name) {
  if (const auto field = find(checker.profile_fields, name)) return field;
  auto& schema = checker.hir.schema;
  if (name != checker.key || !plan::is_text(schema.plan.key.type)) return std::nullopt;
  const auto field = static_cast<std::uint32_t>(schema.plan.profile.size());
  checker.profile_fields.emplace(checker.key, field);
  schema.plan.profile.push_back(schema.plan.key);
  schema.profile.push_back(checker.key_roles);
  checker.profile_places.push_back(checker.key_place);
  return field;
}

hir::ExprId event_field(Checker& checker, std::uint32_t stream, std::uint32_t field, Span span) {
  const plan::Field& declared = checker.hir.schema.plan.streams[stream].fields[field];
  return checker.add(hir::EventField{stream, field}, declared.type, declared.optional, span);
}

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

Checked in_event(Checker& checker, std::string_view name, std::uint32_t stream, Span span) {
  if (const auto field = find(fields_of(checker, stream), name)) return event_field(checker, stream, *field, span);
  if (name == "at") return checker.add(hir::EventAt{stream}, plan::timestamp_type(), false, span);
  return std::nullopt;
}

/// A standing trait; nothing, without a diagnostic, for one that is broken.
Checked trait_value(Checker& checker, const Declaration& trait, Span span) {
  if (trait.progress != Progress::Standing) return std::nullopt;
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

/// A name that fits by its type where one is near, else any.
void suggest_field(Checker& checker, Diagnostic& diagnostic, Span span, std::string_view name, Scope scope, const Expected* expected) {
  if (expected != nullptr) suggest_name(checker, diagnostic, span, name, candidates(checker, scope, expected));
  if (diagnostic.fixes.empty()) suggest_name(checker, diagnostic, span, name, candidates(checker, scope, nullptr));
}

/// Whether the schema declares the field, but wrongly: that was said there.
bool is_broken(const Checker& checker, std::string_view name, std::optional<std::uint32_t> stream) {
  return stream ? checker.broken_event_fields[*stream].contains(name) : checker.broken_profile_fields.contains(name);
}

Checked unknown_name(Checker& checker, std::string_view name, Span span, Scope scope, const Expected* expected) {
  if (is_broken(checker, name, scope.stream)) return std::nullopt;
  if (name == checker.key && !scope.stream) return not_yet(checker, span, "a condition on a key that is an int");
  if (name == "today" || name == "gap") return not_yet(checker, span, name);
  if (scope.stream && (checker.profile_fields.contains(name) || name == checker.key)) {
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
  const std::string where = scope.stream ? fmt::format("event {}", singular_of(checker, *scope.stream)) : "profile";
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownField, span, name, where);
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
  if (scope.stream && fields_of(checker, *scope.stream).contains(name))
    path = fmt::format("{}.{}", singular_of(checker, *scope.stream), name);
  else if (checker.profile_fields.contains(name))
    path = fmt::format("profile.{}", name);
  if (!path.empty()) diagnostic.fix(replacement(fmt::format("write `{}` for the field", path), span, path));
}

}  // namespace

bool resolves(const Checker& checker, std::string_view name, Scope scope) {
  if (scope.stream) {
    if (name == "at" || fields_of(checker, *scope.stream).contains(name)) return true;
  } else if (checker.profile_fields.contains(name)) {
    return true;
  }
  return checker.traits.contains(name) || name == checker.key || name == "now" || is_broken(checker, name, scope.stream);
}

Checked check_name(Checker& checker, const ast::NameExpr& node, Span span, Scope scope, const Expected* expected) {
  const std::string_view name = checker.text(node.name);
  if (expected != nullptr && expected->type.kind == plan::Kind::Enum) {
    const bool is_value = find_enum_value(checker, expected->type, name).has_value();
    const bool is_name = resolves(checker, name, scope);
    if (is_value && is_name) {
      report_ambiguous(checker, name, expected->type, span, scope);
      return std::nullopt;
    }
    if (!is_name) return enum_value(checker, expected->type, name, span);
  }
  if (scope.stream) {
    if (const Checked field = in_event(checker, name, *scope.stream, span)) {
      if (checker.profile_fields.contains(name)) warn_shadowed(checker, name, *scope.stream, span);
      return field;
    }
  } else if (const auto field = find_profile_field(checker, name)) {
    return profile_field(checker, *field, span);
  }
  if (const auto trait = checker.traits.find(name); trait != checker.traits.end()) return trait_value(checker, trait->second, span);
  if (name == "now") return checker.add(hir::Now{}, plan::timestamp_type(), false, span);
  return unknown_name(checker, name, span, scope, expected);
}

namespace {

Checked profile_path(Checker& checker, std::string_view member, Span span) {
  if (const auto field = find_profile_field(checker, member)) return profile_field(checker, *field, span);
  if (is_broken(checker, member, std::nullopt)) return std::nullopt;
  if (member == checker.key) return not_yet(checker, span, "a condition on a key that is an int");
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownField, span, member, "profile");
  std::vector<std::string_view> names;
  for (const plan::Field& field : checker.hir.schema.plan.profile) names.push_back(field.name);
  suggest_name(checker, diagnostic, span, member, names);
  return std::nullopt;
}

Checked event_path(Checker& checker, std::uint32_t stream, std::string_view member, Span whole, Span span) {
  if (const Checked field = in_event(checker, member, stream, whole)) return field;
  if (is_broken(checker, member, stream)) return std::nullopt;
  Diagnostic& diagnostic =
      checker.diagnostics.report(Code::UnknownField, span, member, fmt::format("event {}", singular_of(checker, stream)));
  std::vector<std::string_view> names;
  for (const plan::Field& field : checker.hir.schema.plan.streams[stream].fields) names.push_back(field.name);
  suggest_name(checker, diagnostic, span, member, names);
  return std::nullopt;
}

}  // namespace

Checked check_path(Checker& checker, const ast::PathExpr& node, Span span, Scope scope) {
  const std::string_view member = checker.text(node.member);
  const auto* base = std::get_if<ast::NameExpr>(&(*checker.ast)[node.base].node);
  if (base == nullptr) return not_yet(checker, span, "a path of more than two names");
  const std::string_view name = checker.text(base->name);
  if (name == "profile") {
    const Checked field = profile_path(checker, member, node.member.span);
    if (field) checker.hir.exprs[field->index].span = span;
    return field;
  }
  const auto stream = find(checker.streams, name);
  if (stream && scope.stream == stream) return event_path(checker, *stream, member, span, node.member.span);
  if (resolves(checker, name, scope)) return not_yet(checker, span, "a path into a lookup table");
  if (checker.tables.contains(name)) return not_yet(checker, span, "a lookup table");
  if (stream) {
    checker.diagnostics.report(Code::EventFieldOutside, span, member, plural_of(checker, *stream));
    return std::nullopt;
  }
  return unknown_name(checker, name, (*checker.ast)[node.base].span, scope, nullptr);
}

}  // namespace seg::semantics
