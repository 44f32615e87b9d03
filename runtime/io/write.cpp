#include "runtime/io/write.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <numeric>
#include <system_error>

namespace seg::io {
namespace {

constexpr mode_t kMode = 0644;

/// A file descriptor that is closed when it goes out of sight.
struct Descriptor {
  int number = -1;
  explicit Descriptor(int opened) : number(opened) {}
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool close() {
    const int closing = number;
    number = -1;
    return ::close(closing) == 0;
  }
};

Problem failed(const std::string& path, std::string_view what) {
  return {path, {}, fmt::format("cannot {}: {}", what, std::strerror(errno))};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::optional<Problem> write_new(const std::string& path, std::string_view bytes, const std::string& shown_path) {
  ::unlink(path.c_str());
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kMode));
  if (file.number < 0) return failed(shown_path, "be written");
  if (!write_all(file.number, bytes)) return failed(shown_path, "be written");
  if (::fsync(file.number) != 0) return failed(shown_path, "be flushed to the disk");
  if (!file.close()) return failed(shown_path, "be closed");
  return std::nullopt;
}

std::optional<Problem> flush_folder(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number < 0) return failed(path, "flush the folder of the file");
  // Some file systems have no flush for folders; the rename is then as durable as it gets there.
  if (::fsync(opened.number) != 0 && errno != EINVAL) return failed(path, "flush the folder of the file");
  return std::nullopt;
}

}  // namespace

std::optional<Problem> write_atomically(const std::string& path,
                                        const std::function<std::optional<Problem>(const std::string& beside)>& write) {
  const std::filesystem::path target(path);
  const std::string beside = (target.parent_path() / fmt::format(".{}.{}.part", target.filename().string(), ::getpid())).string();
  std::optional<Problem> problem = write(beside);
  if (!problem && ::rename(beside.c_str(), path.c_str()) != 0) problem = failed(path, "be replaced");
  if (problem) {
    ::unlink(beside.c_str());
    return problem;
  }
  return flush_folder(path);
}

std::optional<Problem> write_file_atomically(const std::string& path, std::string_view bytes) {
  return write_atomically(path, [&](const std::string& beside) { return write_new(beside, bytes, path); });
}

std::vector<std::int32_t> rows_by_key(const columns::Dictionary& keys) {
  std::vector<std::int32_t> rows(static_cast<std::size_t>(keys.size()));
  std::iota(rows.begin(), rows.end(), 0);
  const auto before = [&](std::int32_t a, std::int32_t b) { return keys.at(a) < keys.at(b); };
  if (!std::is_sorted(rows.begin(), rows.end(), before)) std::sort(rows.begin(), rows.end(), before);
  return rows;
}

std::optional<Problem> write_members(const std::string& folder, const std::vector<NamedMembers>& segments,
                                     const columns::Dictionary& keys) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Problem{folder, {}, fmt::format("the folder cannot be made: {}", error.message())};
  const std::vector<std::int32_t> rows = rows_by_key(keys);
  std::string text;
  for (const NamedMembers& segment : segments) {
    const std::string path = (std::filesystem::path(folder) / (segment.segment + ".txt")).string();
    if (segment.segment.empty() || segment.segment.find('/') != std::string::npos) {
      return Problem{path, {}, fmt::format("segment {} gives no name of a file", shown(segment.segment))};
    }
    text.clear();
    for (const std::int32_t row : rows) {
      if (!segment.members->at(row)) continue;
      const std::string_view key = keys.at(row);
      if (key.find_first_of("\r\n") != std::string_view::npos) {
        return Problem{path, {}, fmt::format("key {} has a line end; the file has one key a line", shown(key))};
      }
      text += key;
      text += '\n';
    }
    if (std::optional<Problem> problem = write_file_atomically(path, text)) return problem;
  }
  return std::nullopt;
}

}  // namespace seg::io
