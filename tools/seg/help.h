#pragma once
// Help that begins with examples, and what to say about misspelt commands and options.

#include <CLI/CLI.hpp>
#include <string>

#include "tools/seg/terminal.h"

namespace seg::cli {

/// Help pages of `app` start with its footer (the examples); adds `--color`.
void set_up_help(CLI::App& app, Terminal& terminal);

/// ``unknown command `chek`; did you mean `check`?``
std::string unknown_command(const CLI::App& app, std::string_view name);
std::string unknown_option(const CLI::App& app, std::string_view option);

/// ``; did you mean `X`?``, or what there is where nothing is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace seg::cli
