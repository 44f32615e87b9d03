#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::TypeArgument build_type_argument(Build& build, SegParser::TypeArgumentContext* context) {
  ast::TypeArgument argument{std::nullopt, std::nullopt, span_of(build, context)};
  if (context->INT() != nullptr) {
    argument.number = integer_of(build, context->INT());
  } else if (auto* named = dynamic_cast<SegParser::NamedTypeContext*>(context->type())) {
    if (named->typeArgument().empty()) argument.name = name_of(build, named->name());
  }
  return argument;
}

void build_enum(Build& build, SegParser::EnumTypeContext* context, ast::TypeExpr& type) {
  bool comma = false;
  for (auto* child : context->children) {
    auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(child);
    if (terminal == nullptr) continue;
    type.ordered = type.ordered || type_of(terminal) == SegParser::LT;
    comma = comma || type_of(terminal) == SegParser::COMMA;
  }
  for (auto* value : context->enumValue()) {
    const Span span = span_of(build, value);
    const Symbol text = value->STRING() != nullptr ? build_text(build, value->STRING()) : name_of(build, value->name()).symbol;
    type.values.push_back({text, span});
  }
  type.mixed_separators = type.ordered && comma;
  if (type.mixed_separators) build.diagnostics.report(Code::MixedEnumOrder, type.span);
}

}  // namespace

ast::TypeExpr build_type(Build& build, SegParser::TypeContext* context) {
  ast::TypeExpr type;
  type.span = span_of(build, context);
  if (auto* enumeration = dynamic_cast<SegParser::EnumTypeContext*>(context)) {
    type.name = name_of(build, enumeration->ENUM());
    build_enum(build, enumeration, type);
    return type;
  }
  if (auto* structure = dynamic_cast<SegParser::StructTypeContext*>(context)) {
    type.name = name_of(build, structure->STRUCT());
    type.fields = build_fields(build, structure->fields());
    return type;
  }
  auto* named = dynamic_cast<SegParser::NamedTypeContext*>(context);
  type.name = name_of(build, named->name());
  const bool list = build.symbols.text(type.name.symbol) == "list";
  for (auto* argument : named->typeArgument()) {
    if (list && argument->type() != nullptr)
      type.element.push_back(build_type(build, argument->type()));
    else
      type.arguments.push_back(build_type_argument(build, argument));
  }
  return type;
}

namespace {

ast::Attribute build_attribute(Build& build, SegParser::AttributeContext* context) {
  const Span span = span_of(build, context);
  if (context->REFRESHED() != nullptr) return {name_of(build, context->REFRESHED()), name_of(build, context->name(0)), span};
  std::optional<ast::Name> argument;
  if (context->name(1) != nullptr) argument = name_of(build, context->name(1));
  return {name_of(build, context->name(0)), argument, span};
}

}  // namespace

std::vector<ast::FieldDecl> build_fields(Build& build, SegParser::FieldsContext* context) {
  std::vector<ast::FieldDecl> fields;
  for (auto* field : context->field()) {
    if (field->BROKEN() != nullptr) continue;
    ast::FieldDecl declared{name_of(build, field->name()), build_type(build, field->type()), {}, doc_before(build, field->getStart()), span_of(build, field)};
    declared.type.optional = field->QUESTION() != nullptr;
    if (declared.type.optional) declared.type.span = join(declared.type.span, span_of(build, field->QUESTION()));
    for (auto* attribute : field->attribute()) declared.attributes.push_back(build_attribute(build, attribute));
    fields.push_back(std::move(declared));
  }
  return fields;
}

ast::EventDecl build_event(Build& build, SegParser::EventContext* context) {
  ast::EventDecl event{name_of(build, context->name(0)), std::nullopt, build_fields(build, context->fields()), std::nullopt,
                       doc_before(build, context->getStart()), span_of(build, context)};
  std::size_t next = 1;
  if (context->COMMA() != nullptr) event.plural = name_of(build, context->name(next++));
  if (context->ROLE() != nullptr) event.role = name_of(build, context->name(next));
  return event;
}

namespace {

ast::VocabularyDecl build_vocabulary(Build& build, SegParser::VocabularyItemContext* context) {
  const auto names = context->name();
  ast::VocabularyDecl vocabulary{name_of(build, names.front()), {}, span_of(build, context)};
  for (std::size_t i = 1; i < names.size(); ++i) vocabulary.values.push_back(name_of(build, names[i]));
  return vocabulary;
}

void build_item(Build& build, SegParser::SchemaItemContext* item, ast::SchemaDecl& schema) {
  if (auto* profile = dynamic_cast<SegParser::ProfileItemContext*>(item)) {
    auto fields = build_fields(build, profile->fields());
    schema.profile.insert(schema.profile.end(), std::make_move_iterator(fields.begin()), std::make_move_iterator(fields.end()));
    schema.profile_span = span_of(build, profile->PROFILE());
  } else if (auto* event = dynamic_cast<SegParser::EventItemContext*>(item)) {
    schema.events.push_back(build_event(build, event->event()));
  } else if (auto* table = dynamic_cast<SegParser::TableItemContext*>(item)) {
    schema.tables.push_back({name_of(build, table->name()), build_fields(build, table->fields()), span_of(build, table)});
  } else if (auto* zone = dynamic_cast<SegParser::TimezoneItemContext*>(item)) {
    schema.timezone = build_text(build, zone->STRING());
    schema.timezone_span = span_of(build, zone->STRING());
  } else if (auto* vocabulary = dynamic_cast<SegParser::VocabularyItemContext*>(item)) {
    schema.vocabularies.push_back(build_vocabulary(build, vocabulary));
  }
}

}  // namespace

ast::SchemaDecl build_schema(Build& build, SegParser::SchemaContext* context) {
  ast::SchemaDecl schema;
  schema.name = name_of(build, context->name());
  schema.doc = doc_before(build, context->getStart());
  schema.span = span_of(build, context);
  for (auto* item : context->schemaItem()) build_item(build, item, schema);
  return schema;
}

}  // namespace seg::syntax
