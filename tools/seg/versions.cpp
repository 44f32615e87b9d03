#include "tools/seg/versions.h"

#include <fmt/format.h>

#include "runtime/calendar/calendar.h"

namespace seg::cli {

std::string versions_text() {
  return fmt::format("seg {}\nLLVM {}\nArrow {}\ntime zones {}\n", SEG_VERSION, SEG_LLVM_VERSION, SEG_ARROW_VERSION,
                     calendar::database_version());
}

}  // namespace seg::cli
