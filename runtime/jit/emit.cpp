#include "runtime/jit/emit.h"

#include <llvm/Config/llvm-config.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <unordered_map>

namespace seg::jit {
namespace {

constexpr unsigned kLanes = 64;
/// A leaf is loaded again for a user so many operations later: that is cheaper than keeping 512 bytes in registers.
constexpr std::size_t kLeafAge = 12;

void set_attributes(llvm::Function& function) {
  function.addFnAttr(llvm::Attribute::NoUnwind);
  function.addFnAttr("min-legal-vector-width", "512");
  function.addFnAttr("prefer-vector-width", "512");
}

/// The body of one loop.
class LoopEmitter {
 public:
  LoopEmitter(llvm::Module& module, const Program& program, const Schedule& schedule)
      : program_(program), schedule_(schedule), context_(module.getContext()), builder_(context_), module_(module) {}

  llvm::Function* emit(const std::string& name, std::uint32_t index) {
    llvm::Type* pointer = builder_.getPtrTy();
    auto* type = llvm::FunctionType::get(builder_.getVoidTy(), {pointer, builder_.getInt64Ty()}, false);
    auto* function = llvm::Function::Create(type, llvm::Function::InternalLinkage, name, module_);
    set_attributes(*function);
    slots_ = function->getArg(0);
    slots_->setName("slots");
    llvm::Argument* words = function->getArg(1);
    words->setName("words");
    entry_ = llvm::BasicBlock::Create(context_, "entry", function);
    auto* turn = llvm::BasicBlock::Create(context_, "word", function);
    auto* done = llvm::BasicBlock::Create(context_, "done", function);
    builder_.SetInsertPoint(entry_);
    builder_.CreateCondBr(builder_.CreateICmpEQ(words, builder_.getInt64(0), "empty"), done, turn);
    builder_.SetInsertPoint(turn);
    auto* phi = builder_.CreatePHI(builder_.getInt64Ty(), 2, "w");
    word_ = phi;
    phi->addIncoming(builder_.getInt64(0), entry_);
    for (const ValueId id : schedule_.loops[index].body) compute(index, id);
    llvm::Value* next = builder_.CreateAdd(word_, builder_.getInt64(1), "next");
    phi->addIncoming(next, turn);
    builder_.CreateCondBr(builder_.CreateICmpULT(next, words, "more"), turn, done);
    builder_.SetInsertPoint(done);
    builder_.CreateRetVoid();
    return function;
  }

 private:
  const Instruction& at(ValueId id) const { return program_.instructions[id]; }

  llvm::Type* element(Shape shape) {
    if (shape == Shape::Float64) return builder_.getDoubleTy();
    return shape == Shape::Int32 ? builder_.getInt32Ty() : builder_.getInt64Ty();
  }
  /// What a loop's turn holds of a value: a word of 64 bits, or 64 elements.
  llvm::Type* turn_type(Shape shape) {
    return shape == Shape::Word ? element(shape) : static_cast<llvm::Type*>(llvm::FixedVectorType::get(element(shape), kLanes));
  }
  llvm::Align align(Shape shape) const { return llvm::Align(shape == Shape::Int32 ? 4 : 8); }

  llvm::Value* base(Slot slot) {
    llvm::Value*& found = bases_[slot];
    if (found == nullptr) {
      llvm::IRBuilder<> entry(entry_->getTerminator());
      found = entry.CreateLoad(entry.getPtrTy(), entry.CreateConstInBoundsGEP1_64(entry.getPtrTy(), slots_, slot), "array");
    }
    return found;
  }

  llvm::Value* load(ValueId id) {
    const Shape shape = at(id).shape;
    llvm::Type* type = turn_type(shape);
    return builder_.CreateAlignedLoad(type, builder_.CreateInBoundsGEP(type, base(schedule_.slots[id]), word_), align(shape));
  }

  void store(ValueId id, llvm::Value* value) {
    const Shape shape = at(id).shape;
    builder_.CreateAlignedStore(value, builder_.CreateInBoundsGEP(turn_type(shape), base(schedule_.slots[id]), word_), align(shape));
  }

  llvm::Value* constant(const Instruction& instruction) {
    llvm::Value* address = builder_.CreateConstInBoundsGEP1_64(builder_.getInt64Ty(), base(kBlockSlot), instruction.payload);
    llvm::Value* scalar = builder_.CreateAlignedLoad(element(instruction.shape), address, llvm::Align(8));
    return instruction.shape == Shape::Word ? scalar : builder_.CreateVectorSplat(kLanes, scalar);
  }

