#include "tests/architecture/arrows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <regex>
#include <sstream>

namespace seg::architecture {
namespace {

bool is_below(std::string_view folder, std::string_view top) {
  return folder == top || (folder.starts_with(top) && folder.size() > top.size() && folder[top.size()] == '/');
}

bool begins_with_one_of(std::string_view text, const std::vector<std::string_view>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return text.starts_with(prefix); });
}

bool may_know(const Library& library, std::string_view folder) {
  return std::any_of(library.folders.begin(), library.folders.end(), [&](std::string_view top) { return is_below(folder, top); });
}

/// Whether code of `folder` may know the part `to`.
bool is_allowed(std::string_view folder, std::string_view to) {
  const std::string_view from = part_of(folder);
  if (from == to || is_below(folder, "tests")) return true;
  const auto part = std::find_if(parts().begin(), parts().end(), [&](const Part& row) { return row.folder == from; });
  return part != parts().end() && std::find(part->may_include.begin(), part->may_include.end(), to) != part->may_include.end();
}

/// The allowed parts of a folder, for a message.
std::string allowed_text(std::string_view folder) {
  const auto part = std::find_if(parts().begin(), parts().end(), [&](const Part& row) { return row.folder == part_of(folder); });
  if (part == parts().end()) return "this folder has no row in tests/architecture/parts.cpp";
  if (part->may_include.empty()) return "expected no other folder";
  return fmt::format("expected one of {}", fmt::join(part->may_include, ", "));
}

std::string folder_of_include(const Include& include) {
  const std::size_t slash = include.target.rfind('/');
  return slash == std::string::npos ? "" : include.target.substr(0, slash);
}

std::string without_comments(std::string_view cmake) {
  std::istringstream lines{std::string(cmake)};
  std::string text;
  for (std::string line; std::getline(lines, line);) text += line.substr(0, line.find('#')) + "\n";
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

using Graph = std::map<std::string, std::set<std::string>>;

Graph graph_of(const std::vector<File>& tree) {
  Graph graph;
  const auto add = [&](std::string_view from, std::string_view to) {
    if (!from.empty() && !to.empty() && from != to) graph[std::string(from)].emplace(to);
  };
  const auto targets = folders_of_targets(tree);
  for (const File& file : tree) {
    if (is_cpp(file)) {
      for (const Include& include : includes_of(file)) {
        if (include.quoted) add(part_of(file.folder), part_of(folder_of_include(include)));
      }
    }
    for (const Linked& linked : links_of(file)) {
      for (const std::string& library : linked.libraries) {
        const auto made = targets.find(library);
        if (made != targets.end()) add(part_of(file.folder), part_of(made->second));
      }
    }
  }
  return graph;
}

/// Depth first; `path` holds the parts that are being visited.
void visit(const Graph& graph, const std::string& part, std::vector<std::string>& path, std::set<std::string>& done, std::vector<std::string>& found) {
  const auto open = std::find(path.begin(), path.end(), part);
  if (open != path.end()) {
    found.push_back(fmt::format("{} → {}", fmt::join(open, path.end(), " → "), part));
    return;
  }
  if (done.contains(part)) return;
  path.push_back(part);
  if (const auto edges = graph.find(part); edges != graph.end()) {
    for (const std::string& next : edges->second) visit(graph, next, path, done, found);
  }
  path.pop_back();
  done.insert(part);
}

}  // namespace

std::string_view part_of(std::string_view folder) {
  if (is_below(folder, "tests")) return folder;
  for (const Part& part : parts()) {
    if (is_below(folder, part.folder)) return part.folder;
  }
  return {};
}

std::vector<Include> includes_of(const File& file) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  std::istringstream lines(file.text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::smatch match;
    if (line.find("include") != std::string::npos && std::regex_search(line, match, kInclude)) {
      includes.push_back({number, match[2].str(), match[1].str() == "\""});
    }
  }
  return includes;
}

std::vector<Linked> links_of(const File& cmake_list) {
  std::vector<Linked> links;
  if (cmake_list.stem != "CMakeLists") return links;
  static const std::regex kCall(R"((target_link_libraries|seg_add_test)\s*\(([^)]*)\))");
  const std::string text = without_comments(cmake_list.text);
  for (std::sregex_iterator call(text.begin(), text.end(), kCall), end; call != end; ++call) {
    std::vector<std::string> words = words_of((*call)[2].str());
    if (words.empty()) continue;
    Linked linked{cmake_list.path, words.front(), {words.begin() + 1, words.end()}};
    std::erase_if(linked.libraries, [](const std::string& word) { return word == "PUBLIC" || word == "PRIVATE" || word == "INTERFACE"; });
    links.push_back(std::move(linked));
  }
  return links;
}

std::map<std::string, std::string> folders_of_targets(const std::vector<File>& tree) {
  static const std::regex kTarget(R"((add_library|add_executable|seg_add_test)\s*\(\s*([\w:.-]+))");
  std::map<std::string, std::string> folders;
  for (const File& file : tree) {
    if (file.stem != "CMakeLists") continue;
    const std::string text = without_comments(file.text);
    for (std::sregex_iterator call(text.begin(), text.end(), kTarget), end; call != end; ++call) folders[(*call)[2].str()] = file.folder;
  }
  return folders;
}

std::vector<std::string> forbidden_includes(const std::vector<File>& tree) {
  std::vector<std::string> found;
  for (const File& file : tree) {
    if (!is_cpp(file)) continue;
    for (const Include& include : includes_of(file)) {
      const std::string place = fmt::format("{}:{}: found an include of {}", file.path, include.line, include.target);
      for (const Library& library : libraries()) {
        if (!begins_with_one_of(include.target, library.headers) || may_know(library, file.folder)) continue;
        found.push_back(fmt::format("{}, expected {} only in {}", place, library.name, fmt::join(library.folders, ", ")));
      }
      const std::string folder = folder_of_include(include);
      if (!include.quoted || folder.empty()) continue;  // a generated header, or a library's
      const std::string_view to = part_of(folder);
      if (to.empty()) {
        found.push_back(fmt::format("{}, which is in no folder of tests/architecture/parts.cpp", place));
      } else if (!is_allowed(file.folder, to)) {
        found.push_back(fmt::format("{}, {}", place, allowed_text(file.folder)));
      }
    }
  }
  return found;
}

std::vector<std::string> forbidden_links(const std::vector<File>& tree) {
  std::vector<std::string> found;
  const auto targets = folders_of_targets(tree);
  for (const File& file : tree) {
    for (const Linked& linked : links_of(file)) {
      for (const std::string& word : linked.libraries) {
        const std::string place = fmt::format("{}: found {} linked to {}", file.path, word, linked.target);
        for (const Library& library : libraries()) {
          if (!begins_with_one_of(word, library.targets) || may_know(library, file.folder)) continue;
          found.push_back(fmt::format("{}, expected {} only in {}", place, library.name, fmt::join(library.folders, ", ")));
        }
        const auto made = targets.find(word);
        if (made == targets.end()) continue;
        if (!is_allowed(file.folder, part_of(made->second))) found.push_back(fmt::format("{}, {}", place, allowed_text(file.folder)));
      }
    }
  }
  return found;
}

std::vector<std::string> cycles(const std::vector<File>& tree) {
  const Graph graph = graph_of(tree);
  std::vector<std::string> found;
  std::vector<std::string> path;
  std::set<std::string> done;
  for (const auto& [part, edges] : graph) visit(graph, part, path, done, found);
  return found;
}

}  // namespace seg::architecture
