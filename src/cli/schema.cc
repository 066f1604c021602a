#include "report/schema.h"

#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/rules.h"

namespace guiju {

ExitCode schema(const Call& call) {
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;
  Diagnostics diagnostics;
  const auto chosen = choose_kind(call, *packs, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  write_schema(*packs, *chosen.kind, call.out);
  return ExitCode::nothing_found;
}

}  // namespace guiju
