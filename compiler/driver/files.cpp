#include "compiler/driver/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "compiler/driver/glob.h"

namespace seg::driver {
namespace fs = std::filesystem;
namespace {

class Descriptor {
 public:
  explicit Descriptor(const fs::path& path) : number_(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

Unreadable last_error() { return {std::generic_category().message(errno)}; }

std::string kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

bool is_below(const fs::path& root, const fs::path& path) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

ReadResult read_all(const Descriptor& file, std::uint64_t limit) {
  std::string text;
  char buffer[1u << 16];
  while (true) {
    const ssize_t count = ::read(file.number(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return last_error();
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > limit) return TooLarge{text.size()};
  }
}

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() > 1 && name.front() == '.';
}

}  // namespace

ReadResult read_below(const fs::path& root, const fs::path& relative, std::uint64_t limit) {
  std::error_code error;
  const fs::path real_root = fs::canonical(root, error);
  if (error) return Unreadable{error.message()};
  const fs::path real = fs::canonical(real_root / relative, error);
  if (error) return Unreadable{error.message()};
  if (!is_below(real_root, real)) return OutsideRoot{real.string()};

  const Descriptor file(real);
  if (file.number() < 0) return last_error();
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return last_error();
  if (!S_ISREG(status.st_mode)) return NotRegular{kind_of(status.st_mode)};
  const auto bytes = static_cast<std::uint64_t>(status.st_size);
  if (bytes > limit) return TooLarge{bytes};
  return read_all(file, limit);
}

Matches find_matching(const fs::path& root, std::string_view pattern, const FileLimits& limits) {
  Matches matches;
  std::error_code error;
  // Without a wildcard it is a name: reading it says what is wrong with it.
  if (fixed_prefix(pattern) == pattern) return {{std::string(pattern)}, false, ""};
  const fs::path start = root / fixed_prefix(pattern);
  if (!fs::is_directory(start, error)) return matches;
  std::size_t entries = 0;
  auto walk = fs::recursive_directory_iterator(start, error);
  while (!error && walk != fs::recursive_directory_iterator()) {
    if (++entries > limits.entries || matches.paths.size() > limits.files) {
      matches.too_many = true;
      break;
    }
    if (walk->is_directory(error) && is_hidden(walk->path())) walk.disable_recursion_pending();
    const std::string relative = walk->path().lexically_relative(root).generic_string();
    if (!walk->is_directory(error) && glob_matches(pattern, relative)) matches.paths.push_back(relative);
    walk.increment(error);
  }
  if (error) matches.error = error.message();
  std::sort(matches.paths.begin(), matches.paths.end());
  return matches;
}

}  // namespace seg::driver
