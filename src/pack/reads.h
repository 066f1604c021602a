#pragma once
#include <map>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace guiju {

/// Which rules read which fields of a kind: by the field's path, such as `members.unit.level`
/// (lists without index), the rules in the order of the pack. What a rule reads through a variable
/// of a macro (`members.exists(m, m.level …)`) counts for the lists that the same expression reads.
std::map<std::string, std::vector<const Rule*>> rules_by_field(const Pack& pack, const Kind& kind);

}  // namespace guiju
