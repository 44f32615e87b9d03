#include "tools/doc/vocabulary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "compiler/semantics/walk.h"

namespace seg::doc {
namespace {

std::string type_words(const plan::Schema& schema, plan::Type type) {
  if (type.list) return "list of " + type_words(schema, plan::element_of(type));
  const auto of_unit = [&](std::string_view name, std::string_view joint) {
    return type.unit == plan::kNoUnit ? std::string(name) : fmt::format("{} {} {}", name, joint, schema.units[type.unit]);
  };
  switch (type.kind) {
    case plan::Kind::Bool:
      return "true or false";
    case plan::Kind::Int:
      return "whole number";
    case plan::Kind::Float:
    case plan::Kind::Decimal:
    case plan::Kind::Ratio:
      return "number";
    case plan::Kind::Money:
      return of_unit("money", "in");
    case plan::Kind::String:
      return "text";
    case plan::Kind::Enum:
      return fmt::format("{}", fmt::join(schema.enums[type.unit].values, schema.enums[type.unit].ordered ? " < " : " | "));
    case plan::Kind::Id:
      return of_unit("id", "of");
    case plan::Kind::Date:
      return "date";
    case plan::Kind::Timestamp:
      return "time";
    case plan::Kind::Duration:
      return "length of time";
  }
  return {};
}

/// Which fields are read, by the list that they are declared in.
struct Uses {
  std::set<std::uint32_t> profile;
  std::vector<std::set<std::uint32_t>> streams;
  std::vector<std::set<std::uint32_t>> tables;
  std::set<std::uint32_t> seen_streams;
};

class Gatherer {
 public:
  explicit Gatherer(const hir::Hir& hir) : hir_(hir), seen_(hir.exprs.size(), false) {
    uses.streams.resize(hir.schema.plan.streams.size());
    uses.tables.resize(hir.schema.plan.tables.size());
  }

  void visit(hir::ExprId id) {
    if (seen_[id.index]) return;
    seen_[id.index] = true;
    const hir::Node& node = hir_[id].node;
    if (const auto* field = std::get_if<hir::ProfileField>(&node)) uses.profile.insert(field->field);
    if (const auto* field = std::get_if<hir::EventField>(&node)) uses.streams[field->stream].insert(field->field);
    if (const auto* field = std::get_if<hir::Lookup>(&node)) uses.tables[field->table].insert(field->field);
    if (const auto* fold = std::get_if<hir::Fold>(&node)) uses.seen_streams.insert(fold->query.stream);
    if (const auto* sequence = std::get_if<hir::Sequence>(&node)) {
      for (const hir::Step& step : sequence->steps) uses.seen_streams.insert(step.query.stream);
    }
    if (const auto* trait = std::get_if<hir::TraitRef>(&node)) visit(hir_.traits[trait->trait].value);
    if (const auto* segment = std::get_if<hir::SegmentRef>(&node)) visit(hir_.segments[segment->segment].where);
    hir::for_each_operand(hir_, node, [&](hir::ExprId operand) { visit(operand); });
  }

  Uses uses;

 private:
  const hir::Hir& hir_;
  std::vector<bool> seen_;
};

Fields fields_of(const plan::Schema& schema, const std::string& owner, const std::vector<plan::Field>& declared,
                 const std::vector<hir::FieldRoles>& roles, const std::set<std::uint32_t>& used) {
  Fields made{owner, {}};
  for (const std::uint32_t field : used)
    made.fields.push_back({declared[field].name, type_words(schema, declared[field].type), field < roles.size() ? roles[field].doc : ""});
  return made;
}

/// In the order of the schema.
Entry used_names(const char* label, const std::vector<std::string>& declared, std::span<const hir::Metadata* const> metadata,
                 std::vector<std::string> hir::Metadata::* names) {
  std::set<std::string> used;
  for (const hir::Metadata* one : metadata) used.insert((one->*names).begin(), (one->*names).end());
  std::vector<std::string> ordered;
  for (const std::string& name : declared) {
    if (used.contains(name)) ordered.push_back(name);
  }
  return {label, fmt::format("{}", fmt::join(ordered, ", "))};
}

}  // namespace

Vocabulary vocabulary_of(const hir::Hir& hir, std::span<const hir::ExprId> roots, std::span<const hir::Metadata* const> metadata) {
  Vocabulary made;
  const hir::Vocabulary& declared = hir.schema.vocabulary;
  made.names = {used_names("goals", declared.goals, metadata, &hir::Metadata::goals),
                used_names("channels", declared.channels, metadata, &hir::Metadata::channels),
                used_names("offers", declared.offers, metadata, &hir::Metadata::offers),
                used_names("kpis", declared.kpis, metadata, &hir::Metadata::kpis),
                used_names("platforms", declared.platforms, metadata, &hir::Metadata::platforms)};
  std::erase_if(made.names, [](const Entry& entry) { return entry.text.empty(); });

  Gatherer gatherer(hir);
  for (const hir::ExprId root : roots) gatherer.visit(root);
  const plan::Schema& schema = hir.schema.plan;
  const Uses& uses = gatherer.uses;
  if (!uses.profile.empty()) made.fields.push_back(fields_of(schema, "profile", schema.profile, hir.schema.profile, uses.profile));
  for (std::uint32_t i = 0; i < schema.streams.size(); ++i) {
    if (!uses.seen_streams.contains(i) && uses.streams[i].empty()) continue;
    made.fields.push_back(fields_of(schema, schema.streams[i].name, schema.streams[i].fields, hir.schema.events[i], uses.streams[i]));
  }
  for (std::uint32_t i = 0; i < schema.tables.size(); ++i) {
    if (!uses.tables[i].empty())
      made.fields.push_back(fields_of(schema, schema.tables[i].name, schema.tables[i].fields, hir.schema.tables[i], uses.tables[i]));
  }
  return made;
}

}  // namespace seg::doc
