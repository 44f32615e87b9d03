// Compiles a segment from text, binds arrays to it by name, evaluates it, prints its members.
#include <fmt/format.h>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "runtime/engine/engine.h"

constexpr const char* kTexts = R"(
schema shop {
  timezone "UTC"
  profile { customer id key }
  event purchase, purchases { at timestamp, total money(EUR) } role transaction
}
segment recent_spenders "Recent spenders" { where sum(total of purchases in last 90 days) >= 50 EUR }
)";

int main() {
  using namespace seg;
  const driver::Compilation compiled = driver::compile({{"shop.seg", kTexts}});
  if (!compiled.optimized) return fmt::print("{}", render_human(compiled.diagnostics, compiled.sources, {})), 1;
  const plan::Schema& schema = compiled.optimized->schema;

  const char* names[] = {"ada", "bob", "cyd"};
  const std::int64_t offsets[] = {0, 2, 3, 4};  // ada has two purchases
  const std::int64_t at[] = {895'000'000'000'000, 899'000'000'000'000, 867'000'000'000'000, 899'000'000'000'000};
  const std::int64_t cents[] = {3000, 2500, 6000, 4900};
  const plan::Type money = schema.streams[0].fields[0].type;
  const engine::NamedBatch batch{3, {}, {{"purchase", offsets, at, {{"total", {money, 4, cents, {}, {}, nullptr}}}}}};
  const auto bound = engine::bind(batch, schema);
  const auto engine = engine::Engine::create(*compiled.optimized, engine::Backend::Jit);
  if (!bound || !engine) return fmt::print("{}{}\n", bound.error, engine.error), 1;

  const std::int64_t now = 899'251'200'000'000;  // 1998-07-01T00:00Z
  const engine::Result result = engine.value->run(bound.value->batch, now, {});
  fmt::print("{}:", engine.value->plan().segments[0].name);
  for (std::int64_t row = 0; row < 3; ++row) fmt::print("{}", result.segments[0].members.at(row) ? fmt::format(" {}", names[row]) : "");
  fmt::print("\n");
}
