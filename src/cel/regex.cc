#include "cel/regex.h"

#include <re2/re2.h>

namespace guiju::cel {

struct Regex::Impl {
  re2::RE2 pattern;
};

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::~Regex() = default;

std::unique_ptr<const Regex> Regex::compile(std::string_view pattern, std::string& error) {
  if (pattern.size() > max_pattern_bytes) {
    error = "pattern too long";
    return nullptr;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);  // bounds what a pattern such as (a{1000}){1000} may grow to
  const re2::StringPiece piece(pattern.data(), pattern.size());
  std::unique_ptr<Impl> impl(new Impl{{piece, options}});
  if (!impl->pattern.ok()) {
    error = impl->pattern.error();
    return nullptr;
  }
  return std::unique_ptr<const Regex>(new Regex(std::move(impl)));
}

std::size_t Regex::size() const { return static_cast<std::size_t>(impl_->pattern.ProgramSize()); }

std::uint64_t Regex::steps_to_search(std::size_t bytes) const {
  constexpr std::uint64_t a_step = 64;  // of these cost about as much as another operation
  return 1 + (std::uint64_t{bytes} + 1) * size() / a_step;
}

std::shared_ptr<const Regex> Patterns::compile(std::string_view pattern, std::string& error) {
  constexpr std::size_t each = 50;       // even the smallest takes memory
  constexpr std::size_t broken = 4'000;  // one that becomes too large is found out late
  const std::lock_guard lock(mutex_);
  if (const auto found = known_.find(pattern); found != known_.end()) {
    error = found->second.error;
    return found->second.regex;
  }
  if (size_ > max_patterns_size) {
    error = "the patterns of all packs together are too large";
    return nullptr;
  }
  Compiled made;
  made.regex = Regex::compile(pattern, made.error);
  size_ += made.regex == nullptr ? broken : each + made.regex->size();
  error = made.error;
  return known_.emplace(pattern, std::move(made)).first->second.regex;
}

bool Regex::search(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), impl_->pattern);
}

}  // namespace guiju::cel
