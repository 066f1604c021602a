#pragma once
#include <fmt/format.h>

#include "sample.h"

namespace guiju {

// The reports that every format is held against: one with everything, one without anything, an
// audit of fifty dossiers, one whose every string is hostile.

inline InputDiagnostic input_diagnostic(std::string_view id, std::uint32_t dossier, Place where,
                                        std::vector<Argument> arguments = {}) {
  return {dossier, {id, std::move(where), std::move(arguments), {}}};
}

inline Answer answer(bool kept, const std::string& note = {}) {
  return {kept, "示例审查人", "2024-12-02", note, place("answers.yaml", 9, "- item: sample/plan")};
}

/// What the sample has, and all else that a report can hold.
class FullReport : public SampleReport {
 public:
  FullReport() {
    report.files = 3;
    report.files_unreadable = 1;
    auto second = report.dossiers.front();
    second.ordinal = 2;
    second.title = "另一个联盟";
    report.dossiers.front().only_one = second.only_one = false;
    report.dossiers.push_back(second);
    add_diagnostics();
    add_quiet_results();
    add_double();
    add_answer(*report.review.front().review, true, "材料齐全");
    add_answer(policy.review(project, "project-real", {"合作项目是否真实？", "is the project real?"}),
               false, "无合同");
  }

 private:
  void add_answer(const Review& review, bool kept, const std::string& note) {
    auto item = report.review.front();
    item.review = &review;
    item.dossier = 1;
    item.answer = answer(kept, note);
    report.review.push_back(std::move(item));
  }

  void add_diagnostics() {
    auto twice = input_diagnostic("yaml-duplicate-key", 0, place("a.yaml", 3, "name: 甲"),
                                  {{"key", same("name")}});
    twice.diagnostic.related.push_back({{"先写在这里", "first here"}, place("a.yaml", 2, "name:")});
    report.diagnostics.push_back(twice);
    report.diagnostics.push_back(input_diagnostic("dossier-unknown-field", 1,
                                                  place("a.yaml", 50, "nmae: x"),
                                                  {{"field", same("nmae")}}));
    Place nowhere;
    nowhere.file = "文件 b.yaml";
    report.diagnostics.push_back(
        input_diagnostic("file-unreadable", no_dossier, nowhere, {{"reason", same("x")}}));
  }

  /// A rule over all dossiers, violated in two places.
  void add_double() {
    auto& rule = policy.rule(count, "unique", Form::unique);
    rule.across = true;
    rule.also = {&plan};
    auto& finding = add(rule, Outcome::violated);
    report.results.back().dossier = no_dossier;
    finding.dossier = 1;
    finding.subject = same("甲医院");
    finding.related.push_back({{"也在这里", "here too"}, place("c.yaml", 7, "- name: 甲医院")});
    finding.counted.push_back({same("乙医院"), place("a.yaml", 8, "- name: 乙医院")});
    finding.counted_left_out = 2;
  }

  void add_quiet_results() {
    for (const auto outcome : {Outcome::satisfied, Outcome::not_applicable}) {
      RuleResult result;
      result.rule = count.rules.front().get();
      result.dossier = 1;
      result.outcome = outcome;
      result.tally[static_cast<std::size_t>(outcome)] = 1;
      if (outcome == Outcome::not_applicable) {
        result.rule = project.rules.front().get();
        result.note = {"没有这类材料", "no dossier of that kind"};
      }
      report.results.push_back(result);
    }
  }
};

/// The full report against an earlier run: every third matter was known, and two are fixed.
class ComparedReport : public FullReport {
 public:
  ComparedReport() {
    report.has_baseline = true;
    std::size_t i = 0;
    const auto stand = [&i] { return i++ % 3 == 0 ? Novelty::known : Novelty::fresh; };
    for (auto& entry : report.diagnostics) entry.novelty = stand();
    for (auto& finding : report.findings) finding.novelty = stand();
    report.fixed.push_back({"sample/members|a.yaml|", "sample/members", "a.yaml", {},
                            {"现有5家", "5 found"}});
    report.fixed.push_back({"sample/unique||甲", "sample/unique", "", same("甲"),
                            {"重复列出", "listed twice"}});
  }
};

/// Fifty dossiers that differ in what they come to.
class AuditReport : public SampleReport {
 public:
  AuditReport() {
    const auto dossier = report.dossiers.front();
    const auto findings = report.findings;
    const auto results = report.results;
    const auto item = report.review.front();
    report.dossiers.clear();
    report.findings.clear();
    report.results.clear();
    report.review.clear();
    report.files = 50;
    for (std::uint32_t i = 0; i < 50; ++i) {
      auto& one = report.dossiers.emplace_back(dossier);
      one.file = fmt::format("材料/{:02}.yaml", i);
      one.title = fmt::format("示例联盟{}", i);
      for (std::size_t n = 0; n < findings.size(); ++n) add(findings[n], results[n], i, i % (n + 2) == 0);
      report.review.push_back(item);
      report.review.back().dossier = i;
      if (i % 3 == 0) report.review.back().answer = answer(i % 2 == 0);
    }
  }

