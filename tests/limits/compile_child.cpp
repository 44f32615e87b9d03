#include "tests/limits/compile_child.h"

#include <catch2/catch.hpp>
#include <set>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "tests/limits/texts.h"

namespace seg::limits {
namespace {

std::string verdict(const driver::Compilation& made) {
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : made.diagnostics.all()) codes.insert(code_text(diagnostic.code));
  const bool is_shown = !render_human(made.diagnostics, made.sources, {}).empty() && !render_json(made.diagnostics, made.sources).empty();
  if (!codes.empty() && !is_shown) return "diagnostics that show nothing";
  if (codes.empty()) return made.optimized && plan::verify(*made.optimized).empty() ? "plan" : "neither a diagnostic nor a Plan";
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : " ") + code;
  return text;
}

}  // namespace

Ended compile_text(const std::function<std::string()>& make_text) {
  return run_forked([&] { return verdict(driver::compile({{"schema.seg", shop_schema()}, {"hostile.seg", make_text()}})); });
}

Ended compile_schema(const std::function<std::string()>& make_text) {
  return run_forked([&] { return verdict(driver::compile({{"schema.seg", make_text()}})); });
}

void expect(std::string_view what, const Ended& ended, std::string_view codes) {
  INFO(what << ": " << ended.seconds << " s, " << (ended.peak_bytes >> 20) << " MiB\n" << ended.err);
  CHECK(complaint(ended) == "");
  CHECK(ended.out == codes);
}

}  // namespace seg::limits
