#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "cel/check.h"
#include "pack/limits.h"
#include "pack/pack.h"

namespace guiju {

/// An expression of a pack as a tree, to be reasoned about. The rule's element and the variables
/// of macros have names of our own, so that two formulas that say the same are the same tree
/// whatever their authors called things.
struct Formula {
  const Expression* expression = nullptr;
  cel::NodePtr root;
  cel::Checked checked;

  const cel::NodeInfo* info(const cel::Node& node) const;  ///< null for a macro's new names
  std::string key() const;                                 ///< equal for equal trees
  Place place(const cel::Node& node) const;
  std::string text(const cel::Node& node) const;  ///< as the pack writes it
};

/// Steps that looking at one pack may still take, of about one comparison each.
class Steps {
 public:
  explicit Steps(std::uint64_t steps) : left_(steps) {}
  /// False once they are used up, and from then on always.
  bool spend(std::uint64_t count = 1) {
    used_up_ = used_up_ || count > left_;
    left_ -= used_up_ ? 0 : count;
    return !used_up_;
  }
  bool used_up() const { return used_up_; }
  std::uint64_t left() const { return used_up_ ? 0 : left_; }

 private:
  std::uint64_t left_;
  bool used_up_ = false;
};

/// The formulas of one pack, made when asked for, and what is known of the pack's figures.
class Formulas {
 public:
  explicit Formulas(const Pack& pack);

  const Pack& pack() const { return pack_; }
  /// What all that is asked about the pack may take. Once it is used up nothing is a constant.
  Steps& steps() { return steps_; }
  /// Null where there is no expression, or it did not compile (a diagnostic said so).
  const Formula* of(const Expression& expression);
  /// A day of each stretch of time in which no figure changes, in order; at least one.
  const std::vector<std::int64_t>& days() const { return days_; }
  /// What a node comes to on a day, where it reads nothing but figures and literals.
  std::optional<cel::Value> constant(const Formula& formula, const cel::Node& node,
                                     std::int64_t day);

 private:
  using ConstantKey = std::pair<std::string, std::int64_t>;

  const Pack& pack_;
  Steps steps_{most_lint_steps};
  cel::Arena arena_;
  std::map<const Expression*, std::unique_ptr<Formula>> formulas_;
  std::vector<std::int64_t> days_;
  std::map<ConstantKey, std::optional<cel::Value>> constants_;
  std::vector<cel::Program> programs_;  ///< own the text that constants point into
};

/// Calls `visit(node)` for a node and all below it, parents first.
template <typename Visit>
void for_each_node(const cel::Node& node, Visit visit) {
  visit(node);
  for (const auto& child : node.children) for_each_node(*child, visit);
}

}  // namespace guiju
