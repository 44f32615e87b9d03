// Traits and segments: collected by name, ordered so that each comes after those it refers to, then checked one by one.
// The order is found without recursion, so that a long chain of references costs no stack.

#include <algorithm>

#include "compiler/semantics/events.h"
#include "compiler/semantics/examples.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/references.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

using Declarations = std::unordered_map<std::string_view, Declaration>;

const ast::TraitDecl& trait_of(const Checker& checker, const Declaration& declaration) {
  return std::get<ast::TraitDecl>(checker.files[declaration.file].decls[declaration.decl]);
}
const ast::SegmentDecl& segment_of(const Checker& checker, const Declaration& declaration) {
  return std::get<ast::SegmentDecl>(checker.files[declaration.file].decls[declaration.decl]);
}

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
  const Span place = first == checker.segments.end() ? segment.name.span : segment_of(checker, first->second).name.span;
  collect(checker, checker.segments, "segment", segment.name, declaration, place);
}

}  // namespace

void collect_declarations(Checker& checker) {
  for (std::size_t file = 0; file < checker.files.size(); ++file) {
    const auto& decls = checker.files[file].decls;
    for (std::size_t index = 0; index < decls.size(); ++index) {
      const Declaration declaration{file, index};
      if (const auto* trait = std::get_if<ast::TraitDecl>(&decls[index]))
        collect_trait(checker, *trait, declaration);
      else if (const auto* segment = std::get_if<ast::SegmentDecl>(&decls[index]))
        collect_segment(checker, *segment, declaration);
      else if (const auto* partition = std::get_if<ast::PartitionDecl>(&decls[index]))
        not_yet(checker, partition->name.span, "partition");
      else if (const auto* import = std::get_if<ast::ImportDecl>(&decls[index]))
        not_yet(checker, import->span, "import");
    }
  }
}

namespace {

/// A trait or a segment by its kind and name.
struct Key {
  ReferenceKind kind;
  std::string_view name;
  Instance* instance = nullptr;  ///< of a trait with parameters
};

Declaration& declaration_of(Checker& checker, Key key) {
  return key.kind == ReferenceKind::Trait ? checker.traits.at(key.name) : checker.segments.at(key.name);
}

std::optional<ast::ExprId> root_of(const Checker& checker, Key key, const Declaration& declaration) {
  return key.kind == ReferenceKind::Trait ? trait_of(checker, declaration).value : segment_of(checker, declaration).where;
}

Progress progress_of(Key key, const Declaration& declaration) {
  if (declaration.progress == Progress::Broken || key.instance == nullptr) return declaration.progress;
  return key.instance->progress;
}

Span name_span(const Checker& checker, Key key, const Declaration& declaration) {
  return key.kind == ReferenceKind::Trait ? trait_of(checker, declaration).name.span : segment_of(checker, declaration).name.span;
}

/// Everything that the limits say of one declaration; false when one is exceeded.
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
  const std::string_view name = instance == nullptr ? checker.text(trait.name) : std::string_view(instance->text);
  if (!within_limits(checker, measure, trait.name.span, fmt::format("trait `{}`", name))) return false;
  if (instance != nullptr && instance->sample) return false;
  ++measure.depth;
  (instance == nullptr ? declaration.index : instance->index) = static_cast<std::uint32_t>(checker.hir.traits.size());
  checker.hir.traits.push_back({std::string(name), *value, checker.type(*value), trait.doc, trait.span});
  checker.trait_measures.push_back(measure);
  return true;
}

bool check_segment(Checker& checker, Declaration& declaration) {
  const ast::SegmentDecl& segment = segment_of(checker, declaration);
  const std::string_view name = checker.text(segment.name);
  const std::size_t errors = checker.diagnostics.count(Severity::Error);
  hir::Metadata metadata = check_metadata(checker, segment);
  const bool metadata_stands = checker.diagnostics.count(Severity::Error) == errors;
  if (!segment.where) {
    checker.diagnostics.report(Code::SegmentWithoutWhere, segment.name.span, name);
    return false;
  }
  const Checked where = check_condition(checker, *segment.where, Scope{});
  if (!where || !metadata_stands) return false;
  Measure measure = checker.measures[where->index];
  if (!within_limits(checker, measure, segment.name.span, fmt::format("segment `{}`", name))) return false;
  ++measure.depth;
  std::vector<hir::Example> examples = check_examples(checker, segment, *where);
  declaration.index = static_cast<std::uint32_t>(checker.hir.segments.size());
  const std::string title(segment.title ? checker.text(*segment.title) : std::string_view());
  checker.hir.segments.push_back(
      {std::string(name), title, *where, std::move(metadata), std::move(examples), segment.doc, segment.span, segment.name.span});
  checker.segment_measures.push_back(measure);
  return true;
}

