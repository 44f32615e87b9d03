#include "compiler/syntax/print.h"

namespace seg::ast {

void print_zone(Printer& printer, const Zone& zone) {
  printer.line(zone.name ? fmt::format("in timezone \"{}\"", printer.text(*zone.name)) : "in profile timezone", zone.span);
}

void print_instant(Printer& printer, const Instant& instant) {
  printer.inside([&] {
    printer.line(instant.ago ? "ago" : "at", instant.span);
    printer.child(instant.value);
  });
}

namespace {

/// One overload a kind of window.
struct WindowLines {
  Printer& printer;

  void instant(const Instant& instant) { print_instant(printer, instant); }
  void write(const LastWindow& node, Span span) {
    printer.line("window last", span);
    printer.child(node.length);
  }
  void write(const PreviousWindow& node, Span span) {
    printer.line("window previous", span);
    printer.child(node.length);
  }
  void write(const PeriodWindow& node, Span span) {
    printer.line("window in", span);
    printer.child(node.low);
    if (node.high) printer.child(*node.high);
  }
  void write(const BetweenWindow& node, Span span) {
    printer.line("window between", span);
    instant(node.from);
    instant(node.to);
  }
  void write(const SinceWindow& node, Span span) {
    printer.line("window since", span);
    instant(node.from);
  }
  void write(const BeforeWindow& node, Span span) {
    printer.line("window before", span);
    instant(node.to);
  }
  void write(const CalendarWindow& node, Span span) {
    printer.line(fmt::format("window in {} calendar {}", node.previous ? "previous" : "this", word(node.unit)), span);
  }
  void write(const ToDateWindow& node, Span span) { printer.line(fmt::format("window in previous calendar {} to date", word(node.unit)), span); }
  void write(const EachWindow& node, Span span) {
    printer.line(fmt::format("window in each of last {} calendar {}", node.count, word(node.unit)), span);
  }
  void write(const AfterWindow& node, Span span) {
    printer.line("window within after", span);
    printer.child(node.length);
    printer.child(node.from);
  }
  void write(const NotYet& node, Span span) { printer.line(fmt::format("not yet: {}", node.feature), span); }
};

}  // namespace

void print_query(Printer& printer, QueryId id) {
  const Query& query = printer.ast[id];
  std::string head = fmt::format("query {}", printer.text(query.stream));
  if (query.alias) head += fmt::format(" as {}", printer.text(*query.alias));
  printer.line(head, query.span);
  printer.inside([&] {
    if (query.edge) {
      printer.line(query.edge->first ? "first" : "last", query.edge->span);
      printer.child(query.edge->count);
    }
    if (query.window) std::visit([&](const auto& which) { WindowLines{printer}.write(which, query.window->span); }, query.window->node);
    if (query.window && query.window->zone) print_zone(printer, *query.window->zone);
    if (!query.where) return;
    printer.line("where", printer.ast[*query.where].span);
    printer.child(*query.where);
  });
}

}  // namespace seg::ast
