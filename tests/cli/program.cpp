#include "tests/cli/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/unit/driver/temporary_folder.h"

namespace seg::test {
namespace {

void redirect(int descriptor, const char* path, int flags) {
  const int file = ::open(path, flags, 0600);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(127);
}

}  // namespace

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Ran run_seg(const std::vector<std::string>& arguments, const std::filesystem::path& folder, const std::vector<std::string>& environment) {
  const TemporaryFolder captured;
  const std::string out = captured.path() / "out";
  const std::string err = captured.path() / "err";
  const std::string program = std::string(SEG_BIN_DIR) + "/seg";
  std::vector<std::string> words = {"seg"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    redirect(STDIN_FILENO, "/dev/null", O_RDONLY);
    redirect(STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
    redirect(STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    for (const std::string& variable : environment) ::putenv(const_cast<char*>(variable.c_str()));
    ::execv(program.c_str(), argv.data());
    ::_exit(127);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid failed");
  const int exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1 - WTERMSIG(status);
  return {exit, contents(out), contents(err)};
}

}  // namespace seg::test
