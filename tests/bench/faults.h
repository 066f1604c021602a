#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alliance.h"

namespace guiju::bench {

/// How often something is found: `zhejiang-2024/members violated`, `yaml-duplicate-key`.
using Counts = std::map<std::string, std::size_t>;

/// A mistake that rules find. Its dossier is as it should be otherwise.
struct Fault {
  std::string_view name;
  void (*seed)(Alliance&, const Pool&);
  std::vector<std::string> found;
};
std::span<const Fault> faults();

/// A file that is broken, so that diagnostics tell of it.
struct Break {
  std::string_view name;
  void (*spoil)(std::string& text);
  std::vector<std::string> found;
  bool readable = true;  ///< a document comes of it
  bool judged = true;    ///< by rules
};
std::span<const Break> breaks();

}  // namespace guiju::bench
