// Examples: one profile, its events, rows of lookup tables and the cuts that it is held against.

#include "compiler/semantics/examples.h"

#include <algorithm>
#include <unordered_set>

#include "compiler/semantics/example_values.h"
#include "compiler/semantics/given.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/paths.h"
#include "compiler/semantics/schema_fields.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

/// Names that a record may mention, for did-you-mean.
std::vector<std::string_view> names_in(const Checker& checker, const Place& place, std::string_view inside) {
  std::vector<std::string_view> names;
  for (const plan::Field& field : fields_at(checker, place)) {
    std::string_view name = field.name;
    if (!name.starts_with(inside)) continue;
    name.remove_prefix(inside.size());
    names.push_back(name.substr(0, name.find('.')));
  }
  if (place.kind == Place::Kind::Event) names.push_back("at");
  if (place.kind != Place::Kind::Profile || !inside.empty()) return names;
  names.push_back(checker.key);
  for (const plan::Stream& stream : checker.hir.schema.plan.streams) names.push_back(stream.plural);
  for (const plan::Table& table : checker.hir.schema.plan.tables) names.push_back(table.name);
  return names;
}

bool unknown_field(Checker& checker, const Place& place, const std::string& inside, const ast::Name& name) {
  const std::string where = inside.empty() ? place_text(checker, place) : "struct " + inside.substr(0, inside.size() - 1);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownField, name.span, checker.text(name), where);
  suggest_name(checker, diagnostic, name.span, checker.text(name), names_in(checker, place, inside));
  return false;
}

/// A record's fields of one place; those of a struct stand in a record of their own. False where something was reported.
struct Record {
  Checker& checker;
  Place place;
  std::vector<hir::ExampleField> fields{};
  std::optional<std::int64_t> at{};  ///< of an event
  Seen seen{};

  bool read(const std::vector<ast::ExampleItem>& items, const std::string& inside) {
    bool ok = true;
    for (const ast::ExampleItem& item : items) ok = read(item, inside) && ok;
    return ok;
  }

  bool read(const ast::ExampleItem& item, const std::string& inside) {
    if (!item.field || !item.value) {
      checker.diagnostics.report(Code::MisplacedGiven, item.span);
      return false;
    }
    const std::string path = inside + std::string(checker.text(*item.field));
    const Names& names = names_at(checker, place);
    if (names.broken.contains(path)) return false;
    if (!require_new(checker, seen, "field", stored(path), item.field->span)) return false;
    if (place.kind == Place::Kind::Event && path == "at") return read_at(*item.value);
    if (names.structs.contains(path) && item.value->record) return read(*item.value->record, path + ".");
    const auto found = names.fields.find(path);
    if (found == names.fields.end()) {
      if (!names.structs.contains(path)) return unknown_field(checker, place, inside, *item.field);
      checker.diagnostics.report(Code::BadExampleValue, item.value->span, path, "the fields of a struct in `{ }`",
                                 shown(checker, item.value->span));
      return false;
    }
    const auto value = example_value(checker, *item.value, path, fields_at(checker, place)[found->second].type);
    if (value) fields.push_back({found->second, *value});
    return value.has_value();
  }

  bool read_at(const ast::ExampleValue& value) {
    const auto instant = example_value(checker, value, "at", plan::timestamp_type());
    if (instant) at = instant->literals.front().number;
    return instant.has_value();
  }

  /// Names that `seen` points into.
  std::deque<std::string> texts{};
  std::string_view stored(const std::string& path) { return texts.emplace_back(path); }
};

/// The records of `purchases [{ … }, { … }]`; a single record may stand without its brackets.
std::optional<std::vector<const ast::ExampleValue*>> records_of(const ast::ExampleValue& value) {
  std::vector<const ast::ExampleValue*> records;
  if (value.record) return std::vector<const ast::ExampleValue*>{&value};
  if (!value.list) return std::nullopt;
  for (const ast::ExampleValue& element : *value.list) {
    if (!element.record) return std::nullopt;
    records.push_back(&element);
  }
  return records;
}

struct ExampleCheck {
  Checker& checker;
  hir::Example& example;
  std::span<const hir::ExprId> cuts;
  Record profile;
  Seen seen{};

  bool read(const ast::ExampleItem& item) {
    if (item.given) return read_cut(item);
    if (!item.field || !item.value) return false;
    const std::string_view name = checker.text(*item.field);
    const auto records = records_of(*item.value);
    const bool field = checker.profile.fields.contains(name) || checker.profile.structs.contains(name);
    const bool rows = records && (!field || (item.value->list && !records->empty()));
    if (const auto stream = checker.streams.find(name); stream != checker.streams.end() && rows)
      return read_events(stream->second, *item.field, *records);
    if (const auto table = checker.tables.find(name); table != checker.tables.end() && rows)
      return read_rows(table->second, *item.field, *records);
    if (!field && (checker.streams.contains(name) || checker.tables.contains(name))) {
      checker.diagnostics.report(Code::BadExampleValue, item.value->span, name, "records: `[{ … }]`", shown(checker, item.value->span));
      return false;
    }
    if (name == checker.key) return read_key(*item.value) && (!field || profile.read(item, {}));
    return profile.read(item, {});
  }

