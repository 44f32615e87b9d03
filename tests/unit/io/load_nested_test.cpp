// Events nested in the profile's file.
#include <catch2/catch.hpp>

#include "tests/unit/io/arrow_files.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;
using Texts = std::vector<std::string>;

namespace {

/// key `id`; profile name string?; events email (kind enum(open, click), subject string?, topics list(string)?) and visit (page string).
plan::Schema schema_with_events() {
  plan::Schema schema;
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.zone = "Europe/Berlin";
  schema.profile = {{"name", plan::string_type(), true, 0}};
  schema.enums.push_back({"email.kind", {"open", "click"}, false});
  schema.streams.push_back({"email",
                            "emails",
                            {{"kind", {plan::Kind::Enum, false, 0, 0}, false, 0},
                             {"subject", plan::string_type(), true, 0},
                             {"topics", plan::list_of(plan::string_type()), true, 0}}});
  schema.streams.push_back({"visit", "visits", {{"page", plan::string_type(), false, 0}}});
  return schema;
}

constexpr std::string_view kManifest =
    "[data.profile]\nfile = \"c*\"\n"
    "[data.email]\nnested = \"emails\"\nat = \"sent\"\ncolumns = { subject = \"meta.subject\" }\n"
    "[data.visit]\nfile = \"v.csv\"\n";

std::shared_ptr<arrow::DataType> emails_type() {
  const auto meta = arrow::struct_({arrow::field("subject", arrow::utf8()), arrow::field("other", arrow::int32())});
  return arrow::list(
      arrow::struct_({arrow::field("sent", arrow::timestamp(arrow::TimeUnit::SECOND, "UTC")), arrow::field("kind", arrow::utf8()),
                      arrow::field("meta", meta), arrow::field("topics", arrow::list(arrow::utf8()))}));
}

}  // namespace

TEST_CASE("events in a list of structs belong to their profile and are sorted by time, then by position") {
  const Folder folder;
  folder.write("v.csv", "id,at,page\nb,2026-01-01,home\n");
  const auto table = table_of({{"id", arrow::utf8(), R"(["a", "b", "c", "d"])"},
                               {"name", arrow::utf8(), R"(["A", null, "C", "D"])"},
                               {"emails", emails_type(),
                                R"([[{"sent": 20, "kind": "open", "meta": {"subject": "x", "other": 1}, "topics": ["t"]},
                                     {"sent": 10, "kind": "click", "meta": null, "topics": null},
                                     {"sent": 20, "kind": "click", "meta": {"subject": null, "other": 1}, "topics": []}],
                                    null, [],
                                    [{"sent": 5, "kind": "open", "meta": {"subject": "y", "other": null}, "topics": [null, "u"]}]])"}});
  for (const std::string name : {"c.parquet", "c.arrow", "c.arrows"}) {
    for (const std::int64_t rows_of_part : {1, 2, 100}) {
      INFO(name << ' ' << rows_of_part);
      write_table(folder, name, *table, rows_of_part);
      LoadOptions options;
      options.threads = rows_of_part == 2 ? 3 : 1;
      const Dataset dataset = dataset_from(folder, kManifest, schema_with_events(), options);
      CHECK(values(dataset.batch.profile[0]) == Texts{"A", "?", "C", "D"});
      CHECK(times_by_profile(dataset, 0) == "1970-01-01T00:00:10Z 1970-01-01T00:00:20Z 1970-01-01T00:00:20Z | | | 1970-01-01T00:00:05Z ");
      CHECK(by_profile(dataset, 0, 0) == "1 0 1 | | | 0 ");
      CHECK(by_profile(dataset, 0, 1) == "? x ? | | | y ");
      CHECK(by_profile(dataset, 0, 2) == "? [t] [] | | | [? u] ");
      CHECK(by_profile(dataset, 1, 0) == "| home | | ");
      CHECK(dataset.events == 5);
      CHECK(notes(dataset).empty());
      REQUIRE(dataset.sources.size() == 3);
      CHECK(dataset.sources[1].name == "email");
      CHECK(dataset.sources[1].rows == 4);
    }
    std::filesystem::remove(folder.path(name));
  }
}

TEST_CASE("events that cannot be used, and those of profiles that cannot, are counted and named by the profile's row") {
  const Folder folder;
  folder.write("v.csv", "id,at,page\nb,2026-01-01,home\n");
  const auto table = table_of({{"id", arrow::utf8(), R"(["a", "b", "b"])"},
                               {"name", arrow::utf8(), "[null, null, null]"},
                               {"emails", emails_type(),
                                R"([[{"sent": 1, "kind": "sent", "meta": null, "topics": null},
                                     {"sent": null, "kind": "open", "meta": null, "topics": null}, null],
                                    [{"sent": 2, "kind": "open", "meta": null, "topics": null}],
                                    [{"sent": 3, "kind": "open", "meta": null, "topics": null}]])"}});
  write_table(folder, "c.parquet", *table);
  const Dataset dataset = dataset_from(folder, kManifest, schema_with_events());
  CHECK(by_profile(dataset, 0, 0) == "| 0 ");
  CHECK(notes(dataset) ==
        Texts{"c.parquet: 1 of 3 rows not used (1 with the key of an earlier row; first: row 3 \"b\")",
              "c.parquet: 4 of 5 rows not used (2 without a time, 1 with a `emails[].kind` that the enum does not have, 1 whose "
              "key no profile has; first: row 1)"});
}

TEST_CASE("what is no list of structs is said") {
  const Folder folder;
  folder.write("v.csv", "id,at,page\nb,2026-01-01,home\n");
  const auto problems = [&](const std::string& manifest) { return problems_of(load_from(folder, manifest, schema_with_events())); };
  write_table(
      folder, "c.parquet",
      *table_of(
          {{"id", arrow::utf8(), R"(["a"])"}, {"name", arrow::utf8(), R"(["A"])"}, {"emails", arrow::list(arrow::int64()), "[[1]]"}}));
  CHECK(problems(std::string(kManifest)).find("c.parquet: no column `emails[].sent`") != std::string::npos);
  std::filesystem::remove(folder.path("c.parquet"));
  folder.write("c.csv", "id,name\na,A\n");
  CHECK(problems(std::string(kManifest)).find("[data.email] is nested, but the profiles are in CSV; expected Parquet or Arrow files") !=
        std::string::npos);
  plan::Schema schema = schema_with_events();
  schema.profile.clear();
  const std::string text = problems_of(load_from(folder, "[data.email]\nnested = \"emails\"\n[data.visit]\nfile = \"v.csv\"\n", schema));
  CHECK(text.find("[data.email] is nested in the profile's file, but there is no [data.profile]") != std::string::npos);
}
