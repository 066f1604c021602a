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

/// The packs of a folder: the one that it is, or all those in it. They stand on the shared files
/// at hand, save where the folder (of the one pack: its neighbour `reference/`) has its own.
Target target_at(const std::string& path, const std::vector<RulesFile>& shared,
                 Diagnostics& diagnostics) {
  const auto folder = fs::absolute(path).lexically_normal();
  const auto trimmed = folder.has_filename() ? folder : folder.parent_path();
  if (!is_pack_folder(trimmed)) {
    auto files = read_rules_folder(path, diagnostics);
    auto packs = packs_in(files);
    return {overlay(shared, std::move(files)), std::move(packs)};
  }
  const auto name = trimmed.filename().string();
  const auto parent = fs::path(path).lexically_normal() / "..";
  auto files = read_pack_folder(parent.lexically_normal().generic_string(), name, diagnostics);
  return {overlay(shared, std::move(files)), {name}};
}

}  // namespace

std::vector<Target> targets_of(const Call& call, Diagnostics& diagnostics) {
  std::vector<Target> targets;
  Target named;
  named.files = rules_files(call, diagnostics);
  auto shared = named.files;
  std::erase_if(shared, [](const RulesFile& file) { return !is_shared(file); });
  for (const auto& name : call.arguments.positional) {
    if (is_path(name)) {
      targets.push_back(target_at(name, shared, diagnostics));
    } else {
      named.packs.push_back(name);
    }
  }
  const bool all = call.arguments.has("--all");
  if (!all && named.packs.empty()) return targets;
  if (all) named.packs = packs_in(named.files);
  targets.push_back(std::move(named));
  return targets;
}

}  // namespace guiju
