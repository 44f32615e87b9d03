#include "tests/architecture/functions.h"

#include <algorithm>
#include <regex>

namespace seg::architecture {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The end of what begins at `at` and is no code: a comment, a literal, a line of the preprocessor; `at` itself where code goes on.
class Skipper {
 public:
  explicit Skipper(std::string_view source) : source_(source) {}

  std::size_t end_of(std::size_t at) const {
    const std::string_view rest = source_.substr(at);
    if (rest.starts_with("//")) return until("\n", at);
    if (rest.starts_with("/*")) return past("*/", at + 2);
    if (rest.starts_with("R\"")) return end_of_raw(at);
    if (rest[0] == '"' || (rest[0] == '\'' && (at == 0 || !is_word(source_[at - 1])))) return end_of_quoted(at);
    if (rest[0] == '#' && begins_line(at)) return end_of_directive(at);
    return at;
  }

 private:
  std::size_t until(std::string_view text, std::size_t from) const { return std::min(source_.find(text, from), source_.size()); }
  std::size_t past(std::string_view text, std::size_t from) const { return std::min(until(text, from) + text.size(), source_.size()); }
  std::size_t end_of_raw(std::size_t at) const {
    const std::size_t open = until("(", at);
    return past(")" + std::string(source_.substr(at + 2, open - at - 2)) + "\"", open);
  }
  std::size_t end_of_quoted(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < source_.size() && source_[end] != source_[at]) end += source_[end] == '\\' ? 2 : 1;
    return std::min(end + 1, source_.size());
  }
  bool begins_line(std::size_t at) const {
    while (at > 0 && (source_[at - 1] == ' ' || source_[at - 1] == '\t')) --at;
    return at == 0 || source_[at - 1] == '\n';
  }
  std::size_t end_of_directive(std::size_t at) const {
    std::size_t end = until("\n", at);
    while (end < source_.size() && source_[end - 1] == '\\') end = until("\n", end + 1);
    return end;
  }

  std::string_view source_;
};

std::string first_word(std::string_view head) {
  const auto begin = std::find_if(head.begin(), head.end(), is_word);
  return {begin, std::find_if_not(begin, head.end(), is_word)};
}

/// `Name() : a_{1}`: the bracket is a member's, not the body's.
bool is_member_initialiser(std::string_view head) {
  static const std::regex kInitialiser(R"(\)[^;]*[^:]:[^:][^;]*[\w>]\s*$)");
  static const std::regex kBodyAfterWord(R"(\b(const|noexcept|override|final|mutable|try)\s*$)");
  const std::string text(head);
  return std::regex_search(text, kInitialiser) && !std::regex_search(text, kBodyAfterWord);
}

bool opens_scope(std::string_view head) {
  const std::string word = first_word(head);
  if (word == "namespace" || word == "extern") return true;
  static const std::regex kType(R"(^\s*(template\s*<.*>\s*)?(typedef\s+)?(class|struct|union|enum)\b[^(]*$)");
  return std::regex_search(std::string(head), kType);
}

/// Walks over the code once. Outside of functions it keeps where the declaration began that is being read.
class FunctionReader {
 public:
  explicit FunctionReader(std::string_view source) : source_(source), code_(code_only(source)) {}

  std::vector<Function> read() {
    begin_declaration(0);
    for (std::size_t at = 0; at < code_.size(); ++at) {
      const char c = code_[at];
      const std::string_view head = std::string_view(code_).substr(head_, std::max(at, head_) - head_);
      if (c == '{' && opens_scope(head)) {
        begin_declaration(at + 1);
      } else if (c == '{') {
        at = read_block(at, head);
      } else if (c == ';' || c == '}' || (c == ':' && ends_with_access(head))) {
        begin_declaration(at + 1);
      }
    }
    return std::move(functions_);
  }

 private:
  static bool ends_with_access(std::string_view head) {
    return head.ends_with("public") || head.ends_with("private") || head.ends_with("protected");
  }
  void begin_declaration(std::size_t from) { head_ = std::min(code_.find_first_not_of(" \t\n", from), code_.size()); }
  std::size_t line_of(std::size_t at) const {
    return 1 + static_cast<std::size_t>(std::count(code_.begin(), code_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }
  std::size_t closing(std::size_t open) const {
    std::size_t depth = 0;
    for (std::size_t at = open; at < code_.size(); ++at) {
      if (code_[at] == '{') ++depth;
      if (code_[at] == '}' && --depth == 0) return at;
    }
    return code_.size() - 1;
  }
  /// A function's body or an initialiser; returns its closing bracket.
  std::size_t read_block(std::size_t open, std::string_view head) {
    const std::size_t close = closing(open);
    if (is_member_initialiser(head)) return close;
    if (head.find('(') != std::string_view::npos) {
      const std::string_view first = source_.substr(head_, source_.find('\n', head_) - head_);
      functions_.push_back({std::string(first), line_of(head_), line_of(close) - line_of(head_) + 1});
    }
    begin_declaration(close + 1);
    return close;
  }

  std::string_view source_;
  std::string code_;
  std::size_t head_ = 0;
  std::vector<Function> functions_;
};

}  // namespace

std::string code_only(std::string_view source) {
  std::string code(source);
  const Skipper skipper(source);
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t end = skipper.end_of(at);
    for (std::size_t i = at; i < end; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
    at = std::max(end, at + 1);
  }
  return code;
}

std::vector<Function> functions_of(std::string_view source) { return FunctionReader(source).read(); }

std::vector<std::string> types_of(std::string_view source) {
  static const std::regex kType(R"(\b(class|struct|enum|union)\s+(?:class\s+|struct\s+)?([A-Za-z_]\w*))");
  const std::string code = code_only(source);
  std::vector<std::string> names;
  for (std::sregex_iterator type(code.begin(), code.end(), kType), end; type != end; ++type) names.push_back((*type)[2].str());
  return names;
}

}  // namespace seg::architecture
