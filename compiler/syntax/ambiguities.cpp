#include <antlr4-runtime.h>

#include <algorithm>

#include "compiler/syntax/parse.h"
#include "compiler/syntax/reading.h"

namespace seg::syntax {

namespace {

class Listener final : public antlr4::BaseErrorListener {
 public:
  Listener(const Leaves& leaves, const Sources& sources, std::vector<std::string>& found) : leaves_(leaves), sources_(sources), found_(found) {}

  void reportAmbiguity(antlr4::Parser* parser, const antlr4::dfa::DFA& dfa, std::size_t begin, std::size_t end, bool, const antlrcpp::BitSet& alternatives,
                       antlr4::atn::ATNConfigSet*) override {
    const std::size_t last = std::min(end, leaves_.size() - 1);
    const Span span = join(leaves_[begin].span, leaves_[last].span);
    const Position at = sources_[span.source].position(span.begin);
    found_.push_back(fmt::format("{}:{}:{}: rule {}, alternatives {}: {}", sources_[span.source].path(), at.line, at.column,
                                 parser->getRuleNames()[dfa.atnStartState->ruleIndex], antlrcpp::BitSet(alternatives).toString(), sources_.text(span)));
  }

 private:
  const Leaves& leaves_;
  const Sources& sources_;
  std::vector<std::string>& found_;
};

}  // namespace

std::vector<std::string> ambiguities(const TokenBuffer& buffer, const Sources& sources) {
  std::vector<std::string> found;
  for (const Leaves& leaves : declarations(buffer, sources)) {
    if (!begins_declaration(leaves.front().type)) continue;
    Tree tree(leaves);
    Listener listener(leaves, sources, found);
    tree.parser().addErrorListener(&listener);
    tree.read_exactly();
  }
  return found;
}

}  // namespace seg::syntax
