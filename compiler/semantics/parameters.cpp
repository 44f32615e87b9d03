// Traits with parameters: each list of arguments that one is called with makes a trait of its own.

#include "compiler/semantics/parameters.h"

#include <algorithm>

#include "compiler/semantics/functions.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/schema_types.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/walk.h"
#include "compiler/semantics/windows.h"
#include "runtime/plan/text.h"

namespace seg::semantics {

namespace {

/// A type that one literal can have.
std::optional<plan::Type> parameter_type(Checker& checker, const ast::Parameter& parameter) {
  const std::string_view name = checker.text(parameter.type.name);
  if (name == "ratio" && parameter.type.arguments.empty()) return plan::ratio_type();
  if (name == "enum" || name == "list" || name == "struct") {
    checker.diagnostics.report(Code::BadParameter, parameter.type.span, fmt::format("a parameter is one value, no {}", name));
    return std::nullopt;
  }
  const auto type = check_type(checker, parameter.type, checker.text(parameter.name));
  return type ? std::optional(type->type) : std::nullopt;
}

/// Literals, `now`, and arithmetic and functions of them.
bool is_constant(const Checker& checker, hir::ExprId id) {
  const hir::Node& node = checker.hir[id].node;
  if (std::holds_alternative<hir::Constant>(node) || std::holds_alternative<hir::Now>(node)) return true;
  const bool made_of_operands = std::holds_alternative<hir::Binary>(node) || std::holds_alternative<hir::Negate>(node) ||
                                std::holds_alternative<hir::Convert>(node) || std::holds_alternative<hir::Apply>(node) ||
                                std::holds_alternative<hir::Shift>(node) || std::holds_alternative<hir::UnitStart>(node);
  if (!made_of_operands) return false;
  bool constant = true;
  hir::for_each_operand(checker.hir, node, [&](hir::ExprId operand) { constant = constant && is_constant(checker, operand); });
  return constant;
}

const Binding* find_binding(const Checker& checker, std::string_view name) {
  if (checker.instance == nullptr) return nullptr;
  for (const Binding& binding : checker.instance->bindings) {
    if (binding.name == name) return &binding;
  }
  return nullptr;
}

/// The argument's value with the parameter's type. A literal takes the type as it would beside a field of it.
Checked typed_argument(Checker& checker, ast::ExprId id, plan::Type type) {
  const auto written = written_literal(*checker.ast, id);
  const Checked own = check_expression(checker, id, Scope{});
  if (!own || !written || !is_comparable(type, checker.type(*own))) return own;
  const Expected expected{type, std::nullopt};
  return check_expression(checker, id, Scope{}, &expected);
}

Checked check_argument(Checker& checker, ast::ExprId id, const ast::TraitDecl& trait, const ast::Parameter& parameter, plan::Type type) {
  const std::string what = fmt::format("`{}` of `{}`", checker.text(parameter.name), checker.text(trait.name));
  Checked value = typed_argument(checker, id, type);
  if (!value) return std::nullopt;
  if (!is_constant(checker, *value)) {
    checker.diagnostics.report(Code::NotConstantArgument, (*checker.ast)[id].span, what, shown(checker, (*checker.ast)[id].span))
        .label(parameter.name.span, "the parameter is declared here");
    return std::nullopt;
  }
  if (checker.type(*value) != type) {
    const Checked converted = is_comparable(type, checker.type(*value)) ? as_type(checker, *value, type) : std::nullopt;
    if (!converted || checker.type(*converted) != type) {
      const plan::Schema& schema = checker.hir.schema.plan;
      std::string expected = described(schema, type);
      // Of one kind and unit it is the digits that do not fit.
      if (expected == described(schema, checker.type(*value)))
        expected += fmt::format(" with at most {} digits after the point", type.scale);
      checker.diagnostics.report(Code::WrongType, (*checker.ast)[id].span, what, expected, described(schema, checker.type(*value)))
          .label(parameter.name.span, "the parameter is declared here");
      return std::nullopt;
    }
    value = converted;
  }
  return value;
}

/// `3 months`, or a parameter that stands for such a length, where a duration is expected.
std::optional<ast::QuantityLiteral> calendar_length(const Checker& checker, ast::ExprId id, plan::Type type) {
  if (type != plan::duration_type()) return std::nullopt;
  if (const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node)) return calendar_argument(checker, checker.text(name->name));
  const auto written = written_literal(*checker.ast, id);
  const auto* quantity = written ? std::get_if<ast::QuantityLiteral>(&written->value) : nullptr;
  const bool calendar = quantity != nullptr && (quantity->calendar || is_rolling(quantity->unit));
  return calendar ? std::optional(*quantity) : std::nullopt;
}

/// What the argument is called in the instance's name: its text, or that of the parameter that it hands on.
std::string argument_text(const Checker& checker, ast::ExprId id) {
  if (const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node)) {
    if (const Binding* binding = find_binding(checker, checker.text(name->name))) return binding->text;
  }
  return normalised(checker, (*checker.ast)[id].span);
}

