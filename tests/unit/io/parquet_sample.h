#pragma once
// A Parquet file for tests that damage one. No type of Arrow leaves it.

#include <cstdint>
#include <filesystem>

namespace seg::io::test {

/// `rows` purchases: `id` text `0`, `1`, … `9` in turn, `at` microseconds in UTC, an hour apart from 2026-01-01, `total` an integer
/// of cents. In row groups of 1,000.
void write_parquet_sample(const std::filesystem::path& path, std::int64_t rows);

/// 60 members: `member_no` an integer, `name` text, `score` a double with two decimals and nulls, `active` a bool, `joined` a date32,
/// `address` a struct of `city` and `zip`, `tags` a list of texts, `emails` a list of structs with `sent` (milliseconds in UTC), `kind`
/// (`open` or `click`) and `message_id`; every third member has null for `emails`, all others two of them.
void write_nested_sample(const std::filesystem::path& path);

}  // namespace seg::io::test
