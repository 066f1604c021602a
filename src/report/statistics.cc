#include "report/statistics.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "report/phrase.h"

namespace guiju {

namespace {

bool is_binding(Strength strength) { return strength != Strength::encouraged; }

/// Counts something that a part may hold several times, and the dossiers that hold it once.
class Counter {
 public:
  void add(std::size_t part, bool dossier) {
    ++found_.times;
    if (dossier && is_new(part)) ++found_.dossiers;
  }
  /// Whether it is met in this part for the first time.
  bool is_new(std::size_t part) { return std::exchange(last_, part + 1) != part + 1; }
  const Found& found() const { return found_; }

 private:
  Found found_;
  std::size_t last_ = 0;
};

/// What a rule or a clause came to so far.
struct BreachCount {
  std::size_t applied = 0;
  Counter in, violated, undecided, departed;

  void apply(std::size_t part, bool dossier) {
    if (dossier && in.is_new(part)) ++applied;
  }
  void add(Outcome outcome, std::size_t part, bool dossier) {
    apply(part, dossier);
    if (outcome == Outcome::violated) violated.add(part, dossier);
    if (outcome == Outcome::undecided) undecided.add(part, dossier);
    if (outcome == Outcome::departed) departed.add(part, dossier);
  }
  Frequency take() const {
    return {applied, violated.found(), undecided.found(), departed.found()};
  }
};

/// Those in more dossiers come first, then those found more often.
auto order_of(const Found& found) { return std::pair{found.dossiers, found.times}; }

/// `strength_of` an entry. Entries of one rank stay in the order of the packs.
template <typename Entry, typename StrengthOf>
void sort_by_frequency(std::vector<Entry>& entries, StrengthOf strength_of) {
  const auto key = [&](const Entry& entry) {
    return std::tuple{is_binding(strength_of(entry)), order_of(entry.violated),
                      order_of(entry.undecided), order_of(entry.departed)};
  };
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& left, const Entry& right) {
    return key(left) > key(right);
  });
}

/// The rules and clauses of some packs, and what came of them so far.
class BreachCounts {
 public:
  explicit BreachCounts(const std::vector<const Pack*>& packs) {
    for (const auto* pack : packs) {
      packs_.push_back({pack, clauses_.size(), rules_.size()});
      for (const auto& clause : pack->clauses) clauses_.push_back({clause.get(), {}});
      for (const auto* rule : pack->rules) {
        rules_.push_back({rule, {}});
        if (rule->across) across_.push_back(rule);
      }
    }
  }

  /// Rules over all dossiers have no result in each: they apply to those of their kind.
  void apply_across(const DossierReport& dossier, std::size_t part) {
    for (const auto* rule : across_) {
      const auto* kind = rule->select.kind;
      const bool judged = std::find(dossier.packs.begin(), dossier.packs.end(), rule->pack) !=
                          dossier.packs.end();
      if (judged && kind != nullptr && kind->shape.name == dossier.kind) apply(*rule, part, true);
    }
  }
  void apply(const Rule& rule, std::size_t part, bool dossier) {
    each_slot(rule, [&](BreachCount& slot) { slot.apply(part, dossier); });
  }
  void add(const Finding& finding, std::size_t part, bool dossier) {
    each_slot(*finding.rule, [&](BreachCount& slot) { slot.add(finding.outcome, part, dossier); });
  }
  void add(const Answer& answer, const Clause& clause, std::size_t part, bool dossier) {
    const auto* pack = find(clause.pack);
    if (pack == nullptr) return;
    auto& slot = clauses_[pack->clauses + clause.order].second;
    slot.add(answer.kept ? Outcome::satisfied : Outcome::violated, part, dossier);
  }

  void take(Statistics& statistics) const {
    for (const auto& [clause, slot] : clauses_) {
      if (auto made = slot.take(); made.any()) statistics.clauses.push_back({made, clause});
    }
    for (const auto& [rule, slot] : rules_) {
      if (auto made = slot.take(); made.any()) statistics.rules.push_back({made, rule});
    }
    sort_by_frequency(statistics.clauses, [](const auto& one) { return one.clause->strength; });
    sort_by_frequency(statistics.rules, [](const auto& one) { return one.rule->strength; });
  }

