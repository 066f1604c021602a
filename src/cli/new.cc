#include "cli/commands.h"
#include "cli/new_dossier.h"
#include "cli/new_pack.h"

namespace guiju {

ExitCode make(const Call& call) {
  const auto& words = call.arguments.positional;
  if (words.size() < 2) return new_dossier(call);
  if (words.front() == "pack") return new_pack(call);
  Diagnostics diagnostics;
  diagnostics.add("usage-new-what", {}, {{"what", same(words.front() + " " + words.back())}});
  return refuse(call, diagnostics);
}

}  // namespace guiju
