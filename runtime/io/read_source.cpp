#include "runtime/io/read_source.h"

#include <fmt/format.h>

#include <utility>

#include "runtime/io/source_reader.h"

namespace seg::io {

std::int64_t SourceRows::bytes() const {
  std::int64_t sum =
      static_cast<std::int64_t>(owner.capacity() * sizeof(std::int32_t) + (at.capacity() + order.capacity()) * sizeof(std::int64_t));
  for (const ColumnStore& store : fields) sum += store.bytes();
  return sum;
}

namespace {

void check_kinds(const SourcePlan& source, const Layout& layout, const std::vector<ColumnSeen>& seen, const InputFile& file,
                 Reading& reading) {
  for (std::size_t i = 0; i < layout.converted.size(); ++i) {
    const ColumnSeen& column = seen[layout.position[i]];
    const ColumnSeen* values = &column;
    if (!source.nested.empty()) values = column.kind == CellKind::List ? column.element.get() : nullptr;
    const std::string error = values != nullptr ? kind_error(*layout.converted[i], *values, reading.schema)
                                                : fmt::format("column `{}` is {}, expected a list of structs", source.nested, column.type);
    if (!error.empty()) reading.problems.push_back({file.shown, {}, error});
  }
  if (!source.key) return;
  const std::string error = key_kind_error(source, seen[layout.key]);
  if (!error.empty()) reading.problems.push_back({file.shown, {}, error});
}

/// One file's rows among those of its source; false when reading must stop.
bool judge(FileReport file, SourceReport& report, Reading& reading) {
  report.rows += file.rows - file.unused;
  const std::string text = note(file);
  if (file.rows > 0 && file.unused == file.rows) {
    reading.problems.push_back({"", {}, "no row can be used: " + text});
  } else if (reading.options.strict && file.unused > 0) {
    reading.problems.push_back({"", {}, text});
  }
  report.files.push_back(std::move(file));
  return reading.problems.empty();
}

}  // namespace

void check_files(const SourcePlan& source, Reading& reading) {
  const Layout layout = layout_of(source);
  for (const InputFile& file : source.files) {
    const OpenedTable opened = open_table(file.path, layout.wanted, open_options(source, file, reading));
    for (const std::string& error : opened.errors) reading.problems.push_back({file.shown, {}, error});
    if (!opened.file) continue;
    reading.progress.bytes_total += opened.file->bytes();
    check_kinds(source, layout, opened.file->columns(), file, reading);
  }
}

void check_nested_columns(const SourcePlan& source, const SourcePlan& profiles, Reading& reading) {
  const Layout layout = layout_of(source);
  for (const InputFile& file : profiles.files) {
    const OpenedTable opened = open_table(file.path, layout.wanted, open_options(profiles, file, reading));
    for (const std::string& error : opened.errors) reading.problems.push_back({file.shown, {}, error});
    if (opened.file) check_kinds(source, layout, opened.file->columns(), file, reading);
  }
}

SourceRows read_source(const SourcePlan& source, TextTable& keys, KeyUse use, Reading& reading, SourceReport& report,
                       const std::vector<NestedEvents>& nested) {
  report.name = source.name;
  for (const NestedEvents& events : nested) events.report.name = events.source.name;
  reading.progress.source = source.name;
  SourceReader reader(source, keys, use, reading, nested);
  for (const InputFile& file : source.files) {
    bool go_on = judge(reader.read(file), report, reading);
    if (go_on) {
      std::vector<FileReport> reports = reader.nested_reports(file);
      for (std::size_t i = 0; i < nested.size(); ++i) go_on = judge(std::move(reports[i]), nested[i].report, reading) && go_on;
    }
    if (!go_on) break;
  }
  return reader.rows();
}

}  // namespace seg::io
