#include "runtime/io/table_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "runtime/io/nearest.h"
#include "runtime/io/readers.h"

namespace seg::io {
namespace {

/// What the first bytes give away about a file that is not what it is taken for.
std::string wrong_magic(const std::string& path, FileFormat format) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return "cannot be opened for reading";
  std::array<char, 4> bytes{};
  file.read(bytes.data(), bytes.size());
  const std::string_view magic(bytes.data(), static_cast<std::size_t>(file.gcount()));
  const bool parquet = magic == "PAR1";
  const bool arrow = magic == "ARRO" || magic == "\xFF\xFF\xFF\xFF" || magic == "FEA1";
  if (format == FileFormat::Parquet) return parquet ? "" : "is no Parquet file: it does not begin with PAR1";
  if (format == FileFormat::Arrow) return arrow ? "" : "is no Arrow IPC file or stream: it does not begin with ARROW1 or a message";
  if (parquet) return "is a Parquet file, expected CSV; say `format = \"parquet\"`";
  if (arrow) return "is an Arrow file, expected CSV; say `format = \"arrow\"`";
  if (magic.starts_with("\x1F\x8B") || magic.starts_with("\x28\xB5\x2F\xFD")) return "is compressed, expected plain CSV";
  if (magic.starts_with("\xFF\xFE") || magic.starts_with("\xFE\xFF")) return "is UTF-16, expected UTF-8";
  return {};
}

std::string unreadable(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return "no such file";
  if (error) return fmt::format("cannot be read: {}", error.message());
  if (status.type() == std::filesystem::file_type::directory) return "is a folder, expected a file";
  if (status.type() != std::filesystem::file_type::regular) return "is no regular file";
  if (std::filesystem::file_size(path, error) == 0) return "is empty, expected a header and rows";
  return error ? fmt::format("cannot be read: {}", error.message()) : std::string();
}

}  // namespace

std::vector<std::string> column_errors(const std::vector<std::string>& wanted, const std::vector<std::string>& found) {
  std::vector<std::string> errors;
  for (const std::string& name : wanted) {
    const auto times = std::count(found.begin(), found.end(), name);
    if (times == 0) {
      errors.push_back(fmt::format("no column {}{}; the file has {}", listed({name}), did_you_mean(name, found), listed(found, 20)));
    } else if (times > 1) {
      errors.push_back(fmt::format("column {} is there {} times, expected once", listed({name}), times));
    }
  }
  return errors;
}

FileColumns columns_of_file(const std::string& path, const OpenOptions& options) {
  std::string error = unreadable(path);
  if (error.empty()) error = wrong_magic(path, options.format);
  if (!error.empty()) return {{}, {error}};
  switch (options.format) {
    case FileFormat::Csv:
      return csv_columns(path, options);
    case FileFormat::Parquet:
      return parquet_columns(path, options);
    case FileFormat::Arrow:
      return arrow_columns(path, options);
  }
  return {};
}

OpenedTable open_table(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options) {
  for (const std::string& error : {unreadable(path), unreadable(path).empty() ? wrong_magic(path, options.format) : std::string()}) {
    if (!error.empty()) return {nullptr, {error}};
  }
  switch (options.format) {
    case FileFormat::Csv:
      return open_csv(path, columns, options);
    case FileFormat::Parquet:
      return open_parquet(path, columns, options);
    case FileFormat::Arrow:
      return open_arrow(path, columns, options);
  }
  return {};
}

}  // namespace seg::io
