#pragma once
#include <utility>
#include <vector>

#include "audit/audit.h"

namespace guiju {

/// By what a document is judged.
struct ChosenPacks {
  const Kind* kind = nullptr;   ///< null where it could not be told
  std::vector<std::pair<const Pack*, const Kind*>> judges;
};

/// The packs that judge a document: those the caller named, else those the document names, else
/// every pack that has its kind and whose `applies` holds. A document that no pack judges is a
/// diagnostic.
ChosenPacks choose_packs(const Packs& packs, const AuditOptions& options, const Document& document,
                    Diagnostics& diagnostics);

}  // namespace guiju
