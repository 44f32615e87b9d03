#pragma once
// A workspace of six customers whose segments are worked out by hand.

#include "tests/cli/program.h"
#include "tests/unit/driver/temporary_folder.h"

namespace seg::test {

/// Six customers, seen on 2026-03-01T00:00Z:
///
///   key   points  consent  purchases
///   0001  10      true     2026-02-01 12.00 EUR, 2026-02-20 30.00 EUR
///   0002  20      false    2025-06-01 99.00 EUR
///   0003  30      true     none
///   0004  40      true     2025-12-01T00:00Z 5.00 EUR (90 days before, to the second)
///   0005  50      false    2026-02-28T23:59:59Z 7.50 EUR
///   é6    unknown true     none
///
/// Segments: `recent` any purchase in last 90 days: 0001 0004 0005
///           `rich` points in top 40%: 5 known, rank 2 from above is 40: 0004 0005; é6 unknown
///           `quiet` no purchases, consent: 0003 é6
class Shop {
 public:
  Shop();
  const std::filesystem::path& path() const { return folder_.path(); }
  void write(const std::filesystem::path& relative, const std::string& text) const { folder_.write(relative, text); }
  std::string read(const std::filesystem::path& relative) const;
  bool has(const std::filesystem::path& relative) const { return std::filesystem::exists(path() / relative); }
  /// `seg` in the workspace's folder.
  Ran seg(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {}) const {
    return run_seg(arguments, path(), environment);
  }

 private:
  TemporaryFolder folder_;
};

inline constexpr const char* kNow = "2026-03-01T00:00Z";

}  // namespace seg::test
