// datagen: writes the data of the example workspaces.

#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "tools/datagen/workspaces.h"

int main(int argc, char **argv) {
  using namespace seg;
  CLI::App app("Writes the data of an example workspace as CSV files.");
  datagen::DataOptions options;
  std::string now;
  std::string folder;
  std::string name = "shop";
  std::vector<std::string> names;
  for (const datagen::Workspace &workspace : datagen::workspaces())
    names.emplace_back(workspace.name);
  app.add_option("--workspace", name, "whose data it is: shop, subscription or app")->check(CLI::IsMember(names))->capture_default_str();
  app.add_option("--profiles", options.profiles, "number of profiles")->required();
  app.add_option("--seed", options.seed, "the same seed gives the same files")->capture_default_str();
  app.add_option("--now", now, "time before which everything happens, as 2026-03-01T00:00Z")->required();
  app.add_option("--out", folder, "folder to write to")->required();
  CLI11_PARSE(app, argc, argv);

  const auto zone = calendar::Zone::find("Etc/UTC");
  const auto instant = zone ? calendar::parse_instant(now, *zone) : std::nullopt;
  if (!instant) {
    fmt::print(stderr, "datagen: --now is `{}`, expected a time like 2026-03-01T00:00Z\n", now);
    return 2;
  }
  options.now = *instant;
  const auto result = datagen::find_workspace(name)->generate(options, folder);
  if (const auto *error = std::get_if<datagen::DataError>(&result)) {
    fmt::print(stderr, "datagen: {}\n", error->message);
    return 1;
  }
  std::string counts;
  for (const datagen::RowCount &count : std::get<std::vector<datagen::RowCount>>(result))
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count.rows, count.what);
  fmt::print("{} in {}\n", counts, folder);
  return 0;
}
