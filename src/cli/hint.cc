#include "cli/hint.h"

#include "text/unicode.h"

namespace guiju {

Localized hint_for(std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto near = nearest(word, candidates);
  if (!near) return {};
  const std::string name(*near);
  return {"，是不是“" + name + "”？", "; did you mean `" + name + "`?"};
}

}  // namespace guiju