  bool read_key(const ast::ExampleValue& value) {
    const auto key = example_value(checker, value, checker.key, checker.hir.schema.plan.key.type);
    if (!key) return false;
    const plan::Literal& literal = key->literals.front();
    example.key = literal.type.kind == plan::Kind::Int ? std::to_string(literal.number) : literal.text;
    return true;
  }

  bool read_events(std::uint32_t stream, const ast::Name& name, const std::vector<const ast::ExampleValue*>& records) {
    if (!require_new(checker, seen, "event", checker.hir.schema.plan.streams[stream].name, name.span)) return false;
    bool ok = true;
    for (const ast::ExampleValue* record : records) {
      Record event{checker, {Place::Kind::Event, stream, {}}};
      ok = event.read(*record->record, {}) && ok;
      if (!event.at && !event.seen.contains("at")) {
        checker.diagnostics.report(Code::RowWithoutKey, record->span, checker.text(name), "at");
        ok = false;
      }
      example.streams[stream].push_back({event.at.value_or(0), std::move(event.fields), record->span});
    }
    std::stable_sort(example.streams[stream].begin(), example.streams[stream].end(),
                     [](const hir::ExampleEvent& a, const hir::ExampleEvent& b) { return a.at < b.at; });
    return ok;
  }

  bool read_rows(std::uint32_t table, const ast::Name& name, const std::vector<const ast::ExampleValue*>& records) {
    if (!require_new(checker, seen, "table", checker.hir.schema.plan.tables[table].name, name.span)) return false;
    const plan::Table& declared = checker.hir.schema.plan.tables[table];
    std::unordered_set<std::string> keys;
    bool ok = true;
    for (const ast::ExampleValue* record : records) {
      Record row{checker, {Place::Kind::Table, table, {}}};
      const bool stands = row.read(*record->record, {});
      ok = ok && stands;
      const auto key = std::find_if(row.fields.begin(), row.fields.end(), [&](const auto& field) { return field.field == declared.key; });
      if (key == row.fields.end()) {
        if (stands) checker.diagnostics.report(Code::RowWithoutKey, record->span, declared.name, declared.fields[declared.key].name);
        ok = false;
      } else if (!keys.insert(key->value.literals.front().text).second) {
        checker.diagnostics.report(Code::DeclaredTwice, key->value.span, "key", key->value.literals.front().text);
        ok = false;
      }
      example.tables[table].push_back(std::move(row.fields));
    }
    return ok;
  }

  bool read_cut(const ast::ExampleItem& item) {
    auto given = check_given(checker, item, cuts);
    if (!given) return false;
    const auto same = [&](const hir::ExampleCut& other) { return other.cut == given->cut; };
    const auto first = std::find_if(example.cuts.begin(), example.cuts.end(), same);
    if (first != example.cuts.end()) {
      checker.diagnostics.report(Code::DeclaredTwice, item.span, "cut", given->text).label(first->span, "given here first");
      return false;
    }
    example.cuts.push_back(std::move(*given));
    return true;
  }
};

std::int64_t instant_of(const Checker& checker, ast::ExprId id) {
  const ast::ExprNode& node = (*checker.ast)[id].node;
  if (const auto* instant = std::get_if<ast::TimestampLiteral>(&node)) return instant->micros;
  const auto* date = std::get_if<ast::DateLiteral>(&node);
  return date == nullptr ? 0 : local_midnight(checker, date->days);
}

}  // namespace

std::vector<hir::Example> check_examples(Checker& checker, std::span<const ast::Example> all, hir::ExprId where) {
  std::vector<hir::Example> examples;
  if (all.empty()) return examples;
  const std::vector<hir::ExprId> cuts = cuts_below(checker, where);
  for (const ast::Example& written : all) {
    hir::Example example;
    example.title = checker.text(written.title);
    example.member = written.member;
    example.as_of = instant_of(checker, written.as_of);
    example.span = written.span;
    example.streams.resize(checker.hir.schema.plan.streams.size());
    example.tables.resize(checker.hir.schema.plan.tables.size());
    ExampleCheck check{checker, example, cuts, {checker, {}}};
    bool ok = true;
    for (const ast::ExampleItem& item : written.items) ok = check.read(item) && ok;
    for (const hir::ExprId cut : cuts) {
      const bool given = std::any_of(example.cuts.begin(), example.cuts.end(), [&](const auto& known) { return known.cut == cut; });
      if (given || !ok) continue;
      const std::string& text = cut_at(checker, cut).text;
      checker.diagnostics.report(Code::CutNotGiven, (*checker.ast)[written.as_of].span, text)
          .note(fmt::format("add `given {} is VALUE`", text));
      ok = false;
    }
    example.profile = std::move(check.profile.fields);
    if (ok) examples.push_back(std::move(example));
  }
  return examples;
}

}  // namespace seg::semantics
