#pragma once
// Work on two threads or more.

#include <cstddef>
#include <functional>

namespace seg::io {

/// Calls work(0) … work(count - 1), each once, on up to `threads` threads, the caller's among them. The first exception is rethrown.
void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace seg::io
