#include "audit/lint.h"

#include <algorithm>

#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rules.h"
#include "cli/targets.h"
#include "pack/hint.h"
#include "report/draw.h"
#include "report/json_values.h"

namespace guiju {

namespace {

enum class LintShape : std::uint8_t { text, json };
constexpr std::array lint_shapes{Choice<LintShape>{"text", LintShape::text},
                                 Choice<LintShape>{"json", LintShape::json}};

/// What was found in the packs that were looked at.
struct Lint {
  std::vector<std::string> packs;
  std::vector<Diagnostic> diagnostics;

  std::size_t count(Severity severity) const {
    return static_cast<std::size_t>(
        std::count_if(diagnostics.begin(), diagnostics.end(),
                      [=](const Diagnostic& one) { return severity_of(one) == severity; }));
  }
  bool clean() const { return count(Severity::error) + count(Severity::warning) == 0; }
};

bool holds_pack(const std::vector<RulesFile>& files, const std::string& name) {
  return std::any_of(files.begin(), files.end(),
                     [&](const RulesFile& file) { return file.path == name + "/pack.yaml"; });
}

/// Reports the names that no folder of the target has.
void check_names(const Target& target, Diagnostics& diagnostics) {
  for (const auto& name : target.packs) {
    if (holds_pack(target.files, name)) continue;
    std::vector<std::string> known;
    for (const auto& file : target.files) {
      if (file.path.ends_with("/pack.yaml")) known.push_back(folder_of(file));
    }
    diagnostics.add("pack-unknown", {}, {{"pack", same(name)}, {"hint", near_hint(name, known)}});
  }
}

std::string summary_of(const Lint& lint, Language language) {
  const auto packs = join(lint.packs, language);
  const auto errors = lint.count(Severity::error);
  const auto warnings = lint.count(Severity::warning);
  if (errors + warnings == 0) {
    return say(language, "{}：没有错误和警告", "{}: no errors, no warnings", packs);
  }
  return say(language, "{0}：{1}处错误，{2}处警告", "{0}: {3}, {4}", packs, errors, warnings,
             counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"));
}

/// Notes that are not shown, and how to see them; empty where there are none.
std::string hidden_notes(const Lint& lint, Language language) {
  const auto notes = lint.count(Severity::note);
  if (notes == 0) return {};
  return say(language, "另有{0}处提示（--verbose 列出）", "{1} beside (--verbose shows them)", notes,
             counted(notes, "note", "notes"));
}

void put(const Lint& lint, const Call& call) {
  Canvas canvas(call.out, call.out_style);
  const bool notes = call.arguments.has("--verbose");
  for (const auto& diagnostic : lint.diagnostics) {
    if (severity_of(diagnostic) == Severity::note && !notes) continue;
    canvas.gap();
    draw(message_for(diagnostic, canvas.language()), canvas);
  }
  canvas.gap();
  canvas.put(summary_of(lint, canvas.language()), lint.clean() ? Ink::good : Ink::error);
  canvas.end_line();
  const auto hidden = notes ? std::string() : hidden_notes(lint, canvas.language());
  if (!hidden.empty()) canvas.put(hidden, Ink::faint).end_line();
}

void put_json(const Lint& lint, std::ostream& out) {
  write({{"format", "guiju-lint"},
         {"schema_version", "1.0"},
         {"packs", lint.packs},
         {"totals",
          {{"errors", lint.count(Severity::error)},
           {"warnings", lint.count(Severity::warning)},
           {"notes", lint.count(Severity::note)}}},
         {"diagnostics",
          json_array(lint.diagnostics, [](const auto& entry) { return json_of(entry); })}},
        out);
}

}  // namespace

ExitCode lint(const Call& call) {
  Diagnostics diagnostics;
  const auto shape =
      choose("--format", call.arguments.last("--format", "text"), lint_shapes, diagnostics);
  const auto targets = targets_of(call, diagnostics);
  if (targets.empty()) diagnostics.add("usage-no-packs-named", {});
  for (const auto& target : targets) check_names(target, diagnostics);
  if (diagnostics.has_errors()) return refuse(call, diagnostics);

  Lint all;
  for (const auto& target : targets) {
    all.packs.insert(all.packs.end(), target.packs.begin(), target.packs.end());
    auto found = lint_packs(target.files, target.packs);
    std::move(found.begin(), found.end(), std::back_inserter(all.diagnostics));
  }
  if (shape == LintShape::json)
    put_json(all, call.out);
  else
    put(all, call);
  return all.clean() ? ExitCode::nothing_found : ExitCode::found;
}

}  // namespace guiju
