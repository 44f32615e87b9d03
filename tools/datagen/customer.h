#pragma once
// The life of one customer of the example shop: what they are, buy, read and look at.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tools/datagen/catalog.h"
#include "tools/datagen/data.h"
#include "tools/datagen/random.h"

namespace seg::datagen {

struct Purchase {
  Seconds at;
  std::uint32_t order;   ///< from 1 in each customer; the lines of an order share it
  std::uint32_t product; ///< number in the catalog
  std::int64_t quantity;
  std::int64_t total;                   ///< cents, after the discount
  std::optional<std::int64_t> discount; ///< cents
};

struct Email {
  Seconds at;
  std::uint32_t campaign; ///< 0 is the newest, see campaign_day
  std::string_view kind;  ///< sent, open, click, unsubscribe
};

struct Visit {
  Seconds at;
  std::string_view page; ///< home, category, product, cart, checkout
  std::optional<std::uint32_t> category;
  std::optional<std::uint32_t> product;
};

struct Customer {
  std::optional<std::int64_t> birth_date; ///< days since 1970-01-01
  std::optional<std::string_view> gender;
  std::optional<std::string_view> country;
  std::optional<std::string_view> loyalty_tier;
  std::optional<std::int64_t> clv; ///< cents
  Seconds signup_at;
  bool consent_email;
  bool consent_sms;
  std::vector<Purchase> purchases; ///< each list by time
  std::vector<Email> emails;
  std::vector<Visit> visits;
};

/// The day (since 1970-01-01, UTC) on which a campaign goes out to all who are reached: the day before `now`,
/// and every tenth before.
std::int64_t campaign_day(std::uint32_t campaign, Seconds now);

/// Draws the whole customer. Signup lies in the five years before `now`, every event between signup and
/// `now`. E-mails and visits are kept for a year. A fifth buys nothing; the number of orders has a heavy tail
/// up to 400. Unknown: birth_date 25 %, gender 15 %, country 5 %, clv 20 %, loyalty_tier 30 % of those who
/// have bought and all others.
Customer draw_customer(Random &random, const Catalog &catalog, Seconds now);

} // namespace seg::datagen
