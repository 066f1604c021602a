#include "report/digest.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "report/phrase.h"

namespace guiju {

bool DossierPart::clean() const {
  return diagnostics.empty() && violations.empty() && departures.empty() && remarks.empty() &&
         undecided.empty() && missing.empty() && rejected.empty();
}

bool ClauseSummary::concerned() const {
  const auto judged = std::any_of(tally.begin(), tally.end(), [](auto n) { return n > 0; });
  return judged || review_open + review_answered > 0 || !clause->info.empty();
}

namespace {

/// Items of questions in memory at once.
constexpr std::size_t most_held = 1024;

std::size_t index_of(Outcome outcome) { return static_cast<std::size_t>(outcome); }

void count(const Finding& finding, Totals& totals) {
  if (finding.novelty == Novelty::known) {
    ++totals.known;
    return;
  }
  switch (finding.outcome) {
    case Outcome::violated:
      ++(severity_of(finding) == Severity::error ? totals.errors : totals.remarks);
      break;
    case Outcome::departed:
      ++totals.departed;
      break;
    case Outcome::undecided:
      ++totals.undecided;
      break;
    default:
      break;
  }
}

void count(const InputDiagnostic& entry, Totals& totals) {
  if (entry.novelty == Novelty::known) {
    ++totals.known;
    return;
  }
  switch (severity_of(entry.diagnostic)) {
    case Severity::error:
      ++totals.errors;
      break;
    case Severity::warning:
      ++totals.warnings;
      break;
    case Severity::note:
      ++totals.remarks;
      break;
  }
}

void count(const ReviewItem& item, Totals& totals) {
  ++(item.answer ? totals.review_answered : totals.review_open);
  if (item.answer && !item.answer->kept) ++totals.review_rejected;
  if (severity_of(item) == Severity::error) ++totals.review_errors;
}

Totals totals_of(const ReportPart& part) {
  Totals totals;
  totals.dossiers = part.dossier == nullptr ? 0 : 1;
  for (const auto& finding : part.findings) count(finding, totals);
  for (const auto& entry : part.diagnostics) count(entry, totals);
  for (const auto& item : part.review) count(item, totals);
  return totals;
}

/// How many entries count by the threshold.
std::size_t blocking_in(const ReportPart& part, const Threshold& threshold) {
  const auto counting = [&](const auto& entries) {
    const auto number = std::count_if(entries.begin(), entries.end(), [&](const auto& entry) {
      return counts(entry, threshold);
    });
    return static_cast<std::size_t>(number);
  };
  return counting(part.findings) + counting(part.diagnostics) + counting(part.review);
}

/// Gathers the fields that the undecided findings of one dossier lack.
class MissingFields {
 public:
  void add(const Finding& finding) {
    for (const auto& missing : finding.missing) {
      const auto [known, is_new] = by_path_.try_emplace(missing.path, fields_.size());
      if (is_new) fields_.push_back({{&missing}, {}});
      add_rule(fields_[known->second].findings, finding);
    }
  }

  /// Fields of one label that leave the same rules undecided become one entry.
  std::vector<MissingField> take() {
    std::vector<MissingField> merged;
    std::map<std::pair<std::string, std::set<const Rule*>>, std::size_t> known;
    for (auto& field : fields_) {
      const auto& label = field.holders.front()->field;
      const auto [same, is_new] =
          known.try_emplace({label.zh + '\n' + label.en, rules_of(field)}, merged.size());
      if (is_new) {
        merged.push_back(std::move(field));
      } else {
        merged[same->second].holders.push_back(field.holders.front());
      }
    }
    return merged;
  }

 private:
  static void add_rule(std::vector<const Finding*>& findings, const Finding& finding) {
    const auto same_rule = [&](const Finding* other) { return other->rule == finding.rule; };
    if (std::none_of(findings.begin(), findings.end(), same_rule)) findings.push_back(&finding);
  }

  static std::set<const Rule*> rules_of(const MissingField& field) {
    std::set<const Rule*> rules;
    for (const auto* finding : field.findings) rules.insert(finding->rule);
    return rules;
  }

