// The report for people to read: by dossier, then by what it asks of the reader.

#include <algorithm>
#include <utility>

#include "report/digest.h"
#include "report/draw.h"
#include "report/head.h"
#include "report/phrase.h"
#include "report/renderers.h"
#include "report/statistics_text.h"
#include "text/unicode.h"

namespace guiju {

namespace {

void draw_section(std::string_view text, Canvas& canvas) {
  canvas.gap();
  canvas.flow(text, 2, Ink::strong).end_line();
}

// ---------------------------------------------------------------- a dossier

void draw_dossier_heading(const DossierPart& part, Canvas& canvas) {
  const auto language = canvas.language();
  canvas.gap();
  if (part.dossier == nullptr) {
    const auto title = part.file.empty()
                           ? word(language, "全部材料合并审查", "all dossiers together")
                           : std::string_view(part.file);
    canvas.put(title, Ink::strong).end_line();
    return;
  }
  const auto& dossier = *part.dossier;
  canvas.put(dossier.file, Ink::strong);
  if (!dossier.only_one) {
    canvas.put(say(language, " 第{}份", " document {}", dossier.ordinal), Ink::strong);
  }
  const auto name = name_of(dossier, language);
  if (!name.empty()) canvas.put("  ").flow(name, 4);
  canvas.end_line();
  if (dossier.packs.empty()) return;
  canvas.put("  ").flow(judged_by(dossier, language), 2, Ink::faint).end_line();
}

/// What a rule that is kept, or does not apply, came to.
void draw_result(const RuleResult& result, Canvas& canvas) {
  const auto language = canvas.language();
  const auto ink = result.outcome == Outcome::satisfied ? Ink::good : Ink::faint;
  canvas.put("  ").cell(words_for(result.outcome).in(language), language == Language::zh ? 6 : 14,
                        ink);
  canvas.put(" ").put(result.rule->address).put("  ");
  auto says = result.rule->clause->says.in(language);
  if (result.quantity && result.outcome == Outcome::satisfied) {
    says += say(language, "（现有{}{}）", " ({}{} found)", result.quantity->found_least,
                unit_for(result.quantity->found_least, result.quantity->unit, language));
  }
  canvas.flow(says, 9).end_line();
}

void draw_results(const DossierPart& part, Canvas& canvas) {
  canvas.gap();
  for (const auto* result : part.results) {
    const bool quiet = result->outcome == Outcome::satisfied ||
                       (result->outcome == Outcome::not_applicable && result->note.empty());
    if (quiet) draw_result(*result, canvas);
  }
}

void draw_findings(const std::vector<const Finding*>& findings, Canvas& canvas) {
  for (const auto* finding : findings) {
    canvas.gap();
    draw(message_for(*finding, canvas.options()), canvas);
  }
}

/// What the baseline has already is drawn where everything is asked for, else counted.
void draw_known(const DossierPart& part, Canvas& canvas) {
  if (part.totals.known == 0) return;
  canvas.gap();
  const auto language = canvas.language();
  canvas.put(say(language, "  基线中已知的{}项", "  known from the baseline: {}", part.totals.known),
             Ink::faint);
  canvas.end_line();
  if (!canvas.options().verbose) return;
  for (const auto* diagnostic : part.known_diagnostics) {
    canvas.gap();
    draw(as_known(message_for(*diagnostic, language), language), canvas);
  }
  for (const auto* finding : part.known) {
    canvas.gap();
    draw(as_known(message_for(*finding, canvas.options()), language), canvas);
  }
}

void draw_part(const DossierPart& part, Canvas& canvas) {
  draw_dossier_heading(part, canvas);
  for (const auto* diagnostic : part.diagnostics) {
    canvas.gap();
    draw(message_for(*diagnostic, canvas.language()), canvas);
  }
  draw_findings(part.violations, canvas);
  for (const auto* item : part.rejected) {
    canvas.gap();
    draw(message_for(*item, canvas.language()), canvas);
  }
  draw_findings(part.departures, canvas);
  draw_findings(part.undecided, canvas);
  for (const auto& field : part.missing) {
    canvas.gap();
    draw(message_for(field, canvas.options()), canvas);
  }
  draw_findings(part.remarks, canvas);
  draw_known(part, canvas);
  if (canvas.options().verbose && part.dossier != nullptr) draw_results(part, canvas);
}

/// A dossier with nothing to report, among others: one line.
void draw_clean(const DossierPart& part, Canvas& canvas) {
  const auto language = canvas.language();
  const bool judged = !part.dossier->packs.empty();
  const bool known = part.totals.known > 0;
  canvas.put(known    ? word(language, "已知", "known")
             : judged ? word(language, "符合", "clean")
                      : word(language, "未审查", "not judged"),
             judged && !known ? Ink::good : Ink::warning);
  canvas.put(" ").put(part.file);
  if (!part.dossier->only_one) {
    canvas.put(say(language, " 第{}份", " document {}", part.dossier->ordinal));
  }
  const auto name = name_of(*part.dossier, language);
  if (!name.empty()) canvas.put("  ").put(name, Ink::faint);
  if (known) {
    canvas.put(say(language, "  基线中已知的{}项", "  {} known from the baseline",
                   part.totals.known),
               Ink::faint);
  }
  if (part.totals.review_open > 0) {
    canvas.put(say(language, "  {}项待人工审查", "  {} for a person to judge",
                   part.totals.review_open),
               Ink::note);
  }
  canvas.end_line();
}

/// Among several, a dossier with nothing to report is told in one line, before all others.
void draw_parts(const ReportParts& report, const Digest& summary, Canvas& canvas) {
  const bool several = summary.parts_shown > 1 && !canvas.options().verbose;
  const auto in_one_line = [&](const ReportPart& part) {
    return several && part.dossier != nullptr && is_clean(part);
  };
  const auto& threshold = canvas.options().threshold;
  ReportParts::Dossiers others(summary.totals.dossiers, true);
  const auto draw_clean_one = [&](const ReportPart& part) {
    if (!in_one_line(part)) return;
    draw_clean(digest(part, threshold), canvas);
    others[part.index] = false;
  };
  const auto draw_other = [&](const ReportPart& part) {
    if (is_shown(part)) draw_part(digest(part, threshold), canvas);
  };
  using Extent = ReportParts::Extent;
  if (several) report.each(draw_clean_one, Extent::findings);
  report.each(draw_other, Extent::whole, &others);
}

// ---------------------------------------------------------------- the reviewer's checklist

void draw_item(const ReviewItem& item, std::string_view file, bool several, Canvas& canvas) {
  const auto language = canvas.language();
  std::vector<std::string> looks;
  for (const auto& look : item.look_at) looks.push_back(words_of(look, file, language));
  const auto see = looks.empty() ? std::string(word(language, "看全文", "see the whole dossier"))
                                 : say(language, "看{}", "see {}", join(looks, language));
  canvas.put("      ");
  if (several && !file.empty()) {
    canvas.flow(say(language, "{}：{}", "{}: {}", file, see), 8);
  } else {
    canvas.flow(see, 6);
  }
}

void draw_answer(const Answer& answer, Canvas& canvas) {
  canvas.end_line();
  canvas.put("      ").flow(words_of(answer, canvas.language()), 8,
                           answer.kept ? Ink::good : Ink::error);
}

/// The items that are listed: the first of them, or all, which `items` holds.
void draw_items(const Question& question, bool several, QuestionItems& items, Canvas& canvas) {
  bool first = true;
  const auto put = [&](const ReviewItem& item, std::string_view file) {
    if (!std::exchange(first, false)) canvas.end_line();
    draw_item(item, file, several, canvas);
    if (item.answer) draw_answer(*item.answer, canvas);
  };
  if (canvas.options().verbose) {
    items.of(question, put);
  } else {
    for (const auto& [item, file] : question.first) put(item, file);
  }
}

void draw_question(const Question& question, bool several, QuestionItems& items, Canvas& canvas) {
  const auto language = canvas.language();
  const bool answered = question.answered == question.items;
  canvas.put("  ").put(answered ? "☑ " : "□ ", answered ? Ink::good : Ink::note);
  canvas.flow(question.review->ask.in(language), canvas.column()).end_line();
  draw_items(question, several, items, canvas);
  if (const auto more = question.items - shown_of(question.items, canvas.options()); more > 0) {
    canvas.end_line();
    canvas.put(say(language, "      另{}份材料", "      {} more", more), Ink::faint);
  }
  canvas.right(question.review->address, Ink::faint).end_line();
}

void draw_checklist(const ReportParts& report, const Digest& digest, Canvas& canvas) {
  if (digest.questions.empty()) return;
  draw_section(word(canvas.language(), "人工审查", "For a person to judge"), canvas);
  QuestionItems items(report, digest.questions);
  for (const auto& question : digest.questions) {
    draw_question(question, digest.totals.dossiers > 1, items, canvas);
  }
}

void draw_fixed(const std::vector<Matter>& fixed, Canvas& canvas) {
  if (fixed.empty()) return;
  const auto language = canvas.language();
  draw_section(word(language, "已修复", "Fixed since the baseline"), canvas);
  const auto shown = shown_of(fixed.size(), canvas.options());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& matter = fixed[i];
    const auto what = listed({matter.file, matter.subject.in(language)}, language);
    canvas.put("  ").flow(say(language, "{}{}{}", "{}{}{}", what, what.empty() ? "" : word(language, "：", ": "),
                              matter.sentence.in(language)),
                          4);
    canvas.right(matter.id, Ink::faint).end_line();
  }
  if (const auto more = fixed.size() - shown; more > 0) {
    canvas.put(say(language, "  另{}项", "  {} more", more), Ink::faint).end_line();
  }
}

// ---------------------------------------------------------------- clauses and notes

struct ClauseRow {
  const ClauseSummary* summary;
  std::string state;
};

void draw_row(const ClauseRow& row, std::size_t id_cells, std::size_t state_cells, Canvas& canvas) {
  const auto& clause = *row.summary->clause;
  canvas.put("  ").cell(clause.id, id_cells).put("  ");
  canvas.cell(row.state, state_cells, ink_of(*row.summary)).put("  ");
  const auto language = canvas.language();
  const auto& says = clause.says.in(language);
  canvas.flow(clause.info.empty()
                  ? says
                  : say(language, "{}（{}）", "{} ({})", says, clause.info.in(language)),
              canvas.column());
  canvas.end_line();
}

void draw_summary(const PackSummary& summary, Canvas& canvas) {
  const auto language = canvas.language();
  std::vector<ClauseRow> rows;
  std::size_t id_cells = 0;
  std::size_t state_cells = 0;
  for (const auto& clause : summary.clauses) {
    if (!clause.concerned()) continue;
    rows.push_back({&clause, words_of(clause, language)});
    id_cells = std::max(id_cells, display_width(clause.clause->id));
    state_cells = std::max(state_cells, display_width(rows.back().state));
  }
  const Pack& pack = *summary.pack;
  const auto facts = listed({pack.number, fmt::format("{} {}", pack.id, pack.version)}, language);
  draw_section(
      say(language, "逐条小结 {}（{}）", "By clause: {} ({})", pack.title.in(language), facts),
      canvas);
  for (const auto& row : rows) draw_row(row, id_cells, state_cells, canvas);
  if (const auto others = summary.clauses.size() - rows.size(); others > 0) {
    canvas.put(say(language, "  另有{}条与本次材料无关", "  {} more do not concern these dossiers",
                   others),
               Ink::faint);
    canvas.end_line();
  }
}

/// Rules with the same note; of a count, how far it is.
std::string noted_rules(const RuleNote& note, const RenderOptions& options) {
  const auto language = options.language;
  std::vector<std::string> rules;
  const auto shown = shown_of(note.results.size(), options);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& result = note.results[i];
    rules.push_back(result.quantity ? say(language, "{}（{}）", "{} ({})", result.rule->address,
                                          sentence_of(*result.quantity, result.outcome, language))
                                    : result.rule->address);
  }
  if (const auto more = note.results.size() - shown; more > 0) {
    rules.push_back(say(language, "另{}条", "{} more", more));
  }
  return join(rules, language);
}

