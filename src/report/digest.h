#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "report/report_parts.h"
#include "report/statistics.h"

namespace guiju {

// What a report comes to: counted and grouped once for all renderers, which decide nothing
// themselves. The digest of a whole report is as large as its packs, and holds what it shows; that
// of a part puts it in the order in which people read it, and its pointers lead into that part.

/// Places, rules and dossiers that one entry lists before it says how many more there are.
inline constexpr std::size_t list_limit = 5;

/// What the closing line counts.
struct Totals {
  std::size_t dossiers = 0;
  std::size_t files_unreadable = 0;
  std::size_t errors = 0;    ///< violated must and in-principle rules, and errors in the input
  std::size_t warnings = 0;  ///< about the input
  std::size_t remarks = 0;   ///< encouraged rules that are not met, and notes about the input
  std::size_t departed = 0;
  std::size_t undecided = 0;
  std::size_t known = 0;     ///< findings and diagnostics of the baseline; counted nowhere else
  std::size_t fixed = 0;     ///< of the baseline, and there no more
  std::size_t review_open = 0;
  std::size_t review_answered = 0;
  std::size_t review_rejected = 0;  ///< of these, with the answer that the clause is not kept
  std::size_t review_errors = 0;    ///< of these, on clauses that are more than encouraged

  Totals& operator+=(const Totals& other);
};

/// One field that is lacking, wherever it is lacking with the same consequence: one mistake, one
/// message.
struct MissingField {
  std::vector<const MissingInformation*> holders;  ///< never empty
  std::vector<const Finding*> findings;            ///< what they leave undecided, a rule once
};

/// What there is to say about one dossier.
struct DossierPart {
  const DossierReport* dossier = nullptr;  ///< null: a file, or the audit as a whole
  std::string file;                        ///< empty: the audit as a whole
  std::vector<const Diagnostic*> diagnostics;
  std::vector<const Finding*> violations;  ///< must before in-principle
  std::vector<const Finding*> departures;
  std::vector<const Finding*> remarks;
  std::vector<const Finding*> undecided;  ///< for other reasons than a missing field
  std::vector<MissingField> missing;
  /// What the baseline has already; in no other list.
  std::vector<const Finding*> known;
  std::vector<const Diagnostic*> known_diagnostics;
  std::vector<const RuleResult*> results;
  std::vector<const ReviewItem*> review;
  std::vector<const ReviewItem*> rejected;  ///< of these, what a person judged not kept
  Totals totals;  ///< of this part alone
  Verdict verdict = Verdict::passed;

  bool clean() const;  ///< nothing to say but what is in order, or known
};

/// A question as it is put about one dossier.
struct QuestionItem {
  ReviewItem item;
  std::string file;  ///< of the dossier
};

/// A question to a person, with the dossiers it is put about.
struct Question {
  const Review* review = nullptr;
  std::size_t items = 0;            ///< dossiers
  std::size_t answered = 0;         ///< of these
  std::vector<QuestionItem> first;  ///< at most `list_limit`; QuestionItems tells all
};

/// Rules with the same thing to say about why they were not judged, or how far they are.
struct RuleNote {
  Localized note;
  std::vector<RuleResult> results;  ///< a rule once: the first that has the note
};

/// What came of one clause in this run.
struct ClauseSummary {
  const Clause* clause = nullptr;
  std::array<std::uint32_t, outcome_count> tally{};  ///< results of its rules, a dossier each
  std::uint32_t not_judged = 0;                      ///< of these, with a note that says why
  std::uint32_t in_progress = 0;                     ///< of these, because their day has not come
  std::uint32_t review_open = 0;
  std::uint32_t review_answered = 0;
  std::uint32_t review_rejected = 0;                 ///< of these, not kept

  bool concerned() const;  ///< whether the run held anything that the clause speaks of
};

/// The gravest outcome among a clause's rules and the answers to its questions; none where it has
/// neither in this run.
std::optional<Outcome> gravest_of(const ClauseSummary& summary);
/// `违反2项，待人工审查`: what came of a clause, in a few words.
std::string words_of(const ClauseSummary& summary, Language language);

struct PackSummary {
  const Pack* pack = nullptr;
  std::vector<ClauseSummary> clauses;  ///< all, in their order
};

/// The word that heads a finding: 错误, 提示, 偏离, 无法判定.
std::string_view label_of(const Finding& finding, Language language);
/// 新 / new, 已知 / known; empty where no baseline was given.
std::string_view words_of(Novelty novelty, Language language);
std::string_view label_of(const Diagnostic& diagnostic, Language language);

struct Digest {
  Totals totals;
  Verdict verdict = Verdict::passed;
  std::size_t parts_shown = 0;  ///< that `each_digest` gives
  std::array<std::size_t, verdict_count> dossiers{};  ///< by what came of each
  std::optional<DossierReport> only_dossier;          ///< where the run holds no other
  /// How many entries there are of each sort, whatever they come to.
  std::size_t diagnostics = 0, findings = 0, results = 0, review = 0;
  std::vector<Question> questions;
  std::vector<RuleNote> notes;
  std::vector<PackSummary> packs;
  Statistics statistics;
};

/// Reads the report once.
Digest digest(const ReportParts& report, const Threshold& threshold);
/// Whether a person has nothing to read of any part: nothing was found, known or rejected.
bool is_silent(const Digest& digest);
/// Whether nothing in the report is at or above the threshold.
bool passes(const Digest& digest);

DossierPart digest(const ReportPart& from, const Threshold& threshold);
/// What `clean` says of the part's digest, without making it.
bool is_clean(const ReportPart& part);
/// Whether people read of it by itself: not where all there is are results of rules that no dossier
/// concerns, which the clauses tell.
bool is_shown(const ReportPart& part);
/// Gives the digest of each part that is shown, in the order of the report.
void each_digest(const ReportParts& report, const Threshold& threshold,
                 const std::function<void(const DossierPart&)>& visit);

/// All the items of questions, question after question. Holds few at once, and reads the report as
/// often as that takes: once where there are few.
class QuestionItems {
 public:
  using Visit = std::function<void(const ReviewItem&, std::string_view file)>;

  /// All must outlive it.
  QuestionItems(const ReportParts& report, const std::vector<Question>& questions)
      : report_(report), questions_(questions) {}

  /// Gives the items of one of the questions, in the order of the report. To be asked in the order
  /// of the questions.
  void of(const Question& question, const Visit& visit);

 private:
  void read_from(const Question& question);

  const ReportParts& report_;
  const std::vector<Question>& questions_;
  std::unordered_map<const Review*, std::vector<QuestionItem>> held_;
};

/// How many clauses of a pack came to what.
struct ClauseTally {
  std::array<std::size_t, outcome_count> by_outcome{};  ///< the gravest of a clause's rules
  std::size_t for_a_person = 0;                         ///< with open questions, whatever else
  std::size_t information = 0;                          ///< that only inform
  std::size_t not_concerned = 0;                        ///< of which the run holds nothing
};
ClauseTally tally_of(const PackSummary& summary);

/// What came of every clause in one dossier alone, pack by pack; none for a part that is no
/// dossier.
std::vector<PackSummary> clauses_of(const DossierPart& part);

/// `未通过`, `待人工审查`: what came of one dossier, in a word or two.
std::string_view short_words_of(Verdict verdict, Language language);
/// `机器检查通过，尚待人工审查`: the same as the closing line says it.
std::string_view words_of(Verdict verdict, const Totals& totals, Language language);
/// `1份材料，3处错误，1项无法判定，5项待人工审查：未通过`.
std::string verdict_line(const Digest& digest, Language language);

}  // namespace guiju
