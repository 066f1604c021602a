#include "audit/dossiers_again.h"

#include <algorithm>
#include <utility>

namespace guiju {
namespace {

/// Of files that are kept open; their documents take about as much again.
constexpr std::size_t most_bytes_open = std::size_t{4} << 20;

}  // namespace

DossiersAgain::DossiersAgain(const Packs& packs, const AuditOptions& options, Files files)
    : packs_(packs), options_(options), run_(std::move(files)) {}

std::string DossiersAgain::file_of(std::uint32_t index) const {
  return run_.name(files_[origins_.at(index).file].number);
}

void DossiersAgain::add(std::size_t file, std::uint32_t first, FileJudgement& judgement) {
  const auto number = static_cast<std::uint32_t>(files_.size());
  files_.push_back({file, judgement.digest});
  for (const DossierReport& entry : judgement.entries) origins_.push_back({number, entry.ordinal});
  for (auto& one : judgement.justifying) {
    auto& kept = justifying_.emplace_back(std::move(one));
    kept.dossier += first;
    justifications_[{kept.dossier, kept.pack}] = &kept.justifications;
  }
  if (judgement.dossiers.empty()) return keep_open(number, judgement);
  Kept& kept = kept_.emplace_back(Kept{std::move(judgement.dossiers),
                                       std::move(judgement.documents), std::move(judgement.source)});
  for (Dossier& dossier : kept.dossiers) {
    dossier.index += first;
    at_hand_[{dossier.index, dossier.pack}] = &dossier;
  }
}

Justifications* DossiersAgain::justifications(std::uint32_t index, const Pack& pack) {
  const auto found = justifications_.find({index, &pack});
  return found == justifications_.end() ? nullptr : found->second;
}

/// What of a file that was dear to read is there is kept, while there is room.
void DossiersAgain::keep_open(std::uint32_t file, FileJudgement& judgement) {
  auto opened = std::make_shared<Opened>();
  opened->source = std::move(judgement.source);
  opened->documents = std::exchange(judgement.documents, {});
  if (opened->source == nullptr) return;
  const std::size_t bytes = opened->source->bytes().size();
  if (bytes_open_ + bytes > most_bytes_open) return;
  bytes_open_ += bytes;
  open_[file] = std::move(opened);
}

std::shared_ptr<const DossiersAgain::Opened> DossiersAgain::open(std::uint32_t file) {
  if (const auto known = open_.find(file); known != open_.end()) return known->second;
  if (last_ != nullptr && last_file_ == file) return last_;
  auto opened = std::make_shared<Opened>();
  opened->source = run_.read(files_[file].number);
  if (opened->source == nullptr) return nullptr;
  const auto& digest = files_[file].digest;
  if (digest && digest_for_run(opened->source->bytes()) != *digest) return nullptr;
  Diagnostics said;  // when it was judged
  opened->documents = read_yaml(*opened->source, options_.limits, said);
  last_file_ = file;
  last_ = opened;
  return opened;
}

std::shared_ptr<const Dossier> DossiersAgain::at(std::uint32_t index, const Pack& pack) {
  if (const auto kept = at_hand_.find({index, &pack}); kept != at_hand_.end()) {
    return {std::shared_ptr<const Dossier>(), kept->second};
  }
  if (last_dossier_ != nullptr && last_asked_ == std::pair(index, &pack)) return last_dossier_;
  const Origin& origin = origins_.at(index);
  const auto file = open(origin.file);
  if (file == nullptr) throw DossierGone(index);
  const auto document =
      std::find_if(file->documents.begin(), file->documents.end(),
                   [&](const Document& one) { return one.ordinal() == origin.ordinal; });
  if (document == file->documents.end()) throw DossierGone(index);
  auto dossier = reopen(packs_, options_, *document, pack, index);
  if (dossier == nullptr) throw DossierGone(index);
  // The dossier borrows from the file, which lives as long.
  struct Both {
    std::shared_ptr<const Opened> file;
    std::shared_ptr<const Dossier> dossier;
  };
  auto both = std::make_shared<Both>(Both{file, std::move(dossier)});
  const Dossier* seen = both->dossier.get();
  last_asked_ = {index, &pack};
  last_dossier_ = {std::move(both), seen};
  return last_dossier_;
}

}  // namespace guiju
