#include "tools/datagen/account.h"

#include <algorithm>
#include <array>

namespace seg::datagen {
namespace {

constexpr Seconds oldest = 2 * 365 * kDay;
constexpr Seconds trial = 30 * kDay;
constexpr Seconds period = 30 * kDay;  // from one invoice to the next
constexpr Seconds kept = 180 * kDay;   // how long days of use are kept

/// What an account is like; never written to a file, only seen in what it does.
struct Habits {
  bool stays;                      ///< after the trial
  Seconds until;                   ///< when it left: `now` for those who did not
  Seconds fades_from;              ///< from here its use falls to a fifth at `until`
  std::uint32_t days_of_use;       ///< permille of the working days
  std::uint32_t share_of_seats;    ///< permille of the seats that work on such a day
  std::uint32_t failing_payments;  ///< permille
};

template <std::size_t size>
std::string_view draw(Random& random, const std::array<std::string_view, size>& values, const std::array<std::uint32_t, size>& weights) {
  return values[Weighted(weights).draw(random)];
}

std::string_view draw_country(Random& random) {
  static constexpr std::array<std::string_view, 7> countries{"DE", "AT", "CH", "NL", "FR", "PL", "GB"};
  static constexpr std::array<std::uint32_t, 7> weights{500, 120, 110, 90, 80, 60, 40};
  return draw(random, countries, weights);
}

std::string_view draw_industry(Random& random) {
  static constexpr std::array<std::string_view, 6> industries{"software", "retail", "consulting", "manufacturing", "education", "health"};
  static constexpr std::array<std::uint32_t, 6> weights{30, 22, 20, 12, 9, 7};
  return draw(random, industries, weights);
}

std::optional<std::string_view> draw_reason(Random& random) {
  static constexpr std::array<std::string_view, 4> reasons{"price", "missing_feature", "no_need", "support"};
  static constexpr std::array<std::uint32_t, 4> weights{46, 22, 22, 10};
  if (random.chance(200)) return std::nullopt;
  return draw(random, reasons, weights);
}

Habits draw_habits(Random& random, Seconds signup, Seconds now) {
  Habits habits{};
  habits.stays = random.chance(500);
  const Seconds trial_end = signup + trial;
  const bool leaves = habits.stays && random.chance(400) && trial_end < now;
  habits.until = leaves ? random.between(trial_end, now - 1) : now - 1;
  if (!habits.stays) habits.until = std::min(trial_end, now - 1);
  // Most who leave have lost interest before; some of those who are still there are on their way.
  const bool fades = leaves ? random.chance(800) : random.chance(150);
  habits.fades_from = fades ? std::max(signup, habits.until - random.between(20, 90) * kDay) : habits.until;
  habits.days_of_use = 100 + random.below(850);
  habits.share_of_seats = 300 + random.below(701);
  habits.failing_payments = random.chance(380) ? 380 : 30;
  return habits;
}

/// The larger the plan, the more seats; the number grows while the account stays.
void draw_plan(Random& random, Account& account) {
  static constexpr std::array<std::uint32_t, 5> weights{38, 30, 17, 11, 4};
  static const Weighted chosen(weights);
  account.plan = chosen.draw(random);
  account.seats = plans()[*account.plan].included_seats + random.heavy_tail(40) - 1;
}

void draw_invoices(Random& random, const Habits& habits, Account& account, Seconds now) {
  if (!habits.stays) return;
  const Seconds first = account.trial_ends_at.value_or(account.signed_up_at);
  // Seats were added one at a time, on the way to those of today.
  const std::int64_t added = random.between(0, account.seats / 2);
  const std::int64_t periods = std::max<std::int64_t>((habits.until - first) / period, 1);
  std::uint32_t number = 0;
  for (Seconds at = first + random.between(0, 6 * kHour); at < habits.until; at += period) {
    const std::int64_t seats = account.seats - added + added * std::min<std::int64_t>(number, periods) / periods;
    Invoice invoice{at, ++number, seats, seats * plans()[*account.plan].price, "paid"};
    const bool fails = random.chance(habits.failing_payments);
    if (fails) invoice.status = "failed";
    account.invoices.push_back(invoice);
    Invoice again = invoice;
    again.at = at + random.between(2, 4) * kDay;
    again.status = "paid";
    if (fails && random.chance(400) && again.at < now) account.invoices.push_back(again);
    if (!fails && random.chance(10) && again.at < now) {
      again.status = "refunded";
      account.invoices.push_back(again);
    }
  }
}

void draw_active_days(Random& random, const Habits& habits, Account& account, Seconds now) {
  const Seconds since = std::max(account.signed_up_at, now - kept);
  for (std::int64_t day = since / kDay; day <= habits.until / kDay; ++day) {
    // 1970-01-01 was a Thursday: days 2 and 3 of its week are the weekend.
    const bool weekend = (day % 7) == 2 || (day % 7) == 3;
    std::int64_t chance = weekend ? habits.days_of_use / 8 : habits.days_of_use;
    std::int64_t strength = 1000;
    const Seconds at = day * kDay + 6 * kHour + random.between(0, 4 * kHour);
    if (at > habits.fades_from && habits.until > habits.fades_from)
      strength = 1000 - 800 * (at - habits.fades_from) / (habits.until - habits.fades_from);
    chance = chance * strength / 1000;
    const bool used = random.chance(static_cast<std::uint32_t>(std::max<std::int64_t>(chance, 0)));
    if (!used || at < since || at >= habits.until) continue;
    const std::int64_t seats = std::max<std::int64_t>(1, account.seats * habits.share_of_seats * strength / 1'000'000);
    const std::int64_t active = std::max<std::int64_t>(1, seats - random.between(0, seats / 4));
    account.active_days.push_back({at, active * random.between(10, 90), active, random.chance(300)});
  }
}

}  // namespace

const std::vector<Plan>& plans() {
  static const std::vector<Plan> all{{"starter", "Starter", "starter", 900, 1},
                                     {"team", "Team", "team", 1200, 3},
                                     {"team-plus", "Team Plus", "team", 1500, 5},
                                     {"business", "Business", "business", 2400, 10},
                                     {"enterprise", "Enterprise", "enterprise", 3900, 25}};
  return all;
}

Account draw_account(Random& random, Seconds now) {
  Account account{};
  // The business grows: the latest of three draws is more often recent.
  for (int draws = 0; draws < 3; ++draws) account.signed_up_at = std::max(account.signed_up_at, random.between(now - oldest, now - kHour));
  if (!random.chance(40)) account.country = draw_country(random);
  if (!random.chance(200)) account.industry = draw_industry(random);
  if (random.chance(900)) account.trial_ends_at = account.signed_up_at + trial;
  account.consent_email = random.chance(750);
  draw_plan(random, account);

  const Habits habits = draw_habits(random, account.signed_up_at, now);
  draw_invoices(random, habits, account, now);
  draw_active_days(random, habits, account, now);
  const bool left = habits.until < now - 1;
  if (left && habits.stays) account.cancellations.push_back({habits.until, draw_reason(random)});
  if (!account.invoices.empty()) {
    static constexpr std::array<std::string_view, 3> ways{"card", "debit", "transfer"};
    static constexpr std::array<std::uint32_t, 3> weights{55, 25, 20};
    account.payment = draw(random, ways, weights);
  }
  const std::int64_t revenue = account.invoices.empty() || left ? 0 : account.invoices.back().amount;
  if (!random.chance(100)) account.monthly_revenue = revenue;
  if (left && !habits.stays) account.plan.reset();
  return account;
}

}  // namespace seg::datagen
