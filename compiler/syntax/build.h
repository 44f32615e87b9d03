#pragma once
// Parse tree → Ast, one function for each family of rules. The tree has no errors inside but BROKEN items, which were reported.

#include "compiler/syntax/ast.h"
#include "compiler/syntax/reading.h"

namespace seg::syntax {

using antlr::SegParser;

/// What building reads and writes, for one declaration.
struct Build {
  ast::Ast& ast;
  const TokenBuffer& buffer;
  const Leaves& leaves;
  const Sources& sources;
  Symbols& symbols;
  Diagnostics& diagnostics;
  bool in_group = false;  ///< inside the `with` of a grouping, where aggregates have no `of`
};

// ---- places and names (build.cpp)
Span span_of(const Build& build, antlr4::Token* token);
Span span_of(const Build& build, antlr4::tree::TerminalNode* terminal);
Span span_of(const Build& build, antlr4::ParserRuleContext* context);
std::string_view text_of(const Build& build, antlr4::tree::TerminalNode* terminal);
ast::Name name_of(Build& build, SegParser::NameContext* context);
ast::Name name_of(Build& build, antlr4::tree::TerminalNode* terminal);
ast::Name name_at(Build& build, Span span);
std::size_t type_of(antlr4::tree::TerminalNode* terminal);
ast::ExprId add(Build& build, ast::ExprNode node, Span span);
ast::IdRange add_list(Build& build, const std::vector<ast::ExprId>& ids);
/// The doc comments straight before a token, without their slashes, a line each.
std::string doc_before(const Build& build, antlr4::Token* token);
/// Insertions of `(` and `)` around bytes.
Edit open_at(Span span);
Edit close_at(Span span);
/// A fix whose title is `span` as it reads after the edits (in the order of their places), or `title` where that is too long to read.
Fix reading_fix(const Build& build, Span span, std::vector<Edit> edits, std::string title);

// ---- literals (literals.cpp); a minus sign before a number is part of it
ast::ExprId build_literal(Build& build, SegParser::LiteralContext* context, antlr4::tree::TerminalNode* minus);
ast::ExprId build_signed(Build& build, SegParser::SignedLiteralContext* context);
ast::ExprId build_quantity(Build& build, SegParser::QuantityContext* context);
/// A text without its quotes, escapes resolved.
Symbol build_text(Build& build, antlr4::tree::TerminalNode* string);
ast::ExprId build_integer(Build& build, antlr4::tree::TerminalNode* digits, bool negative, Span span);
/// Nothing, and a diagnostic, when it does not fit 64 bits.
std::optional<std::int64_t> integer_of(Build& build, antlr4::tree::TerminalNode* digits);
ast::ExprId build_percent(Build& build, antlr4::tree::TerminalNode* percent);
/// A date, a month, a timestamp or a time of day.
ast::ExprId build_date(Build& build, antlr4::tree::TerminalNode* terminal, Span span);

// ---- values (values.cpp)
ast::ExprId build_value(Build& build, SegParser::ValueContext* context);
ast::ExprId build_path(Build& build, SegParser::PathContext* context);
/// Of the operator's token type.
ast::Comparison comparison_of(std::size_t type);

// ---- comparisons (comparisons.cpp): a value and what follows it
ast::ExprId build_comparison(Build& build, SegParser::ValueContext* value, SegParser::TailContext* tail, Span span);
/// What follows `in`.
struct InPart {
  SegParser::ValueContext* value;
  bool negated;
  antlr4::tree::TerminalNode* ignoring;  ///< `ignoring case`, or null
  Span span;
};
ast::ExprId build_in(Build& build, const InPart& in, SegParser::InTargetContext* target);
ast::Among build_among(Build& build, SegParser::AmongContext* context);
ast::ExprId build_suffix(Build& build, ast::ExprId operand, SegParser::SuffixContext* suffix);

// ---- conditions (conditions.cpp)
ast::IdRange build_names(Build& build, SegParser::PathContext* path);
ast::ExprId build_condition(Build& build, SegParser::ConditionContext* context);
ast::ExprId build_single(Build& build, SegParser::SingleContext* context, antlr4::tree::TerminalNode* negation);
/// `not COMPARISON or unknown`, which two readings share.
void report_suffix_after_not(Build& build, Span negation, Span comparison, SegParser::SuffixContext* suffix);
/// Checks of whole chains (chains.cpp).
void check_chain(Build& build, SegParser::ConditionContext* context);

// ---- event queries (events.cpp)
ast::ExprId build_quantified(Build& build, SegParser::QuantifiedContext* context);
ast::QueryId build_inner_query(Build& build, SegParser::InnerQueryContext* context);
ast::QueryId build_named_query(Build& build, SegParser::NamedQueryContext* context);
ast::QueryId build_step_query(Build& build, SegParser::StepContext* context);

// ---- windows (windows.cpp)
ast::Window build_window(Build& build, SegParser::WindowContext* context);
ast::Window build_query_window(Build& build, SegParser::QueryWindowContext* context);
ast::Instant build_instant(Build& build, SegParser::InstantContext* context);
/// A quantity, a name or a BracketExpr.
ast::ExprId build_length(Build& build, SegParser::LengthContext* context);
ast::Zone build_zone(Build& build, SegParser::ZoneContext* context);
/// Nothing where there is none.
std::optional<ast::Zone> build_optional_zone(Build& build, SegParser::ZoneContext* context);
ast::Unit unit_of(Build& build, antlr4::tree::TerminalNode* unit);
/// `year 1998`; of other units an error, which is reported.
ast::ExprId build_named_period(Build& build, antlr4::tree::TerminalNode* unit, antlr4::tree::TerminalNode* number);

// ---- sequences (sequences.cpp)
ast::ExprId build_sequence(Build& build, SegParser::SequenceContext* context);

// ---- declarations (schema.cpp, traits.cpp, examples.cpp, segments.cpp, partitions.cpp, modules.cpp)
ast::SchemaDecl build_schema(Build& build, SegParser::SchemaContext* context);
std::vector<ast::FieldDecl> build_fields(Build& build, SegParser::FieldsContext* context);
ast::EventDecl build_event(Build& build, SegParser::EventContext* context);
ast::TypeExpr build_type(Build& build, SegParser::TypeContext* context);
ast::TraitDecl build_trait(Build& build, SegParser::TraitContext* context);
ast::Example build_example(Build& build, SegParser::ExampleItemContext* context);
ast::SegmentDecl build_segment(Build& build, SegParser::SegmentContext* context);
ast::MetaItem build_metadata(Build& build, SegParser::MetadataContext* context);
/// What stands between the braces of a segment or of a partition's arm.
struct Body {
  std::vector<ast::MetaItem> metadata;
  std::optional<ast::ExprId> where;
  Span where_span;
  std::vector<ast::Example> examples;
};
Body build_body(Build& build, SegParser::BodyContext* context);
ast::PartitionDecl build_partition(Build& build, SegParser::PartitionContext* context);
ast::ImportDecl build_import(Build& build, SegParser::ImportingContext* context);
ast::RequiresDecl build_requires(Build& build, SegParser::RequiringContext* context);
ast::Decl build_declaration(Build& build, SegParser::DeclarationContext* context);

}  // namespace seg::syntax