void check_one(Checker& checker, Key key, Declaration& declaration) {
  checker.ast = &checker.files[declaration.file];
  checker.instance = key.instance;
  const Mark before = mark(checker);
  const std::size_t said = checker.diagnostics.all().size();
  const bool stands =
      key.kind == ReferenceKind::Trait ? check_trait(checker, declaration, key.instance) : check_segment(checker, declaration);
  if (!stands) take_back(checker, before);
  (key.instance == nullptr ? declaration.progress : key.instance->progress) = stands ? Progress::Standing : Progress::Broken;
  checker.instance = nullptr;
  if (key.instance == nullptr || key.instance->sample || stands) return;
  // One instance that is wrong says it for all.
  declaration.progress = Progress::Broken;
  auto& diagnostics = checker.diagnostics.all();
  for (std::size_t index = said; index < diagnostics.size(); ++index)
    diagnostics[index].label(key.instance->call, fmt::format("asked for here as `{}`", key.instance->text));
}

/// One declaration on the path that is being followed.
struct Step {
  Key key;
  Declaration* declaration;
  std::vector<Reference> references;
  std::size_t next = 0;
};

/// `a → b → … → a`; a long path loses its middle.
std::string path_text(std::span<const Step> cycle) {
  constexpr std::size_t kShown = 12;
  std::string text;
  for (std::size_t index = 0; index < cycle.size(); ++index) {
    if (cycle.size() > kShown && index == kShown / 2) {
      text += "… → ";
      index = cycle.size() - kShown / 2;
    }
    text += fmt::format("{} → ", cycle[index].key.name);
  }
  return text + std::string(cycle.front().key.name);
}

class Walk {
 public:
  explicit Walk(Checker& checker) : checker_(checker) {}

  void from(Key key) {
    enter(key);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next < step.references.size())
        follow(step.references[step.next++]);
      else
        leave();
    }
  }

 private:
  void enter(Key key) {
    Declaration& declaration = declaration_of(checker_, key);
    if (progress_of(key, declaration) != Progress::Waiting) return;
    if (key.instance == nullptr && !declaration.parameters.empty()) return;
    checker_.instance = key.instance;
    on_path_.emplace(&declaration, path_.size());
    Step step{key, &declaration, {}};
    const ast::Ast& file = checker_.files[declaration.file];
    const auto query = key.kind == ReferenceKind::Trait ? query_of(checker_, declaration) : std::nullopt;
    const auto root = root_of(checker_, key, declaration);
    if (query)
      step.references = references_in(checker_, file, *query);
    else if (root)
      step.references = references_in(checker_, file, *root);
    checker_.instance = nullptr;
    path_.push_back(std::move(step));
  }

  void follow(const Reference& reference) {
    Key key{reference.kind, reference.name};
    Declaration& declaration = declaration_of(checker_, key);
    declaration.used = true;
    const auto open = on_path_.find(&declaration);
    if (open != on_path_.end())
      report_cycle(std::span(path_).subspan(open->second), reference);
    else if (declaration.parameters.empty() || call(key, declaration, reference))
      enter(key);
  }

  /// The instance that a call means.
  bool call(Key& key, Declaration& declaration, const Reference& reference) {
    if (!reference.arguments || declaration.progress == Progress::Broken) return false;
    const Step& caller = path_.back();
    checker_.ast = &checker_.files[caller.declaration->file];
    checker_.instance = caller.key.instance;
    const auto index = instantiate(checker_, declaration, trait_of(checker_, declaration), *reference.arguments, reference.span);
    checker_.instance = nullptr;
    if (!index) return false;
    checker_.calls.emplace(std::pair{caller.key.instance, reference.span}, *index);
    key.instance = &checker_.instances[*index];
    return true;
  }

  void leave() {
    const Key key = path_.back().key;
    Declaration& declaration = *path_.back().declaration;
    path_.pop_back();
    on_path_.erase(&declaration);
    if (progress_of(key, declaration) == Progress::Waiting) check_one(checker_, key, declaration);
  }

  /// Everything on the cycle is broken; its users stay silent. A cycle that shares a declaration with one that was reported says nothing
  /// new.
  void report_cycle(std::span<const Step> cycle, const Reference& reference) {
    bool known = false;
    for (const Step& step : cycle) {
      known = known || step.declaration->progress == Progress::Broken;
      step.declaration->progress = Progress::Broken;
    }
    if (known) return;
    constexpr std::size_t kLabelled = 8;
    Diagnostic& diagnostic = checker_.diagnostics.report(Code::Cycle, reference.span, path_text(cycle));
    for (const Step& step : cycle.first(std::min(cycle.size(), kLabelled))) {
      diagnostic.label(name_span(checker_, step.key, *step.declaration), fmt::format("`{}` is declared here", step.key.name));
    }
  }

  Checker& checker_;
  std::vector<Step> path_;
  std::unordered_map<const Declaration*, std::size_t> on_path_;
};

