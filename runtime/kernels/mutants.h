#pragma once
// Deliberate faults for the differential test, to show that it would find them. In a normal build SEG_MUTATE(name, right, wrong) is
// `right`. In a build with SEG_MUTANT defined, the environment variable SEG_MUTANT names the fault that is on; without it none is.

#ifdef SEG_MUTANT
#include <cstdlib>
#include <string_view>

namespace seg {
inline std::string_view active_mutant() {
  static const char* const kName = std::getenv("SEG_MUTANT");
  return kName == nullptr ? std::string_view() : std::string_view(kName);
}
}  // namespace seg

#define SEG_MUTATE(name, right, wrong) (::seg::active_mutant() == #name ? (wrong) : (right))
#else
#define SEG_MUTATE(name, right, wrong) (right)
#endif
