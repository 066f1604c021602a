#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guiju {

/// A ZIP archive of these files (path and bytes), in this order. The same files give the same
/// bytes: no file carries the time at which it was made. Throws std::runtime_error where the
/// archive cannot be made, which only want of memory brings about.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace guiju
