#include "judge.h"

#include <algorithm>

#include "evaluate.h"

namespace reference {
namespace {

enum class Held : std::uint8_t { no, unknown, yes };

/// Whether something holds; where that is unknown, the fields that would tell.
struct Truth {
  Held held = Held::yes;
  std::set<std::string> missing;
};

Truth truth_of(const Value& value) {
  if (!value.known()) return {Held::unknown, value.missing};
  return {value.truth ? Held::yes : Held::no, {}};
}

std::set<std::string> united(std::set<std::string> a, const std::set<std::string>& b) {
  a.insert(b.begin(), b.end());
  return a;
}

Truth operator&&(const Truth& a, const Truth& b) {
  if (a.held == Held::no || b.held == Held::no) return {Held::no, {}};
  if (a.held == Held::yes && b.held == Held::yes) return {Held::yes, {}};
  return {Held::unknown, united(a.missing, b.missing)};
}

Truth operator||(const Truth& a, const Truth& b) {
  if (a.held == Held::yes || b.held == Held::yes) return {Held::yes, {}};
  if (a.held == Held::no && b.held == Held::no) return {Held::no, {}};
  return {Held::unknown, united(a.missing, b.missing)};
}

Truth operator!(const Truth& a) {
  if (a.held == Held::unknown) return a;
  return {a.held == Held::yes ? Held::no : Held::yes, {}};
}

/// Keys are equal if all their parts are; one pair of parts that differs decides.
Truth equal(const std::vector<Value>& a, const std::vector<Value>& b) {
  Truth all;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool known = a[i].known() && b[i].known();
    all = all && (known ? truth_of(truth(same(a[i], b[i])))
                        : Truth{Held::unknown, united(a[i].missing, b[i].missing)});
  }
  return all;
}

/// One thing that a rule looks at.
struct Element {
  const Dossier* dossier = nullptr;
  Scope scope;
  std::string subject;
  Truth keeps;    ///< `where`
  Truth applies;  ///< `when`

  /// Whether the rule speaks of it at all.
  Truth counts() const { return applies && keeps; }
};

/// What a rule looks at, and the lists that are not there: nobody knows what would stand in them.
struct Elements {
  std::vector<Element> all;
  struct Unseen {
    const Dossier* dossier;
    std::set<std::string> missing;
    Scope scope;  ///< with an element of which nothing is known
  };
  std::vector<Unseen> unseen;
  Truth applies{Held::no, {}};  ///< whether the rule is judged for any of the dossiers
};

std::string title_of(const Value& value) {
  if (value.kind != Value::Kind::record) return words_of(value);
  return value.record->fields.at("tag").text;
}

struct Judge {
  const Audit& audit;

  Scope scope_of(const Dossier& dossier, Day as_of) const {
    Value root;
    root.kind = Value::Kind::record;
    root.record = &dossier.root;
    const Day of_lists = own_date(dossier).value_or(as_of);
    return {&audit.pack, as_of, of_lists, {{"dossier", root}, {"towns", all_towns()}}};
  }

  static std::optional<Day> own_date(const Dossier& dossier) {
    const auto filed = dossier.root.fields.find("filed");
    if (filed == dossier.root.fields.end()) return std::nullopt;
    return filed->second.kind == Datum::Kind::day ? std::optional(filed->second.day) : std::nullopt;
  }

  Day day_of_dossier(const Dossier& dossier) const {
    return audit.as_of ? *audit.as_of : own_date(dossier).value_or(today);
  }

  Day day_of_audit() const {
    if (audit.as_of) return *audit.as_of;
    std::optional<Day> latest;
    for (const auto& dossier : audit.dossiers) {
      const auto filed = own_date(dossier);
      if (filed) latest = std::max(latest.value_or(*filed), *filed);
    }
    return latest.value_or(today);
  }

  // -------------------------------------------------------------- gathering

