#pragma once
#include "diag/diagnostic.h"
#include "pack/pack.h"

namespace guiju {

/// Compiles the expression that is the whole of `source` as a rule of `pack` about a dossier of
/// `kind` would see it. Not to be called while the packs are in use by another thread.
Expression compile_for(Packs& packs, const Pack& pack, const Kind& kind, const SourceFile& source,
                       Diagnostics& diagnostics);

/// Compiles `text` as if it stood where `expression` stands; nothing if it is not sound there.
/// Not to be called while the packs are in use by another thread.
std::optional<Expression> compile_instead(const Expression& expression, std::string text);

}  // namespace guiju
