#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

#include "audit/test_junit.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rules.h"
#include "cli/targets.h"
#include "cli/write_file.h"
#include "pack/limits.h"
#include "report/draw.h"
#include "report/phrase.h"
#include "text/lines.h"

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
    message.add(word(language, "差别", "difference"), difference.in(language));
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

void put_result(const std::string& pack, const CasesResult& result, Canvas& canvas) {
  for (const auto& failure : result.failures) put_failure(failure, canvas);
  put_untouched(result.untouched, canvas);
  canvas.gap();
  canvas.put(say(canvas.language(), "{}：{}项相符，{}项不符", "{}: {} passed, {} failed", pack,
                 result.cases - result.failures.size(), result.failures.size()),
             result.passed() ? Ink::good : Ink::error);
  canvas.end_line();
}

/// What comes after the name of a case, which alone differs between cases that are one.
std::string_view body_of(std::string_view written) {
  return written.substr(std::min(written.find('\n'), written.size()));
}

/// A change that no case noticed, with a case that would; one that stands above is not repeated.
void put_unnoticed(const TriedMutant& tried, std::set<std::string_view>& shown, Canvas& canvas) {
  const auto language = canvas.language();
  Message message;
  message.ink = Ink::error;
  message.label = word(language, "没有发现", "unnoticed");
  message.title = tried.says.in(language);
  message.place = tried.place;
  const bool found = !tried.case_.empty();
  const bool is_new = found && shown.insert(body_of(tried.case_)).second;
  if (!is_new) {
    const auto more =
        found ? word(language, "上面给出的用例也能发现它", "one given above would notice it too")
              : word(language, "没有找到能发现它的用例；两种写法也许并无分别",
                     "none was found that would notice; perhaps the two come to the same");
    message.add(word(language, "用例", "case"), std::string(more));
  }
  canvas.gap();
  draw(message, canvas);
  if (!is_new) return;
  canvas.put(word(language, "  这个用例能发现它，可贴入 cases.yaml 的 cases 之下：",
                  "  this case would notice it; paste it under `cases` of cases.yaml:"));
  canvas.end_line();
  for (const auto& line : lines_of(tried.case_)) canvas.put(line).end_line();
}

void put_mutants(const std::string& pack, const MutationResult& result, Canvas& canvas) {
  std::set<std::string_view> shown;
  for (const auto& tried : result.tried) {
    if (!tried.noticed) put_unnoticed(tried, shown, canvas);
  }
  canvas.gap();
  canvas.put(say(canvas.language(), "{}：{}处改动，{}处没有用例发现",
                 "{}: {} changes, {} unnoticed by any case", pack, result.tried.size(),
                 result.survivors()),
             result.survivors() == 0 ? Ink::good : Ink::error);
  canvas.end_line();
}

/// Writes the reports that the cases of a pack name, where they are not so already.
void update_reports(const Packs& packs, const Pack& pack, const CaseFile& cases, Target& target,
                    Diagnostics& diagnostics) {
  const auto folder = std::filesystem::path(cases.source->name()).parent_path();
  for (const Case& one : cases.cases) {
    if (one.report.empty()) continue;
    const std::string path = pack.id + "/" + one.report;
    const std::string report = case_report(packs, pack, one);
    const auto known = std::find_if(target.files.begin(), target.files.end(),
                                    [&path](const auto& file) { return file.path == path; });
    if (known != target.files.end() && known->bytes == report) continue;
    const auto name = (folder / one.report).generic_string();
    // Writing follows links, and a pack of somebody else's must not say where to.
    if (std::filesystem::is_symlink(name)) {
      diagnostics.add("rules-link", {}, {{"file", same(name)}});
      continue;
    }
    if (!write_file(name, report, diagnostics)) continue;
    if (known != target.files.end()) known->bytes = report;
    else target.files.push_back({path, report, name});
  }
}

/// Tests packs one after another and shows what comes of it.
class Tester {
 public:
  explicit Tester(const Call& call)
      : call_(call), canvas_(call.out, call.out_style),
        mutating_(call.arguments.has("--mutate")), updating_(call.arguments.has("--update")) {
    junit_ = choose("--format", call.arguments.last("--format", "text"),
                    std::array{Choice<bool>{"text", false}, Choice<bool>{"junit", true}},
                    diagnostics_);
  }

  ExitCode run() {
    auto targets = targets_of(call_, diagnostics_);
    if (targets.empty()) diagnostics_.add("usage-no-packs-named", {});
    if (diagnostics_.has_errors()) return refuse(call_, diagnostics_);
    for (auto& target : targets) {
      const auto packs = load_packs(target.files, diagnostics_);
      if (diagnostics_.has_errors()) continue;
      for (const auto& name : target.packs) test(packs, name, target);
    }
    if (junit_) write_junit(tested_, call_.out_style.language, call_.out);
    show(call_, diagnostics_.all());
    if (diagnostics_.has_errors()) return ExitCode::untrustworthy;
    const bool passed = std::all_of(tested_.begin(), tested_.end(),
                                    [](const TestedPack& one) { return one.passed(); });
    return passed ? ExitCode::nothing_found : ExitCode::found;
  }

 private:
  void test(const Packs& packs, const std::string& name, Target& target) {
    const auto* pack = packs.find(name);
    const auto* file = find_cases(target.files, name);
    if (pack == nullptr) {
      report_unknown_pack(name, packs, diagnostics_);
    } else if (file == nullptr) {
      diagnostics_.add("pack-without-cases", pack->place, {{"pack", same(name)}});
    } else {
      Diagnostics reading;
      const auto cases = read_cases(*pack, *file, reading);
      // Cases that are not what their author meant show nothing.
      if (!reading.has_errors()) test(packs, *pack, cases, target);
      diagnostics_.add(reading.take());
    }
  }

  void test(const Packs& packs, const Pack& pack, const CaseFile& cases, Target& target) {
    if (updating_) update_reports(packs, pack, cases, target, diagnostics_);
    TestedPack tested{pack.id, run_cases(packs, pack, cases, target.files), std::nullopt};
    if (!junit_) put_result(pack.id, tested.cases, canvas_);
    if (tested.cases.left_out > 0) {
      diagnostics_.add("cases-too-costly", pack.place,
                       {{"limit", same(std::to_string(most_test_steps))},
                        {"number", same(std::to_string(tested.cases.left_out))}});
    }
    // Where cases fail already, a change that fails them too shows nothing.
    if (mutating_ && tested.cases.passed() && !diagnostics_.has_errors()) {
      tested.mutation = mutate(target.files, pack.id, std::thread::hardware_concurrency(),
                               call_.out_style.language);
      if (!junit_) put_mutants(pack.id, *tested.mutation, canvas_);
      if (!tested.mutation->complete) {
        diagnostics_.add("mutation-too-costly", pack.place, {{"pack", same(pack.id)}});
      }
    }
    tested_.push_back(std::move(tested));
  }

  const Call& call_;
  Canvas canvas_;
  Diagnostics diagnostics_;
  std::vector<TestedPack> tested_;
  bool mutating_;
  bool updating_;
  bool junit_ = false;
};

}  // namespace

ExitCode test(const Call& call) { return Tester(call).run(); }

}  // namespace guiju
