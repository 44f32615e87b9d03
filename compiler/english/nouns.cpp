// Values, a case a node.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

Noun plain(std::string text) { return {Noun::Owner::None, std::move(text)}; }

/// Whether a ratio beside it reads as a percentage.
bool is_share(const hir::Hir& hir, hir::ExprId id) {
  const hir::Node& node = hir[id].node;
  if (const auto* trait = std::get_if<hir::TraitRef>(&node)) return is_share(hir, hir.traits[trait->trait].value);
  if (const auto* convert = std::get_if<hir::Convert>(&node)) return is_share(hir, convert->operand);
  if (const auto* fold = std::get_if<hir::Fold>(&node)) return fold->aggregate == hir::Aggregate::Share;
  const auto* binary = std::get_if<hir::Binary>(&node);
  return binary != nullptr && binary->op == hir::Arithmetic::Divide;
}

struct Cases {
  Writer& writer;
  hir::ExprId id;
  const Scope& scope;

  /// A customer's own value, also where events are spoken of.
  Noun of_customer(const std::string& name) const {
    if (scope.stream || !scope.group.empty()) return {Noun::Owner::None, "the customer's " + name, is_plural(name)};
    return {Noun::Owner::Customer, name, is_plural(name)};
  }
  Noun condition() const { return plain("whether " + bracketed(predicate(writer, id, scope))); }

  Noun operator()(const hir::Constant& node) const { return plain(literal_text(writer.schema(), node.value, writer.clock.zone, false)); }
  Noun operator()(const hir::Now&) const { return plain("now"); }
  Noun operator()(const hir::ProfileField& node) const { return of_customer(writer.schema().profile[node.field].name); }
  Noun operator()(const hir::EventField& node) const {
    const plan::Stream& stream = writer.stream(node.stream);
    const std::string& name = stream.fields[node.field].name;
    if (scope.stream == node.stream) return {Noun::Owner::None, "the " + name, is_plural(name)};
    return plain(fmt::format("the {} of that {}", name, stream.name));
  }
  Noun operator()(const hir::EventAt& node) const {
    return plain(scope.stream == node.stream ? "the time" : fmt::format("the time of that {}", writer.stream(node.stream).name));
  }
  Noun operator()(const hir::Lookup& node) const {
    const std::string& name = writer.schema().tables[node.table].fields[node.field].name;
    return plain(fmt::format("the {} of {}", name, value_text(writer, node.key, scope)));
  }
  Noun operator()(const hir::Gap&) const {
    return plain(scope.stream ? fmt::format("the time since the {} before", writer.stream(*scope.stream).name)
                              : "the time since the one before");
  }
  Noun operator()(const hir::TraitRef& node) const {
    const std::string& name = writer.hir.traits[node.trait].name;
    add_once(writer.traits, name);
    return of_customer(name);
  }
  Noun operator()(const hir::SegmentRef&) const { return condition(); }
  Noun operator()(const hir::Logic&) const { return condition(); }
  Noun operator()(const hir::Not&) const { return condition(); }
  Noun operator()(const hir::AtLeast&) const { return condition(); }
  Noun operator()(const hir::IsKnown&) const { return condition(); }
  Noun operator()(const hir::UnknownAs&) const { return condition(); }
  Noun operator()(const hir::Compare&) const { return condition(); }
  Noun operator()(const hir::InSet&) const { return condition(); }
  Noun operator()(const hir::TextCompare&) const { return condition(); }
  Noun operator()(const hir::Binary& node) const {
    if (auto words = moment_words(writer, id, scope)) return plain(std::move(*words));
    if (auto words = time_since(node)) return plain(std::move(*words));
    const std::string left = operand(node.left);
    const bool scaled = node.op == hir::Arithmetic::Multiply || node.op == hir::Arithmetic::Divide;
    const std::string right = scaled ? operand(node.right) : bracketed_sum(node.right, node.op);
    return plain(fmt::format("{} {} {}", scaled ? left : value_text(writer, node.left, scope), arithmetic_words(node.op), right));
  }
  Noun operator()(const hir::Negate& node) const { return plain("minus " + operand(node.operand)); }
  Noun operator()(const hir::Convert& node) const {
    if (node.conversion == hir::Conversion::DayStart) {
      if (auto words = moment_words(writer, id, scope)) return plain(std::move(*words));
      return plain("the start of " + value_text(writer, node.operand, scope));
    }
    return noun(writer, node.operand, scope);
  }
  Noun operator()(const hir::Apply& node) const {
    if (auto words = moment_words(writer, id, scope)) return plain(std::move(*words));
    return apply_noun(writer, node, scope);
  }
  Noun operator()(const hir::Shift&) const { return plain(moment_words(writer, id, scope).value_or("now")); }
  Noun operator()(const hir::UnitStart&) const { return plain(moment_words(writer, id, scope).value_or("now")); }
  Noun operator()(const hir::Fold& node) const {
    const bool satisfies = node.aggregate == hir::Aggregate::AllTrue || node.aggregate == hir::Aggregate::AtLeastTrue;
    return satisfies ? condition() : fold_noun(writer, node, scope);
  }
  Noun operator()(const hir::AmongEdge&) const { return condition(); }
  Noun operator()(const hir::Sequence&) const { return condition(); }
  Noun operator()(const hir::PopulationCut& node) const { return cut_noun(writer, node, scope); }
  Noun operator()(const hir::RankAtMost&) const { return condition(); }
  Noun operator()(const hir::Quintile& node) const { return quintile_noun(writer, node, scope); }

