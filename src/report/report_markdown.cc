// The report as Markdown, for comments on a merge request and summaries of a job: the verdict, the
// clauses, what is to be put right, the reviewer's checklist.

#include <utility>

#include "report/digest.h"
#include "report/head.h"
#include "report/message.h"
#include "report/markdown.h"
#include "report/phrase.h"
#include "report/renderers.h"
#include "text/unicode.h"

namespace guiju {

namespace {

/// A comment on GitHub may have 65536 characters. Findings and questions may take this many each,
/// unless everything is asked for; the rest is left to the verdict and the clauses.
constexpr std::size_t list_characters = 20000;

/// Writes entries until there is no room, then says how many more there are.
class Entries {
 public:
  Entries(const RenderOptions& options, std::ostream& out) : options_(options), out_(out) {}

  /// `heading` is written before the first of its entries.
  void begin(std::string heading) { heading_ = std::move(heading); }

  void put(const std::string& entry) {
    used_ += count_characters(entry) + count_characters(heading_);
    if (used_ > list_characters && !options_.verbose) {
      ++left_out_;
      return;
    }
    out_ << std::exchange(heading_, {}) << entry;
  }

  /// Whether nothing more will be written.
  bool full() const { return left_out_ > 0; }
  void leave_out(std::size_t number) { left_out_ += number; }

  void end() {
    if (left_out_ == 0) return;
    out_ << say(options_.language, "\n另有{}项未列出；全部见其他格式的报告，或加 --verbose。\n",
                "\n{} more are not listed; other formats hold them all, and so does --verbose.\n",
                left_out_);
  }

