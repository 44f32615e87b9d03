# seg::llvm: LLVM 19 as one shared library, headers as system headers.
include_guard(GLOBAL)

find_package(LLVM 19.1 REQUIRED CONFIG HINTS /usr/lib/llvm-19/lib/cmake/llvm)
find_library(SEG_LLVM_LIBRARY NAMES LLVM-19 LLVM HINTS ${LLVM_LIBRARY_DIRS} NO_DEFAULT_PATH REQUIRED)
separate_arguments(definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")

add_library(seg_llvm INTERFACE)
add_library(seg::llvm ALIAS seg_llvm)
target_include_directories(seg_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_options(seg_llvm INTERFACE ${definitions})
target_link_libraries(seg_llvm INTERFACE "${SEG_LLVM_LIBRARY}")
