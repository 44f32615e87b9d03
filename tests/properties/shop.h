#pragma once
// The generated shop, compiled and loaded once, with segments of every kind over it.

#include "compiler/driver/compile.h"
#include "runtime/engine/engine.h"
#include "runtime/io/load.h"

namespace seg::properties {

/// 2026-03-01T00:00Z, the end of the generated data.
inline constexpr std::int64_t kShopNow = 1'772'323'200'000'000;

struct Shop {
  driver::Compilation made;  ///< schema.seg and the segments of `seg init`, and shop.seg of this folder
  io::Dataset data;          ///< of 1,500 generated profiles
};

/// Throws std::runtime_error where it does not compile or load, with the reason.
const Shop& shop();

}  // namespace seg::properties
