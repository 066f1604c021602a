#include "report_check.h"

#include <map>
#include <set>

#include "audit/collector.h"
#include "audit/judgement_bytes.h"
#include "promise.h"
#include "report/digest.h"

namespace guiju {
namespace {

using Sources = std::vector<std::unique_ptr<SourceFile>>;

/// All that a report says, to be compared.
std::string bytes_of(const Report& report) {
  FileJudgement all;
  all.entries = report.dossiers;
  all.diagnostics = report.diagnostics;
  all.findings = report.findings;
  all.results = report.results;
  all.review = report.review;
  return report.as_of + " " + std::to_string(report.files) + " " +
         std::to_string(report.files_unreadable) + encode_report(all);
}

/// Holds a report against the files that it is about.
class ReportCheck {
 public:
  ReportCheck(const Report& report, const Sources& sources, std::string_view ours)
      : report_(report), ours_(ours) {
    for (const auto& file : sources) files_[file->name()] = file.get();
  }

  void all() {
    for (const auto& entry : report_.diagnostics) {
      check_words(entry.diagnostic);
      if (ours_.empty() || entry.diagnostic.place.file != ours_) check(entry.diagnostic.place);
    }
    for (const Finding& finding : report_.findings) check(finding);
    for (const RuleResult& result : report_.results) check(result);
    require(counted_.empty(), "what was found belongs to a result");
    for (const ReviewItem& item : report_.review) {
      require(item.dossier < report_.dossiers.size(), "a question is about a dossier");
      for (const auto& look : item.look_at) check(look.place);
    }
  }

 private:
  using Tally = std::array<std::uint32_t, outcome_count>;
  using Subject = std::pair<const Rule*, std::uint32_t>;

  static Subject subject_of(const Rule& rule, std::uint32_t dossier) {
    return {&rule, rule.across ? no_dossier : dossier};
  }

  void check(const Place& place) const {
    if (!place.known()) return;
    const auto found = files_.find(place.file);
    require(found != files_.end(), "a place lies in a file of the run", place.file);
    const SourceFile& file = *found->second;
    require(place.span.begin <= place.span.end && place.span.end <= file.bytes().size(),
            "a place lies within its file");
    require(place.begin == file.position(place.span.begin), "a place is where its bytes are");
    for (const ExcerptLine& line : place.lines) {
      require(file.line(line.number).find(line.text) != std::string_view::npos,
              "an excerpt is part of its line");
    }
  }

  void check(const Finding& finding) {
    require(finding.outcome != Outcome::satisfied && finding.outcome != Outcome::not_applicable,
            "what is in order is no finding");
    const bool of_dossier = finding.dossier < report_.dossiers.size();
    require(of_dossier || finding.rule->across, "a finding is about a dossier");
    check(finding.place);
    if (of_dossier) {
      require(finding.place.known(), "a finding of a dossier has a place", finding.identity);
      require(finding.place.file == report_.dossiers[finding.dossier].file,
              "a finding points into its dossier");
    }
    for (const auto& related : finding.related) check(related.place);
    for (const auto& counted : finding.counted) check(counted.place);
    for (const auto& missing : finding.missing) check(missing.place);
    require(identities_.insert(finding.identity).second, "identities differ");
    for (const Language language : {Language::zh, Language::en}) {
      const std::string sentence = sentence_of(finding, language);
      require(!sentence.empty(), "a finding has a sentence");
      require(!find_invalid_utf8(sentence + remedy_of(finding, language)), "a sentence is UTF-8");
    }
    if (finding.quantity) {
      require(finding.quantity->found_least <= finding.quantity->found_most,
              "a quantity is a range");
    }
    ++counted_[subject_of(*finding.rule, finding.dossier)][index_of(finding.outcome)];
  }

