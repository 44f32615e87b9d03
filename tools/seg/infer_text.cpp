#include "tools/seg/infer_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace seg::cli {
namespace {

using io::GuessedKind;
using io::InferredField;
using io::InferredSource;
using io::SourceRole;

/// As a name where it is one, else in quotes.
std::string enum_value(const std::string& value) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const bool word = !value.empty() && is_letter(value[0]) &&
                    std::all_of(value.begin(), value.end(), [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
  return word && !io::name_of(value).ends_with('_') ? value : "\"" + value + "\"";
}

std::string plain_type(const InferredField& field) {
  const io::GuessedType& type = field.type;
  if (field.is_id) return field.id_kind.empty() ? "id" : fmt::format("id({})", field.id_kind);
  switch (type.kind) {
    case GuessedKind::Bool:
      return "bool";
    case GuessedKind::Int:
      return "int";
    case GuessedKind::Decimal:
      return fmt::format("decimal({},{})", type.precision, type.scale);
    case GuessedKind::Float:
      return "float";
    case GuessedKind::String:
      return "string";
    case GuessedKind::Date:
      return "date";
    case GuessedKind::Timestamp:
      return "timestamp";
    case GuessedKind::Duration:
      return "duration";
    case GuessedKind::Enum: {
      std::vector<std::string> values;
      for (const std::string& value : type.values) values.push_back(enum_value(value));
      return fmt::format("enum({})", fmt::join(values, ", "));
    }
  }
  return "string";
}

std::string type_text(const InferredField& field) {
  const std::string plain = plain_type(field);
  return (field.type.list ? fmt::format("list({})", plain) : plain) + (field.type.optional ? "?" : "");
}

/// By its name. Whole numbers called total are counts as often as not.
bool may_be_money(const InferredField& field) {
  static constexpr std::array<std::string_view, 12> kWords = {"price",  "amount", "revenue", "cost", "spend",    "spent",
                                                              "income", "salary", "clv",     "paid", "discount", "fee"};
  if (field.is_id || (field.type.kind != GuessedKind::Decimal && field.type.kind != GuessedKind::Int)) return false;
  if (field.type.kind == GuessedKind::Decimal && field.name.find("total") != std::string::npos) return true;
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return field.name.find(word) != std::string::npos; });
}

std::string guess_text(const InferredField& field) {
  std::vector<std::string> guesses;
  for (const std::string& guess : {field.guess, field.type.guess}) {
    if (!guess.empty()) guesses.push_back(guess);
  }
  if (may_be_money(field)) guesses.emplace_back("a plain number; money(EUR), or another currency, if it is an amount of money");
  return guesses.empty() ? "" : fmt::format("  // guessed: {}", fmt::join(guesses, "; "));
}

/// The longest name of the fields from `begin` that stand in the struct `before` itself.
std::size_t name_width(const std::vector<InferredField>& fields, std::size_t begin, const std::string& before) {
  std::size_t width = 0;
  for (std::size_t i = begin; i < fields.size() && fields[i].name.starts_with(before); ++i) {
    width = std::max(
        width, fields[i].name.substr(before.size()).find_first_of('.') == std::string::npos ? fields[i].name.size() - before.size() : 0);
  }
  return width;
}

/// Fields from `begin` that stand in the same struct `before` (with its point); returns where the next one is.
std::size_t write_fields(const std::vector<InferredField>& fields, std::size_t begin, const std::string& before, std::size_t indent,
                         std::size_t width, std::string& text) {
  std::size_t i = begin;
  while (i < fields.size() && fields[i].name.starts_with(before)) {
    const std::string name = fields[i].name.substr(before.size());
    const std::size_t point = name.find('.');
    if (point == std::string::npos) {
      text += fmt::format("{:{}}{:{}}  {}{}\n", "", indent, name, width, type_text(fields[i]), guess_text(fields[i]));
      ++i;
      continue;
    }
    const std::string inner = name.substr(0, point);
    text += fmt::format("{:{}}{}  struct {{\n", "", indent, inner);
    i = write_fields(fields, i, before + inner + ".", indent + 2, name_width(fields, i, before + inner + "."), text);
    text += fmt::format("{:{}}}}\n", "", indent);
  }
  return i;
}

/// Fields of one struct stand together, in the order of the first of each.
std::vector<InferredField> grouped_fields(const std::vector<InferredField>& fields) {
  std::vector<InferredField> grouped;
  std::vector<std::string> order;
  const auto head = [](const InferredField& field) { return field.name.substr(0, field.name.find('.')); };
  for (const InferredField& field : fields) {
    if (std::find(order.begin(), order.end(), head(field)) == order.end()) order.push_back(head(field));
  }
  for (const std::string& name : order) {
    std::copy_if(fields.begin(), fields.end(), std::back_inserter(grouped),
                 [&](const InferredField& field) { return head(field) == name; });
  }
  return grouped;
}

