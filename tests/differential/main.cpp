// differential --programs 20000 --batches 10 --seed S --per-module 32 [--seconds N] [--matrix] [--require-reach P] [--shrink-seconds N]
// [--module M] Exit code 0: no difference; 1: a difference, printed; 2: less was reached than was asked for.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>

#include "tests/differential/module.h"

namespace {

using namespace seg::differential;
using Clock = std::chrono::steady_clock;

struct Options {
  std::size_t programs = 20'000;
  std::size_t batches = 10;
  std::size_t per_module = 32;
  std::uint64_t seed = 1;
  double seconds = 0;
  unsigned jobs = 2;
  bool matrix = false;
  double require_reach = 0;
  double shrink_seconds = 20;
  std::int64_t only_module = -1;
};

thread_local volatile std::uint64_t current_module = 0;

/// Native code that reads past a buffer ends here: says where, then dies.
void on_signal(int signal) {
  char text[] = "signal in module 00000000\n";
  std::uint64_t module = current_module;
  for (int digit = 24; digit > 16; --digit) {
    text[digit] = static_cast<char>('0' + module % 10);
    module /= 10;
  }
  const auto written = write(STDERR_FILENO, text, sizeof text - 1);
  (void)written;
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

struct Totals {
  std::mutex mutex;
  Matrix matrix;
  std::size_t cases = 0;
  std::size_t modules = 0;
  double compile_seconds = 0;
  double compare_seconds = 0;
  std::optional<std::string> difference;
};

void add(Totals& totals, const ModuleResult& result) {
  const std::lock_guard lock(totals.mutex);
  totals.cases += result.cases;
  ++totals.modules;
  totals.compile_seconds += result.compile_seconds;
  totals.compare_seconds += result.compare_seconds;
  if (result.difference && !totals.difference) totals.difference = result.difference;
}

/// Takes modules until all are done, time is up or a difference was found.
void work(const Options& options, std::atomic<std::uint64_t>& next, Totals& totals, Clock::time_point start) {
  const std::uint64_t modules = (options.programs + options.per_module - 1) / options.per_module;
  Matrix matrix;
  while (true) {
    const std::uint64_t module = next++;
    const bool late = options.seconds > 0 && std::chrono::duration<double>(Clock::now() - start).count() > options.seconds;
    if ((options.seconds > 0 ? late : module >= modules)) break;
    {
      const std::lock_guard lock(totals.mutex);
      if (totals.difference) break;
    }
    current_module = module;
    add(totals, run_module({options.seed, module, options.per_module, options.batches, options.shrink_seconds}, matrix));
  }
  const std::lock_guard lock(totals.mutex);
  totals.matrix.merge(matrix);
}

void run(const Options& options, Totals& totals, Clock::time_point start) {
  std::atomic<std::uint64_t> next{0};
  std::vector<std::jthread> threads;
  for (unsigned job = 0; job < options.jobs; ++job) threads.emplace_back([&] { work(options, next, totals, start); });
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Random programs on adversarial batches: the JIT against the interpreter");
  app.add_option("--programs", options.programs);
  app.add_option("--batches", options.batches);
  app.add_option("--per-module", options.per_module)->check(CLI::PositiveNumber);
  app.add_option("--seed", options.seed);
  app.add_option("--seconds", options.seconds, "stop after so long, however many programs that are");
  app.add_option("--jobs", options.jobs)->check(CLI::Range(1, 64));
  app.add_flag("--matrix", options.matrix, "print what was reached");
  app.add_option("--require-reach", options.require_reach, "percent of the matrix that must be reached");
  app.add_option("--shrink-seconds", options.shrink_seconds, "how long a difference may be made smaller");
  app.add_option("--module", options.only_module, "only this module, to repeat a difference");
  CLI11_PARSE(app, argc, argv);
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE}) std::signal(signal, on_signal);

  const Clock::time_point start = Clock::now();
  Totals totals;
  if (options.only_module >= 0) {
    current_module = static_cast<std::uint64_t>(options.only_module);
    add(totals, run_module({options.seed, current_module, options.per_module, options.batches, options.shrink_seconds}, totals.matrix));
  } else {
    run(options, totals, start);
  }
  if (options.matrix) fmt::print("{}", totals.matrix.text());
  fmt::print("{} programs, {} cases, seed {}: {:.1f} s ({:.1f} s compiling, {:.1f} s comparing, {} jobs), {:.1f} % reached\n",
             totals.modules * options.per_module, totals.cases, options.seed, std::chrono::duration<double>(Clock::now() - start).count(),
             totals.compile_seconds, totals.compare_seconds, options.jobs, totals.matrix.percent_reached());
  if (totals.difference) {
    fmt::print("{}", *totals.difference);
    return 1;
  }
  fmt::print("0 differences\n");
  return totals.matrix.percent_reached() < options.require_reach ? 2 : 0;
}
