#include "tools/datagen/csv_file.h"

#include <cerrno>
#include <cstring>

namespace seg::datagen {
namespace {

constexpr std::size_t block = std::size_t{1} << 20;

}  // namespace

CsvFile::CsvFile(std::filesystem::path path, std::string_view header)
    : path_(std::move(path)), stream_(path_, std::ios::binary | std::ios::trunc) {
  note_failure();
  text_ = header;
  text_.push_back('\n');
}

void CsvFile::end_row() {
  text_.push_back('\n');
  first_ = true;
  ++rows_;
  if (text_.size() >= block) flush();
}

void CsvFile::flush() {
  stream_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
  stream_.flush();
  note_failure();
  text_.clear();
}

void CsvFile::note_failure() {
  if (!stream_ && failure_ == 0) failure_ = errno;
}

std::optional<DataError> failure_of(std::initializer_list<const CsvFile*> files) {
  for (const CsvFile* file : files) {
    if (file->failure() == 0) continue;
    return DataError{fmt::format("cannot write {}: {}", file->path().string(), std::strerror(file->failure()))};
  }
  return std::nullopt;
}

}  // namespace seg::datagen
