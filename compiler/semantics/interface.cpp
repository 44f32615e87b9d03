#include "compiler/semantics/interface.h"

#include <algorithm>

#include "compiler/semantics/events.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/paths.h"
#include "compiler/semantics/schema_types.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

/// As a schema writes the type of values that have no unit.
std::string_view kind_name(plan::Kind kind) {
  switch (kind) {
    case plan::Kind::Bool:
      return "bool";
    case plan::Kind::Int:
      return "int";
    case plan::Kind::Float:
      return "float";
    case plan::Kind::Decimal:
      return "decimal";
    case plan::Kind::Money:
      return "money";
    case plan::Kind::Ratio:
      return "ratio";
    case plan::Kind::String:
      return "string";
    case plan::Kind::Enum:
      return "enum";
    case plan::Kind::Id:
      return "id";
    case plan::Kind::Date:
      return "date";
    case plan::Kind::Timestamp:
      return "timestamp";
    case plan::Kind::Duration:
      return "duration";
  }
  return "";
}

/// Whether the schema's values are among those that the module was written for.
bool fits(const Checker& checker, const ast::TypeExpr& needed, plan::Type found) {
  const plan::Schema& schema = checker.hir.schema.plan;
  const std::string_view name = checker.text(needed.name);
  if (name == "list") return found.list && needed.element.size() == 1 && fits(checker, needed.element.front(), plan::element_of(found));
  if (found.list) return false;
  const auto unit_is = [&] {
    if (needed.arguments.empty() || !needed.arguments.front().name) return true;
    return found.unit != plan::kNoUnit && schema.units[found.unit] == checker.text(*needed.arguments.front().name);
  };
  if (name == "money") return found.kind == plan::Kind::Money && unit_is();
  if (name == "id") return found.kind == plan::Kind::Id && unit_is();
  if (name != "enum") return found.kind != plan::Kind::Enum && name == kind_name(found.kind);
  if (found.kind != plan::Kind::Enum) return false;
  const plan::EnumType& values = schema.enums[found.unit];
  auto next = values.values.begin();
  for (const ast::EnumValue& value : needed.values) {
    const auto from = needed.ordered ? next : values.values.begin();
    const auto place = std::find(from, values.values.end(), checker.text(value.text));
    if (place == values.values.end()) return false;
    next = place;
  }
  return !needed.ordered || values.ordered;
}

/// One module's interface being held against the schema.
class Fulfilment {
 public:
  Fulfilment(Checker& checker, Module& module, const Import& import, const ast::RequiresDecl& required)
      : checker_(checker), module_(module), import_(import), required_(required) {}

  void run() {
    prepare();
    for (const ast::EventDecl& event : required_.events) fulfil(event);
    for (const ast::FieldDecl& field : required_.profile) {
      const auto target = mapped_of_profile(checker_.text(field.name));
      if (target) fulfil(field, *target, {}, "profile");
    }
    require_all_used();
  }

 private:
  /// In the module nothing has a name but what its interface says. Where fields are declared is kept for messages.
  void prepare() {
    Visible& visible = module_.visible;
    visible.profile.places = checker_.profile.places;
    for (const Names& names : checker_.events) visible.events.emplace_back().places = names.places;
    for (const Names& names : checker_.table_names) visible.table_names.push_back(names);
    for (const ast::Mapping& mapping : import_.decl->mappings) mappings_[path_text(checker_, mapping.from)].push_back(&mapping);
  }

  std::string import_text() const { return path_text(checker_, import_.decl->path); }
  Span place() const { return join(import_.decl->path.front().span, import_.decl->path.back().span); }

  Diagnostic& report(Code code, const std::string& needed, std::string_view rest, Span needed_at) {
    module_.broken = true;
    Diagnostic& diagnostic = checker_.diagnostics.report(code, place(), import_text(), needed, rest);
    diagnostic.label(needed_at, "needed here");
    return diagnostic;
  }

