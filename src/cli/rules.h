#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/call.h"
#include "pack/pack.h"

namespace guiju {

/// The files of the packs at hand: those built in, and those of `--rules`, which replace packs
/// and shared files of the same name.
std::vector<RulesFile> rules_files(const Call& call, Diagnostics& diagnostics);

/// `files` as if they lay in one folder with `others`: a pack of `others` replaces the whole pack
/// of that name, a file of `reference/` the file of that name.
std::vector<RulesFile> overlay(std::vector<RulesFile> files, std::vector<RulesFile> others);

/// The first part of a rules file's path: the pack's folder, or `reference`.
std::string folder_of(const RulesFile& file);
/// Whether it is of `reference/`, which all packs share.
bool is_shared(const RulesFile& file);

/// The packs at hand; null, with every mistake on standard error, where they cannot be used.
std::shared_ptr<Packs> load_rules(const Call& call);
/// Where the packs of the program have been read already: `load_rules` answers these, unless the
/// call names others. To be called before any command runs; `packs` must outlive them.
void have_builtin_packs(Packs& packs);

std::vector<std::string> ids_of(const Packs& packs);
/// Reports a pack that is not there.
void report_unknown_pack(const std::string& id, const Packs& packs, Diagnostics& diagnostics);

}  // namespace guiju
