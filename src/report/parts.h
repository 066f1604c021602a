#pragma once
#include <map>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace guiju {

/// One part of something that a pack holds, such as a rule's `where` or a clause's strength, in
/// the words that tell it to people.
struct Part {
  std::string name;                        ///< as the pack writes it: `count.min`
  Localized label;                         ///< 不少于 / at least
  Localized words;                         ///< never empty; expressions as CEL prints them
  std::vector<Localized> elements;         ///< of a list, one each
  const Expression* expression = nullptr;  ///< whose text `words` are; null where there is none
};

/// Names that a later version of a pack gives to the same thing: old to new.
struct Renamed {
  std::map<std::string, std::string> clauses, figures;
};

/// An expression as CEL prints its tree, so that spacing and needless parentheses do not matter.
/// Figures go by their new names.
std::string canonical(const Expression& expression, const Renamed& renamed = {});

/// The parts that are there, in the order of the language of packs; `renamed` as in `canonical`.
std::vector<Part> parts_of(const Rule& rule, const Renamed& renamed = {});
std::vector<Part> parts_of(const Review& review, const Renamed& renamed = {});
std::vector<Part> parts_of(const Clause& clause);
std::vector<Part> parts_of(const Packs& packs, const Parameter& figure,
                           const Renamed& renamed = {});
/// What stands at the head of a pack: version, number, term, which dossiers it speaks of, …
std::vector<Part> parts_of_head(const Pack& pack, const Renamed& renamed = {});

/// `8`, or with dates where it changes: `5（2024-10-12起）、6（2026-01-01起）`.
Localized words_of(const Packs& packs, const Parameter& figure);
/// `2024-10-12起`, `2024-10-12至2026-12-31`; empty where a pack names no first day.
Localized term_of(const Pack& pack);

}  // namespace guiju
