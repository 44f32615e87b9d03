#include "tools/doc/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "runtime/calendar/calendar.h"
#include "tools/doc/metadata.h"
#include "tools/doc/vocabulary.h"

namespace seg::doc {
namespace {

class Maker {
 public:
  Maker(const hir::Hir& hir, const Sources& sources, std::int64_t now) : hir_(hir), sources_(sources), now_(now) {}

  /// A segment, arm or partition that is asked for.
  void add(std::uint32_t index) {
    if (!segments_.insert(index).second) return;
    const hir::Segment& segment = hir_.segments[index];
    const english::Description description = english::describe(hir_, segment, now_);
    use(description);
    if (segment.arm) partitions_.insert(segment.arm->partition);
  }

  Document document(const std::string& name) {
    Document made;
    made.name = name;
    made.zone = hir_.schema.plan.zone;
    made.instant = now_;
    const auto zone = calendar::Zone::find(made.zone);
    made.now = zone ? calendar::format_local(now_, *zone) : calendar::format_utc(now_);
    for (std::uint32_t i = 0; i < hir_.traits.size(); ++i) {
      const hir::Trait& trait = hir_.traits[i];
      if (traits_.contains(trait.name)) made.traits.push_back({trait.name, trait.doc, english::describe(hir_, trait, now_)});
    }
    for (const std::uint32_t i : in_order_of_text()) {
      if (!hir_.segments[i].arm) made.segments.push_back(segment(i, {}));
    }
    for (const std::uint32_t i : partitions_) made.partitions.push_back(partition(i));
    made.vocabulary = vocabulary();
    return made;
  }

  /// With what it calls by name.
  void add_trait(const std::string& name) {
    if (!traits_.insert(name).second) return;
    for (const hir::Trait& trait : hir_.traits) {
      if (trait.name == name) use(english::describe(hir_, trait, now_));
    }
  }

 private:
  void use(const english::Description& description) {
    for (const std::string& name : description.traits) add_trait(name);
    for (const std::string& name : description.segments) {
      for (std::uint32_t i = 0; i < hir_.segments.size(); ++i) {
        if (hir_.segments[i].name == name) add(i);
      }
    }
  }

  std::vector<std::uint32_t> in_order_of_text() const {
    std::vector<std::uint32_t> ordered(segments_.begin(), segments_.end());
    const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
      const hir::Segment& x = hir_.segments[a];
      const hir::Segment& y = hir_.segments[b];
      return x.imported != y.imported ? y.imported : x.span < y.span;
    };
    std::stable_sort(ordered.begin(), ordered.end(), is_before);
    return ordered;
  }

  std::string place(Span span) const {
    const Source& source = sources_[span.source];
    return fmt::format("{}:{}", source.path(), source.position(span.begin).line);
  }

  Segment segment(std::uint32_t index, const std::vector<Entry>& inherited) const {
    const hir::Segment& segment = hir_.segments[index];
    const auto all = metadata_entries(hir_.schema.plan, segment.metadata);
    Segment made{segment.name,
                 segment.title,
                 segment.doc,
                 place(segment.name_span),
                 english::describe(hir_, segment, now_),
                 own_entries(all, inherited),
                 {},
                 segment.imported};
    for (const hir::Example& example : segment.examples) made.examples.push_back(example.title);
    return made;
  }

  Partition partition(std::uint32_t index) const {
    const hir::Partition& partition = hir_.partitions[index];
    Partition made{partition.name,
                   partition.title,
                   partition.doc,
                   place(partition.name_span),
                   metadata_entries(hir_.schema.plan, partition.metadata),
                   {}};
    for (const std::uint32_t arm : partition.arms) made.arms.push_back(segment(arm, made.metadata));
    return made;
  }

  Vocabulary vocabulary() const {
    std::vector<hir::ExprId> roots;
    std::vector<const hir::Metadata*> metadata;
    const auto add = [&](const hir::Segment& segment) {
      roots.push_back(segment.where);
      metadata.push_back(&segment.metadata);
    };
    for (const std::uint32_t i : segments_) add(hir_.segments[i]);
    for (const std::uint32_t i : partitions_) {
      metadata.push_back(&hir_.partitions[i].metadata);
      for (const std::uint32_t arm : hir_.partitions[i].arms) add(hir_.segments[arm]);
    }
    for (const hir::Trait& trait : hir_.traits) {
      if (traits_.contains(trait.name)) roots.push_back(trait.value);
    }
    return vocabulary_of(hir_, roots, metadata);
  }

  const hir::Hir& hir_;
  const Sources& sources_;
  std::int64_t now_;
  std::set<std::uint32_t> segments_;
  std::set<std::uint32_t> partitions_;
  std::set<std::string> traits_;
};

bool is_asked(const hir::Hir& hir, const hir::Segment& segment, const std::string& only) {
  if (only.empty()) return !segment.imported;
  return segment.name == only || (segment.arm && hir.partitions[segment.arm->partition].name == only);
}

}  // namespace

Document document_of(const hir::Hir& hir, const Sources& sources, const std::string& name, std::int64_t now, const std::string& only) {
  Maker maker(hir, sources, now);
  for (std::uint32_t i = 0; i < hir.segments.size(); ++i) {
    if (is_asked(hir, hir.segments[i], only)) maker.add(i);
  }
  for (const hir::Trait& trait : hir.traits) {
    const bool of_module = trait.name.substr(0, trait.name.find('(')).find('.') != std::string::npos;
    if (only.empty() && !of_module) maker.add_trait(trait.name);
  }
  return maker.document(name);
}

}  // namespace seg::doc
