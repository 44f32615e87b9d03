#pragma once
// Diagnostics as people and programs read them. User text is escaped: control and bidi characters never reach the terminal.

#include <string>

#include "compiler/base/diagnostic.h"

namespace seg {

struct RenderOptions {
  bool color = false;
  std::size_t shown = 100;  ///< the rest is summed up in one line
};

/// Rust-shaped text with source lines and labels, as in the design's look; ends with a newline.
std::string render_human(const Diagnostic& diagnostic, const Sources& sources, const RenderOptions& options);
std::string render_human(const Diagnostics& diagnostics, const Sources& sources, const RenderOptions& options);
/// `{"format_version":1,"diagnostics":[…],"dropped":n}` with byte offsets, lines and columns, labels, notes and fixes.
std::string render_json(const Diagnostics& diagnostics, const Sources& sources);
/// Control, bidi and invalid UTF-8 bytes as `\u{202E}` or `\xFF`.
std::string escape_for_terminal(std::string_view text);

}  // namespace seg
