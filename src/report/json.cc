// The report as JSON. docs/report.md describes the format, docs/report.schema.json checks it.

#include "report/json_report.h"
#include "report/renderers.h"

namespace guiju {

namespace {

/// Raised with the first digit when a reader of the former could be misled by the new, with the
/// second when something is added.
constexpr std::string_view report_schema_version = "1.2";

template <typename Number>
Json number_or_null(const std::optional<Number>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json json_of(const std::optional<Quantity>& quantity) {
  if (!quantity) return nullptr;
  return {{"found", {{"least", quantity->found_least}, {"most", quantity->found_most}}},
          {"required",
           {{"min", number_or_null(quantity->min)}, {"max", number_or_null(quantity->max)}}},
          {"gap", quantity->gap()},
          {"unit", json_of(quantity->unit)}};
}

Json json_of(const Comparison& comparison) {
  return {{"what", json_of(comparison.what)},
          {"operation", comparison.operation},
          {"negated", comparison.negated},
          {"found", json_of(comparison.found)},
          {"required", json_of(comparison.required)},
          {"expression", comparison.text},
          {"place", json_of(comparison.place)}};
}

Json json_of(const MissingInformation& missing) {
  return {{"path", missing.path},
          {"field", json_of(missing.field)},
          {"holder", json_of(missing.holder)},
          {"place", json_of(missing.place)}};
}

Json json_of(const std::optional<Justification>& justification) {
  if (!justification) return nullptr;
  return {{"rule", justification->rule},           {"subject", justification->subject},
          {"reason", justification->reason},       {"approved_by", justification->approved_by},
          {"number", justification->number},       {"date", justification->date},
          {"place", json_of(justification->place)}};
}

std::string_view name_of(DateSource source) {
  constexpr std::array<std::string_view, 3> names{"option", "dossier", "today"};
  return names[static_cast<std::size_t>(source)];
}

std::string_view name_of(Threshold::Level level) {
  constexpr std::array<std::string_view, 4> names{"must", "in-principle", "encouraged", "never"};
  return names[static_cast<std::size_t>(level)];
}

Json dossier_or_null(std::uint32_t dossier) {
  return dossier == no_dossier ? Json(nullptr) : Json(dossier);
}

Json json_of(Novelty novelty) {
  if (novelty == Novelty::unsaid) return nullptr;
  return novelty == Novelty::known ? "known" : "new";
}

Json json_of(const std::array<std::uint32_t, outcome_count>& tally) {
  Json object = Json::object();
  for (std::size_t i = 0; i < outcome_count; ++i) {
    object[std::string(name_of(static_cast<Outcome>(i)))] = tally[i];
  }
  return object;
}

Json json_of(const ReviewItem::Look& look) {
  return {
      {"what", json_of(look.what)}, {"value", json_of(look.value)}, {"place", json_of(look.place)}};
}

Json json_of(const std::optional<Answer>& answer) {
  if (!answer) return nullptr;
  return {{"kept", answer->kept},
          {"by", answer->by},
          {"date", answer->date},
          {"note", answer->note},
          {"place", json_of(answer->place)}};
}

}  // namespace

Json json_of(const Finding& finding, const Threshold& threshold) {
  return {
      {"rule", finding.rule->address},
      {"clause", finding.rule->clause->id},
      {"dossier", dossier_or_null(finding.dossier)},
      {"outcome", name_of(finding.outcome)},
      {"severity", name_of(severity_of(finding))},
      {"counts", counts(finding, threshold)},
      {"identity", finding.identity},
      {"novelty", json_of(finding.novelty)},
      {"subject", json_of(finding.subject)},
      {"sentence", json_localized([&](auto language) { return sentence_of(finding, language); })},
      {"remedy", json_localized([&](auto language) { return remedy_of(finding, language); })},
      {"citation",
       json_localized([&](auto language) { return citation_of(*finding.rule, language); })},
      {"place", json_of(finding.place)},
      {"quantity", json_of(finding.quantity)},
      {"comparisons",
       json_array(finding.comparisons, [](const auto& entry) { return json_of(entry); })},
      {"missing", json_array(finding.missing, [](const auto& entry) { return json_of(entry); })},
      {"justification", json_of(finding.justification)},
      {"related", json_of(finding.related)},
      {"counted", json_of(finding.counted)},
      {"counted_left_out", finding.counted_left_out},
      {"shown", json_of(finding.shown)}};
}

Json json_of(const InputDiagnostic& entry, const Threshold& threshold) {
  const auto& diagnostic = entry.diagnostic;
  Json json{{"id", diagnostic.id},
            {"dossier", dossier_or_null(entry.dossier)},
            {"severity", name_of(severity_of(diagnostic))},
            {"counts", counts(entry, threshold)},
            {"novelty", json_of(entry.novelty)}};
  json.update(json_of(diagnostic));
  return json;
}

Json json_of(const RuleResult& result) {
  return {{"rule", result.rule->address},         {"dossier", dossier_or_null(result.dossier)},
          {"outcome", name_of(result.outcome)},   {"subjects", json_of(result.tally)},
          {"quantity", json_of(result.quantity)}, {"note", json_of(result.note)}};
}

Json json_of(const ReviewItem& item, const Threshold& threshold) {
  return {{"id", item.review->address},
          {"clause", item.review->clause->id},
          {"dossier", dossier_or_null(item.dossier)},
          {"status", item.answer ? "answered" : "open"},
          {"counts", counts(item, threshold)},
          {"answer", json_of(item.answer)},
          {"ask", json_of(item.review->ask)},
          {"look_at", json_array(item.look_at, [](const auto& look) { return json_of(look); })}};
}

Json json_of(const DossierReport& dossier) {
  Json packs = Json::array();
  for (const auto* pack : dossier.packs) packs.push_back(pack->id);
  return {{"file", dossier.file},
          {"document", dossier.ordinal},
          {"only_document", dossier.only_one},
          {"kind", dossier.kind},
          {"kind_label", json_of(dossier.kind_label)},
          {"title", dossier.title},
          {"sha256", dossier.sha256},
          {"groups", json_array(dossier.groups, [](const auto& group) { return json_of(group); })},
          {"packs", std::move(packs)},
          {"as_of", {{"date", dossier.as_of}, {"source", name_of(dossier.as_of_source)}}}};
}

Json json_of(const Matter& matter) {
  return {{"identity", matter.identity},
          {"id", matter.id},
          {"file", matter.file},
          {"subject", json_of(matter.subject)},
          {"sentence", json_of(matter.sentence)}};
}

Json json_of(const ClauseSummary& summary) {
  auto clause = json_of(*summary.clause);
  clause["came_to"] = {{"results", json_of(summary.tally)},
                       {"not_judged", summary.not_judged},
                       {"in_progress", summary.in_progress},
                       {"review_open", summary.review_open},
                       {"review_answered", summary.review_answered},
                       {"review_rejected", summary.review_rejected}};
  return clause;
}

Json json_of(const Totals& totals) {
  return {{"dossiers", totals.dossiers},
          {"files_unreadable", totals.files_unreadable},
          {"errors", totals.errors},
          {"warnings", totals.warnings},
          {"remarks", totals.remarks},
          {"departed", totals.departed},
          {"undecided", totals.undecided},
          {"known", totals.known},
          {"fixed", totals.fixed},
          {"review_open", totals.review_open},
          {"review_answered", totals.review_answered},
          {"review_rejected", totals.review_rejected}};
}

Json json_head(const ReportHead& head, const Threshold& threshold) {
  return {{"format", "guiju-report"},
          {"schema_version", report_schema_version},
          {"tool", {{"name", "guiju"}, {"version", head.version}}},
          {"as_of", {{"date", head.as_of}, {"source", name_of(head.as_of_source)}}},
          {"threshold",
           {{"fail_on", name_of(threshold.level)},
            {"undecided", threshold.undecided_counts ? "count" : "allow"},
            {"open_review", threshold.open_review_counts ? "count" : "allow"}}},
          {"only", {{"packs", head.only_packs}, {"rules", head.only_rules}}}};
}

Json json_conclusion(const ReportHead& head, const Digest& digest) {
  return {{"verdict", name_of(digest.verdict)},
          {"passes", passes(digest)},
          {"totals", json_of(digest.totals)},
          {"files", {{"looked_at", head.files}, {"unreadable", head.files_unreadable}}}};
}

namespace {

Json json_of(const PackSummary& summary) {
  auto pack = json_of(*summary.pack);
  pack["clauses"] = json_array(summary.clauses, [](const auto& clause) { return json_of(clause); });
  return pack;
}

/// An array of what `make` makes of the entries of all parts.
template <typename Entries, typename Make>
void put_array(std::string_view name, const ReportParts& report, Entries ReportPart::*entries,
               Make make, JsonWriter& writer) {
  writer.begin_array(name);
  report.each([&](const ReportPart& part) {
    for (const auto& entry : part.*entries) writer.element(make(entry));
  });
  writer.end();
}

}  // namespace

void render_json(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out) {
  const auto& head = report.head();
  const auto plain = [](const auto& entry) { return json_of(entry); };
  const auto judged = [&](const auto& entry) { return json_of(entry, options.threshold); };
  JsonWriter writer(out);
  writer.begin_object();
  writer.members(json_head(head, options.threshold));
  writer.members(json_conclusion(head, digest));
  writer.member("statistics", json_of(digest.statistics));
  writer.member("packs", json_array(digest.packs, plain));
  writer.begin_array("dossiers");
  report.each([&](const ReportPart& part) {
    if (part.dossier != nullptr) writer.element(json_of(*part.dossier));
  });
  writer.end();
  put_array("diagnostics", report, &ReportPart::diagnostics, judged, writer);
  put_array("findings", report, &ReportPart::findings, judged, writer);
  put_array("results", report, &ReportPart::results, plain, writer);
  put_array("review", report, &ReportPart::review, judged, writer);
  writer.member("fixed", head.has_baseline ? json_array(head.fixed, plain) : Json(nullptr));
  writer.end();
}

}  // namespace guiju
