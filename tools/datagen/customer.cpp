#include "tools/datagen/customer.h"

#include <algorithm>
#include <array>

namespace seg::datagen {
namespace {

constexpr Seconds kept = 365 * kDay; // how long the shop keeps e-mail events and visits
constexpr std::int64_t campaign_days = 10;
constexpr std::uint32_t campaigns = 36;
constexpr std::uint32_t most_orders = 400;
constexpr std::uint32_t most_sessions = 200;

/// What a customer is like; never written to a file, only seen in what they do.
struct Habits {
  Seconds until; ///< when they lost interest: `now` for those who did not
  std::uint32_t favourite;
  std::uint32_t opens;  ///< permille of the e-mails
  std::uint32_t clicks; ///< permille of the opened ones
};

std::string_view draw_country(Random &random) {
  static constexpr std::array<std::string_view, 8> countries{"DE", "AT", "NL", "CH", "FR", "PL", "DK", "CZ"};
  static constexpr std::array<std::uint32_t, 8> weights{620, 120, 80, 60, 50, 40, 20, 10};
  static const Weighted chosen(weights);
  return countries[chosen.draw(random)];
}

std::string_view draw_gender(Random &random) {
  static constexpr std::array<std::string_view, 3> genders{"female", "male", "diverse"};
  static constexpr std::array<std::uint32_t, 3> weights{58, 40, 2};
  static const Weighted chosen(weights);
  return genders[chosen.draw(random)];
}

/// Sixteen to eighty-five years before `now`, most often the middle: the mean of two uniform draws.
std::int64_t draw_birth_date(Random &random, Seconds now) {
  constexpr std::int64_t youngest = 16 * 366;
  constexpr std::int64_t oldest = 85 * 365;
  const std::int64_t age = (random.between(youngest, oldest) + random.between(youngest, oldest)) / 2;
  return now / kDay - age;
}

Habits draw_habits(Random &random, const Catalog &catalog, Seconds signup, Seconds now) {
  Habits habits{};
  const bool lapsed = random.chance(350);
  habits.until = lapsed ? random.between(signup, now - 1) : now - 1;
  habits.favourite = catalog.draw_category(random);
  habits.opens = random.below(600);
  habits.clicks = random.below(400);
  return habits;
}

std::uint32_t draw_category(Random &random, const Catalog &catalog, const Habits &habits) {
  return random.chance(500) ? habits.favourite : catalog.draw_category(random);
}

Purchase draw_line(Random &random, const Catalog &catalog, const Habits &habits, Seconds at,
                   std::uint32_t order) {
  Purchase line{};
  line.at = at;
  line.order = order;
  line.product = catalog.draw_product(random, draw_category(random, catalog, habits));
  line.quantity = random.chance(850) ? 1 : random.heavy_tail(12);
  line.total = line.quantity * catalog.product(line.product).price;
  if (random.chance(200)) {
    line.discount = line.total * random.between(5, 30) / 100;
    line.total -= *line.discount;
  }
  return line;
}

std::vector<Purchase> draw_purchases(Random &random, const Catalog &catalog, const Habits &habits,
                                     Seconds signup) {
  std::vector<Purchase> purchases;
  if (random.chance(200))
    return purchases;
  // Nobody orders more than once a day on average.
  const auto days = static_cast<std::uint32_t>((habits.until - signup) / kDay + 1);
  std::vector<Seconds> times(std::min(random.heavy_tail(most_orders), days));
  for (Seconds &at : times)
    at = random.between(signup, habits.until);
  std::sort(times.begin(), times.end());
  std::uint32_t order = 0;
  for (const Seconds at : times) {
    ++order;
    const std::uint32_t lines = random.chance(700) ? 1 : random.heavy_tail(6);
    for (std::uint32_t line = 0; line < lines; ++line) {
      purchases.push_back(draw_line(random, catalog, habits, at, order));
    }
  }
  return purchases;
}

/// What follows one sent message. False when it ends in an unsubscription.
bool draw_reactions(Random &random, const Habits &habits, const Email &sent, Seconds now,
                    std::vector<Email> &emails) {
  if (!random.chance(sent.at <= habits.until ? habits.opens : habits.opens / 8))
    return true;
  // Most open within hours, a few after days.
  const Seconds opened = sent.at + random.between(2 * kMinute, random.chance(800) ? 6 * kHour : 4 * kDay);
  if (opened >= now)
    return true;
  emails.push_back({opened, sent.campaign, "open"});
  if (random.chance(habits.clicks)) {
    const Seconds clicked = opened + random.between(5, 10 * kMinute);
    if (clicked < now)
      emails.push_back({clicked, sent.campaign, "click"});
  }
  if (!random.chance(8))
    return true;
  const Seconds left = opened + random.between(5, 10 * kMinute);
  if (left >= now)
    return true;
  emails.push_back({left, sent.campaign, "unsubscribe"});
  return false;
}

/// False when the customer unsubscribed.
bool draw_emails(Random &random, const Habits &habits, Seconds signup, Seconds now,
                 std::vector<Email> &emails) {
  const std::uint32_t reached = 400 + random.below(601);
  bool subscribed = true;
  for (std::uint32_t campaign = campaigns; campaign-- > 0 && subscribed;) {
    const Seconds morning = campaign_day(campaign, now) * kDay + 7 * kHour;
    const Email sent{morning + random.between(0, 3 * kHour), campaign, "sent"};
    if (!random.chance(reached) || sent.at < signup)
      continue;
    emails.push_back(sent);
    subscribed = draw_reactions(random, habits, sent, now, emails);
  }
  std::stable_sort(emails.begin(), emails.end(), [](const Email &a, const Email &b) { return a.at < b.at; });
  return subscribed;
}

/// The pages on the way to an order, each before it.
void draw_order_session(Random &random, const Catalog &catalog, const Purchase &bought, Seconds signup,
                        std::vector<Visit> &visits) {
  const std::uint32_t category = catalog.product(bought.product).category;
  Seconds at = bought.at;
  const auto earlier = [&](std::string_view page, std::optional<std::uint32_t> in,
                           std::optional<std::uint32_t> of) {
    at -= random.between(10, 5 * kMinute);
    if (at >= signup)
      visits.push_back({at, page, in, of});
  };
  earlier("checkout", {}, {});
  earlier("cart", {}, {});
  earlier("product", category, bought.product);
  if (random.chance(700))
    earlier("category", category, {});
  if (random.chance(400))
    earlier("home", {}, {});
}

/// A look around that ends without an order, sometimes with something left in the cart.
void draw_idle_session(Random &random, const Catalog &catalog, const Habits &habits, Seconds begins,
                       Seconds now, std::vector<Visit> &visits) {
  const std::uint32_t category = draw_category(random, catalog, habits);
  Seconds at = begins;
  const auto later = [&](std::string_view page, std::optional<std::uint32_t> in,
                         std::optional<std::uint32_t> of) {
    if (at < now)
      visits.push_back({at, page, in, of});
    at += random.between(5, 6 * kMinute);
  };
  if (random.chance(600))
    later("home", {}, {});
  if (random.chance(700))
    later("category", category, {});
  const std::uint32_t looked_at = random.below(4);
  for (std::uint32_t looked = 0; looked < looked_at; ++looked) {
    later("product", category, catalog.draw_product(random, category));
  }
  if (looked_at > 0 && random.chance(250))
    later("cart", {}, {});
}

std::vector<Visit> draw_visits(Random &random, const Catalog &catalog, const Habits &habits,
                               const Customer &customer, Seconds now) {
  std::vector<Visit> visits;
  const Seconds since = std::max(customer.signup_at, now - kept);
  std::uint32_t order = 0;
  for (const Purchase &line : customer.purchases) {
    if (line.order == order)
      continue;
    order = line.order;
    if (line.at >= since)
      draw_order_session(random, catalog, line, since, visits);
  }
  if (habits.until > since && random.chance(750)) {
    const std::uint32_t sessions = random.heavy_tail(most_sessions);
    for (std::uint32_t session = 0; session < sessions; ++session) {
      draw_idle_session(random, catalog, habits, random.between(since, habits.until), now, visits);
    }
  }
  std::stable_sort(visits.begin(), visits.end(), [](const Visit &a, const Visit &b) { return a.at < b.at; });
  return visits;
}

/// Tier and lifetime value follow what was spent.
void draw_value(Random &random, Customer &customer) {
  std::int64_t spent = 0;
  for (const Purchase &line : customer.purchases)
    spent += line.total;
  if (!customer.purchases.empty() && !random.chance(300)) {
    customer.loyalty_tier = spent >= 100'000 ? "gold" : spent >= 25'000 ? "silver" : "bronze";
  }
  if (!random.chance(200)) {
    const std::int64_t expected = spent * random.between(80, 140) / 100;
    customer.clv = expected + random.between(0, 2'000);
  }
}

} // namespace

std::int64_t campaign_day(std::uint32_t campaign, Seconds now) {
  return now / kDay - 1 - campaign_days * campaign;
}

Customer draw_customer(Random &random, const Catalog &catalog, Seconds now) {
  Customer customer{};
  // The shop grows: the later of two draws is more often recent.
  const Seconds oldest = now - 5 * kept;
  customer.signup_at = std::max(random.between(oldest, now - kHour), random.between(oldest, now - kHour));
  if (!random.chance(250))
    customer.birth_date = draw_birth_date(random, now);
  if (!random.chance(150))
    customer.gender = draw_gender(random);
  if (!random.chance(50))
    customer.country = draw_country(random);
  customer.consent_email = random.chance(700);
  customer.consent_sms = random.chance(300);

  const Habits habits = draw_habits(random, catalog, customer.signup_at, now);
  customer.purchases = draw_purchases(random, catalog, habits, customer.signup_at);
  if (customer.consent_email) {
    customer.consent_email = draw_emails(random, habits, customer.signup_at, now, customer.emails);
  }
  customer.visits = draw_visits(random, catalog, habits, customer, now);
  draw_value(random, customer);
  return customer;
}

} // namespace seg::datagen
