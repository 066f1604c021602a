#include "audit/judged_parts.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "audit/in_order.h"
#include "audit/judgement_bytes.h"

namespace guiju {
namespace {

/// Bytes that stay in memory.
constexpr std::size_t bytes_at_hand = std::size_t{8} << 20;
/// Files that are made anew at one go.
constexpr std::size_t files_in_run = 16;

/// The entries of one dossier among those of a file, which stand in order.
template <typename Entry>
std::span<const Entry> entries_of(const std::vector<Entry>& entries, std::uint32_t dossier) {
  const auto begin = std::ranges::lower_bound(entries, dossier, {}, &Entry::dossier);
  const auto end = std::ranges::upper_bound(entries, dossier, {}, &Entry::dossier);
  return {begin, end};
}

/// Makes indexes of dossiers in a file those in the report.
void move_indexes(FileJudgement& file, std::uint32_t first) {
  const auto move = [first](auto& entries) {
    for (auto& entry : entries) entry.dossier += first;
  };
  move(file.diagnostics);
  move(file.findings);
  move(file.results);
  move(file.review);
}

/// Sorts, keeping the order of equals. Most comes in order, and to move it about is dear.
template <typename Entries, typename Before, typename Key = std::identity>
void sort_if_needed(Entries& entries, Before before, Key key = {}) {
  if (!std::ranges::is_sorted(entries, before, key)) std::ranges::stable_sort(entries, before, key);
}

/// In the order of the report: by dossier, then by clause order in the pack, then by place.
void sort(const Packs& all, FileJudgement& judgement) {
  const auto packs = all.loaded();
  const auto rule_key = [&packs](const auto& item) {
    const auto pack = std::find(packs.begin(), packs.end(), item.rule->pack) - packs.begin();
    return std::tuple(item.dossier, pack, item.rule->order);
  };
  sort_if_needed(judgement.findings, std::less(), [&](const Finding& finding) {
    return std::tuple_cat(rule_key(finding), std::tuple(finding.place.span.begin));
  });
  sort_if_needed(judgement.results, std::less(), rule_key);
  sort_if_needed(judgement.review, std::less(), &ReviewItem::dossier);
  sort_if_needed(judgement.diagnostics, [](const auto& left, const auto& right) {
    const Place& one = left.diagnostic.place;
    const Place& other = right.diagnostic.place;
    return std::tie(left.dossier, one.file, one.span.begin) <
           std::tie(right.dossier, other.file, other.span.begin);
  });
}

/// Takes what belongs to no dossier out of a file whose entries are in order.
std::vector<InputDiagnostic> taken_of_no_dossier(FileJudgement& file) {
  const auto begin = std::ranges::lower_bound(file.diagnostics, no_dossier, {},
                                              &InputDiagnostic::dossier);
  std::vector<InputDiagnostic> taken(std::make_move_iterator(begin),
                                     std::make_move_iterator(file.diagnostics.end()));
  file.diagnostics.erase(begin, file.diagnostics.end());
  return taken;
}

}  // namespace

// ---- storage ----

Storage::Place Storage::put(std::string_view bytes) {
  const Place place{size_, static_cast<std::uint32_t>(bytes.size())};
  if (file_ == nullptr && memory_.size() + bytes.size() > bytes_at_hand) {
    file_ = std::make_unique<TemporaryFile>();
    file_->stream() << std::exchange(memory_, {});
  }
  if (file_ == nullptr) memory_ += bytes;
  else file_->stream().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  size_ += bytes.size();
  return place;
}

std::string Storage::get(const Place& place) const {
  if (file_ == nullptr) return memory_.substr(place.offset, place.size);
  const std::lock_guard lock(reading_);
  return file_->read(place.offset, place.size);
}

// ---- taking ----

void JudgedParts::put_into_bytes(const Packs& packs, FileJudgement& file) {
  sort(packs, file);
  auto rest = taken_of_no_dossier(file);
  if (!file.entries.empty()) file.report_bytes = encode_report(file);
  file.diagnostics = std::move(rest);
  file.findings.clear();
  file.results.clear();
  file.review.clear();
}

void JudgedParts::add(FileJudgement file) {
  const bool at_hand = files_.size() < files_at_hand;
  if (file.report_bytes.empty()) {
    if (at_hand) sort(packs_, file);
    else put_into_bytes(packs_, file);
  }
  std::ranges::move(taken_of_no_dossier(file), std::back_inserter(of_no_dossier_));
  if (file.entries.empty()) return;
  Kept& kept = files_.emplace_back();
  kept.first = dossiers_;
  dossiers_ += static_cast<std::uint32_t>(file.entries.size());
  if (!file.report_bytes.empty()) {
    kept.place = storage_.put(file.report_bytes);
    return;
  }
  move_indexes(file, kept.first);
  kept.judgement = std::make_unique<FileJudgement>(std::move(file));
}

void JudgedParts::add(Finding finding) {
  if (finding.dossier == no_dossier) {
    findings_.push_back(std::move(finding));
    return;
  }
  Later& later = later_.emplace_back(Later{finding.dossier, {}});
  FileJudgement alone;
  alone.findings.push_back(std::move(finding));
  put_away(std::move(alone), later);
}

void JudgedParts::add(InputDiagnostic entry) {
  if (entry.dossier == no_dossier) {
    of_no_dossier_.push_back(std::move(entry));
    return;
  }
  Later& later = later_.emplace_back(Later{entry.dossier, {}});
  FileJudgement alone;
  alone.diagnostics.push_back(std::move(entry));
  put_away(std::move(alone), later);
}

void JudgedParts::put_away(FileJudgement alone, Later& later) {
  for (auto& finding : alone.findings) finding.dossier = no_dossier;
  for (auto& entry : alone.diagnostics) entry.dossier = no_dossier;
  later.place = storage_.put(encode_report(alone));
}

// ---- giving ----

FileJudgement JudgedParts::read(const Storage::Place& place, Extent extent) const {
  const auto bytes = storage_.get(place);
  auto judgement = decode_report(bytes, packs_, extent);
  if (!judgement) throw std::logic_error("what was put away came back damaged");
  return std::move(*judgement);
}

/// What was found later, by dossier, and as it was found of one.
std::vector<JudgedParts::Later> JudgedParts::in_order() const {
  auto later = later_;
  std::ranges::stable_sort(later, {}, &Later::dossier);
  return later;
}

std::uint32_t JudgedParts::end_of(std::size_t file) const {
  return file + 1 < files_.size() ? files_[file + 1].first : dossiers_;
}

bool JudgedParts::any_read(const Dossiers* only, std::size_t file) const {
  for (auto index = files_[file].first; index < end_of(file); ++index) {
    if (is_read(only, index)) return true;
  }
  return false;
}

JudgedParts::Run JudgedParts::read_run(std::size_t number, Extent extent,
                                       const Dossiers* only) const {
  Run run{number * files_in_run, {}};
  run.read.resize(std::min(files_in_run, files_.size() - run.first));
  for (std::size_t i = 0; i < run.read.size(); ++i) {
    const Kept& kept = files_[run.first + i];
    if (kept.judgement != nullptr || !any_read(only, run.first + i)) continue;
    move_indexes(run.read[i].emplace(read(kept.place, extent)), kept.first);
  }
  return run;
}

void JudgedParts::each(const Visit& visit, Extent extent, const Dossiers* only) const {
  const auto later = in_order();
  const auto give = [&](std::size_t, const Run& run) {
    for (std::size_t i = 0; i < run.read.size(); ++i) {
      const std::size_t file = run.first + i;
      const auto& read = run.read[i];
      const FileJudgement* judgement = read ? &*read : files_[file].judgement.get();
      if (judgement != nullptr && any_read(only, file))
        each_of(file, *judgement, later, visit, only);
    }
    return true;
  };
  const std::size_t runs = (files_.size() + files_in_run - 1) / files_in_run;
  // The caller's thread visits, while others read what comes next.
  InOrder<Run>::run(runs, files_.size() > files_at_hand ? jobs_ - 1 : 0, 2 * jobs_,
                    [&](std::size_t i) { return read_run(i, extent, only); }, give);
  const Report of_no_dossier = rest();
  PartsInMemory(of_no_dossier).each(visit);
}

/// The parts of one file.
void JudgedParts::each_of(std::size_t file, const FileJudgement& judgement,
                          std::span<const Later> later, const Visit& visit,
                          const Dossiers* only) const {
  const std::uint32_t first = files_[file].first;
  const auto from = std::ranges::lower_bound(later, first, {}, &Later::dossier);
  const auto to = std::ranges::lower_bound(later, end_of(file), {}, &Later::dossier);
  const auto told = from == to ? FileJudgement() : told_with({from, to}, judgement);
  const FileJudgement& found = from == to ? judgement : told;
  for (std::uint32_t index = first; index < end_of(file); ++index) {
    if (!is_read(only, index)) continue;
    ReportPart part;
    part.dossier = &judgement.entries[index - first];
    part.index = index;
    part.file = part.dossier->file;
    part.diagnostics = entries_of(found.diagnostics, index);
    part.findings = entries_of(found.findings, index);
    part.results = entries_of(judgement.results, index);
    part.review = entries_of(judgement.review, index);
    visit(part);
  }
}

/// The findings and diagnostics of a file, with those that were found later.
FileJudgement JudgedParts::told_with(std::span<const Later> later,
                                     const FileJudgement& judgement) const {
  FileJudgement told;
  told.findings = judgement.findings;
  told.diagnostics = judgement.diagnostics;
  for (const Later& one : later) {
    auto found = read(one.place, Extent::findings);
    for (auto& finding : found.findings) {
      finding.dossier = one.dossier;
      told.findings.push_back(std::move(finding));
    }
    for (auto& entry : found.diagnostics) {
      entry.dossier = one.dossier;
      told.diagnostics.push_back(std::move(entry));
    }
  }
  sort(packs_, told);
  return told;
}

/// What belongs to no dossier.
Report JudgedParts::rest() const {
  FileJudgement all;
  all.diagnostics = of_no_dossier_;
  all.findings = findings_;
  all.results = results_;
  sort(packs_, all);
  Report rest;
  rest.diagnostics = std::move(all.diagnostics);
  rest.findings = std::move(all.findings);
  rest.results = std::move(all.results);
  return rest;
}

std::unique_ptr<const ReportParts> no_report(const Packs& packs) {
  return std::make_unique<JudgedParts>(packs);
}

}  // namespace guiju
