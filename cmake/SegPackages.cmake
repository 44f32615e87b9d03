# The small libraries, all Debian packages: fmt::fmt, date::date, date::date-tz (reads the system's tzdata),
# tomlplusplus::tomlplusplus, CLI11::CLI11, nlohmann_json::nlohmann_json, ICU::uc, seg::re2, Threads::Threads.
include_guard(GLOBAL)

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED CONFIG)
find_package(date 3 REQUIRED CONFIG)
find_package(tomlplusplus 3 REQUIRED CONFIG)
find_package(CLI11 2 REQUIRED CONFIG)
find_package(nlohmann_json 3 REQUIRED CONFIG)
find_package(ICU 70 REQUIRED COMPONENTS uc)

# Debian's libre2-dev has no CMake package.
find_library(SEG_RE2_LIBRARY re2 REQUIRED)
find_path(SEG_RE2_INCLUDE re2/re2.h REQUIRED)
add_library(seg::re2 UNKNOWN IMPORTED)
set_target_properties(seg::re2 PROPERTIES IMPORTED_LOCATION "${SEG_RE2_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${SEG_RE2_INCLUDE}"
                                          INTERFACE_LINK_LIBRARIES Threads::Threads)