  llvm::Value* leaf(ValueId id) {
    const Instruction& instruction = at(id);
    if (instruction.op == LaneOp::Zeros) return builder_.getInt64(0);
    if (instruction.op == LaneOp::Ones) return builder_.getInt64(~std::uint64_t{0});
    return instruction.op == LaneOp::Constant ? constant(instruction) : load(id);
  }

  /// An operand: computed by this loop, or a leaf or array, loaded when it has not been lately.
  llvm::Value* get(std::uint32_t loop, ValueId id) {
    const auto found = values_.find(id);
    const bool own = schedule_.homes[id] == loop;
    if (found != values_.end() && (own || age_ - found->second.age < kLeafAge)) return found->second.value;
    llvm::Value* value = leaf(id);
    values_[id] = {value, age_};
    return value;
  }

  void compute(std::uint32_t loop, ValueId id) {
    ++age_;
    const Instruction& instruction = at(id);
    const auto operand = [&](ValueId operand_id) { return get(loop, operand_id); };
    if (instruction.op == LaneOp::Store) return store(id, operand(instruction.a));
    llvm::Value* a = operand(instruction.a);
    llvm::Value* b = instruction.b == kNoValue ? nullptr : operand(instruction.b);
    llvm::Value* c = instruction.c == kNoValue ? nullptr : operand(instruction.c);
    llvm::Value* value = instruction.shape == Shape::Word ? word(instruction, a, b) : vector(instruction, a, b, c);
    values_[id] = {value, age_};
    if (schedule_.slots[id] != kNoSlot) store(id, value);
  }

  llvm::Value* packed(llvm::Value* bits) { return builder_.CreateBitCast(bits, builder_.getInt64Ty()); }

  /// The bits of a word, one for each lane. Before LLVM 20 the selection of instructions does not end on x86 where it sees
  /// that a word is the union of two whose lanes are taken as well (llvm-project's issue 123333): it takes the union of the
  /// lanes for the lanes of the union and back again. So it is not shown what a word is made of.
  llvm::Value* lanes(llvm::Value* word) {
    if (LLVM_VERSION_MAJOR < 20 && llvm::isa<llvm::BinaryOperator>(word)) {
      llvm::FunctionType* same = llvm::FunctionType::get(word->getType(), {word->getType()}, false);
      word = builder_.CreateCall(llvm::InlineAsm::get(same, "", "=r,0", false), {word});
    }
    return builder_.CreateBitCast(word, llvm::FixedVectorType::get(builder_.getInt1Ty(), kLanes));
  }

  llvm::Value* compare(const Instruction& instruction, llvm::Value* a, llvm::Value* b) {
    const bool floats = at(instruction.a).shape == Shape::Float64;
    using Predicate = llvm::CmpInst::Predicate;
    const Predicate predicate = instruction.op == LaneOp::Equal  ? (floats ? Predicate::FCMP_OEQ : Predicate::ICMP_EQ)
                                : instruction.op == LaneOp::Less ? (floats ? Predicate::FCMP_OLT : Predicate::ICMP_SLT)
                                                                 : (floats ? Predicate::FCMP_OLE : Predicate::ICMP_SLE);
    return packed(floats ? builder_.CreateFCmp(predicate, a, b) : builder_.CreateICmp(predicate, a, b));
  }

  /// The sign of ((x ^ sum) & (y ^ sum)), where for a difference y is the complement of the subtrahend.
  llvm::Value* overflows(llvm::Value* a, llvm::Value* b, bool adds) {
    llvm::Value* result = adds ? builder_.CreateAdd(a, b) : builder_.CreateSub(a, b);
    llvm::Value* first = builder_.CreateXor(a, adds ? result : b);
    llvm::Value* second = builder_.CreateXor(adds ? b : a, result);
    llvm::Value* both = builder_.CreateAnd(first, second);
    return packed(builder_.CreateICmpSLT(both, llvm::Constant::getNullValue(both->getType())));
  }

  llvm::Value* finite(llvm::Value* a) {
    llvm::Value* magnitude = builder_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, a);
    return packed(builder_.CreateFCmpOLT(magnitude, llvm::ConstantFP::getInfinity(a->getType())));
  }

