// Predicates as sentences: in one line where they are short, else as lists.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

constexpr std::size_t kLongestLine = 220;
constexpr std::size_t kLongestItem = 140;
constexpr std::size_t kMostInLine = 3;

bool is_plain(const Predicate& predicate) { return predicate.joint == Joint::Leaf && predicate.parts.empty(); }

std::string in_subject(const Predicate& predicate, std::string_view who, std::string_view whose, std::string_view whom) {
  switch (predicate.subject) {
    case Subject::Who:
      return fmt::format("{} {}", who, predicate.text);
    case Subject::Whose:
      return fmt::format("{} {}", whose, predicate.text);
    case Subject::ForWhom:
      break;
  }
  return whom.empty() ? predicate.text : fmt::format("{} {}", whom, predicate.text);
}

/// `all of these are true`.
std::string head_of(const Predicate& predicate) {
  const auto number = [&](std::string_view quantity) {
    return fmt::format("{} {} of these {} true", quantity, predicate.count, predicate.count == 1 ? "is" : "are");
  };
  switch (predicate.joint) {
    case Joint::Leaf:
      return statement(predicate);
    case Joint::All:
      return "all of these are true";
    case Joint::Any:
      return "at least one of these is true";
    case Joint::NotAll:
      return "not all of these are true";
    case Joint::None:
      return "none of these is true";
    case Joint::AtLeast:
      return number("at least");
    case Joint::AtMost:
      return number("at most");
    case Joint::Exactly:
      return number("exactly");
  }
  return {};
}

bool is_chain(const Predicate& predicate) { return predicate.joint == Joint::All || predicate.joint == Joint::Any; }

std::string_view between(const Predicate& predicate) { return predicate.joint == Joint::Any ? "or" : "and"; }

std::string listed_parts(const Predicate& predicate) {
  std::string text = head_of(predicate) + ": ";
  for (std::size_t i = 0; i < predicate.parts.size(); ++i) text += (i > 0 ? "; " : "") + bracketed(predicate.parts[i]);
  return text;
}

/// Whether it can stand in one line: a condition, or a few of them side by side.
bool is_short(const Predicate& predicate, const std::string& text, std::size_t longest) {
  if (is_plain(predicate)) return true;
  return is_chain(predicate) && predicate.parts.size() <= kMostInLine && text.size() <= longest &&
         std::all_of(predicate.parts.begin(), predicate.parts.end(), [](const Predicate& part) { return is_plain(part) && !part.apart; });
}

Sentence item_of(const Predicate& predicate);

std::vector<Sentence> items_of(const Predicate& predicate) {
  std::vector<Sentence> items;
  for (const Predicate& part : predicate.parts) items.push_back(item_of(part));
  return items;
}

Sentence item_of(const Predicate& predicate) {
  const std::string text = statement(predicate);
  if (is_short(predicate, text, kLongestItem)) return {text, {}};
  if (predicate.joint == Joint::Leaf) {
    Predicate head = predicate;
    head.parts.clear();
    return {statement(head) + ":", items_of(predicate)};
  }
  return {head_of(predicate) + ":", items_of(predicate)};
}

}  // namespace

Predicate about(const Noun& subject, const std::string& rest) {
  Predicate made;
  made.subject = subject.owner == Noun::Owner::Customer ? Subject::Whose : Subject::ForWhom;
  made.text = subject.text + " " + (subject.plural ? with_plural_verb(rest) : rest);
  return made;
}

std::string statement(const Predicate& predicate) {
  if (predicate.joint == Joint::Leaf) {
    std::string text = in_subject(predicate, "they", "their", "");
    for (std::size_t i = 0; i < predicate.parts.size(); ++i) text += (i == 0 ? ": " : "; ") + bracketed(predicate.parts[i]);
    return text;
  }
  if (!is_chain(predicate)) return listed_parts(predicate);
  std::vector<std::string> texts;
  for (const Predicate& part : predicate.parts) texts.push_back(bracketed(part));
  return listed(texts, between(predicate));
}

std::string bracketed(const Predicate& predicate) {
  return is_plain(predicate) && !predicate.apart ? statement(predicate) : fmt::format("({})", statement(predicate));
}

std::string relative(const Predicate& predicate) {
  if (predicate.joint == Joint::Leaf) {
    std::string text = in_subject(predicate, "who", "whose", "for whom");
    for (std::size_t i = 0; i < predicate.parts.size(); ++i) text += (i == 0 ? ": " : "; ") + bracketed(predicate.parts[i]);
    return text;
  }
  if (!is_chain(predicate)) return "for whom " + listed_parts(predicate);
  std::vector<std::string> texts;
  for (const Predicate& part : predicate.parts) texts.push_back(is_plain(part) ? relative(part) : "for whom " + bracketed(part));
  return listed(texts, between(predicate));
}

Sentence sentence_of(const Predicate& predicate, const std::string& who) {
  const std::string text = fmt::format("{} {}", who, relative(predicate));
  if (is_short(predicate, text, kLongestLine)) return {text + ".", {}};
  if (predicate.joint == Joint::Leaf) {
    Predicate head = predicate;
    head.parts.clear();
    return {fmt::format("{} {}:", who, relative(head)), items_of(predicate)};
  }
  return {fmt::format("{} for whom {}:", who, head_of(predicate)), items_of(predicate)};
}

}  // namespace seg::english
