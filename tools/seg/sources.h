#pragma once
// Which texts a command is about: the workspace around a folder, or files named one by one.

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "compiler/driver/workspace.h"
#include "tools/seg/command.h"

namespace seg::cli {

struct SourceArguments {
  std::vector<std::string> paths;  ///< at most one folder, or .seg files
  std::string schema;              ///< the schema's file, only with files
};

void add_source_arguments(CLI::App& app, SourceArguments& arguments);

/// Reads them. Says why on stderr and gives nothing when the arguments make no sense; files that cannot be read are in the workspace's
/// diagnostics.
std::optional<driver::Workspace> read_sources(const SourceArguments& arguments);
std::optional<driver::Workspace> read_workspace_around(const std::string& folder);

enum class DiagnosticFormat : std::uint8_t { Human, Json };
void add_format_option(CLI::App& app, DiagnosticFormat& format);

/// Diagnostics as the data of a command, on stdout.
void print_findings(const Diagnostics& diagnostics, const Sources& sources, DiagnosticFormat format, const Terminal& terminal);
/// Diagnostics as talk, on stderr.
void print_diagnostics(const Diagnostics& diagnostics, const Sources& sources, const Terminal& terminal);

/// `2 errors, 1 warning`; `no findings`.
std::string count_text(const Diagnostics& diagnostics);

}  // namespace seg::cli
