#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/difference.h"
#include "report/report.h"

namespace guiju {

/// How a dossier fares by one pack.
enum class Standing : std::uint8_t { passes, fails, not_judged };
std::string_view name_of(Standing standing);  ///< `passes`
Localized words_for(Standing standing);       ///< 通过 / passes

/// A rule that comes to something else in one dossier.
struct OutcomeChange {
  const Rule* before = nullptr;    ///< null where the earlier pack has no such rule
  const Rule* after = nullptr;     ///< null where the later pack has none
  std::optional<Outcome> was, is;  ///< the gravest among its subjects; none where it was not judged
  std::uint32_t was_times = 0;     ///< findings of that outcome
  std::uint32_t is_times = 0;
  Localized sentence;  ///< of what is found now, else of what was found
};

/// A diagnostic about a dossier that only one of the packs gives; of a dossier that neither can
/// judge, also those that both give.
struct DiagnosticChange {
  enum class By : std::uint8_t { before, after, both };
  By by = By::both;
  Diagnostic diagnostic;
};
std::string_view name_of(DiagnosticChange::By by);  ///< `before`

/// How one dossier fares by each pack, and why that differs.
struct DossierChange {
  std::optional<DossierReport> dossier;  ///< none: the audit as a whole
  Standing before = Standing::not_judged;
  Standing after = Standing::not_judged;
  bool outside_before = false;  ///< its day of judgement lies outside that pack's term
  bool outside_after = false;
  std::vector<OutcomeChange> rules;
  std::vector<DiagnosticChange> diagnostics;
};

/// What a difference between two packs means for dossiers.
struct OutcomeChanges {
  std::size_t dossiers = 0;  ///< judged, or tried
  /// Those where anything differs, and those that neither pack can judge; in the order of the
  /// audit, the audit as a whole last.
  std::vector<DossierChange> changed;

  /// Of `changed`, those that fare like this before and after.
  std::size_t number(Standing before, Standing after) const;
  /// Of `changed`, those whose standing is another one.
  std::size_t standing_changed() const;
};

/// `before` and `after` are the same dossiers, judged by the packs of `difference`.
OutcomeChanges compare_outcomes(const Difference& difference, const Report& before,
                                const Report& after, const Threshold& threshold);

}  // namespace guiju
