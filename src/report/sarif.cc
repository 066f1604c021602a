// The report as SARIF 2.1.0, for code scanning and viewers. Policies are taxonomies and clauses
// their taxa; rules, questions and kinds of trouble with the input are the tool's rules, with their
// texts in both languages; what is departed from for a reason is a suppressed result.

#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

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

Json text(const std::string& words) { return {{"text", sarif_text(words)}}; }

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

// ---------------------------------------------------------------- places

/// Every place that a result tells, in its order.
template <typename Visit>
void each_place(const Finding& finding, Visit visit) {
  visit(finding.place);
  for (const auto& related : finding.related) visit(related.place);
  for (const auto& counted : finding.counted) visit(counted.place);
  for (const auto& missing : finding.missing) visit(missing.place);
  if (finding.justification) visit(finding.justification->place);
}

template <typename Visit>
void each_place(const InputDiagnostic& entry, Visit visit) {
  visit(entry.diagnostic.place);
  for (const auto& related : entry.diagnostic.related) visit(related.place);
}

template <typename Visit>
void each_place(const ReviewItem& item, Visit visit) {
  for (const auto& look : item.look_at) visit(look.place);
  if (item.answer) visit(item.answer->place);
}

/// The files that a log names, each with its index: those of dossiers in the order of the report,
/// then others in the order in which the results name them.
class Artifacts {
 public:
  explicit Artifacts(const ReportParts& report) {
    std::array<Named, 3> named;
    report.each([&](const ReportPart& part) {
      if (part.dossier != nullptr) add(part.dossier->file);
      for (const auto& entry : part.diagnostics) named[0].add(entry, part);
      for (const auto& finding : part.findings) named[1].add(finding, part);
      for (const auto& item : part.review) named[2].add(item, part);
    });
    of_dossiers_ = index_.size();
    for (const auto& section : named) {
      for (const auto& file : section.files) add(file);
    }
    for (const auto& matter : report.head().fixed) {
      if (!matter.file.empty()) add(matter.file);
    }
  }

  std::size_t index(const std::string& file) const { return index_.at(file); }

  void write(const ReportParts& report, JsonWriter& writer) const {
    Json made;
    std::size_t next = 0;
    const auto put = [&] {
      if (!made.is_null()) writer.element(std::exchange(made, nullptr));
    };
    report.each([&](const ReportPart& part) {
      if (part.dossier == nullptr) return;
      const auto at = index(part.dossier->file);
      if (at == next) {
        put();
        made = artifact(part.dossier->file);
        ++next;
      }
      // A file named twice is told where it was named first.
      if (at + 1 == next) describe(*part.dossier, made);
    });
    put();
    for (const auto* file : others_) writer.element(artifact(*file));
  }

 private:
  /// Files other than the dossier's own that one sort of results names.
  struct Named {
    std::vector<std::string> files;
    std::unordered_set<std::string> known;

    template <typename Entry>
    void add(const Entry& entry, const ReportPart& part) {
      each_place(entry, [&](const Place& place) {
        const bool own = part.dossier != nullptr && place.file == part.file;
        if (!place.known() || own || !known.insert(place.file).second) return;
        files.push_back(place.file);
      });
    }
  };

  void add(const std::string& file) {
    const auto [known, is_new] = index_.try_emplace(file, index_.size());
    if (is_new && of_dossiers_) others_.push_back(&known->first);
  }

  static Json artifact(const std::string& file) {
    return {{"location", {{"uri", uri_of(file)}}}, {"roles", {"analysisTarget"}}};
  }

  /// A file with one dossier has its hash; of several, each has its own in the properties.
  static void describe(const DossierReport& dossier, Json& artifact) {
    if (dossier.only_one) {
      artifact["hashes"] = {{"sha-256", dossier.sha256}};
    } else {
      artifact["properties"]["dossiers"].push_back(
          {{"document", dossier.ordinal}, {"sha256", dossier.sha256}});
    }
  }

  std::unordered_map<std::string, std::size_t> index_;
  std::optional<std::size_t> of_dossiers_;    ///< artifacts that are files of dossiers
  std::vector<const std::string*> others_;
};

// ---------------------------------------------------------------- a run

class Run {
 public:
  Run(const ReportParts& report, const Digest& digest, const RenderOptions& options)
      : report_(report),
        digest_(digest),
        options_(options),
        language_(options.language),
        artifacts_(report) {
    for (const auto& pack : digest.packs) add_taxonomy(pack);
    for (const auto* pack : report.head().packs) add_rules(*pack);
    report.each([this](const ReportPart& part) {
      for (const auto& entry : part.diagnostics) add_rule_of(entry.diagnostic);
    });
  }

  void write(JsonWriter& writer) const {
    const auto& head = report_.head();
    writer.begin_object();
    writer.member("tool", {{"driver", driver(language_)}});
    writer.member("translations", translations());
    writer.member("taxonomies", taxonomies_);
    writer.member("language", tag_of(language_));
    writer.member("columnKind", "unicodeCodePoints");
    Json invocation{{"executionSuccessful", head.files_unreadable == 0}};
    writer.member("invocations", Json::array({std::move(invocation)}));
    writer.begin_array("artifacts");
    artifacts_.write(report_, writer);
    writer.end();
    writer.begin_array("results");
    write_results(writer);
    writer.end();
    auto properties = json_head(head, options_.threshold);
    properties.update(json_conclusion(head, digest_));
    writer.member("properties", properties);
    writer.end();
  }

