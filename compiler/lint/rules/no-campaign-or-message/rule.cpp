#include "compiler/lint/rule.h"

namespace seg::lint {

void check_NoCampaignOrMessage(const Subject& subject, Reporter& report) {
  const hir::Metadata& metadata = subject.segment.metadata;
  if (metadata.basis != hir::Basis::Marketing || metadata.campaign || metadata.message) return;
  report(subject.segment.name_span, "nothing will be said to these people")
      .note("add `campaign \"…\"` or `message \"…\"`")
      .note("why it costs money: seg explain no-campaign-or-message");
}

}  // namespace seg::lint
