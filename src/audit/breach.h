#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/cases.h"

namespace guiju {

/// A case of a pack in which a rule is not kept.
struct Breach {
  const Case* one = nullptr;       ///< never null; of the case file
  const CaseFile* file = nullptr;  ///< never null
  std::vector<Finding> findings;   ///< of this rule in that case; never empty
};

/// The smallest of the pack's cases in which the rule is violated: that with the least else wrong,
/// then with the fewest edits, then with the shortest. Where none violates it, the smallest that
/// leaves it undecided, or departed from. Nothing where no case does.
std::optional<Breach> smallest_breach(const Packs& packs, const Rule& rule, const CaseFile& file);

/// A path of an edit as a reader knows it: `成员单位第8项的级别`, by the labels of the kind of
/// dossier it leads into. What is no field of it stays as written.
Localized label_of_path(const Pack& pack, const Tree& base, const std::string& path);
/// A value at that path: labels of an enumeration, else as one line of YAML.
Localized words_at_path(const Pack& pack, const Tree& base, const std::string& path,
                        const Tree& value);

}  // namespace guiju
