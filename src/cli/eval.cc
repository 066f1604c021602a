#include "audit/eval.h"

#include <algorithm>

#include "audit/run_files.h"

#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rules.h"
#include "cli/surroundings.h"
#include "report/canvas.h"
#include "report/phrase.h"

namespace guiju {

namespace {

void put_result(const EvalResult& result, Canvas& canvas) {
  const auto language = canvas.language();
  const auto ordinal = result.ordinal > 1 ? "#" + std::to_string(result.ordinal) : std::string();
  canvas.put(result.file + ordinal, Ink::faint).put("  ").put(result.pack, Ink::faint).put("  ");
  if (!result.value.empty()) canvas.put(result.value + " : " + result.type);
  if (!result.error.empty()) canvas.put(result.error, Ink::error);
  if (!result.missing.empty()) {
    std::vector<std::string> paths;
    for (const auto& missing : result.missing) paths.push_back(missing.path);
    canvas.put(say(language, "没有值，材料缺少：{}", "no value; the dossier lacks: {}",
                   join(paths, language)),
               Ink::warning);
  }
  canvas.end_line();
}

bool has_value(const EvalResult& result) { return !result.value.empty(); }

}  // namespace

ExitCode eval(const Call& call) {
  Diagnostics diagnostics;
  AuditOptions options;
  options.files.paths.assign(call.arguments.positional.begin() + 1, call.arguments.positional.end());
  options.packs = call.arguments.all("--pack");
  options.as_of = read_date(call.arguments, "--as-of", diagnostics);
  options.today = today();
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;
  check_names(*packs, options, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  const auto results =
      evaluate_expression(*packs, call.arguments.positional.front(), options, call.in, diagnostics);
  Canvas canvas(call.out, call.out_style);
  for (const auto& result : results) put_result(result, canvas);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  return std::all_of(results.begin(), results.end(), has_value) ? ExitCode::nothing_found
                                                                : ExitCode::found;
}

}  // namespace guiju
