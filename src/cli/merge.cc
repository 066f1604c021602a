#include "audit/shard.h"
#include "cli/commands.h"
#include "cli/reporting.h"
#include "cli/rules.h"

namespace guiju {

ExitCode merge(const Call& call) {
  Diagnostics diagnostics;
  const auto reporting = reporting_of(call, {}, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;

  const auto merged = merge_shards(*packs, call.arguments.positional, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  const bool passed = report_on(*merged, call, reporting, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  show(call, diagnostics.all());
  return passed ? ExitCode::nothing_found : ExitCode::found;
}

}  // namespace guiju
