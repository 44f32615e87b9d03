#include "runtime/io/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runtime/calendar/calendar.h"
#include "runtime/io/files.h"
#include "runtime/io/nearest.h"

namespace seg::io {
namespace {

using plan::Kind;

/// One table of the manifest while it is matched.
struct Matching {
  const DataManifest& manifest;
  const plan::Schema& schema;
  const SourceRule& rule;
  std::vector<Problem>& problems;

  void report(Place place, std::string message) const { problems.push_back({manifest.path, place, std::move(message)}); }
};

const std::vector<std::string>& first_said(const std::optional<std::vector<std::string>>& column,
                                           const std::optional<std::vector<std::string>>& source,
                                           const std::optional<std::vector<std::string>>& all, const std::vector<std::string>& otherwise) {
  return column ? *column : source ? *source : all ? *all : otherwise;
}

void apply_texts(const Matching& matching, const TextRules& own, ColumnPlan& plan) {
  static const std::vector<std::string> kUnknown = {""};
  static const std::vector<std::string> kTrue = {"true", "True", "TRUE", "1"};
  static const std::vector<std::string> kFalse = {"false", "False", "FALSE", "0"};
  const TextRules& source = matching.rule.texts;
  const TextRules& all = matching.manifest.texts;
  plan.unknown = first_said(own.unknown, source.unknown, all.unknown, kUnknown);
  plan.true_texts = first_said(own.true_texts, source.true_texts, all.true_texts, kTrue);
  plan.false_texts = first_said(own.false_texts, source.false_texts, all.false_texts, kFalse);
}

/// Options that mean nothing for the field's type are mistakes.
void check_options(const Matching& matching, const ColumnPlan& plan, const TextRules& own) {
  const Kind kind = plan.type.kind;  // of a list: of its elements
  const std::string type = plan::type_text(matching.schema, plan.type);
  const auto misplaced = [&](std::string_view option, std::string_view wanted) {
    matching.report(plan.place, fmt::format("`{}` of field `{}`, which is {}; it belongs to {}", option, plan.field, type, wanted));
  };
  if (plan.format && kind != Kind::Date && kind != Kind::Timestamp) misplaced("format", "a date or a timestamp");
  if (plan.scale && kind != Kind::Decimal && kind != Kind::Money) misplaced("scale", "a decimal or money");
  if (plan.integer && kind != Kind::Id) misplaced("key_format", "an id");
  if (plan.separator && !plan.type.list) misplaced("separator", "a list");
  if ((own.true_texts || own.false_texts) && kind != Kind::Bool) misplaced("true` or `false", "a bool");
}

ColumnPlan plan_column(const Matching& matching, const plan::Field& field, const ColumnRule* rule) {
  ColumnPlan plan;
  plan.column = rule == nullptr ? field.name : rule->column;
  plan.field = field.name;
  plan.type = field.type;
  plan.optional = field.optional;
  plan.precision = field.precision;
  plan.place = rule == nullptr ? matching.rule.place : rule->place;
  const TextRules own = rule == nullptr ? TextRules{} : rule->texts;
  apply_texts(matching, own, plan);
  if (rule == nullptr) return plan;
  plan.format = rule->format;
  plan.scale = rule->scale;
  plan.separator = rule->separator;
  plan.integer = rule->integer;
  check_options(matching, plan, own);
  return plan;
}

/// What a source's rows are matched with: the profile's fields, an event's, or a lookup table's, without the key.
struct Wanted {
  std::string name;
  const std::vector<plan::Field>& fields;
  const plan::Field& key;
  bool has_time = false;
};

void plan_fields(const Matching& matching, const Wanted& wanted, SourcePlan& source) {
  const std::vector<plan::Field>& fields = wanted.fields;
  std::vector<std::string> names;
  for (const plan::Field& field : fields) names.push_back(field.name);
  for (const ColumnRule& rule : matching.rule.columns) {
    if (std::find(names.begin(), names.end(), rule.field) != names.end()) continue;
    const bool is_time = wanted.has_time && rule.field == "at";
    if (rule.field == wanted.key.name || is_time) {
      matching.report(rule.place, fmt::format("the column of `{}` is said by `{}` of [data.{}], not under `columns`", rule.field,
                                              is_time ? "at" : "key", matching.rule.name));
      continue;
    }
    matching.report(rule.place,
                    fmt::format("unknown field {} of {}{}", listed({rule.field}), source.name, did_you_mean(rule.field, names)));
  }
  for (const plan::Field& field : fields) {
    const auto rule = std::find_if(matching.rule.columns.begin(), matching.rule.columns.end(),
                                   [&](const ColumnRule& candidate) { return candidate.field == field.name; });
    source.fields.push_back(plan_column(matching, field, rule == matching.rule.columns.end() ? nullptr : &*rule));
    if (field.type.kind != Kind::Ratio) continue;
    matching.report(source.fields.back().place,
                    fmt::format("field `{}` is a ratio, which no column holds; declare it as decimal", field.name));
  }
}

void plan_key(const Matching& matching, const plan::Field& declared, SourcePlan& source) {
  const KeyRule& rule = matching.rule.key;
  source.key_is_integer = rule.integer || declared.type.kind == Kind::Int;
  if (rule.row_number_from) {
    source.row_number_from = *rule.row_number_from;
    return;
  }
  plan::Field field{"key", declared.type, false, 0};
  source.key = plan_column(matching, field, nullptr);
  source.key->column = rule.column.empty() ? declared.name : rule.column;
  if (rule.place.line > 0) source.key->place = rule.place;
}

void plan_time(const Matching& matching, SourcePlan& source) {
  const plan::Field at{"at", plan::timestamp_type(), false, 0};
  source.at = plan_column(matching, at, matching.rule.at ? &*matching.rule.at : nullptr);
  if (!matching.rule.order) return;
  source.order = plan_column(matching, {"order", plan::int_type(), false, 0}, nullptr);
  source.order->column = *matching.rule.order;
}

/// The columns of nested events are those of the elements: `emails[].kind`.
void move_into_list(SourcePlan& source) {
  const auto move = [&](ColumnPlan& plan) { plan.column = source.nested + "[]." + plan.column; };
  if (source.at) move(*source.at);
  if (source.order) move(*source.order);
  for (ColumnPlan& plan : source.fields) move(plan);
}

SourcePlan plan_source(const Matching& matching, const Wanted& wanted) {
  const SourceRule& rule = matching.rule;
  SourcePlan source;
  source.name = wanted.name;
  source.table = "data." + rule.name;
  source.nested = rule.nested;
  source.place = rule.place;
  source.files = find_files(rule, matching.manifest.path, matching.manifest.folder, matching.problems);
  source.delimiter = rule.delimiter;
  source.quote = rule.quote;
  if (rule.quote && *rule.quote == rule.delimiter) matching.report(rule.place, "`delimiter` and `quote` are the same character");
  source.zone = rule.timezone.value_or(matching.manifest.timezone.value_or(matching.schema.zone));
  if (!calendar::Zone::find(source.zone))
    matching.report(rule.place, fmt::format("unknown time zone {} of [data.{}]", shown(source.zone), rule.name));
  if (rule.nested.empty()) plan_key(matching, wanted.key, source);
  plan_fields(matching, wanted, source);
  if (wanted.has_time) plan_time(matching, source);
  if (!rule.nested.empty()) move_into_list(source);
  return source;
}

/// Without a profile file nothing says what the profile's fields are.
void check_profile_fields(const DataManifest& manifest, const plan::Schema& schema, std::vector<Problem>& problems) {
  if (schema.profile.empty()) return;
  std::vector<std::string> names;
  for (const plan::Field& field : schema.profile) names.push_back(field.name);
  problems.push_back(
      {manifest.path, {}, fmt::format("no [data.profile], but the schema's profile has {}; say which file holds them", listed(names))});
}

/// Nested events stand in lists of structs, which CSV does not have.
void check_nested(const Matching& matching, const std::optional<SourcePlan>& profile) {
  if (matching.rule.nested.empty()) return;
  if (!profile) {
    matching.report(matching.rule.place,
                    fmt::format("[data.{}] is nested in the profile's file, but there is no [data.profile]", matching.rule.name));
    return;
  }
  const bool in_csv =
      std::any_of(profile->files.begin(), profile->files.end(), [](const InputFile& file) { return file.format == FileFormat::Csv; });
  if (!in_csv) return;
  matching.report(matching.rule.place,
                  fmt::format("[data.{}] is nested, but the profiles are in CSV; expected Parquet or Arrow files", matching.rule.name));
}

/// The sources of one kind by their position in the schema.
struct Found {
  std::string_view kind;  ///< `event`, `lookup table`
  std::vector<std::string> names;
  std::vector<std::optional<SourcePlan>> plans;