  std::unordered_map<std::string, std::size_t> by_path_;
  std::vector<MissingField> fields_;
};

/// What is left to say where nothing is at or above the threshold.
Verdict verdict_below_threshold(const Totals& totals) {
  if (totals.errors + totals.review_errors > 0) return Verdict::tolerated;
  return totals.review_open + totals.undecided > 0 ? Verdict::open : Verdict::passed;
}

Verdict verdict_of(const ReportPart& part, const Totals& totals, bool failed) {
  if (failed) return Verdict::failed;
  const bool judged = part.dossier == nullptr || !part.dossier->packs.empty();
  return judged ? verdict_below_threshold(totals) : Verdict::nothing;
}

/// Puts a finding in the list of its sort; those that lack a field are gathered by field.
void place(const Finding& finding, DossierPart& part, MissingFields& missing) {
  if (finding.novelty == Novelty::known) {
    part.known.push_back(&finding);
  } else if (finding.outcome == Outcome::departed) {
    part.departures.push_back(&finding);
  } else if (finding.outcome == Outcome::undecided) {
    if (finding.missing.empty()) {
      part.undecided.push_back(&finding);
    } else {
      missing.add(finding);
    }
  } else if (finding.rule->strength == Strength::encouraged) {
    part.remarks.push_back(&finding);
  } else {
    part.violations.push_back(&finding);
  }
}

void sort_by_strength(std::vector<const Finding*>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const auto* left, const auto* right) {
    return left->rule->strength < right->rule->strength;
  });
}

/// The clauses of some packs.
class Summaries {
 public:
  explicit Summaries(const std::vector<const Pack*>& packs) {
    for (const auto* pack : packs) {
      auto& summary = packs_.emplace_back();
      summary.pack = pack;
      summary.clauses.reserve(pack->clauses.size());
      for (const auto& clause : pack->clauses) {
        summary.clauses.emplace_back().clause = clause.get();
      }
    }
  }

  void add(const RuleResult& result) {
    // Only the run as a whole can say that it holds no dossier for a rule on single ones.
    const bool of_absent_kind = result.dossier == no_dossier && !result.rule->across;
    if (of_absent_kind) return;
    add(*result.rule->clause, result);
    for (const auto* clause : result.rule->also) add(*clause, result);
  }

  void add(const ReviewItem& item) {
    auto* summary = find(*item.review->clause);
    if (summary == nullptr) return;
    ++(item.answer ? summary->review_answered : summary->review_open);
    if (item.answer && !item.answer->kept) ++summary->review_rejected;
  }

  std::vector<PackSummary> take() && { return std::move(packs_); }

 private:
  ClauseSummary* find(const Clause& clause) {
    const auto found = std::ranges::find(packs_, clause.pack, &PackSummary::pack);
    return found == packs_.end() ? nullptr : &found->clauses[clause.order];
  }

  void add(const Clause& clause, const RuleResult& result) {
    auto* summary = find(clause);
    if (summary == nullptr) return;
    ++summary->tally[index_of(result.outcome)];
    const bool judged = result.note.empty() || result.outcome == Outcome::satisfied;
    if (judged) return;
    ++(result.rule->due ? summary->in_progress : summary->not_judged);
  }

  std::vector<PackSummary> packs_;
};

/// Makes the digest of a report from its parts.
class Gatherer {
 public:
  Gatherer(const ReportHead& head, const Threshold& threshold)
      : head_(head), threshold_(threshold), summaries_(head.packs), statistics_(head.packs) {}

  void add(const ReportPart& part) {
    const auto totals = totals_of(part);
    made_.totals += totals;
    const auto blocking = blocking_in(part, threshold_);
    fails_ = fails_ || blocking > 0;
    const auto verdict = verdict_of(part, totals, blocking > 0);
    if (part.dossier != nullptr) add_dossier(part, verdict);
    statistics_.add(part, counts_of(totals, verdict, blocking));
    if (is_shown(part)) ++made_.parts_shown;
    made_.diagnostics += part.diagnostics.size();
    made_.findings += part.findings.size();
    made_.results += part.results.size();
    made_.review += part.review.size();
    for (const auto& result : part.results) add(result);
    for (const auto& item : part.review) add(item, part);
  }

  Digest take() && {
    made_.totals.files_unreadable = head_.files_unreadable;
    made_.totals.fixed = head_.fixed.size();
    made_.packs = std::move(summaries_).take();
    made_.statistics = std::move(statistics_).take();
    made_.statistics.files_unreadable = head_.files_unreadable;
    if (made_.totals.dossiers != 1) made_.only_dossier.reset();
    made_.verdict = fails_  ? Verdict::failed
                    : judged_ ? verdict_below_threshold(made_.totals)
                              : Verdict::nothing;
    return std::move(made_);
  }

 private:
  static DossierCounts counts_of(const Totals& totals, Verdict verdict, std::size_t blocking) {
    DossierCounts counts{totals.dossiers, {}, totals.errors, totals.undecided, blocking};
    counts.by_verdict[static_cast<std::size_t>(verdict)] = totals.dossiers;
    return counts;
  }

