#include <fmt/format.h>

#include <chrono>

#include "compiler/lint/rule.h"

namespace seg::lint {
namespace {

std::string date_text(std::int64_t days) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

void check_NoOwner(const Subject& subject, Reporter& report) {
  const hir::Metadata& metadata = subject.segment.metadata;
  const Span name = subject.segment.name_span;
  const std::int64_t today = subject.now / plan::kMicrosPerDay;
  if (!metadata.owner) report(name, "nobody answers for this segment").note("add `owner \"…\"`");
  if (!metadata.review) {
    report(name, "nobody will look at this segment again").note("add `review every 90 days since` the day of the last review");
  } else if (metadata.review->since && *metadata.review->since + metadata.review->every_days <= today) {
    report(metadata.review->span, fmt::format("the review was due on {}", date_text(*metadata.review->since + metadata.review->every_days)))
        .note("review the segment and write the day after `since`");
  }
  if (metadata.expires && *metadata.expires <= today) {
    report(name, fmt::format("the segment expired on {}", date_text(*metadata.expires))).note("remove it, or give a new `expires`");
  }
}

}  // namespace seg::lint
