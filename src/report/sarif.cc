// The report as SARIF 2.1.0, for code scanning and viewers. Policies are taxonomies and clauses
// their taxa; rules, questions and kinds of trouble with the input are the tool's rules, with their
// texts in both languages; what is departed from for a reason is a suppressed result.

#include <unordered_map>

#include "cel/dates.h"
#include "report/escape.h"
#include "report/json_report.h"
#include "report/message.h"
#include "report/phrase.h"
#include "report/renderers.h"
#include "text/unicode.h"

namespace guiju {

namespace {

constexpr std::string_view schema_uri =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view tag_of(Language language) { return word(language, "zh-CN", "en-US"); }
Language other_than(Language language) {
  return language == Language::zh ? Language::en : Language::zh;
}

Json text(const std::string& words) { return {{"text", words}}; }

std::string_view level_of(Strength strength) {
  return strength == Strength::encouraged ? "note" : "error";
}

// ---------------------------------------------------------------- rules

/// What is said of a rule, a clause or a kind of trouble, in one language.
struct Descriptor {
  std::string id;
  std::string_view level;
  Localized brief;     ///< what it demands
  Localized full;      ///< may be empty
  Localized help;      ///< may be empty
  std::vector<const Clause*> clauses;
  Json properties = Json::object();
};

Json texts_of(const Descriptor& descriptor, Language language) {
  Json made{{"id", descriptor.id}, {"shortDescription", text(descriptor.brief.in(language))}};
  if (!descriptor.full.empty()) made["fullDescription"] = text(descriptor.full.in(language));
  if (!descriptor.help.empty()) made["help"] = text(descriptor.help.in(language));
  return made;
}

Localized lines(const std::vector<Localized>& all) {
  return localized([&](Language language) {
    std::vector<std::string> words;
    for (const auto& one : all) {
      if (!one.empty()) words.push_back(one.in(language));
    }
    return fmt::format("{}", fmt::join(words, "\n"));
  });
}

Descriptor descriptor_of(const Rule& rule) {
  Descriptor made{rule.address, level_of(rule.strength), rule.clause->says, rule.reading, {}, {}};
  made.help = lines({localized([&](auto language) { return citation_of(rule, language); }),
                     rule.clause->says, rule.reading, rule.clause->reading});
  made.clauses = {rule.clause};
  made.clauses.insert(made.clauses.end(), rule.also.begin(), rule.also.end());
  made.properties = {{"strength", name_of(rule.strength)},
                     {"disposition", name_of(rule.disposition)},
                     {"form", name_of(rule.form)},
                     {"tags", {rule.pack->id, rule.clause->id}}};
  return made;
}

Descriptor descriptor_of(const Review& review) {
  const auto& clause = *review.clause;
  Descriptor made{review.address, "none", review.ask, clause.says, {}, {&clause}};
  made.help = lines({localized([&](auto language) { return citation_of(clause, language); }),
                     clause.says, clause.reading});
  made.properties = {{"strength", name_of(clause.strength)},
                     {"disposition", name_of(Disposition::review)},
                     {"tags", {review.pack->id, clause.id}}};
  return made;
}

/// A template with `…` for each `{name}`: what is said of all cases.
std::string without_names(std::string_view pattern) {
  std::string words;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    const auto close = pattern.find('}', open == std::string_view::npos ? 0 : open);
    words += pattern.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    words += "…";
    pattern.remove_prefix(close + 1);
  }
  return words;
}

Descriptor descriptor_of(const CatalogEntry& entry) {
  const auto level = name_of(entry.severity);
  Descriptor made{std::string(entry.id), level, {}, {}, {}, {}};
  made.brief = {without_names(entry.message_zh), without_names(entry.message_en)};
  made.help = {without_names(entry.remedy_zh), without_names(entry.remedy_en)};
  made.properties = {{"tags", {"input"}}};
  return made;
}

Descriptor descriptor_of(const ClauseSummary& summary) {
  const auto& clause = *summary.clause;
  Descriptor made{clause.id, level_of(clause.strength), clause.says, {}, {}, {}};
  made.full = lines({localized([&](auto language) { return citation_of(clause, language); }),
                     clause.says, clause.reading, clause.info});
  made.properties = json_of(summary)["came_to"];
  return made;
}

// ---------------------------------------------------------------- a run

class Run {
 public:
  Run(const Report& report, const RenderOptions& options)
      : report_(report),
        options_(options),
        language_(options.language),
        digest_(digest(report, options.threshold)) {
    for (const auto& pack : digest_.packs) add_taxonomy(pack);
    for (const auto* pack : report.packs) add_rules(*pack);
    for (const auto& entry : report.diagnostics) add_rule_of(entry.diagnostic);
    for (const auto& dossier : report.dossiers) add_artifact(dossier);
  }

