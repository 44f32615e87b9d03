// SchemaDecl → hir::Schema and the tables of names.

#include <algorithm>

#include "compiler/semantics/messages.h"
#include "compiler/semantics/schema_types.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

/// Reports a name that stood before; true where it is new.
bool require_new(Checker& checker, std::unordered_map<std::string_view, Span>& seen, std::string_view what, std::string_view name,
                 Span span) {
  const auto [found, added] = seen.emplace(name, span);
  if (added) return true;
  checker.diagnostics.report(Code::DeclaredTwice, span, what, name).label(found->second, "declared here first");
  return false;
}

std::optional<hir::Role> role_of(std::string_view name) {
  static constexpr std::pair<std::string_view, hir::Role> roles[] = {
      {"demographic", hir::Role::Demographic},     {"geographic", hir::Role::Geographic}, {"psychographic", hir::Role::Psychographic},
      {"technographic", hir::Role::Technographic}, {"value", hir::Role::Value},           {"lifecycle", hir::Role::Lifecycle},
      {"behaviour", hir::Role::Behaviour},         {"engagement", hir::Role::Engagement}, {"transaction", hir::Role::Transaction},
      {"protected", hir::Role::Protected},         {"timezone", hir::Role::Timezone}};
  for (const auto& [text, role] : roles) {
    if (text == name) return role;
  }
  return std::nullopt;
}

void report_unknown_role(Checker& checker, std::string_view name, Span span) {
  static constexpr std::string_view names[] = {"demographic", "geographic", "psychographic", "technographic", "value",    "lifecycle",
                                               "behaviour",   "engagement", "transaction",   "protected",     "timezone", "consent",
                                               "refreshed",   "key"};
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownRole, span, name);
  suggest_name(checker, diagnostic, span, name, names);
}

struct VocabularyKind {
  std::string_view name;
  std::vector<std::string> hir::Vocabulary::* values;
};
constexpr VocabularyKind kVocabularies[] = {{"channel", &hir::Vocabulary::channels},
                                            {"goal", &hir::Vocabulary::goals},
                                            {"kpi", &hir::Vocabulary::kpis},
                                            {"offer", &hir::Vocabulary::offers},
                                            {"platform", &hir::Vocabulary::platforms}};

void read_vocabulary(Checker& checker, const ast::VocabularyDecl& declared, std::unordered_map<std::string, Span>& seen) {
  const std::string_view kind = checker.text(declared.kind);
  const auto* row =
      std::find_if(std::begin(kVocabularies), std::end(kVocabularies), [&](const VocabularyKind& known) { return known.name == kind; });
  if (row == std::end(kVocabularies)) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownVocabulary, declared.kind.span, kind);
    std::vector<std::string_view> names{"profile", "event", "table", "timezone"};
    for (const VocabularyKind& known : kVocabularies) names.push_back(known.name);
    suggest_name(checker, diagnostic, declared.kind.span, kind, names);
    return;
  }
  for (const ast::Name& value : declared.values) {
    const std::string_view name = checker.text(value);
    const auto [found, added] = seen.emplace(fmt::format("{} {}", kind, name), value.span);
    if (!added) {
      checker.diagnostics.report(Code::DeclaredTwice, value.span, kind, name).label(found->second, "declared here first");
      continue;
    }
    (checker.hir.schema.vocabulary.*(row->values)).emplace_back(name);
  }
}

void read_consent(Checker& checker, const ast::Attribute& attribute, hir::FieldRoles& roles, plan::Type type) {
  if (!attribute.argument) {
    checker.diagnostics.report(Code::BadAttribute, attribute.span, "`consent` names a channel: `consent(email)`");
    return;
  }
  const std::string_view channel = checker.text(*attribute.argument);
  const auto& channels = checker.hir.schema.vocabulary.channels;
  if (std::find(channels.begin(), channels.end(), channel) == channels.end()) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownWord, attribute.argument->span, "channel", channel);
    const std::vector<std::string_view> names(channels.begin(), channels.end());
    suggest_name(checker, diagnostic, attribute.argument->span, channel, names);
    return;
  }
  if (type.kind != plan::Kind::Bool) {
    checker.diagnostics.report(Code::BadAttribute, attribute.span,
                               fmt::format("a consent is a bool, not {}", described(checker.hir.schema.plan, type)));
    return;
  }
  roles.consent = std::string(channel);
}

