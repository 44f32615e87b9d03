#include "runtime/io/infer.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <set>

#include "runtime/io/infer_files.h"
#include "runtime/io/infer_relations.h"

namespace seg::io {
namespace {

/// A file while its part is being found.
struct Candidate {
  std::optional<std::size_t> key;  ///< unique
  std::optional<std::size_t> time;
  std::optional<std::size_t> owner;  ///< the column with the profile's key
  std::optional<SourceRole> role;
};

using Candidates = std::vector<Candidate>;

/// The column of `from` that leads to the key of `to`.
std::optional<std::size_t> reference(const FileFacts& from, const FileFacts& to, const Candidate& target) {
  if (!target.key) return std::nullopt;
  for (const std::size_t i : flat_columns(from)) {
    if (refers_to(from, from.columns[i], to, to.columns[*target.key])) return i;
  }
  return std::nullopt;
}

/// A column with the key of a person whose rows are not one each: an event's owner.
std::optional<std::size_t> person_column(const FileFacts& file) {
  std::optional<std::size_t> by_name;
  for (const std::size_t i : flat_columns(file)) {
    const ColumnFacts& column = file.columns[i];
    const bool kind = column.seen.kind == CellKind::Text || column.seen.kind == CellKind::Int || is_float_key(column);
    if (!kind || column.unique() || column.distinct.size() == 0) continue;
    if (is_person(subject_of(column.path, file)) && (looks_like_id(column.path) || !by_name)) by_name = i;
  }
  return by_name;
}

/// How much speaks for a file as that of the profiles; 0: nothing.
int profile_score(const std::vector<FileFacts>& files, const Candidates& candidates, std::size_t index) {
  const FileFacts& file = files[index];
  const Candidate& candidate = candidates[index];
  if (!candidate.key) return 0;
  const bool person = is_person(subject_of(file.columns[*candidate.key].path, file)) || is_person(singular_of(name_of(file.stem)));
  if (!person && candidate.time && person_column(file)) return 0;
  int score = person ? 1000 : 0;
  for (std::size_t other = 0; other < files.size(); ++other) {
    if (other != index && candidates[other].time && reference(files[other], file, candidate)) score += 100;
  }
  const bool nested = std::any_of(file.columns.begin(), file.columns.end(), [](const ColumnFacts& column) { return column.nested(); });
  if (nested) score += 50;
  return files.size() == 1 ? score + 1 : score;
}

std::optional<std::size_t> find_profiles(const std::vector<FileFacts>& files, const Candidates& candidates) {
  std::optional<std::size_t> best;
  int best_score = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const int score = profile_score(files, candidates, i);
    if (score > best_score) best = i;
    best_score = std::max(best_score, score);
  }
  return best;
}

/// Without profiles of their own the keys in the events' files are the profiles: of a person, else an id in all of the files.
void find_owners(const std::vector<FileFacts>& files, std::optional<std::size_t> profiles, Candidates& candidates) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (profiles == i || !candidates[i].time) continue;
    candidates[i].owner = profiles ? reference(files[i], files[*profiles], candidates[*profiles]) : person_column(files[i]);
    for (const std::size_t column : flat_columns(files[i])) {
      if (profiles || candidates[i].owner) break;
      const ColumnFacts& facts = files[i].columns[column];
      if (looks_like_id(facts.path) && !facts.unique() && facts.distinct.size() > 0) candidates[i].owner = column;
    }
    if (candidates[i].owner) candidates[i].role = SourceRole::Event;
  }
}

/// Files with a unique key that a file which is in use already refers to, until no more are found.
void find_tables(const std::vector<FileFacts>& files, Candidates& candidates) {
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (candidates[i].role || !candidates[i].key) continue;
      for (std::size_t from = 0; from < files.size() && !candidates[i].role; ++from) {
        if (candidates[from].role && reference(files[from], files[i], candidates[i])) candidates[i].role = SourceRole::Table;
      }
      more = more || candidates[i].role;
    }
  }
}

/// Names that are taken by events and tables; a further one gets a number.
std::string unused_name(std::string name, std::set<std::string>& taken) {
  const std::string first = name;
  for (int number = 2; !taken.insert(name).second; ++number) name = fmt::format("{}_{}", first, number);
  return name;
}

