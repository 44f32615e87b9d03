#pragma once
// Between the Plan and LLVM: a hash-consed list of operations on 64 lanes at a time. Three-valued logic is gone: every truth, every known
// value and every fault is a mask of its own, and what nobody reads is dropped. Operands stand before their users.

#include <cstdint>
#include <initializer_list>
#include <span>
#include <unordered_map>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/plan/plan.h"

namespace seg::jit {

using kernels::KernelId;

using ValueId = std::uint32_t;
inline constexpr ValueId kNoValue = ~ValueId{0};

/// What lanes a value has: those of the profiles, those of the events of a stream, or one value for all.
using Domain = std::uint16_t;
inline constexpr Domain kProfiles = 0;
constexpr Domain events_of(std::uint32_t stream) { return static_cast<Domain>(stream + 1); }
inline constexpr Domain kConstant = 0xffff;

/// Word: a bit a lane. Prefix: what prefix_sum makes, two entries more than lanes. Address: a pointer for a kernel.
enum class Shape : std::uint8_t { Word, Int32, Int64, Float64, Prefix, Address };

enum class LaneOp : std::uint8_t {
  Zeros,
  Ones,      // words
  Constant,  // payload: entry of the value block
  Input,     // payload: index into Program::inputs
  Null,
  LanesOf,  // addresses: nothing; the lanes of domain `payload`
  Table,    // address; payload: index into Program::tables
  Call,     // payload: kernel; operands in Program::arguments
  Output,   // a: Call; payload: which of its outputs
  And,
  Or,
  Not,  // words
  Equal,
  Less,
  LessEqual,
  Finite,  // vectors → word
  AddOverflows,
  SubtractOverflows,  // Int64 a, b → word
  Add,
  Subtract,
  Multiply,
  Divide,
  Negate,
  Minimum,
  Widen,
  ToFloat,  // vectors
  Select,   // a: word, b, c: vectors
  Fill,     // a: constant vector as an array of this domain
  Store,    // a: word; payload: index of the result bitmap
  Keep,     // a: word or vector that stays readable after the chunk
};

struct Instruction {
  LaneOp op;
  Shape shape;
  Domain domain;
  std::uint32_t payload = 0;
  ValueId a = kNoValue;
  ValueId b = kNoValue;
  ValueId c = kNoValue;
  bool operator==(const Instruction&) const = default;
};

/// An array that is bound for every chunk. Positions are those of the chunk's events.
struct Input {
  enum class What : std::uint8_t { Values, Validity, Flags, At, Starts, Ends, Rows };
  What what;
  Domain domain;             ///< whose lanes it has; Rows: their positions in the batch
  std::uint32_t field = 0;   ///< Values, Validity, Flags: field of the profile or of the stream
  std::uint32_t stream = 0;  ///< Starts, Ends: whose events
  bool operator==(const Input&) const = default;
};

/// An entry of the value block: computed once an evaluation.
struct BlockEntry {
  enum class What : std::uint8_t {
    True,
    False,
    Known,
    Fault,  ///< of node: 0 or all ones
    Number,
    Denominator,
    Real,  ///< of node
    Zero,  ///< of node: all ones if it is known to be 0
    Both,
    Either,
    Negated,        ///< words: of entries `node` and `number`
    LiteralNumber,  ///< `number` itself
    RealZero,
    Now,
    ThresholdBit,  ///< of AtLeast node: bit `number` of min(n, operands + 1)
    CodeOf,        ///< of node, a constant text: its code in the dictionary of text `text`, or -1
    IsZone,        ///< of node, a constant text: all ones if it names a zone
    Reached,       ///< of node: all ones if it and node `number` are known and it is less or equal
  };
  What what;
  plan::NodeId node = 0;
  std::int64_t number = 0;
  std::uint32_t text = 0;
  bool operator==(const BlockEntry&) const = default;
};

/// Where the codes of a text, or of a list's texts, come from.
struct TextSource {
  enum class What : std::uint8_t {
    Profile,
    Event,
    Table,     ///< columns
    Constant,  ///< code 0 of a dictionary that holds nothing but the constant
    Derived,   ///< the distinct texts that `op` makes of another source's
  };
  What what;
  std::uint32_t stream = 0;  ///< stream, or lookup table
  std::uint32_t index = 0;   ///< field; node of the constant; the other source
  plan::Op op = plan::Op::Parameter;
  bool operator==(const TextSource&) const = default;
};

/// A column of lists. A list value is its row in there.
struct ListSource {
  enum class What : std::uint8_t { Profile, Event, Table };
  What what;
  std::uint32_t stream = 0;  ///< stream, or lookup table
  std::uint32_t index = 0;   ///< field
  bool operator==(const ListSource&) const = default;
};

/// Something that kernels read by address, computed once an evaluation from dictionaries and parameters.
struct Table {
  enum class What : std::uint8_t {
    TextTest,     ///< CodeTest: op over (text, constant) or, if `reversed`, over (constant, text)
    TextSet,      ///< CodeTest: set `parameter`
    EnumSet,      ///< CodeTest: set `parameter` over `size` values
    Numbers,      ///< NumberSet: set `parameter`
    Ranks,        ///< CodeTable: code → rank of its text in its own dictionary
    Unranked,     ///< CodeTable: rank → code
    Translation,  ///< CodeTable: code of `text` → code in `other` with the same text
    MergedRanks,  ///< CodeTable: code of `text` → rank among the texts of both dictionaries
    Pair,         ///< DictionaryPair: `text`, `other`
    Derived,      ///< CodeTable: code of the source that `text` derives from → code of `text`
    Lengths,      ///< CodeTable: code → code points of the text
    Rows,         ///< CodeTable: code of `text` → row of lookup table `parameter` whose key the text is
    ColumnValues,
    ColumnKnown,
    ColumnFlags,  ///< arrays: of field `other` of lookup table `parameter`; bits as words, null for all ones
    List,         ///< ListColumn: of list source `parameter`, texts as codes of `other`, which derives from `text`, or has its codes
    Zone,         ///< ZoneDays: of the zone that constant text `parameter` names, or (kNone) the schema's
    Zones,        ///< ZoneTable: code of `text` → the zone that it names
  };
  What what;
  plan::Op op = plan::Op::Equal;
  bool reversed = false;
  std::uint32_t parameter = 0;  ///< node of a constant text, set, lookup table or list source
  std::uint32_t text = 0;       ///< index into Program::texts
  std::uint32_t other = 0;
  std::uint32_t size = 0;
  bool operator==(const Table&) const = default;
};

/// Everything that the lowering of a Plan makes, for all entries together.
struct Program {
  std::vector<Instruction> instructions;
  std::vector<ValueId> arguments;  ///< of calls: payload of a Call's `a` = first, `b` = count
  std::vector<Input> inputs;
  std::vector<BlockEntry> block;
  std::vector<TextSource> texts;
  std::vector<ListSource> lists;
  std::vector<Table> tables;

