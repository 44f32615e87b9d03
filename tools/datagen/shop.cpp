#include "tools/datagen/shop.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "tools/datagen/customer.h"

namespace seg::datagen {
namespace {

constexpr std::int64_t micros = 1'000'000;
constexpr std::size_t block = std::size_t{1} << 20;

/// Rows of text, written a block at a time.
class CsvFile {
public:
  CsvFile(std::filesystem::path path, std::string_view header)
      : path_(std::move(path)), stream_(path_, std::ios::binary | std::ios::trunc) {
    note_failure();
    append(header);
    end_row();
  }

  void append(std::string_view text) { text_.append(text); }
  void append(std::int64_t number) { fmt::format_to(std::back_inserter(text_), FMT_COMPILE("{}"), number); }
  void instant(Seconds at) { append(std::string_view(calendar::format_utc(at * micros))); }
  void euros(std::int64_t cents) {
    fmt::format_to(std::back_inserter(text_), FMT_COMPILE("{}.{:02}"), cents / 100, cents % 100);
  }
  void customer(std::uint64_t number) {
    fmt::format_to(std::back_inserter(text_), FMT_COMPILE("C{:08}"), number);
  }
  void order(std::uint64_t number, std::uint32_t order) {
    fmt::format_to(std::back_inserter(text_), FMT_COMPILE("O{:08}-{:03}"), number, order);
  }
  void comma() { text_.push_back(','); }
  void end_row() {
    text_.push_back('\n');
    if (text_.size() >= block)
      flush();
  }
  void flush() {
    stream_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    stream_.flush();
    note_failure();
    text_.clear();
  }
  /// What the system said when the first write failed; 0 while all is well.
  int failure() const { return failure_; }
  const std::filesystem::path &path() const { return path_; }

private:
  void note_failure() {
    if (!stream_ && failure_ == 0)
      failure_ = errno;
  }

  std::filesystem::path path_;
  std::ofstream stream_;
  std::string text_;
  int failure_ = 0;
};

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
  std::optional<ShopError> failure() const {
    for (const CsvFile *file : {&customers, &purchases, &emails, &visits}) {
      if (file->failure() == 0)
        continue;
      return ShopError{
          fmt::format("cannot write {}: {}", file->path().string(), std::strerror(file->failure()))};
    }
    return std::nullopt;
  }
};

void write_customer(CsvFile &file, std::uint64_t number, const Customer &customer) {
  file.customer(number);
  file.comma();
  if (customer.birth_date)
    file.append(std::string_view(calendar::format_date(*customer.birth_date)));
  for (const auto &text : {customer.gender, customer.country, customer.loyalty_tier}) {
    file.comma();
    file.append(text.value_or(""));
  }
  file.comma();
  if (customer.clv)
    file.euros(*customer.clv);
  file.comma();
  file.instant(customer.signup_at);
  for (const bool consent : {customer.consent_email, customer.consent_sms}) {
    file.comma();
    file.append(std::string_view(consent ? "true" : "false"));
  }
  file.end_row();
}

void write_purchase(CsvFile &file, std::uint64_t number, const Catalog &catalog, const Purchase &line) {
  const Product &product = catalog.product(line.product);
  file.customer(number);
  file.comma();
  file.instant(line.at);
  file.comma();
  file.order(number, line.order);
  file.comma();
  file.append(catalog.category_name(product.category));
  file.comma();
  file.append(std::string_view(product.id));
  file.comma();
  file.append(line.quantity);
  file.comma();
  file.euros(line.total);
  file.comma();
  if (line.discount)
    file.euros(*line.discount);
  file.end_row();
}

/// A campaign has the date on which it went out in its name.
void write_email(CsvFile &file, std::uint64_t number, Seconds now, const Email &email) {
  file.customer(number);
  file.comma();
  file.instant(email.at);
  file.comma();
  file.append(std::string_view("news-"));
  file.append(std::string_view(calendar::format_date(campaign_day(email.campaign, now))));
  file.comma();
  file.append(email.kind);
  file.end_row();
}

void write_visit(CsvFile &file, std::uint64_t number, const Catalog &catalog, const Visit &visit) {
  file.customer(number);
  file.comma();
  file.instant(visit.at);
  file.comma();
  file.append(visit.page);
  file.comma();
  if (visit.category)
    file.append(catalog.category_name(*visit.category));
  file.comma();
  if (visit.product)
    file.append(std::string_view(catalog.product(*visit.product).id));
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

bool in_range(calendar::Micros now) {
  const auto from = calendar::days_from_civil({1980, 1, 1});
  const auto to = calendar::days_from_civil({2201, 1, 1});
  constexpr std::int64_t day = 86'400 * micros;
  return now >= *from * day && now < *to * day;
}

} // namespace

std::variant<ShopCounts, ShopError> generate_shop(const ShopOptions &options,
                                                  const std::filesystem::path &folder) {
  if (!in_range(options.now)) {
    return ShopError{
        fmt::format("now is {}, expected a time from 1980 to 2200", calendar::format_utc(options.now))};
  }
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return ShopError{fmt::format("cannot make the folder {}: {}", folder.string(), failed.message())};

  ShopFiles files(folder);
  const Catalog catalog;
  const Seconds now = options.now / micros;
  ShopCounts counts;
  for (std::uint64_t number = 1; number <= options.profiles; ++number) {
    if (auto error = files.failure())
      return *error;
    Random random(options.seed, number);
    const Customer customer = draw_customer(random, catalog, now);
    write_all(files, number, catalog, now, customer);
    counts.purchases += customer.purchases.size();
    counts.emails += customer.emails.size();
    counts.visits += customer.visits.size();
  }
  files.flush();
  if (auto error = files.failure())
    return *error;
  counts.profiles = options.profiles;
  return counts;
}

} // namespace seg::datagen
