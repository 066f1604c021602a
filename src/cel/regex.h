#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace guiju::cel {

/// A compiled pattern (RE2 syntax; matching takes time linear in the text). May be used by several
/// threads.
class Regex {
 public:
  /// Null, and why in `error`, if `pattern` is none.
  static std::unique_ptr<const Regex> compile(std::string_view pattern, std::string& error);
  ~Regex();
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  /// Whether some part of `text` matches.
  bool search(std::string_view text) const;

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Longer patterns are refused.
inline constexpr std::size_t max_pattern_bytes = 4096;

}  // namespace guiju::cel
