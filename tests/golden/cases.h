#pragma once
// Golden cases: a source in a folder named for its stage, what the stage makes of it beside it.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace seg::test {

struct GoldenCase {
  std::filesystem::path source;  ///< `tests/golden/check/cycle.seg`
  std::string name;              ///< `cycle`
};

/// Extension without its dot → text; a stage that has nothing to say has no entry.
using Goldens = std::map<std::string, std::string>;

/// The sources of a folder, by name. `schema.seg` is the schema of the cases that declare none, and no case itself.
std::vector<GoldenCase> golden_cases(const std::filesystem::path& folder);

std::string file_text(const std::filesystem::path& path);

/// The number after a line `// limit NAME NUMBER` (in a seg.toml `# limit …`), else `otherwise`.
std::size_t limit_of(const std::string& text, const std::string& name, std::size_t otherwise);

/// Where the goldens of a case differ from what stands in its folder, one text a file; nothing when all agree. With SEG_UPDATE_GOLDENS
/// set they are written instead.
std::vector<std::string> differences(const GoldenCase& which, const Goldens& made);

/// Files of the folder that no case made, given the names of those that were made.
std::vector<std::string> orphans(const std::filesystem::path& folder, const std::vector<std::string>& made);

}  // namespace seg::test
