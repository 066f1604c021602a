#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "audit/cases.h"

namespace guiju {

/// A change (`mutants_of`) that no case noticed.
struct Survivor {
  Localized says;       ///< what was changed
  Place place;          ///< where in the pack
  std::string case_;    ///< a case that would notice, as YAML to paste; empty if none was found
};

struct MutationResult {
  std::uint32_t mutants = 0;
  std::vector<Survivor> survivors;   ///< in the order of `mutants_of`
};

/// Changes the pack `id`, read from `files`, in one small place at a time and runs its cases. All
/// cases must come out as expected before. Uses up to `jobs` threads.
MutationResult mutate(const std::vector<RulesFile>& files, const std::string& id, unsigned jobs);

}  // namespace guiju