 private:
  void add(Finding finding, RuleResult result, std::uint32_t dossier, bool found) {
    result.dossier = dossier;
    if (!found) {
      result.outcome = Outcome::satisfied;
      result.tally = {1};
    } else {
      finding.dossier = dossier;
      finding.place.file = report.dossiers[dossier].file;
      finding.identity = finding.rule->address + "|" + finding.place.file;
      report.findings.push_back(finding);
    }
    report.results.push_back(result);
  }
};

/// Everything at once that a terminal, a spreadsheet, a browser or a server might obey.
inline const std::string hostile =
    "=HYPERLINK(\"http://x.example\")\n::error::gone\r\n<script>alert(1)</script>\x1b[31m\x07"
    "\xC2\x9B" "0m \xE2\x80\xAE\xE2\x80\x8F]]> --> &amp; &lt; \"'`|%0A\t@team #1 [x](http://y.example)"
    "\xEF\xBF\xBE ##[error]x www.z.example _x001b_ '; DROP TABLE findings; --";

/// The full report with each string that comes from a dossier made hostile.
class HostileReport : public FullReport {
 public:
  HostileReport() {
    for (auto& dossier : report.dossiers) {
      dossier.file = hostile;
      dossier.title = hostile;
    }
    for (auto& entry : report.diagnostics) {
      spoil(entry.diagnostic.place);
      for (auto& argument : entry.diagnostic.arguments) argument.value = words;
      for (auto& related : entry.diagnostic.related) spoil(related);
    }
    for (auto& finding : report.findings) spoil(finding);
    for (auto& item : report.review) {
      for (auto& look : item.look_at) {
        look.value = words;
        spoil(look.place);
      }
      if (!item.answer) continue;
      item.answer->by = item.answer->note = hostile;
      spoil(item.answer->place);
    }

    report.has_baseline = true;
    report.fixed.push_back({hostile, "sample/members", hostile, words, words});
  }

 private:
  void spoil(Place& place) const {
    if (!place.known()) return;
    place.file = hostile;
    for (auto& line : place.lines) line.text = hostile;
  }

  void spoil(RelatedPlace& related) const {
    related.why = words;
    spoil(related.place);
  }

  void spoil(Finding& finding) const {
    finding.subject = words;
    finding.identity = hostile;
    spoil(finding.place);
    for (auto& comparison : finding.comparisons) comparison.found = words;
    for (auto& related : finding.related) spoil(related);
    for (auto& counted : finding.counted) spoil(counted);
    for (auto& missing : finding.missing) {
      missing.holder = words;
      missing.path = hostile;
      spoil(missing.place);
    }
    if (finding.justification) {
      auto& given = *finding.justification;
      given.reason = given.approved_by = given.number = given.date = given.subject = hostile;
    }
    finding.shown.push_back({"gap", words});
  }

  Localized words = same(hostile);
};

inline const Format& format_named(std::string_view name) {
  for (const auto& format : formats()) {
    if (format.name == name) return format;
  }
  throw std::out_of_range(std::string(name));
}

}  // namespace guiju
