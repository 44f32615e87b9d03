#include "runtime/io/write.h"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "tests/unit/io/workspace.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;

namespace {

std::size_t files_in(const Folder& folder) {
  const std::filesystem::directory_iterator entries(folder.path(""));
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

}  // namespace

TEST_CASE("a file is written whole and nothing else is left") {
  const Folder folder;
  folder.write("out.json", "old");
  CHECK_FALSE(write_file_atomically(folder.path("out.json"), "new content"));
  CHECK(folder.read("out.json") == "new content");
  CHECK_FALSE(write_file_atomically(folder.path("empty"), ""));
  CHECK(files_in(folder) == 2);
}

TEST_CASE("a file that cannot be written is named, the old one stays") {
  const Folder folder;
  const auto problem = write_file_atomically(folder.path("none/out.json"), "x");
  REQUIRE(problem);
  CHECK(problem_text(*problem) == folder.path("none/out.json") + ": cannot be written: No such file or directory");
  std::filesystem::create_directories(folder.path("folder/inside"));
  CHECK(write_file_atomically(folder.path("folder"), "x"));

  // A disk that is full: files may not grow past 4 KiB here.
  folder.write("out.json", "old");
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 4096;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto full = write_file_atomically(folder.path("out.json"), std::string(10'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(full);
  CHECK(folder.read("out.json") == "old");
  CHECK(files_in(folder) == 2);
}

TEST_CASE("members are keys, one a line, sorted by their bytes") {
  const Folder folder;
  columns::Dictionary keys;
  for (const char* key : {"b", "10", "9", "é", "Z"}) keys.append(key);
  columns::Bitmap some(5);
  for (const std::int64_t row : {0, 1, 2, 3}) some.set(row);
  const columns::Bitmap none(5);
  CHECK_FALSE(write_members(folder.path("out/members"), {{"active", &some}, {"nobody", &none}}, keys));
  CHECK(folder.read("out/members/active.txt") == "10\n9\nb\né\n");
  CHECK(folder.read("out/members/nobody.txt").empty());
  CHECK(std::filesystem::exists(folder.path("out/members/nobody.txt")));
}

TEST_CASE("members that no file can hold") {
  const Folder folder;
  columns::Dictionary keys;
  keys.append("a\nb");
  columns::Bitmap all(1);
  all.set(0);
  const auto line_end = write_members(folder.path("m"), {{"s", &all}}, keys);
  REQUIRE(line_end);
  CHECK(line_end->message == "key \"a\\nb\" has a line end; the file has one key a line");
  CHECK(write_members(folder.path("m"), {{"../s", &all}}, keys));
  folder.write("file", "");
  CHECK(write_members(folder.path("file/m"), {{"s", &all}}, keys));
}
