#pragma once
// The functions of a C++ source and how long they are, by counting brackets. Not a parser: it knows namespaces, types, functions,
// constructors' initialisers, comments, literals and the preprocessor, and that is enough for this project's style.

#include <string>
#include <string_view>
#include <vector>

namespace seg::architecture {

struct Function {
  std::string head;   ///< its first line
  std::size_t line;   ///< from 1
  std::size_t lines;  ///< from the head to the closing bracket, both counted
};
std::vector<Function> functions_of(std::string_view source);

/// The source with comments, literals and preprocessor lines replaced by spaces; line ends stay.
std::string code_only(std::string_view source);

/// Names of classes, structs and enums that are declared or defined.
std::vector<std::string> types_of(std::string_view source);

}  // namespace seg::architecture