  void gather(const Selection& selection, const Maybe& when, const Dossier& dossier, Day as_of,
              Elements& elements) const {
    const Scope scope = scope_of(dossier, as_of);
    const Truth applies = when ? truth_of(evaluate(*when, scope)) : Truth{};
    elements.applies = elements.applies || applies;
    if (applies.held == Held::no) return;
    if (!selection.each) {
      const Truth counts = selection.where ? truth_of(evaluate(*selection.where, scope)) : Truth{};
      elements.all.push_back({&dossier, scope, {}, counts, applies});
      return;
    }
    const Value list = evaluate(*selection.each, scope);
    if (!list.known()) {
      Scope inner = scope;
      inner.variables[selection.as] = missing({});
      elements.unseen.push_back({&dossier, united(list.missing, applies.missing), inner});
      return;
    }
    for (const auto& one : list.list) {
      Scope inner = scope;
      inner.variables[selection.as] = one;
      const Truth counts = selection.where ? truth_of(evaluate(*selection.where, inner)) : Truth{};
      elements.all.push_back({&dossier, inner, title_of(one), counts, applies});
    }
  }

  Elements gather_all(const Selection& selection, const Maybe& when) const {
    Elements elements;
    for (const auto& dossier : audit.dossiers) {
      if (dossier.kind != selection.kind) continue;
      gather(selection, when, dossier, day_of_audit(), elements);
    }
    std::erase_if(elements.all, [](const Element& one) { return one.keeps.held == Held::no; });
    return elements;
  }

  Elements gather_one(const Selection& selection, const Maybe& when, const Dossier& dossier) const {
    Elements elements;
    gather(selection, when, dossier, day_of_dossier(dossier), elements);
    std::erase_if(elements.all, [](const Element& one) { return one.keeps.held == Held::no; });
    return elements;
  }

  /// Of a list that is not there, what its elements' keys would need beside it.
  void ask_for_keys(Elements& elements, const std::vector<Expression>& key) const {
    for (auto& one : elements.unseen) {
      for (const auto& part : key_of(key, one.scope)) {
        one.missing = united(one.missing, part.missing);
      }
    }
  }

  // -------------------------------------------------------------- verdicts

  static Verdict verdict(const Element& element, Outcome outcome,
                         std::set<std::string> missing = {}) {
    return {outcome, element.dossier->file, element.subject, {}, {}, std::move(missing)};
  }

  /// A requirement on an element that may not count at all is not broken for sure.
  static Verdict verdict_of(const Element& element, const Truth& kept) {
    if (kept.held == Held::yes) return verdict(element, Outcome::satisfied);
    if (kept.held == Held::no && element.counts().held == Held::yes) {
      return verdict(element, Outcome::violated);
    }
    return verdict(element, Outcome::undecided, united(kept.missing, element.counts().missing));
  }

  static void add_unseen(const Elements& elements, std::vector<Verdict>& verdicts) {
    for (const auto& one : elements.unseen) {
      verdicts.push_back({Outcome::undecided, one.dossier->file, {}, {}, {}, one.missing});
    }
  }

  std::vector<Verdict> conclude_require(const Rule& rule, const Elements& elements) const {
    std::vector<Verdict> verdicts;
    add_unseen(elements, verdicts);
    for (const auto& element : elements.all) {
      verdicts.push_back(verdict_of(element, truth_of(evaluate(*rule.require, element.scope))));
    }
    return verdicts;
  }

  /// Papers are named by number, date or file; a confirmation must be given; a list must hold
  /// something; anything else must be there.
  static Truth is_named(const Expression& need, const Scope& scope) {
    const Value value = evaluate(need, scope);
    if (!value.known()) return {Held::unknown, value.missing};
    if (value.kind == Value::Kind::boolean) return truth_of(value);
    const std::string path =
        evaluate(need.of[0], scope).record->path;
    const std::string itself = path.ends_with(':') ? path + need.name : path + "." + need.name;
    if (value.kind == Value::Kind::list && value.list.empty()) return {Held::unknown, {itself}};
    if (value.kind == Value::Kind::record) {
      for (const char* field : {"number", "date"}) {
        if (value.record->fields.contains(field)) return {};
      }
      return {Held::unknown, {itself}};
    }
    return {};
  }