  void add_dossier(const ReportPart& part, Verdict verdict) {
    ++made_.dossiers[static_cast<std::size_t>(verdict)];
    if (!part.dossier->packs.empty()) judged_ = true;
    if (made_.totals.dossiers == 1) made_.only_dossier = *part.dossier;
  }

  void add(const RuleResult& result) {
    summaries_.add(result);
    if (result.note.empty()) return;
    const auto [note, is_new] =
        notes_.try_emplace({result.note.zh, result.note.en}, made_.notes.size());
    if (is_new) made_.notes.push_back({result.note, {}});
    auto& results = made_.notes[note->second].results;
    const auto same_rule = [&](const RuleResult& other) { return other.rule == result.rule; };
    if (std::none_of(results.begin(), results.end(), same_rule)) results.push_back(result);
  }

  void add(const ReviewItem& item, const ReportPart& part) {
    summaries_.add(item);
    const auto [known, is_new] = questions_.try_emplace(item.review, made_.questions.size());
    if (is_new) made_.questions.push_back({item.review, 0, 0, {}});
    auto& question = made_.questions[known->second];
    ++question.items;
    if (item.answer) ++question.answered;
    if (question.first.size() < list_limit) {
      question.first.push_back({item, std::string(part.file)});
    }
  }

  const ReportHead& head_;
  const Threshold& threshold_;
  Digest made_;
  Summaries summaries_;
  StatisticsGatherer statistics_;
  bool fails_ = false;
  bool judged_ = false;
  std::map<std::pair<std::string, std::string>, std::size_t> notes_;
  std::unordered_map<const Review*, std::size_t> questions_;
};

/// The few items that questions show are read whole.
void read_what_to_look_at(const ReportParts& report, Digest& digest) {
  ReportParts::Dossiers shown(digest.totals.dossiers, false);
  std::unordered_map<const Review*, Question*> questions;
  bool any = false;
  for (auto& question : digest.questions) {
    questions.emplace(question.review, &question);
    for (const auto& [item, file] : question.first) {
      if (!item.look_at.empty() || item.dossier >= shown.size()) continue;
      shown[item.dossier] = any = true;
    }
  }
  if (!any) return;
  report.each([&](const ReportPart& part) {
    for (const auto& item : part.review) {
      for (auto& known : questions.at(item.review)->first) {
        if (known.item.dossier == item.dossier) known.item.look_at = item.look_at;
      }
    }
  }, ReportParts::Extent::whole, &shown);
}

std::string_view word_for(const ClauseSummary& summary, Outcome outcome, Language language) {
  switch (outcome) {
    case Outcome::violated:
      return summary.clause->strength == Strength::encouraged ? word(language, "未做到", "not met")
                                                              : word(language, "违反", "violated");
    case Outcome::undecided:
      return word(language, "无法判定", "undecided");
    case Outcome::departed:
      return word(language, "说明后偏离", "departed");
    case Outcome::satisfied:
      return word(language, "符合", "kept");
    case Outcome::not_applicable:
      break;
  }
  if (summary.in_progress > 0) return word(language, "尚在进行", "in progress");
  return summary.not_judged > 0 ? word(language, "未判定", "not judged")
                                : word(language, "不适用", "not applicable");
}

}  // namespace

std::string_view label_of(const Finding& finding, Language language) {
  if (finding.outcome == Outcome::departed) return word(language, "偏离", "departed");
  if (finding.outcome == Outcome::undecided) return word(language, "无法判定", "undecided");
  return severity_of(finding) == Severity::error ? word(language, "错误", "error")
                                                 : word(language, "提示", "remark");
}

std::string_view words_of(Novelty novelty, Language language) {
  if (novelty == Novelty::unsaid) return {};
  return novelty == Novelty::known ? word(language, "已知", "known")
                                     : word(language, "新", "new");
}

std::string_view label_of(const Diagnostic& diagnostic, Language language) {
  switch (severity_of(diagnostic)) {
    case Severity::error:
      return word(language, "错误", "error");
    case Severity::warning:
      return word(language, "警告", "warning");
    case Severity::note:
      break;
  }
  return word(language, "提示", "note");
}

std::optional<Outcome> gravest_of(const ClauseSummary& summary) {
  constexpr std::array order{Outcome::violated, Outcome::undecided, Outcome::departed,
                             Outcome::satisfied, Outcome::not_applicable};
  if (summary.review_rejected > 0) return Outcome::violated;
  const auto found = std::find_if(order.begin(), order.end(), [&](Outcome outcome) {
    return summary.tally[index_of(outcome)] > 0;
  });
  return found == order.end() ? std::nullopt : std::optional(*found);
}

