#include "compiler/base/width.h"

#include <algorithm>
#include <iterator>

#include "compiler/base/utf8.h"

namespace seg {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range kNone[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x0610, 0x061A},  {0x064B, 0x065F},
                           {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},   {0x1AB0, 0x1AFF},  {0x1DC0, 0x1DFF},
                           {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF},   {0x3099, 0x309A},  {0xFE00, 0xFE0F},
                           {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF}};
constexpr Range kTwo[] = {{0x1100, 0x115F},   {0x2329, 0x232A},   {0x2E80, 0x303E},   {0x3041, 0x3098},   {0x309B, 0x4DBF},
                          {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},
                          {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F3FA}, {0x1F400, 0x1F64F},
                          {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

template <std::size_t Count>
bool holds(const Range (&ranges)[Count], char32_t value) {
  const auto* after = std::upper_bound(std::begin(ranges), std::end(ranges), value,
                                       [](char32_t wanted, const Range& range) { return wanted < range.first; });
  return after != std::begin(ranges) && value <= std::prev(after)->last;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    at += point.bytes;
    if (point.valid && holds(kNone, point.value)) continue;
    width += point.valid && holds(kTwo, point.value) ? 2 : 1;
  }
  return width;
}

}  // namespace seg
