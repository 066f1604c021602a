#pragma once
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "assess/assess.h"
#include "assess/facts.h"

namespace guiju {

/// Judges rules and writes what they came to into an Assessment. One class for rules within a
/// dossier and across: the one concludes over that dossier's facts, the other over everybody's.
/// Facts say how things are; for the words of a finding it goes back to the dossier.
class Judge {
 public:
  /// `as_of` is the day of judgement, in days. All of these must outlive the judge.
  Judge(const Packs& packs, Dossiers& dossiers, std::int64_t as_of, Assessment& assessment);

  /// Judges a rule that looks at one dossier alone.
  void judge(const Rule& rule, const Dossier& dossier);
  /// Concludes a rule across dossiers. `any` is a dossier of the rule's pack, to speak of where
  /// nothing else does.
  void conclude_across(const Rule& rule, RuleFacts& facts, std::uint32_t any);

 private:
  /// A dossier that was opened to speak of it. What its expressions come to lives as long.
  struct Opened {
    std::uint32_t index;
    std::shared_ptr<const Dossier> dossier;
    std::unique_ptr<cel::Arena> arena;
    std::unique_ptr<Evaluator> evaluator;
    std::vector<std::pair<const Selection*, const cel::List*>> lists;
  };
  Opened& open(std::uint32_t index);
  Evaluator& evaluator(std::uint32_t index) { return *open(index).evaluator; }
  const Dossier& dossier(std::uint32_t index) { return *open(index).dossier; }
  /// For what asks no dossier; of rules across dossiers.
  Evaluator& without_dossier(const Rule& rule);
  void begin();
  void conclude(const Rule& rule);

  // One function a form; each records its verdicts.
  void conclude_each(const Rule& rule, const Facts& facts);
  void conclude_require(const Rule& rule, const Facts& facts, const Fact& fact);
  void conclude_evidence(const Rule& rule, const Facts& facts, const Fact& fact);
  void conclude_count(const Rule& rule);
  void conclude_unique(const Rule& rule);
  void conclude_sharers(const Rule& rule, std::span<const Fact* const> sharers);
  void conclude_match(const Rule& rule);
  void conclude_group(const Rule& rule);

  struct Partners;
  struct Match;
  struct Universe;
  struct Group;
  Partners sort_partners();
  std::vector<cel::Value> values_of(const Rule& rule, const Fact& partner,
                                    std::vector<std::vector<MissingInformation>>& missing);
  Truth keeps_condition(const Rule& rule, const Fact& fact, const Fact& partner,
                        MissingSet& missing);
  /// None where the element keeps the rule.
  std::optional<Match> match_one(const Rule& rule, const Facts& facts, const Fact& fact,
                                 const Partners& partners);
  void tell(const Rule& rule, const Match& match);
  /// Tells all, which are none then.
  void tell_in_turn(const Rule& rule, std::vector<Match>& found);
  void gather_universe(const Rule& rule, std::size_t i);
  std::vector<Universe> universe_of(const Rule& rule);
  void add_universe(const Rule& rule, const std::function<Group&(Ledger::Number)>& group_of);
  std::vector<Group> make_groups(const Rule& rule);
  /// `whole`: the facts of the one dossier the rule looks at; null for a rule across dossiers.
  void conclude_one_group(const Rule& rule, const Group& group, const Facts* whole);
  void conclude_unnamed_groups(const Rule& rule);
  void conclude_unknown_universe(const Rule& rule);
  Localized joined_words(Ledger::Number key) const;
  bool is_partial(const Fact& fact) const;
  /// Whether `pairs` more elements may be held against each other; if not, says so once a rule.
  bool may_compare(const Rule& rule, std::uint64_t pairs);
  void report_limit(std::string_view id, const Rule& rule, std::uint64_t limit);
  /// That a rule could not be judged to its end: by a limit, not by what the papers lack.
  void record_given_up(const Rule& rule);

  // Bounds and evidence.
  bool read_bounds(const Rule& rule, std::uint32_t index, Quantity& quantity, MissingSet& missing);
  static Outcome hold(const Quantity& quantity, bool bounded, bool listed);
  struct Named {
    Outcome outcome = Outcome::satisfied;
    std::vector<Comparison> comparisons;
  };
  Named look_for(const Rule& rule, const Fact& fact, const Expression& need, MissingSet& missing);
  Named look_for_document(const Fact& fact, const cel::Value& value, MissingSet& missing);

  // Writing.
  const cel::Value& element(const Rule& rule, const Selection& selection, const Fact& fact);
  /// What a fact of the rule's own selection is called; empty where it is the dossier itself.
  Localized subject(const Rule& rule, const Fact& fact);
  Finding start(const Rule& rule, const Facts& facts, const Fact* fact);
  void fill_shown(const Rule& rule, Finding& finding);
  void add_counted(const Rule& rule, Finding& finding, const std::vector<const Fact*>& counted);
  void record(const Rule& rule, Outcome outcome, Finding finding);
  /// `owners`: the dossiers any of which may justify a departure.
  void record(const Rule& rule, Outcome outcome, Finding finding,
              const std::set<std::uint32_t>& owners);
  std::string told_apart(const std::string& identity);
  void record_quiet(Outcome outcome, std::uint32_t times = 1) {
    tally_[static_cast<std::size_t>(outcome)] += times;
  }
  static void depart_if_justified(Finding& finding, Justifications& owner);
  bool is_progress(const Rule& rule, Outcome outcome) const;
  bool is_mere_progress(const Rule& rule, Outcome outcome) const;
  void write_result(const Rule& rule);
  bool note_absent_kinds(const Rule& rule);
  Place place_of_node(std::uint32_t dossier_index, NodeId node);

  const Packs& packs_;
  Dossiers& dossiers_;
  std::list<Opened> opened_;  // those last spoken of first
  std::optional<Opened> blank_;
  std::int64_t as_of_;
  Assessment& assessment_;

  // Of the rule at hand.
  RuleFacts own_facts_;                    // of a rule within a dossier
  RuleFacts* facts_ = nullptr;
  std::uint32_t any_ = 0;                  // a dossier of its pack
  std::array<std::uint32_t, outcome_count> tally_{};
  std::optional<Quantity> quantity_;       // of a rule that came to one number
  std::optional<Quantity> bounds_;         // where they are the same for all dossiers
  Localized note_;
  std::size_t first_finding_ = 0;
  std::unordered_map<std::string, std::size_t> times_;  // findings, by identity
  std::unordered_set<std::string> identities_;          // told apart
  bool too_many_pairs_ = false, too_many_groups_ = false;
};

}  // namespace guiju
