#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "assess/describe.h"
#include "assess/judge.h"
#include "pack/limits.h"

namespace guiju {
namespace {

/// Partners a finding cites where there should be none; who has read so many believes it.
constexpr std::size_t cited_partners = 10;

/// How many distinct things `facts` hold: at least and at most.
struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

void sort_without_doubles(std::vector<Ledger::Number>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// An element to be counted, and whether it counts.
struct Countable {
  const Fact* fact;
  Truth counts;
};

/// Elements that may not count, and elements whose `distinct` is not known, make a range: each of
/// the latter may be one that is counted already, or a further one.
Range count_distinct(const std::vector<Countable>& elements) {
  Range range;
  std::vector<Ledger::Number> sure;
  std::vector<Ledger::Number> possible;
  std::int64_t sure_unnamed = 0;
  std::int64_t possible_unnamed = 0;
  for (const auto& [fact, truth] : elements) {
    const bool counts = truth == Truth::yes;
    if (!fact->has_distinct) {
      range.least += counts ? 1 : 0;
      range.most += 1;
    } else if (fact->distinct != Ledger::none) {
      (counts ? sure : possible).push_back(fact->distinct);
    } else {
      ++(counts ? sure_unnamed : possible_unnamed);
    }
  }
  sort_without_doubles(sure);
  sort_without_doubles(possible);
  const auto known = static_cast<std::int64_t>(sure.size());
  std::int64_t further = sure_unnamed + possible_unnamed;
  for (const auto name : possible) {
    further += std::binary_search(sure.begin(), sure.end(), name) ? 0 : 1;
  }
  range.least += known > 0 || sure_unnamed == 0 ? known : 1;
  range.most += known + further;
  return range;
}

/// Facts with fully known keys by these, each key's in their order. The numbers of keys are small:
/// each has a place of its own.
class FactsByKey {
 public:
  FactsByKey(const std::vector<const Fact*>& facts, std::size_t keys)
      : ends_(keys, 0), facts_(facts.size()) {
    for (const Fact* fact : facts) ++ends_[fact->key];
    std::uint32_t end = 0;
    for (std::uint32_t& count : ends_) end += std::exchange(count, end);
    // Until a fact has found its place, `ends_` are where its key's facts go on.
    for (const Fact* fact : facts) facts_[ends_[fact->key]++] = fact;
  }

  /// All of one key; empty if there are none.
  std::span<const Fact* const> of(Ledger::Number key) const {
    if (key >= ends_.size()) return {};
    const std::uint32_t begin = key == 0 ? 0 : ends_[key - 1];
    return std::span(facts_).subspan(begin, ends_[key] - begin);
  }
  const std::vector<const Fact*>& all() const { return facts_; }

 private:
  std::vector<std::uint32_t> ends_;  // of each key's facts
  std::vector<const Fact*> facts_;
};

}  // namespace

bool Judge::is_partial(const Fact& fact) const {
  return fact.counts == Truth::unknown || (fact.has_distinct && fact.distinct == Ledger::none) ||
         (fact.key != Ledger::none && !facts_->ledger.fully_known(fact.key));
}

void Judge::report_limit(std::string_view id, const Rule& rule, std::uint64_t limit) {
  assessment_.diagnostics.add(
      id, rule.place, {{"rule", same(rule.address)}, {"limit", same(std::to_string(limit))}});
}

bool Judge::may_compare(const Rule& rule, std::uint64_t pairs) {
  const std::uint64_t limit = rule.across ? most_pairs_across : most_pairs_within;
  auto& taken = dossiers_.taken.pairs;
  if (taken <= limit) taken += pairs;
  take_steps(pairs / 10);
  if (taken <= limit) return true;
  if (!std::exchange(too_many_pairs_, true)) report_limit("rule-too-many-pairs", rule, limit);
  return false;
}

void Judge::record_given_up(const Rule& rule) {
  Finding finding;
  finding.rule = &rule;
  finding.dossier = facts_->first_own.value_or(any_);
  finding.place = place_of_node(finding.dossier, no_node);
  record(rule, Outcome::undecided, std::move(finding));
}

Localized Judge::joined_words(Ledger::Number key) const {
  Localized words;
  const auto parts = facts_->ledger.key(key);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Localized shown = words_for(facts_->ledger, i, parts[i]);
    words.zh += (words.zh.empty() ? "" : "·") + shown.zh;
    words.en += (words.en.empty() ? "" : " · ") + shown.en;
  }
  return words;
}

// ---- count ----

namespace {

/// Whether an expression asks the dossier for something, so that each may have its own.
bool asks_dossier(const Expression& expression) {
  const auto asks = [&](std::uint32_t slot) {
    const auto fields = expression.program->fields_of(slot);
    return !fields || !fields->empty();
  };
  return expression && (asks(Slots::dossier) || asks(Slots::element));
}

bool asks_dossier(const Bounds& bounds) {
  return asks_dossier(bounds.min) || asks_dossier(bounds.max) || asks_dossier(bounds.exactly);
}

}  // namespace

bool Judge::read_bounds(const Rule& rule, std::uint32_t index, Quantity& quantity,
                        MissingSet& missing) {
  if (bounds_) {
    quantity = *bounds_;
    return true;
  }
  const bool for_all = rule.across && !asks_dossier(rule.bounds);
  Evaluator& evaluate = for_all ? without_dossier(rule) : evaluator(index);
  bool known = true;
  const auto read = [&](const Expression& bound) -> std::optional<std::int64_t> {
    if (!bound) return std::nullopt;
    const Evaluated value = evaluate.evaluate(bound, rule.address);
    missing.add(value.missing);
    if (value.value.is(cel::Kind::integer)) return value.value.integer;
    known = false;
    return std::nullopt;
  };
  quantity.min = read(rule.bounds.min);
  quantity.max = read(rule.bounds.max);
  if (const auto exactly = read(rule.bounds.exactly)) quantity.min = quantity.max = exactly;
  quantity.unit = rule.bounds.unit;
  if (known && for_all) bounds_ = quantity;
  return known;
}

/// Where not every bound is known, or a list is not there, what the rest decides is decided.
Outcome Judge::hold(const Quantity& quantity, bool bounded, bool listed) {
  const bool surely_few = quantity.min && quantity.found_most < *quantity.min && listed;
  const bool surely_many = quantity.max && quantity.found_least > *quantity.max;
  if (surely_few || surely_many) return Outcome::violated;
  const bool maybe_few = quantity.min && quantity.found_least < *quantity.min;
  const bool maybe_many = quantity.max && (quantity.found_most > *quantity.max || !listed);
  return maybe_few || maybe_many || !bounded ? Outcome::undecided : Outcome::satisfied;
}

void Judge::conclude_count(const Rule& rule) {
  const auto& all = facts_->own;
  if (all.empty()) return;
  std::vector<Countable> elements;
  MissingSet missing;
  bool certain = false;
  bool listed = true;
  for (const Facts& part : all) {
    certain |= part.applies == Truth::yes;
    listed &= part.listed == Truth::yes;
    // Within a dossier, where it is unknown whether the rule applies, all of it is.
    const Truth applies = rule.across ? part.applies : Truth::yes;
    for (const Fact& fact : part.facts) elements.push_back({&fact, both(applies, fact.counts)});
  }
  for (const Facts& part : all) {
    // Whether it applies to a dossier without elements matters only where it applies to none for
    // sure.
    const bool matters = !certain || part.listed == Truth::unknown || !part.facts.empty();
    if (matters) missing.add(facts_->ledger.missing(part.missing));
  }
  Quantity quantity;
  const bool bounded = read_bounds(rule, all.front().dossier, quantity, missing);
  const Range range = count_distinct(elements);
  quantity.found_least = range.least;
  quantity.found_most = range.most;
  Outcome outcome = hold(quantity, bounded, listed);
  const bool told = (bounded && listed) || outcome == Outcome::violated;
  if (outcome == Outcome::violated && !certain) outcome = Outcome::undecided;
  if (told) quantity_ = quantity;
  if (outcome == Outcome::satisfied || is_mere_progress(rule, outcome)) {
    return record_quiet(outcome);
  }
  Finding finding = start(rule, all.front(), nullptr);
  if (all.size() > 1) {
    finding.dossier = no_dossier;
    finding.place = {};
  }
  if (told) finding.quantity = quantity;
  std::vector<const Fact*> counted;
  for (const auto& [fact, counts] : elements) {
    if (counts == Truth::yes) counted.push_back(fact);
    if (is_partial(*fact)) missing.add(facts_->ledger.missing(fact->missing));
  }
  add_counted(rule, finding, counted);
  if (outcome == Outcome::undecided) finding.missing = missing.all();
  std::set<std::uint32_t> owners;
  for (const Facts& part : all) owners.insert(part.dossier);
  record(rule, outcome, std::move(finding), owners);
}

// ---- unique ----

namespace {

/// How many elements have each key, for finding out whether one may have a double.
class KeyCounts {
 public:
  explicit KeyCounts(const Ledger& ledger) : ledger_(ledger), counts_(ledger.keys(), 0) {}

