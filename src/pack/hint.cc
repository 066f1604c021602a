#include "pack/hint.h"

#include "text/unicode.h"

namespace guiju {

Localized near_hint(std::string_view written, const std::vector<std::string_view>& known) {
  const auto near = nearest(written, known.data(), known.size());
  if (!near) return {};
  return {"，是不是“" + std::string(*near) + "”？", "; did you mean `" + std::string(*near) + "`?"};
}

Localized near_hint(std::string_view written, const std::vector<std::string>& known) {
  return near_hint(written, std::vector<std::string_view>(known.begin(), known.end()));
}

}  // namespace guiju
