#pragma once
// Work in a child process, with what it took: a crash, a hang or a flood of memory ends the child and not the test.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace seg::limits {

/// What hostile input may take: 2 s and 512 MiB in an optimised build; several times that in a slower one.
struct Allowance {
  double seconds;
  std::int64_t bytes;
};
Allowance allowance();

struct Ended {
  int exit = -1;    ///< −1 when a signal ended it
  int signal = 0;
  double seconds = 0;       ///< of processor time, all threads: the same on a busy machine
  std::int64_t peak_bytes = 0;  ///< most memory that was resident at once (getrusage's ru_maxrss)
  std::string out;
  std::string err;
};
/// Empty when no signal ended it and it kept to the allowance; else what happened.
std::string complaint(const Ended& ended, const Allowance& allowed = allowance());

/// Runs `work` in a forked child; what it returns is `out`.
Ended run_forked(const std::function<std::string()>& work);
/// Runs the built `seg` in a folder.
Ended run_program(const std::vector<std::string>& arguments, const std::filesystem::path& folder);

}  // namespace seg::limits
