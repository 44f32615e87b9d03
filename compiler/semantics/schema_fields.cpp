#include "compiler/semantics/schema_fields.h"

#include <algorithm>

#include "compiler/semantics/messages.h"
#include "compiler/semantics/schema_types.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

bool require_new(Checker& checker, Seen& seen, std::string_view what, std::string_view name, Span span) {
  const auto [found, added] = seen.emplace(name, span);
  if (added) return true;
  checker.diagnostics.report(Code::DeclaredTwice, span, what, name).label(found->second, "declared here first");
  return false;
}

namespace {

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

}  // namespace

std::optional<hir::Role> check_role(Checker& checker, const ast::Name& name) {
  static constexpr std::string_view names[] = {"demographic", "geographic", "psychographic", "technographic", "value",    "lifecycle",
                                               "behaviour",   "engagement", "transaction",   "protected",     "timezone", "consent",
                                               "refreshed",   "key"};
  const std::string_view text = checker.text(name);
  if (const auto role = role_of(text)) return role;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownRole, name.span, text);
  suggest_name(checker, diagnostic, name.span, text, names);
  return std::nullopt;
}

namespace {

void read_consent(Checker& checker, const ast::Attribute& attribute, hir::FieldRoles& roles, std::optional<plan::Type> type) {
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
  if (type != plan::bool_type()) {
    const std::string found = type ? described(checker.hir.schema.plan, *type) : "a struct";
    checker.diagnostics.report(Code::BadAttribute, attribute.span, fmt::format("a consent is a bool, not {}", found));
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

const ast::Attribute* key_attribute(const Checker& checker, const ast::FieldDecl& field) {
  for (const ast::Attribute& attribute : field.attributes) {
    if (checker.text(attribute.name) == "key") return &attribute;
  }
  return nullptr;
}

/// A zone is an IANA name.
bool require_role_fits(Checker& checker, hir::Role role, const ast::Attribute& attribute, std::optional<plan::Type> type) {
  if (role != hir::Role::Timezone || type == plan::string_type()) return true;
  const std::string found = type ? described(checker.hir.schema.plan, *type) : "a struct";
  checker.diagnostics.report(Code::BadAttribute, attribute.span,
                             fmt::format("a timezone is a string such as `Europe/Berlin`, not {}", found));
  return false;
}

/// The attributes of a field but `key`, which whoever declares the key reads. A struct has no type; what it says holds for its fields.
void read_attributes(Checker& checker, const ast::FieldDecl& field, std::optional<plan::Type> type, hir::FieldRoles& roles) {
  for (const ast::Attribute& attribute : field.attributes) {
    const std::string_view name = checker.text(attribute.name);
    if (name == "key") continue;
    if (name == "consent")
      read_consent(checker, attribute, roles, type);
    else if (name == "refreshed")
      read_refreshed(checker, attribute, roles);
    else if (attribute.argument)
      checker.diagnostics.report(Code::BadAttribute, attribute.span, fmt::format("`{}` takes no argument", name));
    else if (const auto role = check_role(checker, attribute.name); role && require_role_fits(checker, *role, attribute, type))
      roles.roles.push_back(*role);
  }
}

/// A field that holds a value: one of a struct stands under its path.
struct FlatField {
  std::string_view name;  ///< `address.city`
  const ast::FieldDecl* declared;
  bool optional;          ///< it, or a struct around it
  hir::FieldRoles roles;  ///< of the structs around it
  bool in_struct = false;
};

bool is_struct(const Checker& checker, const ast::FieldDecl& field) { return checker.text(field.type.name) == "struct"; }

/// Takes the structs apart. What is declared twice, and a struct with nothing in it, is reported.
class Flattener {
 public:
  Flattener(Checker& checker, Names& names) : checker_(checker), names_(names) {}

  void add(const std::vector<ast::FieldDecl>& declared) {
    for (const ast::FieldDecl& field : declared) add(field, {}, {checker_.text(field.name), nullptr, false, {}, false});
  }

  std::vector<FlatField> fields;

 private:
  /// `around` has the path of `field` and what the structs around it say.
  void add(const ast::FieldDecl& field, std::string_view prefix, FlatField around) {
    if (!prefix.empty()) around.name = checker_.paths.emplace_back(fmt::format("{}.{}", prefix, checker_.text(field.name)));
    if (!require_new(checker_, seen_, "field", around.name, field.name.span)) return;
    around.declared = &field;
    around.optional = around.optional || field.type.optional;
    around.in_struct = !prefix.empty();
    if (!is_struct(checker_, field)) {
      fields.push_back(std::move(around));
      return;
    }
    if (field.type.fields.empty()) {
      checker_.diagnostics.report(Code::BadTypeArguments, field.type.span, "struct", "its fields: `struct { city string }`");
      names_.broken.insert(around.name);
      return;
    }
    if (const ast::Attribute* attribute = key_attribute(checker_, field))
      checker_.diagnostics.report(Code::BadKey, attribute->span, "a struct is no key: a key is one value");
    names_.structs.insert(around.name);
    read_attributes(checker_, field, std::nullopt, around.roles);
    for (const ast::FieldDecl& inner : field.type.fields) add(inner, around.name, around);
  }

  Checker& checker_;
  Names& names_;
  Seen seen_;
};

plan::Field make_field(const FlatField& field, const FieldType& type) {
  return {std::string(field.name), type.type, field.optional, type.precision};
}

hir::FieldRoles roles_of(Checker& checker, const FlatField& field, plan::Type type) {
  hir::FieldRoles roles = field.roles;
  roles.doc = field.declared->doc;
  roles.span = field.declared->name.span;
  read_attributes(checker, *field.declared, type, roles);
  return roles;
}

/// Checks the field's type and puts it among the others; a broken one is noted.
std::optional<FieldType> add_field(Checker& checker, const FlatField& field, std::string_view where, std::vector<plan::Field>& fields,
                                   std::vector<hir::FieldRoles>& roles, Names& names) {
  const auto type = check_type(checker, field.declared->type, where);
  if (!type) {
    names.broken.insert(field.name);
    return std::nullopt;
  }
  names.fields.emplace(field.name, static_cast<std::uint32_t>(fields.size()));
  fields.push_back(make_field(field, *type));
  roles.push_back(roles_of(checker, field, type->type));
  names.places.push_back({field.declared->name.span, field.declared->type.span});
  return type;
}

/// Reports a second key and one that may be unknown or stands in a struct.
void require_one_key(Checker& checker, const FlatField& field, Span attribute, std::string_view owner, std::optional<Span>& first) {
  if (first) {
    checker.diagnostics.report(Code::BadKey, attribute, fmt::format("a {} has one key", owner)).label(*first, "this is the first");
    return;
  }
  first = attribute;
  if (field.optional)
    checker.diagnostics.report(Code::BadKey, field.declared->type.span, "a key is never unknown: leave the `?` out");
  else if (field.in_struct)
    checker.diagnostics.report(Code::BadKey, attribute, "a key stands in no struct");
}

void read_profile_key(Checker& checker, const FlatField& field, const FieldType& type) {
  const plan::Kind kind = type.type.kind;
  if (type.type.list || (kind != plan::Kind::Id && kind != plan::Kind::String && kind != plan::Kind::Int)) {
    checker.diagnostics.report(Code::BadKey, field.declared->type.span, "a key is an id, a string or an int");
  }
  checker.hir.schema.plan.key = make_field(field, type);
  checker.key = field.name;
  checker.key_place = {field.declared->name.span, field.declared->type.span};
}

}  // namespace

void read_profile(Checker& checker, const ast::SchemaDecl& schema) {
  Flattener flat(checker, checker.profile);
  flat.add(schema.profile);
  std::optional<Span> key;
  for (const FlatField& field : flat.fields) {
    // Told from those of an event or a table that has the struct's name.
    const std::string where = field.in_struct ? fmt::format("profile.{}", field.name) : std::string(field.name);
    const ast::Attribute* attribute = key_attribute(checker, *field.declared);
    if (attribute == nullptr) {
      add_field(checker, field, where, checker.hir.schema.plan.profile, checker.hir.schema.profile, checker.profile);
      continue;
    }
    const bool first = !key;
    const auto type = check_type(checker, field.declared->type, where);
    require_one_key(checker, field, attribute->span, "profile", key);
    if (type && first) read_profile_key(checker, field, *type);
    checker.key_roles = roles_of(checker, field, type ? type->type : plan::string_type());
  }
  if (!key)
    checker.diagnostics.report(Code::MissingKey, schema.profile_span.empty() ? schema.name.span : schema.profile_span, "the profile");
}

void read_event_fields(Checker& checker, const ast::EventDecl& event, plan::Stream& stream) {
  Names names;
  std::vector<hir::FieldRoles> roles;
  Flattener flat(checker, names);
  flat.add(event.fields);
  bool has_at = names.structs.contains("at");
  if (has_at) checker.diagnostics.report(Code::BadAt, event.singular.span);
  for (const FlatField& field : flat.fields) {
    if (const ast::Attribute* attribute = key_attribute(checker, *field.declared)) {
      checker.diagnostics.report(Code::BadKey, attribute->span, "an event has no key: it belongs to the profile that its data names");
    }
    const std::string where = fmt::format("{}.{}", stream.name, field.name);
    if (field.name != "at") {
      add_field(checker, field, where, stream.fields, roles, names);
      continue;
    }
    has_at = true;
    const auto type = check_type(checker, field.declared->type, where);
    const bool right = !type || (type->type == plan::timestamp_type() && !field.optional);
    if (!right) checker.diagnostics.report(Code::BadAt, field.declared->type.span);
  }
  if (!has_at) checker.diagnostics.report(Code::MissingAt, event.singular.span, stream.name);
  checker.events.push_back(std::move(names));
  checker.hir.schema.events.push_back(std::move(roles));
}

namespace {

/// Whether the key is an id of a kind that no other table's key has.
bool require_table_key(Checker& checker, const FlatField& field, plan::Type type) {
  const plan::Schema& schema = checker.hir.schema.plan;
  if (type.kind != plan::Kind::Id || type.unit == plan::kNoUnit || type.list) {
    checker.diagnostics
        .report(Code::BadKey, field.declared->type.span,
                fmt::format("a table's key is an id with a kind, found {}", described(schema, type)))
        .note(fmt::format("write `{0} id({0})`, and `id({0})` for the fields that reach the table", field.name));
    return false;
  }
  const auto other = plan::table_of_key(schema, type);
  if (!other) return true;
  const std::uint32_t key = schema.tables[*other].key;
  checker.diagnostics
      .report(Code::BadKey, field.declared->type.span,
              fmt::format("a field of type id({}) would reach two tables: give each key a kind of its own", schema.units[type.unit]))
      .label(checker.table_names[*other].places[key].type, "the other table's key");
  return false;
}

}  // namespace

void read_table(Checker& checker, const ast::TableDecl& declared) {
  plan::Table table;
  table.name = checker.text(declared.name);
  Names names;
  std::vector<hir::FieldRoles> roles;
  Flattener flat(checker, names);
  flat.add(declared.fields);
  std::optional<Span> key;
  bool has_key = false;
  for (const FlatField& field : flat.fields) {
    const auto type = add_field(checker, field, fmt::format("{}.{}", table.name, field.name), table.fields, roles, names);
    const ast::Attribute* attribute = key_attribute(checker, *field.declared);
    if (attribute == nullptr) continue;
    const bool first = !key;
    require_one_key(checker, field, attribute->span, "table", key);
    if (!type || !first || !require_table_key(checker, field, type->type) || field.optional) continue;
    has_key = true;
    table.key = static_cast<std::uint32_t>(table.fields.size() - 1);
  }
  if (!key) checker.diagnostics.report(Code::MissingKey, declared.name.span, fmt::format("table `{}`", table.name));
  if (!has_key) {
    checker.broken_tables.insert(checker.text(declared.name));
    return;
  }
  checker.tables.emplace(checker.text(declared.name), static_cast<std::uint32_t>(checker.hir.schema.plan.tables.size()));
  checker.table_names.push_back(std::move(names));
  checker.hir.schema.plan.tables.push_back(std::move(table));
  checker.hir.schema.tables.push_back(std::move(roles));
}

std::size_t count_fields(const std::vector<ast::FieldDecl>& fields) {
  std::size_t count = 0;
  for (const ast::FieldDecl& field : fields) count += field.type.fields.empty() ? 1 : count_fields(field.type.fields);
  return count;
}

}  // namespace seg::semantics