void read_refreshed(Checker& checker, const ast::Attribute& attribute, hir::FieldRoles& roles) {
  const std::string_view often = attribute.argument ? checker.text(*attribute.argument) : std::string_view();
  if (often != "daily" && often != "weekly" && often != "monthly") {
    checker.diagnostics.report(Code::BadAttribute, attribute.argument ? attribute.argument->span : attribute.span,
                               "`refreshed` says `daily`, `weekly` or `monthly`");
    return;
  }
  roles.refreshed = std::string(often);
}

/// The attributes of a field but `key`, which the caller has read.
hir::FieldRoles read_roles(Checker& checker, const ast::FieldDecl& field, plan::Type type) {
  hir::FieldRoles roles;
  roles.doc = field.doc;
  roles.span = field.name.span;
  for (const ast::Attribute& attribute : field.attributes) {
    const std::string_view name = checker.text(attribute.name);
    if (name == "key") continue;
    if (name == "consent")
      read_consent(checker, attribute, roles, type);
    else if (name == "refreshed")
      read_refreshed(checker, attribute, roles);
    else if (attribute.argument)
      checker.diagnostics.report(Code::BadAttribute, attribute.span, fmt::format("`{}` takes no argument", name));
    else if (const auto role = role_of(name))
      roles.roles.push_back(*role);
    else
      report_unknown_role(checker, name, attribute.name.span);
  }
  return roles;
}

const ast::Attribute* key_attribute(const Checker& checker, const ast::FieldDecl& field) {
  for (const ast::Attribute& attribute : field.attributes) {
    if (checker.text(attribute.name) == "key") return &attribute;
  }
  return nullptr;
}

plan::Field make_field(const Checker& checker, const ast::FieldDecl& field, const FieldType& type) {
  return {std::string(checker.text(field.name)), type.type, field.type.optional, type.precision};
}

void read_key(Checker& checker, const ast::FieldDecl& field, const FieldType& type, Span attribute, std::optional<Span>& first) {
  if (first) {
    checker.diagnostics.report(Code::BadKey, attribute, "a profile has one key").label(*first, "this is the first");
    return;
  }
  first = attribute;
  if (field.type.optional) checker.diagnostics.report(Code::BadKey, field.type.span, "a key is never unknown: leave the `?` out");
  const plan::Kind kind = type.type.kind;
  if (kind != plan::Kind::Id && kind != plan::Kind::String && kind != plan::Kind::Int) {
    checker.diagnostics.report(Code::BadKey, field.type.span, "a key is an id, a string or an int");
  }
  checker.hir.schema.plan.key = make_field(checker, field, type);
  checker.key = checker.text(field.name);
  checker.key_place = {field.name.span, field.type.span};
}

void read_profile(Checker& checker, const ast::SchemaDecl& schema) {
  std::unordered_map<std::string_view, Span> seen;
  std::optional<Span> key;
  for (const ast::FieldDecl& field : schema.profile) {
    const std::string_view name = checker.text(field.name);
    if (!require_new(checker, seen, "field", name, field.name.span)) continue;
    const ast::Attribute* attribute = key_attribute(checker, field);
    const auto type = check_type(checker, field.type, name);
    if (attribute != nullptr) {
      if (type) read_key(checker, field, *type, attribute->span, key);
      key = attribute->span;
      checker.key_roles = read_roles(checker, field, type ? type->type : plan::string_type());
      continue;
    }
    if (!type) {
      checker.broken_profile_fields.insert(name);
      continue;
    }
    checker.profile_fields.emplace(name, static_cast<std::uint32_t>(checker.hir.schema.plan.profile.size()));
    checker.hir.schema.plan.profile.push_back(make_field(checker, field, *type));
    checker.hir.schema.profile.push_back(read_roles(checker, field, type->type));
    checker.profile_places.push_back({field.name.span, field.type.span});
  }
  if (!key) checker.diagnostics.report(Code::MissingKey, schema.profile_span.empty() ? schema.name.span : schema.profile_span);
}