std::string words_of(const ClauseSummary& summary, Language language) {
  std::vector<std::string> parts;
  const auto outcome = gravest_of(summary);
  if (outcome && summary.tally[index_of(*outcome)] > 0) {
    const auto number = summary.tally[index_of(*outcome)];
    const auto counted_outcome = *outcome == Outcome::violated || *outcome == Outcome::undecided;
    const auto what = word_for(summary, *outcome, language);
    parts.push_back(counted_outcome && number > 1
                        ? say(language, "{}{}项", "{} {} times", what, number)
                        : std::string(what));
  }
  if (summary.review_rejected > 0) {
    parts.emplace_back(word(language, "经人工审查不符合", "not kept, a person says"));
  } else if (summary.review_open > 0) {
    parts.emplace_back(word(language, "待人工审查", "for a person"));
  } else if (summary.review_answered > 0) {
    parts.emplace_back(word(language, "已人工审查", "judged by a person"));
  }
  if (parts.empty()) {
    parts.emplace_back(summary.clause->info.empty() ? word(language, "不涉及", "not concerned")
                                                    : words_for(Disposition::info).in(language));
  }
  return fmt::format("{}", fmt::join(parts, word(language, "，", ", ")));
}

Totals& Totals::operator+=(const Totals& other) {
  constexpr std::array all{&Totals::dossiers,        &Totals::files_unreadable,
                           &Totals::errors,          &Totals::warnings,
                           &Totals::remarks,         &Totals::departed,
                           &Totals::undecided,       &Totals::known,
                           &Totals::fixed,           &Totals::review_open,
                           &Totals::review_answered, &Totals::review_rejected,
                           &Totals::review_errors};
  static_assert(sizeof(Totals) == all.size() * sizeof(std::size_t));
  for (const auto number : all) this->*number += other.*number;
  return *this;
}

Digest digest(const ReportParts& report, const Threshold& threshold) {
  Gatherer gatherer(report.head(), threshold);
  report.each([&](const ReportPart& part) { gatherer.add(part); }, ReportParts::Extent::results);
  Digest made = std::move(gatherer).take();
  read_what_to_look_at(report, made);
  return made;
}

bool is_silent(const Digest& digest) {
  return digest.diagnostics + digest.findings + digest.totals.review_rejected == 0;
}

bool passes(const Digest& digest) { return digest.verdict != Verdict::failed; }

DossierPart digest(const ReportPart& from, const Threshold& threshold) {
  DossierPart part;
  part.dossier = from.dossier;
  part.file = from.file;
  for (const auto& entry : from.diagnostics) {
    const bool known = entry.novelty == Novelty::known;
    (known ? part.known_diagnostics : part.diagnostics).push_back(&entry.diagnostic);
  }
  MissingFields missing;
  for (const auto& finding : from.findings) place(finding, part, missing);
  part.missing = missing.take();
  sort_by_strength(part.violations);
  if (from.dossier != nullptr) {
    for (const auto& result : from.results) part.results.push_back(&result);
  }
  for (const auto& item : from.review) {
    part.review.push_back(&item);
    if (item.answer && !item.answer->kept) part.rejected.push_back(&item);
  }
  part.totals = totals_of(from);
  part.verdict = verdict_of(from, part.totals, blocking_in(from, threshold) > 0);
  return part;
}

bool is_clean(const ReportPart& part) {
  const auto known = [](const auto& entry) { return entry.novelty == Novelty::known; };
  const auto rejected = [](const ReviewItem& item) { return item.answer && !item.answer->kept; };
  return std::all_of(part.diagnostics.begin(), part.diagnostics.end(), known) &&
         std::all_of(part.findings.begin(), part.findings.end(), known) &&
         std::none_of(part.review.begin(), part.review.end(), rejected);
}

bool is_shown(const ReportPart& part) {
  return part.dossier != nullptr || !part.diagnostics.empty() || !part.findings.empty() ||
         !part.review.empty();
}

void each_digest(const ReportParts& report, const Threshold& threshold,
                 const std::function<void(const DossierPart&)>& visit) {
  report.each([&](const ReportPart& part) {
    if (is_shown(part)) visit(digest(part, threshold));
  });
}

void QuestionItems::of(const Question& question, const Visit& visit) {
  if (question.items > most_held) {
    report_.each([&](const ReportPart& part) {
      for (const auto& item : part.review) {
        if (item.review == question.review) visit(item, part.file);
      }
    });
    return;
  }
  if (!held_.contains(question.review)) read_from(question);
  for (const auto& [item, file] : held_.at(question.review)) visit(item, file);
}

