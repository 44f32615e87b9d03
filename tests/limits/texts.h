#pragma once
// Hostile texts, made by rule.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace seg::limits {

inline constexpr std::size_t kMebi = std::size_t{1} << 20;

/// `schema shop` with the profile fields `points int`, `name string?` and `consent bool` and the event `purchase, purchases`
/// with `total money(EUR)`.
std::string shop_schema();

std::string repeated(std::string_view text, std::size_t times);
/// `text` again and again, cut at `bytes`.
std::string filled(std::string_view text, std::size_t bytes);
/// `item(0)`, `item(1)`, … with `separator` between them.
std::string listed(std::size_t count, std::string_view separator, const std::function<std::string(std::size_t)>& item);
/// `segment a { where CONDITION }`.
std::string segment(std::string_view condition);

}  // namespace seg::limits