  /// Of several papers, each that is not named is told, also where another breaks the rule.
  std::vector<Verdict> conclude_evidence(const Rule& rule, const Elements& elements) const {
    std::vector<Verdict> verdicts;
    add_unseen(elements, verdicts);
    for (const auto& element : elements.all) {
      Truth all;
      std::set<std::string> unnamed = element.counts().missing;
      for (const auto& need : rule.needs) {
        const Truth named = is_named(need, element.scope);
        all = all && named;
        unnamed = united(unnamed, named.missing);
      }
      verdicts.push_back(verdict_of(element, all));
      if (verdicts.back().outcome != Outcome::satisfied) verdicts.back().missing = unnamed;
    }
    return verdicts;
  }

  // -------------------------------------------------------------- counting

  /// How many there are at least and at most, among those that count or may count; what would tell.
  struct Counted {
    Verdict::Found found;
    bool unbounded = false;  ///< a list is not there, and may hold any number
    std::set<std::string> missing;
  };

  static Counted count(const Maybe& distinct, const std::vector<Element>& elements) {
    Counted counted;
    std::set<std::string> sure, any;
    bool sure_nameless = false;
    for (const Element& element : elements) {
      const bool counts = element.keeps.held == Held::yes;
      counted.missing = united(counted.missing, element.keeps.missing);
      if (!distinct) {
        counted.found.least += counts;
        ++counted.found.most;
        continue;
      }
      const Value key = evaluate(*distinct, element.scope);
      if (!key.known()) {
        counted.missing = united(counted.missing, key.missing);
        sure_nameless = sure_nameless || counts;
        ++counted.found.most;
        continue;
      }
      if (counts) sure.insert(text_apart(key));
      any.insert(text_apart(key));
    }
    if (distinct) {
      counted.found.most += static_cast<std::int64_t>(any.size());
      counted.found.least = std::max<std::int64_t>(static_cast<std::int64_t>(sure.size()),
                                                   sure_nameless ? 1 : 0);
    }
    return counted;
  }

  struct Limits {
    std::optional<std::int64_t> min, max;
    std::set<std::string> missing;  ///< of bounds that nobody knows
    bool unknown = false;
  };

  Limits limits_of(const Rule& rule, const Scope& scope) const {
    Limits limits;
    const auto read = [&](const Maybe& bound) -> std::optional<std::int64_t> {
      if (!bound) return std::nullopt;
      const Value value = evaluate(*bound, scope);
      if (value.known()) return value.number;
      limits.unknown = true;
      limits.missing = united(limits.missing, value.missing);
      return std::nullopt;
    };
    limits.min = read(rule.bounds.min);
    limits.max = read(rule.bounds.max);
    if (rule.bounds.exactly) limits.min = limits.max = read(rule.bounds.exactly);
    return limits;
  }

  /// Holds a range against bounds: decided only where every number of it gives the same answer.
  static void hold(const Counted& counted, const Limits& limits, Verdict& verdict) {
    const auto [least, most] = counted.found;
    const bool too_few = limits.min && most < *limits.min && !counted.unbounded;
    const bool too_many = limits.max && least > *limits.max;
    const bool enough = !limits.min || least >= *limits.min;
    const bool not_more = !limits.max || (most <= *limits.max && !counted.unbounded);
    verdict.missing = united(counted.missing, limits.missing);
    const bool vague = counted.unbounded || limits.unknown;
    if (too_few || too_many) {
      verdict.outcome = Outcome::violated;
    } else if (enough && not_more && !limits.unknown) {
      verdict.outcome = Outcome::satisfied;
    } else {
      verdict.outcome = Outcome::undecided;
      if (vague) return;  // nobody knows how many, or how many it must be
    }
    verdict.found = counted.found;
    verdict.gap = too_few ? *limits.min - most : too_many ? *limits.max - least : 0;
  }

