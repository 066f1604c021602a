#pragma once
#include <memory>
#include <string>
#include <vector>

#include "pack/formula.h"

namespace guiju {

/// A condition of a pack, or a part of one, and the truth one asks about.
struct Supposition {
  enum class Wanted : std::uint8_t { yes, no, not_yes };  ///< `not_yes`: false, or without value
  const Formula* formula = nullptr;
  const cel::Node* node = nullptr;
  Wanted wanted = Wanted::yes;
};

/// Says what conditions can come to, by trying every combination of the values that what they read
/// may have: values of enumerations, numbers and dates beside those they are compared with; each
/// may be missing. What it cannot look into may be anything. So
/// "never" is proved, and "perhaps" is all it says otherwise.
class Reasoner {
 public:
  Reasoner(const Packs& packs, Formulas& formulas) : packs_(packs), formulas_(formulas) {}

  /// False only if on that day nothing at all answers all the questions as wanted.
  bool possible(const std::vector<Supposition>& questions, std::int64_t day);
  /// The same for every day on which figures change: false only if it is so on all of them.
  bool possible(const std::vector<Supposition>& questions);

  /// The values that a node's type, or its table, allows; null where they cannot be listed.
  const std::vector<std::string>* values_of(const Formula& formula, const cel::Node& node);

  Formulas& formulas() { return formulas_; }

 private:
  const std::vector<std::string>* column_values(const Formula& formula, const cel::Node& node,
                                                const cel::NodeInfo& info);

  const Packs& packs_;
  Formulas& formulas_;
  std::map<std::string, std::vector<std::string>> columns_;
};

}  // namespace guiju