  /// The line that would say what stands for it.
  void note_mapping(Diagnostic& diagnostic, std::string_view from, std::span<const std::string> candidates) {
    if (candidates.empty()) return;
    const std::string_view mark = import_.by_workspace ? "" : "import it in the workspace, too: ";
    diagnostic.note(fmt::format("{}`import {} with {{ {} = {} }}`{}", mark, import_text(), from, candidates.front(),
                                candidates.size() == 1 ? "" : fmt::format(", or {}", fmt::join(candidates.subspan(1), ", "))));
  }

  /// What stands for a name of the interface; an event may be written in its plural, too. The first counts.
  const ast::Mapping* mapping_of(const std::string& from, const std::string& plural = {}) {
    if (!import_.by_workspace) return nullptr;
    const ast::Mapping* first = nullptr;
    for (const std::string& name : {from, plural}) {
      const auto found = mappings_.find(name);
      if (found != mappings_.end() && (first == nullptr || found->second.front() < first)) first = found->second.front();
    }
    if (first != nullptr) used_.insert(first);
    return first;
  }

  void refuse(Span span, std::string_view text, std::string_view why) {
    module_.broken = true;
    checker_.diagnostics.report(Code::BadMapping, span, text, why);
  }

  /// The name of the field that stands for `owner.name`; nothing where the mapping leads elsewhere, which is reported. `target` is the
  /// event of the schema, or the trait, that stands for the owner.
  std::optional<std::string> mapped(const ast::EventDecl& owner, std::string_view name, std::string_view target) {
    const std::string plural = owner.plural ? fmt::format("{}.{}", checker_.text(*owner.plural), name) : std::string();
    const ast::Mapping* mapping = mapping_of(fmt::format("{}.{}", checker_.text(owner.singular), name), plural);
    if (mapping == nullptr) return std::string(name);
    const std::span<const ast::Name> to = mapping->to;
    const bool of_target = to.size() > 1 && stream_of(checker_, checker_.text(to.front())) == stream_of(checker_, target);
    return of_target ? path_text(checker_, to.subspan(1)) : refuse_owner(*mapping, target);
  }
  std::optional<std::string> mapped_of_profile(std::string_view name) {
    const ast::Mapping* mapping = mapping_of(fmt::format("profile.{}", name));
    if (mapping == nullptr) return std::string(name);
    const std::span<const ast::Name> to = mapping->to;
    const bool of_profile = to.size() > 1 && checker_.text(to.front()) == "profile";
    return of_profile ? path_text(checker_, to.subspan(1)) : refuse_owner(*mapping, "profile");
  }
  std::optional<std::string> refuse_owner(const ast::Mapping& mapping, std::string_view owner) {
    refuse(mapping.span, path_text(checker_, mapping.from), fmt::format("it is a field of {0}, so write `{0}.FIELD`", owner));
    return std::nullopt;
  }

  void fulfil(const ast::EventDecl& event) {
    const std::string_view name = checker_.text(event.singular);
    const ast::Mapping* mapping = mapping_of(std::string(name), event.plural ? std::string(checker_.text(*event.plural)) : std::string());
    if (mapping != nullptr && mapping->to.size() != 1)
      return refuse(mapping->span, name, "an event is one name: of an event of the schema, or of a trait that names events");
    std::string_view target = mapping == nullptr ? name : checker_.text(mapping->to.front());
    if (mapping == nullptr && !stream_of(checker_, name) && event.plural) target = checker_.text(*event.plural);
    const auto stream = stream_of(checker_, target);
    if (!stream) return report_no_event(event, mapping);
    Visible& visible = module_.visible;
    const bool narrowed = !checker_.streams.contains(target);
    const plan::Stream& declared = checker_.hir.schema.plan.streams[*stream];
    for (const auto& written : {std::optional(event.singular), event.plural}) {
      if (!written) continue;
      visible.streams.emplace(checker_.text(*written), *stream);
      if (narrowed) visible.narrowed.emplace(checker_.text(*written), target);
      const bool singular = written->symbol == event.singular.symbol;
      visible.outside.emplace(checker_.text(*written), narrowed ? std::string(target) : singular ? declared.name : declared.plural);
    }
    for (const ast::FieldDecl& field : event.fields) {
      if (checker_.text(field.name) == "at") continue;
      const auto path = mapped(event, checker_.text(field.name), target);
      if (path) fulfil(field, *path, stream, name);
    }
  }

