#include "assess/facts.h"

#include <algorithm>

#include "assess/describe.h"

namespace guiju {
namespace {

using Number = Ledger::Number;

/// The expressions by which one side of a rule gathers.
struct Gathering {
  const Rule* rule = nullptr;
  Side side = Side::own;
  const Selection* selection = nullptr;  ///< null for a universe
  const Expression* each = nullptr;      ///< null: the dossier itself
  const Expression* when = nullptr;
  const Expression* distinct = nullptr;
  std::size_t key_size = 0;              ///< how many expressions make its key
  std::size_t first_position = 0;        ///< in the rule's key, of the first of these

  const Expression& key(std::size_t i) const {
    if (side == Side::partner) return rule->match.key[i];
    return i < rule->key.size() ? rule->key[i] : rule->group[i - rule->key.size()].key;
  }
};

std::size_t universe_of(Side side) {
  return static_cast<std::size_t>(side) - static_cast<std::size_t>(Side::universe);
}

Gathering gathering_of(const Rule& rule, Side side) {
  Gathering made;
  made.rule = &rule;
  made.side = side;
  if (side == Side::own) {
    made.selection = &rule.select;
    made.when = &rule.when;
    made.distinct = &rule.distinct;
    made.key_size = rule.key.size() + rule.group.size();
  } else if (side == Side::partner) {
    made.selection = &rule.match.partner;
    made.key_size = rule.match.key.size();
  } else {
    made.first_position = universe_of(side);
    made.each = &rule.group[made.first_position].universe;
  }
  if (made.selection != nullptr && made.selection->each) made.each = &made.selection->each;
  return made;
}

/// Gathers one side of one rule in one dossier.
class Gatherer {
 public:
  Gatherer(Evaluator& evaluator, const Rule& rule, Side side, Ledger& ledger)
      : evaluator_(evaluator), rule_(rule), what_(gathering_of(rule, side)), ledger_(ledger) {}

  Facts gather() {
    Facts facts;
    facts.dossier = evaluator_.dossier().index;
    MissingSet missing;
    if (what_.when != nullptr) facts.applies = evaluator_.decide(*what_.when, rule_.address, missing);
    if (facts.applies == Truth::no) return facts;
    if (what_.each == nullptr) {
      gather_dossier(facts);
    } else {
      gather_list(facts, missing);
    }
    facts.missing = number_of(missing);
    return facts;
  }

 private:
  Number number_of(const MissingSet& missing) {
    return missing.empty() ? Ledger::none : ledger_.add_missing(missing.all());
  }

  /// Equal values have equal texts. A string is its own; what stands for any other value begins
  /// with a byte that no string has.
  Number number_of(const cel::Value& value) {
    if (value.is(cel::Kind::string)) return evaluator_.text_numbers().of(ledger_, value.text());
    return ledger_.add_text('\xFF' + cel::to_string(value));
  }

  void gather_dossier(Facts& facts) {
    Fact fact = gather_one();
    fact.node = evaluator_.dossier().document->root();
    if (fact.counts != Truth::no) facts.facts.push_back(fact);
  }

  void gather_list(Facts& facts, MissingSet& missing) {
    const Evaluated list = evaluator_.evaluate(*what_.each, rule_.address);
    missing.add(list.missing);
    if (!list.value.is(cel::Kind::list)) {
      facts.listed = Truth::unknown;
      facts.list_key = key_without_element(list.value, missing);
      return;
    }
    if (list.value.origin != cel::no_origin) facts.list = list.value.origin;
    facts.elements = list.value.list;
    const auto& elements = list.value.list->elements;
    facts.facts.reserve(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
      evaluator_.set_element(elements[i]);
      Fact fact = what_.selection == nullptr ? gather_value(elements[i]) : gather_one();
      if (fact.counts == Truth::no) continue;
      fact.index = i & Fact::most_elements;
      const bool placed = elements[i].origin != cel::no_origin;
      // A value that a universe only came to has no place of its own to ask for it.
      fact.node = placed ? elements[i].origin : what_.selection == nullptr ? no_node : facts.list;
      facts.facts.push_back(fact);
    }
  }

