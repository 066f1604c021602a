#include "audit/shard.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include "audit/collector.h"
#include "audit/judgement_bytes.h"
#include "audit/run_files.h"
#include "audit/shard_file.h"
#include "text/deflate.h"

namespace guiju {
namespace {

/// Options for a shard: what its report will tell is not known yet.
AuditOptions options_of_shard(const AuditOptions& options) {
  AuditOptions own = options;
  own.digests = true;
  return own;
}

/// Those of `files` that are in the slice, and their numbers among all.
std::vector<std::size_t> numbers_in(const Slice& slice, std::size_t files) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = slice.number - 1; i < files; i += slice.of) numbers.push_back(i);
  return numbers;
}

/// Shards that are to be merged.
class Shards {
 public:
  Shards(const Packs& packs, Diagnostics& run) : packs_(packs), run_(run) {}

  void open(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (auto reader = ShardReader::open(path, run_)) readers_.push_back(std::move(*reader));
    }
    if (run_.has_errors()) return;
    for (const ShardReader& reader : readers_) check(reader);
    check_slices();
    if (!run_.has_errors()) put_in_order();
  }

  const AuditOptions& options() const { return readers_.front().head().options; }

  struct File {
    ShardReader* reader;
    const ShardReader::Place* place;
  };
  const std::vector<File>& files() const { return files_; }

  /// What a file came to; nothing, and an error, where it can't be read any more.
  std::optional<FileJudgement> judgement(std::size_t i) {
    const auto entry = files_[i].reader->read(*files_[i].place);
    auto judgement = entry ? decode(entry->judgement, packs_) : std::nullopt;
    if (!judgement) {
      run_.add("shard-damaged", {}, {{"file", same(files_[i].reader->path())}});
      return std::nullopt;
    }
    return judgement;
  }

  std::unique_ptr<SourceFile> source(std::size_t i) {
    const auto entry = files_[i].reader->read(*files_[i].place);
    if (!entry) return nullptr;
    auto bytes = inflated(entry->source, options().limits.bytes);
    if (!bytes) return nullptr;
    return std::make_unique<SourceFile>(entry->name, std::move(*bytes));
  }

 private:
  void add(std::string_view id, const ShardReader& reader, Argument other) {
    run_.add(id, {}, {{"file", same(reader.path())}, std::move(other)});
  }

  /// Whether a shard was made as the first was, by this program and these packs.
  void check(const ShardReader& reader) {
    const ShardHead& head = reader.head();
    const ShardHead own = head_of(packs_, head.options, head.slice, head.files);
    if (head.program != own.program) {
      run_.add("shard-other-program", {}, {{"file", same(reader.path())}});
      return;
    }
    if (head.packs != own.packs || head.digests != own.digests) {
      add("shard-other-packs", reader, {"pack", same(different_pack(head, own))});
      return;
    }
    const ShardReader& first = readers_.front();
    if (!same_circumstances(head, first.head())) {
      add("shard-other-options", reader, {"other", same(first.path())});
    }
  }

  static std::string different_pack(const ShardHead& one, const ShardHead& other) {
    for (std::size_t i = 0; i < std::min(one.packs.size(), other.packs.size()); ++i) {
      if (one.packs[i] != other.packs[i] || one.digests[i] != other.digests[i]) return one.packs[i];
    }
    const auto& more = one.packs.size() > other.packs.size() ? one : other;
    return more.packs[std::min(one.packs.size(), other.packs.size())];
  }

  /// Of every slice one, so that no dossier is left out or taken twice.
  void check_slices() {
    const Slice& first = readers_.front().head().slice;
    if (!first.given || run_.has_errors()) return;
    std::map<std::uint32_t, const ShardReader*> by_number;
    for (const ShardReader& reader : readers_) {
      const auto [known, fresh] = by_number.emplace(reader.head().slice.number, &reader);
      if (!fresh) add("shard-twice", reader, {"other", same(known->second->path())});
    }
    std::string missing_zh;
    std::string missing_en;
    for (std::uint32_t number = 1; number <= first.of; ++number) {
      if (by_number.contains(number)) continue;
      missing_zh += (missing_zh.empty() ? "" : "、") + std::to_string(number);
      missing_en += (missing_en.empty() ? "" : ", ") + std::to_string(number);
    }
    if (missing_zh.empty()) return;
    run_.add("shard-missing", {},
             {{"numbers", {missing_zh, missing_en}}, {"of", same(std::to_string(first.of))}});
  }

  void put_in_order() {
    for (ShardReader& reader : readers_) {
      for (const auto& place : reader.files()) files_.push_back({&reader, &place});
    }
    const bool sliced = readers_.front().head().slice.given;
    // As folders are walked: by path, name after name.
    const auto before = [sliced](const File& left, const File& right) {
      if (sliced) return left.place->number < right.place->number;
      return std::filesystem::path(left.place->file) < std::filesystem::path(right.place->file);
    };
    std::stable_sort(files_.begin(), files_.end(), before);
    for (std::size_t i = 1; i < files_.size(); ++i) {
      if (files_[i - 1].place->file != files_[i].place->file) continue;
      run_.add("shard-file-twice", {},
               {{"file", same(files_[i].place->file)},
                {"one", same(files_[i - 1].reader->path())},
                {"other", same(files_[i].reader->path())}});
    }
  }

  const Packs& packs_;
  Diagnostics& run_;
  std::vector<ShardReader> readers_;
  std::vector<File> files_;
};

}  // namespace

