#pragma once
// Arrays that end, or begin, exactly at a page that nobody may touch.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace seg::test {

enum class Against { End, Begin };

template <typename T>
class Guarded {
 public:
  Guarded(const std::vector<T>& values, Against side) : Guarded(values.size(), side) {
    if (!values.empty()) std::memcpy(data_, values.data(), values.size() * sizeof(T));
  }
  Guarded(std::size_t count, Against side) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t bytes = count * sizeof(T);
    const std::size_t inner = (bytes + page - 1) / page * page;
    size_ = inner + 2 * page;
    map_ = mmap(nullptr, size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map_ == MAP_FAILED) throw std::runtime_error("mmap");
    auto* begin = static_cast<std::byte*>(map_) + page;
    if (inner > 0 && mprotect(begin, inner, PROT_READ | PROT_WRITE) != 0) throw std::runtime_error("mprotect");
    data_ = reinterpret_cast<T*>(side == Against::End ? begin + inner - bytes : begin);
  }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;
  Guarded(Guarded&& other) noexcept : map_(other.map_), size_(other.size_), data_(other.data_) { other.map_ = MAP_FAILED; }
  ~Guarded() {
    if (map_ != MAP_FAILED) munmap(map_, size_);
  }
  T* data() const { return data_; }
  T& operator[](std::size_t index) const { return data_[index]; }

 private:
  void* map_ = MAP_FAILED;
  std::size_t size_ = 0;
  T* data_ = nullptr;
};

}  // namespace seg::test
