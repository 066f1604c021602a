#pragma once
#include <string_view>
#include <vector>

#include "audit/judge_file.h"

namespace guiju {

/// Finds what is known by two names in the dossiers of an audit: institutions, say, whose names
/// differ by a character, by their order, or by what stands in brackets, and that lie within the
/// same county. They stay two for every rule; a person has to say which name is right. Linear in
/// the characters of the names: of very many that are alike, the first are told.
class LikelyDuplicates {
 public:
  using Sort = FileJudgement::Sort;

  /// Takes the names of a file; `first` is the index of its first dossier in the report.
  void add(const FileJudgement& file, std::uint32_t first);

  /// A name, where it stands first, and in how many dossiers.
  struct Name {
    std::uint32_t sort = 0;
    Ledger::Number text = Ledger::none;
    std::uint32_t dossier = 0;
    NodeId node = no_node;
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

  const Sort& sort(const Name& name) const { return sorts_[name.sort]; }
  std::string_view text(const Name& name) const { return ledger_.text(name.text); }

 private:
  std::uint32_t number_of(const Sort& sort);

  /// Holds a key for each name: what it is, the name, and what it lies within.
  Ledger ledger_;
  std::vector<Name> names_;  // by the number of the key
  std::vector<Sort> sorts_;
};

}  // namespace guiju
