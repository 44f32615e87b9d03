# seg_add_test(NAME sources... LIBS libraries... [LABELS labels...] [TIMEOUT seconds] [DEFINES name=value...])
# One Catch2 program, build/…/bin/tests/NAME, and one ctest entry of the same name. Its first label is the folder under
# tests/; give the label "slow" to what takes more than half a minute. The timeout is 300 s, threefold under the sanitizers.
# SEG_SOURCE_DIR, SEG_BINARY_DIR and SEG_BIN_DIR are defined as string literals in the sources.
include_guard(GLOBAL)
find_package(Catch2 2 REQUIRED CONFIG)

# Compiled once: the header with the runner takes longer than most tests.
function(seg_require_catch_main)
  if(TARGET seg_catch_main)
    return()
  endif()
  set(main "${CMAKE_BINARY_DIR}/generated/catch_main.cpp")
  file(CONFIGURE OUTPUT "${main}" CONTENT "#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n")
  add_library(seg_catch_main STATIC "${main}")
  target_link_libraries(seg_catch_main PUBLIC Catch2::Catch2)
endfunction()

function(seg_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "TIMEOUT" "LIBS;LABELS;DEFINES")
  seg_require_catch_main()
  add_executable(${name} ${test_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${test_LIBS} seg_catch_main seg_options)
  target_compile_definitions(${name} PRIVATE
    SEG_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SEG_BINARY_DIR="${CMAKE_BINARY_DIR}"
    SEG_BIN_DIR="${CMAKE_BINARY_DIR}/bin" ${test_DEFINES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/tests")

  file(RELATIVE_PATH folder "${CMAKE_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REGEX REPLACE "/.*" "" folder "${folder}")
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 300)
  endif()
  if(SEG_SANITIZE)
    math(EXPR test_TIMEOUT "3 * ${test_TIMEOUT}")
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES TIMEOUT ${test_TIMEOUT} LABELS "${folder};${test_LABELS}")
endfunction()
