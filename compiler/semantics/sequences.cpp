// Sequences: steps, their times, and what the conditions of later steps say of earlier ones.

#include <algorithm>

#include "compiler/semantics/events.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/same.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/windows.h"

namespace seg::semantics {

namespace {

/// Each step is a join over the events, and nested in the one before it.
constexpr std::uint32_t kMaxSteps = 256;

/// `folded` if the value's text without its case is enough.
Checked carried_to(const Checker& checker, const CheckedStep& to, std::uint32_t step, hir::ExprId value, bool folded) {
  const auto equals = [&](const CarriedKey& key) {
    if (key.step != step) return false;
    if (same_value(checker.hir, key.of_step, value)) return true;
    const auto* apply = std::get_if<hir::Apply>(&checker.hir[key.of_step].node);
    const bool without_case = apply != nullptr && apply->op == plan::Op::CaseFold;
    return folded && without_case && same_value(checker.hir, checker.hir.operands(apply->operands)[0], value);
  };
  const auto found = std::find_if(to.carried.begin(), to.carried.end(), equals);
  return found == to.carried.end() ? std::nullopt : Checked(found->here);
}

}  // namespace

Checked carried_value(Checker& checker, const EarlierSteps& steps, const NamedEvent& event, hir::ExprId value, bool folded, Span span) {
  if (*event.step == steps.matched) return value;
  if (const Checked here = carried_to(checker, steps.checked[steps.matched], *event.step, value, folded)) return here;
  const std::string text = shown(checker, checker.hir[value].span);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::DroppedReference, span, text);
  for (std::uint32_t step = *event.step + 1; step <= steps.matched; ++step) {
    const CheckedStep& between = steps.checked[step];
    if (between.absent || carried_to(checker, between, *event.step, value, folded)) continue;
    diagnostic.label(between.span, "this step may have another");
    diagnostic.note(fmt::format("write `where FIELD = {}` there too: then events are looked up by it from step to step", text));
    break;
  }
  return std::nullopt;
}

namespace {

struct SequenceCheck {
  Checker& checker;
  Scope around;
  std::span<const ast::SequenceStep> written;
  std::vector<CheckedStep> checked{};
  hir::Sequence sequence{};
  bool optional = false;

  const ast::Query& query_of(const ast::SequenceStep& step) const { return (*checker.ast)[step.query]; }

  bool refuse(Span span, std::string_view why) const {
    checker.diagnostics.report(Code::BadSequence, span, why);
    return false;
  }

  bool check_names() const {
    bool ok = true;
    for (std::size_t step = 0; step < written.size(); ++step) {
      const std::optional<ast::Name>& name = query_of(written[step]).alias;
      if (!name) continue;
      ok = require_free_name(checker, *name) && ok;
      if (written[step].absent) ok = refuse(name->span, "an absent step has no event that could have a name");
      const auto same = [&](const ast::SequenceStep& other) {
        return query_of(other).alias && checker.text(*query_of(other).alias) == checker.text(*name);
      };
      const auto first = std::find_if(written.begin(), written.begin() + static_cast<std::ptrdiff_t>(step), same);
      if (first == written.begin() + static_cast<std::ptrdiff_t>(step)) continue;
      checker.diagnostics.report(Code::DeclaredTwice, name->span, "step", checker.text(*name))
          .label(query_of(*first).alias->span, "the first has the name here");
      ok = false;
    }
    return ok;
  }

  /// What a step must have and must not have, whatever its events are.
  bool check_shape(std::size_t index) const {
    const ast::SequenceStep& step = written[index];
    if (index == 0 && step.absent) return refuse(step.span, "a sequence begins with an event: an absent step follows one");
    if (index == 0 && step.within) {
      const Span span = (*checker.ast)[*step.within].span;
      return refuse(span, "`within` counts from the step before, and the first has none");
    }
    if (step.absent && step.directly) return refuse(step.span, "`directly` belongs to a step that happens, found an absent one");
    if (step.absent && !step.within) {
      checker.diagnostics.report(Code::BadSequence, step.span, "an absent step names its time, found none")
          .note("`no purchase within 24 hours` holds once the 24 hours are over");
      return false;
    }
    return true;
  }

  std::optional<hir::Length> check_within(ast::ExprId id) const {
    const Span span = (*checker.ast)[id].span;
    const auto* quantity = std::get_if<ast::QuantityLiteral>(&(*checker.ast)[id].node);
    if (quantity == nullptr) return std::nullopt;
    if (quantity->calendar) {
      checker.diagnostics.report(Code::BadSequence, span, "a step is `within` a length from an instant on, found calendar units")
          .note("`3 days` are 72 hours, `2 months` end at the same time of day");
      return std::nullopt;
    }
    const auto length = length_of(checker, *quantity, span);
    if (!length) return std::nullopt;
    if (const auto* rolling = std::get_if<RollingLength>(&*length)) return hir::Length{rolling->count, rolling->unit};
    return hir::Length{std::get<ElapsedLength>(*length).micros, std::nullopt};
  }

