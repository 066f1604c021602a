// What two packs differ in, as data.

#include "report/difference_formats.h"
#include "report/json_values.h"

namespace guiju {

namespace {

constexpr std::string_view difference_schema_version = "1.0";

Json words_or_null(const Localized& words) {
  return words.empty() ? Json(nullptr) : json_of(words);
}

Json json_of(const Alteration& part) {
  const auto plain = [](const Localized& words) { return json_of(words); };
  return {{"part", part.part},
          {"label", json_of(part.label)},
          {"before", words_or_null(part.before)},
          {"after", words_or_null(part.after)},
          {"removed", json_array(part.removed, plain)},
          {"added", json_array(part.added, plain)}};
}

Json json_of(const Change& change);

Json changes_json(const std::vector<Change>& changes) {
  return json_array(changes, [](const Change& change) { return json_of(change); });
}

Json parts_json(const std::vector<Alteration>& parts) {
  return json_array(parts, [](const Alteration& part) { return json_of(part); });
}

Json json_of(const Change& change) {
  const auto id = [](const std::string& words) {
    return words.empty() ? Json(nullptr) : Json(words);
  };
  return {{"change", name_of(change.kind)},    {"subject", name_of(change.subject)},
          {"before", id(change.before)},       {"after", id(change.after)},
          {"says", json_of(change.says)},      {"place", json_of(change.place)},
          {"parts", parts_json(change.parts)}, {"within", changes_json(change.within)}};
}

Json json_of(const ComparedPack& side) {
  auto json = json_of(*side.pack);
  json["called"] = side.name;
  return json;
}

Json rule_or_null(const Rule* rule) {
  return rule == nullptr ? Json(nullptr) : Json(rule->address);
}

Json came_json(const std::optional<Outcome>& outcome, std::uint32_t times) {
  if (!outcome) return nullptr;
  return {{"outcome", name_of(*outcome)}, {"findings", times}};
}

Json json_of(const OutcomeChange& change) {
  return {
      {"before",
       {{"rule", rule_or_null(change.before)}, {"came", came_json(change.was, change.was_times)}}},
      {"after",
       {{"rule", rule_or_null(change.after)}, {"came", came_json(change.is, change.is_times)}}},
      {"sentence", json_of(change.sentence)}};
}

Json json_of(const DiagnosticChange& change) {
  const auto& diagnostic = change.diagnostic;
  return {
      {"given_by", name_of(change.by)},
      {"id", diagnostic.id},
      {"message", json_localized([&](auto language) { return message_of(diagnostic, language); })},
      {"place", json_of(diagnostic.place)}};
}

Json standing_json(Standing standing, bool outside) {
  return {{"verdict", name_of(standing)}, {"outside_term", outside}};
}

Json json_of(const DossierChange& change) {
  Json json = Json::object();
  if (change.dossier) {
    json["file"] = change.dossier->file;
    json["document"] = change.dossier->ordinal;
    json["kind"] = change.dossier->kind;
    json["title"] = change.dossier->title;
    json["before"] = standing_json(change.before, change.outside_before);
    json["after"] = standing_json(change.after, change.outside_after);
  } else {
    json["file"] = nullptr;
  }
  json["rules"] = json_array(change.rules, [](const auto& rule) { return json_of(rule); });
  json["diagnostics"] =
      json_array(change.diagnostics, [](const auto& entry) { return json_of(entry); });
  return json;
}

Json json_of(const OutcomeChanges& changes) {
  return {
      {"judged", changes.dossiers},
      {"verdict_changed", changes.standing_changed()},
      {"summary", json_localized([&](auto language) { return summary_of(changes, language); })},
      {"changed", json_array(changes.changed, [](const auto& change) { return json_of(change); })}};
}

}  // namespace

void render_difference_json(const DifferenceReport& report, const RenderOptions&,
                            std::ostream& out) {
  const auto& difference = report.difference;
  write({{"format", "guiju-diff"},
         {"schema_version", difference_schema_version},
         {"one_policy", difference.one_policy},
         {"differ", !difference.empty()},
         {"before", json_of(difference.before)},
         {"after", json_of(difference.after)},
         {"head", parts_json(difference.head)},
         {"figures", changes_json(difference.figures)},
         {"clauses", changes_json(difference.clauses)},
         {"shapes", changes_json(difference.shapes)},
         {"tables", changes_json(difference.tables)},
         {"dossiers", report.outcomes ? json_of(*report.outcomes) : Json(nullptr)}},
        out);
}

}  // namespace guiju
