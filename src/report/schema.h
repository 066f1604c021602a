#pragma once
#include <ostream>

#include "pack/pack.h"

namespace guiju {

/// Writes the JSON Schema (2020-12) of a kind of dossier, for editors and other validators: keys and
/// values in every spelling that guiju takes, descriptions in both languages. It accepts what `shape`
/// accepts, as a YAML 1.2 core loader hands it over (`330000` as a number, `是` as text). Where the
/// loader has lost what was written (`1e3` for a whole number) it is the more lenient of the two.
/// `kind` is one of `pack`.
void write_schema(const Packs& packs, const Kind& kind, std::ostream& out);

}  // namespace guiju
