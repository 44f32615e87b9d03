#include "tests/unit/io/workspace.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "runtime/calendar/calendar.h"

namespace seg::io::test {

Folder::Folder() {
  static std::atomic<int> count{0};
  path_ = std::filesystem::temp_directory_path() / fmt::format("seg-io-{}-{}", ::getpid(), count++);
  std::filesystem::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::path(std::string_view name) const { return (path_ / name).string(); }

void Folder::write(std::string_view name, std::string_view bytes) const {
  std::filesystem::create_directories((path_ / name).parent_path());
  std::ofstream file(path_ / name, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string Folder::read(std::string_view name) const {
  std::ifstream file(path_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

plan::Schema shop_schema() {
  plan::Schema schema;
  schema.name = "shop";
  schema.zone = "Europe/Berlin";
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.profile = {{"name", plan::string_type(), true, 0}, {"score", plan::int_type(), true, 0}};
  plan::Stream purchase{"purchase", "purchases", {}};
  purchase.fields.push_back({"total", plan::money_type(schema.unit("EUR"), 2), false, 0});
  purchase.fields.push_back({"category", plan::string_type(), true, 0});
  schema.streams.push_back(purchase);
  return schema;
}

Loaded load_from(const Folder& folder, std::string_view toml, const plan::Schema& schema, const LoadOptions& options) {
  const ParsedManifest parsed = parse_manifest(toml, folder.path("seg.toml"));
  for (const Problem& problem : parsed.problems) UNSCOPED_INFO(problem_text(problem));
  REQUIRE(parsed.manifest);
  return load(*parsed.manifest, schema, options);
}

Dataset dataset_from(const Folder& folder, std::string_view toml, const plan::Schema& schema, const LoadOptions& options) {
  Loaded loaded = load_from(folder, toml, schema, options);
  UNSCOPED_INFO(problems_of(loaded));
  REQUIRE(loaded.dataset);
  CHECK(columns::validate(loaded.dataset->batch, schema) == "");
  CHECK(loaded.dataset->keys.size() == loaded.dataset->batch.rows);
  return std::move(*loaded.dataset);
}

std::string problems_of(const Loaded& loaded) {
  std::string text;
  for (const Problem& problem : loaded.problems) text += problem_text(problem) + "\n";
  return text;
}

std::vector<std::string> values(const columns::Column& column) {
  std::vector<std::string> out;
  for (std::int64_t row = 0; row < column.length; ++row) {
    if (!column.validity.at(row)) {
      out.emplace_back("?");
      continue;
    }
    if (column.type.list) {
      const auto* offsets = column.as<std::int64_t>();
      const std::vector<std::string> elements = values(*column.elements);
      std::string text = "[";
      for (std::int64_t at = offsets[row]; at < offsets[row + 1]; ++at) {
        text += (at > offsets[row] ? " " : "") + elements[static_cast<std::size_t>(at)];
      }
      out.push_back(text + "]");
      continue;
    }
    switch (column.type.kind) {
      case plan::Kind::Bool: out.emplace_back(column.flags.at(row) ? "true" : "false"); break;
      case plan::Kind::Float: out.push_back(fmt::format("{}", column.as<double>()[row])); break;
      case plan::Kind::String:
      case plan::Kind::Id: out.emplace_back(column.dictionary->at(column.as<std::int32_t>()[row])); break;
      case plan::Kind::Enum: out.push_back(fmt::format("{}", column.as<std::int32_t>()[row])); break;
      case plan::Kind::Date: out.push_back(calendar::format_date(column.as<std::int32_t>()[row])); break;
      case plan::Kind::Timestamp: out.push_back(calendar::format_utc(column.as<std::int64_t>()[row])); break;
      case plan::Kind::Int:
      case plan::Kind::Decimal:
      case plan::Kind::Money:
      case plan::Kind::Ratio:
      case plan::Kind::Duration: out.push_back(fmt::format("{}", column.as<std::int64_t>()[row])); break;
    }
  }
  return out;
}

std::vector<std::string> keys_of(const Dataset& dataset) {
  std::vector<std::string> out;
  for (std::int64_t row = 0; row < dataset.keys.size(); ++row) out.emplace_back(dataset.keys.at(row));
  return out;
}

namespace {

std::string joined(const Dataset& dataset, const columns::Stream& stream, const std::vector<std::string>& texts) {
  std::string out;
  for (std::int64_t row = 0; row < dataset.batch.rows; ++row) {
    if (row > 0) out += "| ";
    for (std::int64_t event = stream.offsets[row]; event < stream.offsets[row + 1]; ++event)
      out += texts[static_cast<std::size_t>(event)] + " ";
  }
  return out;
}

}  // namespace

std::string by_profile(const Dataset& dataset, std::size_t stream, std::size_t field) {
  const columns::Stream& found = dataset.batch.streams.at(stream);
  return joined(dataset, found, values(found.fields.at(field)));
}

std::string times_by_profile(const Dataset& dataset, std::size_t stream) {
  const columns::Stream& found = dataset.batch.streams.at(stream);
  std::vector<std::string> times;
  for (std::int64_t event = 0; event < found.offsets[dataset.batch.rows]; ++event) times.push_back(calendar::format_utc(found.at[event]));
  return joined(dataset, found, times);
}

}  // namespace seg::io::test
