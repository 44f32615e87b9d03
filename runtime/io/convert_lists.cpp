// Lists: from the lists of a file, or from texts with a separator.
#include <fmt/format.h>

#include <algorithm>

#include "runtime/io/convert.h"

namespace seg::io {

/// The plan for the elements of a list's column.
ColumnPlan element_plan(const ColumnPlan& plan) {
  ColumnPlan element = plan;
  element.type = plan::element_of(plan.type);
  element.optional = true;
  return element;
}

/// Nothing where the column may be a list of a type that is no matter of lists.
std::optional<std::string> list_kind_error(const ColumnPlan& plan, const ColumnSeen& seen, const plan::Schema& schema) {
  if (seen.kind == CellKind::List) return kind_error(element_plan(plan), *seen.element, schema);
  if (seen.kind == CellKind::Unknown) return "";
  if (seen.kind != CellKind::Text) return fmt::format("column `{}` is {}, expected a list for `{}`", plan.column, seen.type, plan.field);
  if (plan.separator) return "";
  return fmt::format("column `{}` is {}, expected a list for `{}`; say what stands between its elements: `separator = \"|\"`", plan.column,
                     seen.type, plan.field);
}

/// All elements at once; a row's defect is that of its first element that has one.
void ColumnReader::append_lists(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects) {
  const std::int64_t before = store.elements->rows;
  std::vector<DefectiveRow> bad;
  element_->append(*cells.elements, *store.elements, bad);
  std::size_t next = 0;
  for (std::int64_t row = 0; row < cells.rows; ++row) {
    const std::int64_t end = cells.list_offsets[row + 1];
    store.wide[static_cast<std::size_t>(first + row)] = before + end;
    Defect defect = Defect::None;
    for (; next < bad.size() && bad[next].row < end; ++next) {
      store.elements->set_unknown(before + bad[next].row);
      if (defect == Defect::None) defect = bad[next].defect;
    }
    if (!cells.known(row)) {
      store.set_unknown(first + row);
      if (!plan_.optional) defect = Defect::Missing;
    }
    if (defect != Defect::None) defects.push_back({row, defect});
  }
}

/// Elements with the separator between them: an empty text has none.
Defect ColumnReader::append_elements(std::string_view text, ColumnStore& store) {
  Defect defect = Defect::None;
  for (std::size_t begin = 0; !text.empty() && begin <= text.size();) {
    const std::size_t end = std::min(text.find(*plan_.separator, begin), text.size());
    const Value value = element_->from_text(text.substr(begin, end - begin), *store.elements);
    store.elements->extend(1);
    if (value.defect == Defect::None) {
      element_->put(store.elements->rows - 1, value, *store.elements);
    } else {
      store.elements->set_unknown(store.elements->rows - 1);
      if (defect == Defect::None) defect = value.defect;
    }
    begin = end + 1;
  }
  return defect;
}

/// Texts that hold lists.
void ColumnReader::append_split(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects) {
  for (std::int64_t row = 0; row < cells.rows; ++row) {
    Defect defect = Defect::None;
    const bool known = cells.known(row) && !is_unknown(cells.text(row));
    if (known) {
      defect = append_elements(cells.text(row), store);
    } else {
      store.set_unknown(first + row);
      if (!plan_.optional) defect = Defect::Missing;
    }
    store.wide[static_cast<std::size_t>(first + row)] = store.elements->rows;
    if (defect != Defect::None) defects.push_back({row, defect});
  }
}

}  // namespace seg::io
