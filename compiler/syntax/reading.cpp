#include "compiler/syntax/reading.h"

namespace seg::syntax {

namespace {

using antlr::SegParser;

/// Thrown through ANTLR's frames and caught in Tree::attempt.
struct Stopped {
  Failure failure;
};

/// Nothing is repaired: the first error ends the reading, and recovery is by whole items.
class StopAtFirst final : public antlr4::DefaultErrorStrategy {
 public:
  void recover(antlr4::Parser* parser, std::exception_ptr error) override {
    try {
      std::rethrow_exception(error);
    } catch (const antlr4::RecognitionException& e) {
      const auto* context = e.getCtx();
      throw Stopped{{e.getOffendingToken()->getTokenIndex(), context != nullptr ? context->getRuleIndex() : 0, {}}};
    }
    throw Stopped{{parser->getCurrentToken()->getTokenIndex(), parser->getContext()->getRuleIndex(), {}}};
  }

  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    Failure failure{parser->getCurrentToken()->getTokenIndex(), parser->getContext()->getRuleIndex(), {}};
    constexpr std::size_t readable = 3;
    const antlr4::misc::IntervalSet expected = parser->getExpectedTokens();
    if (expected.size() <= readable)
      for (const ssize_t type : expected.toList()) failure.expected.push_back(static_cast<std::size_t>(type));
    throw Stopped{std::move(failure)};
  }

  void sync(antlr4::Parser*) override {}
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}
};

std::unique_ptr<antlr4::Token> antlr_token(std::size_t type, Span span) {
  auto token = std::make_unique<antlr4::CommonToken>(type);
  token->setStartIndex(span.begin);
  token->setStopIndex(static_cast<std::size_t>(span.end) - 1);
  return token;
}

std::unique_ptr<antlr4::ListTokenSource> token_source(const Leaves& leaves) {
  std::vector<std::unique_ptr<antlr4::Token>> tokens;
  tokens.reserve(leaves.size() + 1);
  for (const Leaf& leaf : leaves) tokens.push_back(antlr_token(leaf.kind == TokenKind::Bad ? std::size_t{SegParser::BAD} : leaf.type, leaf.span));
  const std::uint32_t end = leaves.empty() ? 0 : leaves.back().span.end;
  tokens.push_back(antlr_token(antlr4::Token::EOF, {{}, end, end}));
  return std::make_unique<antlr4::ListTokenSource>(std::move(tokens));
}

}  // namespace

Tree::Tree(const Leaves& leaves)
    : source_(token_source(leaves)),
      stream_(std::make_unique<antlr4::CommonTokenStream>(source_.get())),
      parser_(std::make_unique<SegParser>(stream_.get())) {
  parser_->removeErrorListeners();
  parser_->setErrorHandler(std::make_shared<StopAtFirst>());
}

std::optional<Failure> Tree::attempt(antlr4::atn::PredictionMode mode) {
  parser_->reset();
  parser_->getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
  try {
    root_ = parser_->declaration();
  } catch (const Stopped& stopped) {
    return stopped.failure;
  }
  return std::nullopt;
}

std::optional<Failure> Tree::read() {
  if (!attempt(antlr4::atn::PredictionMode::SLL)) return std::nullopt;
  return attempt(antlr4::atn::PredictionMode::LL);
}

}  // namespace seg::syntax
