#pragma once
// The figures of `seg run --stats`.

#include <string>

#include "compiler/lint/statistics.h"
#include "compiler/semantics/hir.h"
#include "runtime/columns/column.h"
#include "tools/seg/evaluation.h"

namespace seg::cli {

/// Counts over the data set and the result of a run; nothing about one person. Times in microseconds since 1970-01-01T00:00Z.
lint::Statistics statistics_of(const std::string& workspace, const hir::Schema& schema, const columns::Batch& batch,
                               const Evaluation& evaluation, std::int64_t now);

}  // namespace seg::cli
