#pragma once
// How far a long read has come, on a terminal only.

#include <chrono>
#include <cstdint>

#include "tools/seg/terminal.h"

namespace seg::cli {

/// Rewrites one line of stderr, at most ten times a second; says nothing where stderr is no terminal.
class Progress {
 public:
  explicit Progress(const Terminal& terminal);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }
  /// `total_bytes` 0 where it is not known.
  void show(std::int64_t rows, std::int64_t bytes, std::int64_t total_bytes);
  /// Takes the line away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool enabled_;
  bool shown_ = false;
  Clock::time_point begin_;
  Clock::time_point last_;
};

/// `reading  1,200,000 rows · 812,000 rows/s · 62 % · 3 s left`.
std::string progress_text(std::int64_t rows, std::int64_t bytes, std::int64_t total_bytes, double seconds);

}  // namespace seg::cli