  void report_no_event(const ast::EventDecl& event, const ast::Mapping* mapping) {
    const std::string_view name = checker_.text(event.singular);
    if (mapping != nullptr) {
      return refuse(mapping->to.front().span, name,
                    fmt::format("`{}` is no event of the schema and no trait that names events", checker_.text(mapping->to.front())));
    }
    Diagnostic& diagnostic =
        report(Code::InterfaceMissing, fmt::format("event `{}`", name), "the schema has no such event", event.singular.span);
    std::vector<std::string> candidates;
    for (const plan::Stream& stream : checker_.hir.schema.plan.streams) candidates.push_back(stream.name);
    if (!candidates.empty()) candidates.emplace_back("a trait that names events");
    note_mapping(diagnostic, name, candidates);
  }

  /// A field of the profile, or of a stream. `owner` is what the module calls that.
  void fulfil(const ast::FieldDecl& field, const std::string& path, std::optional<std::uint32_t> stream, std::string_view owner) {
    Place place;
    if (stream) place = {Place::Kind::Event, *stream, {}};
    const std::string_view name = checker_.text(field.name);
    const std::string needed = fmt::format("`{}.{}`", owner, name);
    Names& names = stream ? module_.visible.events[*stream] : module_.visible.profile;
    const auto& fields = names_at(checker_, place).fields;
    const auto found = fields.find(path);
    if (found == fields.end()) {
      if (names_at(checker_, place).broken.contains(path))
        module_.broken = true;
      else if (path != name || !make_unknown(field, names))
        report_no_field(field, needed, place);
      return;
    }
    const plan::Field& declared = fields_at(checker_, place)[found->second];
    if (!fits(checker_, field.type, declared.type)) return report_misfit(field, needed, declared, place, found->second);
    module_.visible.outside.emplace(name, path);
    const auto [other, added] = names.fields.emplace(name, found->second);
    if (!added && other->second != found->second)
      refuse(import_.decl->span, needed, "two events of the module are one of the schema, and the field is another in each");
  }

  /// Where the module can do without the field, it is unknown of everybody.
  bool make_unknown(const ast::FieldDecl& field, Names& names) {
    if (!field.type.optional || checker_.text(field.type.name) == "list") return false;
    if (checker_.text(field.type.name) == "money" && field.type.arguments.empty()) {
      names.absent.emplace(checker_.text(field.name), any_money());
      return true;
    }
    const auto type = check_type(checker_, field.type, checker_.text(field.name));
    if (type) names.absent.emplace(checker_.text(field.name), type->type);
    return type.has_value();
  }

  /// A currency that the schema has: the unknown amount can stand beside others.
  plan::Type any_money() {
    plan::Schema& schema = checker_.hir.schema.plan;
    for (const plan::Stream& stream : schema.streams) {
      for (const plan::Field& field : stream.fields) {
        if (field.type.kind == plan::Kind::Money && !field.type.list) return field.type;
      }
    }
    for (const plan::Field& field : schema.profile) {
      if (field.type.kind == plan::Kind::Money && !field.type.list) return field.type;
    }
    return plan::money_type(schema.unit("XXX"), 2);
  }

