#pragma once
// Types as a schema writes them.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

struct FieldType {
  plan::Type type;
  std::uint8_t precision = 0;  ///< decimal(p,s): p
};

/// The type of a field, or nothing when it was wrong and reported. `where` names the declaration of an enum: `email.kind`.
std::optional<FieldType> check_type(Checker& checker, const ast::TypeExpr& type, std::string_view where);

}  // namespace seg::semantics
