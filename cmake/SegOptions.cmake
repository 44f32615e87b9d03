# seg_options: what every target of the project is compiled with (link it PRIVATE).
#   SEG_SANITIZE   address and undefined behaviour sanitizers, the first finding ends the program
#   SEG_DEPS       the Python environment that tools/setup made; it holds the pyarrow wheel
include_guard(GLOBAL)

option(SEG_SANITIZE "build with the address and undefined behaviour sanitizers" OFF)
set(SEG_DEPS "${CMAKE_SOURCE_DIR}/build/deps/venv" CACHE PATH "Python environment with the pinned pyarrow wheel")

find_program(SEG_CCACHE ccache)
if(SEG_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SEG_CCACHE}")
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set_property(GLOBAL PROPERTY JOB_POOLS seg_heavy=2)

add_library(seg_options INTERFACE)
target_compile_features(seg_options INTERFACE cxx_std_20)
target_include_directories(seg_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(seg_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)

# g++ 12 reports overlapping copies inside std::string's operator+ that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(seg_options INTERFACE -Wno-restrict)
endif()

# Global, so that the generated parser and Catch2 are built in the same way as what links them.
if(SEG_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  # The instrumented flow graph makes g++ see uninitialised values that the plain one does not have.
  target_compile_options(seg_options INTERFACE -Wno-maybe-uninitialized)
endif()
