#include "compiler/driver/files.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/unit/driver/temporary_folder.h"

namespace fs = std::filesystem;
using namespace seg::driver;
using seg::test::TemporaryFolder;

TEST_CASE("a file below the root is read whole") {
  const TemporaryFolder folder;
  const std::string bytes = std::string("a\0b\r\n", 5) + std::string(200'000, 'x');
  folder.write("in/a.seg", bytes);
  const ReadResult result = read_below(folder.path(), "in/a.seg", 1u << 20);
  REQUIRE(std::holds_alternative<std::string>(result));
  CHECK(std::get<std::string>(result) == bytes);
}

TEST_CASE("nothing outside the root is read") {
  const TemporaryFolder folder;
  folder.write("root/in.seg", "in");
  folder.write("secret.seg", "out");
  const fs::path root = folder.path() / "root";
  CHECK(std::holds_alternative<OutsideRoot>(read_below(root, "../secret.seg", 100)));
  CHECK(std::holds_alternative<OutsideRoot>(read_below(root, folder.path() / "secret.seg", 100)));
  fs::create_symlink("../secret.seg", root / "link.seg");
  CHECK(std::holds_alternative<OutsideRoot>(read_below(root, "link.seg", 100)));
  fs::create_directory_symlink("..", root / "up");
  CHECK(std::holds_alternative<OutsideRoot>(read_below(root, "up/secret.seg", 100)));
  fs::create_symlink("in.seg", root / "near.seg");
  CHECK(std::holds_alternative<std::string>(read_below(root, "near.seg", 100)));
  fs::create_symlink("loop.seg", root / "loop.seg");
  CHECK(std::holds_alternative<Unreadable>(read_below(root, "loop.seg", 100)));
}

TEST_CASE("a sibling whose name begins like the root's is outside") {
  const TemporaryFolder folder;
  folder.write("root/in.seg", "in");
  folder.write("root2/out.seg", "out");
  CHECK(std::holds_alternative<OutsideRoot>(read_below(folder.path() / "root", "../root2/out.seg", 100)));
}

TEST_CASE("only regular files are read, and nothing is waited for") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "d.seg");
  REQUIRE(::mkfifo((folder.path() / "p.seg").c_str(), 0600) == 0);
  const ReadResult directory = read_below(folder.path(), "d.seg", 100);
  REQUIRE(std::holds_alternative<NotRegular>(directory));
  CHECK(std::get<NotRegular>(directory).kind == "a folder");
  const ReadResult pipe = read_below(folder.path(), "p.seg", 100);
  REQUIRE(std::holds_alternative<NotRegular>(pipe));
  CHECK(std::get<NotRegular>(pipe).kind == "a pipe");
  CHECK(std::holds_alternative<Unreadable>(read_below(folder.path(), "none.seg", 100)));
}

TEST_CASE("a file above the limit is refused, one at the limit is not") {
  const TemporaryFolder folder;
  folder.write("ten.seg", "0123456789");
  CHECK(std::holds_alternative<std::string>(read_below(folder.path(), "ten.seg", 10)));
  const ReadResult result = read_below(folder.path(), "ten.seg", 9);
  REQUIRE(std::holds_alternative<TooLarge>(result));
  CHECK(std::get<TooLarge>(result).bytes == 10);
}

TEST_CASE("matching files come sorted, without hidden folders and without following linked folders") {
  const TemporaryFolder folder;
  for (const char* name : {"segments/b.seg", "segments/a.seg", "segments/x/c.seg", "segments/.git/d.seg", "segments/e.txt", "f.seg"})
    folder.write(name, "");
  fs::create_directory_symlink("..", folder.path() / "segments/x/loop");
  const Matches found = find_matching(folder.path(), "segments/**/*.seg", {});
  CHECK(found.paths == std::vector<std::string>{"segments/a.seg", "segments/b.seg", "segments/x/c.seg"});
  CHECK_FALSE(found.too_many);
  CHECK(found.error.empty());
  CHECK(find_matching(folder.path(), "f.seg", {}).paths == std::vector<std::string>{"f.seg"});
  CHECK(find_matching(folder.path(), "none/*.seg", {}).paths.empty());
}

TEST_CASE("a search ends at its limits") {
  const TemporaryFolder folder;
  for (int i = 0; i < 20; ++i) folder.write("s/" + std::to_string(i) + ".seg", "");
  FileLimits limits;
  limits.files = 5;
  CHECK(find_matching(folder.path(), "s/*.seg", limits).too_many);
  limits = {};
  limits.entries = 10;
  CHECK(find_matching(folder.path(), "s/*.nothing", limits).too_many);
  limits.entries = 20;
  CHECK_FALSE(find_matching(folder.path(), "s/*.seg", limits).too_many);
}