std::size_t write_shard(const Packs& packs, const AuditOptions& options, const Slice& slice,
                        std::istream& standard_input, std::ostream& out, Diagnostics& run) {
  check_names(packs, options, run);
  if (run.has_errors()) return 0;
  const auto all = find_files(options.files, standard_input, run);
  if (run.has_errors()) return 0;
  const auto numbers = numbers_in(slice, all.size());
  const AuditOptions own = options_of_shard(options);
  FileReader reader(packs, own, standard_input);
  ShardWriter writer(out, head_of(packs, own, slice, all.size()));
  struct Made {
    ShardEntry entry;
    std::size_t found = 0;
  };
  const auto make = [&](std::size_t i) {
    const FoundFile& file = all[numbers[i]];
    Made made{{numbers[i], file.path, {}, {}, {}}, 0};
    std::string bytes;
    const auto judgement = reader.judge(file, [&](std::string_view name, std::string_view read) {
      made.entry.name = name;
      bytes = read;
    });
    if (!judgement.shares.empty() || !judgement.named.empty()) made.entry.source = deflated(bytes);
    made.entry.judgement = encode(judgement);
    made.found = judgement.findings.size() + judgement.diagnostics.size();
    return made;
  };
  const auto take = [&](std::size_t, const Made& made) {
    writer.add(made.entry);
    return made.found;
  };
  if (!run_files<Made>(options, numbers.size(), make, take, run)) return 0;
  reader.tell_trouble(run);
  writer.finish();
  return numbers.size();
}

std::unique_ptr<const ReportParts> merge_shards(const Packs& packs,
                                                const std::vector<std::string>& paths,
                                                Diagnostics& run) {
  Shards shards(packs, run);
  shards.open(paths);
  if (run.has_errors()) return no_report(packs);
  const AuditOptions& options = shards.options();
  Collector collector(packs, options,
                      {[&](std::size_t i) { return shards.files()[i].place->file; },
                       [&](std::size_t i) { return shards.source(i); }});
  for (std::size_t i = 0; i < shards.files().size(); ++i) {
    auto judgement = shards.judgement(i);
    if (!judgement) return no_report(packs);
    collector.take(i, std::move(*judgement));
  }
  collector.tell_passed_over(run);
  return collector.finish(run);
}

}  // namespace guiju
