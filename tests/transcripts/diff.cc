#include "diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lines.h"

namespace guiju::testing {
namespace {

constexpr std::size_t context = 3;

struct Edit {
  char sign;  // ' ', '-' or '+'
  std::string_view line;
};

using Lines = std::vector<std::string_view>;

/// longest[i][j]: how many lines the two tails have in common at best. Quadratic, which does for
/// the thousand lines that a transcript has at most.
std::vector<std::vector<std::uint32_t>> longest_common(const Lines& a, const Lines& b) {
  std::vector longest(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1));
  for (auto i = a.size(); i-- > 0;) {
    for (auto j = b.size(); j-- > 0;) {
      longest[i][j] =
          a[i] == b[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  return longest;
}

std::vector<Edit> edits(const Lines& a, const Lines& b) {
  const auto longest = longest_common(a, b);
  std::vector<Edit> result;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      result.push_back({' ', a[i++]});
      ++j;
    } else if (j == b.size() || (i < a.size() && longest[i + 1][j] >= longest[i][j + 1])) {
      result.push_back({'-', a[i++]});
    } else {
      result.push_back({'+', b[j++]});
    }
  }
  return result;
}

/// Whether a change lies within `context` lines of `index`.
bool worth_showing(const std::vector<Edit>& all, std::size_t index) {
  const auto first = index < context ? 0 : index - context;
  const auto last = std::min(all.size(), index + context + 1);
  for (auto i = first; i < last; ++i) {
    if (all[i].sign != ' ') return true;
  }
  return false;
}

}  // namespace

std::string unified_diff(std::string_view expected, std::string_view actual) {
  const auto all = edits(lines_of(expected), lines_of(actual));
  std::string result;
  std::size_t line = 1;  // in `expected`
  bool in_hunk = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool shown = worth_showing(all, i);
    if (shown && !in_hunk) result += fmt::format("@@ line {} @@\n", line);
    if (shown) result += fmt::format("{}{}\n", all[i].sign, all[i].line);
    if (all[i].sign != '+') ++line;
    in_hunk = shown;
  }
  return result;
}

}  // namespace guiju::testing