std::string files_text(const io::FileFacts& file) {
  std::string text = io::shown(std::filesystem::path(file.files.front()).filename().string());
  if (file.files.size() > 1) text += fmt::format(" and {} more", file.files.size() - 1);
  return fmt::format("{}, {}{} rows", text, file.is_sample ? "the first " : "", io::grouped(file.rows));
}

void write_source(const io::InferredWorkspace& workspace, const InferredSource& source, std::string& text) {
  const io::FileFacts& file = workspace.files[source.files];
  text += fmt::format("\n  // {}{}\n", files_text(file), source.nested.empty() ? "" : ", in the lists of " + io::shown(source.nested));
  for (const std::string& guess : source.guesses) text += fmt::format("  // guessed: {}\n", guess);
  for (const std::string& column : source.left_out) text += fmt::format("  // left out: {}\n", column);
  const std::vector<InferredField> fields = grouped_fields(source.fields);
  // The key or the time goes first.
  std::string first = "at";
  std::string type = "timestamp" + guess_text(source.at);
  switch (source.role) {
    case SourceRole::Profile:
      text += "  profile {\n";
      first = workspace.key;
      type = "id  key";
      break;
    case SourceRole::Table:
      text += fmt::format("  table {} {{\n", source.name);
      first = io::name_of(source.key_column);
      type = fmt::format("id({})  key", source.name);
      break;
    case SourceRole::Event:
      text += fmt::format("  event {}, {} {{\n", source.name, source.plural);
  }
  const std::size_t width = std::max(first.size(), name_width(fields, 0, ""));
  text += fmt::format("    {:{}}  {}\n", first, width, type);
  write_fields(fields, 0, "", 4, width, text);
  text += "  }\n";
}

/// A condition on the profile's own fields; nothing where there is none that always makes sense.
std::string profile_condition(const InferredSource& profile) {
  for (const InferredField& field : profile.fields) {
    if (field.type.optional) return fmt::format("{} is known", field.name);
  }
  for (const InferredField& field : profile.fields) {
    if (field.type.list || field.is_id) continue;
    switch (field.type.kind) {
      case GuessedKind::Bool:
        return field.name;
      case GuessedKind::Enum:
        return fmt::format("{} = {}", field.name, enum_value(field.type.values.front()));
      case GuessedKind::Int:
      case GuessedKind::Decimal:
        return fmt::format("{} >= 0", field.name);
      case GuessedKind::String:
        return fmt::format("{} != \"\"", field.name);
      case GuessedKind::Date:
        return fmt::format("{} >= 1900-01-01", field.name);
      case GuessedKind::Timestamp:
        return fmt::format("{} >= 1900-01-01T00:00Z", field.name);
      case GuessedKind::Float:
      case GuessedKind::Duration:
        break;
    }
  }
  return "";
}

}  // namespace

std::string schema_text(const io::InferredWorkspace& workspace, const std::string& name) {
  std::string text = fmt::format(
      "/// Guessed by `seg schema infer`. What a comment calls guessed may be otherwise: look at each, then delete the comment.\n"
      "schema {} {{\n"
      "  timezone \"UTC\"  // guessed: the zone in which days begin and in which the files' times are that say no zone\n"
      "  channel  email\n"
      "  goal     first_look\n"
      "  kpi      reach\n",
      io::name_of(name));
  const bool has_profile = workspace.sources.front().role == SourceRole::Profile;
  if (!has_profile)
    text += fmt::format("\n  // guessed: the profiles are the keys of the events\n  profile {{\n    {}  id  key\n  }}\n", workspace.key);
  for (const InferredSource& source : workspace.sources) write_source(workspace, source, text);
  return text + "}\n";
}

std::string segment_text(const io::InferredWorkspace& workspace) {
  std::string title = "Everyone of whom something is known";
  std::string condition;
  for (const InferredSource& source : workspace.sources) {
    if (source.role != SourceRole::Event || !condition.empty()) continue;
    title = "Came back at least once";
    condition = fmt::format("at least 2 {}", source.plural);
  }
  if (condition.empty()) condition = profile_condition(workspace.sources.front());
  if (condition.empty()) return "";
  return fmt::format(
      "/// An example to start from.\n"
      "segment first_look \"{}\" {{\n  goal     first_look\n  channel  email\n  kpi      reach\n\n  where {}\n}}\n",
      title, condition);
}

}  // namespace seg::cli
