#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/call.h"
#include "report/difference.h"

namespace guiju {

/// Two packs to be compared, each with all that it needs; owns what the sides point to.
struct Sides {
  std::vector<std::unique_ptr<Packs>> owned;
  ComparedPack before, after;
};

/// The packs that two words name: a pack at hand by its id, or a pack's folder, whose `reference/`
/// is its neighbour or, where it has none, that of the packs at hand. Two folders may hold packs
/// of one id, and a folder need not be called like its pack. Null, and a diagnostic for every
/// mistake of either, where one cannot be read.
std::optional<Sides> load_sides(const Call& call, const std::string& before,
                                const std::string& after, Diagnostics& diagnostics);

}  // namespace guiju
