// The order of traits, segments and arms: each is checked after those it refers to; cycles are reported. The order is found without
// recursion, so that a long chain of references costs no stack.

#include <algorithm>

#include "compiler/semantics/declarations.h"
#include "compiler/semantics/events.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/references.h"

namespace seg::semantics {

namespace {

/// A declaration, or one instance of a trait with parameters.
struct Key {
  ReferenceKind kind;
  Declaration* declaration;
  Instance* instance = nullptr;
};

Progress progress_of(Key key) {
  if (key.declaration->progress == Progress::Broken || key.instance == nullptr) return key.declaration->progress;
  return key.instance->progress;
}

void append(std::vector<Reference>& references, std::vector<Reference> more) {
  references.insert(references.end(), more.begin(), more.end());
}

/// What the cuts refer to that the examples give, perhaps under names that the segment does not use.
void append_given(std::vector<Reference>& references, Checker& checker, const ast::Ast& file, std::span<const ast::Example> examples) {
  for (const ast::Example& example : examples) {
    for (const ast::ExampleItem& item : example.items) {
      if (item.given) append(references, references_in(checker, file, *item.given));
    }
  }
}

/// What must be checked before the declaration: of an arm, what its condition and those before it refer to.
std::vector<Reference> references_of(Checker& checker, Key key) {
  const Declaration& declaration = *key.declaration;
  const ast::Ast& file = checker.files[declaration.file];
  if (declaration.partition != nullptr) {
    const ast::PartitionDecl& partition = partition_of(checker, *declaration.partition);
    std::vector<Reference> references;
    for (std::size_t arm = 0; arm <= declaration.arm; ++arm) {
      if (partition.arms[arm].where) append(references, references_in(checker, file, *partition.arms[arm].where));
    }
    append_given(references, checker, file, partition.arms[declaration.arm].examples);
    return references;
  }
  if (key.kind == ReferenceKind::Segment) {
    const ast::SegmentDecl& segment = segment_of(checker, declaration);
    std::vector<Reference> references;
    if (segment.where) append(references, references_in(checker, file, *segment.where));
    append_given(references, checker, file, segment.examples);
    return references;
  }
  if (const auto query = query_of(checker, declaration)) return references_in(checker, file, *query);
  const auto value = trait_of(checker, declaration).value;
  return value ? references_in(checker, file, *value) : std::vector<Reference>();
}

/// One declaration on the path that is being followed.
struct Step {
  Key key;
  std::vector<Reference> references;
  std::size_t next = 0;
  std::optional<Reference> doubtful = {};  ///< back to a declaration on the path, under a name that is a value of an enum, too
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
    text += fmt::format("{} → ", cycle[index].key.declaration->name);
  }
  return text + std::string(cycle.front().key.declaration->name);
}

/// Whether a value of an enum has the name by which a declaration is referred to.
bool is_enum_value(const Checker& checker, const Reference& reference) {
  const std::string_view name = checker.text(reference.span);
  return std::any_of(checker.hir.schema.plan.enums.begin(), checker.hir.schema.plan.enums.end(), [&](const plan::EnumType& type) {
    return std::find(type.values.begin(), type.values.end(), name) != type.values.end();
  });
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
    Declaration& declaration = *key.declaration;
    if (progress_of(key) != Progress::Waiting) return;
    if (key.instance == nullptr && !declaration.parameters.empty()) return;
    const Inside inside(checker_, declaration.module);
    checker_.ast = &checker_.files[declaration.file];
    checker_.instance = key.instance;
    on_path_.emplace(&declaration, path_.size());
    Step step{key, references_of(checker_, key)};
    checker_.instance = nullptr;
    path_.push_back(std::move(step));
  }

  void follow(const Reference& reference) {
    Key key{reference.kind, reference.declaration};
    key.declaration->used = true;
    const auto open = on_path_.find(key.declaration);
    if (open != on_path_.end() && is_enum_value(checker_, reference))
      path_.back().doubtful = reference;
    else if (open != on_path_.end())
      report_cycle(std::span(path_).subspan(open->second), reference);
    else if (key.declaration->parameters.empty() || call(key, reference))
      enter(key);
  }

