// The statistics as JSON.

#include "report/json_report.h"

namespace guiju {

namespace {

Json json_of(const Found& found) {
  return {{"dossiers", found.dossiers}, {"times", found.times}};
}

Json json_of(const Frequency& frequency) {
  return {{"applied", frequency.applied},
          {"violated", json_of(frequency.violated)},
          {"undecided", json_of(frequency.undecided)},
          {"departed", json_of(frequency.departed)}};
}

Json json_of(const DossierCounts& counts) {
  Json verdicts = Json::object();
  for (std::size_t i = 0; i < verdict_count; ++i) {
    verdicts[std::string(name_of(static_cast<Verdict>(i)))] = counts.by_verdict[i];
  }
  return {{"dossiers", counts.dossiers},
          {"verdicts", std::move(verdicts)},
          {"errors", counts.errors},
          {"undecided", counts.undecided},
          {"blocking", counts.blocking}};
}

Json json_of(const ClauseFrequency& one) {
  Json json{{"pack", one.clause->pack->id}, {"clause", one.clause->id}};
  json.update(json_of(static_cast<const Frequency&>(one)));
  return json;
}

Json json_of(const RuleFrequency& one) {
  Json json{{"rule", one.rule->address}, {"clause", one.rule->clause->id}};
  json.update(json_of(static_cast<const Frequency&>(one)));
  return json;
}

Json json_of(const DiagnosticFrequency& one) {
  return {{"id", one.id},
          {"severity", name_of(one.severity)},
          {"dossiers", one.found.dossiers},
          {"files", one.files},
          {"times", one.found.times},
          {"example", json_of(one.example)}};
}

Json json_of(const GroupCounts& one) {
  return {{"value", json_of(one.group.value)},
          {"key", one.group.key},
          {"counts", json_of(static_cast<const DossierCounts&>(one))}};
}

Json json_of(const GroupedDossiers& grouped) {
  return {{"by", json_of(grouped.by)},
          {"dossiers", grouped.dossiers},
          {"several", grouped.several},
          {"groups", json_array(grouped.groups, [](const auto& one) { return json_of(one); })},
          {"not_given", json_of(grouped.not_given)},
          {"others", json_of(grouped.others)}};
}

Json json_of(const RankedDossier& one) {
  return {{"dossier", one.index},
          {"blocking", one.blocking},
          {"errors", one.errors},
          {"undecided", one.undecided}};
}

}  // namespace

Json json_of(const DossierGroup& group) {
  return {{"by", json_of(group.by)},
          {"value", group.given() ? json_of(group.value) : Json(nullptr)},
          {"key", group.given() ? Json(group.key) : Json(nullptr)}};
}

Json json_of(const Statistics& statistics) {
  const auto each = [](const auto& entries) {
    return json_array(entries, [](const auto& one) { return json_of(one); });
  };
  return {{"all", json_of(statistics.all)},
          {"files_unreadable", statistics.files_unreadable},
          {"blocked", statistics.blocked},
          {"clauses", each(statistics.clauses)},
          {"rules", each(statistics.rules)},
          {"diagnostics", each(statistics.diagnostics)},
          {"grouped", each(statistics.grouped)},
          {"first", each(statistics.first)}};
}

}  // namespace guiju
