#include "runtime/jit/code.h"

#include <llvm/ExecutionEngine/JITLink/JITLinkMemoryManager.h>
#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/TargetSelect.h>

#include <mutex>

namespace seg::jit {

struct Code::Linker {
  std::unique_ptr<llvm::orc::LLJIT> jit;
};

namespace {

void initialise_target() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
}

/// The machine that runs this, or the named generation of it.
llvm::Expected<llvm::orc::JITTargetMachineBuilder> target(const CompileOptions& options) {
  auto machine = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!machine) return machine.takeError();
  if (!options.cpu.empty()) {
    machine->setCPU(options.cpu);
    machine->getFeatures() = llvm::SubtargetFeatures();
  }
  // Additions keep their order and stay separate: no fused multiplication.
  machine->getOptions().AllowFPOpFusion = llvm::FPOpFusion::Strict;
  machine->setCodeGenOptLevel(options.thorough ? llvm::CodeGenOptLevel::Default : llvm::CodeGenOptLevel::None);
  return machine;
}

llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>> make_linker(const llvm::orc::JITTargetMachineBuilder& machine) {
  return llvm::orc::LLJITBuilder()
      .setJITTargetMachineBuilder(machine)
      .setLinkProcessSymbolsByDefault(false)
      .setPlatformSetUp(llvm::orc::setUpInactivePlatform)
      .setObjectLinkingLayerCreator(
          [](llvm::orc::ExecutionSession& session, const llvm::Triple&) -> llvm::Expected<std::unique_ptr<llvm::orc::ObjectLayer>> {
            auto memory = llvm::jitlink::InProcessMemoryManager::Create();
            if (!memory) return memory.takeError();
            return std::make_unique<llvm::orc::ObjectLinkingLayer>(session, std::move(*memory));
          })
      .create();
}

llvm::Error define_kernels(llvm::orc::LLJIT& jit) {
  llvm::orc::SymbolMap symbols;
  for (std::size_t index = 0; index < kernels::kernel_rows().size(); ++index) {
    symbols[jit.mangleAndIntern(kernel_symbol(static_cast<kernels::KernelId>(index)))] = {
        llvm::orc::ExecutorAddr::fromPtr(kernels::kernel_rows()[index].address),
        llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  }
  return jit.getMainJITDylib().define(llvm::orc::absoluteSymbols(std::move(symbols)));
}

/// What every module is made of.
struct Source {
  const Program& program;
  const std::vector<EntryPoint>& entries;
  const std::vector<std::string>& streams;
  const CompileOptions& options;
};

/// Emits, prints and adds a module; everything of LLVM's context goes once the object is made.
llvm::Error add_module(llvm::orc::LLJIT& jit, const Source& source, std::span<const Part> parts, std::string* ir) {
  auto context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> module = emit(*context, source.program, source.entries, parts, source.streams);
  module->setDataLayout(jit.getDataLayout());
  module->setTargetTriple(jit.getTargetTriple().str());
  if (ir != nullptr) {
    llvm::raw_string_ostream stream(*ir);
    module->print(stream, nullptr);
  }
  if (source.options.verify_module) {
    std::string message;
    llvm::raw_string_ostream stream(message);
    if (llvm::verifyModule(*module, &stream)) return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
  }
  return jit.addIRModule(llvm::orc::ThreadSafeModule(std::move(module), std::move(context)));
}

/// Modules of a bounded size, each compiled before the next is emitted: memory does not grow with the program.
llvm::Expected<std::vector<std::vector<Code::Function>>> compile_parts(llvm::orc::LLJIT& jit, const Source& source, std::string* ir) {
  constexpr std::size_t kOperationsOfModule = 16'000;
  const std::vector<Part> parts = parts_of(source.entries);
  std::vector<std::vector<Code::Function>> functions(source.entries.size());
  for (std::size_t first = 0; first < parts.size();) {
    std::size_t last = first;
    for (std::size_t size = 0; last < parts.size() && (last == first || size + parts[last].size <= kOperationsOfModule); ++last)
      size += parts[last].size;
    if (auto reason = add_module(jit, source, std::span(parts).subspan(first, last - first), ir)) return reason;
    for (; first < last; ++first) {
      auto address = jit.lookup(parts[first].name);
      if (!address) return address.takeError();
      functions[parts[first].entry].push_back(address->toPtr<Code::Function>());
    }
  }
  return functions;
}

}  // namespace

Code::Code() = default;
Code::~Code() = default;

std::unique_ptr<Code> Code::compile(const Program& program, const std::vector<EntryPoint>& entries, const std::vector<std::string>& streams,
                                    const CompileOptions& options, std::string* ir, std::string* error) {
  initialise_target();
  const auto fail = [&](llvm::Error reason) -> std::unique_ptr<Code> {
    *error = "LLVM: " + llvm::toString(std::move(reason));
    return nullptr;
  };
  auto machine = target(options);
  if (!machine) return fail(machine.takeError());
  auto jit = make_linker(*machine);
  if (!jit) return fail(jit.takeError());
  // What goes wrong while a symbol is made is reported by the look-up, too: nothing is printed.
  (*jit)->getExecutionSession().setErrorReporter([](llvm::Error reason) { llvm::consumeError(std::move(reason)); });
  if (auto reason = define_kernels(**jit)) return fail(std::move(reason));
  auto functions = compile_parts(**jit, {program, entries, streams, options}, ir);
  if (!functions) return fail(functions.takeError());
  std::unique_ptr<Code> code(new Code());
  code->linker_ = std::make_unique<Linker>(Linker{std::move(*jit)});
  code->functions_ = std::move(*functions);
  return code;
}

}  // namespace seg::jit
