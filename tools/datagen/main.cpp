// datagen: writes the example shop's data.

#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "tools/datagen/shop.h"

int main(int argc, char **argv) {
  CLI::App app("Writes the example shop's data: customers.csv, purchases.csv, emails.csv, visits.csv.");
  seg::datagen::ShopOptions options;
  std::string now;
  std::string folder;
  app.add_option("--profiles", options.profiles, "number of customers")->required();
  app.add_option("--seed", options.seed, "the same seed gives the same files")->capture_default_str();
  app.add_option("--now", now, "time before which everything happens, as 2026-03-01T00:00Z")->required();
  app.add_option("--out", folder, "folder to write to")->required();
  CLI11_PARSE(app, argc, argv);

  const auto zone = seg::calendar::Zone::find("Etc/UTC");
  const auto instant = zone ? seg::calendar::parse_instant(now, *zone) : std::nullopt;
  if (!instant) {
    fmt::print(stderr, "datagen: --now is `{}`, expected a time like 2026-03-01T00:00Z\n", now);
    return 2;
  }
  options.now = *instant;
  const auto result = seg::datagen::generate_shop(options, folder);
  if (const auto *error = std::get_if<seg::datagen::ShopError>(&result)) {
    fmt::print(stderr, "datagen: {}\n", error->message);
    return 1;
  }
  const auto &counts = std::get<seg::datagen::ShopCounts>(result);
  fmt::print("{} profiles, {} purchases, {} emails, {} visits in {}\n", counts.profiles, counts.purchases,
             counts.emails, counts.visits, folder);
  return 0;
}