  void check(const RuleResult& result) {
    const Subject subject = subject_of(*result.rule, result.dossier);
    require(told_.insert({subject.first, result.dossier}).second,
            "a rule has one result a dossier");
    const auto found = counted_.find(subject);
    const Tally counted = found == counted_.end() ? Tally{} : found->second;
    if (found != counted_.end()) counted_.erase(found);
    const bool progress = result.rule->due && result.outcome == Outcome::not_applicable;
    for (const Outcome outcome : {Outcome::violated, Outcome::undecided, Outcome::departed}) {
      const auto expected = progress ? 0 : result.tally[index_of(outcome)];
      require(counted[index_of(outcome)] == expected, "the tally counts the findings");
    }
    if (!progress) require(result.outcome == gravest(result.tally), "the gravest is the result");
  }

  static std::size_t index_of(Outcome outcome) { return static_cast<std::size_t>(outcome); }
  static Outcome gravest(const Tally& tally) {
    for (const Outcome outcome :
         {Outcome::violated, Outcome::undecided, Outcome::departed, Outcome::satisfied}) {
      if (tally[index_of(outcome)] > 0) return outcome;
    }
    return Outcome::not_applicable;
  }

  const Report& report_;
  const std::string_view ours_;
  std::map<std::string, const SourceFile*> files_;
  std::map<Subject, Tally> counted_;
  std::set<Subject> told_;
  std::set<std::string> identities_;
};

void check_digest(const Report& report) {
  const PartsInMemory parts(report);
  const Digest all = digest(parts, {});
  require(all.totals.dossiers == report.dossiers.size(), "every dossier is counted");
  require(all.findings == report.findings.size() && all.results == report.results.size() &&
              all.diagnostics == report.diagnostics.size() && all.review == report.review.size(),
          "everything is counted");
  std::size_t dossiers = 0;
  for (const std::size_t number : all.dossiers) dossiers += number;
  require(dossiers == report.dossiers.size(), "every dossier has a verdict");
  bool blocked = false;
  for (const auto& finding : report.findings) blocked = blocked || counts(finding, {});
  for (const auto& entry : report.diagnostics) blocked = blocked || counts(entry, {});
  require(blocked == (all.verdict == Verdict::failed), "what counts makes the run fail");
}

std::string by_way_of_bytes(const Packs& packs, const Sources& sources,
                            const AuditOptions& options) {
  const auto copy = [&](std::size_t i) {
    return std::make_unique<SourceFile>(sources[i]->name(), std::string(sources[i]->bytes()));
  };
  Collector collector(packs, options,
                      {[&](std::size_t i) { return sources[i]->name(); }, copy});
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto judgement = judge_file(packs, options, copy(i), true, false);
    const std::string bytes = encode(judgement);
    auto again = decode(bytes, packs);
    require(again.has_value(), "what was encoded is decoded");
    require(encode(*again) == bytes, "what was decoded is encoded as before");
    const std::string shown = encode_report(judgement);
    const auto of_report = decode_report(shown, packs);
    require(of_report && encode_report(*of_report) == shown, "a report goes into bytes and back");
    const auto findings = decode_report(shown, packs, ReportParts::Extent::findings);
    require(findings && findings->findings.size() == judgement.findings.size() &&
                findings->review.size() == judgement.review.size(),
            "findings and questions are read without the rest");
    const auto results = decode_report(shown, packs, ReportParts::Extent::results);
    require(results && results->results.size() == judgement.results.size(),
            "results are read without what to look at");
    if (i % 2 == 1) JudgedParts::put_into_bytes(packs, *again);
    collector.take(i, std::move(*again));
  }
  Diagnostics run;
  const auto report = collector.finish(run);
  require(run.empty(), "what did not change is read again");
  return bytes_of(whole(*report));
}

}  // namespace

void check_judging(const Packs& packs, const Sources& sources, const AuditOptions& options,
                   std::string_view ours) {
  std::vector<const SourceFile*> files;
  for (const auto& source : sources) files.push_back(source.get());
  const Report report = judge_files(packs, files, options);
  require(report.files == files.size(), "every file is looked at");
  ReportCheck(report, sources, ours).all();
  check_digest(report);
  require(bytes_of(report) == by_way_of_bytes(packs, sources, options),
          "the report is the same by way of bytes");
}

}  // namespace guiju
