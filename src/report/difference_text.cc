// What two packs differ in, for people at a terminal.

#include <algorithm>

#include "report/canvas.h"
#include "report/difference_formats.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

using Became = Change::Kind;

constexpr std::size_t step = 4;  ///< cells that each level is indented by

void heading(std::string_view text, Canvas& canvas) {
  canvas.gap();
  canvas.put(text, Ink::strong).end_line();
}

Ink ink_of(Became kind) {
  switch (kind) {
    case Became::added:
      return Ink::good;
    case Became::removed:
      return Ink::error;
    case Became::renamed:
    case Became::changed:
      return Ink::warning;
    case Became::same:
      break;
  }
  return Ink::plain;
}

// ---- parts ----

/// Texts with a mark before the first: what was, what is.
void put_marked(std::string_view mark, const std::string& text, Ink ink, std::size_t column,
                Canvas& canvas) {
  if (canvas.column() == 0) canvas.put(std::string(column, ' '));
  canvas.put(mark, ink).put(" ");
  canvas.flow(text, column + 2).end_line();
}

void put_values(const Alteration& part, bool whole, Canvas& canvas) {
  const auto language = telling(part, canvas.language());
  const auto column = canvas.column();
  const auto& before = part.before.in(language);
  const auto& after = part.after.in(language);
  if (whole) {
    canvas.flow(after.empty() ? before : after, column).end_line();
    return;
  }
  if (!part.removed.empty() || !part.added.empty()) {
    const auto put = [&](std::string_view mark, const std::vector<Localized>& all, Ink ink) {
      std::vector<std::string> words;
      words.reserve(all.size());
      for (const auto& one : all) words.push_back(one.in(language));
      if (!words.empty()) put_marked(mark, join(words, language), ink, column, canvas);
    };
    put("-", part.removed, Ink::error);
    put("+", part.added, Ink::good);
    return;
  }
  const auto cells = column + display_width(before) + display_width(after) + step;
  if (!before.empty() && !after.empty() && cells <= canvas.width()) {
    canvas.put(before).put(" → ").put(after).end_line();
    return;
  }
  if (!before.empty()) put_marked("-", before, Ink::error, column, canvas);
  if (!after.empty()) put_marked("+", after, Ink::good, column, canvas);
}

/// `whole`: parts of a thing that only one side has.
void put_parts(const std::vector<Alteration>& parts, std::size_t indent, bool whole,
               Canvas& canvas) {
  const auto language = canvas.language();
  std::size_t cells = 0;
  for (const auto& part : parts) {
    cells = std::max(cells, display_width(part.label.in(language)));
  }
  for (const auto& part : parts) {
    canvas.put(std::string(indent, ' ')).cell(part.label.in(language), cells, Ink::faint);
    canvas.put("  ");
    put_values(part, whole, canvas);
  }
}

// ---- changes ----

void put_changes(const std::vector<Change>& changes, std::size_t indent, bool with_subject,
                 Canvas& canvas);

void put_change(const Change& change, std::size_t indent, bool with_subject, Canvas& canvas) {
  const auto language = canvas.language();
  canvas.put(std::string(indent, ' '));
  canvas.put(words_for(change).in(language), ink_of(change.kind)).put(" ");
  if (with_subject) canvas.put(words_for(change.subject).in(language)).put(" ");
  canvas.put(ids_of(change), Ink::strong);
  if (tells_itself(change)) canvas.put("  ").flow(change.says.in(language), canvas.column() + 2);
  canvas.end_line();
  const bool whole = change.kind == Became::added || change.kind == Became::removed;
  put_parts(shown_parts(change), indent + step, whole, canvas);
  put_changes(change.within, indent + step, true, canvas);
}

void put_changes(const std::vector<Change>& changes, std::size_t indent, bool with_subject,
                 Canvas& canvas) {
  for (const auto& change : changes) put_change(change, indent, with_subject, canvas);
}

void put_group(std::string_view title, const std::vector<Change>& changes, bool with_subject,
               Canvas& canvas) {
  if (changes.empty()) return;
  heading(title, canvas);
  put_changes(changes, 2, with_subject, canvas);
}

// ---- two policies side by side ----

/// One line of each side.
void put_pair(const Change& change, const SideNames& names, Canvas& canvas) {
  const auto language = canvas.language();
  const auto put = [&](const Localized& name, const std::string& words) {
    if (words.empty()) return;
    canvas.put("  ").put(name.in(language), Ink::faint).put("  ");
    canvas.flow(words, canvas.column()).end_line();
  };
  put(names.before, side_words(change, true, language));
  put(names.after, side_words(change, false, language));
  // Rules of one id that judge differently; what only one policy has is not to be compared.
  for (const auto& rule : change.within) {
    if (rule.kind == Became::changed) put_change(rule, 6, true, canvas);
  }
}

