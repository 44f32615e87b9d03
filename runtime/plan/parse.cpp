#include <algorithm>

#include <fmt/format.h>

#include "runtime/plan/reader.h"
#include "runtime/plan/rules.h"
#include "runtime/plan/text.h"

namespace seg::plan {

/// A slot, a field, a stream, a table: what stands between the operator and its operands.
bool Reader::read_source(Node& node) {
  if (node.op == Op::Parameter) return reference("$", plan_.parameters.slots.size(), "a literal", node.payload);
  if (node.op == Op::ProfileField) return field(plan_.schema.profile, node.payload);
  if (node.op == Op::EventAt || names_stream(node.op)) return stream(node.stream);
  if (node.op == Op::Lookup) return table(node.table) && field(plan_.schema.tables[node.table].fields, node.payload);
  if (node.op == Op::EventField) return stream(node.stream) && field(plan_.schema.streams[node.stream].fields, node.payload);
  return true;
}

bool Reader::read_operands(Node& node) {
  node.first_operand = static_cast<std::uint32_t>(plan_.operands.size());
  const auto read_all = [&] {
    while (is_mark("%")) {
      NodeId operand = 0;
      if (!node_id(operand)) return false;
      plan_.operands.push_back(operand);
      ++node.operand_count;
    }
    return true;
  };
  if (!read_all()) return false;
  if (takes_keys(node.op) && accept("by")) {
    const std::uint32_t own = node.operand_count;
    if (!read_all()) return false;
    const std::uint32_t keys = node.operand_count - own;
    if (keys == 0 || keys % 2 != 0) return fail(fmt::format("found {} key{}, expected pairs", keys, keys == 1 ? "" : "s"));
    node.payload = keys / 2;
  }
  const bool takes_set = node.op == Op::InSet || node.op == Op::ListAnyIn;
  return !takes_set || reference("&", plan_.parameters.sets.size(), "a set", node.payload);
}

bool Reader::read_node() {
  NodeId id = 0;
  if (!number(id)) return false;
  if (id != plan_.nodes.size()) return fail(fmt::format("found %{}, expected %{}", id, plan_.nodes.size()));
  if (!mark("=")) return false;
  const auto rows = op_rows();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const OpRow& each) { return accept(each.text); });
  if (row == rows.end()) return expected("an operator");
  Node node{row->op, {}, Rate::Constant};
  if (!read_source(node) || !read_operands(node) || !mark(":") || !type(node.type) || !rate(node.rate)) return false;
  const auto operands = std::span<const NodeId>(plan_.operands).subspan(node.first_operand);
  // With a wrong number of operands there is no rate to derive; the verifier then says so.
  const std::size_t own = operands.size() - (is_keyed(node) ? std::size_t{2} * node.payload : 0);
  if (has_arity(node.op, own)) {
    const RateResult derived = result_rate(plan_, node.op, node.stream, operands);
    if (derived.ok) node.stream = derived.stream;
  }
  plan_.nodes.push_back(node);
  const std::string error = node_error(plan_, id, node.first_operand);
  return error.empty() || fail(fmt::format("node %{} ({}): {}", id, row->text, error));
}

bool Reader::read_segment() {
  Segment segment;
  if (!name(segment.name) || !mark("=") || !node_id(segment.root)) return false;
  if (accept("audited") && !node_id(segment.audited)) return false;
  plan_.segments.push_back(std::move(segment));
  return true;
}

bool Reader::read_cut() {
  CutLabel cut;
  if (!node_id(cut.node) || !name(cut.text)) return false;
  plan_.cuts.push_back(std::move(cut));
  return true;
}

bool Reader::read_line(std::string_view line) {
  next_ = 0;
  std::string error;
  auto tokens = tokens_of(line, error);
  if (!tokens) return fail(error);
  tokens_ = std::move(*tokens);
  if (tokens_.empty()) return true;
  if (is_mark("%")) {
    ++next_;
    if (!read_node()) return false;
  } else {
    const std::string word = tokens_[next_++].text;
    if (!read_declaration(word)) return false;
  }
  return at_end() || expected("the end of the line");
}

ParseResult Reader::read(std::string_view text) {
  while (error_.empty() && (line_ == 0 || !text.empty())) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_;
    if (line_ > 1) {
      read_line(line);
    } else if (line != "plan 1") {
      fail(fmt::format("found {}, expected `plan 1`", quoted(line.substr(0, 40))));
    }
  }
  if (error_.empty()) error_ = verify(plan_);
  return {std::move(plan_), std::move(error_)};
}

ParseResult parse(std::string_view text) { return Reader{}.read(text); }

}  // namespace seg::plan
