#include <catch2/catch.hpp>

#include "tests/unit/interpreter/rig.h"

using namespace seg::test;

namespace {

char both(Op op, char a, char b) {
  Rig rig;
  return rig.truth_of(rig.apply(op, {rig.state(a), rig.state(b)}));
}
char one(Op op, char a) {
  Rig rig;
  return rig.truth_of(rig.apply(op, {rig.state(a)}));
}
char at_least(std::int64_t n, const std::string& operands) {
  Rig rig;
  std::vector<NodeId> nodes = {rig.integer(n)};
  for (const char state : operands) nodes.push_back(rig.state(state));
  return rig.truth_of(rig.plan.apply(Op::AtLeast, nodes));
}

}  // namespace

TEST_CASE("and, or: Kleene's tables, with a fault as an unknown that remembers") {
  // Rows and columns t f u !.
  const std::string states = "tfu!";
  const std::string conjunction =
      "tfu!"
      "ffff"
      "ufu!"
      "!f!!";
  const std::string disjunction =
      "tttt"
      "tfu!"
      "tuu!"
      "t!!!";
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      CAPTURE(states[a], states[b]);
      CHECK(both(Op::And, states[a], states[b]) == conjunction[4 * a + b]);
      CHECK(both(Op::Or, states[a], states[b]) == disjunction[4 * a + b]);
    }
  }
}

TEST_CASE("and, or of one and of many operands") {
  CHECK(one(Op::And, 'u') == 'u');
  CHECK(one(Op::Or, '!') == '!');
  Rig rig;
  CHECK(rig.truth_of(rig.apply(Op::And, {rig.state('!'), rig.state('u'), rig.state('t'), rig.state('f')})) == 'f');
  CHECK(rig.truth_of(rig.apply(Op::Or, {rig.state('!'), rig.state('u'), rig.state('f')})) == '!');
}

TEST_CASE("operators of one truth value") {
  const std::string states = "tfu!";
  const std::string negated = "ftu!";
  const std::string known = "ttff";
  const std::string unknown_true = "tft!";
  const std::string unknown_false = "tff!";
  for (std::size_t a = 0; a < 4; ++a) {
    CAPTURE(states[a]);
    CHECK(one(Op::Not, states[a]) == negated[a]);
    CHECK(one(Op::IsKnown, states[a]) == known[a]);
    CHECK(one(Op::UnknownTrue, states[a]) == unknown_true[a]);
    CHECK(one(Op::UnknownFalse, states[a]) == unknown_false[a]);
  }
}

TEST_CASE("is true: neither unknown nor a fault is") {
  CHECK(one(Op::IsTrue, 't') == 't');
  CHECK(one(Op::IsTrue, 'f') == 'f');
  CHECK(one(Op::IsTrue, 'u') == 'f');
  CHECK(one(Op::IsTrue, '!') == 'f');
}

TEST_CASE("when: the value where the condition is true, else unknown, but the condition's fault") {
  // Rows are the condition, columns the value: t f u !.
  const std::string states = "tfu!";
  const std::string expected =
      "tfu!"
      "uuuu"
      "uuuu"
      "!!!!";
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) CHECK(both(Op::When, states[a], states[b]) == expected[4 * a + b]);
  }
  Rig rig;
  CHECK(rig.value(rig.apply(Op::When, {rig.truth(true), rig.real(2.5)})).real == 2.5);
}

TEST_CASE("at least n: decided as soon as the unknown operands cannot matter") {
  CHECK(at_least(0, "") == 't');
  CHECK(at_least(1, "") == 'f');
  CHECK(at_least(0, "!") == 't');
  CHECK(at_least(2, "ttu!") == 't');
  CHECK(at_least(2, "tfu") == 'u');
  CHECK(at_least(2, "tf!u") == '!');
  CHECK(at_least(2, "fu") == 'f');
  CHECK(at_least(2, "f!") == 'f');
  CHECK(at_least(2, "u!") == '!');
  CHECK(at_least(3, "tt") == 'f');
  // The same node twice counts twice.
  CHECK(at_least(2, "tt") == 't');
}

TEST_CASE("is known of other types") {
  Rig rig;
  CHECK(rig.truth_of(rig.apply(Op::IsKnown, {rig.fault_integer()})) == 'f');
  CHECK(rig.truth_of(rig.apply(Op::IsKnown, {rig.unknown_text()})) == 'f');
  CHECK(rig.truth_of(rig.apply(Op::IsKnown, {rig.text("")})) == 't');
}
