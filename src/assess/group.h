#pragma once
#include <string>

#include "text/localized.h"

namespace guiju {

/// A group that a dossier belongs to in statistics: a value of a field that its kind names.
struct DossierGroup {
  Localized by;     ///< what the field is called there: 市 / city
  Localized value;  ///< in the words of the kind; empty: not given
  /// What tells the value apart: key of a row, name of an enumeration's value, a name as names
  /// compare. Empty: not given.
  std::string key;

  bool given() const { return !key.empty(); }
};

}  // namespace guiju
