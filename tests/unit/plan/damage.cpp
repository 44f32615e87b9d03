#include "tests/unit/plan/damage.h"

#include <catch2/catch.hpp>
#include <random>

#include "runtime/plan/plan.h"

namespace seg::plan {
namespace {

void damage(std::string& text, const std::string& alphabet, std::mt19937& random) {
  const std::size_t at = random() % text.size();
  switch (random() % 4) {
    case 0:
      text[at] = alphabet[random() % alphabet.size()];
      break;
    case 1:
      text.erase(at, 1 + random() % 8);
      break;
    case 2:
      text.insert(at, 1, alphabet[random() % alphabet.size()]);
      break;
    default:
      text.insert(at, text.substr(random() % text.size(), random() % 30));
      break;
  }
}

}  // namespace

void check_damaged(const std::string& text, std::uint32_t seed, const std::string& alphabet, int rounds) {
  std::mt19937 random(seed);
  for (int round = 0; round < rounds; ++round) {
    std::string damaged = text;
    for (unsigned change = 0; change <= random() % 3; ++change) damage(damaged, alphabet, random);
    const ParseResult result = parse(damaged);
    if (!result.error.empty()) continue;
    REQUIRE(verify(result.plan).empty());
    const ParseResult again = parse(print(result.plan));
    REQUIRE(again.error.empty());
    REQUIRE(again.plan == result.plan);
  }
}

}  // namespace seg::plan