 private:
  static std::string_view arithmetic_words(hir::Arithmetic op) {
    switch (op) {
      case hir::Arithmetic::Add:
        return "plus";
      case hir::Arithmetic::Subtract:
        return "minus";
      case hir::Arithmetic::Multiply:
        return "times";
      case hir::Arithmetic::Divide:
        return "divided by";
    }
    return {};
  }

  const hir::Node& converted(hir::ExprId operand) const {
    const hir::Node* node = &writer.hir[operand].node;
    while (const auto* convert = std::get_if<hir::Convert>(node)) node = &writer.hir[convert->operand].node;
    return *node;
  }

  /// In brackets where it is arithmetic itself.
  std::string operand(hir::ExprId operand) const {
    const std::string text = value_text(writer, operand, scope);
    return std::holds_alternative<hir::Binary>(converted(operand)) ? fmt::format("({})", text) : text;
  }

  std::string bracketed_sum(hir::ExprId right, hir::Arithmetic op) const {
    return op == hir::Arithmetic::Subtract ? operand(right) : value_text(writer, right, scope);
  }

  /// `now - last(at of purchases)`.
  std::optional<std::string> time_since(const hir::Binary& node) const {
    if (node.op != hir::Arithmetic::Subtract || !std::holds_alternative<hir::Now>(writer.hir[node.left].node)) return std::nullopt;
    const std::string moment = value_text(writer, node.right, scope);
    constexpr std::string_view kTimeOf = "the time of ";
    return "the time since " + (moment.rfind(kTimeOf, 0) == 0 ? moment.substr(kTimeOf.size()) : moment);
  }
};

}  // namespace

Noun noun(Writer& writer, hir::ExprId id, const Scope& scope) { return std::visit(Cases{writer, id, scope}, writer.hir[id].node); }

std::string value_text(Writer& writer, hir::ExprId id, const Scope& scope) {
  const Noun value = noun(writer, id, scope);
  return value.owner == Noun::Owner::Customer ? "their " + value.text : value.text;
}

std::string value_beside(Writer& writer, hir::ExprId id, hir::ExprId other, const Scope& scope) {
  const auto* constant = std::get_if<hir::Constant>(&writer.hir[id].node);
  if (constant != nullptr && is_share(writer.hir, other))
    return literal_text(writer.schema(), constant->value, writer.clock.zone, constant->value.type == plan::ratio_type());
  // The first day of a month beside `calendar_month(…)` is the month.
  const auto* part = std::get_if<hir::Apply>(&writer.hir[other].node);
  if (constant != nullptr && part != nullptr && part->op == plan::Op::MonthStart) {
    const calendar::CivilDate date = calendar::civil_from_days(constant->value.number);
    if (date.day == 1) return fmt::format("{} {}", month_name(date.month), date.year);
  }
  return value_text(writer, id, scope);
}

}  // namespace seg::english
