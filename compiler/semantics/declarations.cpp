// Traits and segments: collected by name, and checked one by one.

#include "compiler/semantics/declarations.h"

#include <algorithm>

#include "compiler/semantics/events.h"
#include "compiler/semantics/examples.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

const ast::TraitDecl& trait_of(const Checker& checker, const Declaration& declaration) {
  return std::get<ast::TraitDecl>(checker.files[declaration.file].decls[declaration.decl]);
}
const ast::SegmentDecl& segment_of(const Checker& checker, const Declaration& declaration) {
  return std::get<ast::SegmentDecl>(checker.files[declaration.file].decls[declaration.decl]);
}
const ast::PartitionDecl& partition_of(const Checker& checker, const Partition& partition) {
  return std::get<ast::PartitionDecl>(checker.files[partition.file].decls[partition.decl]);
}
const ast::PartitionArm& arm_of(const Checker& checker, const Declaration& declaration) {
  return partition_of(checker, *declaration.partition).arms[declaration.arm];
}

Span name_span(const Checker& checker, const Declaration& declaration) {
  if (declaration.partition != nullptr) return arm_of(checker, declaration).name.span;
  const ast::Decl& decl = checker.files[declaration.file].decls[declaration.decl];
  if (const auto* segment = std::get_if<ast::SegmentDecl>(&decl)) return segment->name.span;
  return std::get<ast::TraitDecl>(decl).name.span;
}

namespace {

using Declarations = std::unordered_map<std::string_view, Declaration>;

bool collect(Checker& checker, Declarations& declarations, std::string_view what, const ast::Name& name, Declaration declaration,
             Span first) {
  const auto [found, added] = declarations.emplace(checker.text(name), declaration);
  if (!added) checker.diagnostics.report(Code::DeclaredTwice, name.span, what, checker.text(name)).label(first, "declared here first");
  return added;
}

void collect_trait(Checker& checker, const ast::TraitDecl& trait, Declaration declaration) {
  const std::string_view name = checker.text(trait.name);
  if (const auto field = checker.profile.fields.find(name); field != checker.profile.fields.end()) {
    checker.diagnostics.report(Code::TraitIsField, trait.name.span, name)
        .label(checker.profile.places[field->second].name, "the field is declared here");
    return;
  }
  const auto first = checker.traits.find(name);
  const Span place = first == checker.traits.end() ? trait.name.span : trait_of(checker, first->second).name.span;
  if (!collect(checker, checker.traits, "trait", trait.name, declaration, place)) return;
  Declaration& added = checker.traits.at(name);
  if (!check_parameters(checker, trait, added)) added.progress = Progress::Broken;
}

void collect_segment(Checker& checker, const ast::SegmentDecl& segment, Declaration declaration) {
  const auto first = checker.segments.find(checker.text(segment.name));
  const auto partition = checker.partitions.find(checker.text(segment.name));
  if (partition != checker.partitions.end()) {
    checker.diagnostics.report(Code::DeclaredTwice, segment.name.span, "segment", checker.text(segment.name))
        .label(partition_of(checker, partition->second).name.span, "a partition is declared here");
    return;
  }
  const Span place = first == checker.segments.end() ? segment.name.span : name_span(checker, first->second);
  collect(checker, checker.segments, "segment", segment.name, declaration, place);
}

}  // namespace

void collect_declarations(Checker& checker, std::size_t file) {
  const auto& decls = checker.files[file].decls;
  for (std::size_t index = 0; index < decls.size(); ++index) {
    Declaration declaration{file, index};
    declaration.module = checker.module;
    if (const auto* trait = std::get_if<ast::TraitDecl>(&decls[index])) {
      declaration.name = outside_name(checker, checker.text(trait->name));
      collect_trait(checker, *trait, declaration);
    } else if (const auto* segment = std::get_if<ast::SegmentDecl>(&decls[index])) {
      declaration.name = outside_name(checker, checker.text(segment->name));
      collect_segment(checker, *segment, declaration);
    } else if (const auto* partition = std::get_if<ast::PartitionDecl>(&decls[index])) {
      collect_partition(checker, *partition, file, index);
    }
  }
}

bool within_limits(Checker& checker, const Measure& measure, Span name, std::string_view what) {
  if (measure.cost > checker.limits.expanded_nodes) {
    checker.diagnostics.report(Code::TooManyNodes, name, what, measure.cost, checker.limits.expanded_nodes);
    return false;
  }
  if (measure.depth > checker.limits.reference_depth) {
    checker.diagnostics.report(Code::TooDeepReferences, name, what, checker.limits.reference_depth);
    return false;
  }
  return true;
}

