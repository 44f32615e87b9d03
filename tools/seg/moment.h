#pragma once
// `--now`.

#include <cstdint>
#include <optional>
#include <string>

namespace seg::cli {

/// Microseconds since 1970-01-01T00:00Z: what `text` says, local times in the schema's zone, or the current time (whole seconds) where
/// there is none. Says on stderr what is expected when it is no time.
std::optional<std::int64_t> moment_of(const std::optional<std::string>& text, const std::string& zone);

}  // namespace seg::cli
