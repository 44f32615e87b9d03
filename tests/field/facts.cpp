#include "tests/field/facts.h"

#include <algorithm>
#include <map>
#include <string>

namespace seg::field {

namespace {

using Record = std::map<std::string, std::string>;

struct Facts {
  Record single;  ///< fields and cuts, each with its text
  std::map<std::string, std::vector<Record>> events;
};

std::string text(const Sources& sources, Span span) { return std::string(sources.text(span)); }

Record record_of(const std::vector<ast::ExampleItem>& items, const Sources& sources) {
  Record record;
  for (const ast::ExampleItem& item : items) record[text(sources, item.field->span)] = text(sources, item.value->span);
  return record;
}

Facts facts_of(const ast::Example& example, const Sources& sources) {
  Facts facts;
  for (const ast::ExampleItem& item : example.items) {
    if (!item.field) {
      // `given CUT is VALUE`: what stands before ` is ` names the cut.
      const std::string given = text(sources, item.span);
      facts.single[given.substr(0, given.find(" is "))] = given;
    } else if (!item.value->list) {
      facts.single[text(sources, item.field->span)] = text(sources, item.value->span);
    } else {
      auto& records = facts.events[text(sources, item.field->span)];
      for (const ast::ExampleValue& value : *item.value->list) records.push_back(record_of(*value.record, sources));
    }
  }
  return facts;
}

std::size_t differences(const Record& a, const Record& b) {
  std::size_t count = 0;
  for (const auto& [key, value] : a) {
    const auto other = b.find(key);
    if (other == b.end() || other->second != value) ++count;
  }
  for (const auto& [key, value] : b) count += a.contains(key) ? 0 : 1;
  return count;
}

/// Those of `a` that `b` has not.
std::vector<Record> without(std::vector<Record> a, const std::vector<Record>& b) {
  for (const Record& record : b) {
    const auto same = std::find(a.begin(), a.end(), record);
    if (same != a.end()) a.erase(same);
  }
  return a;
}

/// One event more is one fact; where each has one of its own, so many as their values differ.
std::size_t differences(const std::vector<Record>& a, const std::vector<Record>& b) {
  const std::vector<Record> only_a = without(a, b);
  const std::vector<Record> only_b = without(b, a);
  if (only_a.size() == 1 && only_b.size() == 1) return differences(only_a.front(), only_b.front());
  return only_a.size() + only_b.size();
}

}  // namespace

std::size_t differences(const ast::Example& a, const ast::Example& b, const ast::Ast& ast, const Sources& sources) {
  Facts first = facts_of(a, sources);
  Facts second = facts_of(b, sources);
  std::size_t count = differences(first.single, second.single);
  if (sources.text(ast[a.as_of].span) != sources.text(ast[b.as_of].span)) ++count;
  for (const auto& [stream, events] : first.events) count += differences(events, second.events[stream]);
  for (const auto& [stream, events] : second.events)
    if (!first.events.contains(stream)) count += events.size();
  return count;
}

}  // namespace seg::field
