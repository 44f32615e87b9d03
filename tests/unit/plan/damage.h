#pragma once
// Texts of Plans with bytes changed, lost, added and repeated.

#include <cstdint>
#include <string>

namespace seg::plan {

/// Parses `rounds` damaged copies of `text`: each is refused, or is a Plan that verifies and whose text reads back as the same Plan.
void check_damaged(const std::string& text, std::uint32_t seed, const std::string& alphabet, int rounds);

}  // namespace seg::plan
