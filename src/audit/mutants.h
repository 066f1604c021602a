#pragma once
#include <functional>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace guiju {

/// A small change to a pack that its cases ought to notice. Holds on to the pack.
struct Mutant {
  Localized says;                  ///< what is changed
  Place place;                     ///< where in the pack
  std::vector<std::string> rules;  ///< ids of the rules whose outcome may change; empty: all
  std::function<void()> toggle;    ///< makes the change; called again, takes it back
};

/// Every small change of `pack`, always in the same order:
/// each figure and date (also of the policy's term and of a `due`) one up and one down; each entry
/// of a list left out; each rule left out; each strength another; each `where`, `when`, `distinct`,
/// `universe`, `if` and bound dropped, each `needs` but a lone one; `expect` and `other_dossiers`
/// of a match turned; and in every condition, key and list: each comparison turned (`<` and `<=`,
/// `==` and `!=`), each `&&` to `||` and back, `all` to `exists` and back, each `!` dropped, each
/// whole number one up and one down. What would not compile is left out.
/// Not while another thread uses `packs`; the packs' own objects are changed by `toggle`.
/// `complete`, if given, becomes false where there are so many that the rest is not made.
std::vector<Mutant> mutants_of(Packs& packs, Pack& pack, bool* complete = nullptr);

}  // namespace guiju
