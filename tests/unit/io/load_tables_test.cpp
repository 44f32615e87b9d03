// Lookup tables: rows by key, in every format.
#include <catch2/catch.hpp>

#include "tests/unit/io/arrow_files.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;
using Texts = std::vector<std::string>;

namespace {

/// key `id`; event purchase: product id(product)?; table product: color string?, product_id key, price decimal(4).
plan::Schema schema_with_product() {
  plan::Schema schema;
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  const plan::Type product{plan::Kind::Id, false, 0, schema.unit("product")};
  schema.streams.push_back({"purchase", "purchases", {{"product", product, true, 0}}});
  schema.tables.push_back(
      {"product",
       {{"color", plan::string_type(), true, 0}, {"product_id", product, false, 0}, {"price", plan::decimal_type(4), true, 0}},
       1});
  return schema;
}

constexpr std::string_view kPurchases = "id,at,product\n1,2026-01-01,7\n1,2026-01-02,9\n2,2026-01-01,\n";

std::string manifest(const std::string& table) { return "[data.purchase]\nfile = \"p.csv\"\n[data.product]\n" + table; }

}  // namespace

TEST_CASE("a lookup table's rows are its usable ones, the first of each key") {
  const Folder folder;
  folder.write("p.csv", kPurchases);
  folder.write("t.csv", "product_id,color,price\n7,Red,34.99\n,Blue,1\n8,,x\n7,Green,2\n9,,33.6442\n10,Black,\n");
  const Dataset dataset = dataset_from(folder, manifest("file = \"t.csv\"\n"), schema_with_product());
  REQUIRE(dataset.batch.tables.size() == 1);
  const columns::Table& table = *dataset.batch.tables[0];
  CHECK(table.rows == 3);
  CHECK(values(table.fields[0]) == Texts{"Red", "?", "Black"});
  CHECK(values(table.fields[1]) == Texts{"7", "9", "10"});
  CHECK(values(table.fields[2]) == Texts{"349900", "336442", "?"});
  CHECK(by_profile(dataset, 0, 0) == "7 9 | ? ");
  CHECK(notes(dataset) ==
        Texts{"t.csv: 3 of 6 rows not used (1 without a key, 1 with a bad `price`, 1 with the key of an earlier row; first: line 3)"});
  CHECK(dataset.sources.back().name == "product");
  CHECK(dataset.sources.back().rows == 3);
}

TEST_CASE("a lookup table in several files, mapped, in parquet and arrow, with integers and floats as keys") {
  const Folder folder;
  folder.write("p.csv", kPurchases);
  for (const std::string extension : {"parquet", "arrow", "arrows"}) {
    write_table(
        folder, "a." + extension,
        *table_of(
            {{"nr", arrow::int32(), "[7, 10]"}, {"c", arrow::utf8(), R"(["Red", null])"}, {"price", arrow::float64(), "[34.99, 2]"}}));
    write_table(folder, "b." + extension,
                *table_of({{"nr", arrow::int32(), "[9]"}, {"c", arrow::utf8(), R"(["Red"])"}, {"price", arrow::float64(), "[null]"}}));
    const Dataset dataset = dataset_from(folder, manifest("file = \"[ab]." + extension + "\"\nkey = \"nr\"\ncolumns = { color = \"c\" }\n"),
                                         schema_with_product());
    const columns::Table& table = *dataset.batch.tables[0];
    CHECK(values(table.fields[0]) == Texts{"Red", "?", "Red"});
    CHECK(values(table.fields[1]) == Texts{"7", "10", "9"});
    CHECK(values(table.fields[2]) == Texts{"349900", "20000", "?"});
  }
  write_table(
      folder, "f.parquet",
      *table_of(
          {{"product_id", arrow::float64(), "[7, 9.5]"}, {"color", arrow::utf8(), "[null, null]"}, {"price", arrow::int32(), "[1, 2]"}}));
  const Dataset dataset = dataset_from(folder, manifest("file = \"f.parquet\"\nkey_format = \"integer\"\n"), schema_with_product());
  CHECK(values(dataset.batch.tables[0]->fields[1]) == Texts{"7"});
  CHECK(notes(dataset).at(0) == "f.parquet: 1 of 2 rows not used (1 with a bad `product_id`; first: row 2 9.5)");
}

TEST_CASE("references that a file holds as floats lead to whole numbers") {
  const Folder folder;
  folder.write("t.csv", "product_id,color,price\n7,Red,1\n9,Blue,2\n");
  const std::string toml =
      "[data.purchase]\nfile = \"p.*\"\ncolumns = { product = { key_format = \"integer\" } }\n[data.product]\nfile = \"t.csv\"\n";
  write_table(folder, "p.parquet",
              *table_of({{"id", arrow::utf8(), R"(["1", "1", "2", "2"])"},
                         {"at", arrow::date32(), "[0, 1, 2, 3]"},
                         {"product", arrow::float64(), "[7.0, 9.0, null, 7.5]"}}));
  const Dataset dataset = dataset_from(folder, toml, schema_with_product());
  CHECK(by_profile(dataset, 0, 0) == "7 9 | ? ");
  CHECK(notes(dataset).at(0) == "p.parquet: 1 of 4 rows not used (1 with a bad `product`; first: row 4 7.5)");
  std::filesystem::remove(folder.path("p.parquet"));
  folder.write("p.csv", "id,at,product\n1,2026-01-01,7.0\n1,2026-01-02,9\n");
  CHECK(by_profile(dataset_from(folder, toml, schema_with_product()), 0, 0) == "7 9 ");
}

TEST_CASE("what a lookup table cannot be is said with its place") {
  const Folder folder;
  folder.write("p.csv", kPurchases);
  folder.write("t.csv", "product_id,color,price\n7,Red,34.99\n");
  const auto problems = [&](const std::string& toml) { return problems_of(load_from(folder, toml, schema_with_product())); };
  CHECK(problems("[data.purchase]\nfile = \"p.csv\"\n")
            .find("no [data.product], but the schema has the lookup table `product`; say which file holds it") != std::string::npos);
  CHECK(problems(manifest("file = \"t.csv\"\nat = \"color\"\n")).find(":3:7: [data.product]: a lookup table has no `at` or `order`") !=
        std::string::npos);
  CHECK(problems(manifest("file = \"t.csv\"\ncolumns = { colour = \"color\", product_id = \"x\" }\n"))
            .find("unknown field `colour` of product; did you mean `color`?") != std::string::npos);
  CHECK(problems(manifest("file = \"t.csv\"\ncolumns = { product_id = \"x\" }\n"))
            .find("the column of `product_id` is said by `key` of [data.product]") != std::string::npos);
  CHECK(problems(manifest("file = \"t.csv\"\nkey = \"sku\"\n")).find("t.csv: no column `sku`") != std::string::npos);
  CHECK(problems(manifest("file = \"none*.csv\"\n")).find("no file matches \"none*.csv\"") != std::string::npos);
  folder.write("t.csv", "product_id,color,price\n,Red,34.99\n");
  CHECK(problems(manifest("file = \"t.csv\"\n")).find("no row can be used: t.csv: 1 of 1 rows not used (1 without a key") !=
        std::string::npos);
}

TEST_CASE("a lookup table without rows is an empty one") {
  const Folder folder;
  folder.write("p.csv", kPurchases);
  folder.write("t.csv", "product_id,color,price\n");
  const Dataset dataset = dataset_from(folder, manifest("file = \"t.csv\"\n"), schema_with_product());
  CHECK(dataset.batch.tables[0]->rows == 0);
}
