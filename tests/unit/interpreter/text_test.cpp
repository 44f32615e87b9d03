// Expected foldings and mappings: Unicode's CaseFolding.txt and UnicodeData.txt.

#include <catch2/catch.hpp>

#include "tests/unit/interpreter/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

/// Whether the operator over `before` gives `after`, by its bytes.
bool gives(Op op, const std::string& before, const std::string& after) {
  Rig rig;
  return rig.truth_of(rig.apply(Op::Equal, {rig.apply(op, {rig.text(before)}), rig.text(after)})) == 't';
}

char matches(const std::string& text, const std::string& pattern) {
  Rig rig;
  return rig.truth_of(rig.apply(Op::Matches, {rig.text(text), rig.text(pattern)}));
}

}  // namespace

TEST_CASE("texts change code point by code point, whatever the locale") {
  CHECK(gives(Op::Lower, "ÄÖ I", "äö i"));
  CHECK(gives(Op::Upper, "äöß i", "ÄÖß I"));
  CHECK(gives(Op::CaseFold, "STRASSE", "strasse"));
  CHECK(gives(Op::CaseFold, "ẞ", "ß"));
  CHECK_FALSE(gives(Op::CaseFold, "ß", "ss"));
  CHECK(gives(Op::CaseFold, "ΣΑΣ", "σασ"));
  CHECK(gives(Op::CaseFold, "σας", "σασ"));
  CHECK(gives(Op::Trim, "\xC2\xA0\t a b\xE2\x80\x89\n", "a b"));
  CHECK(gives(Op::Trim, "  ", ""));
  CHECK(gives(Op::Lower, "A\xFFZ", "a\xFFz"));
}

TEST_CASE("changes of changed texts") {
  Rig rig;
  const NodeId text = rig.apply(Op::Upper, {rig.apply(Op::Trim, {rig.apply(Op::Lower, {rig.text(" Abc ")})})});
  CHECK(rig.truth_of(rig.apply(Op::Equal, {text, rig.text("ABC")})) == 't');
  CHECK(rig.value(rig.apply(Op::Length, {text})).number == 3);
}

TEST_CASE("length counts code points") {
  Rig rig;
  CHECK(rig.value(rig.apply(Op::Length, {rig.text("")})).number == 0);
  CHECK(rig.value(rig.apply(Op::Length, {rig.text("aä€😀")})).number == 4);
  CHECK(rig.value(rig.apply(Op::Length, {rig.text("a\xFF\xC3")})).number == 3);
}

TEST_CASE("a pattern is found anywhere") {
  CHECK(matches("an apple", "p{2}") == 't');
  CHECK(matches("an apple", "^p") == 'f');
  CHECK(matches("an apple", "(?i)APPLE$") == 't');
  CHECK(matches("", "") == 't');
  CHECK(matches("", ".") == 'f');
  CHECK(matches("a", "(") == '!');
}

TEST_CASE("an unknown text stays unknown") {
  Rig rig;
  for (const Op op : {Op::CaseFold, Op::Lower, Op::Upper, Op::Trim}) {
    CHECK(rig.truth_of(rig.apply(Op::Equal, {rig.apply(op, {rig.unknown_text()}), rig.text("")})) == 'u');
  }
  CHECK(rig.value(rig.apply(Op::Length, {rig.unknown_text()})).state == State::Unknown);
  CHECK(rig.truth_of(rig.apply(Op::Matches, {rig.unknown_text(), rig.text("")})) == 'u');
}
