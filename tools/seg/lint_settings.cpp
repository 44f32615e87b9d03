#include "tools/seg/lint_settings.h"

#include <cmath>

#include "compiler/base/suggest.h"

namespace seg::cli {
namespace {

std::vector<std::string_view> rule_names() {
  std::vector<std::string_view> names;
  for (const lint::RuleRow& row : lint::rule_rows()) names.push_back(row.slug);
  return names;
}

void report_unknown(Code code, const driver::Setting& setting, std::span<const std::string_view> known, Diagnostics& diagnostics) {
  Diagnostic& found = diagnostics.report(code, setting.span, setting.text);
  if (const auto meant = suggest(setting.text, known)) {
    found.message += fmt::format("; did you mean `{}`?", *meant);
  } else {
    found.note(fmt::format("there are {}", fmt::join(known, ", ")));
  }
}

std::optional<lint::Level> level_of(std::string_view text) {
  if (text == "off") return lint::Level::Off;
  if (text == "info") return lint::Level::Info;
  if (text == "warning") return lint::Level::Warning;
  if (text == "error") return lint::Level::Error;
  return std::nullopt;
}

constexpr std::string_view kLevels[] = {"off", "info", "warning", "error"};

struct Option {
  std::string_view name;
  bool share;  ///< from 0 to 1; else a whole number from 1
  void (*set)(lint::Thresholds&, double);
};
constexpr Option kOptions[] = {
    {"too_broad_share", true, [](lint::Thresholds& to, double value) { to.too_broad_share = value; }},
    {"too_narrow_members", false, [](lint::Thresholds& to, double value) { to.too_narrow_members = static_cast<std::int64_t>(value); }},
    {"too_narrow_share", true, [](lint::Thresholds& to, double value) { to.too_narrow_share = value; }},
    {"longest_window_days", false, [](lint::Thresholds& to, double value) { to.longest_window_days = static_cast<std::int64_t>(value); }},
};

void read_option(const driver::NumberSetting& setting, lint::Thresholds& thresholds, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const Option& option : kOptions) {
    names.push_back(option.name);
    if (option.name != setting.name.text) continue;
    const bool whole = std::floor(setting.value) == setting.value && setting.value >= 1 && setting.value <= 1e15;
    if (option.share ? setting.value >= 0 && setting.value <= 1 : whole) {
      option.set(thresholds, setting.value);
    } else {
      diagnostics.report(Code::LintOptionRange, setting.value_span, setting.name.text, setting.value,
                         option.share ? "a share from 0 to 1" : "a whole number from 1");
    }
    return;
  }
  report_unknown(Code::UnknownLintOption, setting.name, names, diagnostics);
}

}  // namespace

lint::LintOptions lint_options(const driver::LintSettings& settings, Diagnostics& diagnostics) {
  lint::LintOptions options;
  const auto names = rule_names();
  if (settings.select) {
    options.select.clear();
    for (const driver::Setting& selector : *settings.select) {
      if (!lint::is_selector(selector.text)) report_unknown(Code::UnknownRule, selector, names, diagnostics);
      options.select.push_back(selector.text);
    }
  }
  for (const driver::LevelSetting& setting : settings.levels) {
    const auto level = level_of(setting.level.text);
    if (lint::find_rule(setting.rule.text) == nullptr) report_unknown(Code::UnknownRule, setting.rule, names, diagnostics);
    if (!level) report_unknown(Code::UnknownLintLevel, setting.level, kLevels, diagnostics);
    if (level) options.levels[setting.rule.text] = *level;
  }
  for (const driver::NumberSetting& setting : settings.options) read_option(setting, options.thresholds, diagnostics);
  return options;
}

}  // namespace seg::cli
