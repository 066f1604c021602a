#include "cli/rules.h"

#include <set>

#include "cli/commands.h"
#include "pack/hint.h"

namespace guiju {

namespace {

constexpr std::string_view shared_folder = "reference";

Packs* builtin_packs = nullptr;

/// What of `others` takes the place of a built-in file: folders of packs and single shared files.
std::set<std::string> replaced_by(const std::vector<RulesFile>& others) {
  std::set<std::string> names;
  for (const auto& file : others) {
    const auto folder = folder_of(file);
    names.insert(is_shared(file) ? file.path : folder);
  }
  return names;
}

}  // namespace

std::string folder_of(const RulesFile& file) { return file.path.substr(0, file.path.find('/')); }

bool is_shared(const RulesFile& file) { return folder_of(file) == shared_folder; }

std::vector<RulesFile> overlay(std::vector<RulesFile> files, std::vector<RulesFile> others) {
  const auto replaced = replaced_by(others);
  std::erase_if(files, [&](const RulesFile& file) {
    return replaced.contains(file.path) || replaced.contains(folder_of(file));
  });
  for (auto& file : others) files.push_back(std::move(file));
  return files;
}

std::vector<RulesFile> rules_files(const Call& call, Diagnostics& diagnostics) {
  auto files = builtin_rules();
  for (const auto& folder : call.arguments.all("--rules")) {
    files = overlay(std::move(files), read_rules_folder(folder, diagnostics));
  }
  return files;
}

void have_builtin_packs(Packs& packs) { builtin_packs = &packs; }

std::shared_ptr<Packs> load_rules(const Call& call) {
  if (builtin_packs != nullptr && !call.arguments.has("--rules")) {
    return {std::shared_ptr<void>(), builtin_packs};  // owned by whoever had them
  }
  Diagnostics diagnostics;
  std::shared_ptr<Packs> packs;
  auto files = rules_files(call, diagnostics);
  // Without a file that could not be read, each use of what it declares would be a mistake too.
  if (!diagnostics.has_errors()) {
    packs = std::make_shared<Packs>(load_packs(std::move(files), diagnostics));
  }
  show(call, diagnostics.all());
  if (diagnostics.has_errors()) return nullptr;
  return packs;
}

std::vector<std::string> ids_of(const Packs& packs) {
  std::vector<std::string> ids;
  for (const auto& pack : packs.all()) ids.push_back(pack->id);
  return ids;
}

void report_unknown_pack(const std::string& id, const Packs& packs, Diagnostics& diagnostics) {
  const auto ids = ids_of(packs);
  diagnostics.add("pack-unknown", {}, {{"pack", same(id)}, {"hint", near_hint(id, ids)}});
}

}  // namespace guiju