/// Equal for arguments of one value, however they were written.
std::string argument_key(const Checker& checker, hir::ExprId value, const std::string& text) {
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[value].node);
  return constant == nullptr ? "= " + text : plan::literal_text(checker.hir.schema.plan, constant->value);
}

/// The parameter with its argument; `keys` gets what tells its value from others.
std::optional<Binding> bind(Checker& checker, ast::ExprId id, const ast::TraitDecl& trait, const ast::Parameter& parameter, plan::Type type,
                            std::vector<std::string>& keys) {
  const std::string_view name = checker.text(parameter.name);
  const Span span = (*checker.ast)[id].span;
  if (const auto calendar = calendar_length(checker, id, type)) {
    const auto* handed_on = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node);
    if (handed_on != nullptr && !use_parameter(checker, checker.text(handed_on->name), span, Scope{})) return std::nullopt;
    keys.push_back(fmt::format("{} {} {}", calendar->count, calendar->calendar ? "calendar" : "rolling", static_cast<int>(calendar->unit)));
    return Binding{name, checker.constant(number_literal(type, 0), span), argument_text(checker, id), false, calendar};
  }
  const Checked value = check_argument(checker, id, trait, parameter, type);
  if (!value) return std::nullopt;
  std::string text = argument_text(checker, id);
  keys.push_back(argument_key(checker, *value, text));
  return Binding{name, *value, std::move(text), false, std::nullopt};
}

std::string signature_of(const Checker& checker, const ast::TraitDecl& trait) {
  std::vector<std::string> parameters;
  for (const ast::Parameter& parameter : trait.parameters) {
    parameters.push_back(fmt::format("{}: {}", checker.text(parameter.name), normalised(checker, parameter.type.span)));
  }
  return fmt::format("`{}`", fmt::join(parameters, ", "));
}

}  // namespace

bool check_parameters(Checker& checker, const ast::TraitDecl& trait, Declaration& declaration) {
  bool ok = true;
  if (!trait.parameters.empty() && (trait.query || find_function(checker.text(trait.name)) != nullptr)) {
    checker.diagnostics.report(
        Code::BadParameter, trait.name.span,
        trait.query ? "a trait that names events has no parameters" : "a trait with parameters cannot have the name of a function");
    ok = false;
  }
  std::unordered_map<std::string_view, Span> seen;
  for (const ast::Parameter& parameter : trait.parameters) {
    const auto [first, added] = seen.emplace(checker.text(parameter.name), parameter.name.span);
    if (!added) {
      checker.diagnostics.report(Code::DeclaredTwice, parameter.name.span, "parameter", checker.text(parameter.name))
          .label(first->second, "declared here first");
    }
    const auto type = parameter_type(checker, parameter);
    declaration.parameters.push_back(type.value_or(plan::Type{}));
    ok = ok && added && type;
  }
  return ok;
}

std::optional<std::uint32_t> instantiate(Checker& checker, Declaration& declaration, const ast::TraitDecl& trait, ast::IdRange arguments,
                                         Span call) {
  const std::size_t expected = trait.parameters.size();
  if (arguments.count != expected) {
    checker.diagnostics.report(Code::WrongArguments, call, checker.text(trait.name), signature_of(checker, trait),
                               fmt::format("{} {}", arguments.count, arguments.count == 1 ? "argument" : "arguments"));
    return std::nullopt;
  }
  Instance instance;
  instance.declaration = &declaration;
  instance.call = call;
  std::vector<std::string> keys;
  std::vector<std::string> texts;
  for (std::size_t index = 0; index < expected; ++index) {
    const ast::Parameter& parameter = trait.parameters[index];
    const ast::ExprId id = checker.ast->expr_list[arguments.first + index];
    auto binding = bind(checker, id, trait, parameter, declaration.parameters[index], keys);
    if (!binding) continue;
    texts.push_back(binding->text);
    instance.bindings.push_back(std::move(*binding));
  }
  if (instance.bindings.size() != expected) return std::nullopt;
  instance.text = fmt::format("{}({})", declaration.name, fmt::join(texts, ", "));
  const std::string key = fmt::format("{}({})", declaration.name, fmt::join(keys, ", "));
  const auto [found, added] = checker.instance_by_arguments.emplace(key, checker.instances.size());
  if (added) checker.instances.push_back(std::move(instance));
  return static_cast<std::uint32_t>(found->second);
}

