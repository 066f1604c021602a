#pragma once
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "audit/mutate.h"
#include "audit/run_cases.h"

namespace guiju {

/// What testing one pack came to.
struct TestedPack {
  std::string pack;
  CasesResult cases;
  std::optional<MutationResult> mutation;  ///< none where it was not asked for

  bool passed() const;
};

/// JUnit XML, as CI servers read it: a suite for each pack with a test for each case, for each
/// rule that no case names, and, where the pack was changed, a suite with a test for each change.
void write_junit(const std::vector<TestedPack>& tested, Language language, std::ostream& out);

}  // namespace guiju
