#include "tests/limits/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace seg::limits {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr double kSlowness = 15;
constexpr std::int64_t kShadow = 6;
constexpr bool kMayCapMemory = false;  // the sanitizer reserves terabytes
#elif defined(NDEBUG)
constexpr double kSlowness = 1;
constexpr std::int64_t kShadow = 1;
constexpr bool kMayCapMemory = true;
#else
constexpr double kSlowness = 6;
constexpr std::int64_t kShadow = 1;
constexpr bool kMayCapMemory = true;
#endif

/// Far above the allowance: what passes it is a fault anyway, and the machine lives on. Of writable memory only: LLVM's and Arrow's
/// libraries map hundreds of megabytes that nobody touches.
constexpr rlim_t kMostWritableBytes = rlim_t{2} << 30;

void cap_this_process() {
  for (const int fatal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTERM}) ::signal(fatal, SIG_DFL);  // the test's runner has its own
  const auto seconds = static_cast<rlim_t>(allowance().seconds * 5);
  const rlimit time{seconds, seconds};
  ::setrlimit(RLIMIT_CPU, &time);
  const rlimit memory{kMostWritableBytes, kMostWritableBytes};
  if (kMayCapMemory) ::setrlimit(RLIMIT_DATA, &memory);
  const rlimit core{0, 0};
  ::setrlimit(RLIMIT_CORE, &core);
  ::alarm(static_cast<unsigned>(allowance().seconds * 200));  // for a child that waits for ever
}

/// Reads both pipes until the child has closed them.
void read_all(std::array<int, 2> pipes, std::array<std::string*, 2> texts) {
  std::array<pollfd, 2> waiting{pollfd{pipes[0], POLLIN, 0}, pollfd{pipes[1], POLLIN, 0}};
  std::array<char, 1 << 16> buffer{};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      const ssize_t got = ::read(waiting[i].fd, buffer.data(), buffer.size());
      if (got > 0) {
        texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
      } else {
        waiting[i].fd = -1;
      }
    }
  }
}

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

/// Forks, runs `body` with stdout and stderr in pipes, and waits. `body` does not return.
Ended run_child(const std::function<void(int out)>& body) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    cap_this_process();
    ::dup2(err[1], STDERR_FILENO);
    body(out[1]);
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(err[1]);
  Ended ended;
  read_all({out[0], err[0]}, {&ended.out, &ended.err});
  ::close(out[0]);
  ::close(err[0]);
  int status = 0;
  rusage used{};
  if (::wait4(child, &status, 0, &used) != child) throw std::runtime_error("wait failed");
  ended.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  ended.seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  ended.peak_bytes = static_cast<std::int64_t>(used.ru_maxrss) * 1024;
  return ended;
}

void write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written <= 0) ::_exit(126);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Allowance allowance() { return {2 * kSlowness, kShadow * (std::int64_t{512} << 20)}; }

std::string complaint(const Ended& ended, const Allowance& allowed) {
  if (ended.signal != 0) return fmt::format("ended by signal {} after {:.1f} s and {} MiB", ended.signal, ended.seconds, ended.peak_bytes >> 20);
  if (ended.seconds > allowed.seconds) return fmt::format("took {:.2f} s of processor time, allowed are {:.0f}", ended.seconds, allowed.seconds);
  if (ended.peak_bytes > allowed.bytes) return fmt::format("held {} MiB, allowed are {}", ended.peak_bytes >> 20, allowed.bytes >> 20);
  return "";
}

Ended run_forked(const std::function<std::string()>& work) {
  return run_child([&](int out) {
    write_all(out, work());
    ::_exit(0);
  });
}

Ended run_program(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  const std::string program = std::string(SEG_BIN_DIR) + "/seg";
  std::vector<std::string> words = {"seg"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  return run_child([&](int out) {
    const int nothing = ::open("/dev/null", O_RDONLY);
    if (nothing < 0 || ::dup2(nothing, STDIN_FILENO) < 0 || ::dup2(out, STDOUT_FILENO) < 0 || ::chdir(folder.c_str()) != 0) ::_exit(127);
    ::execv(program.c_str(), argv.data());
  });
}

}  // namespace seg::limits
