// Expected values are those of Unicode's CaseFolding.txt, UnicodeData.txt and PropList.txt.
#include "runtime/texts/change.h"

#include <catch2/catch.hpp>

using namespace seg;

TEST_CASE("simple folding makes what differs in case alone equal, and nothing else") {
  CHECK(texts::case_fold("STRASSE") == "strasse");
  CHECK(texts::case_fold("Straße") == "straße");  // ß folds to ss in full folding only
  CHECK(texts::case_fold("ẞ") == "ß");
  CHECK(texts::case_fold("ΣΊΣΥΦΟΣ") == texts::case_fold("σίσυφος"));  // ς folds to σ
  CHECK(texts::case_fold("\u212A") == "k");                           // KELVIN SIGN
  CHECK(texts::case_fold("\u0130") == "\u0130");                      // I WITH DOT ABOVE has no simple folding
  CHECK(texts::case_fold("\u01C5") == "\u01C6");                      // a titlecase digraph
  CHECK(texts::case_fold("\U00010400") == "\U00010428");              // DESERET CAPITAL LETTER LONG I
}

TEST_CASE("cases map code point by code point") {
  CHECK(texts::lower("ÄÖÜ ΑΣ") == "äöü ασ");
  CHECK(texts::lower("\u0130") == "i");
  CHECK(texts::upper("straße") == "STRAßE");
  CHECK(texts::upper("\u0131") == "I");  // DOTLESS I
  CHECK(texts::upper("\u00FF") == "\u0178");
}

TEST_CASE("trimming takes White_Space, and only at the ends") {
  CHECK(texts::trim(" \t\r\n a b \u00A0\u2003\u3000") == "a b");
  CHECK(texts::trim("\u200Ba") == "\u200Ba");  // ZERO WIDTH SPACE is no White_Space
  CHECK(texts::trim(" \u0085 ").empty());
  CHECK(texts::trim("").empty());
}

TEST_CASE("length counts code points") {
  CHECK(texts::length("") == 0);
  CHECK(texts::length("aß€😀") == 4);
  CHECK(texts::length("e\u0301") == 2);
}

TEST_CASE("bytes that are no UTF-8 stay, each a code point of its own") {
  const std::string broken =
      "a\xFF\xC3"
      "B\xE2\x82";
  CHECK(texts::lower(broken) ==
        "a\xFF\xC3"
        "b\xE2\x82");
  CHECK(texts::length(broken) == 6);
  CHECK(texts::trim(" \xFF ") == "\xFF");
  CHECK(texts::length(std::string("\0a", 2)) == 2);
}
