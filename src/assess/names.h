#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace guiju {

/// What a name in a dossier may mean in a table.
struct NameLookup {
  std::optional<std::uint32_t> row;         ///< set if it means exactly one
  std::vector<std::uint32_t> candidates;    ///< several rows that fit equally
  std::vector<std::string> suggestions;     ///< names near to it, if none fits
};

/// Finds the row that `text` means: by key, by name, or by name without its suffix; only rows
/// that keep the field's `where`. Among several of one name, those whose parent is
/// `parent_key` (if given) win. Two districts may share a name, so a name alone decides only
/// where it is the only one.
/// Suggestions cost as much as the table is long: whoever needs none says so.
NameLookup look_up(const FieldShape& field, std::string_view text,
                   std::optional<std::string_view> parent_key, bool suggesting = true);

}  // namespace guiju
