// Traits that name events.

#include "compiler/semantics/events.h"
#include "compiler/semantics/messages.h"

namespace seg::semantics {

namespace {

const ast::TraitDecl& trait_of(const Checker& checker, const Declaration& declaration) {
  return std::get<ast::TraitDecl>(checker.files[declaration.file].decls[declaration.decl]);
}

}  // namespace

bool is_named_query(const Checker& checker, const Declaration& trait) { return trait_of(checker, trait).query.has_value(); }

std::optional<hir::Query> named_query(Checker& checker, const Declaration& trait, const ast::Name& use) {
  if (is_named_query(checker, trait)) {
    if (trait.progress != Progress::Standing) return std::nullopt;
    return checker.queries[trait.index];
  }
  checker.diagnostics.report(Code::ValueAsEvents, use.span, checker.text(use))
      .label(trait_of(checker, trait).name.span, "declared here")
      .note("a trait names events when it is written as a query: `trait NAME = EVENTS where CONDITION`");
  return std::nullopt;
}

}  // namespace seg::semantics
