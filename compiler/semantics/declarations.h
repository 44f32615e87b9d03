#pragma once
// What collecting declarations, ordering them and checking each share.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

const ast::TraitDecl& trait_of(const Checker& checker, const Declaration& declaration);
const ast::SegmentDecl& segment_of(const Checker& checker, const Declaration& declaration);
const ast::PartitionDecl& partition_of(const Checker& checker, const Partition& partition);
const ast::PartitionArm& arm_of(const Checker& checker, const Declaration& declaration);
Span name_span(const Checker& checker, const Declaration& declaration);

/// Checks one declaration whose references were checked, or one instance of a trait. Its names are the visible ones.
void check_declaration(Checker& checker, Declaration& declaration, Instance* instance);

/// Reports what the limits do not allow.
bool within_limits(Checker& checker, const Measure& measure, Span name, std::string_view what);

/// Adds a partition and its arms; false where its name is taken, or an arm's.
void collect_partition(Checker& checker, const ast::PartitionDecl& partition, std::size_t file, std::size_t decl);
/// Checks the conditions that decide about an arm and that were not checked yet.
void check_arm_conditions(Checker& checker, const Declaration& arm);
bool check_arm(Checker& checker, Declaration& arm);
/// Puts the arms of each partition of the typed form in their order.
void order_arms(Checker& checker);

/// Adds a segment that stands.
void add_segment(Checker& checker, Declaration& declaration, hir::Segment segment);

}  // namespace seg::semantics
