#include <functional>

#include "cli/files.h"
#include "cli/interruption.h"
#include "cli/judging.h"
#include "cli/partial.h"
#include "cli/progress.h"
#include "cli/reporting.h"
#include "cli/rules.h"

namespace guiju {

ExitCode check(const Call& call) {
  Diagnostics diagnostics;
  auto options = audit_options(call, diagnostics);
  if (call.arguments.has("--list-files")) {
    const auto slice = read_slice(call.arguments, diagnostics);
    if (diagnostics.has_errors()) return refuse(call, diagnostics);
    return list_files(call, options.files, slice, diagnostics);
  }
  if (call.arguments.has("--partial")) return check_partially(call, options, diagnostics);
  if (call.arguments.has("--shard")) diagnostics.add("usage-shard-alone", {});
  const auto reporting = reporting_of(call, options.limits, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  options.digests = reporting.needs_digests();
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;

  const auto progress = progress_line(call);
  const Interruption interruption;
  options.stop = Interruption::asked;
  if (progress) options.on_progress = std::bind_front(&ProgressLine::show, progress.get());
  const auto judged = run_audit(*packs, options, call.in, diagnostics);
  if (progress) progress->erase();
  const bool passed = report_on(*judged, call, reporting, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  show(call, diagnostics.all());
  return passed ? ExitCode::nothing_found : ExitCode::found;
}

}  // namespace guiju
