#include "tools/doc/metadata.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/english/literals.h"
#include "runtime/calendar/calendar.h"

namespace seg::doc {
namespace {

class Entries {
 public:
  explicit Entries(const plan::Schema& schema) : schema_(schema) {}

  void text(const char* label, const std::optional<std::string>& value) {
    if (value) made.push_back({label, *value});
  }
  void names(const char* label, const std::vector<std::string>& names) {
    if (!names.empty()) made.push_back({label, fmt::format("{}", fmt::join(names, ", "))});
  }
  void number(const char* label, const std::optional<std::int64_t>& value, std::string_view suffix) {
    if (value) made.push_back({label, fmt::format("{}{}", *value, suffix)});
  }
  void date(const char* label, const std::optional<std::int64_t>& day) {
    if (day) made.push_back({label, calendar::format_date(*day)});
  }
  std::string percent(const plan::Literal& ratio) const { return english::literal_words(schema_, ratio); }

  std::vector<Entry> made;

 private:
  const plan::Schema& schema_;
};

std::string clock_text(std::int32_t minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

std::string review_text(const hir::Review& review) {
  const std::string every = fmt::format("every {} day{}", review.every_days, review.every_days == 1 ? "" : "s");
  return review.since ? fmt::format("{} since {}", every, calendar::format_date(*review.since)) : every;
}

std::string_view basis_text(hir::Basis basis) {
  switch (basis) {
    case hir::Basis::Marketing:
      return "marketing";
    case hir::Basis::Service:
      return "service";
    case hir::Basis::Legal:
      return "legal";
  }
  return {};
}

void add_measures(Entries& entries, const hir::Metadata& metadata) {
  entries.names("kpi", metadata.kpis);
  for (const hir::Target& target : metadata.targets)
    entries.made.push_back({"target", fmt::format("{} {} {}", target.kpi, target.comparison, entries.percent(target.value))});
  if (metadata.holdout) entries.made.push_back({"holdout", entries.percent(*metadata.holdout)});
  if (metadata.expect_reach) {
    entries.made.push_back({"expect", fmt::format("reach {} to {}", entries.percent(metadata.expect_reach->low),
                                                  entries.percent(metadata.expect_reach->high))});
  }
}

void add_times(Entries& entries, const hir::Metadata& metadata) {
  if (metadata.send_minutes) {
    entries.made.push_back(
        {"send", fmt::format("{} to {}{}", clock_text(metadata.send_minutes->first), clock_text(metadata.send_minutes->second),
                             metadata.send_in_profile_timezone ? " in the customer's time zone" : "")});
  }
  if (metadata.contact_at_most_per_week)
    entries.made.push_back({"contact", fmt::format("at most {} a week", *metadata.contact_at_most_per_week)});
  if (metadata.review) entries.made.push_back({"review", review_text(*metadata.review)});
  entries.date("starts", metadata.starts);
  entries.date("expires", metadata.expires);
}

}  // namespace

std::vector<Entry> metadata_entries(const plan::Schema& schema, const hir::Metadata& metadata) {
  Entries entries(schema);
  entries.text("owner", metadata.owner);
  entries.names("goal", metadata.goals);
  entries.text("campaign", metadata.campaign);
  entries.text("message", metadata.message);
  entries.names("channel", metadata.channels);
  entries.names("offer", metadata.offers);
  add_measures(entries, metadata);
  entries.names("platform", metadata.platforms);
  entries.number("priority", metadata.priority, metadata.priority == 1 ? " (goes first)" : "");
  add_times(entries, metadata);
  if (metadata.basis != hir::Basis::Marketing) entries.made.push_back({"basis", std::string(basis_text(metadata.basis))});
  return std::move(entries.made);
}

std::vector<Entry> own_entries(const std::vector<Entry>& all, const std::vector<Entry>& inherited) {
  std::vector<Entry> own;
  for (const Entry& entry : all) {
    if (std::find(inherited.begin(), inherited.end(), entry) == inherited.end()) own.push_back(entry);
  }
  return own;
}

}  // namespace seg::doc
