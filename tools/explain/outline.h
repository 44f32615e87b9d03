#pragma once
// What is to be evaluated for an explanation: the clauses of a condition and the expressions that they read. Private to this folder.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/source.h"
#include "compiler/semantics/hir.h"
#include "tools/explain/explain.h"

namespace seg::explain {

/// The newest event of a query, for a reading such as `2 purchases, the last: 2026-02-11, 59.90 EUR`.
struct Newest {
  std::uint32_t stream = 0;
  hir::ExprId count;
  hir::ExprId at;
  std::vector<std::uint32_t> fields;
  std::vector<hir::ExprId> values;  ///< of the fields
  /// The ends of the window, where a person cannot tell them from the text: units of the calendar, fields, lengths that are computed.
  std::optional<hir::ExprId> from;
  std::optional<hir::ExprId> to;
};

struct Reading {
  std::string label;                 ///< empty: the value says it all
  std::string written;               ///< what was written for the value; said once a clause
  std::optional<hir::ExprId> value;  ///< absent: the events alone
  std::optional<Newest> events;
  std::vector<hir::ExprId> fifths = {};  ///< of a quintile: where each fifth but the lowest begins, told in place of a value
};

struct Outline {
  hir::ExprId condition{};
  Joint joint = Joint::Leaf;
  bool negated = false;
  std::string text;
  Span span;
  std::vector<Reading> readings;
  std::vector<Outline> parts;
  std::optional<hir::Sequence> sequence;  ///< its steps are told as parts
};

/// Blanks and line ends as one blank each.
std::string in_one_line(std::string_view text);

/// The fields that tell of an event of the stream: those that are read, at least two and at most three, no lists.
std::vector<std::uint32_t> told_fields(const hir::Hir& hir, std::uint32_t stream, const std::vector<hir::ExprId>& read);

/// Makes outlines over a copy of the typed form, to which it adds the expressions that only explanations need.
class Outliner {
 public:
  Outliner(const hir::Hir& hir, const Sources& sources) : hir_(hir), sources_(sources) {}

  Outline outline(hir::ExprId condition);
  /// Of an arm: what each earlier arm says of the profile, and whether the profile is in it.
  std::vector<Outline> earlier_arms(const hir::Arm& arm);
  const hir::Hir& hir() const { return hir_; }

 private:
  struct Reader;
  void name_sequence(Outline& clause) const;
  Outline joined(hir::ExprId condition, Joint joint, bool negated, const std::vector<hir::ExprId>& parts);
  void read(Outline& clause, hir::ExprId value);
  std::string written(Span span) const;
  Newest newest(const hir::Fold& fold);
  std::optional<hir::ExprId> told_end(std::optional<hir::ExprId> end) const;
  hir::ExprId left_over(const hir::Arm& arm);  ///< that no earlier arm is true
  hir::ExprId added(hir::Node node, plan::Type type);

  hir::Hir hir_;
  const Sources& sources_;
  std::set<std::uint32_t> traits_;    ///< told already
  std::set<std::uint32_t> segments_;  ///< likewise
};

}  // namespace seg::explain