  llvm::Value* word(const Instruction& instruction, llvm::Value* a, llvm::Value* b) {
    switch (instruction.op) {
      case LaneOp::And:
        return builder_.CreateAnd(a, b);
      case LaneOp::Or:
        return builder_.CreateOr(a, b);
      case LaneOp::Not:
        return builder_.CreateNot(a);
      case LaneOp::Equal:
      case LaneOp::Less:
      case LaneOp::LessEqual:
        return compare(instruction, a, b);
      case LaneOp::Finite:
        return finite(a);
      case LaneOp::AddOverflows:
        return overflows(a, b, true);
      case LaneOp::SubtractOverflows:
        return overflows(a, b, false);
      case LaneOp::Fill:
        return a;
      case LaneOp::Zeros:
      case LaneOp::Ones:
      case LaneOp::Constant:
      case LaneOp::Input:
      case LaneOp::Null:
      case LaneOp::LanesOf:
      case LaneOp::Table:
      case LaneOp::Call:
      case LaneOp::Output:
      case LaneOp::Add:
      case LaneOp::Subtract:
      case LaneOp::Multiply:
      case LaneOp::Divide:
      case LaneOp::Negate:
      case LaneOp::Minimum:
      case LaneOp::Widen:
      case LaneOp::ToFloat:
      case LaneOp::Select:
      case LaneOp::Store:
      case LaneOp::Keep:
        break;
    }
    llvm_unreachable("no operation that makes a word");
  }

  llvm::Value* vector(const Instruction& instruction, llvm::Value* a, llvm::Value* b, llvm::Value* c) {
    const bool floats = instruction.shape == Shape::Float64;
    switch (instruction.op) {
      case LaneOp::Add:
        return floats ? builder_.CreateFAdd(a, b) : builder_.CreateAdd(a, b);
      case LaneOp::Subtract:
        return floats ? builder_.CreateFSub(a, b) : builder_.CreateSub(a, b);
      case LaneOp::Multiply:
        return builder_.CreateFMul(a, b);
      case LaneOp::Divide:
        return builder_.CreateFDiv(a, b);
      case LaneOp::Negate:
        return builder_.CreateFNeg(a);
      case LaneOp::Minimum:
        return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, a, b);
      case LaneOp::Widen:
        return builder_.CreateSExt(a, turn_type(Shape::Int64));
      case LaneOp::ToFloat:
        return builder_.CreateSIToFP(a, turn_type(Shape::Float64));
      case LaneOp::Select:
        return builder_.CreateSelect(lanes(a), b, c);
      case LaneOp::Fill:
        return a;
      case LaneOp::Zeros:
      case LaneOp::Ones:
      case LaneOp::Constant:
      case LaneOp::Input:
      case LaneOp::Null:
      case LaneOp::LanesOf:
      case LaneOp::Table:
      case LaneOp::Call:
      case LaneOp::Output:
      case LaneOp::And:
      case LaneOp::Or:
      case LaneOp::Not:
      case LaneOp::Equal:
      case LaneOp::Less:
      case LaneOp::LessEqual:
      case LaneOp::Finite:
      case LaneOp::AddOverflows:
      case LaneOp::SubtractOverflows:
      case LaneOp::Store:
      case LaneOp::Keep:
        break;
    }
    llvm_unreachable("no operation that makes a vector");
  }

  struct Held {
    llvm::Value* value = nullptr;
    std::size_t age = 0;
  };

  const Program& program_;
  const Schedule& schedule_;
  llvm::LLVMContext& context_;
  llvm::IRBuilder<> builder_;
  llvm::Module& module_;
  llvm::Value* slots_ = nullptr;
  llvm::Value* word_ = nullptr;
  llvm::BasicBlock* entry_ = nullptr;
  std::unordered_map<Slot, llvm::Value*> bases_;
  std::unordered_map<ValueId, Held> values_;
  std::size_t age_ = 0;
};

/// Parts of one entry.
class EntryEmitter {
 public:
  EntryEmitter(llvm::Module& module, const Program& program, const EntryPoint& entry, const std::vector<std::string>& streams)
      : module_(module), program_(program), entry_(entry), streams_(streams), builder_(module.getContext()) {}

  void emit(const Part& part) {
    begin(part.name);
    for (std::size_t index = part.first; index < part.last; ++index) emit_item(entry_.schedule->items[index]);
    builder_.CreateRetVoid();
  }

