#include "cli/diff_sides.h"

#include <algorithm>
#include <filesystem>

#include "cli/rules.h"
#include "document/read_yaml.h"

namespace guiju {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view reference = "reference";

/// A word with a slash, or of a folder that is there, is a path.
bool is_pack_path(const std::string& word) {
  return word.find('/') != std::string::npos || fs::is_directory(word);
}

/// The id that a pack.yaml gives its pack; empty where it cannot be read, which is reported when
/// the pack is.
std::string id_in(const RulesFile& file) {
  Diagnostics unheard;
  const SourceFile source(file.name, file.bytes);
  const auto documents = read_yaml(source, {}, unheard);
  if (documents.empty()) return {};
  const auto& document = documents.front();
  if (document.kind(document.root()) != NodeKind::mapping) return {};
  const auto id = document.find(document.root(), "pack");
  return id == no_node ? std::string() : std::string(document.text(id));
}

/// Files of one folder as they would lie in a folder of rules, under this name.
void put_under(const std::string& name, std::vector<RulesFile>& files) {
  for (auto& file : files) file.path = name + "/" + file.path;
}

struct PackFiles {
  std::string id;
  std::vector<RulesFile> files;
};

/// The shared files that a pack in `folder` is read with.
std::vector<RulesFile> reference_for(const fs::path& folder, const std::vector<RulesFile>& at_hand,
                                     Diagnostics& diagnostics) {
  const auto parent = (folder / "..").lexically_normal().generic_string();
  auto files = read_shared_beside(parent, diagnostics);
  if (!files.empty()) return files;
  std::copy_if(at_hand.begin(), at_hand.end(), std::back_inserter(files),
               [](const RulesFile& file) { return folder_of(file) == reference; });
  return files;
}

PackFiles read_folder(const std::string& word, const std::vector<RulesFile>& at_hand,
                      Diagnostics& diagnostics) {
  const std::size_t said = diagnostics.all().size();
  PackFiles pack;
  pack.files = read_rules_folder(word, diagnostics);
  const auto found = std::find_if(pack.files.begin(), pack.files.end(),
                                  [](const auto& file) { return file.path == "pack.yaml"; });
  if (found == pack.files.end()) {
    if (diagnostics.all().size() == said) {
      diagnostics.add("pack-folder-without-pack", {}, {{"folder", same(word)}});
    }
    return {};
  }
  pack.id = id_in(*found);
  if (pack.id.empty()) pack.id = fs::path(word).lexically_normal().filename().string();
  put_under(pack.id, pack.files);
  auto shared = reference_for(fs::path(word), at_hand, diagnostics);
  std::move(shared.begin(), shared.end(), std::back_inserter(pack.files));
  return pack;
}

/// Gathers the two sides; the packs at hand are read once, and only where one of them is named.
class Loader {
 public:
  Loader(const Call& call, Diagnostics& diagnostics)
      : diagnostics_(diagnostics),
        files_(rules_files(call, diagnostics)),
        all_read_(!diagnostics.has_errors()) {}

  std::optional<ComparedPack> load(const std::string& word) {
    if (!is_pack_path(word)) return all_read_ ? find(at_hand(), word, word) : std::nullopt;
    const std::size_t said = diagnostics_.all().size();
    auto pack = read_folder(word, files_, diagnostics_);
    if (diagnostics_.all().size() > said) return std::nullopt;
    return find(read(std::move(pack.files)), pack.id, word);
  }

  std::vector<std::unique_ptr<Packs>> take() { return std::move(owned_); }

 private:
  const Packs& read(std::vector<RulesFile> files) {
    return *owned_.emplace_back(
        std::make_unique<Packs>(load_packs(std::move(files), diagnostics_)));
  }

  const Packs& at_hand() {
    if (at_hand_ == nullptr) at_hand_ = &read(files_);
    return *at_hand_;
  }

  std::optional<ComparedPack> find(const Packs& packs, const std::string& id,
                                   const std::string& word) {
    const auto* pack = packs.find(id);
    // A pack with mistakes is left out, and has been reported.
    if (pack == nullptr && !diagnostics_.has_errors()) {
      report_unknown_pack(id, packs, diagnostics_);
    }
    if (pack == nullptr) return std::nullopt;
    return ComparedPack{&packs, pack, word};
  }

  Diagnostics& diagnostics_;
  std::vector<RulesFile> files_;
  bool all_read_;  // of the files at hand
  std::vector<std::unique_ptr<Packs>> owned_;
  const Packs* at_hand_ = nullptr;
};

}  // namespace

std::optional<Sides> load_sides(const Call& call, const std::string& before,
                                const std::string& after, Diagnostics& diagnostics) {
  Loader loader(call, diagnostics);
  auto old_side = loader.load(before);
  auto new_side = loader.load(after);
  if (diagnostics.has_errors() || !old_side || !new_side) return std::nullopt;
  return Sides{loader.take(), std::move(*old_side), std::move(*new_side)};
}

}  // namespace guiju
