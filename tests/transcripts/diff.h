#pragma once
#include <string>
#include <string_view>

namespace guiju::testing {

/// The lines in which two texts differ, with three lines around each, as `diff -u` shows them.
/// Empty if the texts are equal.
std::string unified_diff(std::string_view expected, std::string_view actual);

}  // namespace guiju::testing
