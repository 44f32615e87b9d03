#pragma once
// Reads the next piece of a file while the one before is converted.

#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "runtime/io/table_file.h"

namespace seg::io {

/// One piece ahead on a thread of its own; without `ahead` in the caller's. Rethrows what the reader throws.
class Prefetch {
 public:
  Prefetch(TableFile& file, bool ahead);
  ~Prefetch();
  Prefetch(const Prefetch&) = delete;
  Prefetch& operator=(const Prefetch&) = delete;

  /// As TableFile::next.
  std::optional<Piece> next(std::string& error);

 private:
  void read_all();

  TableFile& file_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Piece> ready_;
  std::string error_;
  std::exception_ptr failure_;
  bool ended_ = false;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace seg::io
