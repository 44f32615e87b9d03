#include "runtime/jit/session.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <stdexcept>

#include "runtime/jit/code.h"
#include "runtime/jit/constants.h"
#include "runtime/jit/evaluate.h"
#include "runtime/jit/lower.h"
#include "runtime/jit/mutants.h"
#include "runtime/jit/schedule.h"
#include "runtime/jit/tables.h"
#include "runtime/jit/zones.h"

namespace seg::jit {

/// Entries: members, audit, then one for each population stage.
struct Session::Compiled {
  plan::Plan plan;
  CompileOptions options;
  Lowered lowered;
  std::vector<Schedule> schedules;
  std::unique_ptr<Code> code;
  const kernels::ZoneDays* zone = nullptr;  ///< the schema's, where the Plan reads it
  TextCache texts;
  ZoneCache zones;
  std::string ir;
};

namespace {

constexpr std::size_t kMembersEntry = 0;
constexpr std::size_t kAuditEntry = 1;
constexpr std::size_t kObserveEntry = 2;  // of stage 1
constexpr std::size_t kCompileStack = 64u << 20;

std::vector<ValueId> segment_roots(const Lowered& lowered, bool audit) {
  std::vector<ValueId> roots;
  for (const auto& stores : lowered.segments) roots.insert(roots.end(), stores.begin(), audit ? stores.end() : stores.begin() + 1);
  return roots;
}

std::vector<ValueId> observed_roots(const Lowered& lowered, std::uint8_t stage) {
  std::vector<ValueId> roots;
  for (const Observed& observed : lowered.observed) {
    if (observed.stage != stage) continue;
    for (const ValueId root : {observed.value, observed.denominator, observed.known, observed.fault}) {
      if (root != kNoValue) roots.push_back(root);
    }
  }
  return roots;
}

/// Whether an operator is in the schema's zone.
bool reads_zone(const plan::Plan& plan) {
  return std::any_of(plan.nodes.begin(), plan.nodes.end(), [](const plan::Node& node) {
    const bool own = SEG_MUTATE(zone_ignored, node.operand_count == static_cast<std::size_t>(plan::row_of(node.op).arity), true);
    return plan::takes_zone(node.op) && own;
  });
}

std::uint8_t stages_of(const Lowered& lowered) {
  std::uint8_t stages = 0;
  for (const Observed& observed : lowered.observed) stages = std::max(stages, observed.stage);
  return stages;
}

/// Words of the value block, one an entry.
std::int64_t entry_value(const BlockEntry& entry, const plan::Plan& plan, const std::vector<ConstantValue>& constants, const Tables& tables,
                         std::int64_t now, const std::vector<std::int64_t>& block) {
  static constexpr ConstantValue kNone;
  const bool combines =
      entry.what == BlockEntry::What::Both || entry.what == BlockEntry::What::Either || entry.what == BlockEntry::What::Negated;
  const ConstantValue& value = combines || constants.empty() ? kNone : constants[entry.node];
  const auto mask = [](bool set) { return set ? std::int64_t{-1} : std::int64_t{0}; };
  const bool known = value.state == columns::State::Known;
  switch (entry.what) {
    case BlockEntry::What::True:
      return mask(known && value.number != 0);
    case BlockEntry::What::False:
      return mask(known && value.number == 0);
    case BlockEntry::What::Known:
      return mask(known);
    case BlockEntry::What::Fault:
      return mask(value.state == columns::State::Fault);
    case BlockEntry::What::Zero:
      return mask(known && value.number == 0 && value.real == 0);
    case BlockEntry::What::Both:
      return block[entry.node] & block[static_cast<std::size_t>(entry.number)];
    case BlockEntry::What::Either:
      return block[entry.node] | block[static_cast<std::size_t>(entry.number)];
    case BlockEntry::What::Negated:
      return ~block[entry.node];
    case BlockEntry::What::Number:
      return value.number;
    case BlockEntry::What::Denominator:
      return value.denominator;
    case BlockEntry::What::Real: {
      std::int64_t bits = 0;
      static_assert(sizeof bits == sizeof value.real);
      __builtin_memcpy(&bits, &value.real, sizeof bits);
      return bits;
    }
    case BlockEntry::What::LiteralNumber:
      return entry.number;
    case BlockEntry::What::RealZero:
      return 0;
    // No window holds an event at the end of time, so that one which ends there ends at `now`.
    case BlockEntry::What::Now:
      return std::min(now, plan::kEndOfTime - 1);
    case BlockEntry::What::ThresholdBit: {
      const plan::Node& node = plan.nodes[entry.node];
      const std::int64_t wanted = constants[plan.operands_of(node)[0]].number;
      const auto most = static_cast<std::int64_t>(node.operand_count);  // one more than there are conditions
      return mask(((std::min(std::max(wanted, std::int64_t{0}), most) >> entry.number) & 1) != 0);
    }
    case BlockEntry::What::CodeOf:
      return tables.code_of(entry.text, constants[entry.node].text);
    case BlockEntry::What::IsZone:
      return mask(known && find_zone(value.text) != nullptr);
    case BlockEntry::What::Reached: {
      const auto other = static_cast<plan::NodeId>(entry.number);
      const bool both = known && constants[other].state == columns::State::Known;
      return mask(both && constants_hold(plan, constants, plan::Op::LessEqual, entry.node, other));
    }
  }
  return 0;
}

/// Windows without an end are compiled as such. Gives the parameters back.
const plan::Parameters& checked(const plan::Plan& plan, const plan::Parameters& parameters) {
  bool same = parameters.slots.size() == plan.parameters.slots.size() && parameters.sets.size() == plan.parameters.sets.size();
  for (std::size_t slot = 0; same && slot < parameters.slots.size(); ++slot) {
    const plan::Literal& compiled = plan.parameters.slots[slot];
    const bool endless = compiled.number == plan::kBeginningOfTime || compiled.number == plan::kEndOfTime;
    same = compiled.type == parameters.slots[slot].type &&
           (compiled.type != plan::timestamp_type() || !endless || compiled.number == parameters.slots[slot].number);
  }
  if (!same) throw std::invalid_argument("found parameters of another shape than the compiled Plan's");
  return parameters;
}

/// Everything that one call of `evaluate` or `observed` computes before its first chunk.
struct Prepared {
  Prepared(const plan::Plan& plan, const Program& program, const ConstantSources& sources, TextCache& texts, ZoneCache& zones)
      : constants(compute_constants(sources)),
        tables(program, {plan.schema, sources.parameters, constants.values, sources.batch, sources.zone, texts, zones}) {
    for (const BlockEntry& entry : program.block) block.push_back(entry_value(entry, plan, constants.values, tables, sources.now, block));
  }
  ConstantValues constants;
  Tables tables;
  std::vector<std::int64_t> block;
  Bindings bindings() const { return {block, tables}; }
};

void clear_tail(columns::Bitmap& bitmap) {
  const std::int64_t tail = bitmap.rows & 63;
  if (tail != 0) bitmap.words.back() &= (std::uint64_t{1} << tail) - 1;
}

columns::ValueVector sized_vector(plan::Type type, std::int64_t rows) {
  const auto size = static_cast<std::size_t>(rows);
  columns::ValueVector vector;
  vector.type = type;
  vector.state.resize(size);
  switch (plan::form_of(type)) {
    case plan::Form::Float64:
      vector.real.resize(size);
      break;
    case plan::Form::Fraction:
      vector.denominator.resize(size);
      [[fallthrough]];
    case plan::Form::List:
    case plan::Form::Bit:
    case plan::Form::Int64:
    case plan::Form::Code:
      vector.number.resize(size);
      break;
  }
  return vector;
}

template <typename From, typename To>
void copy_lanes(const void* from, std::int64_t rows, To* to) {
  const auto* values = static_cast<const From*>(from);
  std::copy(values, values + rows, to);
}

void copy_observed(const Observed& observed, const Evaluation& evaluation, const Chunk& chunk, columns::ValueVector& out) {
  const auto begin = static_cast<std::size_t>(chunk.begin);
  const void* values = evaluation.kept(observed.value);
  switch (plan::form_of(observed.type)) {
    case plan::Form::Float64:
      copy_lanes<double>(values, chunk.rows, out.real.data() + begin);
      break;
    case plan::Form::Fraction:
      copy_lanes<std::int64_t>(evaluation.kept(observed.denominator), chunk.rows, out.denominator.data() + begin);
      [[fallthrough]];
    case plan::Form::List:
    case plan::Form::Bit:
    case plan::Form::Int64:
      copy_lanes<std::int64_t>(values, chunk.rows, out.number.data() + begin);
      break;
    case plan::Form::Code:
      copy_lanes<std::int32_t>(values, chunk.rows, out.number.data() + begin);
      break;
  }
  kernels::states_of({chunk.rows, (chunk.rows + 63) / 64}, static_cast<const kernels::Word*>(evaluation.kept(observed.known)),
                     static_cast<const kernels::Word*>(evaluation.kept(observed.fault)), out.state.data() + begin);
}

/// Runs `work` on a thread with a stack of known size; false where there is none to be had.
bool run_on_deep_stack(const std::function<void()>& work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kCompileStack);
  pthread_t thread{};
  const auto start = [](void* argument) -> void* {
    (*static_cast<const std::function<void()>*>(argument))();
    return nullptr;
  };
  const bool started = pthread_create(&thread, &attributes, start, const_cast<void*>(static_cast<const void*>(&work))) == 0;
  pthread_attr_destroy(&attributes);
  if (started) pthread_join(thread, nullptr);
  return started;
}

}  // namespace

