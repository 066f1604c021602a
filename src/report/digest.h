#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/report.h"

namespace guiju {

// The report put in the order in which people read it. Renderers write out what stands here and
// decide nothing themselves. All pointers lead into the report, which must outlive the digest.

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
};

/// How the run ends, or what came of one dossier.
enum class Verdict : std::uint8_t {
  failed,     ///< something is at or above the threshold
  nothing,    ///< nothing was judged, so nothing can be said to pass
  tolerated,  ///< there are errors, all below the threshold
  open,       ///< no errors; things are left to a person, or undecided
  passed,
};
inline constexpr std::size_t verdict_count = 5;
std::string_view name_of(Verdict verdict);  ///< `failed`

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

/// A question to a person, with the dossiers it is put about.
struct Question {
  const Review* review = nullptr;
  std::vector<const ReviewItem*> items;
};

/// Rules with the same thing to say about why they were not judged, or how far they are.
struct RuleNote {
  Localized note;
  std::vector<const RuleResult*> results;  ///< a rule once
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
  std::vector<DossierPart> parts;
  std::vector<Question> questions;
  std::vector<RuleNote> notes;
  std::vector<PackSummary> packs;
  Verdict verdict = Verdict::passed;
};

Digest digest(const Report& report, const Threshold& threshold);

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
/// The binding clauses that are violated, those with most violations first; at most `limit`.
std::vector<const ClauseSummary*> most_violated(const Digest& digest, std::size_t limit);

/// `未通过`, `待人工审查`: what came of one dossier, in a word or two.
std::string_view short_words_of(Verdict verdict, Language language);
/// `机器检查通过，尚待人工审查`: the same as the closing line says it.
std::string_view words_of(Verdict verdict, const Totals& totals, Language language);
/// `1份材料，3处错误，1项无法判定，5项待人工审查：未通过`.
std::string verdict_line(const Digest& digest, Language language);

}  // namespace guiju