  std::span<const ValueId> arguments_of(const Instruction& call) const { return {arguments.data() + call.a, call.b}; }
};

/// Adds instructions to a Program: equal ones once, logic of known masks folded.
class Assembler {
 public:
  Assembler();
  ValueId zeros() const { return 0; }
  ValueId ones() const { return 1; }
  ValueId null() const { return 2; }
  ValueId lanes(Domain domain);
  ValueId constant(Shape shape, const BlockEntry& entry);
  ValueId number(std::int64_t value);
  ValueId input(Shape shape, const Input& input);
  ValueId table(const Table& table);
  std::uint32_t text(const TextSource& source);
  std::uint32_t list(const ListSource& source);

  ValueId both(ValueId a, ValueId b);
  ValueId either(ValueId a, ValueId b);
  ValueId negated(ValueId a);
  /// a and not b
  ValueId without(ValueId a, ValueId b) { return both(a, negated(b)); }
  ValueId unary(LaneOp op, Shape shape, ValueId a);
  ValueId binary(LaneOp op, Shape shape, ValueId a, ValueId b);
  ValueId select(ValueId word, ValueId a, ValueId b);
  /// An array of `domain` with the value of a constant, of a profile's value at its events, or the value itself.
  ValueId spread(ValueId value, Domain domain);
  /// As a kernel's mask argument: an array, or null for all ones.
  ValueId mask(ValueId word, Domain domain);
  ValueId call(KernelId kernel, std::span<const ValueId> arguments);
  ValueId call(KernelId kernel, std::initializer_list<ValueId> arguments) {
    return call(kernel, std::span(arguments.begin(), arguments.size()));
  }
  ValueId output(ValueId call, std::uint32_t index, Shape shape, Domain domain);
  ValueId store(ValueId word, std::uint32_t result);
  ValueId keep(ValueId value);

  const Instruction& at(ValueId id) const { return program_.instructions[id]; }
  Program finish() && { return std::move(program_); }

 private:
  ValueId add(const Instruction& instruction);
  Domain common(ValueId a, ValueId b) const;
  ValueId logic(LaneOp op, BlockEntry::What of_constants, ValueId a, ValueId b);
  Program program_;
  std::unordered_multimap<std::uint64_t, ValueId> index_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> block_index_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> table_index_;
};

}  // namespace seg::jit
