// What keeps a workspace from being read: all of it in one go, with names.
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/unit/io/workspace.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;

namespace {

std::string problems(const Folder& folder, std::string_view toml, const plan::Schema& schema = shop_schema()) {
  const Loaded loaded = load_from(folder, toml, schema);
  CHECK_FALSE(loaded.dataset);
  std::string text = problems_of(loaded);
  const std::string root = folder.path("");
  for (std::size_t at = text.find(root); at != std::string::npos; at = text.find(root)) text.erase(at, root.size());
  return text;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

constexpr std::string_view kGood = "[data.profile]\nfile = \"c.csv\"\n[data.purchase]\nfile = \"p.csv\"\n";

/// A folder with two files that load.
struct Good : Folder {
  Good() {
    write("c.csv", "id,name,score\n1,a,1\n");
    write("p.csv", "id,at,total,category\n1,2026-01-01,1,\n");
  }
};

}  // namespace

TEST_CASE("missing files and columns are all reported") {
  const Good folder;
  folder.write("p.csv", "id,when,total,kategory\n1,2026-01-01,1,\n");
  CHECK(problems(folder, "[data.profile]\nfile = \"costumers.csv\"\n[data.purchase]\nfile = \"p.csv\"\n") ==
        "costumers.csv: no such file\n"
        "p.csv: no column `at`; the file has `id`, `when`, `total`, `kategory`\n"
        "p.csv: no column `category`; did you mean `kategory`?; the file has `id`, `when`, `total`, `kategory`\n");
}

TEST_CASE("tables and fields that the schema does not have") {
  const Good folder;
  const std::string text = problems(folder,
                                    "[data.profile]\nfile = \"c.csv\"\n[data.profile.columns]\nnmae = \"x\"\nid = \"y\"\n"
                                    "[data.purchse]\nfile = \"p.csv\"\n[data.product]\nfile = \"p.csv\"\n");
  CHECK(has(text, "seg.toml:4:1: unknown field `nmae` of profile; did you mean `name`?"));
  CHECK(has(text, "seg.toml:5:1: the column of `id` is said by `key` of [data.profile], not under `columns`"));
  CHECK(has(text, "seg.toml:6:7: [data.purchse]: the schema has no event or lookup table of this name; did you mean `purchase`?"));
  CHECK(has(text, "seg.toml:8:7: [data.product]: the schema has no event or lookup table of this name"));
  CHECK(has(text, "seg.toml: no [data.purchase], but the schema has the event `purchase`"));
}

TEST_CASE("profile fields need a profile file") {
  const Good folder;
  CHECK(has(problems(folder, "[data.purchase]\nfile = \"p.csv\"\n"), "no [data.profile], but the schema's profile has `name`, `score`"));
}

TEST_CASE("options that do not fit the field") {
  const Good folder;
  const std::string text =
      problems(folder, std::string(kGood) + "columns = { total = { format = \"%d\" }, category = { scale = 2, true = \"x\" } }\n");
  CHECK(has(text, "`format` of field `total`, which is money(EUR"));
  CHECK(has(text, "`scale` of field `category`, which is string; it belongs to a decimal or money"));
  CHECK(has(text, "`true` or `false` of field `category`"));
  CHECK(has(problems(folder, "[data]\ntimezone = \"Europe/Berln\"\n" + std::string(kGood)), "unknown time zone \"Europe/Berln\""));
}

TEST_CASE("files that are no CSV") {
  const Good folder;
  folder.write("c.csv", "");
  CHECK(problems(folder, kGood) == "c.csv: is empty, expected a header and rows\n");
  folder.write("c.csv", "\n\n");
  CHECK(has(problems(folder, kGood), "c.csv: has no header line"));
  folder.write("c.csv", std::string("\xFF\xFEi\0d\0", 6));
  CHECK(problems(folder, kGood) == "c.csv: is UTF-16, expected UTF-8\n");
  folder.write("c.csv", "\x1F\x8B\x08 zip");
  CHECK(problems(folder, kGood) == "c.csv: is compressed, expected plain CSV\n");
  folder.write("c.csv", "PAR1....");
  CHECK(has(problems(folder, kGood), "c.csv: is a Parquet file"));
  folder.write("c.csv", "id,name,score,name\n1,a,1,b\n");
  CHECK(problems(folder, kGood) == "c.csv: column `name` is there 2 times, expected once\n");
}

TEST_CASE("paths that are no files") {
  const Good folder;
  std::filesystem::create_directories(folder.path("folder.csv"));
  CHECK(has(problems(folder, "[data.profile]\nfile = \"folder.csv\"\n[data.purchase]\nfile = \"p.csv\"\n"),
            "folder.csv: is a folder, expected a file"));
  REQUIRE(::mkfifo(folder.path("pipe.csv").c_str(), 0600) == 0);
  CHECK(has(problems(folder, "[data.profile]\nfile = \"pipe.csv\"\n[data.purchase]\nfile = \"p.csv\"\n"), "pipe.csv: is no regular file"));
  CHECK(
      has(problems(folder, "[data.profile]\nfile = \"none*.csv\"\n[data.purchase]\nfile = \"p.csv\"\n"), "no file matches \"none*.csv\""));
  CHECK(has(problems(folder, "[data.profile]\nfile = [\"c.csv\", \"./c*.csv\"]\n[data.purchase]\nfile = \"p.csv\"\n"), "is named twice"));
  CHECK(has(problems(folder, "[data.profile]\nfile = \"c.dat\"\n[data.purchase]\nfile = \"p.csv\"\n"),
            "cannot tell the format of \"c.dat\""));
  folder.write("c.arrow", "id,name,score\n1,a,1\n");
  CHECK(has(problems(folder, "[data.profile]\nfile = \"c.arrow\"\n[data.purchase]\nfile = \"p.csv\"\n"),
            "c.arrow: is no Arrow IPC file or stream"));
}

TEST_CASE("a quote that is left open swallows no rows silently") {
  const Good folder;
  std::string rest;
  for (int i = 0; i < 100'000; ++i) rest += std::to_string(i) + ",bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,2\n";
  folder.write("c.csv", "id,name,score\nx,a,1\ny,\"b,1\n" + rest);
  CHECK(has(problems(folder, kGood), "c.csv: line 3: a quote is left open in this row, everything after it is missing"));
  std::string long_rest;
  for (int i = 0; i < 6; ++i) long_rest += rest;
  folder.write("c.csv", "id,name,score\nx,a,1\ny,\"b,1\n" + long_rest);
  CHECK(has(problems(folder, kGood), "c.csv: a row is longer than 4 MiB; is a quote left open?"));
  // In the last column, whether it is mapped or not.
  folder.write("c.csv", "id,name,score,more\nx,a,1,\ny,b,1,\"x\n1,b,2,\n2,b,2,\n");
  CHECK(has(problems(folder, kGood), "c.csv: line 3: a quote is left open"));
  folder.write("c.csv", "id,name,score,more\n1,a,1,\ny,b,1,\"x\n1,b,2,\n2,b,2,\"\n");
  const Loaded closed = load_from(folder, kGood, shop_schema());
  REQUIRE(closed.dataset);
  CHECK(closed.dataset->batch.rows == 2);
}

TEST_CASE("a row of a wrong width over several lines says so") {
  const Good folder;
  folder.write("c.csv", "id,name,score\n1,a,1\n2,\"b,1\n3,c,3\n4,d,\"4\n5,e,5\n");
  const Loaded loaded = load_from(folder, kGood, shop_schema());
  REQUIRE(loaded.dataset);
  CHECK(loaded.dataset->batch.rows == 2);
  CHECK(has(notes(*loaded.dataset).at(0),
            "1 with another number of columns than the header; first: line 3 \"2,\\\"b,1\\n3,c,3\\n4,d,\\\"4\" over 3 lines"));
}

TEST_CASE("a limit of memory") {
  const Good folder;
  std::string text = "id,name,score\n";
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i) + ",name " + std::to_string(i) + ",2\n";
  folder.write("c.csv", text);
  const ParsedManifest parsed = parse_manifest(kGood, folder.path("seg.toml"));
  LoadOptions options;
  options.memory_limit = 16 << 20;
  const Loaded loaded = load(*parsed.manifest, shop_schema(), options);
  CHECK_FALSE(loaded.dataset);
  CHECK(has(problems_of(loaded), "needs more memory than the limit"));
}
