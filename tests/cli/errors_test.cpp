#include <catch2/catch.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;

namespace {

/// The run fails with the exit code, prints no data and leaves nothing behind.
std::string failing_run(const Shop& shop, int exit, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"run", "--now", kNow, "--members", "members", "--stats", "stats.json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Ran ran = shop.seg(arguments);
  CAPTURE(ran.err);
  CHECK(ran.exit == exit);
  CHECK(ran.out == "");
  CHECK_FALSE(shop.has("members"));
  CHECK_FALSE(shop.has("stats.json"));
  return ran.err;
}

std::string replaced(std::string text, const std::string& old, const std::string& with) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), with);
}

}  // namespace

TEST_CASE("a missing data file is named", "[errors]") {
  const Shop shop;
  std::filesystem::remove(shop.path() / "data/purchases.csv");
  CHECK_THAT(failing_run(shop, 3), Contains("data/purchases.csv: no such file"));
}

TEST_CASE("a wrong column type says file, column, what was found and what was expected", "[errors]") {
  const Shop shop;
  shop.write("data/customers.csv", "id,points,consent\n0001,ten,true\n0002,20,false\n");
  const Ran ran = shop.seg({"run", "--now", kNow});
  CHECK(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("data/customers.csv") && Contains("line 2") && Contains("points") && Contains("ten"));
  CHECK_THAT(failing_run(shop, 3, {"--strict"}), Contains("data/customers.csv") && Contains("points"));
}

TEST_CASE("a column that the file lacks is named with its file", "[errors]") {
  const Shop shop;
  shop.write("data/purchases.csv", "id,at,amount\n0001,2026-02-01T00:00:00Z,1.00\n");
  CHECK_THAT(failing_run(shop, 3), Contains("data/purchases.csv") && Contains("total"));
}

TEST_CASE("a seg.toml that does not fit the schema is a configuration error with its place", "[errors]") {
  const Shop shop;
  shop.write("seg.toml", replaced(shop.read("seg.toml"), "[data.purchase]", "[data.purchas]"));
  CHECK_THAT(failing_run(shop, 2), Contains("seg.toml:") && Contains("purchas") && Contains("did you mean"));
}

TEST_CASE("a workspace without data can be checked but not run", "[errors]") {
  const Shop shop;
  shop.write("seg.toml", "[workspace]\nname = \"corner\"\n");
  CHECK(shop.seg({"check"}).exit == 0);
  CHECK_THAT(failing_run(shop, 2), Contains("[data]"));
}

TEST_CASE("a wrong schema is shown with its place before any data is read", "[errors]") {
  const Shop shop;
  shop.write("schema.seg", replaced(shop.read("schema.seg"), "points   int?", "points   itn?"));
  std::filesystem::remove(shop.path() / "data/purchases.csv");
  CHECK_THAT(failing_run(shop, 1), Contains("schema.seg:") && Contains("itn") && Contains("int"));
}

TEST_CASE("folders and files that are no workspace are usage errors", "[errors]") {
  const TemporaryFolder empty;
  const Ran none = run_seg({"run"}, empty.path());
  CHECK(none.exit == 2);
  CHECK_THAT(none.err, Contains("no seg.toml") && Contains("seg init"));
  CHECK(run_seg({"check", "not-there"}, empty.path()).exit == 2);
  const Shop shop;
  CHECK_THAT(shop.seg({"check", "segments/all.seg"}).err, Contains("--schema"));
  shop.write("seg.toml", "[workspace]\nschema = \"no.seg\"\n");
  const Ran lost = shop.seg({"check"});
  CHECK(lost.exit == 2);
  CHECK_THAT(lost.out, Contains("SEG4004") && Contains("no.seg") && Contains("seg.toml:2:10"));
}

TEST_CASE("misspelt commands and options get a suggestion", "[errors]") {
  const Shop shop;
  const Ran command = shop.seg({"chekc"});
  CHECK(command.exit == 2);
  CHECK_THAT(command.err, Contains("unknown command `chekc`; did you mean `check`?"));
  const Ran option = shop.seg({"run", "--nwo", "2026-03-01"});
  CHECK(option.exit == 2);
  CHECK_THAT(option.err, Contains("unknown option `--nwo`; did you mean `--now`?"));
  CHECK(shop.seg({"run", "--engine", "llvm"}).exit == 2);
  CHECK(shop.seg({"run", "--threads", "0"}).exit == 2);
  CHECK(shop.seg({"run", "--threads", "many"}).exit == 2);
  CHECK(shop.seg({}).exit == 2);
}

TEST_CASE("members that cannot be written are an error that names the file", "[errors]") {
  const Shop shop;
  shop.write("members", "a file, not a folder");
  const Ran ran = shop.seg({"run", "--now", kNow, "--members", "members"});
  CHECK(ran.exit == 2);
  CHECK_THAT(ran.err, Contains("members"));
  CHECK(shop.read("members") == "a file, not a folder");
}
