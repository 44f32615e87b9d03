#pragma once
// Which of a profile's events the steps of a sequence can be, found by asking of narrower sequences whether they hold: what a sequence
// means is the interpreter's alone. Private to this folder.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "compiler/semantics/hir.h"
#include "runtime/interpreter/interpret.h"

namespace seg::explain {

/// What expressions are for the profile that is explained.
using Ask = std::function<std::vector<interpreter::RowValue>(const hir::Hir&, std::span<const hir::ExprId>)>;

/// Asks about a sequence and parts of it, in a copy of the typed form to which it adds what it asks.
class Questions {
 public:
  Questions(const hir::Hir& hir, const hir::Sequence& whole, const Ask& ask);

  const hir::Hir& hir() const { return hir_; }
  hir::ExprId add(hir::Node node, plan::Type type);
  hir::ExprId at(const hir::Query& query) { return add(hir::EventAt{query.stream}, plan::timestamp_type()); }
  hir::ExprId instant(std::int64_t micros);
  std::vector<interpreter::RowValue> values(std::span<const hir::ExprId> ids) const { return ask_(hir_, ids); }
  interpreter::RowValue value(hir::ExprId id) const { return ask_(hir_, {&id, 1}).front(); }
  /// Of the query's events, whatever events of other steps they match.
  interpreter::RowValue fold(hir::Aggregate aggregate, hir::Query query, std::optional<hir::ExprId> value, std::int64_t nth = 0);
  std::int64_t count(const hir::Query& query) { return fold(hir::Aggregate::Count, query, std::nullopt).number; }
  /// The known values of the query's events, each once, in the order of the events, whatever events of other steps they match.
  std::vector<interpreter::RowValue> distinct(hir::Query query, hir::ExprId value);
  /// The first steps of a sequence, as it judges them: `directly` minds the streams of all its steps.
  interpreter::RowValue truth(hir::Sequence steps);
  bool holds(const hir::Sequence& steps);
  /// The end of a length from an instant on; nothing where it does not fit.
  std::optional<std::int64_t> end_of(std::int64_t from, const hir::Length& length);
  /// Those of the query's events of which the comparison is true, too.
  void narrow(hir::Query& query, hir::Relation relation, hir::ExprId left, hir::ExprId right);

 private:
  hir::Hir hir_;
  const Ask& ask_;
  std::vector<std::uint32_t> streams_;
};

struct Choice {
  hir::Sequence steps;                 ///< narrowed to the events that were chosen
  std::vector<std::int64_t> instants;  ///< one a step: the event's, or the end of an absent step's time
  bool several = false;                ///< the last event could be an earlier one
};

/// Of the choices of events for which the steps hold, the one whose last event is the latest, and so on to the first. They do hold.
Choice last_choice(Questions& questions, hir::Sequence steps);

}  // namespace seg::explain
