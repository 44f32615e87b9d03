#pragma once
// Compiles a text in a child process.

#include <functional>
#include <string>

#include "tests/limits/child.h"

namespace seg::limits {

/// Compiles the shop's schema and a text, all the way to the Plan, and prints the diagnostics as a terminal would get them. The text
/// is made in the child. `out` is the distinct codes in their order, `SEG1003 SEG1017`; it is `plan` where there was nothing to say
/// and a Plan that verifies.
Ended compile_text(const std::function<std::string()>& make_text);
/// Likewise, of a whole schema of its own.
Ended compile_schema(const std::function<std::string()>& make_text);

/// Checks that it ended within the allowance and said `codes`.
void expect(std::string_view what, const Ended& ended, std::string_view codes);

}  // namespace seg::limits
