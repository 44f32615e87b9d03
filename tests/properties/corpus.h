#pragma once
// Every .seg of the repository, and the schema that belongs to each.

#include <filesystem>
#include <string>
#include <vector>

#include "compiler/driver/compile.h"

namespace seg::properties {

struct SegFile {
  std::string path;    ///< from the project's root
  std::string text;
  std::string schema;  ///< of the nearest schema.seg above it; empty where it declares one itself, or there is none
};

/// All of them, hidden and build folders apart, sorted by path. `{{today}}` of the templates is a day.
const std::vector<SegFile>& corpus();

/// What a host would compile: the schema, where there is one, and `text`.
std::vector<driver::SourceText> with_schema(const SegFile& file, std::string text);

/// How often a random property is tried: SEG_PROPERTIES_ROUNDS of the environment, or `short_rounds`.
int rounds(int short_rounds);

std::string read_file(const std::filesystem::path& path);

}  // namespace seg::properties
