#pragma once
// A folder of generated files, and what is in them.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tools/datagen/data.h"

namespace seg::test {

using Row = std::vector<std::string>;
/// Rows by what they are.
using Counts = std::map<std::string, std::uint64_t, std::less<>>;
using Generate = datagen::Generated (*)(const datagen::DataOptions&, const std::filesystem::path&);

inline constexpr calendar::Micros kDataEnd = 1'772'323'200'000'000;  // 2026-03-01T00:00Z

/// A folder of this test program, gone at the end.
struct Folder {
  std::filesystem::path path;
  explicit Folder(const std::string& name);
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
};

/// The data of a workspace up to kDataEnd; a failure fails the test.
Counts generate(Generate what, std::uint64_t profiles, std::uint64_t seed, const std::filesystem::path& folder);

/// That `whole`, made for `profiles` profiles with seed 1, is made again the same, that `some` profiles are the first of it, and that
/// another seed gives other files, all but `fixed`.
void check_reproducible(Generate what, const Folder& whole, std::uint64_t profiles, std::uint64_t some,
                        const std::vector<std::string>& names, const std::string& fixed);

std::string text_of(const std::filesystem::path& file);
/// The rows below the header; the generators write no quotes.
std::vector<Row> rows_of(const std::filesystem::path& file);
/// Of `12.34`, with two digits after the point.
std::int64_t cents(const std::string& euros);
/// Of rows whose cell in a column is empty.
double empty_share(const std::vector<Row>& rows, std::size_t column);
/// Microseconds of `2026-03-01T00:00:00Z`.
calendar::Micros instant(const std::string& text);

}  // namespace seg::test
