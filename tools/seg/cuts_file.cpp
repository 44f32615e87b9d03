#include "tools/seg/cuts_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/base/render.h"

namespace seg::cli {

std::variant<population::LoadedCuts, Exit> read_cuts_file(const std::string& path, const plan::Plan& plan) {
  std::error_code error;
  std::ifstream file(path, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(path, error)) {
    print_error(fmt::format("cannot read `{}`, expected a file of `seg run --cuts`", escape_for_terminal(path)));
    return Exit::Usage;
  }
  const std::string text(std::istreambuf_iterator<char>(file), {});
  population::LoadedCuts loaded = population::load_cuts(text, plan);
  if (loaded.error.empty()) return loaded;
  print_error(escape_for_terminal(fmt::format("{}: {}", path, loaded.error)));
  return Exit::BadData;
}

}  // namespace seg::cli
