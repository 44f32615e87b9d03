#include "tools/datagen/subscription.h"

#include "tools/datagen/account.h"
#include "tools/datagen/csv_file.h"

namespace seg::datagen {
namespace {

struct SubscriptionFiles {
  CsvFile accounts;
  CsvFile plans;
  CsvFile invoices;
  CsvFile cancellations;
  CsvFile active_days;

  explicit SubscriptionFiles(const std::filesystem::path& folder)
      : accounts(folder / "accounts.csv",
                 "account_id,country,industry,plan,seats,payment,signed_up_at,trial_ends_at,monthly_revenue,consent_email"),
        plans(folder / "plans.csv", "plan_id,name,tier,price,included_seats"),
        invoices(folder / "invoices.csv", "account_id,at,invoice,seats,amount,status"),
        cancellations(folder / "cancellations.csv", "account_id,at,reason"),
        active_days(folder / "active_days.csv", "account_id,at,minutes,active_seats,on_mobile") {}

  void flush() {
    for (CsvFile* file : {&accounts, &plans, &invoices, &cancellations, &active_days}) file->flush();
  }
  std::optional<DataError> failure() const { return failure_of({&accounts, &plans, &invoices, &cancellations, &active_days}); }
};

void write_plans(CsvFile& file) {
  for (const Plan& plan : plans()) {
    file.text(plan.id);
    file.text(plan.name);
    file.text(plan.tier);
    file.amount(plan.price);
    file.number(plan.included_seats);
    file.end_row();
  }
}

void write_account(CsvFile& file, std::uint64_t number, const Account& account) {
  file.key('A', number);
  file.text(account.country.value_or(""));
  file.text(account.industry.value_or(""));
  file.text(account.plan ? plans()[*account.plan].id : "");
  file.number(account.seats);
  file.text(account.payment.value_or(""));
  file.instant(account.signed_up_at);
  if (account.trial_ends_at)
    file.instant(*account.trial_ends_at);
  else
    file.unknown();
  if (account.monthly_revenue)
    file.amount(*account.monthly_revenue);
  else
    file.unknown();
  file.flag(account.consent_email);
  file.end_row();
}

void write_events(SubscriptionFiles& files, std::uint64_t number, const Account& account) {
  for (const Invoice& invoice : account.invoices) {
    files.invoices.key('A', number);
    files.invoices.instant(invoice.at);
    files.invoices.formatted(FMT_COMPILE("I{:08}-{:03}"), number, invoice.number);
    files.invoices.number(invoice.seats);
    files.invoices.amount(invoice.amount);
    files.invoices.text(invoice.status);
    files.invoices.end_row();
  }
  for (const Cancellation& cancellation : account.cancellations) {
    files.cancellations.key('A', number);
    files.cancellations.instant(cancellation.at);
    files.cancellations.text(cancellation.reason.value_or(""));
    files.cancellations.end_row();
  }
  for (const ActiveDay& day : account.active_days) {
    files.active_days.key('A', number);
    files.active_days.instant(day.at);
    files.active_days.number(day.minutes);
    files.active_days.number(day.active_seats);
    files.active_days.flag(day.on_mobile);
    files.active_days.end_row();
  }
}

}  // namespace

Generated generate_subscription(const DataOptions& options, const std::filesystem::path& folder) {
  if (auto error = begin(options, folder)) return *error;
  SubscriptionFiles files(folder);
  write_plans(files.plans);
  for (std::uint64_t number = 1; number <= options.profiles; ++number) {
    if (auto error = files.failure()) return *error;
    Random random(options.seed, number);
    const Account account = draw_account(random, options.now / kMicros);
    write_account(files.accounts, number, account);
    write_events(files, number, account);
  }
  files.flush();
  if (auto error = files.failure()) return *error;
  return std::vector<RowCount>{{"profiles", files.accounts.rows()},
                               {"invoices", files.invoices.rows()},
                               {"cancellations", files.cancellations.rows()},
                               {"days of use", files.active_days.rows()}};
}

}  // namespace seg::datagen
