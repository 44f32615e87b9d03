#pragma once
// A folder of small files for one test, and loading from it.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/load.h"

namespace seg::io::test {

/// Removed at the end of the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(std::string_view name) const;
  void write(std::string_view name, std::string_view bytes) const;
  std::string read(std::string_view name) const;

 private:
  std::filesystem::path path_;
};

/// key `id`; profile name string?, score int?; event purchase: total money(EUR), category string?; zone Europe/Berlin.
plan::Schema shop_schema();

/// Parses the TOML as FOLDER/seg.toml, which must be right, and loads.
Loaded load_from(const Folder& folder, std::string_view toml, const plan::Schema& schema, const LoadOptions& options = {});

/// Loads what must load and validates the batch against the schema.
Dataset dataset_from(const Folder& folder, std::string_view toml, const plan::Schema& schema, const LoadOptions& options = {});

/// All problems, one a line.
std::string problems_of(const Loaded& loaded);

/// A column's values as text: `?` for unknown, the number, or the text of the code; `[a ?]` for a list.
std::vector<std::string> values(const columns::Column& column);
std::vector<std::string> keys_of(const Dataset& dataset);
/// Values of a stream's field by profile, `a b | c | ` for three profiles.
std::string by_profile(const Dataset& dataset, std::size_t stream, std::size_t field);
/// Times by profile in UTC.
std::string times_by_profile(const Dataset& dataset, std::size_t stream);

}  // namespace seg::io::test
