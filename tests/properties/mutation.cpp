#include "tests/properties/mutation.h"

#include <algorithm>
#include <array>
#include <random>

namespace seg::properties {
namespace {

constexpr std::array kPieces = {
    "and ",    "or ",     "not ",      "(",       ")",          "{",     "}",       "where ",  "all of {", "at least 2 of ", "in ",    "..",   "last 90 days ",
    "\n",      "\"",      "'",         "//",      " or unknown", "%",     "count(",  "of ",     "between ",  "member of ",    "is known ", ">= ",  "1998-02-30",
    "9999999999999999999", "0.1", "-", "top 20% ", "\xF0\x9F\x98\x80", "\xFF", "\xE2\x80\xAE", "segment ", "trait ",     "schema ",       "satisfies ", "every ", "EUR "};

/// The standard's distributions differ between libraries; this does not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(random_() % bound); }

 private:
  std::mt19937_64 random_;
};

struct Range {
  std::size_t begin;
  std::size_t end;
};

Range some_bytes(const std::string& text, Dice& dice) {
  const std::size_t begin = dice.below(text.size());
  return {begin, std::min(text.size(), begin + 1 + dice.below(12))};
}

Range some_token(const std::string& text, const std::vector<Span>& tokens, Dice& dice) {
  if (tokens.empty()) return some_bytes(text, dice);
  const Span span = tokens[dice.below(tokens.size())];
  return {std::min<std::size_t>(span.begin, text.size()), std::min<std::size_t>(span.end, text.size())};
}

void exchange(std::string& text, Range a, Range b) {
  if (a.begin > b.begin) std::swap(a, b);
  if (a.end > b.begin) return;
  const std::string first = text.substr(a.begin, a.end - a.begin);
  const std::string second = text.substr(b.begin, b.end - b.begin);
  text.replace(b.begin, b.end - b.begin, first);
  text.replace(a.begin, a.end - a.begin, second);
}

void change(std::string& text, const std::vector<Span>& tokens, Dice& dice) {
  const std::size_t kind = dice.below(8);
  const Range range = kind < 4 ? some_bytes(text, dice) : some_token(text, tokens, dice);
  const std::string piece = text.substr(range.begin, range.end - range.begin);
  switch (kind) {
    case 0: text[range.begin] = static_cast<char>(text[range.begin] ^ (1 << dice.below(8))); break;
    case 1:
    case 4: text.erase(range.begin, piece.size()); break;
    case 2:
    case 5: text.insert(range.begin, piece); break;
    case 3: text.insert(dice.below(text.size()), piece); break;
    case 6: exchange(text, range, some_token(text, tokens, dice)); break;
    default: text.insert(range.begin, kPieces[dice.below(kPieces.size())]); break;
  }
}

}  // namespace

std::string mutated(std::string_view text, const std::vector<Span>& tokens, std::uint64_t seed) {
  Dice dice(seed);
  std::string changed(text);
  const std::size_t changes = 1 + dice.below(4);
  for (std::size_t i = 0; i < changes && !changed.empty(); ++i) change(changed, tokens, dice);
  return changed;
}

}  // namespace seg::properties
