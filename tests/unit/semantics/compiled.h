#pragma once
// Short ways to compile a text in the tests of this folder.

#include <string>
#include <vector>

#include "compiler/driver/compile.h"

namespace seg::test {

/// A schema of the kinds of fields that the tests need; `segments.seg` is the text beside it.
driver::Compilation compiled(const std::string& segments, driver::Until until = driver::Until::Plan, const driver::Limits& limits = {});
/// The codes of its diagnostics in the order of the text.
std::vector<Code> codes(const std::string& segments, const driver::Limits& limits = {});
/// The `where` of the last segment.
const hir::Expr& condition(const driver::Compilation& made);

}  // namespace seg::test
