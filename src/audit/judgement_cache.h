#pragma once
#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "audit/judge_file.h"

namespace guiju {

/// What files came to in earlier runs, in a folder of small files. An entry holds for the same
/// bytes under the same path, judged by the same packs, options and program, on the same day where
/// the day matters, with the same evidence beside it; any other is as if it were not there, and so
/// is one that is damaged. Several runs may use a folder at once. Safe to use from several threads.
class JudgementCache {
 public:
  /// `folder` is made where it is not there.
  JudgementCache(std::string folder, const Packs& packs, const AuditOptions& options);

  /// What names the entry of a file, which reports call `name`. `named`: see judge_file.
  std::string key_of(std::string_view name, std::string_view bytes, bool named) const;
  std::optional<FileJudgement> find(const std::string& key) const;
  /// Keeps `judgement`, or takes note that it can't.
  void store(const std::string& key, const FileJudgement& judgement);

  /// A warning where something could not be kept.
  void tell_trouble(Diagnostics& run) const;

 private:
  std::string path_of(const std::string& key) const;
  bool rests_on_today(const FileJudgement& judgement) const;

  std::string folder_;
  const Packs& packs_;
  const AuditOptions& options_;
  std::string circumstances_;  // everything but the file that an entry rests on, as one text
  std::atomic<int> trouble_{0};  // errno of the first entry that could not be kept
};

}  // namespace guiju
