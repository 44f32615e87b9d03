#include "tools/seg/moment.h"

#include <chrono>

#include "runtime/calendar/calendar.h"
#include "runtime/plan/type.h"
#include "tools/seg/terminal.h"

namespace seg::cli {

std::optional<std::int64_t> moment_of(const std::optional<std::string>& text, const std::string& zone) {
  if (!text) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
    return seconds.count() * plan::kMicrosPerSecond;
  }
  const auto found = calendar::Zone::find(zone);
  const auto instant = found ? calendar::parse_instant(*text, *found) : std::nullopt;
  if (!instant)
    print_error(fmt::format("--now is `{}`, expected a time: 1998-07-01T00:00Z, 1998-07-01T02:00+02:00, or 1998-07-01 in {}", *text, zone));
  return instant;
}

}  // namespace seg::cli