  Json take() && {
    Json results = Json::array();
    for (const auto& entry : report_.diagnostics) results.push_back(result_of(entry));
    for (const auto& finding : report_.findings) results.push_back(result_of(finding));
    for (const auto& item : report_.review) results.push_back(result_of(item));
    for (const auto& matter : report_.fixed) results.push_back(result_of(matter));
    if (options_.verbose) add_quiet_results(results);
    Json run{{"tool", {{"driver", driver(language_)}}}};
    run["translations"] = translations();
    run["taxonomies"] = taxonomies_;
    run["language"] = tag_of(language_);
    run["columnKind"] = "unicodeCodePoints";
    Json invocation{{"executionSuccessful", report_.files_unreadable == 0}};
    run["invocations"] = Json::array({std::move(invocation)});
    run["artifacts"] = artifacts_;
    run["results"] = std::move(results);
    run["properties"] = json_head(report_, options_.threshold);
    run["properties"].update(json_conclusion(report_, digest_, options_.threshold));
    return run;
  }

 private:
  // ---- what results refer to

  void add_taxonomy(const PackSummary& summary) {
    const auto& pack = *summary.pack;
    taxonomy_index_[&pack] = taxonomies_.size();
    Json taxa = Json::array();
    Json translated = Json::array();
    for (const auto& clause : summary.clauses) {
      const auto descriptor = descriptor_of(clause);
      clause_index_[clause.clause] = taxa.size();
      auto taxon = texts_of(descriptor, language_);
      taxon["defaultConfiguration"] = {{"level", descriptor.level}};
      taxon["properties"] = descriptor.properties;
      taxa.push_back(std::move(taxon));
      translated.push_back(texts_of(descriptor, other_than(language_)));
    }
    auto taxonomy = head_of(pack, language_);
    taxonomy["isComprehensive"] = true;
    taxonomy["contents"] = {"localizedData", "nonLocalizedData"};
    taxonomy["taxa"] = std::move(taxa);
    auto translation = head_of(pack, other_than(language_));
    translation["contents"] = {"localizedData"};
    translation["taxa"] = std::move(translated);
    translation["associatedComponent"] = {{"name", pack.id}, {"index", taxonomies_.size()}};
    taxonomies_.push_back(std::move(taxonomy));
    taxonomy_translations_.push_back(std::move(translation));
  }

  static Json head_of(const Pack& pack, Language language) {
    Json head{{"name", pack.id},
              {"version", pack.version},
              {"language", tag_of(language)},
              {"fullName", fmt::format("{} {}", pack.title.in(language), pack.number)},
              {"shortDescription", text(pack.title.in(language))}};
    if (!pack.issuer.empty()) head["organization"] = pack.issuer.in(language);
    head["properties"] = {{"sha256", digest_of(pack)}};
    if (pack.issued) head["releaseDateUtc"] = cel::format_date(*pack.issued);
    return head;
  }

  void add_rules(const Pack& pack) {
    for (const auto& clause : pack.clauses) {
      for (const auto& rule : clause->rules) add_rule(descriptor_of(*rule));
      for (const auto& review : clause->reviews) add_rule(descriptor_of(*review));
    }
  }

