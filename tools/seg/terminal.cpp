#include "tools/seg/terminal.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "compiler/base/render.h"

namespace seg::cli {
namespace {

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool wants_color(ColorChoice choice, bool is_terminal) {
  if (choice != ColorChoice::Auto) return choice == ColorChoice::Always;
  if (is_set("NO_COLOR")) return false;
  if (is_set("CLICOLOR_FORCE") && std::string_view(std::getenv("CLICOLOR_FORCE")) != "0") return true;
  return is_terminal;
}

void print_talk_line(std::string_view kind, std::string_view text) { print_talk(fmt::format("{}: {}\n", kind, escape_for_terminal(text))); }

}  // namespace

bool Terminal::color_on_stdout() const { return wants_color(color, stdout_is_terminal); }
bool Terminal::color_on_stderr() const { return wants_color(color, stderr_is_terminal); }

Terminal find_terminal() { return {ColorChoice::Auto, ::isatty(STDOUT_FILENO) == 1, ::isatty(STDERR_FILENO) == 1}; }

void print_data(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void print_talk(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

void print_error(std::string_view text) { print_talk_line("error", text); }
void print_warning(std::string_view text) { print_talk_line("warning", text); }

}  // namespace seg::cli