/// The fields of an event but `at`, which every stream has.
void read_event_fields(Checker& checker, const ast::EventDecl& event, plan::Stream& stream) {
  std::unordered_map<std::string_view, Span> seen;
  std::unordered_map<std::string_view, std::uint32_t> names;
  std::vector<hir::FieldRoles> roles;
  std::vector<FieldPlace> places;
  std::unordered_set<std::string_view> broken;
  bool has_at = false;
  for (const ast::FieldDecl& field : event.fields) {
    const std::string_view name = checker.text(field.name);
    if (!require_new(checker, seen, "field", name, field.name.span)) continue;
    const auto type = check_type(checker, field.type, fmt::format("{}.{}", stream.name, name));
    if (const ast::Attribute* attribute = key_attribute(checker, field)) {
      checker.diagnostics.report(Code::BadKey, attribute->span, "an event has no key: it belongs to the profile that its data names");
    }
    if (name == "at") {
      has_at = true;
      const bool right = !type || (type->type == plan::timestamp_type() && !field.type.optional);
      if (!right) checker.diagnostics.report(Code::BadAt, field.type.span);
      continue;
    }
    if (!type) {
      broken.insert(name);
      continue;
    }
    names.emplace(name, static_cast<std::uint32_t>(stream.fields.size()));
    stream.fields.push_back(make_field(checker, field, *type));
    roles.push_back(read_roles(checker, field, type->type));
    places.push_back({field.name.span, field.type.span});
  }
  if (!has_at) checker.diagnostics.report(Code::MissingAt, event.singular.span, stream.name);
  checker.event_fields.push_back(std::move(names));
  checker.broken_event_fields.push_back(std::move(broken));
  checker.event_places.push_back(std::move(places));
  checker.hir.schema.events.push_back(std::move(roles));
}

void read_events(Checker& checker, const ast::SchemaDecl& schema) {
  std::unordered_map<std::string_view, Span> seen;
  for (const ast::EventDecl& event : schema.events) {
    plan::Stream stream;
    stream.name = checker.text(event.singular);
    stream.plural = event.plural ? std::string(checker.text(*event.plural)) : stream.name;
    bool is_new = require_new(checker, seen, "event", checker.text(event.singular), event.singular.span);
    if (event.plural && stream.plural != stream.name) {
      is_new = require_new(checker, seen, "event", checker.text(*event.plural), event.plural->span) && is_new;
    }
    if (!is_new) continue;
    read_event_fields(checker, event, stream);
    std::vector<hir::Role> roles;
    if (event.role) {
      const std::string_view name = checker.text(*event.role);
      if (const auto role = role_of(name))
        roles.push_back(*role);
      else
        report_unknown_role(checker, name, event.role->span);
    }
    const auto index = static_cast<std::uint32_t>(checker.hir.schema.plan.streams.size());
    checker.streams.emplace(checker.text(event.singular), index);
    if (event.plural) checker.streams.emplace(checker.text(*event.plural), index);
    checker.hir.schema.plan.streams.push_back(std::move(stream));
    checker.hir.schema.stream_roles.push_back(std::move(roles));
  }
}

void read_zone(Checker& checker, const ast::SchemaDecl& schema) {
  if (!schema.timezone) return;
  const std::string_view zone = checker.text(*schema.timezone);
  if (checker.zone_exists != nullptr && !checker.zone_exists(zone)) {
    checker.diagnostics.report(Code::UnknownZone, schema.timezone_span, zone);
    return;
  }
  checker.hir.schema.plan.zone = zone;
}

bool require_few_fields(Checker& checker, const ast::SchemaDecl& schema) {
  std::size_t fields = schema.profile.size();
  for (const ast::EventDecl& event : schema.events) fields += event.fields.size() + 1;
  if (fields <= checker.limits.fields) return true;
  checker.diagnostics.report(Code::TooManyFields, schema.name.span, fields, checker.limits.fields);
  return false;
}

}  // namespace

void check_schema(Checker& checker, const ast::SchemaDecl& schema) {
  checker.hir.schema.plan.name = checker.text(schema.name);
  checker.hir.schema.span = schema.span;
  if (!require_few_fields(checker, schema)) return;
  read_zone(checker, schema);
  std::unordered_map<std::string, Span> words;
  for (const ast::VocabularyDecl& vocabulary : schema.vocabularies) read_vocabulary(checker, vocabulary, words);
  read_profile(checker, schema);
  read_events(checker, schema);
  for (std::size_t index = 0; index < schema.tables.size(); ++index) {
    checker.tables.emplace(checker.text(schema.tables[index].name), static_cast<std::uint32_t>(index));
  }
}

}  // namespace seg::semantics
