#pragma once

#include <string>

namespace seg::cli {

/// One line a component: seg, LLVM, Arrow, the time zone database.
std::string versions_text();

}  // namespace seg::cli
