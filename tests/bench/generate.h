#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

#include "faults.h"

namespace guiju::bench {

/// What to make. The same plan makes the same bytes, everywhere.
struct Plan {
  std::size_t count = 0;        ///< alliances, each a file
  std::size_t members = 0;      ///< of each; 0: 17 to 29
  double faulty = 0.2;          ///< the share that breaks a rule
  double broken = 0.01;         ///< the share of files that are broken
  bool recommendations = true;  ///< of the cities as well, each a file
  bool chinese = false;         ///< every third alliance with keys and values in Chinese
  Manner manner = Manner::plain;
};

/// What a judge must find in it.
struct Prediction {
  std::size_t files = 0, unreadable = 0, dossiers = 0, bytes = 0;
  Counts found;
};

/// Writes the dossiers into `folder` and says what is in them.
Prediction generate(const World& world, const Plan& plan, const std::filesystem::path& folder);

}  // namespace guiju::bench
