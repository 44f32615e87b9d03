#pragma once
// What the writers of this folder share. Private to it.

#include <optional>
#include <string>
#include <vector>

#include "compiler/english/english.h"
#include "compiler/english/moments.h"
#include "compiler/english/words.h"
#include "compiler/semantics/hir.h"

namespace seg::english {

/// Collects what a description tells beside its sentence.
struct Writer {
  const hir::Hir& hir;
  Clock clock;
  std::vector<Window> windows;
  std::vector<std::string> traits;
  std::vector<std::string> segments;
  std::vector<std::string> cuts;
  /// Said instead of a query's own window: `in each of the last 4 complete calendar quarters`.
  std::optional<std::string> window_instead;

  const plan::Schema& schema() const { return hir.schema.plan; }
  const plan::Stream& stream(std::uint32_t index) const { return schema().streams[index]; }
};

/// Whose values names are.
struct Scope {
  std::optional<std::uint32_t> stream;  ///< an event's: without it the customers'
  std::string group;                    ///< the name of what events are grouped by: `category`; empty outside of a group
};

/// A value as words. `Customer`: `clv`, which becomes `their clv` and `whose clv is`.
struct Noun {
  enum class Owner : std::uint8_t { None, Customer } owner = Owner::None;
  std::string text;
  bool plural = false;
};

/// Who: `have no purchases` (`who …`, `they …`) · Whose: `clv is 5` (`whose …`, `their …`) · ForWhom: a whole statement.
enum class Subject : std::uint8_t { Who, Whose, ForWhom };

/// How the parts of a predicate make it true. Leaf: it has none, or they tell more of `text`.
enum class Joint : std::uint8_t { Leaf, All, Any, NotAll, None, AtLeast, AtMost, Exactly };

struct Predicate {
  Subject subject = Subject::ForWhom;
  std::string text;
  Joint joint = Joint::Leaf;
  std::int64_t count = 0;  ///< of AtLeast, AtMost, Exactly
  std::vector<Predicate> parts;
  bool apart = false;  ///< what follows in the same sentence would seem to belong to it
};

// ---- values
Noun noun(Writer& writer, hir::ExprId id, const Scope& scope);
/// With its owner: `their clv`, `the category`.
std::string value_text(Writer& writer, hir::ExprId id, const Scope& scope);
/// A constant as a percentage where it stands beside a share or a quotient.
std::string value_beside(Writer& writer, hir::ExprId id, hir::ExprId other, const Scope& scope);
Noun apply_noun(Writer& writer, const hir::Apply& apply, const Scope& scope);
Noun fold_noun(Writer& writer, const hir::Fold& fold, const Scope& scope);
Noun cut_noun(Writer& writer, const hir::PopulationCut& cut, const Scope& scope);
Noun quintile_noun(Writer& writer, const hir::Quintile& quintile, const Scope& scope);
std::vector<Points> score_points(Writer& writer, const hir::Apply& score, const Scope& scope);

// ---- conditions
Predicate predicate(Writer& writer, hir::ExprId id, const Scope& scope, bool negated = false);
Predicate compare_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated);
/// A value between two ends: the parts of a range that the typed form took apart; nothing where it is none.
std::optional<Predicate> range_predicate(Writer& writer, hir::IdRange operands, const Scope& scope, bool negated);
/// Hours, days of the week and months between constants: `is from 22:00 until before 03:00`.
std::optional<Predicate> cycle_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated);
std::optional<Predicate> cycle_predicate(Writer& writer, const hir::Logic& logic, const Scope& scope, bool negated);
std::optional<Predicate> count_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated);
std::optional<Predicate> each_predicate(Writer& writer, hir::IdRange operands, const Scope& scope, bool negated);
std::optional<Predicate> cut_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated);
Predicate rank_predicate(Writer& writer, const hir::RankAtMost& rank, const Scope& scope, bool negated);
Predicate satisfies_predicate(Writer& writer, const hir::Fold& fold, const Scope& scope, bool negated);
Predicate among_edge_predicate(Writer& writer, const hir::AmongEdge& among, const Scope& scope, bool negated);
Predicate sequence_predicate(Writer& writer, const hir::Sequence& sequence, bool negated);
/// `is` and what follows for a condition that a function is: `contains “vip”`, `matches /x/`.
std::optional<Predicate> apply_predicate(Writer& writer, const hir::Apply& apply, const Scope& scope, bool negated);

/// `X is …` with the value as its subject; `X are …` where that is in the plural.
Predicate about(const Noun& subject, const std::string& rest);
/// `they have no purchases`, `their clv is 5`; of blocks in one line, bracketed where they are inside of another.
std::string statement(const Predicate& predicate);
std::string bracketed(const Predicate& predicate);
/// `who have no purchases`, `whose clv is 5`.
std::string relative(const Predicate& predicate);
/// `Customers who …`.
Sentence sentence_of(const Predicate& predicate, const std::string& who);

// ---- events
/// `purchases in the last 90 days where the category is “shoes”`, `last 3 emails …`: without an article.
std::string events_text(Writer& writer, const hir::Query& query, const Scope& scope, bool plural = true);
/// With the article that a part of them needs: `the last 3 emails`.
std::string all_events(Writer& writer, const hir::Query& query, const Scope& scope);
/// Whether the events are those of the group that a fold stands in.
bool is_of_group(const hir::Query& query);
bool is_one(const hir::Hir& hir, const std::optional<hir::Edge>& edge);
/// Of a constant that is an int.
std::optional<std::int64_t> int_of(const hir::Hir& hir, hir::ExprId id);
/// What stands behind the name of the events: the window, the conditions, what is the same.
std::string events_suffix(Writer& writer, const hir::Query& query, const Scope& scope);

// ---- time
/// ` in the last 90 days (since 2026-08-25 10:00)` with a leading blank; empty without bounds.
std::string window_text(Writer& writer, std::optional<hir::ExprId> from, std::optional<hir::ExprId> to, bool to_included,
                        const Scope& scope);
/// An instant or a day in words and as a date where it depends on `now` alone: `60 days ago (2026-09-24 10:00)`; nothing for others.
std::optional<std::string> moment_words(Writer& writer, hir::ExprId id, const Scope& scope);
/// The date first, behind `is before` and its like: `2026-09-24 10:00 (60 days ago)`; nothing where `now` alone does not decide it.
std::optional<std::string> dated_moment(Writer& writer, hir::ExprId id, const Scope& scope);

}  // namespace seg::english