Session::Session(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Session::~Session() = default;

std::unique_ptr<Session> Session::compile(const plan::Plan& plan, const CompileOptions& options, std::string* error) {
  auto compiled = std::make_unique<Compiled>();
  compiled->plan = plan;
  compiled->options = options;
  if (reads_zone(plan)) {
    compiled->zone = find_zone(plan.schema.zone);
    if (compiled->zone == nullptr) {
      *error = "found zone " + plan.schema.zone + ", expected one of the IANA database";
      return nullptr;
    }
  }
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      static std::atomic<std::uint64_t> sessions{0};
      const std::string prefix = "seg" + std::to_string(sessions++);
      compiled->lowered = lower(plan);
      const Lowered& lowered = compiled->lowered;
      const auto add = [&](std::span<const ValueId> roots) {
        compiled->schedules.push_back(schedule(lowered.program, roots, plan.schema.streams.size() + 1, options.block_limit));
      };
      add(segment_roots(lowered, false));
      add(segment_roots(lowered, true));
      for (std::uint8_t stage = 1; stage <= stages_of(lowered); ++stage) add(observed_roots(lowered, stage));
      std::vector<EntryPoint> entries;
      for (std::size_t entry = 0; entry < compiled->schedules.size(); ++entry) {
        const std::string name = entry == kMembersEntry ? "members"
                                 : entry == kAuditEntry ? "audit"
                                                        : "observe" + std::to_string(entry - 1);
        entries.push_back({prefix + "." + name, &compiled->schedules[entry]});
      }
      std::vector<std::string> streams;
      for (const plan::Stream& stream : plan.schema.streams) streams.push_back(stream.name);
      compiled->code = Code::compile(lowered.program, entries, streams, options, options.keep_ir ? &compiled->ir : nullptr, error);
    } catch (...) {
      failure = std::current_exception();
    }
  };
  if (!run_on_deep_stack(work)) {
    *error = "no thread to compile on";
    return nullptr;
  }
  if (failure) std::rethrow_exception(failure);
  if (compiled->code == nullptr) return nullptr;
  return std::unique_ptr<Session>(new Session(std::move(compiled)));
}