 private:
  const RenderOptions& options_;
  std::ostream& out_;
  std::string heading_;
  std::size_t used_ = 0;
  std::size_t left_out_ = 0;
};

std::string place_code(const Place& place) {
  if (!place.known()) return {};
  return markdown_code(fmt::format("{}:{}:{}", place.file, place.begin.line, place.begin.column)) +
         " ";
}

/// A line of an entry below its first.
std::string detail(std::string_view label, const std::string& words) {
  return words.empty() ? std::string()
                       : fmt::format("  - {}: {}\n", label, markdown_text(words));
}

std::string entry(std::string_view label, const Place& place, const std::string& sentence,
                  std::string_view id) {
  return fmt::format("- **{}** {}{} {}\n", label, place_code(place), markdown_text(sentence),
                     markdown_code(id));
}

std::string entry_of(const Diagnostic& diagnostic, Language language) {
  return entry(label_of(diagnostic, language), diagnostic.place, message_of(diagnostic, language),
               diagnostic.id) +
         detail(word(language, "怎么办", "what to do"), remedy_of(diagnostic, language));
}

std::string justification_of(const Justification& justification, Language language) {
  return listed({justification.reason, justification.approved_by, justification.number,
                 justification.date},
                language);
}

std::string entry_of(const Finding& finding, Language language) {
  const auto& rule = *finding.rule;
  auto text = entry(label_of(finding, language), finding.place, sentence_of(finding, language),
                    rule.address);
  text += detail(word(language, "依据", "clause"),
                 say(language, "{}：{}", "{}: {}", citation_of(rule, language),
                     rule.clause->says.in(language)));
  if (finding.justification) {
    text += detail(word(language, "理由", "reason"),
                   justification_of(*finding.justification, language));
  }
  return text + detail(word(language, "怎么办", "what to do"), remedy_of(finding, language));
}

std::string entry_of(const ReviewItem& item, Language language) {
  const auto& review = *item.review;
  return entry(label_of(item, language), place_of(item), review.ask.in(language), review.address) +
         detail(word(language, "审查意见", "answer"), words_of(*item.answer, language)) +
         detail(word(language, "依据", "clause"), citation_of(*review.clause, language));
}

std::string holders_of(const MissingField& field, Language language) {
  std::vector<std::string> entries;
  for (const auto* holder : field.holders) {
    const auto line = say(language, "第{}行", "line {}", holder->place.begin.line);
    entries.push_back(holder->holder.empty() ? line
                                             : say(language, "{}（{}）", "{} ({})",
                                                   holder->holder.in(language), line));
  }
  return join(entries, language);
}

std::string entry_of(const MissingField& field, Language language) {
  const auto& first = *field.holders.front();
  const auto label = in_quotes(first.field.in(language));
  auto text = fmt::format("- **{}** {}{}\n", word(language, "缺少", "missing"),
                          place_code(first.place), markdown_text(label));
  text += detail(word(language, "何处", "where"), holders_of(field, language));
  for (const auto* finding : field.findings) {
    text += fmt::format("  - {}: {} {}\n", word(language, "因此无法判定", "leaves undecided"),
                        markdown_text(finding->rule->clause->says.in(language)),
                        markdown_code(finding->rule->address));
  }
  return text;
}

std::string heading_of(const DossierPart& part, Language language) {
  if (part.dossier == nullptr) {
    const auto whole = std::string(word(language, "全部材料合并审查", "all dossiers together"));
    return fmt::format("\n### {}\n\n", part.file.empty() ? whole : markdown_code(part.file));
  }
  const auto& dossier = *part.dossier;
  auto text = "\n### " + markdown_code(dossier.file);
  if (!dossier.only_one) text += say(language, " 第{}份", " document {}", dossier.ordinal);
  return text + " " + markdown_text(dossier.title) + "\n\n";
}

/// What the baseline has already, so marked.
template <typename Entry>
std::string known_entry(const Entry& known, Language language) {
  auto text = entry_of(known, language);
  return text.insert(2, fmt::format("*{}* ", words_of(Novelty::known, language)));
}

std::size_t number_of_entries(const DossierPart& part) {
  return part.diagnostics.size() + part.violations.size() + part.rejected.size() +
         part.departures.size() + part.undecided.size() + part.missing.size() +
         part.remarks.size() + part.known_diagnostics.size() + part.known.size();
}

void put_part(const DossierPart& part, Language language, Entries& entries) {
  if (part.clean() && part.totals.known == 0) return;
  if (entries.full()) return entries.leave_out(number_of_entries(part));
  entries.begin(heading_of(part, language));
  const auto put = [&](const auto& all) {
    for (const auto* one : all) entries.put(entry_of(*one, language));
  };
  put(part.diagnostics);
  put(part.violations);
  put(part.rejected);
  put(part.departures);
  put(part.undecided);
  for (const auto& field : part.missing) entries.put(entry_of(field, language));
  put(part.remarks);
  for (const auto* one : part.known_diagnostics) entries.put(known_entry(*one, language));
  for (const auto* one : part.known) entries.put(known_entry(*one, language));
}

void put_findings(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                  std::ostream& out) {
  if (is_silent(digest)) return;
  out << word(options.language, "\n## 问题\n", "\n## Findings\n");
  Entries entries(options, out);
  each_digest(report, options.threshold, [&](const DossierPart& part) {
    put_part(part, options.language, entries);
  });
  entries.end();
}

void put_fixed(const std::vector<Matter>& fixed, const RenderOptions& options, std::ostream& out) {
  if (fixed.empty()) return;
  const auto language = options.language;
  out << word(language, "\n## 已修复\n\n", "\n## Fixed since the baseline\n\n");
  Entries entries(options, out);
  for (const auto& matter : fixed) {
    const auto file = matter.file.empty() ? std::string() : markdown_code(matter.file) + " ";
    entries.put(fmt::format("- {}{} {}\n", file, markdown_text(matter.sentence.in(language)),
                            markdown_code(matter.id)));
  }
  entries.end();
}

// ---------------------------------------------------------------- checklist

std::string looks_as_code(const ReviewItem& item, Language language) {
  std::vector<std::string> looks;
  for (const auto& look : item.look_at) {
    const auto what = markdown_text(look.what.in(language));
    looks.push_back(look.place.known()
                        ? place_code(look.place) + what
                        : say(language, "{}（材料中没有）", "{} (not in the dossier)", what));
  }
  return join(looks, language);
}

std::string entry_of(const ReviewItem& item, std::string_view file, Language language) {
  const auto looks = looks_as_code(item, language);
  auto entry = fmt::format("- [{}] {}{}{}\n", item.answer ? 'x' : ' ',
                           file.empty() ? std::string() : markdown_code(file),
                           looks.empty() ? "" : word(language, "：看", ": see "), looks);
  if (!item.answer) return entry;
  return entry +
         detail(word(language, "审查意见", "answer"), words_of(*item.answer, language));
}

void put_checklist(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                   std::ostream& out) {
  if (digest.questions.empty()) return;
  const auto language = options.language;
  out << word(language, "\n## 人工审查\n", "\n## For a person to judge\n");
  Entries entries(options, out);
  QuestionItems items(report, digest.questions);
  for (const auto& question : digest.questions) {
    if (entries.full()) {
      entries.leave_out(question.items);
      continue;
    }
    entries.begin(fmt::format("\n{} {}\n\n", markdown_text(question.review->ask.in(language)),
                              markdown_code(question.review->address)));
    items.of(question, [&](const ReviewItem& item, std::string_view file) {
      entries.put(entry_of(item, file, language));
    });
  }
  entries.end();
}

// ---------------------------------------------------------------- clauses and notes

void put_clauses(const PackSummary& summary, Language language, std::ostream& out) {
  const auto& pack = *summary.pack;
  out << fmt::format("\n## {} {}\n\n", markdown_text(pack.title.in(language)),
                     markdown_code(pack.id + " " + pack.version));
  out << markdown_heading_row({std::string(word(language, "条款", "clause")),
                               std::string(word(language, "结果", "came to")),
                               std::string(word(language, "内容", "says"))});
  for (const auto& clause : summary.clauses) {
    if (!clause.concerned()) continue;
    out << markdown_row({markdown_text(clause.clause->id),
                         markdown_text(words_of(clause, language)),
                         markdown_text(clause.clause->says.in(language))});
  }
}

void put_notes(const Digest& digest, Language language, std::ostream& out) {
  if (digest.notes.empty()) return;
  out << word(language, "\n## 另请注意\n\n", "\n## Please note\n\n");
  for (const auto& note : digest.notes) {
    std::vector<std::string> rules;
    for (const auto& result : note.results) rules.push_back(markdown_code(result.rule->address));
    out << fmt::format("- {}: {}\n", markdown_text(note.note.in(language)), join(rules, language));
  }
}

void put_head(const ReportHead& head, const Digest& digest, const RenderOptions& options,
              std::ostream& out) {
  out << word(options.language, "\n## 本次审查\n\n", "\n## This run\n\n");
  for (const auto& [name, value] : head_of(head, digest, options)) {
    out << fmt::format("- {}: {}\n", markdown_text(name), markdown_text(value));
  }
}

}  // namespace

void render_markdown(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                     std::ostream& out) {
  const auto language = options.language;
  out << "# " << verdict_line(digest, language) << '\n';
  if (options.quiet) return;
  for (const auto& pack : digest.packs) put_clauses(pack, language, out);
  put_findings(report, digest, options, out);
  put_checklist(report, digest, options, out);
  put_fixed(report.head().fixed, options, out);
  put_notes(digest, language, out);
  put_head(report.head(), digest, options, out);
}

}  // namespace guiju
