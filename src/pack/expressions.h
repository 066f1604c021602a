#pragma once
#include <vector>

#include "pack/pack.h"

namespace guiju {

/// Every expression that decides what a rule comes to, in the order in which a pack writes them;
/// not those that only choose words and places (`at`, `subject`, `show`).
std::vector<const Expression*> expressions_of(const Rule& rule);

}  // namespace guiju
