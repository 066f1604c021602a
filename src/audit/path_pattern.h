#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace guiju {

/// A pattern of paths. In a name, `*` stands for any characters, `?` for one, `[…]` for one of a
/// set (`[a-z]`; `[!…]` for one outside it), and `\` takes the next character as it is. `**` as a
/// whole name stands for any number of folders, also none; at the end, for all that is within.
/// Characters are those of UTF-8; a byte that is none counts as one. `.` and empty names in a path
/// do not count.
///
/// The C library's glob knows no `**`, and in a static program its `?` and `[…]` are bytes.
class PathPattern {
 public:
  explicit PathPattern(std::string_view text);

  bool matches(std::string_view path) const;
  /// Whether something in or below `folder` may match.
  bool may_match_below(std::string_view folder) const;

 private:
  std::vector<std::string> names_;
};

/// Whether `text` holds a wildcard, so that it may be meant as a pattern.
bool has_wildcard(std::string_view text);

/// Patterns of what to leave out, as .gitignore has them: one without `/`, other than at its end,
/// is of a name anywhere, the others of the whole path; `/` at the end is for folders only; `!`
/// takes back; the last that matches decides. What is in a folder left out is left out.
class Exclusions {
 public:
  void add(std::string_view pattern);
  /// Adds each line of an ignore file; empty lines and those that begin with `#` are none.
  void add_lines(std::string_view text);

  bool empty() const { return patterns_.empty(); }
  /// Whether `path` itself is left out.
  bool exclude(std::string_view path, bool is_folder) const;
  /// Whether it, or a folder that it is in, is.
  bool exclude_within(std::string_view path, bool is_folder) const;

 private:
  struct Entry {
    PathPattern pattern;
    bool takes_back;
    bool folders_only;
  };
  std::vector<Entry> patterns_;
};

}  // namespace guiju
