#include <algorithm>
#include <iterator>
#include <sstream>

#include "audit/audit.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/diff_sides.h"
#include "cli/surroundings.h"
#include "report/difference_report.h"

namespace guiju {

namespace {

AuditOptions read_options(const Call& call, Diagnostics& diagnostics) {
  AuditOptions options;
  const auto& words = call.arguments.positional;
  options.files.paths.assign(words.begin() + 2, words.end());
  options.as_of = read_date(call.arguments, "--as-of", diagnostics);
  options.today = today();
  // The question is how dossiers fare under each text; that a term ended is told beside it.
  options.outside_term = true;
  return options;
}

/// What a file came to that could be read at all stands in the comparison; what could not be read
/// could not be compared.
void report_unread(const Report& report, Diagnostics& diagnostics) {
  for (const auto& [dossier, diagnostic, novelty] : report.diagnostics) {
    if (dossier != no_dossier) continue;
    diagnostics.add(diagnostic.id, diagnostic.place, diagnostic.arguments).related =
        diagnostic.related;
  }
}

bool wants_standard_input(const AuditOptions& options) {
  const auto& paths = options.files.paths;
  return std::find(paths.begin(), paths.end(), "-") != paths.end();
}

/// Judges the dossiers by each pack. Nothing, and diagnostics, where they cannot be compared.
std::optional<OutcomeChanges> judge_by_both(const Call& call, AuditOptions options,
                                            const Difference& difference,
                                            Diagnostics& diagnostics) {
  // Standard input can be read only once, and is judged twice.
  std::string typed;
  if (wants_standard_input(options)) typed.assign(std::istreambuf_iterator<char>(call.in), {});
  const auto judge = [&](const ComparedPack& side, Diagnostics& run) {
    std::istringstream in(typed);
    options.packs = {side.pack->id};
    return whole(*run_audit(*side.packs, options, in, run));
  };
  Diagnostics unheard;  // the same trouble with the same files, a second time
  const auto before = judge(difference.before, unheard);
  const auto after = judge(difference.after, diagnostics);
  report_unread(after, diagnostics);
  if (after.files == 0) return std::nullopt;
  if (before.dossiers.size() != after.dossiers.size()) {
    diagnostics.add("diff-files-changed", {});
    return std::nullopt;
  }
  return compare_outcomes(difference, before, after, call.out_style.threshold);
}

}  // namespace

ExitCode diff(const Call& call) {
  Diagnostics diagnostics;
  const auto* format = choose_named(difference_formats(), call, diagnostics);
  const auto options = read_options(call, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  const auto& words = call.arguments.positional;
  const auto sides = load_sides(call, words[0], words[1], diagnostics);
  if (!sides) return refuse(call, diagnostics);

  DifferenceReport report{compare_packs(sides->before, sides->after), {}};
  if (!options.files.paths.empty()) {
    report.outcomes = judge_by_both(call, options, report.difference, diagnostics);
    if (!report.outcomes) return refuse(call, diagnostics);
  }
  format->render(report, call.out_style, call.out);
  show(call, diagnostics.all());
  if (diagnostics.has_errors()) return ExitCode::untrustworthy;
  return report.difference.empty() ? ExitCode::nothing_found : ExitCode::found;
}

}  // namespace guiju