  /// The instance that a call means.
  bool call(Key& key, const Reference& reference) {
    Declaration& declaration = *key.declaration;
    if (!reference.arguments || declaration.progress == Progress::Broken) return false;
    const Step& caller = path_.back();
    const Inside inside(checker_, caller.key.declaration->module);
    checker_.ast = &checker_.files[caller.key.declaration->file];
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
    if (progress_of(key) == Progress::Waiting) {
      const Inside inside(checker_, key.declaration->module);
      const std::size_t errors = checker_.diagnostics.count(Severity::Error);
      check_declaration(checker_, *key.declaration, key.instance);
      // Beside an enum the check has said that the name may be the value; elsewhere it found nothing that stands, and was silent.
      const auto& doubtful = path_.back().doubtful;
      if (doubtful && progress_of(key) == Progress::Broken && checker_.diagnostics.count(Severity::Error) == errors) {
        key.declaration->progress = Progress::Waiting;
        report_cycle(std::span(path_).subspan(on_path_.at(doubtful->declaration)), *doubtful);
      }
    }
    path_.pop_back();
    on_path_.erase(key.declaration);
  }

  /// Everything on the cycle is broken; its users stay silent. A cycle that shares a declaration with one that was reported says nothing
  /// new.
  void report_cycle(std::span<const Step> cycle, const Reference& reference) {
    bool known = false;
    for (const Step& step : cycle) {
      known = known || step.key.declaration->progress == Progress::Broken;
      step.key.declaration->progress = Progress::Broken;
    }
    if (known) return;
    constexpr std::size_t kLabelled = 8;
    Diagnostic& diagnostic = checker_.diagnostics.report(Code::Cycle, reference.span, path_text(cycle));
    for (const Step& step : cycle.first(std::min(cycle.size(), kLabelled))) {
      const Declaration& declaration = *step.key.declaration;
      diagnostic.label(name_span(checker_, declaration), fmt::format("`{}` is declared here", declaration.name));
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
    walk.from({ReferenceKind::Trait, &declaration, &checker.instances[index]});
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

/// The arms of the modules' partitions of which something was asked for.
std::vector<Declaration*> arms_asked_for(const Checker& checker) {
  std::vector<Declaration*> arms;
  for (const Module& module : checker.modules) {
    for (const auto& [name, partition] : module.visible.partitions) {
      if (partition.index) arms.insert(arms.end(), partition.arms.begin(), partition.arms.end());
    }
  }
  return arms;
}

/// A module's partition is asked for by its arms; whoever reads of one wants to see the others, which may ask for more partitions. A check
/// moves its module's names away and back: the arms are collected before.
void check_other_arms(Checker& checker, Walk& walk) {
  std::size_t known = 0;
  for (std::vector<Declaration*> arms = arms_asked_for(checker); arms.size() > known; arms = arms_asked_for(checker)) {
    known = arms.size();
    for (Declaration* arm : arms) walk.from({ReferenceKind::Segment, arm});
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
      const auto visit = [&](ReferenceKind kind, const ast::Name& name, auto& declarations) {
        const auto found = declarations.find(checker.text(name));
        const bool first = found != declarations.end() && found->second.file == file && found->second.decl == index;
        if (first) walk.from({kind, &found->second});
      };
      if (const auto* trait = std::get_if<ast::TraitDecl>(&decls[index])) visit(ReferenceKind::Trait, trait->name, checker.traits);
      if (const auto* segment = std::get_if<ast::SegmentDecl>(&decls[index]))
        visit(ReferenceKind::Segment, segment->name, checker.segments);
      const auto* partition = std::get_if<ast::PartitionDecl>(&decls[index]);
      const auto found = partition == nullptr ? checker.partitions.end() : checker.partitions.find(checker.text(partition->name));
      if (found == checker.partitions.end() || found->second.file != file || found->second.decl != index) continue;
      for (Declaration* arm : found->second.arms) walk.from({ReferenceKind::Segment, arm});
    }
  }
  check_uncalled(checker, walk);
  collect_unused(checker);
  check_other_arms(checker, walk);
  order_arms(checker);
}

}  // namespace seg::semantics
