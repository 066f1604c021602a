#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "audit/cases.h"

namespace guiju {

/// A change (`mutants_of`) and whether a case noticed it.
struct TriedMutant {
  Localized says;       ///< what was changed
  Place place;          ///< where in the pack
  bool noticed = false;
  std::string case_;    ///< where not: a case that would, as YAML to paste; empty if none was found
};

struct MutationResult {
  std::vector<TriedMutant> tried;   ///< in the order of `mutants_of`
  bool complete = true;             ///< false where the rest would take too much (pack/limits.h)

  std::size_t survivors() const;    ///< how many no case noticed
};

/// Changes the pack `id`, read from `files`, in one small place at a time and runs its cases. All
/// cases must come out as expected before. Uses up to `jobs` threads. Cases that would notice are
/// named in `language`.
MutationResult mutate(const std::vector<RulesFile>& files, const std::string& id, unsigned jobs,
                      Language language);

}  // namespace guiju