  void add_rule_of(const Diagnostic& diagnostic) {
    if (rule_index_.contains(std::string(diagnostic.id))) return;
    if (const auto* entry = find_entry(diagnostic.id)) add_rule(descriptor_of(*entry));
  }

  void add_rule(Descriptor descriptor) {
    rule_index_.emplace(descriptor.id, rules_.size());
    rules_.push_back(std::move(descriptor));
  }

  Json reference_to(const Clause& clause) const {
    return {{"id", clause.id},
            {"index", clause_index_.at(&clause)},
            {"toolComponent",
             {{"name", clause.pack->id}, {"index", taxonomy_index_.at(clause.pack)}}}};
  }

  Json rule_json(const Descriptor& descriptor) const {
    auto rule = texts_of(descriptor, language_);
    rule["defaultConfiguration"] = {{"level", descriptor.level}};
    Json relationships = Json::array();
    for (const auto* clause : descriptor.clauses) {
      relationships.push_back({{"target", reference_to(*clause)}, {"kinds", {"relevant"}}});
    }
    if (!relationships.empty()) rule["relationships"] = std::move(relationships);
    rule["properties"] = descriptor.properties;
    return rule;
  }

  Json driver(Language language) const {
    Json made{{"name", "guiju"}, {"version", report_.version}, {"language", tag_of(language)}};
    made["rules"] = json_array(rules_, [&](const auto& rule) { return rule_json(rule); });
    Json supported = Json::array();
    for (const auto& taxonomy : taxonomies_) {
      supported.push_back({{"name", taxonomy["name"]}, {"index", supported.size()}});
    }
    if (!supported.empty()) made["supportedTaxonomies"] = std::move(supported);
    return made;
  }

  /// The texts of rules and clauses in the language that the run is not in.
  Json translations() const {
    const auto other = other_than(language_);
    Json rules{{"name", "guiju"},
               {"version", report_.version},
               {"language", tag_of(other)},
               {"contents", {"localizedData"}},
               {"associatedComponent", {{"name", "guiju"}}}};
    rules["rules"] = json_array(rules_, [&](const auto& rule) { return texts_of(rule, other); });
    Json all = Json::array({std::move(rules)});
    for (const auto& taxonomy : taxonomy_translations_) all.push_back(taxonomy);
    return all;
  }

  // ---- places

  /// A file with one dossier has its hash; of several, each has its own in the properties.
  void add_artifact(const DossierReport& dossier) {
    auto& made = artifacts_[artifact(dossier.file)];
    if (dossier.only_one) {
      made["hashes"] = {{"sha-256", dossier.sha256}};
    } else {
      made["properties"]["dossiers"].push_back(
          {{"document", dossier.ordinal}, {"sha256", dossier.sha256}});
    }
  }

  std::size_t artifact(const std::string& file) {
    const auto [known, is_new] = artifact_index_.try_emplace(file, artifacts_.size());
    if (is_new) {
      artifacts_.push_back({{"location", {{"uri", uri_of(file)}}}, {"roles", {"analysisTarget"}}});
    }
    return known->second;
  }

  static Json region_of(const Place& place) {
    Json region{{"startLine", place.begin.line}, {"startColumn", place.begin.column}};
    if (place.end == place.begin) return region;
    region["endLine"] = place.end.line;
    region["endColumn"] = place.end.column;
    if (place.span.end > place.span.begin) {
      region["byteOffset"] = place.span.begin;
      region["byteLength"] = place.span.end - place.span.begin;
    }
    return region;
  }

  /// The line around a place that is a part of it; a context must be more than the place itself.
  static Json context_of(const Place& place) {
    if (place.lines.empty() || place.end.line != place.begin.line) return nullptr;
    const auto& line = place.lines.front();
    const bool whole = line.first_column == 1 && !line.cut_off;
    const auto last = count_characters(line.text) + 1;
    const bool is_all = place.begin.column == 1 && place.end.column == last;
    if (!whole || is_all || line.number != place.begin.line) return nullptr;
    return {{"startLine", line.number}, {"snippet", text(line.text)}};
  }

