#include <algorithm>
#include <map>
#include <set>

#include "assess/describe.h"
#include "assess/judge.h"

namespace guiju {
namespace {

/// How many distinct things `facts` hold: at least and at most.
struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

/// Elements that may not count, and elements whose `distinct` is not known, make a range: each of
/// the latter may be one that is counted already, or a further one.
Range count_distinct(const std::vector<const Fact*>& facts) {
  Range range;
  std::set<std::string_view> sure;
  std::set<std::string_view> possible;
  std::int64_t sure_unnamed = 0;
  std::int64_t possible_unnamed = 0;
  for (const Fact* fact : facts) {
    const bool counts = fact->counts == Truth::yes;
    if (!fact->has_distinct) {
      range.least += counts ? 1 : 0;
      range.most += 1;
    } else if (fact->distinct.known) {
      (counts ? sure : possible).insert(fact->distinct.text);
    } else {
      ++(counts ? sure_unnamed : possible_unnamed);
    }
  }
  const auto known = static_cast<std::int64_t>(sure.size());
  std::int64_t further = sure_unnamed + possible_unnamed;
  for (const auto& name : possible) further += sure.contains(name) ? 0 : 1;
  range.least += known > 0 || sure_unnamed == 0 ? known : 1;
  range.most += known + further;
  return range;
}

bool is_partial(const Fact& fact) {
  return fact.counts == Truth::unknown || (fact.has_distinct && !fact.distinct.known) ||
         !fully_known(fact.key);
}

Localized joined_words(const Packs& packs, const Key& key) {
  Localized words;
  for (const auto& part : key) {
    const Localized shown = words_for(packs, part);
    words.zh += (words.zh.empty() ? "" : "·") + shown.zh;
    words.en += (words.en.empty() ? "" : " · ") + shown.en;
  }
  return words;
}

}  // namespace

// ---- count ----

bool Judge::read_bounds(const Rule& rule, std::uint32_t index, Quantity& quantity,
                        MissingSet& missing) {
  Evaluator& evaluate = evaluator(index);
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
  return known;
}

Outcome Judge::hold(const Quantity& quantity) {
  const bool surely_few = quantity.min && quantity.found_most < *quantity.min;
  const bool surely_many = quantity.max && quantity.found_least > *quantity.max;
  if (surely_few || surely_many) return Outcome::violated;
  const bool maybe_few = quantity.min && quantity.found_least < *quantity.min;
  const bool maybe_many = quantity.max && quantity.found_most > *quantity.max;
  return maybe_few || maybe_many ? Outcome::undecided : Outcome::satisfied;
}

void Judge::conclude_count(const Rule& rule, const std::vector<Facts>& all) {
  if (all.empty()) return;
  std::vector<const Fact*> facts;
  MissingSet missing;
  bool certain = true;
  bool listed = true;
  for (const Facts& part : all) {
    certain &= part.applies == Truth::yes;
    listed &= part.listed == Truth::yes;
    missing.add(part.missing);
    for (const Fact& fact : part.facts) facts.push_back(&fact);
  }
  Quantity quantity;
  const bool bounded = read_bounds(rule, all.front().dossier, quantity, missing);
  const Range range = count_distinct(facts);
  quantity.found_least = range.least;
  quantity.found_most = range.most;
  Outcome outcome = hold(quantity);
  if (!bounded || !listed) outcome = Outcome::undecided;
  if (outcome == Outcome::violated && !certain) outcome = Outcome::undecided;
  if (bounded && listed) quantity_ = quantity;
  if (outcome == Outcome::satisfied) return record_quiet(outcome);
  Finding finding = start(rule, all.front(), nullptr);
  if (all.size() > 1) {
    finding.dossier = no_dossier;
    finding.place = {};
  }
  if (bounded && listed) finding.quantity = quantity;
  std::vector<const Fact*> counted;
  for (const Fact* fact : facts) {
    if (fact->counts == Truth::yes) counted.push_back(fact);
    if (is_partial(*fact)) missing.add(fact->missing);
  }
  add_counted(rule, finding, counted);
  if (outcome == Outcome::undecided) finding.missing = missing.all();
  std::set<std::uint32_t> owners;
  for (const Facts& part : all) owners.insert(part.dossier);
  record(rule, outcome, std::move(finding), owners);
}

// ---- unique ----

void Judge::conclude_unique(const Rule& rule, const std::vector<Facts>& all) {
  std::map<std::string, std::vector<const Fact*>> by_key;
  std::vector<std::pair<const Facts*, const Fact*>> open;
  std::size_t total = 0;
  std::vector<std::string> order;
  for (const Facts& facts : all) {
    if (facts.listed == Truth::unknown) conclude_each(rule, facts);
    for (const Fact& fact : facts.facts) {
      ++total;
      if (!fully_known(fact.key) || fact.counts == Truth::unknown || facts.applies != Truth::yes) {
        open.emplace_back(&facts, &fact);
        continue;
      }
      auto& sharers = by_key[joined(fact.key)];
      if (sharers.empty()) order.push_back(joined(fact.key));
      sharers.push_back(&fact);
    }
  }
  for (const auto& key : order) {
    const auto& sharers = by_key[key];
    if (sharers.size() == 1) {
      record_quiet(Outcome::satisfied);
      continue;
    }
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
  for (const auto& [facts, fact] : open) {
    // Alone in its list, or with a key nobody has, it cannot be a double.
    const bool may_double =
        total > 1 && (!fully_known(fact->key) || by_key.contains(joined(fact->key)));
    if (!may_double) {
      record_quiet(Outcome::satisfied);
      continue;
    }
    Finding finding = start(rule, *facts, fact);
    MissingSet missing;
    missing.add(facts->missing);
    missing.add(fact->missing);
    finding.missing = missing.all();
    record(rule, Outcome::undecided, std::move(finding));
  }
}

// ---- match ----

struct Judge::Partners {
  std::vector<Facts> all;
  std::unordered_map<std::string, std::vector<const Fact*>> by_key;
  std::vector<const Fact*> partial;
  bool listed = true;
  std::vector<MissingInformation> missing;
};

/// The partner's values for the condition on the pair.
void Judge::read_values(const Rule& rule, Fact& fact) {
  Evaluator& evaluate = evaluator(fact.dossier);
  if (rule.match.partner.each) evaluate.set_element(fact.element);
  for (const auto& [name, expression] : rule.match.values) {
    const Evaluated value = evaluate.evaluate(expression, rule.address);
    fact.values_known &= value.known();
    fact.values.push_back(value.value);
    fact.missing.insert(fact.missing.end(), value.missing.begin(), value.missing.end());
  }
}

/// Whether a pair with equal keys keeps the rule's condition on pairs.
Truth Judge::keeps_condition(const Rule& rule, const Fact& fact, const Fact& partner,
                             MissingSet& missing) {
  if (!rule.match.condition) return Truth::yes;
  if (!partner.values_known) return Truth::unknown;
  Evaluator& evaluate = evaluator(fact.dossier);
  if (rule.per_element()) evaluate.set_element(fact.element);
  evaluate.set_further(partner.values);
  return evaluate.decide(rule.match.condition, rule.address, missing);
}

Judge::Partners Judge::gather_partners(const Rule& rule) {
  Partners partners;
  std::vector<const Expression*> key;
  for (const auto& part : rule.match.key) key.push_back(&part);
  for (Dossier* dossier : dossiers_) {
    if (dossier->kind != rule.match.partner.kind) continue;
    partners.all.push_back(gather(evaluator(dossier->index), rule.match.partner, nullptr, key,
                                  nullptr, rule.address));
  }
  for (Facts& facts : partners.all) {
    for (Fact& fact : facts.facts) read_values(rule, fact);
  }
  MissingSet missing;
  for (const Facts& facts : partners.all) {
    partners.listed &= facts.listed == Truth::yes;
    missing.add(facts.missing);
    for (const Fact& fact : facts.facts) {
      if (fact.counts == Truth::yes && fully_known(fact.key)) {
        partners.by_key[joined(fact.key)].push_back(&fact);
      } else {
        partners.partial.push_back(&fact);
      }
    }
  }
  partners.missing = missing.all();
  return partners;
}

void Judge::match_one(const Rule& rule, const Facts& facts, const Fact& fact,
                      const Partners& partners) {
  const auto fits = [&](const Fact* partner) {
    if (rule.match.other_dossiers && partner->dossier == fact.dossier) return false;
    return !rule.match.same_dossier || rule.across || partner->dossier == fact.dossier;
  };
  std::vector<const Fact*> hits;
  std::vector<const Fact*> possible;
  MissingSet lacking;
  if (fully_known(fact.key)) {
    if (const auto found = partners.by_key.find(joined(fact.key)); found != partners.by_key.end()) {
      for (const Fact* partner : found->second) {
        if (!fits(partner)) continue;
        const Truth kept = keeps_condition(rule, fact, *partner, lacking);
        if (kept != Truth::no) (kept == Truth::yes ? hits : possible).push_back(partner);
      }
    }
  } else {
    for (const auto& [key, known] : partners.by_key) {
      std::copy_if(known.begin(), known.end(), std::back_inserter(possible),
                   [&](const Fact* partner) { return fits(partner) && compatible(fact.key, partner->key); });
    }
  }
  if (hits.empty()) {
    std::copy_if(partners.partial.begin(), partners.partial.end(), std::back_inserter(possible),
                 [&](const Fact* partner) { return fits(partner) && compatible(fact.key, partner->key); });
  }
  const bool open = !possible.empty() || !partners.listed;
  const bool none = rule.match.none;
  Outcome outcome = Outcome::satisfied;
  if (hits.empty() == !none) outcome = open && hits.empty() ? Outcome::undecided : Outcome::violated;
  if (hits.empty() && none && open) outcome = Outcome::undecided;
  const bool certain = facts.applies == Truth::yes && fact.counts == Truth::yes;
  if (outcome == Outcome::violated && !certain) outcome = Outcome::undecided;
  if (outcome == Outcome::satisfied) return record_quiet(outcome);
  Finding finding = start(rule, facts, &fact);
  for (const Fact* hit : hits) {
    finding.related.push_back({{"与这里相同", "the same as here"}, place_of_node(hit->dossier, hit->node)});
  }
  if (outcome == Outcome::undecided) {
    MissingSet missing;
    missing.add(facts.missing);
    missing.add(fact.missing);
    missing.add(partners.missing);
    missing.add(lacking.all());
    for (const Fact* partner : possible) missing.add(partner->missing);
    finding.missing = missing.all();
  }
  record(rule, outcome, std::move(finding));
}

void Judge::conclude_match(const Rule& rule, const std::vector<Facts>& all) {
  const Partners partners = gather_partners(rule);
  for (const Facts& facts : all) {
    if (facts.listed == Truth::unknown) conclude_each(rule, facts);
    for (const Fact& fact : facts.facts) match_one(rule, facts, fact, partners);
  }
}

// ---- group ----

/// The values one group key must take, each with a place that asks for it.
struct Judge::Universe {
  bool given = false;
  struct Value {
    KeyPart part;
    std::uint32_t dossier = no_dossier;
    NodeId node = no_node;
  };
  std::vector<Value> values;
};

struct Judge::Group {
  Key key;
  std::vector<const Fact*> facts;       ///< elements with this very key
  std::vector<const Fact*> possible;    ///< elements that may belong here
  std::vector<const Facts*> unlisted;   ///< dossiers whose list is not there and may hold some
  std::uint32_t asked_by = no_dossier;  ///< the dossier that makes this group necessary
  NodeId node = no_node;
};

std::vector<Judge::Universe> Judge::gather_universe(const Rule& rule) {
  std::vector<Universe> all;
  for (const GroupKey& key : rule.group) {
    Universe& universe = all.emplace_back();
    if (!key.universe) continue;
    universe.given = true;
    const Kind* kind = key.universe_kind != nullptr ? key.universe_kind : rule.select.kind;
    std::set<std::string> seen;
    for (Dossier* dossier : dossiers_) {
      if (dossier->kind != kind) continue;
      const Evaluated list = evaluator(dossier->index).evaluate(key.universe, rule.address);
      if (!list.value.is(cel::Kind::list)) continue;
      for (const cel::Value& value : list.value.list->elements) {
        Evaluated one;
        one.value = value;
        Universe::Value entry{key_part(key.key.program->type(), one), no_dossier, no_node};
        if (value.origin != cel::no_origin && key.universe_kind != nullptr) {
          entry.dossier = dossier->index;
          entry.node = value.origin;
        }
        if (seen.insert(entry.part.text).second) universe.values.push_back(std::move(entry));
      }
      // A universe that is not gathered from dossiers is the same for all of them.
      if (key.universe_kind == nullptr) break;
    }
  }
  return all;
}

std::vector<Judge::Group> Judge::make_groups(const Rule& rule, const std::vector<Facts>& all) {
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> by_key;
  const auto group_of = [&](const Key& key) -> Group& {
    const auto [at, fresh] = by_key.emplace(joined(key), groups.size());
    if (fresh) groups.emplace_back().key = key;
    return groups[at->second];
  };
  const auto universe = gather_universe(rule);
  const bool complete = !universe.empty() && std::all_of(universe.begin(), universe.end(),
                                                         [](const auto& u) { return u.given; });
  if (complete) {
    // All combinations, counted up like the digits of a number.
    std::vector<std::size_t> digit(universe.size(), 0);
    const bool any = std::all_of(universe.begin(), universe.end(),
                                 [](const auto& u) { return !u.values.empty(); });
    for (bool more = any; more;) {
      Key key;
      for (std::size_t i = 0; i < universe.size(); ++i) key.push_back(universe[i].values[digit[i]].part);
      Group& group = group_of(key);
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
  std::vector<const Fact*> partial;
  for (const Facts& facts : all) {
    for (const Fact& fact : facts.facts) {
      if (!fully_known(fact.key)) {
        partial.push_back(&fact);
      } else if (facts.applies == Truth::yes) {
        group_of(fact.key).facts.push_back(&fact);
      } else {
        group_of(fact.key).possible.push_back(&fact);
      }
    }
  }
  for (Group& group : groups) {
    for (const Fact* fact : partial) {
      if (compatible(fact->key, group.key)) group.possible.push_back(fact);
    }
    for (const Facts& facts : all) {
      const bool unlisted = facts.listed == Truth::unknown;
      if (unlisted && compatible(facts.list_key, group.key)) group.unlisted.push_back(&facts);
    }
  }
  return groups;
}

void Judge::conclude_one_group(const Rule& rule, const Group& group, const Facts* whole) {
  const std::uint32_t owner = !group.facts.empty()      ? group.facts.front()->dossier
                              : group.asked_by != no_dossier ? group.asked_by
                                                             : dossiers_.front()->index;
  Quantity quantity;
  MissingSet missing;
  const bool bounded = read_bounds(rule, owner, quantity, missing);
  const Range range = count_distinct(group.facts);
  quantity.found_least = range.least;
  quantity.found_most = range.most + static_cast<std::int64_t>(group.possible.size());
  Outcome outcome = bounded ? hold(quantity) : Outcome::undecided;
  const bool surely_many = quantity.max && quantity.found_least > *quantity.max;
  const bool settled = surely_many || (outcome == Outcome::satisfied && !quantity.max);
  if (!group.unlisted.empty() && !settled) outcome = Outcome::undecided;
  const bool certain = whole == nullptr || whole->applies == Truth::yes;
  if (outcome == Outcome::violated && !certain) outcome = Outcome::undecided;
  if (!certain) missing.add(whole->missing);
  if (outcome == Outcome::satisfied) return record_quiet(outcome);
  Facts at;
  at.dossier = owner;
  at.list = group.facts.empty() ? group.node : group.facts.front()->node;
  Finding finding = start(rule, at, group.facts.empty() ? nullptr : group.facts.front());
  if (!rule.subject) finding.subject = joined_words(packs_, group.key);
  for (std::size_t i = 0; i < rule.group.size(); ++i) {
    finding.shown.push_back({rule.group[i].name, words_for(packs_, group.key[i])});
  }
  if (bounded) finding.quantity = quantity;
  add_counted(rule, finding, group.facts);
  if (outcome == Outcome::undecided) {
    for (const auto* fact : group.facts) {
      if (is_partial(*fact)) missing.add(fact->missing);
    }
    for (const auto* fact : group.possible) missing.add(fact->missing);
    for (const auto* facts : group.unlisted) missing.add(facts->missing);
    finding.missing = missing.all();
  }
  std::set<std::uint32_t> owners{finding.dossier};
  for (const auto* fact : group.facts) owners.insert(fact->dossier);
  record(rule, outcome, std::move(finding), owners);
}

void Judge::conclude_group(const Rule& rule, const std::vector<Facts>& all) {
  for (const Facts& facts : all) {
    if (facts.listed == Truth::unknown) conclude_each(rule, facts);
  }
  // Within a dossier the rule's `when` speaks of its groups too; across dossiers the universe is
  // the audit's, and an empty list of owners is what makes its groups empty.
  if (all.empty() && !rule.across) return;
  const Facts* owner = rule.across ? nullptr : &all.front();
  for (const Group& group : make_groups(rule, all)) conclude_one_group(rule, group, owner);
}

}  // namespace guiju
