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

bool Regex::search(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), impl_->pattern);
}

}  // namespace guiju::cel
