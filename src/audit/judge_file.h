#pragma once
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

  /// The departures that a dossier justifies, which rules across dossiers may still call for.
  struct Justifying {
    std::uint32_t dossier = 0;
    const Pack* pack = nullptr;
    Justifications justifications;
  };

  /// What may have several names in dossiers (RecordShape::identity).
  struct Sort {
    const Pack* pack = nullptr;  ///< that sees it so
    Localized type;              ///< label of what it is
    std::string apart;           ///< characters that tell names apart
    bool operator==(const Sort&) const = default;
  };
  /// One of these, as a dossier names it; in numbers of `ledger`.
  struct Named {
    std::uint32_t sort = 0;      ///< one of `sorts`
    std::uint32_t dossier = 0;
    NodeId node = no_node;       ///< of its name
    Ledger::Number name = Ledger::none;    ///< a text
    Ledger::Number within = Ledger::none;  ///< a key, in words; none where the dossier does not say
  };

  bool readable = true;                    ///< false: no document could be read
  std::optional<std::string> passed_over;  ///< the name of a file that is no dossier, not judged
  std::vector<DossierReport> entries;
  std::vector<Judged> judged;
  std::vector<InputDiagnostic> diagnostics;
  std::vector<Finding> findings;
  std::vector<RuleResult> results;
  std::vector<ReviewItem> review;
  /// Where it was put into bytes (judged_parts.h): what stands in the report, of which only the
  /// entries and what belongs to no dossier are here as well.
  std::string report_bytes;

  std::vector<Share> shares;            ///< for rules across dossiers
  /// What `named` and the facts of `shares` are in numbers of; null where there are none.
  std::unique_ptr<Ledger> ledger;
  std::vector<Diagnostic> of_rules;     ///< about the expressions of these rules
  std::vector<Justifying> justifying;
  std::vector<Sort> sorts;
  std::vector<Named> named;             ///< each name once a dossier
  std::vector<LookedFor> looked_for;
  /// Of the bytes, for this run alone; none where they can't change.
  std::optional<std::size_t> digest;

  /// The dossiers themselves, where they were asked for: rules across dossiers speak of them.
  /// What they borrow from lives here too; and without them where only yaml-cpp could read it and
  /// rules across dossiers may look at it, so that it need not be read again.
  std::vector<Dossier> dossiers;
  std::vector<Document> documents;
  std::unique_ptr<SourceFile> source;
};

/// The rules that `options.rules` names; none where it names none, which means all.
RuleFilter rule_filter(const AuditOptions& options);

/// Judges the documents of `source`. Unless it is `named`, a file that is no dossier is passed
/// over. `keep` the dossiers of what cannot be read again. Safe to call from several threads with
/// the same packs and options.
FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         std::unique_ptr<SourceFile> source, bool named, bool keep);
/// The same of a source, or of documents, that outlive the judgement; the dossiers are kept.
FileJudgement judge_file(const Packs& packs, const AuditOptions& options, const SourceFile& source);
FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         const std::vector<Document>& documents);
/// A dossier as `judge_file` saw it: the document of `source` with this ordinal as a dossier of
/// `pack`. The source must outlive it.
std::shared_ptr<const Dossier> reopen(const Packs& packs, const AuditOptions& options,
                                      const Document& document, const Pack& pack,
                                      std::uint32_t index);
/// What tells a file that was changed while the run goes on.
std::size_t digest_for_run(std::string_view bytes);
/// Of a file that could not be read.
FileJudgement unreadable_file(std::vector<Diagnostic> diagnostics);

}  // namespace guiju
