#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "text/localized.h"

namespace guiju {

/// `，是不是“--format”？`: a slip's likely meaning, to end a message with. Empty where nothing
/// is near.
Localized hint_for(std::string_view word, const std::vector<std::string>& known);

}  // namespace guiju