 private:
  void begin(const std::string& name) {
    auto* type = llvm::FunctionType::get(builder_.getVoidTy(), {builder_.getPtrTy()}, false);
    auto* function = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module_);
    set_attributes(*function);
    slots_ = function->getArg(0);
    slots_->setName("slots");
    builder_.SetInsertPoint(llvm::BasicBlock::Create(module_.getContext(), "entry", function));
  }

  llvm::Value* pointer(Slot slot) {
    return builder_.CreateLoad(builder_.getPtrTy(), builder_.CreateConstInBoundsGEP1_64(builder_.getPtrTy(), slots_, slot));
  }

  std::string loop_name(std::uint32_t index) const {
    const Domain domain = entry_.schedule->loops[index].domain;
    const std::string rate = domain == kProfiles ? "profiles" : "events." + streams_[domain - 1u];
    return entry_.name + "." + rate + "." + std::to_string(index);
  }

  void emit_item(const Item& item) {
    if (item.what == Item::What::Call) return emit_call(item.index);
    llvm::Function* loop = LoopEmitter(module_, program_, *entry_.schedule).emit(loop_name(item.index), item.index);
    llvm::Value* lanes = pointer(lanes_slot(entry_.schedule->loops[item.index].domain));
    llvm::Value* address = builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(), lanes, offsetof(kernels::Lanes, words));
    builder_.CreateCall(loop, {slots_, builder_.CreateAlignedLoad(builder_.getInt64Ty(), address, llvm::Align(8), "words")});
  }

  void emit_call(ValueId id) {
    const Instruction& call = program_.instructions[id];
    const auto kernel = static_cast<kernels::KernelId>(call.payload);
    const kernels::KernelRow& row = kernels::row_of(kernel);
    std::vector<llvm::Value*> arguments;
    for (const ValueId argument : program_.arguments_of(call)) {
      const Instruction& instruction = program_.instructions[argument];
      const bool second = instruction.op == LaneOp::Input && has_kernel_slot(program_.inputs[instruction.payload]);
      arguments.push_back(pointer(entry_.schedule->slots[argument] + (second ? 1 : 0)));
    }
    for (std::uint32_t index = 0; index < row.outputs; ++index) arguments.push_back(output(id, index));
    const std::vector<llvm::Type*> types(arguments.size(), builder_.getPtrTy());
    auto* type = llvm::FunctionType::get(builder_.getVoidTy(), types, false);
    builder_.CreateCall(module_.getOrInsertFunction(kernel_symbol(kernel), type), arguments)->setDoesNotThrow();
  }

  /// Where an output goes: null when nobody reads it.
  llvm::Value* output(ValueId call, std::uint32_t index) {
    if (outputs_.empty()) {
      for (ValueId id = 0; id < program_.instructions.size(); ++id) {
        const Instruction& instruction = program_.instructions[id];
        if (instruction.op == LaneOp::Output) outputs_.emplace(instruction.a * std::uint64_t{8} + instruction.payload, id);
      }
    }
    const auto found = outputs_.find(call * std::uint64_t{8} + index);
    const Slot slot = found == outputs_.end() ? kNoSlot : entry_.schedule->slots[found->second];
    return slot == kNoSlot ? llvm::ConstantPointerNull::get(builder_.getPtrTy()) : pointer(slot);
  }

  llvm::Module& module_;
  const Program& program_;
  const EntryPoint& entry_;
  const std::vector<std::string>& streams_;
  llvm::IRBuilder<> builder_;
  llvm::Value* slots_ = nullptr;
  std::unordered_map<std::uint64_t, ValueId> outputs_;
};

}  // namespace

std::string kernel_symbol(kernels::KernelId kernel) { return std::string("seg.kernel.") + kernels::row_of(kernel).name; }

std::vector<Part> parts_of(const std::vector<EntryPoint>& entries) {
  constexpr std::size_t kMostItems = 128;
  constexpr std::size_t kMostOperations = 4'000;
  std::vector<Part> parts;
  for (std::size_t entry = 0; entry < entries.size(); ++entry) {
    const Schedule& schedule = *entries[entry].schedule;
    std::size_t count = 0;
    for (std::size_t item = 0; item < schedule.items.size(); ++item) {
      const bool is_loop = schedule.items[item].what == Item::What::Loop;
      const std::size_t size = is_loop ? schedule.loops[schedule.items[item].index].body.size() : 0;
      if (count == 0 || item - parts.back().first >= kMostItems || parts.back().size + size > kMostOperations) {
        parts.push_back({entry, entries[entry].name + ".part." + std::to_string(count++), item, item, 0});
      }
      ++parts.back().last;
      parts.back().size += size;
    }
  }
  return parts;
}

std::unique_ptr<llvm::Module> emit(llvm::LLVMContext& context, const Program& program, const std::vector<EntryPoint>& entries,
                                   std::span<const Part> parts, const std::vector<std::string>& streams) {
  auto module = std::make_unique<llvm::Module>("seg", context);
  for (const Part& part : parts) EntryEmitter(*module, program, entries[part.entry], streams).emit(part);
  return module;
}

}  // namespace seg::jit
