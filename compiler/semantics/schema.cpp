// SchemaDecl → hir::Schema and the tables of names.

#include <algorithm>

#include "compiler/semantics/messages.h"
#include "compiler/semantics/schema_fields.h"
#include "compiler/semantics/zones.h"

namespace seg::semantics {

namespace {

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

void read_events(Checker& checker, const ast::SchemaDecl& schema, Seen& seen) {
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
      if (const auto role = check_role(checker, *event.role)) roles.push_back(*role);
    }
    const auto index = static_cast<std::uint32_t>(checker.hir.schema.plan.streams.size());
    checker.streams.emplace(checker.text(event.singular), index);
    if (event.plural) checker.streams.emplace(checker.text(*event.plural), index);
    checker.hir.schema.plan.streams.push_back(std::move(stream));
    checker.hir.schema.stream_roles.push_back(std::move(roles));
  }
}

/// A table has a name of its own among events and tables: the data are mapped by it.
void read_tables(Checker& checker, const ast::SchemaDecl& schema, Seen& seen) {
  for (const ast::TableDecl& table : schema.tables) {
    if (require_new(checker, seen, "table", checker.text(table.name), table.name.span)) read_table(checker, table);
  }
}

void read_zone(Checker& checker, const ast::SchemaDecl& schema) {
  if (!schema.timezone) return;
  const std::string_view zone = checker.text(*schema.timezone);
  if (checker.zones.exists != nullptr && !checker.zones.exists(zone)) {
    report_unknown_zone(checker, zone, schema.timezone_span);
    return;
  }
  checker.hir.schema.plan.zone = zone;
}

bool require_few_fields(Checker& checker, const ast::SchemaDecl& schema) {
  std::size_t fields = count_fields(schema.profile);
  for (const ast::EventDecl& event : schema.events) fields += count_fields(event.fields) + 1;
  for (const ast::TableDecl& table : schema.tables) fields += count_fields(table.fields);
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
  Seen names;
  read_events(checker, schema, names);
  read_tables(checker, schema, names);
}

}  // namespace seg::semantics
