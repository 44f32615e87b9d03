// Traits that name events.

#include "compiler/semantics/declarations.h"
#include "compiler/semantics/events.h"
#include "compiler/semantics/messages.h"

namespace seg::semantics {

std::optional<std::uint32_t> stream_of(const Checker& checker, std::string_view name) {
  for (std::size_t step = 0; step <= checker.limits.reference_depth; ++step) {
    if (const auto stream = checker.streams.find(name); stream != checker.streams.end()) return stream->second;
    const auto trait = checker.traits.find(name);
    if (trait == checker.traits.end()) return std::nullopt;
    const ast::Ast& file = checker.files[trait->second.file];
    const auto& declared = std::get<ast::TraitDecl>(file.decls[trait->second.decl]);
    const auto query = declared.query ? declared.query : declared.or_query;
    if (!query) return std::nullopt;
    name = checker.text(file[*query].stream);
  }
  return std::nullopt;
}

std::optional<ast::QueryId> query_of(const Checker& checker, const Declaration& trait) {
  const ast::TraitDecl& declared = trait_of(checker, trait);
  if (declared.query || !declared.or_query) return declared.query;
  const std::string_view name = checker.text(checker.files[trait.file][*declared.or_query].stream);
  const bool field = checker.profile.fields.contains(name) || name == checker.key;
  return !field && stream_of(checker, name) ? declared.or_query : std::nullopt;
}

bool is_named_query(const Checker& checker, const Declaration& trait) { return query_of(checker, trait).has_value(); }

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
