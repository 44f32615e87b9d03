#include "tests/conformance/conf_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "runtime/calendar/calendar.h"

namespace seg::conformance {
namespace {

struct Line {
  int number = 0;
  std::string_view text;
};

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool indented(std::string_view text) { return !text.empty() && is_space(text.front()); }

std::vector<Cell> words_of(std::string_view text, const std::string& place);

/// The list that begins at `text[i]`, to its `]`; quotes may hold commas and brackets.
Cell list_of(std::string_view text, std::size_t& i, const std::string& place) {
  Cell list;
  list.list = true;
  bool quoted = false;
  for (++i; i < text.size() && (quoted || text[i] != ']'); ++i) {
    if (text[i] == '"') quoted = !quoted;
    list.text += text[i] == ',' && !quoted ? ' ' : text[i];
    if (quoted && text[i] == '\\' && i + 1 < text.size()) list.text += text[++i];
  }
  if (i == text.size()) throw std::runtime_error(place + "found a list without its closing bracket");
  ++i;
  list.elements = words_of(list.text, place);
  return list;
}

/// The words of a line; what follows `//` is a comment. A word in quotes may hold spaces, `\"` and `\\`.
std::vector<Cell> words_of(std::string_view text, const std::string& place) {
  std::vector<Cell> words;
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    if (text.substr(i, 2) == "//") break;
    if (text[i] == '[') {
      words.push_back(list_of(text, i, place));
      continue;
    }
    Cell word;
    word.quoted = text[i] == '"';
    if (!word.quoted) {
      while (i < text.size() && !is_space(text[i])) word.text += text[i++];
      words.push_back(std::move(word));
      continue;
    }
    for (++i; i < text.size() && text[i] != '"'; ++i) {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      word.text += text[i];
    }
    if (i == text.size()) throw std::runtime_error(place + "found a text without its closing quote");
    ++i;
    words.push_back(std::move(word));
  }
  return words;
}

class Reader {
 public:
  Reader(const std::string& path, std::string_view text) {
    file_.path = path;
    int number = 0;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      lines_.push_back({++number, text.substr(0, end)});
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  ConfFile read() {
    while (next_ < lines_.size()) section(lines_[next_++]);
    if (file_.expectations.empty()) fail({1, ""}, "found no segment, expected `NAME: CONDITION` and its members");
    for (const Table& table : file_.tables) {
      for (const Row& row : table.rows) {
        if (table.lookup.empty() && !is_key(row.key))
          fail({row.line, ""}, fmt::format("found events of `{}`, expected a key of the profiles", row.key));
      }
    }
    return std::move(file_);
  }

 private:
  std::string place(const Line& line) const { return fmt::format("{}:{}: ", file_.path, line.number); }
  [[noreturn]] void fail(const Line& line, const std::string& what) const { throw std::runtime_error(place(line) + what); }
  std::vector<Cell> words(const Line& line) const { return words_of(line.text, place(line)); }
  bool is_key(const std::string& key) const { return std::find(file_.keys.begin(), file_.keys.end(), key) != file_.keys.end(); }

  void section(const Line& line) {
    const std::vector<Cell> found = words(line);
    if (found.empty()) return;
    const std::string& head = found.front().text;
    if (indented(line.text)) fail(line, fmt::format("found `{}` with spaces before it, expected a section at the line's beginning", head));
    if (head == "now") return read_now(line, found);
    if (head == "include") return include(line, found);
    if (head == "schema" || head == "partition") return copy_seg(line, true);
    if (head == "trait" || head == "import") return copy_seg(line, line.text.back() == '{');
    if (head == "profiles") return profiles(line, found);
    if (head == "events") return events(line, found);
    if (head == "table") return lookup(line, found);
    if (head.back() == ':') return segment(line, head.substr(0, head.size() - 1));
    fail(line, fmt::format("found `{}`, expected now, include, schema, trait, partition, import, profiles, events, table or `NAME: CONDITION`", head));
  }

  void read_now(const Line& line, const std::vector<Cell>& found) {
    const auto utc = calendar::Zone::find("UTC");
    const auto instant = found.size() == 2 ? calendar::parse_instant(found[1].text, *utc) : std::nullopt;
    if (!instant) fail(line, "found no instant, expected `now 2026-03-01T00:00Z`");
    now_ = *instant;
    has_now_ = true;
  }

  void include(const Line& line, const std::vector<Cell>& found) {
    if (found.size() != 2) fail(line, "expected `include FILE.seg`");
    file_.seg += read_text((std::filesystem::path(file_.path).parent_path() / found[1].text).string());
  }

  /// Seg text: a schema and a partition to the `}` at a line's beginning, a trait to the next line that is not indented, with an open brace
  /// at the end of its first line likewise.
  void copy_seg(const Line& first, bool to_brace) {
    file_.seg += fmt::format("{}\n", first.text);
    for (; next_ < lines_.size(); ++next_) {
      const std::string_view text = lines_[next_].text;
      if (!to_brace && !indented(text)) return;
      file_.seg += fmt::format("{}\n", text);
      if (to_brace && !text.empty() && text.front() == '}') {
        ++next_;
        return;
      }
    }
    if (to_brace) fail(first, "found no end of this, expected a line that begins with `}`");
  }

  Table table(std::string stream, const std::vector<Cell>& columns, std::size_t skip) {
    Table made;
    made.stream = std::move(stream);
    for (std::size_t i = skip; i < columns.size(); ++i) made.columns.push_back(columns[i].text);
    for (; next_ < lines_.size() && (lines_[next_].text.empty() || indented(lines_[next_].text)); ++next_) {
      std::vector<Cell> cells = words(lines_[next_]);
      if (cells.empty()) continue;
      Row row{lines_[next_].number, cells.front().text, {std::next(cells.begin()), cells.end()}};
      if (row.cells.size() != made.columns.size() && !(made.columns.empty() && made.stream.empty())) {
        fail(lines_[next_], fmt::format("found {} values, expected {}: one a column", row.cells.size(), made.columns.size()));
      }
      made.rows.push_back(std::move(row));
    }
    return made;
  }

  void add_key(const Line& line, const std::string& key) {
    if (key == "all" || key == "none") fail(line, fmt::format("found a profile `{}`, expected a key that is no word of the format", key));
    if (is_key(key)) fail(line, fmt::format("found profile `{}` twice", key));
    file_.keys.push_back(key);
  }

  /// Without columns a line may name several profiles.
  void profiles(const Line& line, const std::vector<Cell>& found) {
    if (!file_.keys.empty()) fail(line, "found profiles twice, expected one table of them");
    Table made = table("", found, 1);
    for (Row& row : made.rows) {
      add_key({row.line, ""}, row.key);
      if (!made.columns.empty()) continue;
      for (const Cell& key : row.cells) add_key({row.line, ""}, key.text);
      row.cells.clear();
    }
    file_.tables.push_back(std::move(made));
  }

  void events(const Line& line, const std::vector<Cell>& found) {
    if (found.size() < 3 || found[2].text != "at") fail(line, "expected `events STREAM at FIELD …`");
    file_.tables.push_back(table(found[1].text, found, 2));
  }

  void lookup(const Line& line, const std::vector<Cell>& found) {
    if (found.size() < 2) fail(line, "expected `table NAME FIELD …`");
    Table made = table("", found, 2);
    made.lookup = found[1].text;
    file_.tables.push_back(std::move(made));
  }

  void segment(const Line& line, const std::string& name) {
    if (!has_now_) fail(line, "found a segment before `now`");
    std::string condition(line.text.substr(name.size() + 1));
    Expectation made{line.number, name, now_, {}, {}, {}};
    std::set<std::string> said;
    for (; next_ < lines_.size() && (said.empty() || indented(lines_[next_].text)); ++next_) {
      const std::vector<Cell> found = words(lines_[next_]);
      const std::string head = found.empty() ? "" : found.front().text;
      if (head == "members" || head == "unknown" || head == "faults") {
        if (!said.insert(head).second) fail(lines_[next_], fmt::format("found `{}` twice", head));
        (head == "members" ? made.members : head == "unknown" ? made.unknown : made.faults) = keys(lines_[next_], found);
      } else if (!found.empty()) {
        if (!said.empty() || !indented(lines_[next_].text))
          fail(lines_[next_], fmt::format("found `{}`, expected members, unknown or faults", head));
        condition += fmt::format("\n{}", lines_[next_].text);
      }
    }
    if (said.count("members") == 0) fail(line, fmt::format("found no members of `{}`, expected `members` and their keys or `none`", name));
    distinct(line, made);
    // Without a condition it is an arm of a partition.
    if (condition.find_first_not_of(" \t\n") != std::string::npos)
      file_.seg += fmt::format("segment {} {{\n  where{}\n}}\n", name, condition);
    file_.expectations.push_back(std::move(made));
  }

  /// `none`, `all`, `all but KEY …` or `KEY …`.
  std::vector<std::string> keys(const Line& line, const std::vector<Cell>& found) const {
    if (found.size() < 2) fail(line, "expected keys, `all` or `none`");
    std::vector<std::string> named;
    const bool all = found[1].text == "all";
    if (all && found.size() > 2 && found[2].text != "but") fail(line, "expected `all` or `all but KEY …`");
    if (!all && found[1].text == "none") return named;
    for (std::size_t i = all ? 3 : 1; i < found.size(); ++i) {
      if (!is_key(found[i].text)) fail(line, fmt::format("found `{}`, expected a key of the profiles", found[i].text));
      named.push_back(found[i].text);
    }
    if (!all) return named;
    std::vector<std::string> rest;
    for (const std::string& key : file_.keys) {
      if (std::find(named.begin(), named.end(), key) == named.end()) rest.push_back(key);
    }
    return rest;
  }

  void distinct(const Line& line, const Expectation& made) const {
    std::set<std::string> seen;
    for (const auto* list : {&made.members, &made.unknown, &made.faults}) {
      for (const std::string& key : *list) {
        if (!seen.insert(key).second) fail(line, fmt::format("found `{}` in two lists of `{}`", key, made.segment));
      }
    }
  }

  std::vector<Line> lines_;
  std::size_t next_ = 0;
  ConfFile file_;
  std::int64_t now_ = 0;
  bool has_now_ = false;
};

}  // namespace

ConfFile read_conf(const std::string& path, std::string_view text) { return Reader(path, text).read(); }

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", path));
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace seg::conformance
