#include "compiler/syntax/print.h"

namespace seg::ast {

namespace {

void print_items(Printer& printer, const std::vector<ExampleItem>& items);

void print_value(Printer& printer, const ExampleValue& value) {
  if (value.expr) print_expr(printer, *value.expr);
  if (value.list) {
    printer.line("list", value.span);
    printer.inside([&] {
      for (const ExampleValue& item : *value.list) print_value(printer, item);
    });
  }
  if (value.record) {
    printer.line("record", value.span);
    printer.inside([&] { print_items(printer, *value.record); });
  }
}

void print_items(Printer& printer, const std::vector<ExampleItem>& items) {
  for (const ExampleItem& item : items) {
    printer.line(item.field ? fmt::format("value {}", printer.text(*item.field)) : "given", item.span);
    if (item.given) printer.child(*item.given);
    if (item.is) printer.child(*item.is);
    printer.inside([&] {
      if (item.value) print_value(printer, *item.value);
    });
  }
}

}  // namespace

void print_example(Printer& printer, const Example& example) {
  printer.line(fmt::format("example \"{}\" is {}member as of", printer.text(example.title), example.member ? "" : "not "), example.span);
  printer.child(example.as_of);
  printer.inside([&] { print_items(printer, example.items); });
}

}  // namespace seg::ast
