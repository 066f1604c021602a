#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/dossiers_again.h"
#include "audit/judge_file.h"
#include "audit/judged_parts.h"
#include "audit/likely_duplicates.h"

namespace guiju {

/// An audit while it goes on: takes what each file came to, in order, and judges the rules across
/// dossiers at its end.
class Collector {
 public:
  /// `files`: the files of the run, of which some may have to be read again.
  Collector(const Packs& packs, const AuditOptions& options, DossiersAgain::Files files = {})
      : packs_(packs),
        options_(options),
        report_(std::make_unique<JudgedParts>(packs, options.jobs)),
        dossiers_(packs, options, std::move(files)) {}

  /// `number` is that of the file in the run.
  void take(std::size_t number, FileJudgement file);
  void tell_passed_over(Diagnostics& run);
  /// Trouble that makes the run untrustworthy goes to `run`.
  std::unique_ptr<const ReportParts> finish(Diagnostics& run);

 private:
  /// The facts of a rule across dossiers, as they come in.
  struct AcrossRule {
    RuleFacts facts;
    /// From the first that rests on the audit's day on, shares wait for that day, in order.
    std::vector<Share> waiting;
    Ledger of_waiting;  ///< of what was found by those that do not rest on it
  };

  /// `ledger` is that of the share's facts, if it holds some.
  void take(Share share, const Ledger* ledger);
  void take(Assessment assessment);
  void add_of_rules(std::vector<Diagnostic> diagnostics);
  void judge_across(const Pack& pack, std::int64_t as_of, Diagnostics& run);
  void judge_across(const Rule& rule, std::int64_t as_of);
  void take_waiting(AcrossRule& across, std::int64_t as_of);
  void note_gone(const Rule& rule, std::uint32_t dossier, Diagnostics& run);
  void note_absent_kinds(const Pack& pack);
  void check_all_justifications();
  void tell_duplicates(Diagnostics& run);
  Place place_of(const LikelyDuplicates::Name& name);

  const Packs& packs_;
  const AuditOptions& options_;
  std::unique_ptr<JudgedParts> report_;
  std::vector<std::string> passed_over_;  // names of files
  std::set<const Pack*> judging_;         // the packs that judged a dossier
  std::set<const Kind*> kinds_;           // of the dossiers judged
  std::optional<std::int64_t> latest_;    // of the dossiers' own dates
  DossiersAgain dossiers_;
  std::map<const Rule*, AcrossRule> across_;
  std::map<const Pack*, std::uint32_t> any_;  // a dossier of it
  LikelyDuplicates duplicates_;
};

}  // namespace guiju
