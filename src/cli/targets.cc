#include "cli/targets.h"

#include <filesystem>

#include "cli/rules.h"

namespace guiju {

namespace {

namespace fs = std::filesystem;

bool is_pack_folder(const fs::path& folder) { return fs::is_regular_file(folder / "pack.yaml"); }

/// A name with a slash, or of a folder that is there, is a path.
bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || fs::is_directory(name);
}

std::vector<std::string> packs_in(const std::vector<RulesFile>& files) {
  std::vector<std::string> names;
  for (const auto& file : files) {
    if (file.path.ends_with("/pack.yaml")) names.push_back(folder_of(file));
  }
  return names;
}

/// The packs of a folder: the one that it is, with what its neighbour `reference/` holds, or all
/// those in it.
Target target_at(const std::string& path, Diagnostics& diagnostics) {
  const auto folder = fs::absolute(path).lexically_normal();
  const auto trimmed = folder.has_filename() ? folder : folder.parent_path();
  Target target;
  if (!is_pack_folder(trimmed)) {
    target.files = read_rules_folder(path, diagnostics);
    target.packs = packs_in(target.files);
    return target;
  }
  const auto name = trimmed.filename().string();
  const auto parent = fs::path(path).lexically_normal() / "..";
  target.files = read_rules_folder(parent.lexically_normal().generic_string(), diagnostics);
  std::erase_if(target.files, [&](const RulesFile& file) {
    return folder_of(file) != name && folder_of(file) != "reference";
  });
  target.packs = {name};
  return target;
}

}  // namespace

std::vector<Target> targets_of(const Call& call, Diagnostics& diagnostics) {
  std::vector<Target> targets;
  Target named;
  for (const auto& name : call.arguments.positional) {
    if (is_path(name)) {
      targets.push_back(target_at(name, diagnostics));
    } else {
      named.packs.push_back(name);
    }
  }
  const bool all = call.arguments.has("--all");
  if (!all && named.packs.empty()) return targets;
  named.files = rules_files(call, diagnostics);
  if (all) named.packs = packs_in(named.files);
  targets.push_back(std::move(named));
  return targets;
}

}  // namespace guiju
