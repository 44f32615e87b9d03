#include "compiler/driver/library.h"

#include <fmt/format.h>

#include <algorithm>

#include "library_files.h"

namespace seg::driver {
namespace {

struct Named {
  std::string path;  ///< `std.rfm`
  std::string file;  ///< `std/rfm.seg`
  std::string_view text;
};

const std::vector<Named>& modules() {
  static const std::vector<Named> kModules = [] {
    std::vector<Named> made;
    for (const EmbeddedText& embedded : library_files()) {
      const std::string_view name = embedded.path.substr(0, embedded.path.find('.'));
      made.push_back({fmt::format("std.{}", name), fmt::format("std/{}", embedded.path), embedded.text});
    }
    std::sort(made.begin(), made.end(), [](const Named& a, const Named& b) { return a.path < b.path; });
    return made;
  }();
  return kModules;
}

}  // namespace

std::optional<LibraryModule> find_module(std::string_view path) {
  for (const Named& module : modules()) {
    if (module.path == path) return LibraryModule{module.file, module.text};
  }
  return std::nullopt;
}

std::vector<std::string> module_paths() {
  std::vector<std::string> paths;
  for (const Named& module : modules()) paths.push_back(module.path);
  return paths;
}

}  // namespace seg::driver
