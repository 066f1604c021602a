#include "report/outcome_changes.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "report/phrase.h"

namespace guiju {

namespace {

/// What one rule came to in one dossier.
struct Came {
  Outcome outcome = Outcome::satisfied;
  std::uint32_t times = 0;         ///< findings of this outcome
  const Finding* first = nullptr;  ///< of these
};

/// The graver the later.
int gravity(Outcome outcome) {
  constexpr std::array order{Outcome::not_applicable, Outcome::satisfied, Outcome::departed,
                             Outcome::undecided, Outcome::violated};
  return static_cast<int>(std::find(order.begin(), order.end(), outcome) - order.begin());
}

/// A report by dossier and rule.
class Outcomes {
 public:
  Outcomes(const Report& report, const Threshold& threshold) : report_(report) {
    for (const auto& result : report.results) {
      came_[{result.dossier, result.rule}].outcome = result.outcome;
    }
    for (const auto& finding : report.findings) {
      take(finding);
      if (counts(finding, threshold)) failing_.insert(finding.dossier);
    }
    for (const auto& entry : report.diagnostics) {
      diagnostics_[entry.dossier].push_back(&entry.diagnostic);
      if (counts(entry, threshold)) failing_.insert(entry.dossier);
    }
  }

  /// None where there is no such rule or it was not judged.
  std::optional<Came> of(std::uint32_t dossier, const Rule* rule) const {
    if (rule == nullptr) return std::nullopt;
    const auto found = came_.find({dossier, rule});
    if (found != came_.end()) return found->second;
    // A rule across the audit says something of a dossier only where it finds a fault there.
    const bool across = rule->across && dossier != no_dossier && judged(dossier);
    const auto whole = came_.find({no_dossier, rule});
    if (!across || whole == came_.end()) return std::nullopt;
    if (whole->second.outcome == Outcome::not_applicable) return std::nullopt;
    return Came{};
  }

  Standing standing(std::uint32_t dossier) const {
    if (!judged(dossier)) return Standing::not_judged;
    return failing_.contains(dossier) ? Standing::fails : Standing::passes;
  }

  const std::vector<const Diagnostic*>& diagnostics(std::uint32_t dossier) const {
    static const std::vector<const Diagnostic*> none;
    const auto found = diagnostics_.find(dossier);
    return found == diagnostics_.end() ? none : found->second;
  }

 private:
  bool judged(std::uint32_t dossier) const {
    if (dossier == no_dossier) return !report_.packs.empty();
    return dossier < report_.dossiers.size() && !report_.dossiers[dossier].packs.empty();
  }

  void take(const Finding& finding) {
    auto& came = came_[{finding.dossier, finding.rule}];
    if (gravity(finding.outcome) > gravity(came.outcome)) came = {finding.outcome, 0, nullptr};
    if (finding.outcome != came.outcome) return;
    if (came.first == nullptr) came.first = &finding;
    ++came.times;
  }

  const Report& report_;
  std::map<std::pair<std::uint32_t, const Rule*>, Came> came_;
  std::set<std::uint32_t> failing_;
  std::map<std::uint32_t, std::vector<const Diagnostic*>> diagnostics_;
};

using RulePair = std::pair<const Rule*, const Rule*>;

/// All rules of both packs, those that are one and the same together; in the order of the later
/// pack, then those that only the earlier has.
std::vector<RulePair> rules_of(const Difference& difference) {
  std::map<const Rule*, const Rule*> earlier;
  std::map<const Rule*, const Rule*> later;
  for (const auto& [before, after] : difference.rules) {
    earlier[after] = before;
    later[before] = after;
  }
  std::vector<RulePair> pairs;
  for (const auto& clause : difference.after.pack->clauses) {
    for (const auto& rule : clause->rules) {
      const auto found = earlier.find(rule.get());
      pairs.emplace_back(found == earlier.end() ? nullptr : found->second, rule.get());
    }
  }
  for (const auto& clause : difference.before.pack->clauses) {
    for (const auto& rule : clause->rules) {
      if (!later.contains(rule.get())) pairs.emplace_back(rule.get(), nullptr);
    }
  }
  return pairs;
}

/// Whether an outcome is worth telling where the other pack has no such rule.
bool is_quiet(const std::optional<Came>& came) {
  return !came || came->outcome == Outcome::satisfied || came->outcome == Outcome::not_applicable;
}

bool is_same(const std::optional<Came>& was, const std::optional<Came>& is) {
  if (!was || !is) return is_quiet(was) && is_quiet(is);
  return was->outcome == is->outcome && was->times == is->times;
}

Localized sentence_of(const std::optional<Came>& came) {
  if (!came || came->first == nullptr) return {};
  return localized([&](Language language) { return sentence_of(*came->first, language); });
}

std::vector<OutcomeChange> compare_rules(const std::vector<RulePair>& rules, const Outcomes& before,
                                         const Outcomes& after, std::uint32_t dossier) {
  std::vector<OutcomeChange> changes;
  for (const auto& [old_rule, new_rule] : rules) {
    const auto was = before.of(dossier, old_rule);
    const auto is = after.of(dossier, new_rule);
    if (is_same(was, is)) continue;
    OutcomeChange change{old_rule, new_rule, {}, {}, 0, 0, sentence_of(is)};
    if (was) change.was = was->outcome, change.was_times = was->times;
    if (is) change.is = is->outcome, change.is_times = is->times;
    if (change.sentence.empty()) change.sentence = sentence_of(was);
    changes.push_back(std::move(change));
  }
  return changes;
}

bool is_same(const Diagnostic& left, const Diagnostic& right) {
  return left.id == right.id && left.place == right.place &&
         message_of(left, Language::zh) == message_of(right, Language::zh);
}

using By = DiagnosticChange::By;

bool is_among(const Diagnostic& wanted, const std::vector<const Diagnostic*>& all) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Diagnostic* other) { return is_same(wanted, *other); });
}