  Fact gather_one() {
    Fact fact;
    fact.dossier = evaluator_.dossier().index;
    MissingSet& missing = of_element_;
    if (!missing.empty()) missing = {};
    fact.counts = evaluator_.decide(what_.selection->where, rule_.address, missing);
    if (fact.counts == Truth::no) return fact;
    if (what_.key_size > 0) fact.key = key(missing);
    if (what_.distinct != nullptr && *what_.distinct) {
      const Evaluated evaluated = evaluator_.evaluate(*what_.distinct, rule_.address);
      missing.add(evaluated.missing);
      if (evaluated.known()) fact.distinct = number_of(evaluated.value);
      fact.has_distinct = true;
    }
    fact.missing = number_of(missing);
    return fact;
  }

  Fact gather_value(const cel::Value& value) {
    Fact fact;
    fact.dossier = evaluator_.dossier().index;
    const Number part = part_of(value, 0);
    fact.key = ledger_.add_key({&part, 1});
    return fact;
  }

  Number key(MissingSet& missing) {
    parts_.clear();
    for (std::size_t i = 0; i < what_.key_size; ++i) {
      const Evaluated evaluated = evaluator_.evaluate(what_.key(i), rule_.address);
      missing.add(evaluated.missing);
      parts_.push_back(evaluated.known() ? part_of(evaluated.value, i) : Ledger::none);
    }
    return ledger_.add_key(parts_);
  }

  /// What is known of the key of elements nobody knows: with a value missing in the element's place,
  /// only the parts that do not ask for it have a value.
  Number key_without_element(const cel::Value& unknown, MissingSet& missing) {
    if (what_.key_size == 0) return Ledger::none;
    evaluator_.set_element(unknown);
    return key(missing);
  }

  /// Only groups tell their keys in words.
  Number part_of(const cel::Value& value, std::size_t i) {
    const Number text = number_of(value);
    const std::size_t position = what_.first_position + i;
    if (rule_.form != Form::group || ledger_.words(position, text) != nullptr) return text;
    const cel::Type* type = rule_.group[position].key.program->type();
    ledger_.set_words(position, text, words_for_value(evaluator_.packs(), type, value));
    return text;
  }

  Evaluator& evaluator_;
  const Rule& rule_;
  const Gathering what_;
  Ledger& ledger_;
  MissingSet of_element_;      // at hand
  std::vector<Number> parts_;  // of its key
};

bool reads(const Expression& expression, std::uint32_t slot) {
  if (!expression) return false;
  const auto fields = expression.program->fields_of(slot);
  return !fields || !fields->empty();
}

bool reads_dated_figure(const Expression& expression, const Pack& pack) {
  if (!expression) return false;
  const auto fields = expression.program->fields_of(Slots::parameters);
  if (!fields) return true;
  return std::any_of(fields->begin(), fields->end(), [&](std::uint32_t field) {
    const auto& versions = pack.parameters[field].versions;
    return versions.size() > 1 || (!versions.empty() && versions.front().from);
  });
}

}  // namespace

void RuleFacts::clear() {
  ledger.clear_but_texts();
  own.clear();
  partners.clear();
  universe.clear();
  not_applicable = 0;
  first_own.reset();
  first_partner.reset();
}

Side universe_side(std::size_t i) {
  return static_cast<Side>(static_cast<std::size_t>(Side::universe) + i);
}

Facts gather(Evaluator& evaluator, const Rule& rule, Side side, Ledger& ledger) {
  return Gatherer(evaluator, rule, side, ledger).gather();
}

void add(RuleFacts& all, const Rule& rule, Side side, Facts facts) {
  all.universe.resize(rule.group.size());
  if (side == Side::partner) {
    if (!all.first_partner) all.first_partner = facts.dossier;
    all.partners.push_back(std::move(facts));
  } else if (side != Side::own) {
    all.universe[universe_of(side)].push_back(std::move(facts));
  } else {
    if (!all.first_own) all.first_own = facts.dossier;
    if (facts.applies == Truth::no) ++all.not_applicable;
    else all.own.push_back(std::move(facts));
  }
}

bool rests_on_day(const Rule& rule, Side side, const Dossier& dossier) {
  const Gathering what = gathering_of(rule, side);
  std::vector<const Expression*> all;
  for (std::size_t i = 0; i < what.key_size; ++i) all.push_back(&what.key(i));
  for (const auto* one : {what.each, what.when, what.distinct}) {
    if (one != nullptr) all.push_back(one);
  }
  if (what.selection != nullptr) all.push_back(&what.selection->where);
  return std::any_of(all.begin(), all.end(), [&](const Expression* expression) {
    return reads(*expression, Slots::as_of) || reads_dated_figure(*expression, *rule.pack) ||
           (!dossier.own_date && reads(*expression, Slots::lists));
  });
}

Localized words_for_value(const Packs& packs, const cel::Type* type, const cel::Value& value) {
  FieldType enumeration;
  enumeration.enumeration = packs.enum_of(type);
  enumeration.base = FieldType::Base::enumeration;
  return words_of(packs, value, enumeration.enumeration == nullptr ? nullptr : &enumeration);
}

Localized words_for(const Ledger& ledger, std::size_t position, Ledger::Number text) {
  const Localized* words = ledger.words(position, text);
  return words != nullptr ? *words : same(std::string(ledger.text(text)));
}

// ---- facts in another ledger ----

namespace {

class FactsCopier {
 public:
  FactsCopier(std::size_t first_position, const Ledger& from, Ledger& to)
      : first_position_(first_position), from_(from), to_(to) {}