  /// Where it is unknown whether the rule is judged at all, it is not broken.
  static void apply(const Elements& elements, Verdict& verdict) {
    if (elements.applies.held != Held::unknown || verdict.outcome == Outcome::satisfied) return;
    verdict.outcome = Outcome::undecided;
    verdict.missing = united(verdict.missing, elements.applies.missing);
    for (const auto& one : elements.unseen) verdict.missing = united(verdict.missing, one.missing);
  }

  /// Over the audit, elements of a dossier that the rule may not be judged for may not count.
  /// Within a dossier that is a matter of the rule as a whole, see `apply`.
  static std::vector<Element> speaking_of(std::vector<Element> all, const Dossier* dossier) {
    for (auto& element : all) {
      if (dossier == nullptr) element.keeps = element.counts();
    }
    return all;
  }

  std::vector<Verdict> conclude_count(const Rule& rule, const Elements& elements,
                                      const Dossier* dossier) const {
    if (elements.applies.held == Held::no) return {};
    Counted counted = count(rule.distinct, speaking_of(elements.all, dossier));
    for (const auto& one : elements.unseen) {
      counted.unbounded = true;
      counted.missing = united(counted.missing, one.missing);
    }
    Verdict verdict;
    if (dossier != nullptr) verdict.file = dossier->file;
    hold(counted, limits_of(rule, bounds_scope(dossier)), verdict);
    apply(elements, verdict);
    return {verdict};
  }

  Scope bounds_scope(const Dossier* dossier) const {
    if (dossier != nullptr) return scope_of(*dossier, day_of_dossier(*dossier));
    return {&audit.pack, day_of_audit(), day_of_audit(), {{"towns", all_towns()}}};
  }

  // -------------------------------------------------------------- keys

  std::vector<Value> key_of(const std::vector<Expression>& key, const Scope& scope) const {
    std::vector<Value> values;
    for (const auto& part : key) values.push_back(evaluate(part, scope));
    return values;
  }

  /// A key that several have is told once, where it stands the second time. An element that may
  /// be a double is asked for what would tell.
  std::vector<Verdict> conclude_unique(const Rule& rule, const Elements& elements) const {
    std::vector<Verdict> verdicts;
    add_unseen(elements, verdicts);
    const auto& all = elements.all;
    std::vector<std::vector<Value>> keys;
    for (const auto& element : all) keys.push_back(key_of(rule.key, element.scope));
    for (std::size_t i = 0; i < all.size(); ++i) {
      Truth shared{Held::no, {}};
      std::size_t earlier = 0;
      for (std::size_t j = 0; j < all.size(); ++j) {
        if (j == i) continue;
        const Truth double_of = all[i].counts() && all[j].counts() && equal(keys[i], keys[j]);
        if (j < i && double_of.held == Held::yes) ++earlier;
        shared = shared || double_of;
      }
      std::set<std::string> own = all[i].counts().missing;
      for (const auto& part : keys[i]) own = united(own, part.missing);
      const bool certain = all[i].counts().held == Held::yes && own.empty();
      if (certain && earlier == 1) verdicts.push_back(verdict(all[i], Outcome::violated));
      if (!certain && shared.held != Held::no) {
        verdicts.push_back(verdict(all[i], Outcome::undecided, own));
      }
      if (shared.held == Held::no) verdicts.push_back(verdict(all[i], Outcome::satisfied));
    }
    return verdicts;
  }

  std::vector<Verdict> conclude_match(const Rule& rule, const Elements& elements,
                                      const Dossier* dossier) const {
    std::vector<Verdict> verdicts;
    add_unseen(elements, verdicts);
    Elements partners =
        rule.match.same_dossier && dossier != nullptr
            ? gather_one(rule.match.partner, {}, *dossier)
            : gather_all(rule.match.partner, {});
    ask_for_keys(partners, rule.match.key);
    for (const auto& element : elements.all) {
      Truth has = has_partner(rule, element, partners);
      verdicts.push_back(verdict_of(element, rule.match.none ? !has : has));
      if (verdicts.back().outcome != Outcome::undecided) continue;
      for (const auto& part : key_of(rule.key, element.scope)) {
        verdicts.back().missing = united(verdicts.back().missing, part.missing);
      }
    }
    return verdicts;
  }

