#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assess/assess.h"
#include "audit/audit.h"

namespace guiju {

/// What one file came to by itself, before rules across dossiers. Indexes of dossiers count from
/// 0 within the file. Made by one thread, for one taker.
struct FileJudgement {
  /// A dossier that a pack has judged, as far as the audit needs to know.
  struct Judged {
    const Pack* pack = nullptr;
    const Kind* kind = nullptr;
    std::optional<std::int64_t> own_date;  ///< days
  };

  bool readable = true;                    ///< false: no document could be read
  std::optional<std::string> passed_over;  ///< the name of a file that is no dossier, not judged
  std::vector<DossierReport> entries;
  std::vector<Judged> judged;
  std::vector<InputDiagnostic> diagnostics;
  std::vector<Finding> findings;
  std::vector<RuleResult> results;
  std::vector<ReviewItem> review;

  /// The dossiers that are still needed when all files are judged: those that rules across
  /// dossiers look at, and those that justify departures. What they borrow from lives here too.
  std::deque<Dossier> dossiers;
  std::vector<Document> documents;
  std::unique_ptr<SourceFile> source;

  /// Adds the diagnostics that are not there yet: two packs that judge one dossier say the same of
  /// its shape.
  void add(std::vector<Diagnostic> found, std::uint32_t dossier);
};

/// The rules that `options.rules` names; none where it names none, which means all.
RuleFilter rule_filter(const AuditOptions& options);

/// Judges the documents of `source`. Unless it is `named`, a file that is no dossier is passed
/// over. Safe to call from several threads with the same packs and options.
FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         std::unique_ptr<SourceFile> source, bool named);
/// The same of a source, or of documents, that outlive the judgement.
FileJudgement judge_file(const Packs& packs, const AuditOptions& options, const SourceFile& source);
FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         const std::vector<Document>& documents);
/// Of a file that could not be read.
FileJudgement unreadable_file(std::vector<Diagnostic> diagnostics);

}  // namespace guiju
