// The tables of what is allowed. A new folder gets a row here; compiler/README.md and runtime/README.md draw the same.
#include "tests/architecture/arrows.h"

namespace seg::architecture {

const std::vector<Part>& parts() {
  static const std::vector<Part> kParts = {
      {"compiler/base", {}},
      {"compiler/syntax", {"compiler/base"}},
      {"compiler/semantics", {"compiler/base", "compiler/syntax", "runtime/plan", "runtime/texts"}},
      {"compiler/lint", {"compiler/base", "compiler/syntax", "compiler/semantics", "runtime/plan"}},
      {"compiler/english", {"compiler/base", "compiler/semantics", "runtime/plan", "runtime/calendar"}},
      {"compiler/lower", {"compiler/base", "compiler/semantics", "runtime/plan"}},
      {"compiler/driver",
       {"compiler/base", "compiler/syntax", "compiler/semantics", "compiler/lower", "runtime/plan", "runtime/passes", "runtime/calendar"}},

      {"runtime/plan", {}},
      {"runtime/calendar", {}},
      {"runtime/texts", {}},
      {"runtime/passes", {"runtime/plan"}},
      {"runtime/columns", {"runtime/plan"}},
      {"runtime/population", {"runtime/plan", "runtime/columns"}},
      {"runtime/interpreter", {"runtime/plan", "runtime/columns", "runtime/calendar", "runtime/texts"}},
      {"runtime/kernels", {"runtime/plan", "runtime/columns"}},
      {"runtime/jit", {"runtime/plan", "runtime/columns", "runtime/kernels", "runtime/calendar", "runtime/texts"}},
      {"runtime/engine",
       {"runtime/plan", "runtime/columns", "runtime/calendar", "runtime/population", "runtime/interpreter", "runtime/jit"}},
      {"runtime/io", {"runtime/plan", "runtime/columns", "runtime/calendar"}},

      {"tools/datagen", {"runtime/calendar"}},
      {"tools/doc", {"compiler/base", "compiler/semantics", "compiler/english", "runtime/plan", "runtime/calendar"}},
      {"tools/explain",
       {"compiler/base", "compiler/semantics", "compiler/lower", "runtime/plan", "runtime/columns", "runtime/calendar",
        "runtime/interpreter", "runtime/passes", "runtime/population"}},
      {"tools/seg",
       {"compiler/base", "compiler/syntax", "compiler/semantics", "compiler/lint", "compiler/driver", "runtime/plan", "runtime/columns",
        "runtime/calendar", "runtime/engine", "runtime/io", "runtime/population", "tools/datagen", "tools/doc",
        "tools/explain"}},
      {"tools/bench", {"compiler/base", "compiler/driver", "runtime/plan", "runtime/columns", "runtime/calendar", "runtime/engine", "runtime/io"}},
      {"examples/host", {"compiler/base", "compiler/driver", "runtime/plan", "runtime/columns", "runtime/engine", "runtime/population"}},
  };
  return kParts;
}

const std::vector<Library>& libraries() {
  static const std::vector<Library> kLibraries = {
      {"LLVM", {"llvm/", "llvm-c/"}, {"seg::llvm", "LLVM"}, {"runtime/jit"}},
      {"Arrow", {"arrow/", "parquet/"}, {"seg::arrow", "Arrow::", "Parquet::"}, {"runtime/io", "tests/unit/io"}},
      {"ANTLR", {"antlr4-", "SegLexer", "SegParser"}, {"seg_antlr", "antlr4"}, {"compiler/syntax"}},
      {"toml++", {"toml++/", "toml.hpp"}, {"tomlplusplus"}, {"compiler/driver", "runtime/io"}},
      {"CLI11", {"CLI/", "CLI11"}, {"CLI11"}, {"tools", "tests/differential"}},
      {"Hinnant's date", {"date/"}, {"date::"}, {"runtime/calendar", "runtime/io"}},
      {"nlohmann-json", {"nlohmann/"}, {"nlohmann_json"}, {"compiler/base", "compiler/lint", "runtime/population", "tools", "tests"}},
      {"RE2", {"re2/"}, {"seg::re2"}, {"runtime/texts"}},
      {"ICU", {"unicode/"}, {"ICU::"}, {"runtime/texts"}},
      {"Catch2", {"catch2/"}, {"Catch2"}, {"tests"}},
      {"Z3", {"z3"}, {"z3", "Z3"}, {}},
  };
  return kLibraries;
}

}  // namespace seg::architecture
