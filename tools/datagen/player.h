#pragma once
// The life of one user of the example app, a game: their device, what they play, are told and buy.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tools/datagen/data.h"
#include "tools/datagen/random.h"

namespace seg::datagen {

/// What the app sells.
struct Item {
  std::string_view id;
  std::string_view name;
  std::string_view kind;                  ///< coins, boost, look, season_pass
  std::int64_t price;                     ///< cents
  std::optional<std::string_view> theme;  ///< one of interests()
};

const std::vector<Item>& items();
const std::vector<std::string_view>& interests();

struct Session {
  Seconds at;
  std::uint32_t number;  ///< from 1 for each user
  std::int64_t seconds;
  std::string_view version;  ///< of the app: `3.2.1`
};

struct Screen {
  Seconds at;
  std::uint32_t session;
  std::string_view name;  ///< home, level, shop, checkout, profile, help
};

struct Push {
  Seconds at;
  std::int64_t campaign;   ///< the day on which it went out, since 1970-01-01
  std::string_view topic;  ///< news, offer, reminder
  std::optional<Seconds> opened_at;
};

struct ItemPurchase {
  Seconds at;
  std::size_t item;  ///< in items()
  std::int64_t quantity;
  std::int64_t paid;  ///< cents
};

struct Device {
  std::string_view os;  ///< ios, android
  std::optional<std::string_view> model;
  std::string_view version;  ///< of the system
};

struct Player {
  Device device;
  std::optional<std::string_view> country;
  std::vector<std::string_view> interests;  ///< none: unknown
  Seconds installed_at;
  bool push_allowed;
  std::optional<std::int64_t> lifetime_value;  ///< cents
  std::vector<Session> sessions;               ///< each list by time
  std::vector<Screen> screens;
  std::vector<Push> pushes;
  std::vector<ItemPurchase> purchases;
};

/// Draws the whole user. They installed the app in the year before `now`; a third lost interest since. One in six buys, with a heavy tail
/// up to 60 purchases. Unknown: country 6 %, interests of two in five, model 10 %, lifetime_value 15 %.
Player draw_player(Random& random, Seconds now);

}  // namespace seg::datagen