  /// The named steps as the condition of step `index` sees them, outermost the names around the sequence.
  std::vector<NamedEvent> names_for(std::size_t index) const {
    std::vector<NamedEvent> names;
    names.reserve(written.size());
    for (std::size_t step = 0; step < written.size(); ++step) {
      const ast::Query& query = query_of(written[step]);
      if (!query.alias) continue;
      NamedEvent name;
      name.name = checker.text(*query.alias);
      name.stream = step < index ? sequence.steps[step].query.stream : 0;
      name.around = names.empty() ? around.named : &names.back();
      if (step == index) name.unusable = "here names are that step's own: leave it out";
      if (step > index) name.unusable = "it is a later step, and a step refers to those before it";
      if (written[step].absent) name.unusable = "an absent step has no event to refer to";
      name.step = static_cast<std::uint32_t>(step);
      names.push_back(name);
    }
    return names;
  }

  /// The last step before that is not absent; 0 for the first, which has nothing to refer to.
  std::uint32_t matched_by(std::size_t index) const {
    std::size_t step = index == 0 ? 0 : index - 1;
    while (checked.size() > step && checked[step].absent) --step;
    return static_cast<std::uint32_t>(step);
  }

  /// What the events of a step equal: the other sides of its equalities, and whatever those equal. Each once: what is said twice at every
  /// step would double at every step.
  std::vector<CarriedKey> carried_by(const hir::Step& step) const {
    std::vector<CarriedKey> carried;
    const auto add = [&](const CarriedKey& added) {
      const auto same = [&](const CarriedKey& key) {
        return key.step == added.step && same_value(checker.hir, key.of_step, added.of_step) &&
               same_value(checker.hir, key.here, added.here);
      };
      if (std::none_of(carried.begin(), carried.end(), same)) carried.push_back(added);
    };
    for (const hir::Match& match : step.query.matches) {
      add({step.matched, match.outer, match.inner});
      for (const CarriedKey& key : checked[step.matched].carried) {
        if (same_value(checker.hir, key.here, match.outer)) add({key.step, key.of_step, match.inner});
        // What equals a value has its text without the case, too.
        const auto* apply = std::get_if<hir::Apply>(&checker.hir[match.outer].node);
        const bool folded = apply != nullptr && apply->op == plan::Op::CaseFold;
        if (folded && same_value(checker.hir, key.here, checker.hir.operands(apply->operands)[0]))
          add({key.step, *fold_case(checker, key.of_step), match.inner});
      }
    }
    return carried;
  }

  bool check_step(std::size_t index) {
    const ast::SequenceStep& step = written[index];
    const std::vector<NamedEvent> names = names_for(index);
    EarlierSteps earlier{{}, checked, matched_by(index)};
    for (const NamedEvent& name : names) {
      if (name.unusable.empty()) earlier.named.push_back(&name);
    }
    Scope scope;
    scope.named = names.empty() ? around.named : &names.back();
    scope.steps = &earlier;
    const auto query = check_query(checker, query_of(step), scope);
    const auto within = step.within ? check_within(*step.within) : std::nullopt;
    if (!query || (step.within && !within)) return false;
    sequence.steps.push_back({*query, step.absent, step.directly, within, earlier.matched, step.span});
    optional = optional || bounds_optional(checker, *query);
    checked.push_back({step.absent, query_of(step).span, step.absent ? std::vector<CarriedKey>{} : carried_by(sequence.steps.back())});
    return true;
  }
};

}  // namespace

Checked check_sequence(Checker& checker, const ast::SequenceExpr& node, Span span, Scope scope) {
  const std::span<const ast::SequenceStep> written(checker.ast->steps.data() + node.steps.first, node.steps.count);
  SequenceCheck check{checker, scope, written};
  if (node.steps.count < 2) {
    check.refuse(span, "a sequence has at least two steps; one event alone is `any EVENT`");
    return std::nullopt;
  }
  if (node.steps.count > kMaxSteps) {
    check.refuse(written[kMaxSteps].span, fmt::format("a sequence has at most {} steps, found {}", kMaxSteps, node.steps.count));
    return std::nullopt;
  }
  bool ok = check.check_names();
  for (std::size_t index = 0; index < written.size(); ++index) ok = check.check_shape(index) && ok;
  for (std::size_t index = 0; ok && index < written.size(); ++index) ok = check.check_step(index);
  if (!ok) return std::nullopt;
  return checker.add(std::move(check.sequence), plan::bool_type(), check.optional, span);
}

}  // namespace seg::semantics