struct Building {
  const std::vector<FileFacts>& files;
  const Candidates& candidates;
  std::map<std::size_t, std::string> tables;  ///< names of lookup tables by file
  std::set<std::string> names;                ///< taken
};

/// Every part of a path as a name.
std::string field_name(const std::string& path) {
  std::string name;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    name += (begin > 0 ? "." : "") + name_of(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return name;
}

/// The table that a column leads to; empty for none. A table's own key leads nowhere.
std::string table_of(const Building& building, std::size_t file, const ColumnFacts& column) {
  for (const auto& [index, name] : building.tables) {
    const std::size_t key = *building.candidates[index].key;
    if (index != file && refers_to(building.files[file], column, building.files[index], building.files[index].columns[key])) return name;
  }
  return "";
}

bool is_list_element(GuessedKind kind) { return kind != GuessedKind::Bool && kind != GuessedKind::Float && kind != GuessedKind::Duration; }

InferredField field_of(const Building& building, std::size_t file, const ColumnFacts& column, const std::string& path,
                       std::set<std::string>& taken) {
  InferredField field;
  const FileFacts& facts = building.files[file];
  field.column = path;
  field.name = field_name(path);
  field.type = guess_type(column, facts.is_sample);
  const GuessedKind kind = field.type.kind;
  const std::string table = field.type.list ? "" : table_of(building, file, column);
  const bool textual = kind == GuessedKind::Int || is_float_key(column) || kind == GuessedKind::String || kind == GuessedKind::Enum;
  if (!table.empty()) {
    field.is_id = true;
    field.id_kind = table;
    field.guess = fmt::format("leads to the table `{}`", table);
    if (subject_of(path, facts) == table && path.find('.') == std::string::npos && !taken.contains(table)) field.name = table;
  } else if (textual && looks_like_id(path)) {
    field.is_id = true;
    // The kind of a table's key is for what leads to the table.
    const std::string subject = subject_of(path, facts);
    if (!building.names.contains(subject)) field.id_kind = subject;
    field.guess = "an id, by its name";
  }
  field.is_integer = field.is_id && is_float_key(column);
  if (field.is_id) field.type.guess.clear();
  field.name = unused_name(field.name, taken);
  return field;
}

/// Whether a field can hold the column; else it is listed as left out.
bool can_hold(const ColumnFacts& column, const std::string& path, InferredSource& source) {
  bool usable = column.seen.usable && valid_utf8(path);
  if (usable && column.seen.kind == CellKind::List) {
    usable = column.seen.element->kind != CellKind::List && is_list_element(guess_type(column, false).kind);
  }
  if (!usable) source.left_out.push_back(fmt::format("{} ({})", shown(path), column.seen.type));
  return usable;
}

void add_fields(const Building& building, std::size_t file, const std::vector<std::size_t>& columns, std::string_view within,
                std::optional<std::size_t> without, std::set<std::string> taken, InferredSource& source) {
  for (const std::size_t i : columns) {
    const ColumnFacts& column = building.files[file].columns[i];
    const std::string path = column.path.substr(within.size());
    if (without == i || !can_hold(column, path, source)) continue;
    source.fields.push_back(field_of(building, file, column, path, taken));
  }
}

void set_time(const FileFacts& file, std::size_t column, std::string_view within, InferredSource& source) {
  source.at.name = "at";
  source.at.column = file.columns[column].path.substr(within.size());
  source.at.type = guess_type(file.columns[column], false);
  if (source.at.type.kind == GuessedKind::Date) source.guesses.push_back("the time is a day: its midnight");
}

/// Lists of structs with a time are events of the profile.
void add_nested(Building& building, std::size_t file, std::vector<InferredSource>& sources) {
  const FileFacts& facts = building.files[file];
  std::map<std::string, std::vector<std::size_t>> lists;
  for (std::size_t i = 0; i < facts.columns.size(); ++i) {
    if (facts.columns[i].nested()) lists[facts.columns[i].path.substr(0, facts.columns[i].path.find("[]."))].push_back(i);
  }
  for (const auto& [list, columns] : lists) {
    const std::optional<std::size_t> time = time_of(facts, columns);
    if (!time) {
      sources.front().left_out.push_back(shown(list) + " (a list of structs without a time)");
      continue;
    }
    InferredSource source;
    source.role = SourceRole::Event;
    source.files = file;
    source.nested = list;
    source.name = unused_name(singular_of(name_of(list)), building.names);
    source.plural = unused_name(plural_of(source.name), building.names);
    set_time(facts, *time, list + "[].", source);
    add_fields(building, file, columns, list + "[].", *time, {"at"}, source);
    sources.push_back(std::move(source));
  }
}

InferredSource source_of(Building& building, std::size_t file, SourceRole role) {
  const FileFacts& facts = building.files[file];
  const Candidate& candidate = building.candidates[file];
  InferredSource source;
  source.role = role;
  source.files = file;
  const std::size_t key = role == SourceRole::Event ? *candidate.owner : *candidate.key;
  source.key_column = facts.columns[key].path;
  source.key_is_integer = is_float_key(facts.columns[key]);
  std::vector<std::size_t> columns = flat_columns(facts);
  columns.erase(std::find(columns.begin(), columns.end(), key));
  if (role == SourceRole::Event) {
    source.name = unused_name(singular_of(name_of(facts.stem)), building.names);
    source.plural = unused_name(plural_of(source.name), building.names);
    set_time(facts, *candidate.time, "", source);
    source.guesses.push_back(fmt::format("events, by their key {} and their time {}", shown(source.key_column), shown(source.at.column)));
    add_fields(building, file, columns, "", candidate.time, {"at"}, source);
    return source;
  }
  if (role == SourceRole::Table) {
    source.name = building.tables.at(file);
    source.guesses.push_back(fmt::format("a lookup table, by its key {}, to which another file refers", shown(source.key_column)));
  } else {
    source.name = "profile";
    source.guesses.push_back(fmt::format("the profiles, by their unique key {}", shown(source.key_column)));
  }
  add_fields(building, file, columns, "", std::nullopt, {field_name(source.key_column)}, source);
  return source;
}

std::string why_unused(const FileFacts& file, const Candidate& candidate) {
  const std::string& name = file.files.front();
  if (file.rows == 0) return fmt::format("{}: has no rows", name);
  if (!candidate.time && !candidate.key) return fmt::format("{}: no column is unique, and none is a time that every row has", name);
  if (candidate.time)
    return fmt::format("{}: has a time (`{}`), but no column with the profiles' key", name, file.columns[*candidate.time].path);
  return fmt::format("{}: has a key (`{}`), but no other file refers to it", name, file.columns[*candidate.key].path);
}

void infer_from(InferredWorkspace& workspace) {
  const std::vector<FileFacts>& files = workspace.files;
  Candidates candidates(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    candidates[i].key = key_of(files[i]);
    candidates[i].time = time_of(files[i], flat_columns(files[i]));
  }
  const std::optional<std::size_t> profiles = find_profiles(files, candidates);
  if (profiles) candidates[*profiles].role = SourceRole::Profile;
  find_owners(files, profiles, candidates);
  find_tables(files, candidates);

  Building building{files, candidates, {}, {"profile"}};
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (candidates[i].role == SourceRole::Table) building.tables[i] = unused_name(singular_of(name_of(files[i].stem)), building.names);
  }
  if (profiles) workspace.sources.push_back(source_of(building, *profiles, SourceRole::Profile));
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (candidates[i].role == SourceRole::Event) workspace.sources.push_back(source_of(building, i, SourceRole::Event));
  }
  if (profiles) add_nested(building, *profiles, workspace.sources);
  for (const auto& [file, name] : building.tables) workspace.sources.push_back(source_of(building, file, SourceRole::Table));
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!candidates[i].role) workspace.unused.push_back(why_unused(files[i], candidates[i]));
  }
  if (!workspace.sources.empty()) workspace.key = field_name(workspace.sources.front().key_column);
}

}  // namespace

InferredWorkspace infer(const std::vector<std::string>& files, const InferOptions& options) {
  InferredWorkspace workspace;
  try {
    workspace.files = read_facts(files, options, workspace.problems);
    if (workspace.problems.empty()) infer_from(workspace);
  } catch (const std::bad_alloc&) {
    workspace.problems.push_back({"", {}, "the data do not fit into memory; say how many rows to read"});
  } catch (const std::exception& error) {
    workspace.problems.push_back({"", {}, fmt::format("reading stopped: {}", error.what())});
  }
  return workspace;
}

}  // namespace seg::io
