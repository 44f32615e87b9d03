#include "runtime/io/manifest.h"

#include <catch2/catch.hpp>

using namespace seg::io;

namespace {

constexpr std::string_view kEveryKey = R"(
[workspace]
name = "shop"
[data]
timezone = "Europe/Berlin"
unknown = ["", "NA"]
true = ["Y"]
false = "N"
[data.profile]
file = "data/customers*.csv"
delimiter = ";"
quote = "'"
key = "CustomerID"
key_format = "integer"
[data.profile.columns]
birth_date = { column = "dob", format = "%d.%m.%Y", unknown = ["-"] }
consent_email = "optin"
[data.purchase]
files = ["a.parquet", "b.parquet"]
format = "parquet"
key = "customer"
at = { column = "ordered_at", format = "%F %T" }
order = "line_no"
timezone = "UTC"
columns = { total = { column = "amount_cents", scale = 2 } }
)";

/// The problems as text, one a line.
std::string problems(std::string_view toml) {
  std::string text;
  const ParsedManifest parsed = parse_manifest(toml, "seg.toml");
  CHECK(parsed.manifest.has_value() == parsed.problems.empty());
  for (const Problem& problem : parsed.problems) text += problem_text(problem) + "\n";
  return text;
}

}  // namespace

TEST_CASE("every key of the data tables is read") {
  const ParsedManifest parsed = parse_manifest(kEveryKey, "shop/seg.toml");
  REQUIRE(parsed.problems.empty());
  REQUIRE(parsed.manifest);
  const DataManifest& data = *parsed.manifest;
  CHECK(data.folder == "shop");
  CHECK(data.timezone == "Europe/Berlin");
  CHECK(data.texts.unknown == std::vector<std::string>{"", "NA"});
  CHECK(data.texts.true_texts == std::vector<std::string>{"Y"});
  CHECK(data.texts.false_texts == std::vector<std::string>{"N"});

  REQUIRE(data.profile);
  CHECK(data.profile->files == std::vector<std::string>{"data/customers*.csv"});
  CHECK(data.profile->delimiter == ';');
  CHECK(data.profile->quote == '\'');
  CHECK(data.profile->key.column == "CustomerID");
  CHECK(data.profile->key.integer);
  REQUIRE(data.profile->columns.size() == 2);
  CHECK(data.profile->columns[0].field == "birth_date");
  CHECK(data.profile->columns[0].column == "dob");
  CHECK(data.profile->columns[0].format == "%d.%m.%Y");
  CHECK(data.profile->columns[0].texts.unknown == std::vector<std::string>{"-"});
  CHECK(data.profile->columns[1].column == "optin");

  REQUIRE(data.others.size() == 1);
  const SourceRule& purchase = data.others[0];
  CHECK(purchase.name == "purchase");
  CHECK(purchase.files.size() == 2);
  CHECK(purchase.format == FileFormat::Parquet);
  REQUIRE(purchase.at);
  CHECK(purchase.at->column == "ordered_at");
  CHECK(purchase.at->format == "%F %T");
  CHECK(purchase.order == "line_no");
  CHECK(purchase.timezone == "UTC");
  REQUIRE(purchase.columns.size() == 1);
  CHECK(purchase.columns[0].scale == 2);
}

TEST_CASE("row numbers may be keys of profiles") {
  const ParsedManifest parsed = parse_manifest("[data.profile]\nfile = \"a.csv\"\nkey = { row_number_from = 7 }\n", "seg.toml");
  REQUIRE(parsed.manifest);
  CHECK(parsed.manifest->profile->key.row_number_from == 7);
}

TEST_CASE("no [data] is no manifest and no problem") {
  const ParsedManifest parsed = parse_manifest("[workspace]\nname = \"x\"\n", "seg.toml");
  CHECK_FALSE(parsed.manifest);
  CHECK(parsed.problems.empty());
}