  void copy(Facts& facts) {
    facts.list_key = key(facts.list_key);
    facts.missing = missing(facts.missing);
    for (Fact& fact : facts.facts) {
      fact.key = key(fact.key);
      fact.distinct = text(fact.distinct);
      fact.missing = missing(fact.missing);
    }
  }

 private:
  Number text(Number number) {
    return number == Ledger::none ? number : to_.copy_text(from_, number);
  }

  Number key(Number number) {
    if (number == Ledger::none) return number;
    parts_.clear();
    const auto parts = from_.key(number);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      parts_.push_back(text(parts[i]));
      if (parts[i] != Ledger::none) copy_words(first_position_ + i, parts[i], parts_.back());
    }
    return to_.add_key(parts_);
  }

  void copy_words(std::size_t position, Number text, Number copy) {
    const Localized* words = from_.words(position, text);
    if (words != nullptr) to_.set_words(position, copy, *words);
  }

  Number missing(Number number) {
    return number == Ledger::none ? number : to_.add_missing(from_.missing(number));
  }

  const std::size_t first_position_;  // in the rule's key, of the first part of a fact's
  const Ledger& from_;
  Ledger& to_;
  std::vector<Number> parts_;  // of the key at hand
};

}  // namespace

Facts copy_facts(Facts facts, const Rule& rule, Side side, const Ledger& from, Ledger& to) {
  FactsCopier(gathering_of(rule, side).first_position, from, to).copy(facts);
  facts.elements = nullptr;  // they may not live as long
  return facts;
}

// ---- facts from outside ----

bool are_of(const Facts& facts, const Rule& rule, Side side, const Ledger& ledger) {
  const Gathering what = gathering_of(rule, side);
  const std::size_t key_size = side < Side::universe ? what.key_size : 1;
  const auto is_key = [&](Number key) {
    return key < ledger.keys() && ledger.key(key).size() == key_size;
  };
  const auto none_or_below = [](Number number, std::size_t end) {
    return number == Ledger::none || number < end;
  };
  const bool keyed = what.selection == nullptr || what.key_size > 0;
  const bool distinct = what.distinct != nullptr && *what.distinct;
  const bool list_keyed = facts.list_key != Ledger::none;
  if (facts.listed == Truth::unknown && list_keyed != (what.key_size > 0)) return false;
  if (list_keyed && !is_key(facts.list_key)) return false;
  if (!none_or_below(facts.missing, ledger.missing_lists())) return false;
  return std::ranges::all_of(facts.facts, [&](const Fact& fact) {
    return (keyed ? is_key(fact.key) : fact.key == Ledger::none) &&
           fact.has_distinct == distinct && none_or_below(fact.distinct, ledger.texts()) &&
           none_or_below(fact.missing, ledger.missing_lists()) &&
           // Of a universe they are known.
           (what.selection != nullptr || ledger.fully_known(fact.key));
  });
}

}  // namespace guiju
