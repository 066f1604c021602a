#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "assess/dossier.h"
#include "diag/diagnostic.h"

namespace guiju {

/// What judging came to. Findings hold everything but satisfied and not applicable; results hold
/// every rule that was judged, or could not be and why.
struct Assessment {
  std::vector<Finding> findings;
  std::vector<RuleResult> results;
  std::vector<ReviewItem> review;
  Diagnostics diagnostics;     ///< about justifications, and about expressions that failed
};

/// Which rules to judge; none given: all.
using RuleFilter = std::function<bool(const Rule&)>;

/// Judges one dossier by the rules of its pack that look at one dossier alone, and lists what is
/// left to a person. Required fields that no finding names become diagnostics.
Assessment assess(const Packs& packs, Dossier& dossier, const RuleFilter& wanted);

/// Judges the rules of `pack` across all of its dossiers. `as_of` is the audit's day, in days.
/// `dossiers` are in the order of the report, their `index` telling which they are.
Assessment assess_across(const Packs& packs, const Pack& pack,
                         const std::vector<Dossier*>& dossiers, std::int64_t as_of,
                         const RuleFilter& wanted);

/// Reports justifications that are incomplete, unused, for a must rule or for no rule at all.
/// To be called when every rule has been judged, across dossiers too.
void check_justifications(const Dossier& dossier, Diagnostics& diagnostics);

}  // namespace guiju
