#pragma once
// What the example shop sells.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/datagen/random.h"

namespace seg::datagen {

struct Product {
  std::string id; ///< `shoes-007`
  std::uint32_t category;
  std::int64_t price; ///< cents
};

/// Twelve categories of forty products; both sell by Zipf's law, in the order of their numbers. The same for
/// every seed.
class Catalog {
public:
  static constexpr std::uint32_t categories = 12;
  static constexpr std::uint32_t products_each = 40;

  Catalog();
  std::string_view category_name(std::uint32_t category) const;
  const Product &product(std::uint32_t number) const { return products_[number]; }
  std::uint32_t draw_category(Random &random) const;
  /// The number of a product in a category.
  std::uint32_t draw_product(Random &random, std::uint32_t category) const;

private:
  std::vector<Product> products_;
  Weighted category_sales_;
  Weighted product_sales_;
};

} // namespace seg::datagen
