#pragma once
#include <vector>

#include "document/document.h"
#include "pack/pack.h"

namespace guiju {

/// Whether a file may have been meant as a dossier: one of its documents is of a kind of ours, or
/// has a kind written nearly so or under a Chinese key, or names a policy of ours, or has mostly
/// fields of one of our kinds. What else lies among dossiers (a workflow, a package list) does not;
/// whoever forgot the line with the kind, or slipped in it, is told.
bool may_be_dossier(const Packs& packs, const std::vector<Document>& documents);

}  // namespace guiju
