#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace guiju {

/// All that a report says about one dossier, or about one file without a dossier, or about the
/// audit as a whole. A view: what it shows belongs to the report that gives it.
struct ReportPart {
  const DossierReport* dossier = nullptr;  ///< null: a file, or the audit as a whole
  std::uint32_t index = no_dossier;        ///< of the dossier, from 0 in the order of the audit
  std::string_view file;                   ///< empty: the audit as a whole
  std::span<const InputDiagnostic> diagnostics;
  std::span<const Finding> findings;
  std::span<const RuleResult> results;
  std::span<const ReviewItem> review;

  bool is_whole() const { return dossier == nullptr && file.empty(); }
};

/// Everything said about one run, given part by part, so that nobody has to hold it all.
class ReportParts {
 public:
  using Visit = std::function<void(const ReportPart&)>;
  /// How much of each dossier somebody reads, each with what comes before it.
  enum class Extent : std::uint8_t {
    findings,  ///< diagnostics, findings, and questions without what to look at
    results,   ///< what its rules came to one by one
    whole,     ///< what to look at for the questions
  };
  /// The dossiers that somebody reads, by index; what belongs to none is read by all.
  using Dossiers = std::vector<bool>;

  ReportParts() = default;
  ReportParts(const ReportParts&) = delete;
  ReportParts& operator=(const ReportParts&) = delete;
  virtual ~ReportParts() = default;

  /// Lives as long as the report.
  virtual const ReportHead& head() const = 0;
  /// Gives each part once, in the order of the report: the dossiers in the order of the audit, then
  /// each file without a dossier, and the audit as a whole where anything is said of it. Every call
  /// gives the same. What is given lives until `visit` returns; each call costs as much as reading
  /// the report again, so that a format makes few; less where less of it is asked for. There may be
  /// more than that. `only`: null means all dossiers.
  virtual void each(const Visit& visit, Extent extent, const Dossiers* only) const = 0;
  void each(const Visit& visit, Extent extent = Extent::whole) const {
    each(visit, extent, nullptr);
  }
};

/// Whether the dossier of this index is among those that are read.
inline bool is_read(const ReportParts::Dossiers* only, std::uint32_t dossier) {
  return only == nullptr || dossier == no_dossier || (*only)[dossier];
}

/// The parts of a report in memory, which must outlive them.
class PartsInMemory final : public ReportParts {
 public:
  explicit PartsInMemory(const Report& report) : report_(report) {}

  const ReportHead& head() const override { return report_; }
  using ReportParts::each;
  void each(const Visit& visit, Extent extent, const Dossiers* only) const override;

 private:
  const Report& report_;
};

/// All of a report in memory.
Report whole(const ReportParts& parts);

}  // namespace guiju