std::uint32_t sample_instance(Checker& checker, Declaration& declaration, const ast::TraitDecl& trait) {
  Instance instance;
  instance.declaration = &declaration;
  instance.call = trait.name.span;
  instance.text = checker.text(trait.name);
  instance.sample = true;
  for (std::size_t index = 0; index < trait.parameters.size(); ++index) {
    plan::Literal one = number_literal(declaration.parameters[index], 1);
    one.real = 1;
    if (one.type.kind == plan::Kind::Duration) one.number = plan::kMicrosPerDay;
    const Span span = trait.parameters[index].name.span;
    instance.bindings.push_back({checker.text(trait.parameters[index].name), checker.constant(one, span), "1", false, std::nullopt});
  }
  checker.instances.push_back(std::move(instance));
  return static_cast<std::uint32_t>(checker.instances.size() - 1);
}

bool is_parameter(const Checker& checker, std::string_view name) { return find_binding(checker, name) != nullptr; }

const std::string* parameter_text(const Checker& checker, std::string_view name) {
  const Binding* binding = find_binding(checker, name);
  return binding == nullptr ? nullptr : &binding->text;
}

std::optional<ast::QuantityLiteral> calendar_argument(const Checker& checker, std::string_view name) {
  const Binding* binding = find_binding(checker, name);
  return binding == nullptr ? std::nullopt : binding->calendar;
}

bool use_parameter(Checker& checker, std::string_view name, Span span, Scope scope) {
  const Binding* binding = find_binding(checker, name);
  checker.instance->bindings[static_cast<std::size_t>(binding - checker.instance->bindings.data())].used = true;
  const Names& names = scope.stream ? checker.events[*scope.stream] : checker.profile;
  if (!names.fields.contains(name) && !names.structs.contains(name) && !(scope.stream && name == "at")) return true;
  const std::string path =
      scope.stream ? fmt::format("{}.{}", checker.hir.schema.plan.streams[*scope.stream].name, name) : fmt::format("profile.{}", name);
  checker.diagnostics.report(Code::AmbiguousParameter, span, name)
      .fix(replacement(fmt::format("write `{}` for the field, or give the parameter another name", path), span, path, Safety::Unsafe));
  return false;
}

std::optional<Checked> check_parameter(Checker& checker, std::string_view name, Span span, Scope scope) {
  const Binding* binding = find_binding(checker, name);
  if (binding == nullptr) return std::nullopt;
  if (!use_parameter(checker, name, span, scope)) return Checked(std::nullopt);
  if (binding->calendar) {
    checker.diagnostics.report(Code::CalendarLength, span, binding->text, fmt::format("`{}` is used as a duration here", name));
    return Checked(std::nullopt);
  }
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[binding->value].node);
  if (constant == nullptr) return Checked(binding->value);
  const plan::Literal literal = constant->value;
  return Checked(checker.constant(literal, span));
}

Checked check_trait_call(Checker& checker, const ast::CallExpr& node, Span span) {
  Module* module = nullptr;
  if (node.module) {
    if (is_broken_module(checker, *node.module)) return std::nullopt;
    module = module_at(checker, checker.text(*node.module), Scope{});
    if (module == nullptr) {
      checker.diagnostics.report(Code::UnknownFunction, span, normalised(checker, join(node.module->span, node.function.span)))
          .note(fmt::format("`{}` is no module that is imported", checker.text(*node.module)));
      return std::nullopt;
    }
  }
  Visible& visible = module == nullptr ? checker : names_in(checker, *module);
  const auto trait = visible.traits.find(checker.text(node.function));
  if (trait == visible.traits.end()) return unknown_definition(checker, *module, "trait", node.function);
  if (trait->second.parameters.empty()) {
    if (trait->second.progress == Progress::Broken) return std::nullopt;
    const std::string_view name = trait->second.name;
    checker.diagnostics.report(Code::WrongArguments, span, name, "no arguments", node.arguments.count)
        .fix(replacement(fmt::format("write `{}`", name), span, std::string(name), Safety::Safe));
    return std::nullopt;
  }
  const auto call = checker.calls.find({checker.instance, span});
  if (call == checker.calls.end()) return std::nullopt;
  const Instance& instance = checker.instances[call->second];
  if (instance.progress != Progress::Standing || instance.sample) return std::nullopt;
  const hir::Trait& declared = checker.hir.traits[instance.index];
  return checker.add(hir::TraitRef{instance.index}, declared.type, checker.optional(declared.value), span);
}

}  // namespace seg::semantics
