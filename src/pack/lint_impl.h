#pragma once
#include <functional>
#include <set>
#include <string>

#include "pack/impl.h"
#include "pack/reasoner.h"

namespace guiju {

/// What an expression is for.
enum class Role : std::uint8_t {
  applies,
  each,
  when,
  where,
  distinct,
  bound,
  require,
  key,
  condition,
  universe,
  needs,
  at,
  subject,
  show,
  value,
  look_at,
};

/// One pack being looked at.
struct Linter {
  Linter(const Packs& all, const Packs::Impl::Folder& its_folder, Diagnostics& sink)
      : packs(all),
        folder(its_folder),
        pack(*its_folder.pack),
        formulas(pack),
        reasoner(all, formulas),
        diagnostics(sink) {}

  const Packs& packs;
  const Packs::Impl::Folder& folder;
  const Pack& pack;
  Formulas formulas;
  Reasoner reasoner;
  Diagnostics& diagnostics;
  std::set<const Expression*> reported;  ///< with which something is wrong already
};

using VisitExpression = std::function<void(const Expression&, Role)>;

/// Every expression of a rule, of a review item, of the whole pack.
void for_each_expression(const Rule& rule, const VisitExpression& visit);
void for_each_expression(const Pack& pack, const VisitExpression& visit);
void for_each_rule(const Pack& pack, const std::function<void(const Rule&)>& visit);

/// Whether all that a rule says could be read; of others nothing is known.
bool is_readable(const Rule& rule);
/// The conditions of `rule` that must hold before it looks at an element, as questions.
std::vector<Supposition> context_of(Linter& linter, const Rule& rule);
Supposition ask(const Formula& formula, Supposition::Wanted wanted);
/// Whether `rule` looks at an element only where `other` does, for certain.
bool within(Linter& linter, const Rule& rule, const Rule& other);
/// What two rules go over: equal where they look at the same list (or dossier). Nothing where
/// that cannot be told.
std::optional<std::string> range_of(Linter& linter, const Rule& rule);

// What lint looks for, one file each.
void lint_conditions(Linter& linter);  ///< never true, never false, values that cannot occur
void lint_figures(Linter& linter);     ///< figures in expressions
void lint_counts(Linter& linter);      ///< bounds against bounds
void lint_rules(Linter& linter);       ///< rules and clauses against each other
void lint_unused(Linter& linter);      ///< what nothing reads
void lint_terms(Linter& linter);       ///< dates and the pack's term
void lint_words(Linter& linter);       ///< texts in two languages
void lint_tables(const Packs& packs, Diagnostics& diagnostics);
void lint_overlaps(const Packs& packs, const std::vector<std::string>& folders,
                   Diagnostics& diagnostics);

}  // namespace guiju
