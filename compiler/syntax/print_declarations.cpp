#include "compiler/syntax/print.h"

namespace seg::ast {

namespace {

void print_doc(Printer& printer, const std::string& doc, Span span) {
  if (!doc.empty()) printer.inside([&] { printer.line(fmt::format("doc \"{}\"", doc), span); });
}

/// One overload a kind of declaration.
struct DeclLines {
  Printer& printer;

  void decl(const SchemaDecl& schema) {
    printer.line(fmt::format("schema {}", printer.text(schema.name)), schema.span);
    print_doc(printer, schema.doc, schema.span);
    printer.inside([&] {
      if (schema.timezone) printer.line(fmt::format("timezone \"{}\"", printer.text(*schema.timezone)), schema.timezone_span);
      for (const VocabularyDecl& vocabulary : schema.vocabularies) {
        std::string values;
        for (const Name& value : vocabulary.values) values += fmt::format(" {}", printer.text(value));
        printer.line(fmt::format("vocabulary {}{}", printer.text(vocabulary.kind), values), vocabulary.span);
      }
      if (!schema.profile.empty()) printer.line("profile", schema.profile_span);
      printer.inside([&] { print_fields(printer, schema.profile); });
      for (const TableDecl& table : schema.tables) fields(fmt::format("table {}", printer.text(table.name)), table.span, table.fields);
      for (const EventDecl& declared : schema.events) event(declared);
    });
  }
  void fields(std::string_view head, Span span, const std::vector<FieldDecl>& list) {
    printer.line(head, span);
    printer.inside([&] { print_fields(printer, list); });
  }
  void decl(const TraitDecl& trait) {
    printer.line(fmt::format("trait {}", printer.text(trait.name)), trait.span);
    print_doc(printer, trait.doc, trait.span);
    printer.inside([&] {
      for (const Parameter& parameter : trait.parameters)
        printer.line(fmt::format("parameter {}: {}", printer.text(parameter.name), type_text(printer, parameter.type)),
                     parameter.name.span);
      if (trait.query) print_query(printer, *trait.query);
    });
    if (trait.value) printer.child(*trait.value);
    if (!trait.or_query) return;
    printer.inside([&] {
      printer.line("or", printer.ast[*trait.or_query].span);
      printer.inside([&] { print_query(printer, *trait.or_query); });
    });
  }
  void decl(const SegmentDecl& segment) {
    titled("segment", segment.name, segment.title, segment.span);
    print_doc(printer, segment.doc, segment.span);
    body(segment);
  }
  /// Of a segment or an arm.
  template <typename Definition>
  void body(const Definition& definition) {
    printer.inside([&] {
      for (const MetaItem& item : definition.metadata) meta(item);
      if (definition.where) {
        printer.line("where", definition.where_span);
        printer.child(*definition.where);
      }
      for (const Example& example : definition.examples) print_example(printer, example);
    });
  }
  void meta(const MetaItem& item) {
    std::string head = fmt::format("meta {}", printer.text(item.key));
    if (item.comparison) head += fmt::format(" {}", word(*item.comparison));
    if (item.in_profile_timezone) head += " in profile timezone";
    printer.line(head, item.span);
    for (const ExprId value : item.values) printer.child(value);
    if (!item.since) return;
    printer.inside([&] {
      printer.line("since", printer.ast[*item.since].span);
      printer.child(*item.since);
    });
  }
  void titled(std::string_view kind, const Name& name, std::optional<Symbol> title, Span span) {
    std::string head = fmt::format("{} {}", kind, printer.text(name));
    if (title) head += fmt::format(" \"{}\"", printer.text(*title));
    printer.line(head, span);
  }
  void decl(const PartitionDecl& partition) {
    titled("partition", partition.name, partition.title, partition.span);
    print_doc(printer, partition.doc, partition.span);
    printer.inside([&] {
      for (const MetaItem& item : partition.metadata) meta(item);
      for (const PartitionArm& arm : partition.arms) {
        titled(arm.otherwise ? "otherwise" : "arm", arm.name, arm.title, arm.span);
        print_doc(printer, arm.doc, arm.span);
        body(arm);
      }
    });
  }
  std::string path(const std::vector<Name>& names) {
    std::string text;
    for (const Name& name : names) text += fmt::format("{}{}", text.empty() ? "" : ".", printer.text(name));
    return text;
  }
  void decl(const ImportDecl& import) {
    printer.line(fmt::format("import {}", path(import.path)), import.span);
    printer.inside([&] {
      for (const Mapping& mapping : import.mappings) printer.line(fmt::format("{} = {}", path(mapping.from), path(mapping.to)), mapping.span);
    });
  }
  void decl(const RequiresDecl& required) {
    printer.line("requires", required.span);
    printer.inside([&] {
      if (!required.profile.empty()) printer.line("profile", required.profile_span);
      printer.inside([&] { print_fields(printer, required.profile); });
      for (const EventDecl& declared : required.events) event(declared);
    });
  }
  void event(const EventDecl& event) {
    std::string head = fmt::format("event {}", printer.text(event.singular));
    if (event.plural) head += fmt::format(", {}", printer.text(*event.plural));
    if (event.role) head += fmt::format(" role {}", printer.text(*event.role));
    fields(head, event.span, event.fields);
  }
};

}  // namespace

std::string type_text(const Printer& printer, const TypeExpr& type) {
  std::string arguments;
  const auto add = [&](std::string_view separator, std::string_view text) {
    arguments += fmt::format("{}{}", arguments.empty() ? "" : separator, text);
  };
  for (const EnumValue& value : type.values) add(type.ordered ? " < " : ", ", printer.text(value.text));
  for (const TypeArgument& argument : type.arguments) {
    if (argument.number) add(", ", std::to_string(*argument.number));
    if (argument.name) add(", ", printer.text(*argument.name));
    if (!argument.number && !argument.name) add(", ", "?");
  }
  for (const TypeExpr& element : type.element) add(", ", type_text(printer, element));
  std::string text(printer.text(type.name));
  if (!arguments.empty()) text += fmt::format("({})", arguments);
  return type.optional ? text + '?' : text;
}

void print_fields(Printer& printer, const std::vector<FieldDecl>& fields) {
  for (const FieldDecl& field : fields) {
    std::string type = type_text(printer, field.type);
    for (const Attribute& attribute : field.attributes) {
      type += fmt::format(" {}", printer.text(attribute.name));
      if (attribute.argument) type += fmt::format("({})", printer.text(*attribute.argument));
    }
    printer.line(fmt::format("field {} {}", printer.text(field.name), type), field.span);
    print_doc(printer, field.doc, field.span);
    printer.inside([&] { print_fields(printer, field.type.fields); });
  }
}

void print_decl(Printer& printer, const Decl& decl) {
  std::visit([&](const auto& which) { DeclLines{printer}.decl(which); }, decl);
}

}  // namespace seg::ast