void put_side_by_side(const Difference& difference, const std::vector<Change>& changes,
                      std::string_view title, Canvas& canvas) {
  const auto language = canvas.language();
  const auto names = names_of(difference);
  bool paired = false;
  for (const auto& change : changes) {
    if (change.before.empty() || change.after.empty()) continue;
    if (!paired) heading(title, canvas);
    paired = true;
    put_pair(change, names, canvas);
  }
  const auto put_only = [&](const Localized& name, Became kind) {
    bool any = false;
    for (const auto& change : changes) {
      if (change.kind != kind) continue;
      if (!any) {
        heading(say(language, "{}：只有{}有", "{}: only in {}", title, name.in(language)), canvas);
      }
      any = true;
      canvas.put("  ").flow(side_words(change, kind == Became::removed, language), 4).end_line();
    }
  };
  put_only(names.before, Became::removed);
  put_only(names.after, Became::added);
}

// ---- dossiers ----

/// The end of a line, where there is more to say on it.
void put_after(const std::string& words, Canvas& canvas) {
  if (!words.empty()) canvas.put("  ").put(words);
  canvas.end_line();
}

void put_rule(const OutcomeChange& change, Canvas& canvas) {
  const auto language = canvas.language();
  const auto* rule = change.after != nullptr ? change.after : change.before;
  canvas.put("    ").put(rule->id, Ink::strong).put("  ");
  canvas.put(words_of(change, language)).end_line();
  if (!change.sentence.empty()) {
    canvas.put("      ").flow(change.sentence.in(language), 6, Ink::faint).end_line();
  }
}

void put_dossier(const DossierChange& change, const Difference& difference, Canvas& canvas) {
  const auto language = canvas.language();
  canvas.put("  ");
  if (change.dossier) {
    canvas.put(place_of(*change.dossier), Ink::strong);
    put_after(title_of(change, language), canvas);
    canvas.put("    ").flow(standing_of(change, difference, language), 4);
    canvas.end_line();
  } else {
    canvas.put(title_of(change, language), Ink::strong).end_line();
  }
  for (const auto& rule : change.rules) put_rule(rule, canvas);
  for (const auto& entry : change.diagnostics) {
    canvas.put("    ").put(entry.diagnostic.id, Ink::strong);
    put_after(words_of(entry, difference, language), canvas);
    canvas.put("      ").flow(message_of(entry.diagnostic, language), 6, Ink::faint).end_line();
  }
}

void put_outcomes(const OutcomeChanges& outcomes, const Difference& difference, Canvas& canvas) {
  const auto language = canvas.language();
  heading(word(language, "材料的结果", "Dossiers"), canvas);
  for (const auto& change : outcomes.changed) put_dossier(change, difference, canvas);
  canvas.put("  ").flow(summary_of(outcomes, language), 2,
                        outcomes.changed.empty() ? Ink::good : Ink::warning);
  canvas.end_line();
}

void put_sides(const Difference& difference, Canvas& canvas) {
  const auto language = canvas.language();
  const auto names = names_of(difference);
  const auto put = [&](const Localized& name, const ComparedPack& side) {
    canvas.put(name.in(language), Ink::faint).put("  ").put(called(side, language), Ink::strong);
    canvas.put("  ").flow(side.pack->title.in(language), canvas.column() + 2).end_line();
  };
  put(names.before, difference.before);
  put(names.after, difference.after);
  if (difference.one_policy) return;
  canvas.flow(two_policies_note(language), 0).end_line();
}

}  // namespace

void render_difference_text(const DifferenceReport& report, const RenderOptions& options,
                            std::ostream& out) {
  Canvas canvas(out, options);
  const auto language = options.language;
  const auto& difference = report.difference;
  put_sides(difference, canvas);
  if (!difference.head.empty()) {
    heading(word(language, "政策", "Policy"), canvas);
    put_parts(difference.head, 2, false, canvas);
  }
  const auto titles = titles_in(language);
  if (difference.one_policy) {
    put_group(titles.figures, difference.figures, false, canvas);
    put_group(titles.clauses, difference.clauses, false, canvas);
    put_group(titles.shapes, difference.shapes, true, canvas);
  } else {
    put_side_by_side(difference, difference.figures, titles.figures, canvas);
    put_side_by_side(difference, difference.clauses, titles.clauses, canvas);
    put_side_by_side(difference, difference.shapes, titles.kinds, canvas);
  }
  put_group(titles.tables, difference.tables, true, canvas);
  if (difference.empty()) {
    canvas.gap();
    canvas.put(word(language, "两者没有差别", "no difference"), Ink::good).end_line();
  }
  if (report.outcomes) put_outcomes(*report.outcomes, difference, canvas);
}

}  // namespace guiju
