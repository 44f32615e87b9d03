#pragma once
// Runs the built `seg` as a person does.

#include <filesystem>
#include <string>
#include <vector>

namespace seg::test {

struct Ran {
  int exit = -1;  ///< −1 − signal when a signal ended it
  std::string out;
  std::string err;
};

/// The bytes of a file; none where it cannot be read.
std::string contents(const std::filesystem::path& path);

/// Runs `seg` with the arguments in the folder; `environment` (NAME=value) is added to this process's.
Ran run_seg(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
            const std::vector<std::string>& environment = {});

}  // namespace seg::test
