// `seg`: the command line.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <vector>

#include "tools/seg/command.h"
#include "tools/seg/help.h"
#include "tools/seg/versions.h"

namespace seg::cli {
namespace {

struct Entry {
  CLI::App* app;
  Run run;
};

/// The command that was asked for, `infer` of `schema infer`; the program itself where there is none.
const CLI::App& asked_for(const CLI::App& app) {
  const auto subcommands = app.get_subcommands();
  return subcommands.empty() ? app : asked_for(*subcommands.front());
}

void set_up_all_help(CLI::App& app, Terminal& terminal) {
  set_up_help(app, terminal);
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) set_up_all_help(*command, terminal);
}

/// What is wrong with the command line, with a suggestion for a misspelt option.
std::string usage_problem(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& asked = asked_for(app);
  for (const std::string& extra : asked.remaining()) {
    if (extra.rfind("-", 0) == 0) return unknown_option(asked, extra);
    return fmt::format("unexpected argument `{}`", extra);
  }
  return error.what();
}

Exit parse_and_run(int argc, char** argv) {
  Terminal terminal = find_terminal();
  CLI::App app("Segments of customers: from a text to members", "seg");
  app.footer(
      "  seg init shop && cd shop\n"
      "  seg check\n"
      "  seg run\n"
      "  seg lint\n");
  set_up_help(app, terminal);
  app.add_flag_callback(
      "--version",
      [] {
        print_data(versions_text());
        throw CLI::Success();
      },
      "versions of seg and of what it stands on");
  std::vector<Entry> entries;
  for (const auto& add : {add_init, add_check, add_lint, add_run, add_test, add_doc, add_explain, add_schema}) {
    Run run = add(app, terminal);
    entries.push_back({app.get_subcommands([](CLI::App*) { return true; }).back(), std::move(run)});
    set_up_all_help(*entries.back().app, terminal);
  }
  app.require_subcommand(0, 1);

  const auto is_asked = [&](const Entry& entry) { return entry.app->get_name() == argv[1]; };
  if (argc > 1 && argv[1][0] != '-' && std::none_of(entries.begin(), entries.end(), is_asked)) {
    print_error(unknown_command(app, argv[1]));
    return Exit::Usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    print_data(asked_for(app).help());
    return Exit::Clean;
  } catch (const CLI::Success&) {
    return Exit::Clean;
  } catch (const CLI::ParseError& error) {
    print_error(usage_problem(app, error));
    return Exit::Usage;
  }
  for (const Entry& entry : entries) {
    if (entry.app->parsed()) return entry.run();
  }
  print_talk(app.help());
  return Exit::Usage;
}

int guarded(int argc, char** argv) {
  Exit exit = Exit::Internal;
  try {
    exit = parse_and_run(argc, argv);
  } catch (const std::bad_alloc&) {
    print_error("out of memory");
  } catch (const std::exception& problem) {
    print_error(fmt::format("internal error, please report it: {}", problem.what()));
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    print_error("cannot write to stdout");
    if (exit == Exit::Clean || exit == Exit::Findings) exit = Exit::Internal;
  }
  return static_cast<int>(exit);
}

}  // namespace
}  // namespace seg::cli

int main(int argc, char** argv) { return seg::cli::guarded(argc, argv); }