namespace {

/// What a failed declaration has added is taken back: nothing refers to it.
struct Mark {
  std::size_t exprs, list, sets;
};
Mark mark(const Checker& checker) { return {checker.hir.exprs.size(), checker.hir.expr_list.size(), checker.hir.sets.size()}; }
void take_back(Checker& checker, Mark mark) {
  checker.hir.exprs.resize(mark.exprs);
  checker.measures.resize(mark.exprs);
  checker.hir.expr_list.resize(mark.list);
  checker.hir.sets.resize(mark.sets);
}

bool check_named_query(Checker& checker, const ast::TraitDecl& trait, ast::QueryId written, Declaration& declaration) {
  const auto base = checker.traits.find(checker.text((*checker.ast)[written].stream));
  if (base != checker.traits.end()) declaration.depth = base->second.depth + 1;
  const auto query = check_query(checker, (*checker.ast)[written], Scope{});
  if (!query) return false;
  Measure measure = query->where ? checker.measures[query->where->index] : Measure{};
  measure.depth = std::max(measure.depth, declaration.depth);
  if (!within_limits(checker, measure, trait.name.span, fmt::format("trait `{}`", checker.text(trait.name)))) return false;
  declaration.index = static_cast<std::uint32_t>(checker.queries.size());
  checker.queries.push_back(*query);
  return true;
}

bool check_trait(Checker& checker, Declaration& declaration, Instance* instance) {
  const ast::TraitDecl& trait = trait_of(checker, declaration);
  if (const auto query = query_of(checker, declaration)) return check_named_query(checker, trait, *query, declaration);
  if (!trait.value) return false;
  const Checked value = check_expression(checker, *trait.value, Scope{});
  if (!value) return false;
  Measure measure = checker.measures[value->index];
  const std::string_view name = instance == nullptr ? declaration.name : std::string_view(instance->text);
  if (!within_limits(checker, measure, trait.name.span, fmt::format("trait `{}`", name))) return false;
  if (instance != nullptr && instance->sample) return false;
  ++measure.depth;
  (instance == nullptr ? declaration.index : instance->index) = static_cast<std::uint32_t>(checker.hir.traits.size());
  checker.hir.traits.push_back({std::string(name), *value, checker.type(*value), trait.doc, trait.span, declaration.module != nullptr});
  checker.trait_measures.push_back(measure);
  return true;
}

bool check_segment(Checker& checker, Declaration& declaration) {
  const ast::SegmentDecl& segment = segment_of(checker, declaration);
  const std::size_t errors = checker.diagnostics.count(Severity::Error);
  hir::Metadata metadata = check_metadata(checker, segment.metadata);
  const bool metadata_stands = checker.diagnostics.count(Severity::Error) == errors;
  if (!segment.where) {
    checker.diagnostics.report(Code::SegmentWithoutWhere, segment.name.span, checker.text(segment.name));
    return false;
  }
  const Checked where = check_condition(checker, *segment.where, Scope{});
  if (!where || !metadata_stands) return false;
  if (!within_limits(checker, checker.measures[where->index], segment.name.span, fmt::format("segment `{}`", declaration.name)))
    return false;
  const std::string title(segment.title ? checker.text(*segment.title) : std::string_view());
  hir::Segment made{std::string(declaration.name), title, *where, std::move(metadata), {}, segment.doc, segment.span, segment.name.span};
  made.examples = check_examples(checker, segment.examples, *where);
  add_segment(checker, declaration, std::move(made));
  return true;
}

}  // namespace

void add_segment(Checker& checker, Declaration& declaration, hir::Segment segment) {
  segment.imported = declaration.module != nullptr;
  Measure measure = checker.measures[segment.where.index];
  ++measure.depth;
  declaration.index = static_cast<std::uint32_t>(checker.hir.segments.size());
  checker.hir.segments.push_back(std::move(segment));
  checker.segment_measures.push_back(measure);
}

void check_declaration(Checker& checker, Declaration& declaration, Instance* instance) {
  checker.ast = &checker.files[declaration.file];
  checker.instance = instance;
  const ast::Decl& decl = checker.files[declaration.file].decls[declaration.decl];
  if (declaration.partition != nullptr) check_arm_conditions(checker, declaration);
  const Mark before = mark(checker);
  const std::size_t said = checker.diagnostics.all().size();
  const bool stands = declaration.partition != nullptr                 ? check_arm(checker, declaration)
                      : std::holds_alternative<ast::SegmentDecl>(decl) ? check_segment(checker, declaration)
                                                                       : check_trait(checker, declaration, instance);
  if (!stands) take_back(checker, before);
  (instance == nullptr ? declaration.progress : instance->progress) = stands ? Progress::Standing : Progress::Broken;
  checker.instance = nullptr;
  if (instance == nullptr || instance->sample || stands) return;
  // One instance that is wrong says it for all.
  declaration.progress = Progress::Broken;
  auto& diagnostics = checker.diagnostics.all();
  for (std::size_t index = said; index < diagnostics.size(); ++index)
    diagnostics[index].label(instance->call, fmt::format("asked for here as `{}`", instance->text));
}

}  // namespace seg::semantics
