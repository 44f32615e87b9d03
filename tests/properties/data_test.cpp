// Files that are almost right: what is read fits the schema, what cannot be read says why.
#include <catch2/catch.hpp>

#include "compiler/driver/settings.h"
#include "runtime/io/load.h"
#include "tests/properties/corpus.h"
#include "tests/properties/mutation.h"
#include "tests/unit/driver/temporary_folder.h"
#include "tools/datagen/shop.h"

using namespace seg;
using namespace seg::properties;

namespace {

constexpr std::int64_t kNow = 1'772'323'200'000'000;  // 2026-03-01T00:00Z
constexpr const char* kFiles[] = {"seg.toml", "data/customers.csv", "data/purchases.csv", "data/emails.csv", "data/visits.csv"};

plan::Schema schema() {
  for (const SegFile& file : corpus()) {
    if (file.path == "tools/seg/templates/shop/schema.seg") return driver::compile({{file.path, file.text}}, {}, driver::Until::Hir).hir.schema.plan;
  }
  return {};
}

/// A shop of twenty customers.
class Folder {
 public:
  Folder() {
    folder_.write("seg.toml", read_file(std::string(SEG_SOURCE_DIR) + "/tools/seg/templates/shop/seg.toml"));
    const auto generated = datagen::generate_shop({20, 9, kNow}, folder_.path() / "data");
    REQUIRE(std::holds_alternative<std::vector<datagen::RowCount>>(generated));
  }
  std::string read(const char* file) const { return read_file(folder_.path() / file); }
  void write(const char* file, const std::string& text) const { folder_.write(file, text); }
  io::Loaded load(const plan::Schema& wanted) const {
    io::ParsedManifest parsed = io::read_manifest((folder_.path() / "seg.toml").string());
    if (!parsed.manifest) return {std::nullopt, std::move(parsed.problems)};
    return io::load(*parsed.manifest, wanted, {});
  }

 private:
  test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("the files as they are load without a word") {
  const Folder folder;
  const io::Loaded loaded = folder.load(schema());
  REQUIRE(loaded.dataset);
  CHECK(loaded.dataset->batch.rows == 20);
  CHECK(io::notes(*loaded.dataset).empty());
}

TEST_CASE("files that are almost right load to a batch that fits the schema, or say why not") {
  const Folder folder;
  const plan::Schema wanted = schema();
  for (const char* file : kFiles) {
    const std::string whole = folder.read(file);
    for (int round = 0; round < rounds(60); ++round) {
      const std::string text = mutated(whole, {}, static_cast<std::uint64_t>(round));
      INFO(file << ", seed " << round);
      folder.write(file, text);
      const io::Loaded loaded = folder.load(wanted);
      CHECK(loaded.dataset.has_value() == loaded.problems.empty());
      if (loaded.dataset) CHECK(columns::validate(loaded.dataset->batch, wanted) == "");
      for (const io::Problem& problem : loaded.problems) CHECK_FALSE(io::problem_text(problem).empty());
    }
    folder.write(file, whole);
  }
}

TEST_CASE("a seg.toml that is almost right is read, or says why not") {
  const std::string whole = read_file(std::string(SEG_SOURCE_DIR) + "/tools/seg/templates/shop/seg.toml");
  for (int round = 0; round < rounds(400); ++round) {
    const std::string text = mutated(whole, {}, static_cast<std::uint64_t>(round));
    INFO("seed " << round << ":\n" << text);
    Sources sources;
    Diagnostics diagnostics;
    const driver::Settings settings = driver::read_settings(sources.add("seg.toml", text), sources, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      for (const Label& label : diagnostic.labels) CHECK(label.span.end <= text.size());
    }
    CHECK((diagnostics.has_errors() || !settings.schema.text.empty()));
  }
}
