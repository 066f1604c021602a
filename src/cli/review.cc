#include <filesystem>

#include "cli/judging.h"
#include "cli/rules.h"
#include "cli/write_file.h"

namespace guiju {

namespace {

/// Tells what is wrong with the answers, and that there is no question to put.
void check_questions(const ReportParts& report, Diagnostics& diagnostics) {
  bool any = false;
  report.each([&](const ReportPart& part) {
    any = any || !part.review.empty();
    for (const auto& entry : part.diagnostics) {
      if (entry.diagnostic.id.starts_with("answers-")) diagnostics.add(entry.diagnostic);
    }
  }, ReportParts::Extent::findings);
  if (!any) diagnostics.add("review-nothing", {});
}

}  // namespace

ExitCode review(const Call& call) {
  Diagnostics diagnostics;
  const auto options = audit_options(call, diagnostics);
  const auto answers = answers_of(call, options.limits, diagnostics);
  const auto file = call.arguments.last("--output", "");
  // What people have filled in is not made again by a second call.
  if (!file.empty() && std::filesystem::exists(file)) {
    diagnostics.add("review-file-exists", {}, {{"file", same(file)}});
  }
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;

  const auto judged = run_audit(*packs, options, call.in, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  const AnsweredParts report(answers, *judged);
  check_questions(report, diagnostics);
  if (!diagnostics.has_errors()) {
    const auto write = [&](std::ostream& out) {
      write_answers(report, call.out_style.language, out);
    };
    if (file.empty()) write(call.out);
    else write_file(file, write, diagnostics);
  }
  show(call, diagnostics.all());
  return diagnostics.has_errors() ? ExitCode::untrustworthy : ExitCode::nothing_found;
}

}  // namespace guiju