  Truth has_partner(const Rule& rule, const Element& element, const Elements& partners) const {
    const auto key = key_of(rule.key, element.scope);
    const auto may_be = [&](const Dossier& other) {
      if (rule.match.same_dossier) return &other == element.dossier;
      return !rule.match.other_dossiers || &other != element.dossier;
    };
    Truth has{Held::no, {}};
    for (const auto& partner : partners.all) {
      if (!may_be(*partner.dossier)) continue;
      Truth fits = partner.counts() && equal(key, key_of(rule.match.key, partner.scope));
      if (fits.held != Held::no && rule.match.condition) {
        Scope pair = element.scope;
        for (const auto& [name, value] : rule.match.values) {
          pair.variables[name] = evaluate(value, partner.scope);
        }
        fits = fits && truth_of(evaluate(*rule.match.condition, pair));
      }
      has = has || fits;
    }
    for (const auto& one : partners.unseen) {
      if (!may_be(*one.dossier)) continue;
      const Truth fits = equal(key, key_of(rule.match.key, one.scope));
      if (fits.held == Held::no) continue;
      has = has || Truth{Held::unknown, united(one.missing, fits.missing)};
    }
    return has;
  }

  // -------------------------------------------------------------- groups

  struct Universe {
    std::vector<std::vector<Value>> combinations;
    std::vector<Verdict> unknown;  ///< for dossiers that do not say which groups must be there
    bool given = false;
  };

  Universe universe_of(const Rule& rule, const Dossier* dossier) const {
    Universe universe;
    universe.combinations = {{}};
    for (const auto& part : rule.group) {
      if (!part.universe) continue;
      universe.given = true;
      std::vector<Value> values;
      const auto take = [&](const Scope& scope, const std::string& file) {
        const Value list = evaluate(*part.universe, scope);
        if (!list.known()) {
          universe.unknown.push_back({Outcome::undecided, file, {}, {}, {}, list.missing});
        }
        for (const auto& one : list.list) {
          if (std::none_of(values.begin(), values.end(),
                           [&](const Value& other) { return same(one, other); })) {
            values.push_back(one);
          }
        }
      };
      if (part.universe_kind.empty()) {
        take(bounds_scope(dossier), dossier == nullptr ? "" : dossier->file);
      } else {
        for (const auto& other : audit.dossiers) {
          if (other.kind == part.universe_kind) take(scope_of(other, day_of_audit()), other.file);
        }
      }
      std::vector<std::vector<Value>> longer;
      for (const auto& combination : universe.combinations) {
        for (const auto& value : values) {
          longer.push_back(combination);
          longer.back().push_back(value);
        }
      }
      universe.combinations = longer;
    }
    if (!universe.given) universe.combinations.clear();
    return universe;
  }

  static std::string words_of_key(const std::vector<Value>& key) {
    std::string words;
    for (const auto& part : key) words += (words.empty() ? "" : "·") + words_of(part);
    return words;
  }

  static std::string text_of_key(const std::vector<Value>& key) {
    std::string text;
    for (const auto& part : key) text += text_apart(part) + "\n";
    return text;
  }

  static std::vector<Expression> keys_of_groups(const Rule& rule) {
    std::vector<Expression> keys;
    for (const auto& part : rule.group) keys.push_back(part.key);
    return keys;
  }

  struct Group {
    std::vector<Value> key;
    bool must_be = false;
  };

