// Compiles segments from text, binds arrays to them by name, evaluates them over all customers, saves the population's cuts, and asks of
// one customer at a time with the saved cuts: the answers are the same.
#include <fmt/format.h>

#include "compiler/base/render.h"
#include "compiler/driver/compile.h"
#include "runtime/engine/engine.h"
#include "runtime/population/saved_cuts.h"

constexpr const char* kTexts = R"(
schema shop {
  timezone "UTC"
  profile { customer id key }
  event purchase, purchases { at timestamp, total money(EUR) } role transaction
}
trait spent = sum(total of purchases in last 90 days)
segment recent_spenders "Recent spenders" { where spent >= 50 EUR }
segment better_half "The better half" { where spent >= median(spent) }
)";

using namespace seg;

/// `recent_spenders: ada`, a line a segment.
std::string members_text(const plan::Plan& plan, const std::vector<columns::Membership>& segments, std::span<const char* const> names) {
  std::string text;
  for (std::size_t index = 0; index < segments.size(); ++index) {
    text += plan.segments[index].name + ":";
    for (std::int64_t row = 0; row < segments[index].members.rows; ++row) {
      if (segments[index].members.at(row)) text += fmt::format(" {}", names[static_cast<std::size_t>(row)]);
    }
    text += "\n";
  }
  return text;
}

int main() {
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
  const plan::Plan& plan = engine.value->plan();

  // Every night: all customers, whose cuts go to a file.
  const std::int64_t now = 899'251'200'000'000;  // 1998-07-01T00:00Z
  const engine::Result result = engine.value->run(bound.value->batch, now, {});
  fmt::print("{}", members_text(plan, result.segments, names));
  const std::string file = population::save_cuts(plan, result.cuts, now);

  // All day: one customer as they come.
  const population::LoadedCuts cuts = population::load_cuts(file, plan);
  if (!cuts.error.empty()) return fmt::print("{}\n", cuts.error), 1;
  for (std::int64_t row = 0; row < 3; ++row) {
    const columns::Batch one = columns::slice(bound.value->batch, row, 1);
    const auto segments = engine.value->evaluate(one, cuts.cuts, now, {});
    fmt::print("{} alone\n{}", names[row], members_text(plan, segments, std::span(names).subspan(static_cast<std::size_t>(row))));
  }
}
