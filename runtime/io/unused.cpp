#include "runtime/io/unused.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runtime/io/nearest.h"
#include "runtime/io/table_file.h"

namespace seg::io {
namespace {

/// `column` is `key` or `at` for the two that are named by what they are.
std::string reason_text(Defect defect, const std::string& column) {
  const std::string name = listed({column});
  switch (defect) {
    case Defect::None: return {};
    case Defect::Missing: return column == "key" ? "without a key" : column == "at" ? "without a time" : "without a " + name;
    case Defect::Bad: return "with a bad " + name;
    case Defect::Digits: return "with too many digits in " + name;
    case Defect::Range: return fmt::format("with a {} out of range", name);
    case Defect::Currency: return fmt::format("with a {} in another currency", name);
    case Defect::NoValue: return fmt::format("with a {} that the enum does not have", name);
    case Defect::Utf8: return "with invalid UTF-8 in " + name;
    case Defect::Width: return "with another number of columns than the header";
    case Defect::NoProfile: return "whose key no profile has";
    case Defect::Duplicate: return "with the key of an earlier row";
  }
  return {};
}

}  // namespace

bool UnusedRows::add(Defect defect, const std::string& column) {
  ++count_;
  const auto found = std::find_if(reasons_.begin(), reasons_.end(),
                                  [&](const Reason& reason) { return reason.defect == defect && reason.column == column; });
  last_ = static_cast<std::size_t>(found - reasons_.begin());
  if (found == reasons_.end()) reasons_.push_back({defect, column, 0, {}});
  Reason& reason = reasons_[last_];
  ++reason.rows;
  return reason.first.size() < examples_;
}

void UnusedRows::show(std::int64_t record, std::string text) { reasons_[last_].first.emplace_back(record, std::move(text)); }

std::vector<UnusedReason> UnusedRows::reasons(const SourcePlan& source, const InputFile& file) const {
  std::vector<std::int64_t> records;
  for (const Reason& reason : reasons_) {
    for (const auto& [record, text] : reason.first) records.push_back(record);
  }
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  std::vector<std::int64_t> places = records;
  if (file.format == FileFormat::Csv) places = lines_of_records(file.path, records, source.delimiter, source.quote);

  std::vector<UnusedReason> out;
  for (const Reason& reason : reasons_) {
    UnusedReason& text = out.emplace_back();
    text.text = reason_text(reason.defect, reason.column);
    text.rows = reason.rows;
    for (const auto& [record, value] : reason.first) {
      const auto at = static_cast<std::size_t>(std::lower_bound(records.begin(), records.end(), record) - records.begin());
      // A file that was cut short meanwhile has no such line any more.
      text.first.push_back({at < places.size() ? places[at] : 0, value});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const UnusedReason& a, const UnusedReason& b) { return a.rows > b.rows; });
  return out;
}

std::string note(const FileReport& report) {
  if (report.unused == 0) return {};
  std::string text = fmt::format("{}: {} of {} rows not used (", report.path, grouped(report.unused), grouped(report.rows));
  const UnusedRow* first = nullptr;
  for (std::size_t i = 0; i < report.reasons.size(); ++i) {
    const UnusedReason& reason = report.reasons[i];
    text += fmt::format("{}{} {}", i > 0 ? ", " : "", grouped(reason.rows), reason.text);
    for (const UnusedRow& row : reason.first) {
      if (first == nullptr || row.place < first->place) first = &row;
    }
  }
  if (first != nullptr) {
    text += fmt::format("; first: {} {}", report.has_lines ? "line" : "row", grouped(first->place));
    if (!first->shown.empty()) text += " " + first->shown;
  }
  return text + ")";
}

std::vector<std::string> notes(const Dataset& dataset) {
  std::vector<std::string> lines;
  for (const SourceReport& source : dataset.sources) {
    for (const FileReport& file : source.files) {
      if (file.unused > 0) lines.push_back(note(file));
    }
  }
  return lines;
}

}  // namespace seg::io
