#include "tests/differential/values.h"

#include <array>
#include <limits>
#include <numeric>

namespace seg::differential {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kDay = plan::kMicrosPerDay;

constexpr std::array<std::int64_t, 18> kExtremeIntegers = {kMost,
                                                           kMost - 1,
                                                           kLeast,
                                                           kLeast + 1,
                                                           kMost / 2,
                                                           kMost / 2 + 1,
                                                           kLeast / 2,
                                                           (std::int64_t{1} << 53) + 1,
                                                           std::int64_t{1} << 53,
                                                           -(std::int64_t{1} << 53) - 1,
                                                           1'000'000'000'000'000'000,
                                                           -1'000'000'000'000'000'000,
                                                           9'223'372'036'854'775'807 / 100,
                                                           3'037'000'500,
                                                           -3'037'000'500,
                                                           4'294'967'296,
                                                           kMost / 3,
                                                           kMost - 2};

constexpr std::array<double, 20> kExtremeReals = {1.7e308,
                                                  -1.7e308,
                                                  1e308,
                                                  -1e308,
                                                  5e-324,
                                                  -5e-324,
                                                  2.2250738585072014e-308,
                                                  9223372036854775808.0,
                                                  -9223372036854775808.0,
                                                  9007199254740992.0,
                                                  9007199254740994.0,
                                                  1e16,
                                                  -1e16,
                                                  0.1,
                                                  1.0 / 3.0,
                                                  0.01,
                                                  1e-300,
                                                  -1e-300,
                                                  9223372036854774784.0,
                                                  1e19};

constexpr std::array<std::int64_t, 17> kSteps = {0,          1,           -1,        kHour,     -kHour,     kDay,
                                                 -kDay,      7 * kDay,    -7 * kDay, 30 * kDay, -30 * kDay, 90 * kDay,
                                                 -90 * kDay, -180 * kDay, -2 * kDay, -3 * kDay, 2 * kDay};

}  // namespace

std::int64_t draw_integer(Random& random, Temper temper) {
  if (temper == Temper::Extreme && random.percent(12)) return random.one_of(kExtremeIntegers);
  if (random.percent(10)) return random.between(-1000, 1000);
  return random.between(-3, 9);
}

double draw_real(Random& random, Temper temper) {
  if (temper == Temper::Extreme && random.percent(15)) return random.one_of(kExtremeReals);
  if (random.percent(8)) return random.percent(50) ? -0.0 : 0.0;
  if (random.percent(15)) return static_cast<double>(random.between(-1000, 1000)) / 100;
  return static_cast<double>(random.between(-6, 18)) / 2;
}

std::int64_t draw_duration(Random& random, Temper temper) {
  if (temper == Temper::Extreme && random.percent(10)) return random.one_of(kExtremeIntegers);
  if (random.percent(10)) return random.between(-5, 5);
  return random.one_of(kSteps);
}

std::int64_t draw_instant(Random& random, Temper temper, const Times& times) {
  if (temper == Temper::Extreme && random.percent(8)) return random.one_of(kExtremeIntegers);
  if (!times.interesting.empty() && random.percent(60)) {
    const std::int64_t instant = random.one_of(times.interesting);
    if (instant == kMost || instant == kLeast || random.percent(60)) return instant;
    return instant + random.between(-1, 1);
  }
  return times.now + random.one_of(kSteps) + (random.percent(30) ? random.between(-2, 2) : 0);
}

std::int64_t draw_date(Random& random, Temper temper, std::int64_t now, bool any) {
  if (temper == Temper::Extreme && random.percent(10)) {
    if (any && random.percent(50)) return random.one_of(kExtremeIntegers);
    constexpr std::array<std::int64_t, 6> kEdges = {106'751'991, 106'751'992, -106'751'991, -106'751'992, 2'147'483'647, -2'147'483'648};
    return random.one_of(kEdges);
  }
  if (random.percent(12)) {
    // 28 and 29 February, ends of months and years: of 1900, 1996, 2000, 2023, 2024, 2100.
    constexpr std::array<std::int64_t, 10> kEnds = {-25'510, -25'509, 9'555, 11'016, 19'416, 19'753, 19'782, 20'088, 20'089, 47'540};
    return random.one_of(kEnds);
  }
  return now / kDay + random.between(-3, 3) + (random.percent(20) ? 30 : 0);
}

