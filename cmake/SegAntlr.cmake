# seg_antlr: the lexer and parser that Debian's antlr4 (tool 4.7.2) generates from grammar/, in the build tree,
# with the C++ runtime 4.9. Include "SegLexer.h" and "SegParser.h"; both are in namespace seg::antlr.
include_guard(GLOBAL)

find_program(SEG_ANTLR4 antlr4 REQUIRED)
find_path(SEG_ANTLR4_INCLUDE antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
find_library(SEG_ANTLR4_RUNTIME antlr4-runtime REQUIRED)

set(grammar "${CMAKE_SOURCE_DIR}/grammar")
set(generated "${CMAKE_BINARY_DIR}/generated/antlr")
file(MAKE_DIRECTORY "${generated}")
set(sources "${generated}/SegLexer.cpp" "${generated}/SegParser.cpp")
set(headers "${generated}/SegLexer.h" "${generated}/SegParser.h")

# Relative names and a working folder: given absolute names the tool repeats the path below -o.
add_custom_command(
  OUTPUT ${sources} ${headers}
  COMMAND "${SEG_ANTLR4}" -Dlanguage=Cpp -package seg::antlr -no-listener -no-visitor -Werror
          -o "${generated}" SegLexer.g4 SegParser.g4
  WORKING_DIRECTORY "${grammar}"
  DEPENDS "${grammar}/SegLexer.g4" "${grammar}/SegParser.g4"
  COMMENT "Generating the lexer and the parser"
  VERBATIM)

add_library(seg_antlr STATIC ${sources} ${headers})
target_include_directories(seg_antlr SYSTEM PUBLIC "${generated}" "${SEG_ANTLR4_INCLUDE}")
# The generated code and the runtime's headers keep UTF-8 literals in char.
target_compile_options(seg_antlr PUBLIC -fno-char8_t PRIVATE -w)
target_link_libraries(seg_antlr PUBLIC "${SEG_ANTLR4_RUNTIME}")
