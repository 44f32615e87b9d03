#include "tools/seg/help.h"

#include <map>
#include <memory>

#include "compiler/base/suggest.h"

namespace seg::cli {
namespace {

class ExamplesFirst : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    std::string examples = app->get_footer();
    while (!examples.empty() && examples.front() == '\n') examples.erase(0, 1);
    if (app->get_parent() != nullptr) name = app->get_parent()->get_name() + " " + app->get_name();
    return "Examples\n" + examples + "\n" + CLI::Formatter::make_help(app, std::move(name), mode);
  }
  std::string make_footer(const CLI::App*) const override { return ""; }
};

std::vector<std::string> long_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

}  // namespace

void set_up_help(CLI::App& app, Terminal& terminal) {
  auto formatter = std::make_shared<ExamplesFirst>();
  formatter->column_width(28);
  app.formatter(formatter);
  static const std::map<std::string, ColorChoice> kChoices = {
      {"auto", ColorChoice::Auto}, {"always", ColorChoice::Always}, {"never", ColorChoice::Never}};
  app.add_option("--color", terminal.color, "auto, always or never")
      ->transform(CLI::Transformer(kChoices, CLI::ignore_case).description(""))
      ->type_name("WHEN");
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  if (const auto meant = suggest(name, views)) return fmt::format("; did you mean `{}`?", *meant);
  return fmt::format("; there {} {}", candidates.size() == 1 ? "is" : "are", fmt::join(candidates, ", "));
}

std::string unknown_command(const CLI::App& app, std::string_view name) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) commands.push_back(command->get_name());
  return fmt::format("unknown command `{}`{}", name, did_you_mean(name, commands));
}

std::string unknown_option(const CLI::App& app, std::string_view option) {
  const std::string_view name = option.substr(0, option.find('='));
  return fmt::format("unknown option `{}`{}", name, did_you_mean(name, long_options(app)));
}

}  // namespace seg::cli
