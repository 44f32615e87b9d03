#pragma once
// The closed table of functions: which are over a profile's events, which over the population, and which are for later.

#include <cstdint>
#include <span>
#include <string_view>

namespace seg::semantics {

enum class FunctionKind : std::uint8_t { Aggregate, Population, NotYet };

struct Function {
  std::string_view name;
  FunctionKind kind;
};

std::span<const Function> functions();
const Function* find_function(std::string_view name);

}  // namespace seg::semantics
