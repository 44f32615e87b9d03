#pragma once
// The life of one account of the example subscription: what it is, pays and uses.

#include <optional>
#include <string_view>
#include <vector>

#include "tools/datagen/data.h"
#include "tools/datagen/random.h"

namespace seg::datagen {

struct Plan {
  std::string_view id;
  std::string_view name;
  std::string_view tier;        ///< starter, team, business, enterprise
  std::int64_t price;           ///< cents for a seat and month
  std::int64_t included_seats;  ///< that an account of it has at least
};

/// From the smallest to the largest.
const std::vector<Plan>& plans();

struct Invoice {
  Seconds at;
  std::uint32_t number;  ///< from 1 in each account; a repeated attempt has the number of the first
  std::int64_t seats;
  std::int64_t amount;      ///< cents
  std::string_view status;  ///< paid, failed, refunded
};

struct Cancellation {
  Seconds at;
  std::optional<std::string_view> reason;  ///< price, missing_feature, support, no_need
};

/// A day on which somebody of the account worked with the product.
struct ActiveDay {
  Seconds at;
  std::int64_t minutes;
  std::int64_t active_seats;
  bool on_mobile;
};

struct Account {
  std::optional<std::string_view> country;
  std::optional<std::string_view> industry;
  std::optional<std::size_t> plan;  ///< in plans(); of a trial that ended without a contract: none
  std::int64_t seats;
  std::optional<std::string_view> payment;  ///< card, debit, transfer
  Seconds signed_up_at;
  std::optional<Seconds> trial_ends_at;         ///< also in the future
  std::optional<std::int64_t> monthly_revenue;  ///< cents
  bool consent_email;
  std::vector<Invoice> invoices;  ///< each list by time
  std::vector<Cancellation> cancellations;
  std::vector<ActiveDay> active_days;
};

/// Draws the whole account. It signed up in the two years before `now`, nine of ten with a trial of 30 days; every second stays and pays
/// each 30 days. Of those two in five leave, most after their use has faded. Days of use are kept for half a year. Unknown: country 4 %,
/// industry 20 %, payment of those who never paid, monthly_revenue 10 %, reason of a cancellation 20 %.
Account draw_account(Random& random, Seconds now);

}  // namespace seg::datagen
