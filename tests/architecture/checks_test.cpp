// Each rule against small trees that break it, so that a rule that finds nothing is known to look.
#include <catch2/catch.hpp>

#include "tests/architecture/arrows.h"
#include "tests/architecture/functions.h"
#include "tests/architecture/tidiness.h"

using namespace seg::architecture;
using Texts = std::vector<std::string>;

namespace {

std::vector<std::size_t> lengths(std::string_view source) {
  std::vector<std::size_t> lines;
  for (const Function& function : functions_of(source)) lines.push_back(function.lines);
  return lines;
}

}  // namespace

TEST_CASE("an include against the arrows is found at its line") {
  CHECK(forbidden_includes({make_file("runtime/plan/a.cpp", "// text\n#include \"compiler/base/source.h\"\n")}) ==
        Texts{"runtime/plan/a.cpp:2: found an include of compiler/base/source.h, expected no other folder"});
  CHECK(forbidden_includes({make_file("compiler/syntax/a.h", "#include \"runtime/plan/plan.h\"\n")}) ==
        Texts{"compiler/syntax/a.h:1: found an include of runtime/plan/plan.h, expected one of compiler/base"});
  CHECK(forbidden_includes({make_file("compiler/lint/rules/x/rule.cpp", "#  include \"runtime/engine/engine.h\"\n")}).size() == 1);
  CHECK(forbidden_includes({make_file("runtime/jit/a.cpp", "#include \"runtime/interpreter/value.h\"\n")}).size() == 1);
  CHECK(forbidden_includes({make_file("compiler/base/a.cpp", "#include \"compiler/unheard/of.h\"\n")}).size() == 1);
  CHECK(forbidden_includes({make_file("compiler/base/a.cpp", "#include \"tests/unit/x/y.h\"\n")}).size() == 1);
}

TEST_CASE("allowed includes are not found") {
  CHECK(forbidden_includes({make_file("compiler/lint/rules/x/rule.cpp", "#include \"compiler/lint/rule.h\"\n#include <vector>\n"),
                            make_file("tests/unit/x/a_test.cpp", "#include \"runtime/jit/session.h\"\n#include <catch2/catch.hpp>\n"),
                            make_file("runtime/jit/a.cpp", "#include <llvm/IR/Module.h>\n"),
                            make_file("compiler/lint/pages.cpp", "#include \"rule_pages.h\"\n")}) == Texts{});
}

TEST_CASE("a library outside its folders is found, included or linked") {
  CHECK(forbidden_includes({make_file("runtime/engine/a.cpp", "#include <llvm/IR/Module.h>\n")}) ==
        Texts{"runtime/engine/a.cpp:1: found an include of llvm/IR/Module.h, expected LLVM only in runtime/jit"});
  CHECK(forbidden_includes({make_file("tools/seg/a.cpp", "#include <arrow/api.h>\n")}).size() == 1);
  CHECK(forbidden_includes({make_file("compiler/lint/a.cpp", "#include \"SegParser.h\"\n")}).size() == 1);
  CHECK(forbidden_includes({make_file("compiler/driver/a.cpp", "#include <CLI/CLI.hpp>\n")}).size() == 1);
  CHECK(forbidden_includes({make_file("compiler/lint/a.cpp", "#include <z3++.h>\n")}).size() == 1);
  CHECK(forbidden_links({make_file("tools/seg/CMakeLists.txt", "target_link_libraries(seg PRIVATE seg::arrow) # why\n")}) ==
        Texts{"tools/seg/CMakeLists.txt: found seg::arrow linked to seg, expected Arrow only in runtime/io, tests/unit/io"});
}

TEST_CASE("a link against the arrows is found") {
  const File jit = make_file("runtime/jit/CMakeLists.txt", "add_library(seg_jit STATIC a.cpp)\ntarget_link_libraries(seg_jit\n  PRIVATE seg_driver)\n");
  const File driver = make_file("compiler/driver/CMakeLists.txt", "add_library(seg_driver STATIC a.cpp)\n");
  REQUIRE(forbidden_links({driver, jit}).size() == 1);
  CHECK(forbidden_links({driver, jit})[0].starts_with("runtime/jit/CMakeLists.txt: found seg_driver linked to seg_jit, expected one of runtime/plan"));
}