  void add(Ledger::Number key) {
    if (++counts_[key] > 1) return;
    (ledger_.fully_known(key) ? known_ : partial_).push_back(key);
  }
  /// With how many others a key has to be compared to know whether it may be shared.
  std::size_t compared(Ledger::Number key) const {
    return partial_.size() + (ledger_.fully_known(key) ? 0 : known_.size());
  }
  /// Whether an element other than the one with this key could have the same.
  bool may_be_shared(Ledger::Number key) const {
    if (counts_[key] > 1) return true;
    const auto fits = [&](Ledger::Number other) {
      return other != key && ledger_.compatible(key, other);
    };
    if (std::any_of(partial_.begin(), partial_.end(), fits)) return true;
    return !ledger_.fully_known(key) && std::any_of(known_.begin(), known_.end(), fits);
  }

 private:
  const Ledger& ledger_;
  std::vector<std::uint32_t> counts_;  // by key
  std::vector<Ledger::Number> known_, partial_;
};

}  // namespace

void Judge::conclude_unique(const Rule& rule) {
  const Ledger& ledger = facts_->ledger;
  std::vector<const Fact*> known;
  std::vector<std::pair<const Facts*, const Fact*>> open;
  KeyCounts counts(ledger);
  for (const Facts& facts : facts_->own) {
    if (facts.listed == Truth::unknown) conclude_each(rule, facts);
    for (const Fact& fact : facts.facts) {
      counts.add(fact.key);
      const bool certain = fact.counts == Truth::yes && facts.applies == Truth::yes;
      if (certain && ledger.fully_known(fact.key)) known.push_back(&fact);
      else open.emplace_back(&facts, &fact);
    }
  }
  const FactsByKey by_key(known, ledger.keys());
  for (const Fact* fact : known) {
    const auto sharers = by_key.of(fact->key);
    if (sharers.front() == fact) conclude_sharers(rule, sharers);
  }
  for (const auto& [facts, fact] : open) {
    const bool compared = may_compare(rule, counts.compared(fact->key));
    if (compared && !counts.may_be_shared(fact->key)) {
      record_quiet(Outcome::satisfied);
      continue;
    }
    Finding finding = start(rule, *facts, fact);
    MissingSet missing;
    missing.add(ledger.missing(facts->missing));
    missing.add(ledger.missing(fact->missing));
    finding.missing = missing.all();
    record(rule, Outcome::undecided, std::move(finding));
  }
}

/// The elements of one key, of which there should be one.
void Judge::conclude_sharers(const Rule& rule, std::span<const Fact* const> sharers) {
  if (sharers.size() == 1) return record_quiet(Outcome::satisfied);
  Facts owner;
  owner.dossier = sharers[1]->dossier;
  Finding finding = start(rule, owner, sharers[1]);
  for (std::size_t i = 0; i < sharers.size(); ++i) {
    if (i == 1) continue;
    finding.related.push_back(
        {i == 0 ? Localized{"先列在这里", "first listed here"}
                : Localized{"也列在这里", "listed here too"},
         place_of_node(sharers[i]->dossier, sharers[i]->node)});
  }
  record(rule, Outcome::violated, std::move(finding));
}

// ---- match ----

struct Judge::Partners {
  FactsByKey by_key{{}, 0};
  std::vector<const Fact*> partial;
  std::vector<const Facts*> unlisted;  ///< of dossiers whose list is not there
};

/// What an element came to that does not keep its rule.
struct Judge::Match {
  const Facts* facts = nullptr;
  const Fact* fact = nullptr;
  Outcome outcome = Outcome::violated;
  std::vector<const Fact*> hits;                ///< partners, as many as are cited
  std::vector<MissingInformation> of_partners;  ///< that would tell whether there are more
};

/// The partner's values for the condition on the pair, errors where they are not known; and, for
/// each, the fields that would tell.
std::vector<cel::Value> Judge::values_of(const Rule& rule, const Fact& partner,
                                         std::vector<std::vector<MissingInformation>>& missing) {
  std::vector<cel::Value> values;
  if (rule.match.values.empty()) return values;
  Evaluator& evaluate = evaluator(partner.dossier);
  if (rule.match.partner.each) {
    evaluate.set_element(element(rule, rule.match.partner, partner));
  }
  for (const auto& [name, expression] : rule.match.values) {
    Evaluated value = evaluate.evaluate(expression, rule.address);
    values.push_back(value.value);
    missing.push_back(std::move(value.missing));
  }
  return values;
}

/// Whether a pair whose keys may be equal keeps the rule's condition on pairs.
Truth Judge::keeps_condition(const Rule& rule, const Fact& fact, const Fact& partner,
                             MissingSet& missing) {
  if (!rule.match.condition) return Truth::yes;
  std::vector<std::vector<MissingInformation>> of_partner;
  const auto values = values_of(rule, partner, of_partner);
  Evaluator& evaluate = evaluator(fact.dossier);
  if (rule.per_element()) evaluate.set_element(element(rule, rule.select, fact));
  evaluate.set_further(values);
  std::vector<std::uint32_t> needed;
  const Truth kept = evaluate.decide(rule.match.condition, rule.address, missing, &needed);
  for (const auto index : needed) missing.add(of_partner[index]);
  return kept;
}

Judge::Partners Judge::sort_partners() {
  Partners partners;
  std::vector<const Fact*> known;
  for (const Facts& facts : facts_->partners) {
    if (facts.listed == Truth::unknown) partners.unlisted.push_back(&facts);
    for (const Fact& fact : facts.facts) {
      if (fact.counts == Truth::yes && facts_->ledger.fully_known(fact.key)) {
        known.push_back(&fact);
      } else {
        partners.partial.push_back(&fact);
      }
    }
  }
  partners.by_key = FactsByKey(known, facts_->ledger.keys());
  return partners;
}

std::optional<Judge::Match> Judge::match_one(const Rule& rule, const Facts& facts,
                                             const Fact& fact, const Partners& partners) {
  const Ledger& ledger = facts_->ledger;
  const auto fits = [&](std::uint32_t dossier) {
    if (rule.match.other_dossiers && dossier == fact.dossier) return false;
    return !rule.match.same_dossier || rule.across || dossier == fact.dossier;
  };
  std::vector<const Fact*> hits;
  bool open = false;
  MissingSet of_partners;
  const auto try_partner = [&](const Fact* partner, bool sure) {
    if (!fits(partner->dossier) || !ledger.compatible(fact.key, partner->key)) return;
    const Truth kept = keeps_condition(rule, fact, *partner, of_partners);
    if (kept == Truth::no) return;
    if (sure && kept == Truth::yes) return hits.push_back(partner);
    open = true;
    of_partners.add(ledger.missing(partner->missing));
  };
  const bool known = ledger.fully_known(fact.key);
  const bool none = rule.match.none;
  const std::uint64_t weight = !rule.match.condition ? 1 : rule.across ? 50 : 2'000;
  // One partner is enough where there must be one; where there must be none, nobody reads more.
  const auto may_go_on = [&] {
    if (hits.size() == (none ? cited_partners : 1)) return false;
    if (may_compare(rule, weight)) return true;
    open = true;
    return false;
  };
  for (const Fact* partner : known ? partners.by_key.of(fact.key)
                                   : std::span<const Fact* const>(partners.by_key.all())) {
    if (!may_go_on()) break;
    try_partner(partner, known);
  }
  if (hits.empty()) {
    for (const Fact* partner : partners.partial) {
      if (!may_go_on()) break;
      try_partner(partner, false);
    }
    for (const Facts* unlisted : partners.unlisted) {
      if (!may_go_on()) break;
      if (!fits(unlisted->dossier) || !ledger.compatible(fact.key, unlisted->list_key)) continue;
      open = true;
      of_partners.add(ledger.missing(unlisted->missing));
    }
  }
  Outcome outcome = hits.empty() == none ? Outcome::satisfied : Outcome::violated;
  if (hits.empty() && open) outcome = Outcome::undecided;
  const bool certain = facts.applies == Truth::yes && fact.counts == Truth::yes;
  if (outcome == Outcome::violated && !certain) outcome = Outcome::undecided;
  if (outcome == Outcome::satisfied) return std::nullopt;
  return Match{&facts, &fact, outcome, std::move(hits), of_partners.all()};
}

void Judge::tell(const Rule& rule, const Match& match) {
  Finding finding = start(rule, *match.facts, match.fact);
  for (const Fact* hit : match.hits) {
    finding.related.push_back({{"与这里相同", "the same as here"}, place_of_node(hit->dossier, hit->node)});
  }
  if (match.outcome == Outcome::undecided) {
    MissingSet missing;
    missing.add(facts_->ledger.missing(match.facts->missing));
    missing.add(facts_->ledger.missing(match.fact->missing));
    if (match.hits.empty()) missing.add(match.of_partners);
    finding.missing = missing.all();
  }
  record(rule, match.outcome, std::move(finding));
}

void Judge::tell_in_turn(const Rule& rule, std::vector<Match>& found) {
  std::vector<std::uint32_t> dossiers;
  dossiers.reserve(found.size());
  for (const Match& match : found) dossiers.push_back(match.fact->dossier);
  dossiers_.in_turn(dossiers, [&](std::size_t i) { tell(rule, found[i]); });
  found.clear();
}

void Judge::conclude_match(const Rule& rule) {
  constexpr std::size_t most_untold = 256;
  const Partners partners = sort_partners();
  std::vector<Match> found;
  for (const Facts& facts : facts_->own) {
    if (facts.listed == Truth::unknown) {
      tell_in_turn(rule, found);
      conclude_each(rule, facts);
    }
    for (const Fact& fact : facts.facts) {
      if (auto match = match_one(rule, facts, fact, partners)) found.push_back(std::move(*match));
      else record_quiet(Outcome::satisfied);
      if (found.size() == most_untold) tell_in_turn(rule, found);
    }
  }
  tell_in_turn(rule, found);
}

// ---- group ----

/// The values one group key must take, each with a place that asks for it.
struct Judge::Universe {
  bool given = false;
  struct Value {
    Ledger::Number part = Ledger::none;
    std::uint32_t dossier = no_dossier;
    NodeId node = no_node;
  };
  std::vector<Value> values;
};

struct Judge::Group {
  Ledger::Number key = Ledger::none;
  std::vector<const Fact*> facts;       ///< elements with this very key
  /// Elements that may belong here, of these dossiers.
  std::vector<std::pair<const Facts*, const Fact*>> possible;
  std::vector<const Facts*> unlisted;   ///< dossiers whose list is not there and may hold some
  bool given_up = false;                ///< what may belong here could not all be looked at
  bool necessary = false;               ///< whether it must be there
  std::uint32_t asked_by = no_dossier;  ///< the dossier that makes it necessary
  NodeId node = no_node;
};

/// A universe that is not gathered from dossiers is the same for all of them: one can tell it.
void Judge::gather_universe(const Rule& rule, std::size_t i) {
  if (!facts_->first_own) return;
  const bool alone = rule.across && !asks_dossier(rule.group[i].universe);
  Evaluator& evaluate = alone ? without_dossier(rule) : evaluator(*facts_->first_own);
  facts_->universe[i].push_back(gather(evaluate, rule, universe_side(i), facts_->ledger));
}

std::vector<Judge::Universe> Judge::universe_of(const Rule& rule) {
  std::vector<Universe> all;
  facts_->universe.resize(rule.group.size());
  for (std::size_t i = 0; i < rule.group.size(); ++i) {
    const GroupKey& key = rule.group[i];
    Universe& universe = all.emplace_back();
    if (!key.universe) continue;
    universe.given = true;
    const bool of_dossiers = key.universe_kind != nullptr;
    if (!of_dossiers) gather_universe(rule, i);
    std::set<Ledger::Number> seen;
    for (const Facts& facts : facts_->universe[i]) {
      for (const Fact& fact : facts.facts) {
        const Ledger::Number part = facts_->ledger.key(fact.key).front();
        if (!seen.insert(part).second) continue;
        const bool placed = of_dossiers && fact.node != no_node;
        universe.values.push_back({part, placed ? fact.dossier : no_dossier, fact.node});
      }
    }
  }
  return all;
}

/// The groups that must be there: all combinations, counted up like the digits of a number.
void Judge::add_universe(const Rule& rule, const std::function<Group&(Ledger::Number)>& group_of) {
  const auto universe = universe_of(rule);
  const bool any = std::all_of(universe.begin(), universe.end(),
                               [](const auto& one) { return one.given && !one.values.empty(); });
  if (!any || universe.empty()) return;
  std::uint64_t groups = 1;  // so many as fit below the limit, and then one more
  for (const auto& one : universe) groups = std::min(groups * one.values.size(), most_groups_needed + 1);
  dossiers_.taken.groups += groups;
  if (dossiers_.taken.groups > most_groups_needed) {
    too_many_groups_ = true;
    return report_limit("rule-too-many-groups", rule, most_groups_needed);
  }
  std::vector<std::size_t> digit(universe.size(), 0);
  for (bool more = true; more;) {
    std::vector<Ledger::Number> key;
    for (std::size_t i = 0; i < universe.size(); ++i) {
      key.push_back(universe[i].values[digit[i]].part);
    }
    Group& group = group_of(facts_->ledger.add_key(key));
    group.necessary = true;
    for (std::size_t i = 0; i < universe.size(); ++i) {
      const auto& value = universe[i].values[digit[i]];
      if (value.dossier == no_dossier) continue;
      group.asked_by = value.dossier;
      group.node = value.node;
    }
    more = false;
    for (std::size_t i = universe.size(); i-- > 0 && !more;) {
      if (++digit[i] < universe[i].values.size()) more = true;
      else digit[i] = 0;
    }
  }
}

std::vector<Judge::Group> Judge::make_groups(const Rule& rule) {
  const Ledger& ledger = facts_->ledger;
  std::vector<Group> groups;
  std::unordered_map<Ledger::Number, std::size_t> by_key;
  const auto group_of = [&](Ledger::Number key) -> Group& {
    const auto [at, fresh] = by_key.emplace(key, groups.size());
    if (fresh) groups.emplace_back().key = key;
    return groups[at->second];
  };
  add_universe(rule, group_of);
  std::vector<std::pair<const Facts*, const Fact*>> partial;
  std::vector<const Facts*> unlisted;
  for (const Facts& facts : facts_->own) {
    if (facts.listed == Truth::unknown) unlisted.push_back(&facts);
    for (const Fact& fact : facts.facts) {
      if (!ledger.fully_known(fact.key)) {
        partial.emplace_back(&facts, &fact);
      } else if (facts.applies == Truth::yes || !rule.across) {
        group_of(fact.key).facts.push_back(&fact);
      } else {
        group_of(fact.key).possible.emplace_back(&facts, &fact);
      }
    }
  }
  for (Group& group : groups) {
    group.given_up = !may_compare(rule, partial.size() + unlisted.size());
    if (group.given_up) continue;
    std::copy_if(partial.begin(), partial.end(), std::back_inserter(group.possible),
                 [&](const auto& one) { return ledger.compatible(one.second->key, group.key); });
    std::copy_if(unlisted.begin(), unlisted.end(), std::back_inserter(group.unlisted),
                 [&](const Facts* facts) { return ledger.compatible(facts->list_key, group.key); });
  }
  return groups;
}

void Judge::conclude_one_group(const Rule& rule, const Group& group, const Facts* whole) {
  const std::uint32_t owner = !group.facts.empty()      ? group.facts.front()->dossier
                              : group.asked_by != no_dossier ? group.asked_by
                                                             : any_;
  Quantity quantity;
  MissingSet missing;
  const bool bounded = read_bounds(rule, owner, quantity, missing);
  std::vector<Countable> elements;
  bool there = group.necessary;
  for (const Fact* fact : group.facts) {
    there |= fact->counts == Truth::yes;
    elements.push_back({fact, fact->counts});
  }
  for (const auto& [facts, fact] : group.possible) elements.push_back({fact, Truth::unknown});
  const Range range = count_distinct(elements);
  quantity.found_least = range.least;
  quantity.found_most = range.most;
  const bool listed = group.unlisted.empty() && !group.given_up;
  Outcome outcome = hold(quantity, bounded, listed);
  const bool told = (bounded && listed) || outcome == Outcome::violated;
  const bool certain = whole == nullptr || whole->applies == Truth::yes;
  // A group that may not be there at all breaks nothing for sure.
  if (outcome == Outcome::violated && !(certain && there)) outcome = Outcome::undecided;
  const Ledger& ledger = facts_->ledger;
  if (!certain) missing.add(ledger.missing(whole->missing));
  if (outcome == Outcome::satisfied) return record_quiet(outcome);
  Facts at;
  at.dossier = owner;
  at.list = group.facts.empty() ? group.node : group.facts.front()->node;
  Finding finding = start(rule, at, group.facts.empty() ? nullptr : group.facts.front());
  if (!rule.subject) finding.subject = joined_words(group.key);
  for (std::size_t i = 0; i < rule.group.size(); ++i) {
    finding.shown.push_back({rule.group[i].name, words_for(ledger, i, ledger.key(group.key)[i])});
  }
  if (told) finding.quantity = quantity;
  add_counted(rule, finding, group.facts);
  if (outcome == Outcome::undecided) {
    for (const auto* fact : group.facts) {
      if (is_partial(*fact)) missing.add(facts_->ledger.missing(fact->missing));
    }
    for (const auto& [facts, fact] : group.possible) {
      missing.add(ledger.missing(facts->missing));
      missing.add(ledger.missing(fact->missing));
    }
    for (const auto* facts : group.unlisted) missing.add(ledger.missing(facts->missing));
    finding.missing = missing.all();
  }
  std::set<std::uint32_t> owners{finding.dossier};
  for (const auto* fact : group.facts) owners.insert(fact->dossier);
  record(rule, outcome, std::move(finding), owners);
}

void Judge::conclude_group(const Rule& rule) {
  const auto& all = facts_->own;
  for (const Facts& facts : all) {
    if (facts.listed == Truth::unknown) conclude_each(rule, facts);
  }
  // Within a dossier the rule's `when` speaks of its groups too; across dossiers the universe is
  // the audit's, and an empty list of owners is what makes its groups empty.
  if (all.empty() && !rule.across) return;
  const Facts* owner = rule.across ? nullptr : &all.front();
  for (const Group& group : make_groups(rule)) conclude_one_group(rule, group, owner);
  if (too_many_groups_) record_given_up(rule);
  conclude_unnamed_groups(rule);
  conclude_unknown_universe(rule);
}

/// An element whose key is not known may be in a group that nobody knows of.
void Judge::conclude_unnamed_groups(const Rule& rule) {
  const Ledger& ledger = facts_->ledger;
  std::vector<Countable> partial;
  for (const Facts& facts : facts_->own) {
    for (const Fact& fact : facts.facts) {
      if (!ledger.fully_known(fact.key)) partial.push_back({&fact, Truth::unknown});
    }
  }
  std::map<Ledger::Number, std::int64_t> most_of;
  const auto most = [&](Ledger::Number key) {
    const auto [at, fresh] = most_of.emplace(key, 0);
    if (!fresh) return at->second;
    // Where they cannot all be looked at, any may be together.
    if (!may_compare(rule, partial.size())) {
      return at->second = static_cast<std::int64_t>(partial.size());
    }
    std::vector<Countable> together;
    std::copy_if(partial.begin(), partial.end(), std::back_inserter(together),
                 [&](const Countable& one) { return ledger.compatible(key, one.fact->key); });
    return at->second = count_distinct(together).most;
  };
  for (const Facts& facts : facts_->own) {
    for (const Fact& fact : facts.facts) {
      if (ledger.fully_known(fact.key)) continue;
      Quantity quantity;
      MissingSet missing;
      const bool bounded = read_bounds(rule, fact.dossier, quantity, missing);
      quantity.found_least = 1;
      quantity.found_most = quantity.max ? most(fact.key) : 1;
      if (hold(quantity, bounded, true) == Outcome::satisfied) continue;
      Finding finding = start(rule, facts, &fact);
      missing.add(ledger.missing(facts.missing));
      missing.add(ledger.missing(fact.missing));
      finding.missing = missing.all();
      record(rule, Outcome::undecided, std::move(finding));
    }
  }
}

/// A dossier that should say which groups must be there, and does not: one of them may be empty.
void Judge::conclude_unknown_universe(const Rule& rule) {
  for (const auto& of_key : facts_->universe) {
    for (const Facts& facts : of_key) {
      if (facts.listed == Truth::yes) continue;
      Quantity quantity;
      MissingSet missing;
      missing.add(facts_->ledger.missing(facts.missing));
      const bool bounded =
          read_bounds(rule, facts_->first_own.value_or(any_), quantity, missing);
      if (bounded && (!quantity.min || *quantity.min <= 0)) continue;
      Finding finding;  // the dossier may be of another kind than the rule's
      finding.rule = &rule;
      finding.dossier = facts.dossier;
      finding.place = place_of_node(facts.dossier, facts.list);
      finding.missing = missing.all();
      record(rule, Outcome::undecided, std::move(finding));
    }
  }
}

}  // namespace guiju