  Json physical(const Place& place) {
    Json made{{"artifactLocation", {{"uri", uri_of(place.file)}, {"index", artifact(place.file)}}}};
    made["region"] = region_of(place);
    if (auto context = context_of(place); !context.is_null()) {
      made["contextRegion"] = std::move(context);
    }
    return made;
  }

  /// The dossier's beginning where the place is unknown.
  void set_place(Json& result, Place place, std::uint32_t dossier) {
    if (!place.known() && dossier < report_.dossiers.size()) {
      place.file = report_.dossiers[dossier].file;
    }
    if (!place.known()) return;
    result["locations"] = Json::array({{{"physicalLocation", physical(place)}}});
  }

  void add_related(Json& result, const Localized& why, const Place& place) {
    if (!place.known()) return;
    auto& related = result["relatedLocations"];
    Json location{{"id", related.size() + 1}, {"physicalLocation", physical(place)}};
    if (!why.empty()) location["message"] = text(why.in(language_));
    related.push_back(std::move(location));
  }

  // ---- results

  Json result_for(const std::string& rule, std::string_view kind, std::string_view level,
                  const std::string& message) const {
    Json result{{"ruleId", rule}};
    if (const auto known = rule_index_.find(rule); known != rule_index_.end()) {
      result["ruleIndex"] = known->second;
    }
    result["kind"] = kind;
    result["level"] = level;
    result["message"] = text(message);
    return result;
  }

  std::string message_with(const std::string& sentence, const std::string& remedy) const {
    return remedy.empty() ? sentence : say(language_, "{}\n怎么办：{}", "{}\nWhat to do: {}",
                                           sentence, remedy);
  }

  void add_taxa(Json& result, const Clause& clause, const std::vector<const Clause*>& also) const {
    Json taxa = Json::array({reference_to(clause)});
    for (const auto* other : also) taxa.push_back(reference_to(*other));
    result["taxa"] = std::move(taxa);
  }

  Json result_of(const Finding& finding) {
    const auto& rule = *finding.rule;
    // SARIF knows no level but `none` for what has not failed.
    const bool open = finding.outcome == Outcome::undecided;
    auto result = result_for(rule.address, open ? "open" : "fail",
                             open ? "none" : name_of(severity_of(finding)),
                             message_with(sentence_of(finding, language_),
                                          remedy_of(finding, language_)));
    set_place(result, finding.place, finding.dossier);
    for (const auto& [why, place] : finding.related) add_related(result, why, place);
    for (const auto& [what, place] : finding.counted) add_related(result, what, place);
    for (const auto& missing : finding.missing) {
      add_related(result, missing.field, missing.place);
    }
    result["partialFingerprints"] = {{"identity/v1", finding.identity}};
    if (finding.justification) {
      result["suppressions"] = Json::array({suppression_of(*finding.justification)});
    }
    set_novelty(result, finding.novelty);
    add_taxa(result, *rule.clause, rule.also);
    auto properties = json_of(finding, options_.threshold);
    for (const auto* place : {"place", "related", "counted", "rule", "identity"}) {
      properties.erase(place);
    }
    result["properties"] = std::move(properties);
    return result;
  }

  /// The dossier itself justifies the departure, so the suppression stands in its source.
  Json suppression_of(const Justification& justification) {
    Json made{{"kind", "inSource"},
              {"status", "accepted"},
              {"justification", listed({justification.reason, justification.approved_by,
                                        justification.number, justification.date},
                                       language_)}};
    if (justification.place.known()) {
      made["location"] = {{"physicalLocation", physical(justification.place)}};
    }
    return made;
  }

