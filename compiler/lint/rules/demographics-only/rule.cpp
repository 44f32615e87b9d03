#include <algorithm>

#include "compiler/lint/rule.h"

namespace seg::lint {
namespace {

bool is_demographic(const hir::FieldRoles& field) {
  return std::any_of(field.roles.begin(), field.roles.end(),
                     [](hir::Role role) { return role == hir::Role::Demographic || role == hir::Role::Geographic; });
}

}  // namespace

void check_DemographicsOnly(const Subject& subject, Reporter& report) {
  const Facts& facts = subject.facts;
  if (!facts.folds.empty() || !facts.sequences.empty()) return;
  std::vector<const FieldUse*> demographic;
  for (const FieldUse& use : facts.fields) {
    const hir::FieldRoles& roles = roles_of(subject.hir.schema, use);
    if (roles.consent) continue;
    if (!is_demographic(roles)) return;
    demographic.push_back(&use);
  }
  if (demographic.empty()) return;
  Diagnostic& finding = report(demographic.front()->span, "nothing here says what these people do");
  for (const FieldUse* use : demographic) {
    const hir::FieldRoles& roles = roles_of(subject.hir.schema, *use);
    const bool geographic = std::find(roles.roles.begin(), roles.roles.end(), hir::Role::Geographic) != roles.roles.end();
    const std::string text = geographic ? "geographic" : "demographic";
    if (use == demographic.front()) {
      finding.labels.front().text = text;
    } else {
      finding.label(use->span, text);
    }
  }
  finding.note("add what makes them buy: `at least 2 purchases in last 90 days`, an engagement or a value").note("why it costs money: seg explain demographics-only");
}

}  // namespace seg::lint
