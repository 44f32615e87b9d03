#pragma once
// Where output goes: data on stdout, talk on stderr.

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace seg::cli {

enum class ColorChoice : std::uint8_t { Auto, Always, Never };

struct Terminal {
  ColorChoice color = ColorChoice::Auto;
  bool stdout_is_terminal = false;
  bool stderr_is_terminal = false;

  /// --color decides, then NO_COLOR and CLICOLOR_FORCE (no-color.org, bixense.com/clicolors), then whether it is a terminal.
  bool color_on_stdout() const;
  bool color_on_stderr() const;
};

Terminal find_terminal();

/// Writes the bytes to stdout; `main` reports a full disk or a closed pipe at the end.
void print_data(std::string_view text);
/// Writes the bytes to stderr.
void print_talk(std::string_view text);

/// `error: …` on stderr, the text escaped for the terminal.
void print_error(std::string_view text);
void print_warning(std::string_view text);

}  // namespace seg::cli
