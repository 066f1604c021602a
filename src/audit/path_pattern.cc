#include "audit/path_pattern.h"

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>

#include "text/unicode.h"

namespace guiju {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::string_view any_folders = "**";

Names names_of(std::string_view path) {
  Names names;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    const auto name = path.substr(0, slash);
    if (!name.empty() && name != ".") names.push_back(name);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return names;
}

/// What `[…]` at `at` says of `character`, and where it ends; nothing if it is not closed, and so
/// stands for itself.
struct SetAnswer {
  bool holds;
  std::size_t end;
};

std::optional<SetAnswer> ask_set(std::string_view pattern, std::size_t at, char32_t character) {
  ++at;
  const bool inverted = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (inverted) ++at;
  bool found = false;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return SetAnswer{found != inverted, at + 1};
    if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
    const char32_t low = next_character(pattern, at);
    char32_t high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      high = next_character(pattern, at);
    }
    found = found || (low <= character && character <= high);
  }
  return std::nullopt;
}

/// Whether the one item of `pattern` at `at` (no `*`) takes the character of `name` at `in`; both
/// move past what was taken.
bool take_one(std::string_view pattern, std::size_t& at, std::string_view name, std::size_t& in) {
  if (at == pattern.size() || in == name.size()) return false;
  const char32_t character = next_character(name, in);
  if (pattern[at] == '?') {
    ++at;
    return true;
  }
  if (pattern[at] == '[') {
    if (const auto answer = ask_set(pattern, at, character)) {
      at = answer->end;
      return answer->holds;
    }
  }
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  return next_character(pattern, at) == character;
}

/// Only the last `*` needs to be tried again: what stood before it has found its first place.
bool matches_name(std::string_view pattern, std::string_view name) {
  std::size_t at = 0;
  std::size_t in = 0;
  std::optional<std::pair<std::size_t, std::size_t>> again;
  while (in < name.size() || at < pattern.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      again = {++at, in};
      continue;
    }
    if (take_one(pattern, at, name, in)) continue;
    if (!again || again->second == name.size()) return false;
    next_character(name, again->second);
    std::tie(at, in) = *again;
  }
  return true;
}

/// The same with names for characters and `**` for `*`.
bool matches_names(std::span<const std::string> pattern, const Names& path) {
  std::size_t at = 0;
  std::size_t in = 0;
  std::optional<std::pair<std::size_t, std::size_t>> again;
  while (in < path.size() || at < pattern.size()) {
    if (at < pattern.size() && pattern[at] == any_folders) {
      again = {++at, in};
    } else if (at < pattern.size() && in < path.size() && matches_name(pattern[at], path[in])) {
      ++at;
      ++in;
    } else if (again && again->second < path.size()) {
      ++again->second;
      std::tie(at, in) = *again;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

PathPattern::PathPattern(std::string_view text) {
  for (const auto name : names_of(text)) names_.emplace_back(name);
  // `folder/**` is what is in the folder, not the folder.
  if (!names_.empty() && names_.back() == any_folders) names_.emplace_back("*");
}

bool PathPattern::matches(std::string_view path) const {
  return matches_names(names_, names_of(path));
}

bool PathPattern::may_match_below(std::string_view folder) const {
  const auto path = names_of(folder);
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i == names_.size()) return false;
    if (names_[i] == any_folders) return true;
    if (!matches_name(names_[i], path[i])) return false;
  }
  return path.size() < names_.size();
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

void Exclusions::add(std::string_view pattern) {
  const bool takes_back = pattern.starts_with('!');
  if (takes_back) pattern.remove_prefix(1);
  const bool folders_only = pattern.ends_with('/');
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  if (pattern.empty()) return;
  const bool of_a_name = pattern.find('/') == std::string_view::npos;
  const auto whole = (of_a_name ? "**/" : "") + std::string(pattern);
  patterns_.push_back({PathPattern(whole), takes_back, folders_only});
}

void Exclusions::add_lines(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with('\r') || line.ends_with(' ') || line.ends_with('\t')) {
      line.remove_suffix(1);
    }
    if (!line.starts_with('#')) add(line);
  }
}

bool Exclusions::exclude(std::string_view path, bool is_folder) const {
  for (auto entry = patterns_.rbegin(); entry != patterns_.rend(); ++entry) {
    if (entry->folders_only && !is_folder) continue;
    if (entry->pattern.matches(path)) return !entry->takes_back;
  }
  return false;
}

bool Exclusions::exclude_within(std::string_view path, bool is_folder) const {
  if (empty()) return false;
  for (auto slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (exclude(path.substr(0, slash), true)) return true;
  }
  return exclude(path, is_folder);
}

}  // namespace guiju