TEST_CASE("a cycle is found, over includes and links") {
  const std::vector<File> tree = {make_file("runtime/plan/a.h", "#include \"runtime/columns/b.h\"\n"),
                                  make_file("runtime/columns/CMakeLists.txt", "add_library(seg_columns STATIC b.cpp)\ntarget_link_libraries(seg_columns seg_plan)"),
                                  make_file("runtime/plan/CMakeLists.txt", "add_library(seg_plan STATIC a.cpp)")};
  CHECK(cycles(tree) == Texts{"runtime/columns → runtime/plan → runtime/columns"});
}

TEST_CASE("functions are measured from head to closing bracket") {
  CHECK(lengths("int f() { return 1; }\n") == std::vector<std::size_t>{1});
  CHECK(lengths("namespace a {\n\nint f(\n    int x) {\n  if (x) {\n    return '{';\n  }\n}\n}\n") == std::vector<std::size_t>{6});
  CHECK(lengths("class A {\n public:\n  A() : a_{1}, b_{\n  2} {\n  }\n  int g() const {\n  }\n int a_ = 1;\n};\n") == std::vector<std::size_t>{3, 2});
  CHECK(lengths("struct R { int a; };\nconst R kRows[] = {\n {1},\n};\nint f() {\n  return 1;\n}\n") == std::vector<std::size_t>{3});
  CHECK(lengths("void f() {\n  g(R\"x(\n}}}{\n)x\");  // }\n  /* } */ g(\"}\", '}', 1'000);\n}\n") == std::vector<std::size_t>{6});
  CHECK(lengths("#define A(x) { \\\n {{ x\nvoid f() {\n}\n") == std::vector<std::size_t>{2});
  CHECK(lengths("template <typename T>\nstruct A {\n  T f() {\n    return {};\n  }\n};\n") == std::vector<std::size_t>{3});
  REQUIRE(functions_of("\n\nint f(int a) {\n}\n").size() == 1);
  CHECK(functions_of("\n\nint f(int a) {\n}\n")[0].line == 3);
  CHECK(functions_of("\n\nint f(int a) {\n}\n")[0].head == "int f(int a) {");
}

TEST_CASE("what is too long is found") {
  const auto function = [](std::size_t lines) { return make_file("runtime/plan/a.cpp", "void f() {\n" + std::string(lines - 2, '\n') + "}\n"); };
  CHECK(long_functions({function(60)}).empty());
  CHECK(long_functions({function(61)}).size() == 1);
  CHECK(long_files({make_file("a/b.cpp", std::string(400, '\n'))}).empty());
  CHECK(long_files({make_file("a/b.cpp", std::string(400, '\n') + "x")}).size() == 1);
}

TEST_CASE("empty names are found in files and types") {
  CHECK(empty_names({make_file("a/json_utils.h", "")}) == Texts{"a/json_utils.h: found `utils` in its name"});
  CHECK(empty_names({make_file("a/b.h", "class JsonHandler {};\nenum class ColumnInfo { A };\n// class Helper\n")}).size() == 2);
  CHECK(empty_names({make_file("a/utility.h", "struct Informed {};\nstruct Implication {};\n")}).empty());
}

TEST_CASE("unguarded headers and notes of work to do are found") {
  CHECK(unfinished({make_file("a/b.h", "int a;\n")}).size() == 1);
  CHECK(unfinished({make_file("a/b.cpp", std::string("// TO") + "DO\n")}).size() == 1);
  CHECK(unfinished({make_file("a/b.h", "#pragma once\n")}).empty());
}

TEST_CASE("files that a README does not name are found") {
  const File source = make_file("a/b/exact.cpp", "");
  CHECK(unnamed_files({source}) == Texts{"a/b: found no README.md"});
  CHECK(unnamed_files({make_file("a/b/README.md", "exact `inexact` `exactly`\n"), source}) == Texts{"a/b/README.md: found no word on `exact`"});
  CHECK(unnamed_files({make_file("a/b/README.md", "| `bits`, `exact.h` | text |\n"), source}).empty());
}
