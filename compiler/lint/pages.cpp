#include <string>

#include "compiler/lint/lint.h"
#include "rule_pages.h"

namespace seg::lint {

std::string_view rule_page(const RuleRow& rule) {
  const std::string path = std::string(rule.slug) + "/README.md";
  for (const EmbeddedText& page : rule_pages()) {
    if (page.path == path) return page.text;
  }
  return {};
}

}  // namespace seg::lint