/// Reads the items of the question and of as many after it as are few together.
void QuestionItems::read_from(const Question& question) {
  held_.clear();
  std::size_t number = 0;
  const auto begin = static_cast<std::size_t>(&question - questions_.data());
  for (auto i = begin; i < questions_.size(); ++i) {
    if (questions_[i].items > most_held) continue;
    number += questions_[i].items;
    if (number > most_held) break;
    held_[questions_[i].review];
  }
  report_.each([&](const ReportPart& part) {
    for (const auto& item : part.review) {
      const auto held = held_.find(item.review);
      if (held != held_.end()) held->second.push_back({item, std::string(part.file)});
    }
  });
}

std::vector<PackSummary> clauses_of(const DossierPart& part) {
  if (part.dossier == nullptr) return {};
  Summaries summaries(part.dossier->packs);
  for (const auto* result : part.results) summaries.add(*result);
  for (const auto* item : part.review) summaries.add(*item);
  return std::move(summaries).take();
}

ClauseTally tally_of(const PackSummary& summary) {
  ClauseTally tally;
  for (const auto& clause : summary.clauses) {
    const auto outcome = gravest_of(clause);
    if (outcome) ++tally.by_outcome[index_of(*outcome)];
    if (clause.review_open > 0) ++tally.for_a_person;
    if (!clause.concerned()) ++tally.not_concerned;
    const bool judged = outcome || clause.review_open + clause.review_answered > 0;
    if (!judged && !clause.clause->info.empty()) ++tally.information;
  }
  return tally;
}

std::string_view short_words_of(Verdict verdict, Language language) {
  switch (verdict) {
    case Verdict::failed:
      return word(language, "未通过", "not passed");
    case Verdict::nothing:
      return word(language, "未审查", "not judged");
    case Verdict::tolerated:
      return word(language, "有错误，不计", "errors, tolerated");
    case Verdict::open:
      return word(language, "尚有未决事项", "open matters");
    case Verdict::passed:
      break;
  }
  return word(language, "通过", "passed");
}

std::string_view words_of(Verdict verdict, const Totals& totals, Language language) {
  switch (verdict) {
    case Verdict::failed:
      return word(language, "未通过", "not passed");
    case Verdict::nothing:
      return word(language, "没有审查任何材料", "nothing was judged");
    case Verdict::tolerated:
      return word(language, "有错误，按所设门槛不计为未通过",
                  "there are errors, but none that fails the run");
    case Verdict::open:
      return totals.undecided > 0 ? word(language, "机器检查通过，尚有未决事项",
                                         "the machine's checks pass, some things are open")
                                  : word(language, "机器检查通过，尚待人工审查",
                                         "the machine's checks pass, a person's are open");
    case Verdict::passed:
      break;
  }
  return word(language, "通过", "passed");
}

std::string verdict_line(const Digest& digest, Language language) {
  const auto& totals = digest.totals;
  struct Counted {
    std::size_t number;
    std::string words;
    bool always;
  };
  const auto part = [&](std::size_t number, std::string_view zh, std::string_view one,
                        std::string_view many, bool always = false) {
    return Counted{
        number,
        language == Language::zh ? fmt::format("{}{}", number, zh) : counted(number, one, many),
        always};
  };
  const std::array parts{
      part(totals.dossiers, "份材料", "dossier", "dossiers", true),
      part(totals.files_unreadable, "个文件无法读取", "file not readable", "files not readable"),
      part(totals.errors, "处错误", "error", "errors", true),
      part(totals.warnings, "处警告", "warning", "warnings"),
      part(totals.departed, "项说明后偏离", "departure on file", "departures on file"),
      part(totals.undecided, "项无法判定", "undecided", "undecided"),
      part(totals.remarks, "条提示", "remark", "remarks"),
      part(totals.review_rejected, "项经人工审查不符合", "not kept as a person judged",
           "not kept as a person judged"),
      part(totals.review_open, "项待人工审查", "for a person to judge", "for a person to judge"),
      part(totals.known, "项为基线中已知", "known from the baseline", "known from the baseline"),
      part(totals.fixed, "项已修复", "fixed", "fixed"),
  };
  std::vector<std::string> shown;
  for (const auto& [number, words, always] : parts) {
    if (always || number > 0) shown.push_back(words);
  }
  const auto separator = word(language, "，", ", ");
  return say(language, "{}：{}", "{}: {}", fmt::format("{}", fmt::join(shown, separator)),
             words_of(digest.verdict, totals, language));
}

}  // namespace guiju