 private:
  void write_results(JsonWriter& writer) const {
    const auto write_all = [&](auto entries) {
      report_.each([&](const ReportPart& part) {
        for (const auto& entry : part.*entries) writer.element(result_of(entry, part));
      });
    };
    write_all(&ReportPart::diagnostics);
    write_all(&ReportPart::findings);
    write_all(&ReportPart::review);
    for (const auto& matter : report_.head().fixed) writer.element(result_of(matter));
    if (!options_.verbose) return;
    // Rules that are kept, or do not apply: only where everything is asked for, because servers
    // show every result as an alert.
    report_.each([&](const ReportPart& part) {
      for (const auto& result : part.results) {
        if (is_quiet(result)) writer.element(result_of(result, part));
      }
    });
  }

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
    const auto title = pack.title.in(language);
    Json head{{"name", pack.id},
              {"version", pack.version},
              {"language", tag_of(language)},
              {"fullName", pack.number.empty() ? title : fmt::format("{} {}", title, pack.number)},
              {"shortDescription", text(title)}};
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
    Json made{{"name", "guiju"},
              {"version", report_.head().version},
              {"language", tag_of(language)}};
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
               {"version", report_.head().version},
               {"language", tag_of(other)},
               {"contents", {"localizedData"}},
               {"associatedComponent", {{"name", "guiju"}}}};
    rules["rules"] = json_array(rules_, [&](const auto& rule) { return texts_of(rule, other); });
    Json all = Json::array({std::move(rules)});
    for (const auto& taxonomy : taxonomy_translations_) all.push_back(taxonomy);
    return all;
  }

  // ---- places

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

  Json physical(const Place& place) const {
    Json made{{"artifactLocation",
               {{"uri", uri_of(place.file)}, {"index", artifacts_.index(place.file)}}}};
    made["region"] = region_of(place);
    if (auto context = context_of(place); !context.is_null()) {
      made["contextRegion"] = std::move(context);
    }
    return made;
  }

  /// The beginning of the part's file where the place is unknown.
  void set_place(Json& result, Place place, std::string_view file) const {
    if (!place.known()) place.file = file;
    if (!place.known()) return;
    result["locations"] = Json::array({{{"physicalLocation", physical(place)}}});
  }

  void add_related(Json& result, const Localized& why, const Place& place) const {
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

  Json result_of(const Finding& finding, const ReportPart& part) const {
    const auto& rule = *finding.rule;
    // SARIF knows no level but `none` for what has not failed.
    const bool open = finding.outcome == Outcome::undecided;
    auto result = result_for(rule.address, open ? "open" : "fail",
                             open ? "none" : name_of(severity_of(finding)),
                             message_with(sentence_of(finding, language_),
                                          remedy_of(finding, language_)));
    set_place(result, finding.place, part.file);
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
  Json suppression_of(const Justification& justification) const {
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

  Json result_of(const InputDiagnostic& entry, const ReportPart& part) const {
    const auto& diagnostic = entry.diagnostic;
    const auto message = message_of(diagnostic, language_);
    auto result = result_for(std::string(diagnostic.id), "fail", name_of(severity_of(diagnostic)),
                             message_with(message, remedy_of(diagnostic, language_)));
    set_place(result, diagnostic.place, part.file);
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

  Json result_of(const Matter& matter) const {
    auto result = result_for(matter.id, "fail", "none", matter.sentence.in(language_));
    result["baselineState"] = "absent";
    set_place(result, {}, matter.file);
    result["partialFingerprints"] = {{"identity/v1", matter.identity}};
    return result;
  }

  Json result_of(const ReviewItem& item, const ReportPart& part) const {
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
    set_place(result, place_of(item), part.file);
    for (const auto& look : item.look_at) add_related(result, look.what, look.place);
    if (item.answer) {
      add_related(result, {"审查意见", "the reviewer's answer"}, item.answer->place);
    }
    result["partialFingerprints"] = {{"identity/v1", identity_of(review.address, part)}};
    add_taxa(result, *review.clause, {});
    auto properties = json_of(item, options_.threshold);
    properties.erase("id");
    result["properties"] = std::move(properties);
    return result;
  }

  static std::string identity_of(const std::string& address, const ReportPart& part) {
    if (part.dossier == nullptr) return address;
    return fmt::format("{}|{}#{}", address, part.dossier->file, part.dossier->ordinal);
  }

  static bool is_quiet(const RuleResult& result) {
    return result.outcome == Outcome::satisfied || result.outcome == Outcome::not_applicable;
  }

  Json result_of(const RuleResult& entry, const ReportPart& part) const {
    const bool kept = entry.outcome == Outcome::satisfied;
    const auto& note = entry.note.in(language_);
    auto result = result_for(entry.rule->address, kept ? "pass" : "notApplicable", "none",
                             note.empty() ? words_for(entry.outcome).in(language_) : note);
    set_place(result, {}, part.file);
    add_taxa(result, *entry.rule->clause, entry.rule->also);
    return result;
  }

  const ReportParts& report_;
  const Digest& digest_;
  const RenderOptions& options_;
  Language language_;
  Artifacts artifacts_;
  std::vector<Descriptor> rules_;
  Json taxonomies_ = Json::array();
  Json taxonomy_translations_ = Json::array();
  std::unordered_map<std::string, std::size_t> rule_index_;
  std::unordered_map<const Pack*, std::size_t> taxonomy_index_;
  std::unordered_map<const Clause*, std::size_t> clause_index_;
};

}  // namespace

void render_sarif(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                  std::ostream& out) {
  JsonWriter writer(out);
  writer.begin_object();
  writer.member("$schema", schema_uri);
  writer.member("version", "2.1.0");
  writer.begin_array("runs");
  Run(report, digest, options).write(writer);
  writer.end();
  writer.end();
}

}  // namespace guiju
