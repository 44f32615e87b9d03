#pragma once
// seg.toml: what the compiler and the linter read of it. `[data]` belongs to runtime/io.

#include <optional>
#include <string>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/base/source.h"

namespace seg::driver {

/// A text of seg.toml with its place.
struct Setting {
  std::string text;
  Span span;
};

/// `[lint.levels]`: `too-broad = "error"`. Whether the rule and the level exist is the linter's to say.
struct LevelSetting {
  Setting rule;
  Setting level;
};
/// `[lint.options]`: `too_broad_share = 0.5`.
struct NumberSetting {
  Setting name;
  double value;
  Span value_span;
};
struct LintSettings {
  std::optional<std::vector<Setting>> select;  ///< absent: the linter's own choice
  std::vector<LevelSetting> levels;
  std::vector<NumberSetting> options;
};

struct Settings {
  std::optional<std::string> name;  ///< without it the folder's
  Setting schema;                   ///< `schema.seg` where nothing is said
  std::vector<Setting> segments;    ///< patterns; `segments/**/*.seg` where nothing is said
  LintSettings lint;
};

/// Reports what it cannot use, each at its place, and goes on with the rest.
Settings read_settings(SourceId manifest, const Sources& sources, Diagnostics& diagnostics);

}  // namespace seg::driver