const std::vector<std::string>& text_pool() {
  static const std::vector<std::string> kTexts = {
      "", "a", "b", "ab", "abc", "ba", "A", "\xC3\xA4", "\xC3", "z", std::string("a\0b", 3), "shoes", "hats",
      // Cases that fold, do not fold, or fold to another length; white space of several kinds; bytes that are no UTF-8.
      "SHOES", "aB", "Ä", "ß", "ẞ", "σ", "ς", "İ", "ı", "ſ", "\xE2\x84\xAA", "Ǆ", " a ", "\xC2\xA0\t", "\xE2\x80\x83z\n",
      "\xFF\xFE"
      "A",
      "😀"};
  return kTexts;
}

const std::vector<std::string>& zone_pool() {
  static const std::vector<std::string> kZones = {"UTC",
                                                  "Europe/Berlin",
                                                  "Africa/Cairo",
                                                  "Pacific/Apia",
                                                  "America/Havana",
                                                  "America/New_York",
                                                  "America/Sao_Paulo",
                                                  "America/Santiago",
                                                  "America/St_Johns",
                                                  "Asia/Kolkata",
                                                  "Asia/Kathmandu",
                                                  "Asia/Beirut",
                                                  "Asia/Tehran",
                                                  "Asia/Gaza",
                                                  "Australia/Lord_Howe",
                                                  "Australia/Sydney",
                                                  "Pacific/Chatham",
                                                  "Pacific/Kwajalein",
                                                  "Europe/Moscow",
                                                  "Europe/Dublin",
                                                  "Africa/Casablanca",
                                                  "Antarctica/Troll"};
  return kZones;
}

const std::vector<std::string>& no_zone_pool() {
  static const std::vector<std::string> kTexts = {"",          "Mars/Olympus", "europe/berlin", "Europe/Berlin ",        "right/UTC",
                                                  "posix/UTC", "../UTC",       "Europe",        std::string("UTC\0", 4), "+02:00"};
  return kTexts;
}

const std::string& draw_zone(Random& random) { return random.one_of(random.percent(85) ? zone_pool() : no_zone_pool()); }

const std::vector<std::string>& pattern_pool() {
  static const std::vector<std::string> kPatterns = {"",    "a",       "^a",          "b$", "^$",      "(?i)AB", "(?i)ä",  "[a-z]+s$", ".",
                                                     "^.$", "(?s)a.b", "\\bshoes\\b", "ä",  "\\pL{2}", "\\s",    "(?m)z$", "a|hats|ß"};
  return kPatterns;
}

plan::Literal draw_literal(Random& random, Temper temper, const plan::Schema& schema, plan::Type type, std::int64_t now) {
  plan::Literal literal{type, 0, 1, 0, {}};
  switch (type.kind) {
    case plan::Kind::Bool:
      literal.number = random.percent(50) ? 1 : 0;
      return literal;
    case plan::Kind::Float:
      literal.real = draw_real(random, temper);
      return literal;
    case plan::Kind::String:
    case plan::Kind::Id:
      literal.text = random.one_of(text_pool());
      return literal;
    case plan::Kind::Enum:
      literal.number = static_cast<std::int64_t>(random.below(schema.enums[type.unit].values.size()));
      return literal;
    case plan::Kind::Date:
      literal.number = draw_date(random, temper, now, true);
      return literal;
    case plan::Kind::Timestamp:
      literal.number = draw_instant(random, temper, {now, {now}});
      return literal;
    case plan::Kind::Duration:
      literal.number = draw_duration(random, temper);
      break;
    case plan::Kind::Int:
    case plan::Kind::Decimal:
    case plan::Kind::Money:
    case plan::Kind::Ratio:
      literal.number = draw_integer(random, temper);
      break;
  }
  if (plan::form_of(type) != plan::Form::Fraction) return literal;
  const std::int64_t drawn = draw_integer(random, temper);
  literal.denominator = drawn > 0 ? drawn : 1 + random.between(0, 6);
  // The magnitude of the least number is no int64; all denominators here divide it or have an odd part with it.
  const std::uint64_t magnitude =
      literal.number < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(literal.number) : static_cast<std::uint64_t>(literal.number);
  const auto divisor = static_cast<std::int64_t>(std::gcd(magnitude, static_cast<std::uint64_t>(literal.denominator)));
  literal.number /= divisor;
  literal.denominator /= divisor;
  return literal;
}

}  // namespace seg::differential
