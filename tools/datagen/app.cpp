#include "tools/datagen/app.h"

#include "tools/datagen/csv_file.h"
#include "tools/datagen/player.h"

namespace seg::datagen {
namespace {

struct AppFiles {
  CsvFile users;
  CsvFile items;
  CsvFile sessions;
  CsvFile screens;
  CsvFile pushes;
  CsvFile opens;
  CsvFile purchases;

  explicit AppFiles(const std::filesystem::path& folder)
      : users(folder / "users.csv",
              "user_id,installed_at,country,interests,device.os,device.model,device.version,push_allowed,lifetime_value"),
        items(folder / "items.csv", "item_id,name,kind,price,theme"),
        sessions(folder / "sessions.csv", "user_id,at,session,seconds,version"),
        screens(folder / "screens.csv", "user_id,at,session,name"),
        pushes(folder / "pushes.csv", "user_id,at,campaign,topic"),
        opens(folder / "opens.csv", "user_id,at,campaign"),
        purchases(folder / "purchases.csv", "user_id,at,item,quantity,paid") {}

  void flush() {
    for (CsvFile* file : {&users, &items, &sessions, &screens, &pushes, &opens, &purchases}) file->flush();
  }
  std::optional<DataError> failure() const { return failure_of({&users, &items, &sessions, &screens, &pushes, &opens, &purchases}); }
};

void write_items(CsvFile& file) {
  for (const Item& item : items()) {
    file.text(item.id);
    file.text(item.name);
    file.text(item.kind);
    file.amount(item.price);
    file.text(item.theme.value_or(""));
    file.end_row();
  }
}

std::string interests_of(const Player& player) {
  std::string text;
  for (const std::string_view interest : player.interests) {
    if (!text.empty()) text += '|';
    text += interest;
  }
  return text;
}

void write_user(CsvFile& file, std::uint64_t number, const Player& player) {
  file.key('U', number);
  file.instant(player.installed_at);
  file.text(player.country.value_or(""));
  file.text(interests_of(player));
  file.text(player.device.os);
  file.text(player.device.model.value_or(""));
  file.text(player.device.version);
  file.flag(player.push_allowed);
  if (player.lifetime_value)
    file.amount(*player.lifetime_value);
  else
    file.unknown();
  file.end_row();
}

void write_play(AppFiles& files, std::uint64_t number, const Player& player) {
  for (const Session& session : player.sessions) {
    files.sessions.key('U', number);
    files.sessions.instant(session.at);
    files.sessions.formatted(FMT_COMPILE("S{:08}-{:03}"), number, session.number);
    files.sessions.number(session.seconds);
    files.sessions.text(session.version);
    files.sessions.end_row();
  }
  for (const Screen& screen : player.screens) {
    files.screens.key('U', number);
    files.screens.instant(screen.at);
    files.screens.formatted(FMT_COMPILE("S{:08}-{:03}"), number, screen.session);
    files.screens.text(screen.name);
    files.screens.end_row();
  }
}

void write_messages_and_purchases(AppFiles& files, std::uint64_t number, const Player& player) {
  for (const Push& push : player.pushes) {
    const std::string campaign = "push-" + calendar::format_date(push.campaign);
    files.pushes.key('U', number);
    files.pushes.instant(push.at);
    files.pushes.text(campaign);
    files.pushes.text(push.topic);
    files.pushes.end_row();
    if (!push.opened_at) continue;
    files.opens.key('U', number);
    files.opens.instant(*push.opened_at);
    files.opens.text(campaign);
    files.opens.end_row();
  }
  for (const ItemPurchase& purchase : player.purchases) {
    files.purchases.key('U', number);
    files.purchases.instant(purchase.at);
    files.purchases.text(items()[purchase.item].id);
    files.purchases.number(purchase.quantity);
    files.purchases.amount(purchase.paid);
    files.purchases.end_row();
  }
}

}  // namespace

Generated generate_app(const DataOptions& options, const std::filesystem::path& folder) {
  if (auto error = begin(options, folder)) return *error;
  AppFiles files(folder);
  write_items(files.items);
  for (std::uint64_t number = 1; number <= options.profiles; ++number) {
    if (auto error = files.failure()) return *error;
    Random random(options.seed, number);
    const Player player = draw_player(random, options.now / kMicros);
    write_user(files.users, number, player);
    write_play(files, number, player);
    write_messages_and_purchases(files, number, player);
  }
  files.flush();
  if (auto error = files.failure()) return *error;
  return std::vector<RowCount>{{"profiles", files.users.rows()},      {"sessions", files.sessions.rows()},
                               {"screens", files.screens.rows()},     {"pushes", files.pushes.rows()},
                               {"opened pushes", files.opens.rows()}, {"purchases", files.purchases.rows()}};
}

}  // namespace seg::datagen
