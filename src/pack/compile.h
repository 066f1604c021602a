#pragma once
#include "diag/diagnostic.h"
#include "pack/pack.h"

namespace guiju {

/// Compiles the expression that is the whole of `source` as a rule of `pack` about a dossier of
/// `kind` would see it. Not to be called while the packs are in use by another thread.
Expression compile_for(Packs& packs, const Pack& pack, const Kind& kind, const SourceFile& source,
                       Diagnostics& diagnostics);

}  // namespace guiju
