#pragma once
// A workspace as a document, made from the typed form.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/english/english.h"
#include "compiler/semantics/hir.h"

namespace seg::doc {

/// `owner`: `lifecycle-team`.
struct Entry {
  std::string label;
  std::string text;
  bool operator==(const Entry&) const = default;
};

struct Field {
  std::string name;
  std::string type;  ///< as a person reads it: `money in EUR`, `date`
  std::string doc;
};

/// The fields that definitions use, of the profile, an event or a table.
struct Fields {
  std::string owner;  ///< `profile`, `purchase`, `product`
  std::vector<Field> fields;
};

struct Vocabulary {
  std::vector<Entry> names;  ///< `goals`: `grow_value, reduce_churn`; those that segments use
  std::vector<Fields> fields;
};

struct Trait {
  std::string name;
  std::string doc;
  english::Description description;
};

struct Segment {
  std::string name;
  std::string title;
  std::string doc;
  std::string place;  ///< `segments/vip.seg:14`
  english::Description description;
  std::vector<Entry> metadata;        ///< of an arm: what differs from its partition's
  std::vector<std::string> examples;  ///< titles
  bool imported = false;
};

struct Partition {
  std::string name;
  std::string title;
  std::string doc;
  std::string place;
  std::vector<Entry> metadata;
  std::vector<Segment> arms;
};

struct Document {
  std::string name;  ///< the workspace's
  std::string zone;
  std::string now;           ///< `2026-03-01 00:00` in the zone
  std::int64_t instant = 0;  ///< the same, microseconds since 1970-01-01T00:00Z
  Vocabulary vocabulary;
  std::vector<Trait> traits;
  std::vector<Segment> segments;  ///< in the order of the text; no arms
  std::vector<Partition> partitions;
};

/// `only`: the segment, arm or partition of this name with the traits and segments that it uses; empty for all. Definitions of imported
/// modules are there as far as others use them. `now` in microseconds since 1970-01-01T00:00Z.
Document document_of(const hir::Hir& hir, const Sources& sources, const std::string& name, std::int64_t now, const std::string& only = {});

}  // namespace seg::doc
