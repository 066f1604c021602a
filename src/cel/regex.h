#pragma once
#include <map>
#include <memory>
#include <mutex>
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
  /// How large the program is that matches: what compiling and searching cost depends on it.
  std::size_t size() const;
  /// The steps (see Budget) that searching so many bytes may cost: in the worst case each byte is
  /// held against each instruction of the program.
  std::uint64_t steps_to_search(std::size_t bytes) const;

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Longer patterns are refused.
inline constexpr std::size_t max_pattern_bytes = 4096;

/// The patterns of expressions that stand together, such as those of all packs: each is compiled
/// once, and all of them together may only be so large, because packs come from strangers. Safe to
/// use on several threads.
class Patterns {
 public:
  /// As Regex::compile; null also for those that there is no more room for.
  std::shared_ptr<const Regex> compile(std::string_view pattern, std::string& error);

 private:
  struct Compiled {
    std::shared_ptr<const Regex> regex;
    std::string error;
  };

  std::mutex mutex_;
  std::map<std::string, Compiled, std::less<>> known_;
  std::size_t size_ = 0;
};

/// How large (Regex::size) all patterns that stand together may be: some fifty of the largest.
inline constexpr std::size_t max_patterns_size = 1'000'000;

}  // namespace guiju::cel
