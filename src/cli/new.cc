#include <fmt/ranges.h>

#include "cli/commands.h"
#include "cli/new_dossier.h"
#include "cli/new_pack.h"

namespace guiju {

ExitCode make(const Call& call) {
  const auto& words = call.arguments.positional;
  const bool pack = !words.empty() && words.front() == "pack";
  if (pack && words.size() == 2) return new_pack(call);
  if (!pack && words.size() < 2) return new_dossier(call);
  Diagnostics diagnostics;
  diagnostics.add("usage-new-what", {}, {{"what", same(fmt::format("{}", fmt::join(words, " ")))}});
  return refuse(call, diagnostics);
}

}  // namespace guiju
