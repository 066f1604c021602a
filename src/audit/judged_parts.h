#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/judge_file.h"
#include "report/report_parts.h"
#include "report/temporary_file.h"

namespace guiju {

/// Bytes that were put away: in memory while they are few, then in a file that nobody else sees and
/// that is gone with this. When all is put away, several threads may get it.
class Storage {
 public:
  struct Place {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
  };

  // Both throw TemporaryFileError where the file fails.
  Place put(std::string_view bytes);
  std::string get(const Place& place) const;

 private:
  std::string memory_;
  std::unique_ptr<TemporaryFile> file_;
  mutable std::mutex reading_;  // the file
  std::uint64_t size_ = 0;
};

/// The report of an audit as it comes about, file by file. What the first files came to stays as it
/// is, so that small audits cost no more; of the others it keeps the bytes (audit/judgement_bytes.h)
/// and makes the parts anew whenever they are asked for.
class JudgedParts final : public ReportParts {
 public:
  /// `jobs`: threads that may be at work when parts are made anew, the caller's among them.
  explicit JudgedParts(const Packs& packs, std::size_t jobs = 1) : packs_(packs), jobs_(jobs) {}

  /// Files whose judgements stay as they are.
  static constexpr std::size_t files_at_hand = 512;
  /// Puts what stands in the report into bytes, as is done with all files after these. For whoever
  /// has made the judgement, on a thread of its own, so that `add` has less to do.
  static void put_into_bytes(const Packs& packs, FileJudgement& file);

  /// Takes what the next file came to; the indexes of its dossiers become those of the report.
  void add(FileJudgement file);
  // What was found across dossiers, or of the audit as a whole.
  void add(Finding finding);
  void add(RuleResult result) { results_.push_back(std::move(result)); }
  void add(InputDiagnostic entry);

  std::uint32_t dossiers() const { return dossiers_; }
  const std::vector<InputDiagnostic>& of_no_dossier() const { return of_no_dossier_; }

  ReportHead& head() { return head_; }
  const ReportHead& head() const override { return head_; }
  using ReportParts::each;
  void each(const Visit& visit, Extent extent, const Dossiers* only) const override;

 private:
  /// What one file came to, in memory or put away.
  struct Kept {
    std::unique_ptr<FileJudgement> judgement;
    Storage::Place place;
    std::uint32_t first = 0;  ///< index of its first dossier
  };
  /// What was found later about a dossier, put away.
  struct Later {
    std::uint32_t dossier = 0;
    Storage::Place place;
  };

  FileJudgement read(const Storage::Place& place, Extent extent) const;
  /// Files that stand one after the other, and what they came to; none where it is at hand, or
  /// nobody asks for it.
  struct Run {
    std::size_t first = 0;
    std::vector<std::optional<FileJudgement>> read;
  };
  Run read_run(std::size_t number, Extent extent, const Dossiers* only) const;
  std::uint32_t end_of(std::size_t file) const;
  bool any_read(const Dossiers* only, std::size_t file) const;
  void each_of(std::size_t file, const FileJudgement& judgement, std::span<const Later> later,
               const Visit& visit, const Dossiers* only) const;
  std::vector<Later> in_order() const;
  void put_away(FileJudgement alone, Later& later);
  FileJudgement told_with(std::span<const Later> later, const FileJudgement& judgement) const;
  Report rest() const;

  const Packs& packs_;
  const std::size_t jobs_;
  ReportHead head_;
  Storage storage_;
  std::vector<Kept> files_;  // with dossiers
  std::uint32_t dossiers_ = 0;
  std::vector<Later> later_;
  std::vector<InputDiagnostic> of_no_dossier_;
  std::vector<Finding> findings_;   // of the audit as a whole
  std::vector<RuleResult> results_;
};

/// The report of a run that judged nothing.
std::unique_ptr<const ReportParts> no_report(const Packs& packs);

}  // namespace guiju
