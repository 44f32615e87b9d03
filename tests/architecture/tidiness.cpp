#include "tests/architecture/tidiness.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "tests/architecture/functions.h"

namespace seg::architecture {
namespace {

constexpr std::array kEmptyWords = {"manager", "helper", "util", "processor", "handler", "info", "impl"};

std::string lower(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

/// `JsonHelper`, `json_helper` and `json-helper` are `json`, `helper`.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    const bool is_letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (!is_letter || (std::isupper(static_cast<unsigned char>(c)) != 0 && !words.back().empty())) words.emplace_back();
    if (is_letter) words.back() += c;
  }
  for (std::string& word : words) word = lower(word);
  return words;
}

/// The empty word of a name, in singular or plural.
std::string empty_word(std::string_view name) {
  for (const std::string& word : words_of(name)) {
    for (const std::string empty : kEmptyWords) {
      if (word == empty || word == empty + "s") return word;
    }
  }
  return "";
}

bool is_source(const File& file) { return is_cpp(file) || file.extension == ".g4" || file.extension == ".sh" || file.extension == ".py"; }

/// Cases and templates are named by what runs over their folder; a rule's README is its page in the program, and all rules look alike.
bool is_named_by_folder(const File& file) { return file.folder.starts_with("compiler/lint/rules/"); }

/// Words between backquotes: `exact` and `bits.cpp` name the stems exact and bits.
std::set<std::string> quoted_words(std::string_view markdown) {
  std::set<std::string> words;
  bool inside = false;
  std::string word;
  for (const char c : markdown) {
    if (inside && (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-')) {
      word += c;
      continue;
    }
    if (!word.empty()) words.insert(std::move(word));
    word.clear();
    if (c == '`') inside = !inside;
  }
  return words;
}

}  // namespace

std::vector<std::string> long_files(const std::vector<File>& tree) {
  std::vector<std::string> found;
  for (const File& file : tree) {
    const std::size_t lines = count_lines(file.text);
    if (is_source(file) && lines > kMostLinesOfFile) found.push_back(fmt::format("{}: found {} lines, expected at most {}", file.path, lines, kMostLinesOfFile));
  }
  return found;
}

std::vector<std::string> long_functions(const std::vector<File>& tree) {
  std::vector<std::string> found;
  for (const File& file : tree) {
    if (file.extension != ".cpp" && file.extension != ".h") continue;
    for (const Function& function : functions_of(file.text)) {
      if (function.lines <= kMostLinesOfFunction) continue;
      found.push_back(fmt::format("{}:{}: found a function of {} lines, expected at most {}: {}", file.path, function.line, function.lines,
                                  kMostLinesOfFunction, function.head));
    }
  }
  return found;
}

std::vector<std::string> empty_names(const std::vector<File>& tree) {
  std::vector<std::string> found;
  for (const File& file : tree) {
    if (const std::string word = empty_word(file.stem); !word.empty()) found.push_back(fmt::format("{}: found `{}` in its name", file.path, word));
    if (!is_cpp(file)) continue;
    for (const std::string& type : types_of(file.text)) {
      const std::string word = empty_word(type);
      if (!word.empty()) found.push_back(fmt::format("{}: found `{}` in the name of type {}", file.path, word, type));
    }
  }
  return found;
}

std::vector<std::string> unfinished(const std::vector<File>& tree) {
  static const std::array kNotes = {std::string("TO") + "DO", std::string("FIX") + "ME"};
  std::vector<std::string> found;
  for (const File& file : tree) {
    if (file.extension == ".h" && file.text.find("#pragma once\n") == std::string::npos) {
      found.push_back(fmt::format("{}: found no `#pragma once`", file.path));
    }
    for (const std::string& note : kNotes) {
      if (is_source(file) && file.text.find(note) != std::string::npos) found.push_back(fmt::format("{}: found `{}`", file.path, note));
    }
  }
  return found;
}

std::vector<std::string> unnamed_files(const std::vector<File>& tree) {
  std::map<std::string, std::set<std::string>> words;
  for (const File& file : tree) {
    if (file.stem == "README" && file.extension == ".md") words[file.folder] = quoted_words(file.text);
  }
  std::vector<std::string> found;
  std::set<std::string> without;
  for (const File& file : tree) {
    if (!is_source(file)) continue;
    const auto readme = words.find(file.folder);
    if (readme == words.end()) {
      if (without.insert(file.folder).second) found.push_back(fmt::format("{}: found no README.md", file.folder));
    } else if (!readme->second.contains(file.stem) && !is_named_by_folder(file)) {
      found.push_back(fmt::format("{}/README.md: found no word on `{}`", file.folder, file.stem));
    }
  }
  return found;
}

}  // namespace seg::architecture
