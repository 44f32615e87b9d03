// For programs.
#include <nlohmann/json.hpp>

#include "runtime/calendar/calendar.h"
#include "tools/doc/render.h"

namespace seg::doc {
namespace {

using Json = nlohmann::ordered_json;

Json sentence_json(const english::Sentence& sentence) {
  Json parts = Json::array();
  for (const english::Sentence& part : sentence.parts) parts.push_back(sentence_json(part));
  return {{"text", sentence.text}, {"parts", std::move(parts)}};
}

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

/// The parts that a definition's entry shares with every other.
void add_description(Json& json, const english::Description& description) {
  json["sentence"] = sentence_json(description.sentence);
  Json windows = Json::array();
  for (const english::Window& window : description.windows) {
    windows.push_back(
        {{"text", window.text}, {"from", or_null(window.from)}, {"to", or_null(window.to)}, {"to_included", window.to_included}});
  }
  json["windows"] = std::move(windows);
  if (!description.points.empty()) {
    Json points = Json::array();
    for (const english::Points& one : description.points) points.push_back({{"points", one.points}, {"condition", one.condition}});
    json["points"] = std::move(points);
  }
  json["traits"] = description.traits;
  json["members_of"] = description.segments;
  json["cuts"] = description.cuts;
}

Json metadata_json(const std::vector<Entry>& entries) {
  Json made = Json::array();
  for (const Entry& entry : entries) made.push_back({{"label", entry.label}, {"text", entry.text}});
  return made;
}

Json segment_json(const Segment& segment) {
  Json json = {
      {"name", segment.name}, {"title", segment.title}, {"doc", segment.doc}, {"place", segment.place}, {"imported", segment.imported}};
  add_description(json, segment.description);
  json["metadata"] = metadata_json(segment.metadata);
  json["examples"] = segment.examples;
  return json;
}

Json partition_json(const Partition& partition) {
  Json arms = Json::array();
  for (const Segment& arm : partition.arms) arms.push_back(segment_json(arm));
  return {{"name", partition.name},
          {"title", partition.title},
          {"doc", partition.doc},
          {"place", partition.place},
          {"metadata", metadata_json(partition.metadata)},
          {"arms", std::move(arms)}};
}

Json vocabulary_json(const Vocabulary& vocabulary) {
  Json fields = Json::array();
  for (const Fields& of : vocabulary.fields) {
    for (const Field& field : of.fields)
      fields.push_back({{"of", of.owner}, {"name", field.name}, {"type", field.type}, {"doc", field.doc}});
  }
  return {{"names", metadata_json(vocabulary.names)}, {"fields", std::move(fields)}};
}

}  // namespace

std::string render_json(const Document& document) {
  Json traits = Json::array();
  for (const Trait& trait : document.traits) {
    Json json = {{"name", trait.name}, {"doc", trait.doc}};
    add_description(json, trait.description);
    traits.push_back(std::move(json));
  }
  Json segments = Json::array();
  for (const Segment& segment : document.segments) segments.push_back(segment_json(segment));
  Json partitions = Json::array();
  for (const Partition& partition : document.partitions) partitions.push_back(partition_json(partition));
  const Json json = {{"format_version", 1},
                     {"workspace", document.name},
                     {"now", calendar::format_utc(document.instant)},
                     {"zone", document.zone},
                     {"vocabulary", vocabulary_json(document.vocabulary)},
                     {"traits", std::move(traits)},
                     {"segments", std::move(segments)},
                     {"partitions", std::move(partitions)}};
  return json.dump() + "\n";
}

}  // namespace seg::doc
