#include "tools/datagen/workspaces.h"

#include "tools/datagen/app.h"
#include "tools/datagen/shop.h"
#include "tools/datagen/subscription.h"

namespace seg::datagen {

std::span<const Workspace> workspaces() {
  static constexpr Workspace all[] = {
      {"shop", "a shop: customers, purchases, e-mails, visits", 2'000, generate_shop},
      {"subscription", "a subscription: accounts, plans, seats, invoices, cancellations, use", 8'000, generate_subscription},
      {"app", "an app: users, devices, sessions, screens, notifications, purchases inside it", 8'000, generate_app},
  };
  return all;
}

const Workspace* find_workspace(std::string_view name) {
  for (const Workspace& workspace : workspaces())
    if (workspace.name == name) return &workspace;
  return nullptr;
}

}  // namespace seg::datagen
