#pragma once
// How far two examples are apart.

#include <cstddef>

#include "compiler/syntax/ast.h"

namespace seg::field {

/// In how many facts two examples of one segment differ: a field of the profile, a given cut, an event that only one has, or a value of an
/// event that both have. Their moments count too.
std::size_t differences(const ast::Example& a, const ast::Example& b, const ast::Ast& ast, const Sources& sources);

}  // namespace seg::field
