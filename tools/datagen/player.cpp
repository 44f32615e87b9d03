#include "tools/datagen/player.h"

#include <algorithm>
#include <array>

namespace seg::datagen {
namespace {

constexpr Seconds oldest = 365 * kDay;
constexpr std::uint32_t most_sessions = 150;
constexpr std::uint32_t most_purchases = 60;
constexpr std::int64_t campaign_days = 6;
constexpr std::int64_t campaigns = 30;

/// What a user is like; never written to a file, only seen in what they do.
struct Habits {
  Seconds until;           ///< when they lost interest: `now` for those who did not
  std::uint32_t opens;     ///< permille of the pushes
  std::int64_t best_hour;  ///< UTC, around which they play
  bool buys;
};

template <std::size_t size>
std::string_view draw(Random& random, const std::array<std::string_view, size>& values, const std::array<std::uint32_t, size>& weights) {
  return values[Weighted(weights).draw(random)];
}

std::string_view draw_country(Random& random) {
  static constexpr std::array<std::string_view, 7> countries{"DE", "FR", "PL", "ES", "AT", "IT", "SE"};
  static constexpr std::array<std::uint32_t, 7> weights{400, 150, 120, 120, 90, 80, 40};
  return draw(random, countries, weights);
}

Device draw_device(Random& random) {
  static constexpr std::array<std::string_view, 3> phones{"Phone 14", "Phone 15", "Phone SE"};
  static constexpr std::array<std::uint32_t, 3> phone_weights{40, 35, 25};
  static constexpr std::array<std::string_view, 4> others{"Pixel 8", "Galaxy A54", "Galaxy S24", "Redmi Note 12"};
  static constexpr std::array<std::uint32_t, 4> other_weights{15, 40, 20, 25};
  static constexpr std::array<std::string_view, 3> ios{"16.7", "17.6", "18.2"};
  static constexpr std::array<std::string_view, 3> android{"12", "13", "14"};
  static constexpr std::array<std::uint32_t, 3> version_weights{20, 45, 35};
  Device device{};
  const bool apple = random.chance(380);
  device.os = apple ? "ios" : "android";
  if (!random.chance(100)) device.model = apple ? draw(random, phones, phone_weights) : draw(random, others, other_weights);
  device.version = apple ? draw(random, ios, version_weights) : draw(random, android, version_weights);
  return device;
}

/// The version of the app on a day: a new one every five weeks, which a few take later.
std::string_view version_on(Random& random, Seconds at, Seconds now) {
  static constexpr std::array<std::string_view, 11> versions{"3.0.0", "3.0.1", "3.1.0", "3.1.1", "3.1.2", "3.2.0",
                                                             "3.2.1", "3.3.0", "4.0.0", "4.0.1", "4.1.0"};
  const std::int64_t newest = static_cast<std::int64_t>(versions.size()) - 1 - (now - at) / (35 * kDay);
  return versions[static_cast<std::size_t>(std::max<std::int64_t>(0, newest - (random.chance(250) ? 1 : 0)))];
}

void draw_screens(Random& random, const Habits& habits, const Session& session, Seconds now, Player& player) {
  Seconds at = session.at;
  const auto show = [&](std::string_view name) {
    if (at < now) player.screens.push_back({at, session.number, name});
    at += random.between(5, 90);
  };
  show("home");
  const std::uint32_t levels = random.below(5);
  for (std::uint32_t level = 0; level < levels; ++level) show("level");
  if (random.chance(session.number == 1 ? 300 : 80)) show("profile");
  if (random.chance(60)) show("help");
  if (!random.chance(habits.buys ? 400 : 150)) return;
  show("shop");
  if (random.chance(300)) show("checkout");
}

void draw_sessions(Random& random, const Habits& habits, Player& player, Seconds now) {
  const std::uint32_t wanted = 1 + random.heavy_tail(most_sessions);
  std::vector<Seconds> times{player.installed_at};
  for (std::uint32_t i = 1; i < wanted; ++i) {
    const Seconds day = random.between(player.installed_at / kDay, habits.until / kDay) * kDay;
    times.push_back(day + (habits.best_hour * kHour + random.between(-3 * kHour, 3 * kHour) + kDay) % kDay);
  }
  std::sort(times.begin(), times.end());
  std::uint32_t number = 0;
  for (const Seconds at : times) {
    if (at < player.installed_at || at >= habits.until) continue;
    const Session session{at, ++number, random.between(30, 2400), version_on(random, at, now)};
    player.sessions.push_back(session);
    draw_screens(random, habits, session, now, player);
  }
  std::stable_sort(player.screens.begin(), player.screens.end(), [](const Screen& a, const Screen& b) { return a.at < b.at; });
}

void draw_pushes(Random& random, const Habits& habits, Player& player, Seconds now) {
  static constexpr std::array<std::string_view, 3> topics{"news", "offer", "reminder"};
  for (std::int64_t back = campaigns; back-- > 0;) {
    const std::int64_t day = now / kDay - 1 - campaign_days * back;
    const Seconds at = day * kDay + 16 * kHour + random.between(0, 2 * kHour);
    const std::string_view topic = topics[static_cast<std::size_t>(day / campaign_days % 3)];
    if (at < player.installed_at || random.chance(200)) continue;
    Push push{at, day, topic, std::nullopt};
    const std::uint32_t opens = at <= habits.until ? habits.opens : habits.opens / 10;
    const Seconds opened = at + random.between(kMinute, 12 * kHour);
    if (random.chance(opens) && opened < now) push.opened_at = opened;
    player.pushes.push_back(push);
  }
}

void draw_purchases(Random& random, const Habits& habits, Player& player) {
  if (!habits.buys) return;
  // The first items are the cheap ones, which sell most.
  static const Weighted chosen = Weighted::zipf(static_cast<std::uint32_t>(items().size()));
  const std::size_t favourite = chosen.draw(random);
  std::vector<Seconds> times(random.heavy_tail(most_purchases));
  for (Seconds& at : times) at = random.between(player.installed_at, habits.until);
  std::sort(times.begin(), times.end());
  for (const Seconds at : times) {
    const std::size_t item = random.chance(600) ? favourite : chosen.draw(random);
    const std::int64_t quantity = random.chance(850) ? 1 : random.between(2, 5);
    const std::int64_t full = quantity * items()[item].price;
    player.purchases.push_back({at, item, quantity, random.chance(200) ? full * 80 / 100 : full});
  }
}

void draw_interests(Random& random, Player& player) {
  if (random.chance(300)) return;
  for (const std::string_view interest : interests())
    if (random.chance(350)) player.interests.push_back(interest);
}

}  // namespace

const std::vector<std::string_view>& interests() {
  static const std::vector<std::string_view> all{"puzzles", "strategy", "racing", "stories", "music"};
  return all;
}

const std::vector<Item>& items() {
  static const std::vector<Item> all{
      {"coins-s", "Bag of coins", "coins", 199, std::nullopt},   {"boost-1", "One more try", "boost", 99, std::nullopt},
      {"coins-m", "Chest of coins", "coins", 499, std::nullopt}, {"boost-5", "Five more tries", "boost", 399, std::nullopt},
      {"look-kart", "Racing suit", "look", 299, "racing"},       {"look-mage", "Mage's coat", "look", 299, "stories"},
      {"pass", "Season pass", "season_pass", 999, std::nullopt}, {"look-chess", "Chess board", "look", 399, "strategy"},
      {"look-band", "On stage", "look", 399, "music"},           {"coins-l", "Vault of coins", "coins", 1999, std::nullopt}};
  return all;
}

Player draw_player(Random& random, Seconds now) {
  Player player{};
  player.installed_at = std::max(random.between(now - oldest, now - kHour), random.between(now - oldest, now - kHour));
  player.device = draw_device(random);
  if (!random.chance(60)) player.country = draw_country(random);
  draw_interests(random, player);
  player.push_allowed = random.chance(620);

  Habits habits{};
  habits.until = random.chance(330) ? random.between(player.installed_at, now - 1) : now - 1;
  habits.opens = random.below(500);
  habits.best_hour = random.chance(600) ? 18 : random.between(6, 20);
  habits.buys = random.chance(170);
  draw_sessions(random, habits, player, now);
  if (player.push_allowed) draw_pushes(random, habits, player, now);
  draw_purchases(random, habits, player);

  std::int64_t spent = 0;
  for (const ItemPurchase& purchase : player.purchases) spent += purchase.paid;
  if (!random.chance(150)) player.lifetime_value = spent * random.between(90, 150) / 100;
  return player;
}

}  // namespace seg::datagen
