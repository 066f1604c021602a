#pragma once
#include <atomic>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "audit/audit.h"
#include "audit/in_order.h"
#include "audit/judge_file.h"
#include "audit/judgement_cache.h"

namespace guiju {

/// Whether the packs and rules that `options` name are there; else they are errors in `run`.
void check_names(const Packs& packs, const AuditOptions& options, Diagnostics& run);

/// Reads and judges the files of a run, or finds in the cache what they came to. Safe to use from
/// several threads.
class FileReader {
 public:
  /// All of these must outlive it.
  FileReader(const Packs& packs, const AuditOptions& options, std::istream& standard_input);

  /// From now on dossiers stay with what they came to, unless the cache has it or they are very
  /// large: for runs of so few files that none need be read again.
  void keep_dossiers() { keep_ = true; }

  /// The file's bytes; null and a diagnostic where it can't be read.
  std::unique_ptr<SourceFile> read(const FoundFile& file, Diagnostics& reading) const;
  /// Sees what a file is called in reports, and its bytes.
  using Look = std::function<void(std::string_view name, std::string_view bytes)>;
  /// What the file came to. `look`, if given, sees it unless it is unreadable. Trouble that is not
  /// the file's, such as too little memory, leaves it without a judgement, which is an error in what
  /// it came to.
  FileJudgement judge(const FoundFile& file, const Look& look = {});
  /// An error if files were left without a judgement; a warning if the cache could not be written.
  void tell_trouble(Diagnostics& run) const;

 private:
  FileJudgement read_and_judge(const FoundFile& file, const Look& look);
  FileJudgement not_judged(const FoundFile& file, Localized reason);
  FileJudgement judge_by_cache(const FoundFile& file, const Look& look);

  const Packs& packs_;
  const AuditOptions& options_;
  AuditOptions for_cache_;  // what is kept serves reports that tell digests as well
  std::istream& standard_input_;
  std::optional<JudgementCache> cache_;
  bool keep_ = false;
  std::atomic<std::size_t> not_judged_ = 0;
};

/// Judged files that may wait for one before them, for each thread.
inline constexpr std::size_t files_ahead = 64;

/// Makes something of each of `count` files, on as many threads as `options` say, and gives it to
/// `take` in order, which answers how much was found in it. False where the run was asked to stop,
/// which is an error in `run`.
template <typename Made, typename Make, typename Take>
bool run_files(const AuditOptions& options, std::size_t count, Make make, Take take,
               Diagnostics& run) {
  std::size_t done = 0;
  std::size_t found = 0;
  const auto take_one = [&](std::size_t i, Made made) {
    found += take(i, std::move(made));
    done = i + 1;
    if (options.on_progress) options.on_progress(done, count, found);
    return !(options.stop && options.stop());
  };
  // The caller's thread has so little to do that another takes its place.
  const std::size_t threads = options.jobs > 1 ? options.jobs : 0;
  InOrder<Made>::run(count, threads, options.jobs * files_ahead, make, take_one);
  if (!options.stop || !options.stop()) return true;
  run.add("audit-interrupted", {},
          {{"done", same(std::to_string(done))}, {"total", same(std::to_string(count))}});
  return false;
}

}  // namespace guiju
