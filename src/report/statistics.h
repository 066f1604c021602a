#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "report/report_parts.h"

namespace guiju {

// What an auditor asks of many dossiers: what is broken most, where, and what to look at first.
// What the baseline knows already is counted nowhere.

/// How the run ends, or what came of one dossier.
enum class Verdict : std::uint8_t {
  failed,     ///< something is at or above the threshold
  nothing,    ///< nothing was judged, so nothing can be said to pass
  tolerated,  ///< there are errors, all below the threshold
  open,       ///< no errors; things are left to a person, or undecided
  passed,
};
inline constexpr std::size_t verdict_count = 5;
std::string_view name_of(Verdict verdict);  ///< `failed`

/// How often something was found.
struct Found {
  std::size_t dossiers = 0;  ///< in which it was, each once
  std::size_t times = 0;     ///< also in files without a dossier and over the audit as a whole
};

/// What came of a rule, or of all that stands under a clause.
struct Frequency {
  /// Dossiers in which it came to anything but not applicable; of a rule over all dossiers, those
  /// of its kind.
  std::size_t applied = 0;
  Found violated;           ///< of a clause: also the answers of persons that it is not kept
  Found undecided;
  Found departed;

  bool any() const { return violated.times + undecided.times + departed.times > 0; }
};

struct ClauseFrequency : Frequency {
  const Clause* clause = nullptr;
};

struct RuleFrequency : Frequency {
  const Rule* rule = nullptr;
};

/// Trouble of one kind with the input.
struct DiagnosticFrequency {
  std::string_view id;
  Severity severity = Severity::note;
  std::size_t files = 0;  ///< without a dossier, in which it was, each once
  Found found;
  Localized example;  ///< what the first one says
};

/// What came of some dossiers.
struct DossierCounts {
  std::size_t dossiers = 0;
  std::array<std::size_t, verdict_count> by_verdict{};
  std::size_t errors = 0;     ///< as in the totals
  std::size_t undecided = 0;
  std::size_t blocking = 0;   ///< findings, diagnostics and questions that count by the threshold
};

/// The dossiers with one value of a field.
struct GroupCounts : DossierCounts {
  DossierGroup group;
  bool shares_name = false;  ///< another value of the field reads the same; the keys differ
};

/// The dossiers by the values of one field. One that has several is counted under each.
struct GroupedDossiers {
  Localized by;
  std::size_t dossiers = 0;          ///< whose kind names the field and that a pack judged
  std::size_t several = 0;           ///< of these, with more values than one
  std::vector<GroupCounts> groups;   ///< those that fail most first
  DossierCounts not_given;
  DossierCounts others;              ///< with values beyond the first `most_groups`
};

/// One of the dossiers to look at first.
struct RankedDossier {
  DossierReport dossier;
  std::uint32_t index = 0;
  std::size_t blocking = 0;
  std::size_t errors = 0;
  std::size_t undecided = 0;
};

/// Values of one field that are told apart; those that appear later are counted together.
inline constexpr std::size_t most_groups = 4096;
/// Dossiers that are ranked.
inline constexpr std::size_t most_ranked = 20;

struct Statistics {
  DossierCounts all;
  std::size_t files_unreadable = 0;
  /// Of which anything was found: binding ones first, in each those that most dossiers violate.
  std::vector<ClauseFrequency> clauses;
  std::vector<RuleFrequency> rules;
  std::vector<DiagnosticFrequency> diagnostics;  ///< those in most dossiers and files first
  std::vector<GroupedDossiers> grouped;          ///< by kind, then by each field as they appear
  std::vector<RankedDossier> first;  ///< by blocking findings, then undecided; with none left out
  std::size_t blocked = 0;           ///< dossiers with blocking findings, ranked or not
};

/// Gathers the statistics of a report, part by part, in its order. It holds what is as large as the packs and as
/// the values that dossiers are told apart by.
class StatisticsGatherer {
 public:
  explicit StatisticsGatherer(const std::vector<const Pack*>& packs);
  ~StatisticsGatherer();

  /// `counts` are those of the part alone: one dossier, its verdict, errors and undecided.
  void add(const ReportPart& part, const DossierCounts& counts);
  Statistics take() &&;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guiju