  std::vector<Verdict> conclude_group(const Rule& rule, const Elements& elements,
                                      const Dossier* dossier) const {
    if (dossier != nullptr && elements.applies.held == Held::no) return {};
    const auto by = keys_of_groups(rule);
    const Universe universe = universe_of(rule, dossier);
    const auto all = speaking_of(elements.all, dossier);
    std::map<std::string, Group> groups;
    for (const auto& one : universe.combinations) groups[text_of_key(one)] = {one, true};
    std::vector<std::vector<Value>> keys;
    for (const auto& element : all) {
      keys.push_back(key_of(by, element.scope));
      if (is_known(keys.back())) {
        groups.try_emplace(text_of_key(keys.back()), Group{keys.back(), false});
      }
    }
    std::vector<Verdict> verdicts;
    add_unseen(elements, verdicts);
    const Limits limits = limits_of(rule, bounds_scope(dossier));
    // A group that nobody knows of is empty, and breaks the rule if there must be something.
    if (limits.unknown || (limits.min && *limits.min > 0)) {
      for (const auto& one : universe.unknown) {
        verdicts.push_back(one);
        verdicts.back().missing = united(one.missing, limits.missing);
      }
    }
    for (const auto& [text, group] : groups) {
      verdicts.push_back(judge_group(rule, elements, all, keys, group, limits));
      verdicts.back().subject = words_of_key(group.key);
      if (dossier == nullptr) continue;
      verdicts.back().file = dossier->file;
      apply(elements, verdicts.back());
    }
    add_groups_of_their_own(rule, all, keys, limits, verdicts);
    return verdicts;
  }

  static bool is_known(const std::vector<Value>& key) {
    return std::all_of(key.begin(), key.end(), [](const Value& part) { return part.known(); });
  }

  Verdict judge_group(const Rule& rule, const Elements& elements, const std::vector<Element>& all,
                      const std::vector<std::vector<Value>>& keys, const Group& group,
                      const Limits& limits) const {
    std::vector<Element> those;
    bool there = group.must_be;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      Element one = all[i];
      one.keeps = one.keeps && equal(keys[i], group.key);
      if (one.keeps.held == Held::no) continue;
      there = there || one.keeps.held == Held::yes;
      those.push_back(one);
    }
    Counted counted = count(rule.distinct, those);
    for (const auto& one : elements.unseen) {
      if (equal(key_of(keys_of_groups(rule), one.scope), group.key).held == Held::no) continue;
      counted.unbounded = true;
      counted.missing = united(counted.missing, one.missing);
    }
    Verdict verdict;
    hold(counted, limits, verdict);
    // A group that may not be there at all breaks nothing for sure.
    if (!there && verdict.outcome == Outcome::violated) {
      verdict.outcome = Outcome::undecided;
    }
    return verdict;
  }

