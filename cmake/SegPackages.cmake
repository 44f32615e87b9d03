# The small libraries, all Debian packages: fmt::fmt, date::date, date::date-tz (reads the system's tzdata),
# tomlplusplus::tomlplusplus, CLI11::CLI11, nlohmann_json::nlohmann_json, Threads::Threads.
include_guard(GLOBAL)

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED CONFIG)
find_package(date 3 REQUIRED CONFIG)
find_package(tomlplusplus 3 REQUIRED CONFIG)
find_package(CLI11 2 REQUIRED CONFIG)
find_package(nlohmann_json 3 REQUIRED CONFIG)
