#pragma once
// Metadata as labelled lines. Private to this folder.

#include "tools/doc/document.h"

namespace seg::doc {

std::vector<Entry> metadata_entries(const plan::Schema& schema, const hir::Metadata& metadata);
/// Those of an arm that its partition does not have in the same words.
std::vector<Entry> own_entries(const std::vector<Entry>& all, const std::vector<Entry>& inherited);

}  // namespace seg::doc