/// Traits with parameters that nothing calls: what is wrong in them is said all the same.
void check_uncalled(Checker& checker, Walk& walk) {
  std::vector<std::string_view> names;
  for (auto& [name, declaration] : checker.traits) {
    const auto calls = [&of = declaration](const Instance& instance) { return instance.declaration == &of; };
    const bool called = std::any_of(checker.instances.begin(), checker.instances.end(), calls);
    if (!declaration.parameters.empty() && !called && declaration.progress == Progress::Waiting) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  for (const std::string_view name : names) {
    Declaration& declaration = checker.traits.at(name);
    const std::uint32_t index = sample_instance(checker, declaration, trait_of(checker, declaration));
    walk.from({ReferenceKind::Trait, name, &checker.instances[index]});
  }
}

/// Traits and parameters that stand and that nothing reads.
void collect_unused(Checker& checker, const ast::TraitDecl& trait, const Declaration& declaration) {
  if (declaration.progress == Progress::Broken) return;
  if (!declaration.used) checker.hir.unused.push_back({"trait", std::string(checker.text(trait.name)), trait.name.span, trait.span});
  for (std::size_t index = 0; index < trait.parameters.size(); ++index) {
    bool read = false;
    for (const Instance& instance : checker.instances)
      read = read || (instance.declaration == &declaration && instance.bindings[index].used);
    const ast::Name& name = trait.parameters[index].name;
    if (!read) checker.hir.unused.push_back({"parameter", std::string(checker.text(name)), name.span, trait.span});
  }
}

void collect_unused(Checker& checker) {
  for (const ast::Ast& file : checker.files) {
    for (const ast::Decl& decl : file.decls) {
      const auto* trait = std::get_if<ast::TraitDecl>(&decl);
      const auto found = trait == nullptr ? checker.traits.end() : checker.traits.find(checker.text(trait->name));
      if (found != checker.traits.end() && &trait_of(checker, found->second) == trait) collect_unused(checker, *trait, found->second);
    }
  }
}

}  // namespace

void check_declarations(Checker& checker) {
  if (checker.segments.size() > checker.limits.segments) {
    checker.diagnostics.report_placeless(Code::TooManySegments, checker.segments.size(), checker.limits.segments);
    return;
  }
  Walk walk(checker);
  for (std::size_t file = 0; file < checker.files.size(); ++file) {
    const auto& decls = checker.files[file].decls;
    for (std::size_t index = 0; index < decls.size(); ++index) {
      const auto visit = [&](ReferenceKind kind, const ast::Name& name, const Declarations& declarations) {
        const auto found = declarations.find(checker.text(name));
        const bool first = found != declarations.end() && found->second.file == file && found->second.decl == index;
        if (first) walk.from({kind, found->first});
      };
      if (const auto* trait = std::get_if<ast::TraitDecl>(&decls[index])) visit(ReferenceKind::Trait, trait->name, checker.traits);
      if (const auto* segment = std::get_if<ast::SegmentDecl>(&decls[index]))
        visit(ReferenceKind::Segment, segment->name, checker.segments);
    }
  }
  check_uncalled(checker, walk);
  collect_unused(checker);
}

}  // namespace seg::semantics
