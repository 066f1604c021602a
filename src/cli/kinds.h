#pragma once
#include "cli/call.h"
#include "pack/pack.h"

namespace guiju {

/// A kind of dossier and the pack whose it is.
struct ChosenKind {
  const Pack* pack = nullptr;  ///< null where nothing was chosen
  const Kind* kind = nullptr;
};

/// The kind that the call's first word names, by name or label, in the pack of `--pack` or in the
/// only one that has it. Nothing, and a diagnostic, where that is none or several.
ChosenKind choose_kind(const Call& call, const Packs& packs, Diagnostics& diagnostics);

}  // namespace guiju