void draw_notes(const Digest& digest, Canvas& canvas) {
  if (digest.notes.empty()) return;
  const auto language = canvas.language();
  draw_section(word(language, "另请注意", "Please note"), canvas);
  for (const auto& note : digest.notes) {
    canvas.put("  ").flow(say(language, "{}：{}", "{}: {}", note.note.in(language),
                              noted_rules(note, canvas.options())),
                          4);
    canvas.end_line();
  }
}

/// What the report stands on: said where everything is asked for.
void draw_head(const ReportHead& head, const Digest& digest, Canvas& canvas) {
  draw_section(word(canvas.language(), "本次审查", "This run"), canvas);
  for (const auto& [name, value] : head_of(head, digest, canvas.options())) {
    canvas.put("  ").flow(say(canvas.language(), "{}：{}", "{}: {}", name, value), 4).end_line();
  }
}

void draw_verdict(const Digest& digest, Canvas& canvas) {
  const auto ink =
      digest.verdict == Verdict::passed || digest.verdict == Verdict::open ? Ink::good : Ink::error;
  canvas.gap();
  canvas.put(verdict_line(digest, canvas.language()), ink).end_line();
}

}  // namespace

void render_text(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out) {
  Canvas canvas(out, options);
  if (!options.quiet) {
    draw_parts(report, digest, canvas);
    draw_checklist(report, digest, canvas);
    draw_fixed(report.head().fixed, canvas);
    draw_notes(digest, canvas);
    for (const auto& pack : digest.packs) draw_summary(pack, canvas);
    if (options.verbose) draw_head(report.head(), digest, canvas);
  }
  if (options.statistics) draw_statistics(digest.statistics, canvas);
  draw_verdict(digest, canvas);
}

}  // namespace guiju
