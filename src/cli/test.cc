#include <algorithm>
#include <thread>

#include "audit/mutate.h"
#include "audit/run_cases.h"
#include "cli/commands.h"
#include "cli/rules.h"
#include "cli/targets.h"
#include "report/draw.h"
#include "report/phrase.h"

namespace guiju {

namespace {

void put_failure(const CaseFailure& failure, Canvas& canvas) {
  const auto language = canvas.language();
  Message message;
  message.ink = Ink::error;
  message.label = word(language, "不符", "failed");
  message.title = failure.name;
  message.place = failure.place;
  for (const auto& difference : failure.differences) {
    message.lines.emplace_back(word(language, "差别", "difference"), difference.in(language));
  }
  canvas.gap();
  draw(message, canvas);
}

void put_untouched(const std::vector<std::string>& rules, Canvas& canvas) {
  if (rules.empty()) return;
  const auto language = canvas.language();
  canvas.gap();
  canvas.flow(say(language, "没有用例提到的规则：{}", "rules that no case names: {}",
                  join(rules, language)),
              2, Ink::error);
  canvas.end_line();
}

bool passed(const CasesResult& result) {
  return result.failures.empty() && result.untouched.empty();
}

void put_result(const std::string& pack, const CasesResult& result, Canvas& canvas) {
  for (const auto& failure : result.failures) put_failure(failure, canvas);
  put_untouched(result.untouched, canvas);
  canvas.gap();
  canvas.put(say(canvas.language(), "{}：{}项相符，{}项不符", "{}: {} passed, {} failed", pack,
                 result.cases - result.failures.size(), result.failures.size()),
             passed(result) ? Ink::good : Ink::error);
  canvas.end_line();
}

void put_mutants(const std::string& pack, const MutationResult& result, Canvas& canvas) {
  const auto language = canvas.language();
  for (const auto& survivor : result.survivors) {
    Message message;
    message.ink = Ink::error;
    message.label = word(language, "没有发现", "unnoticed");
    message.title = survivor.says.in(language);
    message.place = survivor.place;
    canvas.gap();
    draw(message, canvas);
  }
  canvas.put(say(language, "{}：{}处改动，{}处没有用例发现", "{}: {} changes, {} unnoticed by any case",
                 pack, result.mutants, result.survivors.size()),
             result.survivors.empty() ? Ink::good : Ink::error);
  canvas.end_line();
}

/// Whether the cases of a pack notice every small change of it.
bool mutate_pack(const std::string& name, const Target& target, Canvas& canvas) {
  const auto result = mutate(target.files, name, std::thread::hardware_concurrency());
  put_mutants(name, result, canvas);
  return result.survivors.empty();
}

/// Whether a pack keeps its cases; nothing where that cannot be told, and a diagnostic.
std::optional<bool> test_pack(const Packs& packs, const std::string& name, const Target& target,
                              Canvas& canvas, Diagnostics& diagnostics) {
  const auto* pack = packs.find(name);
  const auto* file = find_cases(target.files, name);
  if (pack == nullptr) report_unknown_pack(name, packs, diagnostics);
  if (pack != nullptr && file == nullptr) {
    diagnostics.add("pack-without-cases", pack->place, {{"pack", same(name)}});
  }
  if (pack == nullptr || file == nullptr) return std::nullopt;
  const auto cases = read_cases(*pack, *file, diagnostics);
  const auto result = run_cases(packs, *pack, cases, target.files);
  put_result(name, result, canvas);
  return passed(result);
}

}  // namespace

ExitCode test(const Call& call) {
  Diagnostics diagnostics;
  const auto targets = targets_of(call, diagnostics);
  if (targets.empty()) diagnostics.add("usage-no-packs-named", {});
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  Canvas canvas(call.out, call.out_style);
  bool all_passed = true;
  for (const auto& target : targets) {
    const auto packs = load_packs(target.files, diagnostics);
    if (diagnostics.has_errors()) continue;
    for (const auto& name : target.packs) {
      const auto kept = test_pack(packs, name, target, canvas, diagnostics);
      all_passed = all_passed && kept.value_or(false);
      if (call.arguments.has("--mutate") && kept.value_or(false)) {
        all_passed = mutate_pack(name, target, canvas) && all_passed;
      }
    }
  }
  show(call, diagnostics.all());
  if (diagnostics.has_errors()) return ExitCode::untrustworthy;
  return all_passed ? ExitCode::nothing_found : ExitCode::found;
}

}  // namespace guiju
