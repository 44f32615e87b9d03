#include "tools/datagen/shop.h"

#include "tools/datagen/csv_file.h"
#include "tools/datagen/customer.h"

namespace seg::datagen {
namespace {

struct ShopFiles {
  CsvFile customers;
  CsvFile purchases;
  CsvFile emails;
  CsvFile visits;

  explicit ShopFiles(const std::filesystem::path &folder)
      : customers(
            folder / "customers.csv",
            "customer_id,birth_date,gender,country,loyalty_tier,clv,signup_at,consent_email,consent_sms"),
        purchases(folder / "purchases.csv",
                  "customer_id,at,order_id,category,product,quantity,total,discount"),
        emails(folder / "emails.csv", "customer_id,at,message,kind"),
        visits(folder / "visits.csv", "customer_id,at,page,category,product") {}

  void flush() {
    for (CsvFile *file : {&customers, &purchases, &emails, &visits})
      file->flush();
  }
  std::optional<DataError> failure() const { return failure_of({&customers, &purchases, &emails, &visits}); }
};

void write_customer(CsvFile &file, std::uint64_t number, const Customer &customer) {
  file.key('C', number);
  if (customer.birth_date)
    file.date(*customer.birth_date);
  else
    file.unknown();
  for (const auto &text : {customer.gender, customer.country, customer.loyalty_tier})
    file.text(text.value_or(""));
  if (customer.clv)
    file.amount(*customer.clv);
  else
    file.unknown();
  file.instant(customer.signup_at);
  file.flag(customer.consent_email);
  file.flag(customer.consent_sms);
  file.end_row();
}

void write_purchase(CsvFile &file, std::uint64_t number, const Catalog &catalog, const Purchase &line) {
  const Product &product = catalog.product(line.product);
  file.key('C', number);
  file.instant(line.at);
  file.formatted(FMT_COMPILE("O{:08}-{:03}"), number, line.order);
  file.text(catalog.category_name(product.category));
  file.text(product.id);
  file.number(line.quantity);
  file.amount(line.total);
  if (line.discount)
    file.amount(*line.discount);
  else
    file.unknown();
  file.end_row();
}

/// A campaign has the date on which it went out in its name.
void write_email(CsvFile &file, std::uint64_t number, Seconds now, const Email &email) {
  file.key('C', number);
  file.instant(email.at);
  file.formatted(FMT_COMPILE("news-{}"), calendar::format_date(campaign_day(email.campaign, now)));
  file.text(email.kind);
  file.end_row();
}

void write_visit(CsvFile &file, std::uint64_t number, const Catalog &catalog, const Visit &visit) {
  file.key('C', number);
  file.instant(visit.at);
  file.text(visit.page);
  file.text(visit.category ? catalog.category_name(*visit.category) : "");
  file.text(visit.product ? std::string_view(catalog.product(*visit.product).id) : "");
  file.end_row();
}

void write_all(ShopFiles &files, std::uint64_t number, const Catalog &catalog, Seconds now,
               const Customer &customer) {
  write_customer(files.customers, number, customer);
  for (const Purchase &line : customer.purchases)
    write_purchase(files.purchases, number, catalog, line);
  for (const Email &email : customer.emails)
    write_email(files.emails, number, now, email);
  for (const Visit &visit : customer.visits)
    write_visit(files.visits, number, catalog, visit);
}

} // namespace

Generated generate_shop(const DataOptions &options, const std::filesystem::path &folder) {
  if (auto error = begin(options, folder))
    return *error;
  ShopFiles files(folder);
  const Catalog catalog;
  const Seconds now = options.now / kMicros;
  for (std::uint64_t number = 1; number <= options.profiles; ++number) {
    if (auto error = files.failure())
      return *error;
    Random random(options.seed, number);
    write_all(files, number, catalog, now, draw_customer(random, catalog, now));
  }
  files.flush();
  if (auto error = files.failure())
    return *error;
  return std::vector<RowCount>{{"profiles", files.customers.rows()},
                               {"purchases", files.purchases.rows()},
                               {"e-mail events", files.emails.rows()},
                               {"visits", files.visits.rows()}};
}

} // namespace seg::datagen
