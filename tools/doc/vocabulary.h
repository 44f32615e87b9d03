#pragma once
// The names and fields of the schema that definitions use. Private to this folder.

#include <span>

#include "tools/doc/document.h"

namespace seg::doc {

/// Of the conditions and values `roots`, and of the metadata.
Vocabulary vocabulary_of(const hir::Hir& hir, std::span<const hir::ExprId> roots, std::span<const hir::Metadata* const> metadata);

}  // namespace seg::doc