std::vector<columns::Membership> Session::evaluate(const plan::Parameters& parameters, const columns::Batch& batch,
                                                   const columns::Cuts& cuts, std::int64_t now, columns::Entry entry) const {
  const Compiled& compiled = *compiled_;
  const bool audit = entry == columns::Entry::Audit;
  std::vector<columns::Membership> memberships(compiled.plan.segments.size());
  std::vector<std::uint64_t*> results(3 * memberships.size(), nullptr);
  for (std::size_t segment = 0; segment < memberships.size(); ++segment) {
    columns::Membership& membership = memberships[segment];
    std::size_t result = 3 * segment;
    for (columns::Bitmap* bitmap : {&membership.members, &membership.unknown, &membership.faults}) {
      if (audit || bitmap == &membership.members) *bitmap = columns::Bitmap(batch.rows);
      results[result++] = bitmap->words.data();
    }
  }
  const Prepared prepared(compiled.plan, compiled.lowered.program,
                          {compiled.plan, checked(compiled.plan, parameters), cuts, now, compiled.zone, batch}, compiled_->texts,
                          compiled_->zones);
  const std::size_t index = audit ? kAuditEntry : kMembersEntry;
  Evaluation evaluation(compiled.lowered.program, compiled.schedules[index], compiled.code->functions(index), prepared.bindings(), batch,
                        compiled.options.chunk_rows);
  evaluation.run(results, [](const Chunk&) {});
  for (columns::Membership& membership : memberships) {
    for (columns::Bitmap* bitmap : {&membership.members, &membership.unknown, &membership.faults}) clear_tail(*bitmap);
  }
  return memberships;
}

std::vector<columns::ValueVector> Session::observed(const plan::Parameters& parameters, const columns::Batch& batch,
                                                    const columns::Cuts& cuts, std::int64_t now, std::uint8_t stage) const {
  const Compiled& compiled = *compiled_;
  std::vector<const Observed*> wanted;
  std::vector<columns::ValueVector> vectors;
  for (const Observed& observed : compiled.lowered.observed) {
    if (observed.stage != stage) continue;
    wanted.push_back(&observed);
    vectors.push_back(sized_vector(observed.type, batch.rows));
  }
  if (wanted.empty()) return vectors;
  const Prepared prepared(compiled.plan, compiled.lowered.program,
                          {compiled.plan, checked(compiled.plan, parameters), cuts, now, compiled.zone, batch}, compiled_->texts,
                          compiled_->zones);
  const std::size_t index = kObserveEntry + stage - 1;
  Evaluation evaluation(compiled.lowered.program, compiled.schedules[index], compiled.code->functions(index), prepared.bindings(), batch,
                        compiled.options.chunk_rows);
  evaluation.run({}, [&](const Chunk& chunk) {
    for (std::size_t vector = 0; vector < wanted.size(); ++vector) copy_observed(*wanted[vector], evaluation, chunk, vectors[vector]);
  });
  return vectors;
}

const std::string& Session::ir() const { return compiled_->ir; }

}  // namespace seg::jit
