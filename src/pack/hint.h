#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "text/localized.h"

namespace guiju {

/// `，是不是“…”？` with the name nearest to what was written; empty if none is near. For the
/// `{hint}` of diagnostics about names that do not exist.
Localized near_hint(std::string_view written, const std::vector<std::string_view>& known);
Localized near_hint(std::string_view written, const std::vector<std::string>& known);

}  // namespace guiju
