#include "tests/limits/texts.h"

namespace seg::limits {

std::string shop_schema() {
  return "schema shop {\n  timezone \"UTC\"\n  profile {\n    id id key\n    points int\n    name string?\n    consent bool\n  }\n"
         "  event purchase, purchases {\n    at timestamp\n    total money(EUR)\n  }\n}\n";
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string filled(std::string_view text, std::size_t bytes) {
  std::string all = repeated(text, bytes / text.size() + 1);
  all.resize(bytes);
  return all;
}

std::string listed(std::size_t count, std::string_view separator, const std::function<std::string(std::size_t)>& item) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) all += separator;
    all += item(i);
  }
  return all;
}

std::string segment(std::string_view condition) { return "segment a { where " + std::string(condition) + " }\n"; }

}  // namespace seg::limits
