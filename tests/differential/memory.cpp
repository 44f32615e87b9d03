#include "tests/differential/memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <new>

namespace seg::differential {
namespace {

std::size_t page() {
  static const auto kPage = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return kPage;
}

}  // namespace

GuardedMemory::~GuardedMemory() {
  for (const Region& region : regions_) munmap(region.begin - page(), region.bytes + 2 * page());
}

GuardedMemory::Region& GuardedMemory::free_region(std::size_t bytes) {
  const std::size_t wanted = std::max(page(), (bytes + page() - 1) / page() * page());
  for (Region& region : regions_) {
    if (!region.taken && region.bytes >= wanted && region.bytes <= 2 * wanted) return region;
  }
  void* mapped = mmap(nullptr, wanted + 2 * page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  std::byte* begin = static_cast<std::byte*>(mapped) + page();
  if (mprotect(begin, wanted, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
  return regions_.emplace_back(Region{begin, wanted, false});
}

std::byte* GuardedMemory::place(std::size_t bytes, bool at_end) {
  Region& region = free_region(bytes);
  region.taken = true;
  return at_end ? region.begin + region.bytes - bytes : region.begin;
}

void GuardedMemory::reuse() {
  for (Region& region : regions_) region.taken = false;
}

}  // namespace seg::differential
