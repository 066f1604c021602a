#include "report/coverage.h"

#include <algorithm>

#include "audit/run_cases.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rules.h"

namespace guiju {

namespace {

/// The packs the call names, in order; all of them if it names none.
std::vector<const Pack*> read_packs(const Call& call, const Packs& packs,
                                    Diagnostics& diagnostics) {
  std::vector<const Pack*> chosen;
  if (call.arguments.positional.empty() || call.arguments.has("--all")) {
    for (const auto& pack : packs.all()) chosen.push_back(pack.get());
    return chosen;
  }
  for (const auto& id : call.arguments.positional) {
    const auto* pack = packs.find(id);
    if (pack == nullptr) report_unknown_pack(id, packs, diagnostics);
    else chosen.push_back(pack);
  }
  return chosen;
}

Coverage cover(const Packs& packs, const Pack& pack, const std::vector<RulesFile>& files,
               Diagnostics& diagnostics) {
  Coverage coverage{&pack, {}, {}};
  const auto* file = find_cases(files, pack.id);
  if (file == nullptr) {
    diagnostics.add("pack-without-cases", pack.place, {{"pack", same(pack.id)}});
    return coverage;
  }
  const auto cases = read_cases(pack, *file, diagnostics);
  coverage.cases = run_cases(packs, pack, cases, files).named;
  for (const auto& one : cases.cases) {
    for (const auto& expectation : one.expected) {
      const auto* rule = pack.find_rule(expectation.rule);
      if (rule != nullptr && expectation.outcome) coverage.expected[rule].insert(*expectation.outcome);
    }
  }
  return coverage;
}

}  // namespace

ExitCode coverage(const Call& call) {
  Diagnostics diagnostics;
  const auto* format = choose_named(coverage_formats(), call, diagnostics);
  const auto files = rules_files(call, diagnostics);
  const auto packs = load_packs(files, diagnostics);
  const auto chosen = read_packs(call, packs, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  std::vector<Coverage> all;
  all.reserve(chosen.size());
  for (const auto* pack : chosen) all.push_back(cover(packs, *pack, files, diagnostics));
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  format->render(all, call.out_style, call.out);
  return std::all_of(all.begin(), all.end(), is_complete) ? ExitCode::nothing_found
                                                          : ExitCode::found;
}

}  // namespace guiju
