#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "difference.h"
#include "document/fast_lane.h"

namespace guiju {

/// What came of reading some bytes both ways.
struct TwoLanes {
  bool accepted = false;                  ///< by the fast lane
  std::optional<std::string> difference;  ///< of what the two gave, in words
};

/// Reads bytes through the fast lane, and where that accepts them through yaml-cpp, to compare.
/// Bytes that are refused before any reader sees them count as declined.
inline TwoLanes read_both(std::string bytes, const ReadLimits& limits = {}) {
  Diagnostics diagnostics;
  const auto source = check_source("both.yaml", std::move(bytes), limits, diagnostics);
  if (!source) return {};
  const auto fast = read_fast(*source, limits);
  if (!fast) return {};

  ReadLimits authority = limits;
  authority.reader = YamlReader::yaml_cpp;
  const auto slow = read_yaml(*source, authority, diagnostics);
  if (!diagnostics.empty()) {
    return {true, "yaml-cpp's way reports " + std::string(diagnostics.all().front().id)};
  }
  if (fast->size() != slow.size()) {
    return {true,
            "documents: " + std::to_string(fast->size()) + " and " + std::to_string(slow.size())};
  }
  for (std::size_t i = 0; i < slow.size(); ++i) {
    if (const auto found = difference((*fast)[i], slow[i])) {
      return {true, "document " + std::to_string(i + 1) + ", " + *found};
    }
  }
  return {true, std::nullopt};
}

}  // namespace guiju
