#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/digest.h"
#include "report/html.h"
#include "report/message.h"
#include "report/phrase.h"

namespace guiju {

/// What the parts of an HTML report share. The report and its digest must outlive it.
class Page {
 public:
  Page(const ReportParts& of, const Digest& made, const RenderOptions& how, std::ostream& out);

  const ReportParts& report;
  const Digest& digest;
  RenderOptions options;  ///< verbose: a page leaves no place out
  Html html;

  Language language() const { return options.language; }
  std::string_view word(std::string_view zh, std::string_view en) const {
    return guiju::word(options.language, zh, en);
  }
  /// Whether many dossiers were judged, so that the page needs an index and a part for each.
  bool is_audit() const { return digest.totals.dossiers > 1 || report.head().files > 1; }
  /// Gives the digest of each part that is shown.
  void each(const std::function<void(const DossierPart&)>& visit) const {
    each_digest(report, options.threshold, visit);
  }

  void heading(int level, std::string_view text, const Html::Attributes& attributes = {});
  /// A frame in which a table too wide for the screen is moved sideways, by keyboard as well.
  Html::Element frame(std::string_view label);
  /// A word with its sign and colour: `✕ 违反`.
  void badge(Ink ink, std::string_view text);

  /// Numbers what was found in this part, after all before it; the numbers of those are forgotten.
  void number(const DossierPart& part);
  /// The number that a finding, a diagnostic, a rejected question or a missing field of the part
  /// that was numbered last has on the page, from 1 in reading order.
  std::size_t number_of(const void* matter) const { return numbers_.at(matter); }
  /// The numbers of what was found on a clause in the part numbered last, or in all where `part` is
  /// null, which only a page that is no audit has; ascending, empty where nothing was.
  std::vector<std::size_t> numbers_on(const Clause& clause, const DossierPart* part) const;

 private:
  using ByClause = std::unordered_map<const Clause*, std::vector<std::size_t>>;

  void number_all();
  void add(const Finding& finding, std::size_t number);

  std::unordered_map<const void*, std::size_t> numbers_;
  ByClause by_clause_;      ///< of the part numbered last
  ByClause all_by_clause_;  ///< of all parts; none in an audit
  std::size_t last_ = 0;
};

/// The id of a matter's element: `n7`.
std::string anchor_of(std::size_t number);
/// The id of a dossier's part: `d3`, from 1 in the order of the digest.
std::string dossier_anchor(std::size_t number);
/// `is-error`: the class that colours by ink.
std::string_view class_of(Ink ink);
Ink ink_of(Verdict verdict);

// The parts of the page. `level` is that of the headings in them.

/// Every finding and diagnostic of a part, with excerpts.
void put_matters(const DossierPart& part, int level, Page& page);
/// What came of each clause of a pack in one dossier, or in the whole run where `part` is null; of
/// an audit, with a column for each outcome.
void put_clauses(const PackSummary& summary, const DossierPart* part, int level, Page& page);
/// What was counted in a dossier against the figures of the policy.
void put_figures(const DossierPart& part, Page& page);
bool has_figures(const DossierPart& part);
/// The questions to a person, each with its evidence and boxes.
void put_checklist(const DossierPart& part, Page& page);
/// Room for the reviewer's opinion, name, signature and date.
void put_signature(Page& page);
/// Dossiers by outcome.
void put_overview(Page& page);
/// What is broken most, where, and which dossiers to look at first.
void put_statistics(Page& page);
void put_index(Page& page);
/// The part of each dossier of an audit.
void put_dossiers(Page& page);

/// A row of a chart of bars: a label, a number and its words.
struct Bar {
  std::string label;
  std::size_t number = 0;
  Ink ink = Ink::plain;
};
/// A number as a bar beside others, of which `largest` is the longest; `words` say it.
void put_bar(std::size_t number, std::size_t largest, Ink ink, const std::string& words,
             Page& page);
/// A table of numbers with a bar for each; the table is the chart's text.
void put_bars(std::string_view caption, std::string_view label, std::string_view number,
              const std::vector<Bar>& bars, Page& page);

}  // namespace guiju
