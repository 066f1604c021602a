#pragma once
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "pack/pack.h"

namespace guiju {

/// Everything wrong with the packs of `folders` among `files`, of reading, of reasoning over them
/// (`lint`) and of their cases; in order of file and place. Of other packs nothing is said. Each
/// of `folders` has a `pack.yaml` among the files.
std::vector<Diagnostic> lint_packs(const std::vector<RulesFile>& files,
                                   const std::vector<std::string>& folders);

}  // namespace guiju