  void add(const Matching& matching, std::size_t index, const Wanted& wanted) {
    if (plans[index]) {
      matching.report(matching.rule.place, fmt::format("[data.{}]: {} `{}` has a table already", matching.rule.name, kind, names[index]));
    } else {
      plans[index] = plan_source(matching, wanted);
    }
  }
  std::vector<SourcePlan> take(const DataManifest& manifest, std::vector<Problem>& problems) {
    std::vector<SourcePlan> taken;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      if (plans[i]) {
        taken.push_back(std::move(*plans[i]));
      } else {
        problems.push_back(
            {manifest.path,
             {},
             fmt::format("no [data.{}], but the schema has the {} `{}`; say which file holds it", names[i], kind, names[i])});
      }
    }
    return taken;
  }
};

template <typename Declared>
Found none_found(std::string_view kind, const std::vector<Declared>& declared) {
  Found found{kind, {}, {}};
  for (const Declared& one : declared) found.names.push_back(one.name);
  found.plans.resize(declared.size());
  return found;
}

}  // namespace

Sources match_sources(const DataManifest& manifest, const plan::Schema& schema, std::vector<Problem>& problems) {
  Sources sources;
  if (manifest.profile) {
    sources.profile = plan_source({manifest, schema, *manifest.profile, problems}, {"profile", schema.profile, schema.key});
  } else {
    check_profile_fields(manifest, schema, problems);
  }
  Found events = none_found("event", schema.streams);
  Found tables = none_found("lookup table", schema.tables);
  for (const SourceRule& rule : manifest.others) {
    const Matching matching{manifest, schema, rule, problems};
    if (const auto stream = plan::find_stream(schema, rule.name)) {
      events.add(matching, *stream, {schema.streams[*stream].name, schema.streams[*stream].fields, schema.key, true});
      check_nested(matching, sources.profile);
    } else if (const auto table = plan::find_table(schema, rule.name)) {
      const plan::Table& declared = schema.tables[*table];
      std::vector<plan::Field> fields = declared.fields;
      fields.erase(fields.begin() + declared.key);
      tables.add(matching, *table, {declared.name, fields, declared.fields[declared.key]});
      if (!rule.nested.empty()) matching.report(rule.place, fmt::format("[data.{}]: a lookup table cannot be nested", rule.name));
      if (rule.at || rule.order) matching.report(rule.place, fmt::format("[data.{}]: a lookup table has no `at` or `order`", rule.name));
    } else {
      std::vector<std::string> names = events.names;
      names.insert(names.end(), tables.names.begin(), tables.names.end());
      matching.report(rule.place, fmt::format("[data.{}]: the schema has no event or lookup table of this name{}", rule.name,
                                              did_you_mean(rule.name, names)));
    }
  }
  sources.events = events.take(manifest, problems);
  sources.tables = tables.take(manifest, problems);
  if (!manifest.profile && schema.streams.empty())
    problems.push_back({manifest.path, {}, "no [data.profile] and no events: there are no profiles"});
  return sources;
}

}  // namespace seg::io
