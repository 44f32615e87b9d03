#include "tools/datagen/catalog.h"

#include <fmt/format.h>

#include <array>

namespace seg::datagen {
namespace {

struct Category {
  std::string_view name;
  std::int64_t usual_price; ///< cents
};

constexpr std::array<Category, Catalog::categories> table{{{"shoes", 7990},
                                                           {"shirts", 2990},
                                                           {"dresses", 5990},
                                                           {"trousers", 4990},
                                                           {"accessories", 1490},
                                                           {"jackets", 11990},
                                                           {"sportswear", 3990},
                                                           {"bags", 8990},
                                                           {"kids", 1990},
                                                           {"home", 2490},
                                                           {"beauty", 1290},
                                                           {"outlet", 1990}}};

} // namespace

Catalog::Catalog()
    : category_sales_(Weighted::zipf(categories)), product_sales_(Weighted::zipf(products_each)) {
  products_.reserve(std::size_t{categories} * products_each);
  Random prices(0, 0);
  for (std::uint32_t category = 0; category < categories; ++category) {
    for (std::uint32_t rank = 1; rank <= products_each; ++rank) {
      const std::int64_t price = table[category].usual_price * prices.between(50, 250) / 100;
      // Shops like prices that end in 90 cents.
      products_.push_back(
          {fmt::format("{}-{:03}", table[category].name, rank), category, price / 100 * 100 + 90});
    }
  }
}

std::string_view Catalog::category_name(std::uint32_t category) const { return table[category].name; }

std::uint32_t Catalog::draw_category(Random &random) const {
  return static_cast<std::uint32_t>(category_sales_.draw(random));
}

std::uint32_t Catalog::draw_product(Random &random, std::uint32_t category) const {
  return category * products_each + static_cast<std::uint32_t>(product_sales_.draw(random));
}

} // namespace seg::datagen
