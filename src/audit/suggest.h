#pragma once
#include <string>

#include "audit/mutants.h"
#include "audit/run_cases.h"

namespace guiju {

/// Looks for a case that would notice a change of a pack which no case notices so far: among the
/// dossiers of the cases there are, the bases, and both with one or two small edits of what the
/// changed rules read. Tries a bounded number of them, always in the same order.
class Suggester {
 public:
  /// Borrows all three; `pack` is the one that mutants change.
  Suggester(const Packs& packs, const Pack& pack, const CaseFile& cases)
      : packs_(packs), pack_(pack), cases_(cases) {}

  /// The case as YAML, an element of `cases:`, with the outcomes of the unchanged pack and named in
  /// `language` after the change; empty if none was found. `mutant` is made and taken back while
  /// it is tried.
  std::string suggest(const Mutant& mutant, Language language) const;

 private:
  const Packs& packs_;
  const Pack& pack_;
  const CaseFile& cases_;
};

}  // namespace guiju
