#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "audit/cases.h"

namespace guiju {

/// A small change to a pack that its cases ought to notice.
struct Mutant {
  Localized says;   ///< what was changed
  Place place;      ///< where in the pack
};

struct MutationResult {
  std::uint32_t mutants = 0;
  std::vector<Mutant> survivors;   ///< that no case noticed
};

/// Changes the pack in folder `folder` of `files` in one place at a time and runs its cases:
/// every figure and date (also of the policy's term and of a `due`) one up and one down, every entry
/// of a list of the policy left out, every rule left out, every `where`, `when` and `distinct` dropped. Uses up to `jobs` threads.
MutationResult mutate(const std::vector<RulesFile>& files, const std::string& folder,
                      unsigned jobs);

}  // namespace guiju
