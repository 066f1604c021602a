#pragma once
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "assess/assess.h"
#include "assess/facts.h"

namespace guiju {

/// Judges one rule over one or several dossiers and writes what it came to into an Assessment.
/// One class for both cases: a rule within a dossier concludes over that dossier's facts, a rule
/// across the audit over everybody's.
class Judge {
 public:
  Judge(const Packs& packs, std::vector<Dossier*> dossiers, std::int64_t as_of,
        Assessment& assessment);

  void judge(const Rule& rule);

 private:
  struct Verdict {
    Outcome outcome = Outcome::satisfied;
    Finding finding;
  };

  // Gathering.
  Evaluator& evaluator(std::uint32_t index);
  std::vector<Facts> gather_all(const Rule& rule, const Kind* kind);
  Facts gather_rule(const Rule& rule, Dossier& dossier);

  // One function a form; each records its verdicts.
  void conclude_each(const Rule& rule, const Facts& facts);
  void conclude_require(const Rule& rule, const Facts& facts, const Fact& fact);
  void conclude_evidence(const Rule& rule, const Facts& facts, const Fact& fact);
  void conclude_count(const Rule& rule, const std::vector<Facts>& all);
  void conclude_unique(const Rule& rule, const std::vector<Facts>& all);
  void conclude_match(const Rule& rule, const std::vector<Facts>& all);
  void conclude_group(const Rule& rule, const std::vector<Facts>& all);

  struct Partners;
  struct Universe;
  struct Group;
  Partners gather_partners(const Rule& rule);
  void read_values(const Rule& rule, Fact& fact);
  Truth keeps_condition(const Rule& rule, const Fact& fact, const Fact& partner,
                        MissingSet& missing);
  void match_one(const Rule& rule, const Facts& facts, const Fact& fact, const Partners& partners);
  std::vector<Universe> gather_universe(const Rule& rule);
  std::vector<Group> make_groups(const Rule& rule, const std::vector<Facts>& all);
  /// `whole`: the facts of the one dossier the rule looks at; null for a rule across dossiers.
  void conclude_one_group(const Rule& rule, const Group& group, const Facts* whole);

  // Bounds and evidence.
  bool read_bounds(const Rule& rule, std::uint32_t dossier, Quantity& quantity, MissingSet& missing);
  static Outcome hold(const Quantity& quantity);
  struct Named {
    Outcome outcome = Outcome::satisfied;
    std::vector<Comparison> comparisons;
  };
  Named look_for(const Rule& rule, const Fact& fact, const Expression& need, MissingSet& missing);
  Named look_for_document(const Fact& fact, const cel::Value& value, MissingSet& missing);

  // Writing.
  /// What a fact of the rule's own selection is called; empty where it is the dossier itself.
  Localized subject(const Rule& rule, const Fact& fact);
  Finding start(const Rule& rule, const Facts& facts, const Fact* fact);
  void fill_shown(const Rule& rule, Finding& finding);
  void add_counted(const Rule& rule, Finding& finding, const std::vector<const Fact*>& counted);
  void record(const Rule& rule, Outcome outcome, Finding finding);
  /// `owners`: the dossiers any of which may justify a departure.
  void record(const Rule& rule, Outcome outcome, Finding finding,
              const std::set<std::uint32_t>& owners);
  std::string told_apart(std::string identity);
  void record_quiet(Outcome outcome) { ++tally_[static_cast<std::size_t>(outcome)]; }
  void depart_if_justified(Finding& finding, Dossier& owner);
  void write_result(const Rule& rule);
  bool note_absent_kinds(const Rule& rule);
  bool has_kind(const Kind* kind) const;
  Dossier& dossier(std::uint32_t index) { return *by_index_.at(index); }
  Place place_of_node(std::uint32_t dossier_index, NodeId node);

  const Packs& packs_;
  std::vector<Dossier*> dossiers_;
  std::unordered_map<std::uint32_t, Dossier*> by_index_;
  cel::Arena arena_;  // of what expressions come to; facts hold values of it
  std::unordered_map<std::uint32_t, std::unique_ptr<Evaluator>> evaluators_;
  std::int64_t as_of_;
  Assessment& assessment_;
  std::array<std::uint32_t, outcome_count> tally_{};
  std::optional<Quantity> quantity_;   ///< of a rule that came to one number
  Localized note_;
  std::size_t first_finding_ = 0;      ///< of the rule at hand
  std::unordered_map<std::string, std::size_t> times_;  ///< findings of the rule, by identity
  std::unordered_set<std::string> identities_;          ///< of the rule's findings, told apart
};

}  // namespace guiju
