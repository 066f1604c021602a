#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "audit/audit.h"

namespace guiju {

/// A case whose outcome was not the expected one.
struct CaseFailure {
  std::string name;
  Place place;                        ///< of the case in its file
  std::vector<Localized> differences; ///< each: what was expected, what came
};

struct CasesResult {
  std::uint32_t cases = 0;
  std::vector<CaseFailure> failures;
  std::map<const Rule*, std::uint32_t> named;  ///< how many cases name each rule that is named
  std::vector<std::string> untouched; ///< addresses of rules that no case names
};

/// Runs the cases of `pack` found in `file` (its cases.yaml). Mistakes in the file itself are
/// diagnostics.
CasesResult run_cases(const Packs& packs, const Pack& pack, const RulesFile& file,
                      Diagnostics& diagnostics);

}  // namespace guiju
