// What two packs differ in, as tables for a document.

#include <algorithm>

#include "report/difference_formats.h"
#include "report/markdown.h"
#include "report/phrase.h"

namespace guiju {

namespace {

using Became = Change::Kind;

void title(std::string_view mark, std::string_view words, std::ostream& out) {
  out << '\n' << mark << ' ' << markdown_text(words) << "\n\n";
}

std::string elements(const std::vector<Localized>& all, std::string_view mark, Language language) {
  std::vector<std::string> words;
  words.reserve(all.size());
  for (const auto& one : all) words.push_back(one.in(language));
  return all.empty() ? std::string() : fmt::format("{} {}", mark, join(words, language));
}

std::string before_cell(const Alteration& part, Language wanted) {
  const auto language = telling(part, wanted);
  const bool few = !part.removed.empty() || !part.added.empty();
  return markdown_text(few ? elements(part.removed, "−", language) : part.before.in(language));
}

std::string after_cell(const Alteration& part, Language wanted) {
  const auto language = telling(part, wanted);
  const bool few = !part.removed.empty() || !part.added.empty();
  return markdown_text(few ? elements(part.added, "+", language) : part.after.in(language));
}

std::string change_cell(const Change& change, Language language) {
  auto words = fmt::format("{} {} **{}**", words_for(change).in(language),
                           words_for(change.subject).in(language), markdown_text(ids_of(change)));
  if (tells_itself(change)) words += " " + markdown_text(change.says.in(language));
  return words;
}

void put_parts(const std::string& cell, const std::vector<Alteration>& parts, Language language,
               std::ostream& out) {
  bool first = true;
  for (const auto& part : parts) {
    out << markdown_row({first ? cell : std::string(), markdown_text(part.label.in(language)),
                         before_cell(part, language), after_cell(part, language)});
    first = false;
  }
  if (first) out << markdown_row({cell, "", "", ""});
}

void put_changes(const std::vector<Change>& changes, Language language, std::ostream& out) {
  for (const auto& change : changes) {
    put_parts(change_cell(change, language), shown_parts(change), language, out);
    put_changes(change.within, language, out);
  }
}

void put_group(std::string_view words, const std::vector<Change>& changes, const SideNames& names,
               Language language, std::ostream& out) {
  if (changes.empty()) return;
  title("##", words, out);
  out << markdown_heading_row({"", "", names.before.in(language), names.after.in(language)});
  put_changes(changes, language, out);
}

/// Counterparts in one row; then what only one side has.
void put_side_by_side(std::string_view words, const std::vector<Change>& changes,
                      const Difference& difference, Language language, std::ostream& out) {
  if (changes.empty()) return;
  const auto names = names_of(difference);
  title("##", words, out);
  out << markdown_heading_row({names.before.in(language), names.after.in(language)});
  const auto put = [&](auto wanted) {
    for (const auto& change : changes) {
      if (!wanted(change)) continue;
      const auto before = side_words(change, true, language);
      const auto after = side_words(change, false, language);
      out << markdown_row({before.empty() ? "—" : markdown_text(before),
                           after.empty() ? "—" : markdown_text(after)});
    }
  };
  put([](const Change& change) {
    return change.kind != Became::added && change.kind != Became::removed;
  });
  put([](const Change& change) { return change.kind == Became::removed; });
  put([](const Change& change) { return change.kind == Became::added; });
}

// ---- dossiers ----

void put_dossier(const DossierChange& change, const Difference& difference, Language language,
                 std::ostream& out) {
  auto cell = markdown_text(title_of(change, language));
  std::string standing;
  if (change.dossier) {
    cell = markdown_code(place_of(*change.dossier)) + " " + cell;
    standing = markdown_text(standing_of(change, difference, language));
  }
  const auto put = [&](const std::string& what, const std::string& came,
                       const std::string& sentence) {
    out << markdown_row({cell, standing, what, came, sentence});
    cell.clear();
    standing.clear();
  };
  for (const auto& rule : change.rules) {
    const auto* named = rule.after != nullptr ? rule.after : rule.before;
    put(markdown_code(named->id), words_of(rule, language),
        markdown_text(rule.sentence.in(language)));
  }
  for (const auto& entry : change.diagnostics) {
    put(markdown_code(entry.diagnostic.id), words_of(entry, difference, language),
        markdown_text(message_of(entry.diagnostic, language)));
  }
  if (change.rules.empty() && change.diagnostics.empty()) put("", "", "");
}

void put_outcomes(const OutcomeChanges& outcomes, const Difference& difference, Language language,
                  std::ostream& out) {
  title("##", word(language, "材料的结果", "Dossiers"), out);
  out << summary_of(outcomes, language) << word(language, "。\n", ".\n");
  if (outcomes.changed.empty()) return;
  out << '\n'
      << (language == Language::zh
              ? markdown_heading_row({"材料", "结论", "规则或诊断", "结果", "说明"})
              : markdown_heading_row(
                    {"dossier", "verdict", "rule or diagnostic", "outcome", "sentence"}));
  for (const auto& change : outcomes.changed) put_dossier(change, difference, language, out);
}

void put_sides(const Difference& difference, Language language, std::ostream& out) {
  const auto names = names_of(difference);
  out << "# " << markdown_text(called(difference.before, language)) << " → "
      << markdown_text(called(difference.after, language)) << "\n\n";
  const auto put = [&](const Localized& name, const ComparedPack& side) {
    out << "- " << name.in(language) << word(language, "：", ": ")
        << markdown_text(side.pack->title.in(language)) << " " << markdown_code(side.pack->id)
        << "\n";
  };
  put(names.before, difference.before);
  put(names.after, difference.after);
  if (difference.one_policy) return;
  out << '\n' << two_policies_note(language) << word(language, "。\n", ".\n");
}

}  // namespace

void render_difference_markdown(const DifferenceReport& report, const RenderOptions& options,
                                std::ostream& out) {
  const auto language = options.language;
  const auto& difference = report.difference;
  const auto names = names_of(difference);
  put_sides(difference, language, out);
  if (!difference.head.empty()) {
    title("##", word(language, "政策", "Policy"), out);
    out << markdown_heading_row({"", "", names.before.in(language), names.after.in(language)});
    put_parts("", difference.head, language, out);
  }
  const auto titles = titles_in(language);
  if (difference.one_policy) {
    put_group(titles.figures, difference.figures, names, language, out);
    put_group(titles.clauses, difference.clauses, names, language, out);
    put_group(titles.shapes, difference.shapes, names, language, out);
  } else {
    put_side_by_side(titles.figures, difference.figures, difference, language, out);
    put_side_by_side(titles.clauses, difference.clauses, difference, language, out);
    put_side_by_side(titles.kinds, difference.shapes, difference, language, out);
  }
  put_group(titles.tables, difference.tables, names, language, out);
  if (difference.empty()) out << '\n' << word(language, "两者没有差别。\n", "No difference.\n");
  if (report.outcomes) put_outcomes(*report.outcomes, difference, language, out);
}

}  // namespace guiju