  /// An element whose key is not known may be in a group that nobody knows of.
  void add_groups_of_their_own(const Rule& rule, const std::vector<Element>& all,
                               const std::vector<std::vector<Value>>& keys, const Limits& limits,
                               std::vector<Verdict>& verdicts) const {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (is_known(keys[i])) continue;
      std::vector<Element> with;
      for (std::size_t j = 0; j < all.size(); ++j) {
        if (!is_known(keys[j]) && equal(keys[i], keys[j]).held != Held::no) with.push_back(all[j]);
      }
      const auto most = count(rule.distinct, with).found.most;
      const bool kept = !limits.unknown && (!limits.min || *limits.min <= 1) &&
                        (!limits.max || most <= *limits.max);
      if (kept) continue;
      std::set<std::string> missing = united(all[i].counts().missing, limits.missing);
      for (const auto& part : keys[i]) missing = united(missing, part.missing);
      if (rule.distinct) missing = united(missing, evaluate(*rule.distinct, all[i].scope).missing);
      verdicts.push_back(verdict(all[i], Outcome::undecided, missing));
    }
  }

  // -------------------------------------------------------------- a rule

  std::vector<Verdict> conclude(const Rule& rule, Elements elements,
                                const Dossier* dossier) const {
    ask_for_keys(elements, rule.form == Form::group ? keys_of_groups(rule) : rule.key);
    switch (rule.form) {
      case Form::count: return conclude_count(rule, elements, dossier);
      case Form::require: return conclude_require(rule, elements);
      case Form::unique: return conclude_unique(rule, elements);
      case Form::match: return conclude_match(rule, elements, dossier);
      case Form::group: return conclude_group(rule, elements, dossier);
      case Form::evidence: return conclude_evidence(rule, elements);
    }
    return {};
  }

  /// In principle, a violation that the dossier justifies is a departure.
  bool is_justified(const Rule& rule, const Verdict& verdict) const {
    if (rule.strength != Strength::in_principle || verdict.outcome != Outcome::violated) {
      return false;
    }
    for (const auto& dossier : audit.dossiers) {
      if (!verdict.file.empty() && dossier.file != verdict.file) continue;
      if (dossier.kind != rule.select.kind || !may_apply(rule, dossier)) continue;
      for (const auto& one : dossier.justifications) {
        if (one.complete && one.rule == rule.id &&
            (one.subject.empty() || one.subject == verdict.subject)) {
          return true;
        }
      }
    }
    return false;
  }

  bool may_apply(const Rule& rule, const Dossier& dossier) const {
    const Day day = rule.across ? day_of_audit() : day_of_dossier(dossier);
    return !rule.when || truth_of(evaluate(*rule.when, scope_of(dossier, day))).held != Held::no;
  }

  /// `day` is that of judgement.
  Answer answer(const Rule& rule, const std::string& file, Day day,
                std::vector<Verdict> verdicts) const {
    Answer answer;
    answer.rule = rule.id;
    answer.file = file;
    for (auto& verdict : verdicts) {
      // What is broken whatever else is filled in asks for nothing; but papers are asked for.
      if (verdict.outcome == Outcome::violated && verdict.found) verdict.missing.clear();
      if (is_justified(rule, verdict)) verdict.outcome = Outcome::departed;
      answer.gravest = std::max(answer.gravest, verdict.outcome);
      if (verdict.outcome == Outcome::satisfied) continue;
      ++answer.tally[verdict.outcome];
      answer.findings.push_back(verdict);
    }
    std::sort(answer.findings.begin(), answer.findings.end());
    if (rule.due && day < *rule.due && answer.gravest >= Outcome::undecided) {
      answer.gravest = Outcome::not_applicable;
      answer.findings.clear();
    }
    return answer;
  }

  bool holds_kind(const std::string& kind) const {
    return std::any_of(audit.dossiers.begin(), audit.dossiers.end(),
                       [&](const Dossier& dossier) { return dossier.kind == kind; });
  }

  /// A rule is judged if the run holds its own kind and those that it asks; else that is said.
  bool is_judged(const Rule& rule) const {
    if (!holds_kind(rule.select.kind)) return false;
    if (rule.form == Form::match && !rule.match.same_dossier) {
      return holds_kind(rule.match.partner.kind);
    }
    return true;
  }

  void judge(const Rule& rule, Answers& answers) const {
    if (!is_judged(rule)) {
      answers.push_back(answer(rule, {}, day_of_audit(), {}));
      return;
    }
    if (rule.across) {
      const Elements elements = gather_all(rule.select, rule.when);
      answers.push_back(answer(rule, {}, day_of_audit(), conclude(rule, elements, nullptr)));
      return;
    }
    for (const auto& dossier : audit.dossiers) {
      if (dossier.kind != rule.select.kind) continue;
      const Elements elements = gather_one(rule.select, rule.when, dossier);
      answers.push_back(answer(rule, dossier.file, day_of_dossier(dossier),
                               conclude(rule, elements, &dossier)));
    }
  }
};

}  // namespace

Answers judge(const Audit& audit) {
  Answers answers;
  const Judge judge{audit};
  for (const auto& rule : audit.pack.rules) judge.judge(rule, answers);
  std::sort(answers.begin(), answers.end());
  return answers;
}

}  // namespace reference