 private:
  /// Where a pack's own begin.
  struct OfPack {
    const Pack* pack;
    std::size_t clauses, rules;
  };

  const OfPack* find(const Pack* pack) const {
    const auto found = std::ranges::find(packs_, pack, &OfPack::pack);
    return found == packs_.end() ? nullptr : &*found;
  }

  /// Those of the rule, and of the clauses that it rests on.
  template <typename Change>
  void each_slot(const Rule& rule, Change change) {
    const auto* pack = find(rule.pack);
    if (pack == nullptr) return;
    change(rules_[pack->rules + rule.order].second);
    change(clauses_[pack->clauses + rule.clause->order].second);
    for (const auto* clause : rule.also) change(clauses_[pack->clauses + clause->order].second);
  }

  std::vector<OfPack> packs_;
  std::vector<std::pair<const Clause*, BreachCount>> clauses_;  // one pack's after the other's
  std::vector<std::pair<const Rule*, BreachCount>> rules_;
  std::vector<const Rule*> across_;
};

void add_to(DossierCounts& sum, const DossierCounts& one) {
  sum.dossiers += one.dossiers;
  for (std::size_t i = 0; i < verdict_count; ++i) sum.by_verdict[i] += one.by_verdict[i];
  sum.errors += one.errors;
  sum.undecided += one.undecided;
  sum.blocking += one.blocking;
}

/// The dossiers by the values of one field.
class GroupsSoFar {
 public:
  explicit GroupsSoFar(const Localized& by) { made_.by = by; }

  const Localized& by() const { return made_.by; }

  /// `groups`: all of one dossier by this field.
  void add(const std::vector<const DossierGroup*>& groups, const DossierCounts& counts) {
    ++made_.dossiers;
    if (groups.size() > 1) ++made_.several;
    bool among_others = false;
    for (const auto* group : groups) {
      if (!group->given()) {
        add_to(made_.not_given, counts);
      } else if (auto* row = row_of(*group)) {
        add_to(*row, counts);
      } else if (!std::exchange(among_others, true)) {
        add_to(made_.others, counts);
      }
    }
  }

  GroupedDossiers take() && {
    auto& groups = made_.groups;
    std::map<std::pair<std::string, std::string>, std::size_t> names;
    for (const auto& row : groups) ++names[{row.group.value.zh, row.group.value.en}];
    for (auto& row : groups) {
      row.shares_name = names[{row.group.value.zh, row.group.value.en}] > 1;
    }
    std::stable_sort(groups.begin(), groups.end(), [](const auto& left, const auto& right) {
      return std::pair{left.by_verdict[0], left.dossiers} >
             std::pair{right.by_verdict[0], right.dossiers};
    });
    return std::move(made_);
  }

 private:
  /// Null where there is no room for one more value.
  GroupCounts* row_of(const DossierGroup& group) {
    if (const auto known = rows_.find(group.key); known != rows_.end()) {
      return &made_.groups[known->second];
    }
    if (made_.groups.size() == most_groups) return nullptr;
    rows_.emplace(group.key, made_.groups.size());
    auto& row = made_.groups.emplace_back();
    row.group = group;
    return &row;
  }

  GroupedDossiers made_;
  std::unordered_map<std::string, std::size_t> rows_;
};

/// Where dossiers are told apart by their kind, which no kind declares.
const Localized by_kind{"类型", "kind"};

}  // namespace

class StatisticsGatherer::Impl {
 public:
  explicit Impl(const std::vector<const Pack*>& packs) : slots_(packs) {}

  void add(const ReportPart& part, const DossierCounts& counts) {
    const bool dossier = part.dossier != nullptr;
    for (const auto& result : part.results) {
      if (result.outcome != Outcome::not_applicable) slots_.apply(*result.rule, part_, dossier);
    }
    for (const auto& finding : part.findings) {
      if (finding.novelty != Novelty::known) slots_.add(finding, part_, dossier);
    }
    for (const auto& item : part.review) {
      if (item.answer) slots_.add(*item.answer, *item.review->clause, part_, dossier);
    }
    for (const auto& entry : part.diagnostics) {
      if (entry.novelty != Novelty::known) add(entry.diagnostic, part);
    }
    if (dossier) {
      slots_.apply_across(*part.dossier, part_);
      add_dossier(part, counts);
    }
    ++part_;
  }

