#include <algorithm>
#include <array>
#include <cctype>

#include "runtime/io/infer.h"

namespace seg::io {
namespace {

constexpr std::size_t kLongestName = 60;

/// Words that are never names (grammar/SegLexer.g4), and some that would be misread.
constexpr std::array<std::string_view, 42> kReserved = {
    "ago",     "all",       "among",     "and",       "any",       "as",    "between", "contains", "distinct", "enum",  "exactly",
    "false",   "ignoring",  "import",    "in",        "is",        "known", "matches", "no",       "none",     "not",   "of",
    "or",      "otherwise", "partition", "refreshed", "satisfies", "then",  "trait",   "true",     "unknown",  "where", "within",
    "profile", "at",        "now",       "today",     "schema",    "event", "table",   "segment",  "struct"};

bool is_lower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string name_of(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    // A word begins where small letters end: CustomerID, orderDate.
    if (is_upper(c) && i > 0 && is_lower(text[i - 1]) && !name.empty() && name.back() != '_') name += '_';
    if (is_lower(lower(c))) {
      name += lower(c);
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  if (name.size() > kLongestName) name.resize(kLongestName);
  while (name.ends_with('_')) name.pop_back();
  if (name.empty()) return "column";
  if (name[0] >= '0' && name[0] <= '9') name.insert(0, "c_");
  if (std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end()) name += "_";
  return name;
}

std::string singular_of(const std::string& name) {
  const auto without = [&](std::size_t letters, std::string_view more) {
    return name.substr(0, name.size() - letters) + std::string(more);
  };
  if (name.size() > 4 && name.ends_with("ies")) return without(3, "y");
  for (const std::string_view end : {"sses", "xes", "ches", "shes"}) {
    if (name.size() > end.size() + 1 && name.ends_with(end)) return without(2, "");
  }
  if (name.size() > 3 && name.ends_with("s") && !name.ends_with("ss") && !name.ends_with("us") && !name.ends_with("is"))
    return without(1, "");
  return name;
}

std::string plural_of(const std::string& name) {
  const auto ends_with_any = [&](std::initializer_list<std::string_view> ends) {
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return name.ends_with(end); });
  };
  if (name.size() > 1 && name.ends_with('y') && !ends_with_any({"ay", "ey", "oy", "uy"})) return name.substr(0, name.size() - 1) + "ies";
  if (ends_with_any({"s", "x", "ch", "sh"})) return name + "es";
  return name + "s";
}

}  // namespace seg::io
