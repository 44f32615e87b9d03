#include <fmt/format.h>

#include "runtime/engine/engine.h"

namespace seg::engine {
namespace {

using columns::Column;

/// Zeros that serve as values and validity of all columns of unknowns.
class Zeros {
 public:
  explicit Zeros(BoundBatch& bound) : bound_(bound) {}

  /// Lists have one offset more than rows, all of them 0.
  Column unknown(plan::Type type, std::int64_t length) {
    const auto bytes = (static_cast<std::size_t>(length) + 1) * sizeof(std::int64_t);
    if (bytes > size_) {
      zeros_ = std::make_shared<std::vector<std::uint8_t>>(bytes);
      bound_.owned.push_back(zeros_);
      size_ = bytes;
    }
    const std::uint8_t* zeros = zeros_->data();
    Column column{type, length, zeros, {zeros, 0}, {zeros, 0}, nullptr};
    if (plan::is_text(type)) column.dictionary = std::make_shared<const columns::Dictionary>();
    if (type.list) column.elements = std::make_shared<const Column>(unknown(plan::element_of(type), 0));
    return column;
  }

 private:
  BoundBatch& bound_;
  std::shared_ptr<std::vector<std::uint8_t>> zeros_;
  std::size_t size_ = 0;
};

/// The columns in the order of `fields`; an error names the field.
std::string bind_fields(const std::vector<NamedColumn>& given, const std::vector<plan::Field>& fields, const plan::Schema& schema,
                        std::int64_t length, Zeros& zeros, std::vector<Column>& bound) {
  for (const plan::Field& field : fields) {
    const Column* found = nullptr;
    for (const NamedColumn& named : given) {
      if (named.name != field.name) continue;
      if (found != nullptr) return fmt::format("field {}: found two columns, expected one", field.name);
      found = &named.column;
    }
    if (found == nullptr && !field.optional) {
      return fmt::format("field {}: found no column, expected {}", field.name, plan::type_text(schema, field.type));
    }
    bound.push_back(found != nullptr ? *found : zeros.unknown(field.type, length));
  }
  return "";
}

/// How many events the columns of a stream hold; 0 where the offsets say nothing usable, which validation then reports.
std::int64_t event_count(const NamedStream& stream, std::int64_t rows) {
  if (stream.offsets == nullptr || rows == 0) return 0;
  for (std::int64_t row = 0; row < rows; ++row) {
    if (stream.offsets[row] < 0 || stream.offsets[row + 1] < stream.offsets[row]) return 0;
  }
  return stream.offsets[rows];
}

std::string bind_stream(const NamedBatch& batch, const plan::Stream& declared, const plan::Schema& schema, Zeros& zeros,
                        columns::Batch& bound) {
  const NamedStream* found = nullptr;
  for (const NamedStream& stream : batch.streams) {
    if (stream.name != declared.name) continue;
    if (found != nullptr) return "found it twice, expected it once";
    found = &stream;
  }
  if (found == nullptr) return "found no such stream, expected its offsets and times";
  bound.streams.push_back({found->offsets, found->at, {}});
  return bind_fields(found->fields, declared.fields, schema, event_count(*found, batch.rows), zeros, bound.streams.back().fields);
}

std::string bind_table(const NamedBatch& batch, const plan::Table& declared, const plan::Schema& schema, Zeros& zeros,
                       columns::Batch& bound) {
  const NamedTable* found = nullptr;
  for (const NamedTable& table : batch.tables) {
    if (table.name != declared.name) continue;
    if (found != nullptr) return "found it twice, expected it once";
    found = &table;
  }
  if (found == nullptr) return "found no such table, expected its rows";
  if (found->rows < 0) return fmt::format("found {} rows, expected at least 0", found->rows);
  auto table = std::make_shared<columns::Table>();
  table->rows = found->rows;
  std::string error = bind_fields(found->fields, declared.fields, schema, found->rows, zeros, table->fields);
  bound.tables.push_back(std::move(table));
  return error;
}

Outcome<BoundBatch> failed(std::string error) { return {std::nullopt, std::move(error)}; }

}  // namespace

Outcome<BoundBatch> bind(const NamedBatch& batch, const plan::Schema& schema) {
  if (batch.rows < 0) return failed(fmt::format("found {} rows, expected at least 0", batch.rows));
  BoundBatch bound;
  Zeros zeros(bound);
  bound.batch.rows = batch.rows;
  if (std::string error = bind_fields(batch.profile, schema.profile, schema, batch.rows, zeros, bound.batch.profile); !error.empty()) {
    return failed("profile " + error);
  }
  for (const plan::Stream& stream : schema.streams) {
    if (std::string error = bind_stream(batch, stream, schema, zeros, bound.batch); !error.empty()) {
      return failed(fmt::format("stream {}: {}", stream.name, error));
    }
  }
  for (const plan::Table& table : schema.tables) {
    if (std::string error = bind_table(batch, table, schema, zeros, bound.batch); !error.empty()) {
      return failed(fmt::format("table {}: {}", table.name, error));
    }
  }
  if (std::string error = columns::validate(bound.batch, schema); !error.empty()) return failed(std::move(error));
  return {std::move(bound), ""};
}

}  // namespace seg::engine
