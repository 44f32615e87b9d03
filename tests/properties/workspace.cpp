#include "tests/properties/workspace.h"

#include <stdexcept>

#include "compiler/base/render.h"
#include "compiler/driver/workspace.h"
#include "runtime/calendar/calendar.h"

namespace seg::properties {

LoadedWorkspace load_workspace(const std::filesystem::path& folder, const std::string& now) {
  driver::Compilation made = driver::compile(driver::read_workspace(folder).input);
  if (!made.optimized) throw std::runtime_error(render_human(made.diagnostics, made.sources, {}));
  const io::ParsedManifest parsed = io::read_manifest((folder / "seg.toml").string());
  if (!parsed.manifest) throw std::runtime_error("seg.toml has no data");
  io::Loaded loaded = io::load(*parsed.manifest, made.optimized->schema, {});
  if (!loaded.dataset) throw std::runtime_error(loaded.problems.empty() ? "nothing loaded" : io::problem_text(loaded.problems.front()));
  const auto instant = calendar::parse_instant(now, *calendar::Zone::find("UTC"));
  if (!instant) throw std::runtime_error("no time: " + now);
  return {std::move(made), std::move(*loaded.dataset), *instant};
}

}  // namespace seg::properties
