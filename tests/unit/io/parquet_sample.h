#pragma once
// A Parquet file for tests that damage one. No type of Arrow leaves it.

#include <cstdint>
#include <filesystem>

namespace seg::io::test {

/// `rows` purchases: `id` text `0`, `1`, … `9` in turn, `at` microseconds in UTC, an hour apart from 2026-01-01, `total` an integer
/// of cents. In row groups of 1,000.
void write_parquet_sample(const std::filesystem::path& path, std::int64_t rows);

}  // namespace seg::io::test
