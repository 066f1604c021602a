#pragma once
#include <string_view>
#include <vector>

namespace guiju {

/// The lines of `text` without their breaks (\n); a break at the end begins no further line.
/// Borrows `text`.
inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace guiju
