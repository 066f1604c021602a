#pragma once
#include <string_view>
#include <vector>

namespace guiju::testing {

/// The lines of a text without their line breaks. A text that ends with a line break has no empty
/// line after it.
inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace guiju::testing
