// One JSON object a line, each to be understood without the others: for `jq`, log collectors and
// loaders. docs/report.md describes the lines.

#include "report/json_report.h"
#include "report/renderers.h"

namespace guiju {

namespace {

/// What a rule or a question stands under, so that a line needs no other.
Json under(const Clause& clause, Strength strength, Json members) {
  members["pack"] = clause.pack->id;
  members["pack_version"] = clause.pack->version;
  members["strength"] = name_of(strength);
  members["says"] = json_of(clause.says);
  return members;
}

/// Writes the lines of one report.
class JsonLines {
 public:
  JsonLines(const ReportParts& report, const Threshold& threshold, std::ostream& out)
      : report_(report), threshold_(threshold), out_(out) {}

  void put(std::string_view type, const Json& members) {
    Json line{{"type", type}};
    line.update(members);
    write_line(line, out_);
  }

  void put_parts() {
    report_.each([this](const ReportPart& part) { put_dossier(part); });
    put_entries("diagnostic", &ReportPart::diagnostics);
    put_entries("finding", &ReportPart::findings);
    put_entries("result", &ReportPart::results);
    put_entries("review", &ReportPart::review);
  }

 private:
  void put_dossier(const ReportPart& part) {
    if (part.dossier == nullptr) return;
    Json members{{"dossier", part.index}};
    members.update(json_of(*part.dossier));
    put("dossier", members);
  }

  template <typename Entries>
  void put_entries(std::string_view type, Entries ReportPart::*entries) {
    report_.each([&](const ReportPart& part) {
      for (const auto& entry : part.*entries) put(type, part, members_of(entry));
    });
  }

  /// A line about a dossier, or the audit as a whole: with what the dossier is.
  void put(std::string_view type, const ReportPart& part, const Json& members) {
    Json line{{"type", type}};
    if (part.dossier != nullptr) {
      const auto& of = *part.dossier;
      line.update({{"file", of.file},
                   {"document", of.ordinal},
                   {"kind", of.kind},
                   {"title", of.title}});
    }
    line.update(members);
    write_line(line, out_);
  }

  Json members_of(const InputDiagnostic& entry) const { return json_of(entry, threshold_); }
  Json members_of(const Finding& finding) const {
    return under(*finding.rule->clause, finding.rule->strength, json_of(finding, threshold_));
  }
  static Json members_of(const RuleResult& result) {
    return under(*result.rule->clause, result.rule->strength, json_of(result));
  }
  Json members_of(const ReviewItem& item) const {
    const auto& clause = *item.review->clause;
    return under(clause, clause.strength, json_of(item, threshold_));
  }

  const ReportParts& report_;
  const Threshold& threshold_;
  std::ostream& out_;
};

}  // namespace

void render_jsonl(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                  std::ostream& out) {
  const auto& head = report.head();
  JsonLines lines(report, options.threshold, out);
  auto run = json_head(head, options.threshold);
  run["packs"] = json_array(head.packs, [](const auto* pack) { return json_of(*pack); });
  lines.put("run", run);
  lines.put_parts();
  for (const auto& pack : digest.packs) {
    for (const auto& clause : pack.clauses) {
      lines.put("clause", under(*clause.clause, clause.clause->strength, json_of(clause)));
    }
  }
  for (const auto& matter : head.fixed) lines.put("fixed", json_of(matter));
  lines.put("totals", json_conclusion(head, digest));
}

}  // namespace guiju