TEST_CASE("mistakes are named with their place, all at once") {
  CHECK(problems("[data.profile]\nfile = \"a.csv\"\ndelimeter = \";\"\nkey = 7\n") ==
        "seg.toml:3:1: unknown key `delimeter` in [data.profile]; did you mean `delimiter`?\n"
        "seg.toml:4:7: `key` of [data.profile] is an integer, expected the name of a column or { row_number_from = 1 }\n");
  CHECK(problems("[data]\ntimezon = \"UTC\"\n") == "seg.toml:2:1: unknown key `timezon` in [data]; did you mean `timezone`?\n");
  CHECK(problems("[data.purchase]\nat = \"x\"\n") ==
        "seg.toml:1:7: [data.purchase] says no `file`, expected a path, a glob or a list of them\n");
  CHECK(problems("[data.p]\nfile = \"a\"\ndelimiter = \"ab\"\n") == "seg.toml:3:13: `delimiter` is \"ab\", expected one ASCII character\n");
  CHECK(problems("[data.p]\nfile = \"a\"\nkey_format = \"text\"\n") == "seg.toml:3:14: `key_format` is \"text\", expected \"integer\"\n");
  CHECK(problems("[data.p]\nfile = [1]\n") == "seg.toml:2:9: `file` of [data.p] is an integer, expected a list of texts\n");
  CHECK(problems("[data.p]\nfile = \"a\"\ncolumns = { t = { scale = 19 } }\n") == "seg.toml:3:27: `scale` is 19, expected 0 to 18\n");
  CHECK(problems("[data.p]\nfile = \"a\"\ncolumns = { t = { format = \"%d.%q\" } }\n").find("`format` has \"%q\"") != std::string::npos);
  CHECK(problems("data = 1\n") == "seg.toml:1:8: `data` is no table, expected [data]\n");
}

TEST_CASE("nested events stand in the profile's file") {
  const ParsedManifest parsed = parse_manifest("[data.email]\nnested = \"emails\"\nat = \"sent\"\norder = \"nr\"\n", "seg.toml");
  REQUIRE(parsed.manifest);
  CHECK(parsed.manifest->others.at(0).nested == "emails");
  CHECK(parsed.manifest->others.at(0).order == "nr");
  CHECK(problems("[data.email]\nnested = \"emails\"\nfile = \"a\"\nkey = \"id\"\n") ==
        "seg.toml:3:8: [data.email] has `nested` and `file`; nested events are in the profile's file, with its key\n"
        "seg.toml:4:7: [data.email] has `nested` and `key`; nested events are in the profile's file, with its key\n");
  CHECK(problems("[data.profile]\nnested = \"emails\"\n") == "seg.toml:2:10: `nested` of [data.profile]; it belongs to an event\n");
  CHECK(problems("[data.email]\nnested = \"\"\n").find("`nested` is empty") != std::string::npos);
}

TEST_CASE("formats and separators") {
  const ParsedManifest parsed =
      parse_manifest("[data.p]\nfile = \"a\"\nformat = \"arrow\"\ncolumns = { tags = { separator = \"|\" } }\n", "seg.toml");
  REQUIRE(parsed.manifest);
  CHECK(parsed.manifest->others.at(0).format == FileFormat::Arrow);
  CHECK(parsed.manifest->others.at(0).columns.at(0).separator == '|');
  CHECK(problems("[data.p]\nfile = \"a\"\nformat = \"orc\"\n") ==
        "seg.toml:3:10: `format` is \"orc\", expected \"csv\", \"parquet\" or \"arrow\"\n");
  CHECK(problems("[data.p]\nfile = \"a\"\ncolumns = { tags = { separator = \"\" } }\n").find("expected one ASCII character") !=
        std::string::npos);
}

TEST_CASE("text that is no TOML has a place") {
  const std::string text = problems("[data\nfile = 1\n");
  CHECK(text.rfind("seg.toml:1:", 0) == 0);
  CHECK(text.find("not TOML") != std::string::npos);
  CHECK(problems("[data.p]\nfile = \"\xFF\"\n").find("not TOML") != std::string::npos);
}

TEST_CASE("a file that cannot be read is a problem") {
  CHECK_FALSE(read_manifest("/nonexistent/seg.toml").problems.empty());
  CHECK_FALSE(read_manifest("/").problems.empty());
}
