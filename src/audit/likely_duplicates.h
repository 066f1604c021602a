#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/judge_file.h"

namespace guiju {

/// Finds what is known by two names in the dossiers of an audit: institutions, say, whose names
/// differ by a character, by their order, or by what stands in brackets, and that lie within the
/// same county. They stay two for every rule; a person has to say which name is right. Linear in
/// the names.
class LikelyDuplicates {
 public:
  /// Takes names as they come; `first` is the index of the file's first dossier in the report.
  void add(std::vector<FileJudgement::Named> named, std::uint32_t first);

  /// One of two names, where it stands first, and in how many dossiers.
  struct Name {
    FileJudgement::Named named;
    std::uint32_t dossiers = 0;
    std::uint32_t last = 0;  ///< the last of these
  };
  /// Two names of what is likely the same.
  struct Pair {
    const Name* rarer;  ///< of equally frequent ones, that which came later
    const Name* other;
  };
  /// In the order in which the rarer names came. Valid as long as this, and until more is added.
  std::vector<Pair> pairs() const;

 private:
  std::vector<Name> names_;
  std::unordered_map<std::string, std::size_t> by_key_;
};

}  // namespace guiju
