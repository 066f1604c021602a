#pragma once
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "assess/finding.h"
#include "assess/group.h"

namespace guiju {

/// Where the day of judgement came from.
enum class DateSource : std::uint8_t { option, dossier, today };

/// One dossier of the run.
struct DossierReport {
  std::string file;
  std::uint32_t ordinal = 1;  ///< which document of the file, from 1
  bool only_one = true;       ///< the file holds no other
  std::string kind;           ///< empty where it could not be told
  Localized kind_label;
  std::string title;               ///< the dossier's own name; may be empty
  std::vector<DossierGroup> groups;  ///< that it belongs to in statistics
  std::vector<const Pack*> packs;    ///< that judged it; empty where none does
  std::string as_of;               ///< YYYY-MM-DD
  DateSource as_of_source = DateSource::today;
  /// SHA-256 of its bytes, in hex: of the whole file where it holds no other, else of its part.
  /// Empty where nothing that is written tells it.
  std::string sha256;
};

/// A diagnostic about a file or a dossier.
struct InputDiagnostic {
  std::uint32_t dossier = 0;  ///< no_dossier where the file could not be read
  Diagnostic diagnostic;
  Novelty novelty = Novelty::unsaid;
};

/// What stays of a finding or a diagnostic when lines move, in the words of the run that met it.
struct Matter {
  std::string identity;  ///< of a finding, its own; of a diagnostic, id, file and words
  std::string id;        ///< address of the rule, id of the diagnostic
  std::string file;      ///< empty: the audit as a whole
  Localized subject;     ///< may be empty
  Localized sentence;
};
/// `file`: of the finding's dossier; empty where it is about the audit as a whole.
Matter matter_of(const Finding& finding, std::string_view file);
Matter matter_of(const InputDiagnostic& entry);

/// What a report says of the run itself. Its size is that of the packs and of the baseline, however
/// many dossiers there are.
struct ReportHead {
  std::string version;             ///< of guiju
  std::vector<const Pack*> packs;  ///< that took part
  std::string as_of;               ///< of the audit as a whole
  DateSource as_of_source = DateSource::today;
  std::vector<std::string> only_packs;  ///< of `--pack`; empty: as the dossiers say
  std::vector<std::string> only_rules;  ///< of `--rule`; empty: all
  std::uint32_t files = 0;  ///< looked at
  std::uint32_t files_unreadable = 0;
  bool has_baseline = false;
  std::vector<Matter> fixed;  ///< of the baseline: what was looked at again and is there no more
};

/// Everything said about one run, in memory. Order is fixed: dossiers in the order of the audit;
/// findings, results, items and diagnostics by dossier, then by clause order in the pack, then by
/// place; what belongs to no dossier last. Renderers read it part by part (report_parts.h).
struct Report : ReportHead {
  std::vector<DossierReport> dossiers;
  std::vector<InputDiagnostic> diagnostics;
  std::vector<Finding> findings;
  std::vector<RuleResult> results;
  std::vector<ReviewItem> review;
};

/// What counts against a dossier (`--fail-on`), and whether undecided must rules do.
struct Threshold {
  enum class Level : std::uint8_t { must, in_principle, encouraged, never };
  Level level = Level::in_principle;
  bool undecided_counts = true;
  bool open_review_counts = false;  ///< whether questions that are open do as well
};

/// Severity of a finding as shown: error, warning (undecided encouraged? never), note (a remark).
Severity severity_of(const Finding& finding);
/// Of a question: a note while it is open or kept; not kept, what the clause's strength says.
Severity severity_of(const ReviewItem& item);
bool counts(const Finding& finding, const Threshold& threshold);
bool counts(const InputDiagnostic& diagnostic, const Threshold& threshold);
bool counts(const ReviewItem& item, const Threshold& threshold);

/// How a report is written.
struct RenderOptions {
  Language language = Language::zh;
  bool colour = false;
  std::size_t width = 100;  ///< terminal cells
  bool verbose = false;     ///< satisfied rules as well
  bool quiet = false;       ///< only the last line
  bool statistics = false;  ///< what was found counted over all dossiers, even if quiet
  Threshold threshold;
};

struct Digest;
class ReportParts;

/// A format of the report. The table of formats is what help, option check and dispatch read.
struct Format {
  std::string_view name;
  Localized says;
  /// Writes the report. The digest is of the same report, by the threshold of the options. A binary
  /// format may go back in the stream to put right what it has written.
  void (*render)(const ReportParts&, const Digest&, const RenderOptions&, std::ostream&);
  bool binary = false;  ///< for a file, not for a terminal
  /// Whether it tells the dossiers' digests; with `verbose` all formats may.
  bool digests = true;
};
const std::vector<Format>& formats();

/// The sentence of a finding: what was found, what was required, by how much it fails.
std::string sentence_of(const Finding& finding, Language language);
/// The same of a quantity alone: 现有6家，应不少于8家，还差2家。
std::string sentence_of(const Quantity& quantity, Outcome outcome, Language language);
/// What to do about it; empty where there is nothing to say beyond the sentence.
std::string remedy_of(const Finding& finding, Language language);
/// A clause as one cites it: 浙中医药〔2024〕10号 二(组建要求).
std::string citation_of(const Clause& clause, Language language);
/// 符合 / kept: what an answer says.
Localized words_for_verdict(bool kept);
/// The clauses a rule rests on.
std::string citation_of(const Rule& rule, Language language);

}  // namespace guiju