  void report_no_field(const ast::FieldDecl& field, const std::string& needed, const Place& place) {
    Diagnostic& diagnostic =
        report(Code::InterfaceMissing, needed, fmt::format("{} has no such field", place_text(checker_, place)), field.span);
    std::vector<std::string> candidates;
    const std::string owner = place.kind == Place::Kind::Event ? checker_.hir.schema.plan.streams[place.index].name : "profile";
    for (const plan::Field& known : fields_at(checker_, place)) {
      if (fits(checker_, field.type, known.type)) candidates.push_back(fmt::format("{}.{}", owner, known.name));
    }
    note_mapping(diagnostic, std::string_view(needed).substr(1, needed.size() - 2), candidates);
    if (candidates.empty())
      diagnostic.note(fmt::format("no field of {} has the type {}", place_text(checker_, place), normalised(checker_, field.type.span)));
  }

  void report_misfit(const ast::FieldDecl& field, const std::string& needed, const plan::Field& declared, const Place& place,
                     std::uint32_t index) {
    module_.broken = true;
    std::string type = normalised(checker_, field.type.span);
    if (type.ends_with('?')) type.pop_back();
    checker_.diagnostics
        .report(Code::InterfaceMisfit, this->place(), import_text(), needed, type, described(checker_.hir.schema.plan, declared.type))
        .label(field.type.span, "needed here")
        .label(names_at(checker_, place).places[index].type, "declared here");
  }

  /// What is said to stand for a name that the module does not have.
  void require_all_used() {
    if (!import_.by_workspace) return;
    const std::vector<std::string> names = interface_names();
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    for (const ast::Mapping& mapping : import_.decl->mappings) {
      if (used_.contains(&mapping)) continue;
      const std::string from = path_text(checker_, mapping.from);
      if (mappings_.at(from).size() > 1) {
        checker_.diagnostics.report(Code::DeclaredTwice, mapping.span, "mapping", from);
        continue;
      }
      const Span span = join(mapping.from.front().span, mapping.from.back().span);
      Diagnostic& diagnostic =
          checker_.diagnostics.report(Code::BadMapping, span, from, fmt::format("`{}` needs no such thing", import_text()));
      suggest_name(checker_, diagnostic, span, from, candidates);
      if (diagnostic.fixes.empty()) diagnostic.note(fmt::format("it needs {}", fmt::join(names, ", ")));
    }
  }

  std::vector<std::string> interface_names() const {
    std::vector<std::string> names;
    for (const ast::FieldDecl& field : required_.profile) names.push_back(fmt::format("profile.{}", checker_.text(field.name)));
    for (const ast::EventDecl& event : required_.events) {
      names.emplace_back(checker_.text(event.singular));
      for (const ast::FieldDecl& field : event.fields) {
        if (checker_.text(field.name) != "at")
          names.push_back(fmt::format("{}.{}", checker_.text(event.singular), checker_.text(field.name)));
      }
    }
    return names;
  }

  Checker& checker_;
  Module& module_;
  const Import& import_;
  const ast::RequiresDecl& required_;
  std::unordered_map<std::string, std::vector<const ast::Mapping*>> mappings_;  ///< by the name that they stand for, as in the text
  std::unordered_set<const ast::Mapping*> used_;
};

}  // namespace

void fulfil_interface(Checker& checker, Module& module, const Import& import) {
  static const ast::RequiresDecl kNothing{};
  const ast::RequiresDecl* required = &kNothing;
  for (const ast::Decl& decl : checker.files[module.file].decls) {
    if (const auto* found = std::get_if<ast::RequiresDecl>(&decl)) required = found;
  }
  Fulfilment(checker, module, import, *required).run();
}

hir::ExprId unknown_value(Checker& checker, plan::Type type, Span span) {
  plan::Literal some;
  some.type = type;
  const hir::ExprId operands[] = {checker.constant(bool_literal(false), span), checker.constant(some, span)};
  const hir::IdRange list = checker.list(operands);
  return checker.add(hir::Apply{plan::Op::When, list}, type, true, span);
}

}  // namespace seg::semantics
