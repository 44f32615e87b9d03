#pragma once
// A small workspace on disk, to be spoilt.

#include <string>

#include "tests/limits/child.h"
#include "tests/unit/driver/temporary_folder.h"

namespace seg::limits {

/// The shop of texts.h with ten customers in CSV and 5,000 purchases in Parquet, and two segments. It runs as it is.
class Workspace {
 public:
  Workspace();
  void write(const std::string& path, const std::string& bytes) const { folder_.write(path, bytes); }
  std::string read(const std::string& path) const;
  /// `seg` in its folder, on one thread where it runs.
  Ended check() const { return run_program({"check"}, folder_.path()); }
  Ended run() const { return run_program({"run", "--now", "2026-09-01T00:00Z", "--threads", "1"}, folder_.path()); }
  Ended lint_with(const std::string& statistics) const { return run_program({"lint", "--stats", statistics}, folder_.path()); }

 private:
  test::TemporaryFolder folder_;
};

/// seg.toml of the workspace; `purchases` is the purchases' file.
std::string manifest(const std::string& purchases);

}  // namespace seg::limits
