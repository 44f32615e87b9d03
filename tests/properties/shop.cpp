#include "tests/properties/shop.h"

#include <stdexcept>

#include "compiler/base/render.h"
#include "tests/properties/corpus.h"
#include "tests/unit/driver/temporary_folder.h"
#include "tools/datagen/shop.h"

namespace seg::properties {
namespace {

constexpr std::uint64_t kProfiles = 1'500;

driver::Compilation compile_shop() {
  std::vector<driver::SourceText> texts;
  for (const SegFile& file : corpus()) {
    if (file.path.starts_with("tools/seg/templates/shop/") || file.path == "tests/properties/shop.seg") texts.push_back({file.path, file.text});
  }
  driver::Compilation made = driver::compile(std::move(texts));
  if (!made.optimized) throw std::runtime_error(render_human(made.diagnostics, made.sources, {}));
  return made;
}

io::Dataset load_shop(const plan::Schema& schema) {
  const test::TemporaryFolder folder;
  folder.write("seg.toml", read_file(std::string(SEG_SOURCE_DIR) + "/tools/seg/templates/shop/seg.toml"));
  const auto generated = datagen::generate_shop({kProfiles, 3, kShopNow}, folder.path() / "data");
  if (const auto* error = std::get_if<datagen::DataError>(&generated)) throw std::runtime_error(error->message);
  const io::ParsedManifest parsed = io::read_manifest((folder.path() / "seg.toml").string());
  if (!parsed.manifest) throw std::runtime_error("the template of seg.toml has no data");
  io::Loaded loaded = io::load(*parsed.manifest, schema, {});
  if (!loaded.dataset) throw std::runtime_error(loaded.problems.empty() ? "nothing loaded" : io::problem_text(loaded.problems.front()));
  return std::move(*loaded.dataset);
}

}  // namespace

const Shop& shop() {
  static const Shop kShop = [] {
    driver::Compilation made = compile_shop();
    io::Dataset data = load_shop(made.optimized->schema);
    return Shop{std::move(made), std::move(data)};
  }();
  return kShop;
}

}  // namespace seg::properties
