#pragma once
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "pack/pack.h"

namespace guiju {

/// What is wrong or suspicious with the packs of `folders`, beyond what reading them reported: by
/// reasoning over their conditions, counts, figures, dates and texts. Packs with mistakes are
/// looked at too; what could not be read is left out. One mistake gives one diagnostic.
void lint(const Packs& packs, const std::vector<std::string>& folders, Diagnostics& diagnostics);

}  // namespace guiju
