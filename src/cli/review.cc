#include <filesystem>

#include "cli/judging.h"
#include "cli/rules.h"
#include "cli/write_file.h"

namespace guiju {

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

  auto report = run_audit(*packs, options, call.in, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);
  apply_answers(answers, report);
  for (auto& entry : report.diagnostics) {
    if (entry.diagnostic.id.starts_with("answers-")) diagnostics.add(std::move(entry.diagnostic));
  }
  if (report.review.empty()) diagnostics.add("review-nothing", {});
  if (!diagnostics.has_errors()) {
    const auto form = write_answers(report, call.out_style.language);
    if (file.empty()) call.out << form;
    else write_file(file, form, diagnostics);
  }
  show(call, diagnostics.all());
  return diagnostics.has_errors() ? ExitCode::untrustworthy : ExitCode::nothing_found;
}

}  // namespace guiju
