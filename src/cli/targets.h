#pragma once
#include <string>
#include <vector>

#include "cli/call.h"
#include "pack/pack.h"

namespace guiju {

/// Packs that a command works on: the files they are read from, and which of the packs in them.
struct Target {
  std::vector<RulesFile> files;
  std::vector<std::string> packs;
};

/// What the call names: each path (a pack's folder, or a folder of packs) is a target of its own;
/// the packs named otherwise, or all with `--all`, are one, among those at hand. Empty where it
/// names none. A folder that cannot be read is a diagnostic; a name is not looked up here.
std::vector<Target> targets_of(const Call& call, Diagnostics& diagnostics);

}  // namespace guiju
