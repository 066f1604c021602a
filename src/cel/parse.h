#pragma once
#include <string_view>

#include "cel/ast.h"
#include "cel/expression.h"

namespace guiju::cel {

/// Reads one expression. A mistake is reported with its place and what was expected there;
/// nothing then. Takes time linear in the text.
NodePtr parse(std::string_view text, const Placing& placing, Diagnostics& diagnostics);

}  // namespace guiju::cel
