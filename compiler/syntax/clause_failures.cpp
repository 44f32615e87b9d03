#include "compiler/syntax/clause_failures.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/syntax/layout.h"

namespace seg::syntax {

namespace {

using antlr::SegParser;

/// The leaves of one item at one depth of brackets: [begin, end) with every bracket inside skipped.
std::vector<std::size_t> level_around(const Leaves& leaves, std::size_t at) {
  const auto ends = [&](std::size_t i) { return leaves[i].kind == TokenKind::Separator || leaves[i].type == SegParser::COMMA; };
  std::size_t begin = at;
  for (std::size_t depth = 0; begin > 0; --begin) {
    const std::size_t type = leaves[begin - 1].type;
    if (depth == 0 && (is_opening(type) || ends(begin - 1))) break;
    if (is_closing(type)) ++depth;
    if (is_opening(type)) --depth;
  }
  std::vector<std::size_t> level;
  std::size_t depth = 0;
  for (std::size_t i = begin; i < leaves.size(); ++i) {
    if (depth == 0 && (is_closing(leaves[i].type) || ends(i))) break;
    if (is_closing(leaves[i].type)) --depth;
    if (depth == 0) level.push_back(i);
    if (is_opening(leaves[i].type)) ++depth;
  }
  return level;
}

/// Where a bare `where` with more than one part is followed by `with`, `satisfies` or the end of a step; all are places among the leaves.
struct OpenWhere {
  std::size_t where = 0;
  std::size_t connective = 0;  ///< the first `and` or `or` of the condition
  std::size_t tail = 0;        ///< what comes after it
};

/// Whether leaf `first` is the first between the braces of a sequence.
bool begins_sequence(const Leaves& leaves, std::size_t first) {
  return first > 1 && leaves[first - 1].type == SegParser::LBRACE && leaves[first - 2].type == SegParser::SEQUENCE;
}

std::optional<OpenWhere> open_where(const Leaves& leaves, std::size_t at) {
  OpenWhere found;
  std::size_t betweens = 0;  // whose `and` is still to come
  std::size_t before = 0;
  const std::vector<std::size_t> level = level_around(leaves, at);
  for (const std::size_t i : level) {
    const std::size_t type = leaves[i].type;
    if (type == SegParser::THEN && found.connective == 0) found.where = 0;
    const bool tail = type == SegParser::SATISFIES || type == SegParser::THEN ||
                      (type == SegParser::WITH && before != SegParser::STARTS && before != SegParser::ENDS);
    before = type;
    if (type == SegParser::BETWEEN) ++betweens;
    const bool of_between = type == SegParser::AND && betweens > 0;
    if (of_between) --betweens;
    const bool infix = (type == SegParser::AND && !of_between) || type == SegParser::OR;
    if (type == SegParser::WHERE) found.where = i;
    if (infix && found.where != 0 && found.connective == 0) found.connective = i;
    if (!tail || found.connective == 0) continue;
    found.tail = i;
    return found;
  }
  if (found.connective == 0 || !begins_sequence(leaves, level.front())) return std::nullopt;
  found.tail = level.back() + 1;
  return found;
}

/// Whether a window of events begins there: `in last 30 days`, `within 2 hours`, `since 2026-01-01`; `in (1, 2)` asks something of a value.
bool begins_window(const Leaves& leaves, std::size_t at) {
  if (leaves[at].type != SegParser::IN)
    return leaves[at].type == SegParser::WITHIN || leaves[at].type == SegParser::SINCE || leaves[at].type == SegParser::BETWEEN;
  const std::size_t after = at + 1 < leaves.size() ? leaves[at + 1].type : 0;
  return after == SegParser::LAST || after == SegParser::PREVIOUS || after == SegParser::THIS || after == SegParser::EACH ||
         after == SegParser::MONTH || after == SegParser::DATE;
}

/// Where a window that stands after its `where` ought to, and its end; all are places among the leaves.
struct LateWindow {
  std::size_t where = 0;
  std::size_t end = 0;
};

std::optional<LateWindow> late_window(const Leaves& leaves, std::size_t at) {
  LateWindow found;
  bool between = leaves[at].type == SegParser::BETWEEN;  // whose `and` is still to come
  for (const std::size_t i : level_around(leaves, at)) {
    const std::size_t type = leaves[i].type;
    const bool joins = type == SegParser::AND || type == SegParser::OR || type == SegParser::THEN;
    const bool ends = joins || type == SegParser::SATISFIES || type == SegParser::WITH || type == SegParser::WHERE;
    if (i < at && joins) found.where = 0;
    if (i < at && type == SegParser::WHERE) found.where = i;
    if (i <= at) continue;
    const bool of_window = type == SegParser::AND && between;
    if (of_window) between = false;
    if (ends && !of_window) break;
    found.end = i + 1;
  }
  if (found.where == 0 || found.where + 1 >= at || found.end == 0) return std::nullopt;
  return found;
}

}  // namespace

bool report_open_where(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostics& diagnostics) {
  if (at >= leaves.size()) return false;
  const auto found = open_where(leaves, at);
  if (!found) return false;
  const bool here = at == found->connective || at == found->tail || (leaves[at].type == SegParser::OF && at < found->where);
  if (!here) return false;
  const Leaf& connective = leaves[found->connective];
  const Span condition = join(leaves[found->where + 1].span, leaves[found->tail - 1].span);
  const std::string_view text = sources.text(condition);
  constexpr std::size_t readable = 100;
  const bool short_enough = text.size() <= readable && text.find('\n') == std::string_view::npos;
  diagnostics
      .report(Code::UnexpectedToken, connective.span, fmt::format("`{}`", sources.text(connective.span)),
              "brackets around a condition of several parts after `where`")
      .label(leaves[found->where].span, "")
      .fix({short_enough ? fmt::format("write `({})`", text) : "put it in brackets",
            {{{condition.source, condition.begin, condition.begin}, "("}, {{condition.source, condition.end, condition.end}, ")"}},
            Safety::Suggestion});
  return true;
}

bool report_late_window(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostics& diagnostics) {
  if (at >= leaves.size() || !begins_window(leaves, at)) return false;
  const auto found = late_window(leaves, at);
  if (!found) return false;
  const Span window = join(leaves[at].span, leaves[found->end - 1].span);
  const Span where = leaves[found->where].span;
  diagnostics
      .report(Code::UnexpectedToken, window, fmt::format("the window `{}` after the condition", sources.text(window)), "it before `where`")
      .label(where, "")
      .fix({"write it before `where`",
            {{{where.source, where.begin, where.begin}, fmt::format("{} ", sources.text(window))},
             {{window.source, leaves[at - 1].span.end, window.end}, ""}},
            Safety::Suggestion});
  return true;
}

}  // namespace seg::syntax