std::vector<DiagnosticChange> compare_diagnostics(const std::vector<const Diagnostic*>& before,
                                                  const std::vector<const Diagnostic*>& after,
                                                  bool judged) {
  std::vector<DiagnosticChange> changes;
  for (const auto* diagnostic : before) {
    if (!is_among(*diagnostic, after)) changes.push_back({By::before, *diagnostic});
  }
  for (const auto* diagnostic : after) {
    const bool shared = is_among(*diagnostic, before);
    if (!shared || !judged) changes.push_back({shared ? By::both : By::after, *diagnostic});
  }
  return changes;
}

bool is_outside(const Pack& pack, const DossierReport& dossier) {
  const auto day = cel::parse_date(dossier.as_of);
  return day && ((pack.from && *day < *pack.from) || (pack.until && *day > *pack.until));
}

bool judged_by_any(const DossierChange& change) {
  return change.before != Standing::not_judged || change.after != Standing::not_judged;
}

DossierChange compare_dossier(const std::vector<RulePair>& rules, const Outcomes& before,
                              const Outcomes& after, std::uint32_t dossier) {
  DossierChange change;
  change.before = before.standing(dossier);
  change.after = after.standing(dossier);
  change.rules = compare_rules(rules, before, after, dossier);
  change.diagnostics = compare_diagnostics(before.diagnostics(dossier), after.diagnostics(dossier),
                                           judged_by_any(change));
  return change;
}

bool has_changed(const DossierChange& change) {
  return change.before != change.after || !judged_by_any(change) || !change.rules.empty() ||
         !change.diagnostics.empty();
}

/// Rules whose fault lies with single dossiers are not told again of the audit as a whole.
void drop_told(DossierChange& whole, const std::vector<DossierChange>& dossiers) {
  std::erase_if(whole.rules, [&](const OutcomeChange& change) {
    return std::any_of(dossiers.begin(), dossiers.end(), [&](const DossierChange& dossier) {
      return std::any_of(dossier.rules.begin(), dossier.rules.end(), [&](const auto& told) {
        return told.before == change.before && told.after == change.after;
      });
    });
  });
}

}  // namespace

std::string_view name_of(DiagnosticChange::By by) {
  constexpr std::array<std::string_view, 3> names{"before", "after", "both"};
  return names[static_cast<std::size_t>(by)];
}

std::string_view name_of(Standing standing) {
  constexpr std::array<std::string_view, 3> names{"passes", "fails", "not_judged"};
  return names[static_cast<std::size_t>(standing)];
}

Localized words_for(Standing standing) {
  switch (standing) {
    case Standing::passes:
      return {"通过", "passes"};
    case Standing::fails:
      return {"不通过", "fails"};
    case Standing::not_judged:
      break;
  }
  return {"无法审查", "not judged"};
}

std::size_t OutcomeChanges::number(Standing before, Standing after) const {
  return static_cast<std::size_t>(
      std::count_if(changed.begin(), changed.end(), [&](const DossierChange& change) {
        return change.dossier && change.before == before && change.after == after;
      }));
}

std::size_t OutcomeChanges::standing_changed() const {
  return static_cast<std::size_t>(std::count_if(
      changed.begin(), changed.end(),
      [](const DossierChange& change) { return change.dossier && change.before != change.after; }));
}

OutcomeChanges compare_outcomes(const Difference& difference, const Report& before,
                                const Report& after, const Threshold& threshold) {
  OutcomeChanges changes;
  changes.dossiers = after.dossiers.size();
  const auto rules = rules_of(difference);
  const Outcomes was(before, threshold);
  const Outcomes is(after, threshold);
  for (std::uint32_t i = 0; i < changes.dossiers; ++i) {
    auto change = compare_dossier(rules, was, is, i);
    if (!has_changed(change)) continue;
    // Where one pack cannot tell what a dossier is, the other may.
    change.dossier = after.dossiers[i].kind.empty() ? before.dossiers[i] : after.dossiers[i];
    change.outside_before = is_outside(*difference.before.pack, before.dossiers[i]);
    change.outside_after = is_outside(*difference.after.pack, after.dossiers[i]);
    changes.changed.push_back(std::move(change));
  }
  auto whole = compare_dossier(rules, was, is, no_dossier);
  drop_told(whole, changes.changed);
  if (!whole.rules.empty() || !whole.diagnostics.empty()) {
    changes.changed.push_back(std::move(whole));
  }
  return changes;
}

}  // namespace guiju
