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
  const Kind kind = plan.type.kind;
  const std::string type = plan::type_text(matching.schema, plan.type);
  const auto misplaced = [&](std::string_view option, std::string_view wanted) {
    matching.report(plan.place, fmt::format("`{}` of field `{}`, which is {}; it belongs to {}", option, plan.field, type, wanted));
  };
  if (plan.format && kind != Kind::Date && kind != Kind::Timestamp) misplaced("format", "a date or a timestamp");
  if (plan.scale && kind != Kind::Decimal && kind != Kind::Money) misplaced("scale", "a decimal or money");
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
  check_options(matching, plan, own);
  return plan;
}

void plan_fields(const Matching& matching, const std::vector<plan::Field>& fields, SourcePlan& source) {
  std::vector<std::string> names;
  for (const plan::Field& field : fields) names.push_back(field.name);
  for (const ColumnRule& rule : matching.rule.columns) {
    if (std::find(names.begin(), names.end(), rule.field) != names.end()) continue;
    if (rule.field == matching.schema.key.name || rule.field == "at") {
      matching.report(rule.place, fmt::format("the column of `{}` is said by `{}` of [data.{}], not under `columns`", rule.field,
                                              rule.field == "at" ? "at" : "key", matching.rule.name));
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

void plan_key(const Matching& matching, SourcePlan& source) {
  const KeyRule& rule = matching.rule.key;
  source.key_is_integer = rule.integer || matching.schema.key.type.kind == Kind::Int;
  if (rule.row_number_from) {
    source.row_number_from = *rule.row_number_from;
    return;
  }
  plan::Field field{"key", matching.schema.key.type, false, 0};
  source.key = plan_column(matching, field, nullptr);
  source.key->column = rule.column.empty() ? matching.schema.key.name : rule.column;
  if (rule.place.line > 0) source.key->place = rule.place;
}

void plan_time(const Matching& matching, SourcePlan& source) {
  const plan::Field at{"at", plan::timestamp_type(), false, 0};
  source.at = plan_column(matching, at, matching.rule.at ? &*matching.rule.at : nullptr);
  if (!matching.rule.order) return;
  source.order = plan_column(matching, {"order", plan::int_type(), false, 0}, nullptr);
  source.order->column = *matching.rule.order;
}

SourcePlan plan_source(const Matching& matching, const std::string& name, const std::vector<plan::Field>& fields) {
  const SourceRule& rule = matching.rule;
  SourcePlan source;
  source.name = name;
  source.place = rule.place;
  source.files = find_files(rule, matching.manifest.path, matching.manifest.folder, matching.problems);
  source.delimiter = rule.delimiter;
  source.quote = rule.quote;
  if (rule.quote && *rule.quote == rule.delimiter) matching.report(rule.place, "`delimiter` and `quote` are the same character");
  source.zone = rule.timezone.value_or(matching.manifest.timezone.value_or(matching.schema.zone));
  if (!calendar::Zone::find(source.zone))
    matching.report(rule.place, fmt::format("unknown time zone {} of [data.{}]", shown(source.zone), rule.name));
  plan_key(matching, source);
  plan_fields(matching, fields, source);
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

}  // namespace

Sources match_sources(const DataManifest& manifest, const plan::Schema& schema, std::vector<Problem>& problems) {
  Sources sources;
  if (manifest.profile) {
    sources.profile = plan_source({manifest, schema, *manifest.profile, problems}, "profile", schema.profile);
  } else {
    check_profile_fields(manifest, schema, problems);
  }
  std::vector<std::string> names;
  std::vector<std::optional<SourcePlan>> found(schema.streams.size());
  for (const plan::Stream& stream : schema.streams) names.push_back(stream.name);
  for (const SourceRule& rule : manifest.events) {
    const Matching matching{manifest, schema, rule, problems};
    const std::optional<std::uint32_t> index = plan::find_stream(schema, rule.name);
    if (!index) {
      const std::string hint = did_you_mean(rule.name, names);
      matching.report(rule.place, fmt::format("[data.{}]: the schema has no event of this name{}", rule.name,
                                              hint.empty() ? "; lookup tables are not supported yet" : hint));
      continue;
    }
    if (found[*index]) {
      matching.report(rule.place, fmt::format("[data.{}]: event `{}` has a table already", rule.name, names[*index]));
      continue;
    }
    found[*index] = plan_source(matching, names[*index], schema.streams[*index].fields);
    plan_time(matching, *found[*index]);
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i]) {
      sources.events.push_back(std::move(*found[i]));
    } else {
      problems.push_back(
          {manifest.path, {}, fmt::format("no [data.{}], but the schema has the event `{}`; say which file holds it", names[i], names[i])});
    }
  }
  if (!manifest.profile && schema.streams.empty())
    problems.push_back({manifest.path, {}, "no [data.profile] and no events: there are no profiles"});
  return sources;
}

}  // namespace seg::io
