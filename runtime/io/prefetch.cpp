#include "runtime/io/prefetch.h"

#include <utility>

namespace seg::io {

Prefetch::Prefetch(TableFile& file, bool ahead) : file_(file) {
  if (ahead) thread_ = std::thread([this] { read_all(); });
}

Prefetch::~Prefetch() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Prefetch::read_all() {
  for (bool more = true; more;) {
    std::string error;
    std::optional<Piece> piece;
    std::exception_ptr failure;
    try {
      piece = file_.next(error);
    } catch (...) {
      failure = std::current_exception();
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !ready_ || stopped_; });
    if (stopped_) return;
    more = piece.has_value();
    ready_ = std::move(piece);
    error_ = std::move(error);
    failure_ = failure;
    ended_ = !more;
    changed_.notify_all();
  }
}

std::optional<Piece> Prefetch::next(std::string& error) {
  if (!thread_.joinable()) return file_.next(error);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ready_ || ended_; });
  if (failure_) std::rethrow_exception(failure_);
  error = error_;
  std::optional<Piece> piece = std::exchange(ready_, std::nullopt);
  changed_.notify_all();
  return piece;
}

}  // namespace seg::io
