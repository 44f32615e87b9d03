#pragma once
// One module: a Plan of many programs, compiled once and run over many batches.

#include <cstdint>
#include <optional>
#include <string>

#include "tests/differential/matrix.h"

namespace seg::differential {

struct ModuleOptions {
  std::uint64_t seed = 1;
  std::uint64_t module = 0;
  std::size_t programs = 32;
  std::size_t batches = 10;
  double shrink_seconds = 20;
};

struct ModuleResult {
  std::size_t cases = 0;                  ///< programs × batches that were compared
  std::optional<std::string> difference;  ///< a report, shrunk
  double compile_seconds = 0;
  double compare_seconds = 0;
};

ModuleResult run_module(const ModuleOptions& options, Matrix& matrix);

}  // namespace seg::differential
