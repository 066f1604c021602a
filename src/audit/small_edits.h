#pragma once
#include <set>
#include <string>
#include <vector>

#include "audit/edit.h"
#include "pack/pack.h"

namespace guiju {

/// What to vary in a dossier, and with what.
struct Interest {
  std::set<std::string> fields;        ///< names; empty: all
  std::set<std::string> numbers;       ///< worth trying where a number stands
  std::set<std::string> dates;         ///< worth trying where a date stands
};

/// Small edits of a dossier (or of a list of dossiers) of kinds of `pack`: other values of
/// scalars, fields left out or put in, lists shorter and longer. Always in the same order; in
/// long lists only the first elements and the last are changed.
std::vector<Edit> small_edits(const Pack& pack, const Tree& base,
                              const Interest& interest);

}  // namespace guiju
