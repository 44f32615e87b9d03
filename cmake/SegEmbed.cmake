# seg_embed(TARGET header_name namespace BASE folder FILES files...)
# Compiles text files into TARGET: `#include "<header_name>.h"` declares `std::span<const EmbeddedText> <namespace>::<header_name>()`,
# one entry a file with its path below BASE and its bytes. A changed file is embedded again by the next build.
include_guard(GLOBAL)

set(SEG_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/embed_texts.cmake")

function(seg_embed target name namespace)
  cmake_parse_arguments(PARSE_ARGV 3 embed "" "BASE" "FILES")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  file(CONFIGURE OUTPUT "${folder}/${name}.h" CONTENT [=[
#pragma once
#include <span>
#include <string_view>

namespace @namespace@ {
struct EmbeddedText {
  std::string_view path;
  std::string_view text;
};
std::span<const EmbeddedText> @name@();
}  // namespace @namespace@
]=] @ONLY)
  add_custom_command(
    OUTPUT "${folder}/${name}.cpp"
    COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DNAMESPACE=${namespace}" "-DBASE=${embed_BASE}" "-DOUTPUT=${folder}/${name}.cpp"
            "-DFILES=${embed_FILES}" -P "${SEG_EMBED_SCRIPT}"
    DEPENDS ${embed_FILES} "${SEG_EMBED_SCRIPT}"
    VERBATIM)
  target_sources(${target} PRIVATE "${folder}/${name}.cpp")
  target_include_directories(${target} PRIVATE "${folder}")
endfunction()
