#include "product.h"

#include <algorithm>

#include "audit/audit.h"
#include "judge.h"
#include "write.h"

namespace reference {
namespace {

Outcome outcome_of(guiju::Outcome outcome) {
  switch (outcome) {
    case guiju::Outcome::satisfied: return Outcome::satisfied;
    case guiju::Outcome::violated: return Outcome::violated;
    case guiju::Outcome::departed: return Outcome::departed;
    case guiju::Outcome::undecided: return Outcome::undecided;
    case guiju::Outcome::not_applicable: return Outcome::not_applicable;
  }
  throw NotJudged("an outcome without a name");
}

Verdict verdict_of(const guiju::Finding& finding, const guiju::Report& report) {
  Verdict verdict;
  verdict.outcome = outcome_of(finding.outcome);
  // A number of the whole audit points somewhere, but belongs to no dossier.
  const bool of_audit =
      finding.rule->across &&
      (finding.rule->form == guiju::Form::count ||
       (finding.rule->form == guiju::Form::group && !finding.shown.empty()));
  if (!of_audit && finding.dossier != guiju::no_dossier) {
    verdict.file = report.dossiers[finding.dossier].file;
  }
  verdict.subject = finding.subject.zh;
  if (finding.quantity) {
    verdict.found = {finding.quantity->found_least, finding.quantity->found_most};
    verdict.gap = finding.quantity->gap();
  }
  for (const auto& one : finding.missing) {
    verdict.missing.insert(one.place.file + ":" + one.path);
  }
  return verdict;
}

}  // namespace

struct Product::Impl {
  guiju::Packs packs;

  guiju::Report report(const std::vector<Dossier>& dossiers, std::optional<Day> as_of) const;
};

Product::Product(const Pack& pack) : impl_(std::make_unique<Impl>()) {
  guiju::Diagnostics diagnostics;
  const std::string text = yaml_of(pack);
  impl_->packs = guiju::load_packs({{"trial/kinds.yaml", kinds_yaml, "trial/kinds.yaml"},
                                    {"reference/towns.yaml", towns_yaml(), "reference/towns.yaml"},
                                    {"trial/pack.yaml", text, "trial/pack.yaml"}},
                                   diagnostics);
  if (diagnostics.empty()) return;
  std::string message;
  for (const auto& one : diagnostics.all()) {
    message += one.place.file + ":" + std::to_string(one.place.begin.line) + ": " +
               message_of(one, guiju::Language::en) + "\n";
  }
  throw NotJudged(message + text);
}

Product::~Product() = default;

guiju::Report Product::Impl::report(const std::vector<Dossier>& dossiers,
                                    std::optional<Day> as_of) const {
  std::vector<std::unique_ptr<guiju::SourceFile>> sources;
  std::vector<const guiju::SourceFile*> files;
  for (const auto& dossier : dossiers) {
    sources.push_back(std::make_unique<guiju::SourceFile>(dossier.file, yaml_of(dossier)));
    files.push_back(sources.back().get());
  }
  guiju::AuditOptions options;
  options.today = today.number;
  options.digests = false;
  if (as_of) options.as_of = as_of->number;
  guiju::Report report = judge_files(packs, files, options);
  if (report.dossiers.size() != dossiers.size()) throw NotJudged("a dossier was not judged");
  return report;
}

std::vector<Told> Product::findings(const std::vector<Dossier>& dossiers,
                                    std::optional<Day> as_of) const {
  const guiju::Report report = impl_->report(dossiers, as_of);
  std::vector<Told> all;
  for (const auto& finding : report.findings) {
    Told& told = all.emplace_back();
    told.rule = finding.rule->id;
    const Verdict verdict = verdict_of(finding, report);
    told.file = verdict.file;
    told.subject = verdict.subject;
    told.outcome = verdict.outcome;
    told.gap = verdict.gap.value_or(0);
    for (const auto& one : finding.counted) told.counted.push_back(one.why.zh);
    if (finding.comparisons.empty()) continue;
    const auto& comparison = finding.comparisons.front();
    told.field = comparison.what.en;
    told.operation = comparison.operation;
    told.required = comparison.required.en;
  }
  return all;
}

Answers Product::judge(const std::vector<Dossier>& dossiers, std::optional<Day> as_of) const {
  const guiju::Report report = impl_->report(dossiers, as_of);
  std::map<std::pair<std::string, std::string>, Answer> answers;
  for (const auto& result : report.results) {
    const std::string file =
        result.dossier == guiju::no_dossier ? "" : report.dossiers[result.dossier].file;
    Answer& answer = answers[{result.rule->id, file}];
    answer.rule = result.rule->id;
    answer.file = file;
    answer.gravest = outcome_of(result.outcome);
    for (std::size_t i = 0; i < guiju::outcome_count; ++i) {
      const Outcome outcome = outcome_of(static_cast<guiju::Outcome>(i));
      if (outcome == Outcome::satisfied || outcome == Outcome::not_applicable) continue;
      if (result.tally[i] != 0) answer.tally[outcome] = result.tally[i];
    }
  }
  for (const auto& finding : report.findings) {
    Verdict verdict = verdict_of(finding, report);
    Answer& answer = answers[{finding.rule->id, finding.rule->across ? "" : verdict.file}];
    answer.rule = finding.rule->id;
    answer.findings.push_back(std::move(verdict));
  }
  Answers all;
  for (auto& [key, answer] : answers) {
    std::sort(answer.findings.begin(), answer.findings.end());
    all.push_back(std::move(answer));
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace reference
