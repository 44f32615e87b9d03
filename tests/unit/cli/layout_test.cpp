#include "tools/seg/layout.h"

#include <catch2/catch.hpp>

#include "compiler/base/width.h"
#include "tools/seg/progress.h"

using namespace seg;
using namespace seg::cli;

TEST_CASE("shares are honest at both ends") {
  CHECK(share_text(1204, 100'000) == "1.2 %");
  CHECK(share_text(0, 10) == "0.0 %");
  CHECK(share_text(1, 1'000'000) == "<0.1 %");
  CHECK(share_text(999'999, 1'000'000) == ">99.9 %");
  CHECK(share_text(10, 10) == "100.0 %");
  CHECK(share_text(0, 0) == "–");
}

TEST_CASE("times have the digits that matter") {
  CHECK(seconds_text(0.412) == "0.41 s");
  CHECK(seconds_text(12.3456) == "12.35 s");
  CHECK(seconds_text(0.0312) == "31 ms");
  CHECK(seconds_text(0.00078) == "0.8 ms");
}

TEST_CASE("bars are in eighths of a cell, and what is there is seen") {
  CHECK(bar(1, 2, 8) == "████");
  CHECK(bar(0, 2, 8) == "");
  CHECK(bar(5, 0, 8) == "");
  CHECK(bar(2, 2, 3) == "███");
  CHECK(bar(1, 64, 8) == "▏");
  CHECK(bar(1, 1'000'000, 8) == "▏");
  CHECK(bar(15, 64, 8) == "█▉");
  // 31.9 % of 8 cells is 20.4 eighths: two cells and four eighths.
  CHECK(bar(319, 1000, 8) == "██▌");
}

TEST_CASE("columns are those of a terminal, not bytes") {
  CHECK(left("ä", 3) == "ä  ");
  CHECK(right("日本", 5) == " 日本");
  CHECK(left("toolong", 3) == "toolong");
  CHECK(display_width("e\xCC\x81") == 1);
  CHECK(display_width("👍🏽") == 2);
  CHECK(display_width("\xFF") == 1);
}

TEST_CASE("lines break between items and between words, at 80 columns") {
  const std::string item(30, 'x');
  CHECK(joined_line("time   ", {item, item, item}) == "time   " + item + " · " + item + "\n       " + item + "\n");
  CHECK(joined_line("", {"a", "b"}) == "a · b\n");
  CHECK(wrapped("notes  ", std::string(70, 'a') + " bb cc") == "notes  " + std::string(70, 'a') + " bb\n       cc\n");
  CHECK(wrapped("x ", "one two") == "x one two\n");
  CHECK(wrapped("x ", std::string(100, 'a')) == "x " + std::string(100, 'a') + "\n");
}

TEST_CASE("progress says what is left where the size is known") {
  CHECK(progress_text(1'200'000, 500, 1000, 2.0) == "reading  1,200,000 rows · 600,000 rows/s · 50 % · 2 s left");
  CHECK(progress_text(10, 0, 0, 0.0) == "reading  10 rows");
}
