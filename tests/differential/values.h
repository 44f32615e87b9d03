#pragma once
// Values that plans and batches are made of. Both draw from the same small pools, so that ties, hits and window edges are frequent.

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/plan/plan.h"
#include "tests/differential/random.h"

namespace seg::differential {

/// Small values keep to the fast paths of the native code; extreme ones are drawn now and then where they are allowed.
enum class Temper : std::uint8_t { Small, Extreme };

/// Instants that matter to a plan: its literals, `now` and `now` minus its durations, starts of its dates.
struct Times {
  std::int64_t now = 0;
  std::vector<std::int64_t> interesting;
};

std::int64_t draw_integer(Random& random, Temper temper);
double draw_real(Random& random, Temper temper);
std::int64_t draw_instant(Random& random, Temper temper, const Times& times);
std::int64_t draw_duration(Random& random, Temper temper);
/// Days; within 32 bits, as columns have them, unless `any`.
std::int64_t draw_date(Random& random, Temper temper, std::int64_t now, bool any);
const std::vector<std::string>& text_pool();
/// Names of zones: both hemispheres, halves and quarters of hours, midnights and days that are not there, summer times that were given up.
const std::vector<std::string>& zone_pool();
/// Texts that are no zone.
const std::vector<std::string>& no_zone_pool();
/// One of either.
const std::string& draw_zone(Random& random);
/// Regular expressions, all of which compile.
const std::vector<std::string>& pattern_pool();

/// A canonical literal of the type.
plan::Literal draw_literal(Random& random, Temper temper, const plan::Schema& schema, plan::Type type, std::int64_t now);

}  // namespace seg::differential
