// The report as JSON. docs/report.md describes the format, docs/report.schema.json checks it.

#include <nlohmann/json.hpp>

#include "report/digest.h"
#include "report/phrase.h"
#include "report/renderers.h"
#include "text/unicode.h"

namespace guiju {

namespace {

using Json = nlohmann::ordered_json;

/// Raised with the first digit when a reader of the former could be misled by the new, with the
/// second when something is added.
constexpr std::string_view schema_version = "1.0";

Json json_of(const Localized& words) { return {{"zh", words.zh}, {"en", words.en}}; }

template <typename Make>
Json json_localized(Make make) {
  return json_of(localized(make));
}

Json date_or_null(const std::optional<std::int64_t>& days) {
  return days ? Json(cel::format_date(*days)) : Json(nullptr);
}

template <typename Number>
Json number_or_null(const std::optional<Number>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json json_of(const Place& place) {
  if (!place.known()) return nullptr;
  Json excerpt = Json::array();
  for (const auto& line : place.lines) {
    excerpt.push_back({{"line", line.number}, {"column", line.first_column}, {"text", line.text}});
  }
  return {{"file", place.file},
          {"line", place.begin.line},
          {"column", place.begin.column},
          {"end_line", place.end.line},
          {"end_column", place.end.column},
          {"byte", place.span.begin},
          {"end_byte", place.span.end},
          {"excerpt", std::move(excerpt)}};
}

Json json_of(const std::vector<RelatedPlace>& related) {
  Json array = Json::array();
  for (const auto& entry : related) {
    array.push_back({{"why", json_of(entry.why)}, {"place", json_of(entry.place)}});
  }
  return array;
}

Json json_of(const std::vector<Argument>& arguments) {
  Json object = Json::object();
  for (const auto& argument : arguments) object[argument.name] = json_of(argument.value);
  return object;
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

template <typename Entries, typename Make>
Json json_array(const Entries& entries, Make make) {
  Json array = Json::array();
  for (const auto& entry : entries) array.push_back(make(entry));
  return array;
}

std::string_view name_of(Severity severity) {
  constexpr std::array<std::string_view, 3> names{"error", "warning", "note"};
  return names[static_cast<std::size_t>(severity)];
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

Json json_of(const Finding& finding, const Threshold& threshold) {
  return {
      {"rule", finding.rule->address},
      {"clause", finding.rule->clause->id},
      {"dossier", dossier_or_null(finding.dossier)},
      {"outcome", name_of(finding.outcome)},
      {"severity", name_of(severity_of(finding))},
      {"counts", counts(finding, threshold)},
      {"identity", finding.identity},
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
  return {
      {"id", diagnostic.id},
      {"dossier", dossier_or_null(entry.dossier)},
      {"severity", name_of(severity_of(diagnostic))},
      {"counts", counts(entry, threshold)},
      {"message", json_localized([&](auto language) { return message_of(diagnostic, language); })},
      {"remedy", json_localized([&](auto language) { return remedy_of(diagnostic, language); })},
      {"place", json_of(diagnostic.place)},
      {"arguments", json_of(diagnostic.arguments)},
      {"related", json_of(diagnostic.related)}};
}

Json json_of(const std::array<std::uint32_t, outcome_count>& tally) {
  Json object = Json::object();
  for (std::size_t i = 0; i < outcome_count; ++i) {
    object[std::string(name_of(static_cast<Outcome>(i)))] = tally[i];
  }
  return object;
}

Json json_of(const RuleResult& result) {
  return {{"rule", result.rule->address},         {"dossier", dossier_or_null(result.dossier)},
          {"outcome", name_of(result.outcome)},   {"subjects", json_of(result.tally)},
          {"quantity", json_of(result.quantity)}, {"note", json_of(result.note)}};
}

Json json_of(const ReviewItem::Look& look) {
  return {
      {"what", json_of(look.what)}, {"value", json_of(look.value)}, {"place", json_of(look.place)}};
}

Json json_of(const ReviewItem& item) {
  return {{"id", item.review->address},
          {"clause", item.review->clause->id},
          {"dossier", dossier_or_null(item.dossier)},
          {"status", item.answered ? "answered" : "open"},
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
          {"packs", std::move(packs)},
          {"as_of", {{"date", dossier.as_of}, {"source", name_of(dossier.as_of_source)}}}};
}

Json json_of(const Rule& rule) {
  Json also = Json::array();
  for (const auto* clause : rule.also) also.push_back(clause->id);
  return {{"address", rule.address},
          {"clause", rule.clause->id},
          {"also", std::move(also)},
          {"strength", name_of(rule.strength)},
          {"disposition", name_of(rule.disposition)},
          {"form", name_of(rule.form)},
          {"kind", rule.select.kind == nullptr ? "" : rule.select.kind->shape.name},
          {"across", rule.across},
          {"reading", json_of(rule.reading)}};
}

Json json_of(const ClauseSummary& summary) {
  const Clause& clause = *summary.clause;
  Json dispositions = Json::array();
  for (const auto disposition : clause.dispositions) dispositions.push_back(name_of(disposition));
  Json rules = Json::array();
  for (const auto& rule : clause.rules) rules.push_back(json_of(*rule));
  Json review = Json::array();
  for (const auto& question : clause.reviews) review.push_back(question->address);
  return {
      {"id", clause.id},
      {"section", clause.section},
      {"strength", name_of(clause.strength)},
      {"dispositions", std::move(dispositions)},
      {"says", json_of(clause.says)},
      {"reading", json_of(clause.reading)},
      {"info", json_of(clause.info)},
      {"citation", json_localized([&](auto language) { return citation_of(clause, language); })},
      {"rules", std::move(rules)},
      {"review", std::move(review)},
      {"came_to",
       {{"results", json_of(summary.tally)},
        {"not_judged", summary.not_judged},
        {"review_open", summary.review_open},
        {"review_answered", summary.review_answered}}}};
}

Json json_of(const PackSummary& summary) {
  const Pack& pack = *summary.pack;
  Json sections = Json::object();
  for (const auto& [id, heading] : pack.sections) sections[id] = json_of(heading);
  return {
      {"id", pack.id},
      {"version", pack.version},
      {"title", json_of(pack.title)},
      {"issuer", json_of(pack.issuer)},
      {"number", pack.number},
      {"issued", date_or_null(pack.issued)},
      {"in_force", {{"from", date_or_null(pack.from)}, {"until", date_or_null(pack.until)}}},
      {"sections", std::move(sections)},
      {"clauses", json_array(summary.clauses, [](const auto& clause) { return json_of(clause); })}};
}

Json json_of(const Totals& totals) {
  return {{"dossiers", totals.dossiers},
          {"files_unreadable", totals.files_unreadable},
          {"errors", totals.errors},
          {"warnings", totals.warnings},
          {"remarks", totals.remarks},
          {"departed", totals.departed},
          {"undecided", totals.undecided},
          {"review_open", totals.review_open},
          {"review_answered", totals.review_answered}};
}

Json json_of(const Report& report, const Threshold& threshold) {
  const auto summary = digest(report, threshold);
  const auto plain = [](const auto& entry) { return json_of(entry); };
  const auto judged = [&](const auto& entry) { return json_of(entry, threshold); };
  return {{"format", "guiju-report"},
          {"schema_version", schema_version},
          {"tool", {{"name", "guiju"}, {"version", report.version}}},
          {"as_of", {{"date", report.as_of}, {"source", name_of(report.as_of_source)}}},
          {"threshold",
           {{"fail_on", name_of(threshold.level)},
            {"undecided", threshold.undecided_counts ? "count" : "allow"}}},
          {"verdict", name_of(summary.verdict)},
          {"passes", passes(report, threshold)},
          {"totals", json_of(summary.totals)},
          {"files", {{"looked_at", report.files}, {"unreadable", report.files_unreadable}}},
          {"packs", json_array(summary.packs, plain)},
          {"dossiers", json_array(report.dossiers, plain)},
          {"diagnostics", json_array(report.diagnostics, judged)},
          {"findings", json_array(report.findings, judged)},
          {"results", json_array(report.results, plain)},
          {"review", json_array(report.review, plain)}};
}

void append_escaped(std::string& text, char32_t character) {
  if (character > 0xFFFF) {
    const auto rest = static_cast<std::uint32_t>(character) - 0x10000;
    text += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
  } else {
    text += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character));
  }
}

/// JSON leaves C1 controls and direction overrides as they are, and a terminal may obey them.
/// They can only stand inside strings, where an escape means the same.
std::string without_controls(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (std::size_t offset = 0; offset < json.size();) {
    const auto begin = offset;
    const auto character = next_character(json, offset);
    if (character == U'\n' || is_printable(character)) {
      text += json.substr(begin, offset - begin);
    } else {
      append_escaped(text, character);
    }
  }
  return text;
}

}  // namespace

void render_json(const Report& report, const RenderOptions& options, std::ostream& out) {
  const auto json = json_of(report, options.threshold);
  out << without_controls(json.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

}  // namespace guiju