  Statistics take() && {
    slots_.take(made_);
    for (auto& [id, one] : diagnostics_) {
      one.made.found = one.in.found();
      made_.diagnostics.push_back(one.made);
    }
    std::stable_sort(made_.diagnostics.begin(), made_.diagnostics.end(),
                     [](const auto& left, const auto& right) {
                       return std::pair{left.found.dossiers + left.files, left.found.times} >
                              std::pair{right.found.dossiers + right.files, right.found.times};
                     });
    for (auto& groups : grouped_) made_.grouped.push_back(std::move(groups).take());
    return std::move(made_);
  }

 private:
  struct OfDiagnostic {
    DiagnosticFrequency made;
    Counter in, in_files;
  };

  void add(const Diagnostic& diagnostic, const ReportPart& part) {
    auto& one = diagnostics_[diagnostic.id];
    if (one.made.id.empty()) {
      one.made.id = diagnostic.id;
      one.made.severity = severity_of(diagnostic);
      one.made.example = localized(
          [&](auto language) { return message_of(diagnostic, language); });
    }
    one.in.add(part_, part.dossier != nullptr);
    const bool of_file = part.dossier == nullptr && !part.file.empty();
    if (of_file && one.in_files.is_new(part_)) ++one.made.files;
  }

  void add_dossier(const ReportPart& part, const DossierCounts& counts) {
    const auto& dossier = *part.dossier;
    add_to(made_.all, counts);
    if (counts.blocking > 0) {
      ++made_.blocked;
      rank(part, counts);
    }
    const DossierGroup kind{by_kind, dossier.kind_label, dossier.kind};
    groups_by(by_kind).add({&kind}, counts);
    std::vector<const DossierGroup*> same;
    for (std::size_t i = 0; i < dossier.groups.size(); ++i) {
      same.push_back(&dossier.groups[i]);
      const bool last =
          i + 1 == dossier.groups.size() || dossier.groups[i + 1].by != dossier.groups[i].by;
      if (!last) continue;
      groups_by(same.front()->by).add(same, counts);
      same.clear();
    }
  }

  /// Fields are few; dossiers mostly have those of the one before.
  GroupsSoFar& groups_by(const Localized& by) {
    for (auto& groups : grouped_) {
      if (groups.by() == by) return groups;
    }
    return grouped_.emplace_back(by);
  }

  void rank(const ReportPart& part, const DossierCounts& counts) {
    const auto weight = [](const auto& one) { return std::pair{one.blocking, one.undecided}; };
    auto& first = made_.first;
    const bool full = first.size() == most_ranked;
    if (full && weight(first.back()) >= weight(counts)) return;
    const auto at = std::find_if(first.begin(), first.end(), [&](const RankedDossier& other) {
      return weight(other) < weight(counts);
    });
    first.insert(at, {*part.dossier, part.index, counts.blocking, counts.errors,
                      counts.undecided});
    if (full) first.pop_back();
  }

  BreachCounts slots_;
  std::map<std::string_view, OfDiagnostic> diagnostics_;
  std::vector<GroupsSoFar> grouped_;
  Statistics made_;
  std::size_t part_ = 0;
};

StatisticsGatherer::StatisticsGatherer(const std::vector<const Pack*>& packs)
    : impl_(std::make_unique<Impl>(packs)) {}
StatisticsGatherer::~StatisticsGatherer() = default;

void StatisticsGatherer::add(const ReportPart& part, const DossierCounts& counts) {
  impl_->add(part, counts);
}

Statistics StatisticsGatherer::take() && { return std::move(*impl_).take(); }

std::string_view name_of(Verdict verdict) {
  constexpr std::array<std::string_view, verdict_count> names{"failed", "nothing", "tolerated",
                                                              "open", "passed"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace guiju
