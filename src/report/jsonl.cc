// One JSON object a line, each to be understood without the others: for `jq`, log collectors and
// loaders. docs/report.md describes the lines.

#include "report/json_report.h"
#include "report/renderers.h"

namespace guiju {

namespace {

/// Writes the lines of one report.
class Lines {
 public:
  Lines(const Report& report, std::ostream& out) : report_(report), out_(out) {}

  void put(std::string_view type, const Json& members) {
    Json line{{"type", type}};
    line.update(members);
    write_line(line, out_);
  }

  /// A line about a dossier, or the audit as a whole: with what the dossier is.
  void put(std::string_view type, std::uint32_t dossier, const Json& members) {
    Json line{{"type", type}};
    if (dossier < report_.dossiers.size()) {
      const auto& of = report_.dossiers[dossier];
      line.update({{"file", of.file},
                   {"document", of.ordinal},
                   {"kind", of.kind},
                   {"title", of.title}});
    }
    line.update(members);
    write_line(line, out_);
  }

 private:
  const Report& report_;
  std::ostream& out_;
};

/// What a rule or a question stands under, so that a line needs no other.
Json under(const Clause& clause, Strength strength, Json members) {
  members["pack"] = clause.pack->id;
  members["pack_version"] = clause.pack->version;
  members["strength"] = name_of(strength);
  members["says"] = json_of(clause.says);
  return members;
}

}  // namespace

void render_jsonl(const Report& report, const RenderOptions& options, std::ostream& out) {
  const auto& threshold = options.threshold;
  const auto summary = digest(report, threshold);
  Lines lines(report, out);
  auto head = json_head(report, threshold);
  head["packs"] = json_array(report.packs, [](const auto* pack) { return json_of(*pack); });
  lines.put("run", head);
  for (std::uint32_t i = 0; i < report.dossiers.size(); ++i) {
    Json members{{"dossier", i}};
    members.update(json_of(report.dossiers[i]));
    lines.put("dossier", members);
  }
  for (const auto& entry : report.diagnostics) {
    lines.put("diagnostic", entry.dossier, json_of(entry, threshold));
  }
  for (const auto& finding : report.findings) {
    const auto& rule = *finding.rule;
    lines.put("finding", finding.dossier,
              under(*rule.clause, rule.strength, json_of(finding, threshold)));
  }
  for (const auto& result : report.results) {
    const auto& rule = *result.rule;
    lines.put("result", result.dossier, under(*rule.clause, rule.strength, json_of(result)));
  }
  for (const auto& item : report.review) {
    const auto& clause = *item.review->clause;
    lines.put("review", item.dossier, under(clause, clause.strength, json_of(item, threshold)));
  }
  for (const auto& pack : summary.packs) {
    for (const auto& clause : pack.clauses) {
      lines.put("clause", under(*clause.clause, clause.clause->strength, json_of(clause)));
    }
  }
  for (const auto& matter : report.fixed) lines.put("fixed", json_of(matter));
  lines.put("totals", json_conclusion(report, summary, threshold));
}

}  // namespace guiju
