#include "cli/commands.h"
#include "cli/new_pack.h"

namespace guiju {

ExitCode make(const Call& call) {
  const auto& words = call.arguments.positional;
  if (words.front() == "pack" && words.size() == 2) return new_pack(call);
  Diagnostics diagnostics;
  diagnostics.add("usage-new-what", {}, {{"what", same(words.front())}});
  return refuse(call, diagnostics);
}

}  // namespace guiju
