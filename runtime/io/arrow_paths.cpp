#include "runtime/io/arrow_paths.h"

#include <arrow/array/array_nested.h>
#include <arrow/result.h>
#include <fmt/format.h>

#include <algorithm>

#include "runtime/io/arrow_cells.h"
#include "runtime/io/nearest.h"

namespace seg::io {
namespace {

std::vector<std::string> names_of(const arrow::FieldVector& fields) {
  std::vector<std::string> names;
  for (const auto& field : fields) names.push_back(field->name());
  return names;
}

/// Where the step ends that `rest` begins with: at a point that a name follows, at `[]`, or at the end. Longer names go first, since a
/// name may hold points itself.
std::vector<std::size_t> ends_of_step(const std::string& rest) {
  std::vector<std::size_t> ends{rest.size()};
  for (std::size_t at = rest.size(); at-- > 1;) {
    if (rest[at] == '.' || rest.compare(at, 2, "[]") == 0) ends.push_back(at);
  }
  return ends;
}

bool is_list(const arrow::DataType& type) {
  return type.id() == arrow::Type::LIST || type.id() == arrow::Type::LARGE_LIST || type.id() == arrow::Type::FIXED_SIZE_LIST;
}

/// Follows `rest` from `fields`; adds the steps to `path`.
std::shared_ptr<arrow::DataType> follow(const arrow::FieldVector& fields, const std::string& rest, ColumnPath& path) {
  for (const std::size_t end : ends_of_step(rest)) {
    const std::string name = rest.substr(0, end);
    const auto named = [&](const std::shared_ptr<arrow::Field>& field) { return field->name() == name; };
    const auto found = std::find_if(fields.begin(), fields.end(), named);
    if (found == fields.end() || std::count_if(fields.begin(), fields.end(), named) > 1) continue;
    ColumnPath steps{name};
    std::shared_ptr<arrow::DataType> type = (*found)->type();
    std::size_t at = end;
    for (; rest.compare(at, 2, "[]") == 0 && is_list(*type); at += 2) {
      steps.emplace_back();
      type = static_cast<const arrow::BaseListType&>(*type).value_type();
    }
    if (at < rest.size()) {
      if (rest[at] != '.' || type->id() != arrow::Type::STRUCT) continue;
      type = follow(type->fields(), rest.substr(at + 1), steps);
      if (type == nullptr) continue;
    }
    path.insert(path.end(), steps.begin(), steps.end());
    return type;
  }
  return nullptr;
}

ColumnSeen list_around(ColumnSeen seen) {
  auto element = std::make_shared<const ColumnSeen>(std::move(seen));
  return {CellKind::List, element->usable, fmt::format("list<{}>", element->type), element};
}

/// A list for each step into one, around what stands at the end of the path.
ColumnSeen seen_through(const ColumnPath& path, const arrow::DataType& type) {
  ColumnSeen seen = column_seen(type);
  for (const std::string& step : path) {
    if (!step.empty()) continue;
    seen = list_around(std::move(seen));
  }
  return seen;
}

std::string cells_below(std::shared_ptr<arrow::Array> array, const ColumnPath& path, std::size_t step, arrow::MemoryPool* pool,
                        Cells& cells) {
  for (; step < path.size() && !path[step].empty(); ++step) {
    const auto& records = static_cast<const arrow::StructArray&>(*array);
    auto field = records.GetFlattenedField(static_cast<const arrow::StructType&>(*array->type()).GetFieldIndex(path[step]), pool);
    if (!field.ok()) return field.status().message();
    array = *field;
  }
  if (step == path.size()) return cells_of(array, cells);
  std::shared_ptr<arrow::Array> elements;
  if (std::string error = list_cells(array, pool, cells, elements); !error.empty()) return error;
  auto inner = std::make_shared<Cells>();
  std::string error = cells_below(std::move(elements), path, step + 1, pool, *inner);
  cells.elements = std::move(inner);
  return error;
}

/// Goes into structs, and into the structs of one list.
void list_below(const arrow::Field& field, const std::string& before, bool in_list, std::vector<FileColumn>& columns) {
  const std::string path = before + field.name();
  const arrow::DataType* type = field.type().get();
  const bool list_of_structs = is_list(*type) && static_cast<const arrow::BaseListType&>(*type).value_type()->id() == arrow::Type::STRUCT;
  const bool nested = list_of_structs && !in_list;
  if (nested) type = static_cast<const arrow::BaseListType&>(*type).value_type().get();
  if (type->id() != arrow::Type::STRUCT) {
    ColumnSeen seen = column_seen(*type);
    if (in_list) seen = list_around(std::move(seen));
    columns.push_back({path, std::move(seen)});
    return;
  }
  for (const auto& child : type->fields()) list_below(*child, path + (nested ? "[]." : "."), in_list || nested, columns);
}

}  // namespace

std::vector<FileColumn> list_columns(const arrow::FieldVector& fields) {
  std::vector<FileColumn> columns;
  for (const auto& field : fields) list_below(*field, "", false, columns);
  return columns;
}

std::optional<FoundColumn> find_column(const arrow::FieldVector& fields, const std::string& wanted, std::string& error) {
  FoundColumn found;
  const std::vector<std::string> names = names_of(fields);
  const auto times = std::count(names.begin(), names.end(), wanted);
  const std::shared_ptr<arrow::DataType> type = times > 1 ? nullptr : follow(fields, wanted, found.path);
  if (type == nullptr) {
    error = column_errors({wanted}, names).front();
    return std::nullopt;
  }
  found.seen = seen_through(found.path, *type);
  return found;
}

std::string cells_at(const arrow::RecordBatch& batch, const ColumnPath& path, arrow::MemoryPool* pool, Cells& cells) {
  const std::shared_ptr<arrow::Array> array = batch.GetColumnByName(path.front());
  if (array == nullptr) return fmt::format("column {} is gone", listed({path.front()}));
  return cells_below(array, path, 1, pool, cells);
}

}  // namespace seg::io
