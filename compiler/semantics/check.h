#pragma once
// Ast + schema → Hir: names resolved, types checked, sugar removed.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/semantics/hir.h"
#include "compiler/syntax/ast.h"

namespace seg::semantics {

struct SemanticLimits {
  std::uint64_t expanded_nodes = 1'000'000;  ///< of a segment, after every trait and segment it refers to is written out
  std::size_t segments = 20'000;
  std::size_t reference_depth = 64;
  std::size_t list_items = 300'000;
  std::size_t fields = 10'000;  ///< of the schema, `at` of each event included
};

/// What the driver knows about zones, so that this folder needs no zone library.
struct Zones {
  bool (*exists)(std::string_view iana_name);
  /// The first instant of a local day (since 1970-01-01) of a zone that exists, in microseconds since 1970-01-01T00:00Z.
  std::int64_t (*day_start)(std::string_view iana_name, std::int64_t day);
  /// All that there are, for did-you-mean.
  std::vector<std::string> (*names)() = nullptr;
};

/// A file that is a module, and the path that it is imported by.
struct ModuleFile {
  std::size_t file;
  std::string path;  ///< `std.rfm`
};

/// All files of a workspace, schema included, and of the modules that are imported; no schema, and a second one, are reported. Segments and traits with errors are left out;
/// what refers to them too, without a second diagnostic.
hir::Hir check(std::span<const ast::Ast> files, const Sources& sources, const Symbols& symbols, Zones zones, const SemanticLimits& limits,
               Diagnostics& diagnostics, std::span<const ModuleFile> modules = {});

}  // namespace seg::semantics
