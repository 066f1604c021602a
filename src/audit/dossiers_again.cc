#include "audit/dossiers_again.h"

#include <algorithm>
#include <utility>

#include "audit/in_order.h"

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

std::shared_ptr<const DossiersAgain::Opened> DossiersAgain::open(std::uint32_t file) const {
  if (const auto known = open_.find(file); known != open_.end()) return known->second;
  auto opened = std::make_shared<Opened>();
  opened->source = run_.read(files_[file].number);
  if (opened->source == nullptr) return nullptr;
  const auto& digest = files_[file].digest;
  if (digest && digest_for_run(opened->source->bytes()) != *digest) return nullptr;
  Diagnostics said;  // when it was judged
  opened->documents = read_yaml(*opened->source, options_.limits, said);
  return opened;
}

/// A dossier of `opened`, which lives as long.
std::shared_ptr<const Dossier> DossiersAgain::see(std::shared_ptr<const Opened> opened,
                                                  std::uint32_t index, const Pack& pack) const {
  const auto& documents = opened->documents;
  const auto document = std::ranges::find(documents, origins_.at(index).ordinal, &Document::ordinal);
  if (document == documents.end()) return nullptr;
  auto dossier = reopen(packs_, options_, *document, pack, index);
  if (dossier == nullptr) return nullptr;
  struct Both {
    std::shared_ptr<const Opened> file;
    std::shared_ptr<const Dossier> dossier;
  };
  auto both = std::make_shared<Both>(Both{std::move(opened), std::move(dossier)});
  const Dossier* seen = both->dossier.get();
  return {std::move(both), seen};
}

std::shared_ptr<const Dossier> DossiersAgain::at(std::uint32_t index, const Pack& pack) {
  if (const auto kept = at_hand_.find({index, &pack}); kept != at_hand_.end()) {
    return {std::shared_ptr<const Dossier>(), kept->second};
  }
  if (last_.dossier != nullptr && last_.index == index && last_.pack == &pack) {
    return last_.dossier;
  }
  const std::uint32_t file = origins_.at(index).file;
  if (last_.opened == nullptr || last_.file != file) last_ = {file, open(file), 0, nullptr, nullptr};
  auto dossier = last_.opened != nullptr ? see(last_.opened, index, pack) : nullptr;
  if (dossier == nullptr) throw DossierGone(index);
  last_ = {file, last_.opened, index, &pack, std::move(dossier)};
  return last_.dossier;
}

void DossiersAgain::in_turn(std::span<const std::uint32_t> indices, const Pack& pack,
                            const std::function<void(std::size_t)>& visit) {
  // Nothing has to be read where dossiers are at hand, nor ahead by who has one thread.
  if (options_.jobs == 1 || !at_hand_.empty()) {
    for (std::size_t i = 0; i < indices.size(); ++i) visit(i);
    return;
  }
  // Those of one file, which is opened once.
  std::vector<std::size_t> ends;
  const auto file_at = [&](std::size_t i) { return origins_.at(indices[i]).file; };
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (i == 0 || file_at(i) != file_at(i - 1)) ends.emplace_back();
    ends.back() = i + 1;
  }
  const auto begin_of = [&](std::size_t i) { return i == 0 ? 0 : ends[i - 1]; };
  const auto make = [&](std::size_t i) {
    const std::uint32_t index = indices[begin_of(i)];
    Last made{origins_.at(index).file, nullptr, index, &pack, nullptr};
    made.opened = open(made.file);
    if (made.opened != nullptr) made.dossier = see(made.opened, index, pack);
    return made;
  };
  const auto take = [&](std::size_t i, Last made) {
    if (made.dossier != nullptr) last_ = std::move(made);
    for (std::size_t at = begin_of(i); at < ends[i]; ++at) visit(at);
    return true;
  };
  InOrder<Last>::run(ends.size(), options_.jobs - 1, options_.jobs, make, take);
}

}  // namespace guiju
