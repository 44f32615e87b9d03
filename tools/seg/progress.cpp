#include "tools/seg/progress.h"

#include "runtime/io/problem.h"

namespace seg::cli {

Progress::Progress(const Terminal& terminal) : enabled_(terminal.stderr_is_terminal), begin_(Clock::now()), last_(begin_) {}

void Progress::clear() {
  if (shown_) print_talk("\r\x1b[K");
  shown_ = false;
}

void Progress::show(std::int64_t rows, std::int64_t bytes, std::int64_t total_bytes) {
  const Clock::time_point now = Clock::now();
  if (!enabled_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  print_talk("\r" + progress_text(rows, bytes, total_bytes, std::chrono::duration<double>(now - begin_).count()) + "\x1b[K");
}

std::string progress_text(std::int64_t rows, std::int64_t bytes, std::int64_t total_bytes, double seconds) {
  std::string text = fmt::format("reading  {} rows", io::grouped(rows));
  if (seconds > 0) text += fmt::format(" · {} rows/s", io::grouped(static_cast<std::int64_t>(static_cast<double>(rows) / seconds)));
  if (bytes <= 0 || bytes > total_bytes) return text;
  const double done = static_cast<double>(bytes) / static_cast<double>(total_bytes);
  return text + fmt::format(" · {:.0f} % · {:.0f} s left", 100 * done, seconds * (1 - done) / done);
}

}  // namespace seg::cli
