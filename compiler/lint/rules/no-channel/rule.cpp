#include <fmt/format.h>

#include <algorithm>

#include "compiler/lint/rule.h"

namespace seg::lint {
namespace {

/// The profile field with the role `consent(channel)`, if the schema has one.
const plan::Field* consent_field(const hir::Schema& schema, const std::string& channel) {
  for (std::size_t i = 0; i < schema.profile.size(); ++i) {
    if (schema.profile[i].consent == channel) return &schema.plan.profile[i];
  }
  return nullptr;
}

void report_unreachable(const Subject& subject, const std::string& channel, Diagnostic& finding) {
  if (subject.reach == nullptr) return;
  const auto reachable = subject.reach->reachable.find(channel);
  if (reachable == subject.reach->reachable.end()) return;
  finding.note(fmt::format("in the last run {} of {} members could not be reached by {}", subject.reach->members - reachable->second,
                           subject.reach->members, channel));
}

}  // namespace

void check_NoChannel(const Subject& subject, Reporter& report) {
  const hir::Metadata& metadata = subject.segment.metadata;
  if (metadata.basis != hir::Basis::Marketing) return;
  if (metadata.channels.empty()) {
    report(subject.segment.name_span, "nothing says how these people are reached").note("add `channel`, one of those that the schema declares");
    return;
  }
  for (const std::string& channel : metadata.channels) {
    const plan::Field* field = consent_field(subject.hir.schema, channel);
    if (field == nullptr || subject.facts.consents.contains(channel)) continue;
    Diagnostic& finding = report(subject.segment.name_span, fmt::format("the channel {} needs consent, and members need not have given it", channel));
    finding.note(fmt::format("add the clause `{}`", field->name));
    report_unreachable(subject, channel, finding);
  }
}

}  // namespace seg::lint