  Json result_of(const InputDiagnostic& entry) {
    const auto& diagnostic = entry.diagnostic;
    const auto message = message_of(diagnostic, language_);
    auto result = result_for(std::string(diagnostic.id), "fail", name_of(severity_of(diagnostic)),
                             message_with(message, remedy_of(diagnostic, language_)));
    set_place(result, diagnostic.place, entry.dossier);
    for (const auto& [why, place] : diagnostic.related) add_related(result, why, place);
    result["partialFingerprints"] = {{"identity/v1", matter_of(entry).identity}};
    set_novelty(result, entry.novelty);
    auto properties = json_of(entry, options_.threshold);
    for (const auto* place : {"place", "related", "id"}) properties.erase(place);
    result["properties"] = std::move(properties);
    return result;
  }

  static void set_novelty(Json& result, Novelty novelty) {
    if (novelty == Novelty::unsaid) return;
    result["baselineState"] = novelty == Novelty::known ? "unchanged" : "new";
  }

  Json result_of(const Matter& matter) {
    auto result = result_for(matter.id, "fail", "none", matter.sentence.in(language_));
    result["baselineState"] = "absent";
    Place place;
    place.file = matter.file;
    set_place(result, place, no_dossier);
    result["partialFingerprints"] = {{"identity/v1", matter.identity}};
    return result;
  }

  Json result_of(const ReviewItem& item) {
    const auto& review = *item.review;
    const bool rejected = item.answer && !item.answer->kept;
    const auto message = item.answer ? say(language_, "{}\n{}", "{}\n{}", review.ask.in(language_),
                                           words_of(*item.answer, language_))
                                     : review.ask.in(language_);
    auto result = result_for(review.address,
                             rejected      ? "fail"
                             : item.answer ? "pass"
                                           : "review",
                             rejected ? name_of(severity_of(item)) : "none", message);
    set_place(result, place_of(item), item.dossier);
    for (const auto& look : item.look_at) add_related(result, look.what, look.place);
    if (item.answer) {
      add_related(result, {"审查意见", "the reviewer's answer"}, item.answer->place);
    }
    result["partialFingerprints"] = {{"identity/v1", identity_of(review.address, item.dossier)}};
    add_taxa(result, *review.clause, {});
    auto properties = json_of(item, options_.threshold);
    properties.erase("id");
    result["properties"] = std::move(properties);
    return result;
  }

  std::string identity_of(const std::string& address, std::uint32_t dossier) const {
    if (dossier >= report_.dossiers.size()) return address;
    const auto& of = report_.dossiers[dossier];
    return fmt::format("{}|{}#{}", address, of.file, of.ordinal);
  }

  /// Rules that are kept, or do not apply: only where everything is asked for, because servers
  /// show every result as an alert.
  void add_quiet_results(Json& results) {
    for (const auto& entry : report_.results) {
      const bool kept = entry.outcome == Outcome::satisfied;
      if (!kept && entry.outcome != Outcome::not_applicable) continue;
      const auto& note = entry.note.in(language_);
      auto result = result_for(entry.rule->address, kept ? "pass" : "notApplicable", "none",
                               note.empty() ? words_for(entry.outcome).in(language_) : note);
      set_place(result, {}, entry.dossier);
      add_taxa(result, *entry.rule->clause, entry.rule->also);
      results.push_back(std::move(result));
    }
  }

  const Report& report_;
  const RenderOptions& options_;
  Language language_;
  Digest digest_;
  std::vector<Descriptor> rules_;
  Json taxonomies_ = Json::array();
  Json taxonomy_translations_ = Json::array();
  Json artifacts_ = Json::array();
  std::unordered_map<std::string, std::size_t> rule_index_;
  std::unordered_map<std::string, std::size_t> artifact_index_;
  std::unordered_map<const Pack*, std::size_t> taxonomy_index_;
  std::unordered_map<const Clause*, std::size_t> clause_index_;
};

}  // namespace

void render_sarif(const Report& report, const RenderOptions& options, std::ostream& out) {
  Json log{{"$schema", schema_uri}, {"version", "2.1.0"}};
  log["runs"] = Json::array({Run(report, options).take()});
  write(log, out);
}

}  // namespace guiju
