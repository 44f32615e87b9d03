// What joins files: imports with their mappings, and the interface of a module.

#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

std::vector<ast::Name> names_of(Build& build, SegParser::PathContext* path) {
  std::vector<ast::Name> names;
  for (auto* name : path->name()) names.push_back(name_of(build, name));
  return names;
}

}  // namespace

ast::ImportDecl build_import(Build& build, SegParser::ImportingContext* context) {
  ast::ImportDecl import{names_of(build, context->path()), {}, span_of(build, context)};
  for (auto* mapping : context->mapping()) {
    if (mapping->BROKEN() != nullptr) continue;
    import.mappings.push_back({names_of(build, mapping->path(0)), names_of(build, mapping->path(1)), span_of(build, mapping)});
  }
  return import;
}

ast::RequiresDecl build_requires(Build& build, SegParser::RequiringContext* context) {
  ast::RequiresDecl required{{}, {}, {}, span_of(build, context)};
  for (auto* item : context->requirement()) {
    if (item->event() != nullptr) required.events.push_back(build_event(build, item->event()));
    if (item->PROFILE() == nullptr) continue;
    auto fields = build_fields(build, item->fields());
    required.profile.insert(required.profile.end(), std::make_move_iterator(fields.begin()), std::make_move_iterator(fields.end()));
    required.profile_span = span_of(build, item->PROFILE());
  }
  return required;
}

}  // namespace seg::syntax
