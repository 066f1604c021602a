#include "report/difference.h"

#include <algorithm>
#include <array>
#include <set>

#include "report/difference_things.h"
#include "text/unicode.h"

namespace guiju {

namespace {

using Became = Change::Kind;

// ---- what a pack is made of ----

std::vector<Thing> clauses_of(const Pack& pack) {
  std::vector<Thing> things;
  for (const auto& clause : pack.clauses) {
    things.push_back(
        {Subject::clause, clause->id, clause->says, clause->place, parts_of(*clause), {}});
  }
  return things;
}

std::vector<Thing> figures_of(const ComparedPack& side, const Renamed& renamed) {
  std::vector<Thing> things;
  for (const auto& figure : side.pack->parameters) {
    const auto* clause = side.pack->find_clause(figure.clause);
    const auto says = clause == nullptr ? Localized{} : clause->says;
    things.push_back({Subject::figure,
                      figure.name,
                      says,
                      figure.place,
                      parts_of(*side.packs, figure, renamed),
                      {}});
  }
  return things;
}

/// Rules of all clauses, in order, with the things that stand for them.
template <typename Item>
struct Items {
  std::vector<const Item*> items;
  std::vector<Thing> things;
};

Items<Rule> rules_of(const Pack& pack, const Renamed& renamed) {
  Items<Rule> all;
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      all.items.push_back(rule.get());
      all.things.push_back(
          {Subject::rule, rule->id, clause->says, rule->place, parts_of(*rule, renamed), {}});
    }
  }
  return all;
}

Items<Review> reviews_of(const Pack& pack, const Renamed& renamed) {
  Items<Review> all;
  for (const auto& clause : pack.clauses) {
    for (const auto& review : clause->reviews) {
      all.items.push_back(review.get());
      all.things.push_back({Subject::review,
                            review->id,
                            review->ask,
                            review->place,
                            parts_of(*review, renamed),
                            {}});
    }
  }
  return all;
}

// ---- which clause is which ----

std::string says_of(const Thing& clause) {
  return normalized_name(clause.says.zh) + '\0' + normalized_name(clause.says.en);
}

std::string id_and_says(const Thing& clause) { return clause.id + '\0' + says_of(clause); }

/// Pairs of characters that follow one another in a Chinese sentence, figures aside.
std::set<std::u32string> bigrams_of(const Localized& says) {
  std::u32string letters;
  const auto text = normalized_name(says.zh);
  for (std::size_t at = 0; at < text.size();) {
    const auto character = next_character(text, at);
    constexpr char32_t first_wide = 0x2E80;
    if (character >= first_wide) letters += character;
  }
  std::set<std::u32string> pairs;
  for (std::size_t i = 0; i + 1 < letters.size(); ++i) pairs.insert(letters.substr(i, 2));
  return pairs;
}

/// How alike two sentences are: 0 to 1 (twice what they share by what both have).
double likeness(const std::set<std::u32string>& left, const std::set<std::u32string>& right) {
  if (left.empty() || right.empty()) return 0;
  const auto shared = std::count_if(left.begin(), left.end(),
                                    [&](const auto& pair) { return right.contains(pair); });
  return 2.0 * static_cast<double>(shared) / static_cast<double>(left.size() + right.size());
}

/// Below this, clauses of two policies that are said to be alike seldom are about the same thing.
constexpr double alike = 0.4;

struct Likeness {
  double degree;
  int before, after;
};

/// By clause. One that only informs has no wording: annexes and closing formulas are alike
/// everywhere.
std::vector<std::set<std::u32string>> wordings_of(const Pack& pack) {
  std::vector<std::set<std::u32string>> all;
  for (const auto& clause : pack.clauses) {
    const auto& becomes = clause->dispositions;
    const bool informs = becomes == std::vector{Disposition::info};
    all.push_back(informs ? std::set<std::u32string>() : bigrams_of(clause->says));
  }
  return all;
}

/// Every two clauses that are worded alike, those most alike first.
std::vector<Likeness> likenesses(const Pack& old_pack, const Pack& new_pack) {
  const auto before = wordings_of(old_pack);
  const auto after = wordings_of(new_pack);
  std::vector<Likeness> all;
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (std::size_t k = 0; k < after.size(); ++k) {
      const auto degree = likeness(before[i], after[k]);
      if (degree >= alike) all.push_back({degree, static_cast<int>(i), static_cast<int>(k)});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Likeness& left, const Likeness& right) {
    return left.degree > right.degree;
  });
  return all;
}

/// Keys for clauses of two policies: each pair of counterparts has one. A shared rule's id decides
/// before likeness does.
std::map<const Thing*, std::string> counterparts(const Pack& old_pack, const Pack& new_pack,
                                                 const std::vector<Thing>& before,
                                                 const std::vector<Thing>& after) {
  std::map<const Thing*, std::string> keys;
  const auto hold_together = [&](std::size_t old_index, std::size_t new_index) {
    const auto& old_clause = before[old_index];
    const auto& new_clause = after[new_index];
    if (keys.contains(&old_clause) || keys.contains(&new_clause)) return;
    keys[&old_clause] = keys[&new_clause] = old_clause.id;
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (const auto& rule : old_pack.clauses[i]->rules) {
      const auto* other = new_pack.find_rule(rule->id);
      if (other == nullptr) continue;
      const auto at =
          std::find_if(new_pack.clauses.begin(), new_pack.clauses.end(),
                       [&](const auto& clause) { return clause.get() == other->clause; });
      hold_together(i, static_cast<std::size_t>(at - new_pack.clauses.begin()));
    }
  }
  for (const auto& [degree, old_index, new_index] : likenesses(old_pack, new_pack)) {
    hold_together(static_cast<std::size_t>(old_index), static_cast<std::size_t>(new_index));
  }
  return keys;
}

// ---- the comparison ----

const Thing* at(const std::vector<Thing>& things, int index) {
  return index < 0 ? nullptr : &things[static_cast<std::size_t>(index)];
}

class Comparer {
 public:
  explicit Comparer(Difference& difference)
      : difference_(difference), before_(*difference.before.pack), after_(*difference.after.pack) {}

  void run() {
    pair_clauses();
    compare_figures();
    const auto old_rules = rules_of(before_, renamed_);
    const auto new_rules = rules_of(after_, {});
    compare_items(old_rules, new_rules, [this](const Rule* before, const Rule* after) {
      difference_.rules.emplace_back(before, after);
    });
    compare_items(reviews_of(before_, renamed_), reviews_of(after_, {}), [](auto, auto) {});
    drop_unchanged();
    difference_.head = compare_parts(parts_of_head(before_, renamed_), parts_of_head(after_));
    if (!one_policy()) {
      std::erase_if(difference_.head, [](const Alteration& part) {
        return part.part.starts_with("sections.") || part.part == "version";
      });
    }
    compare_shapes();
    if (one_policy() && difference_.before.packs != difference_.after.packs) {
      difference_.tables = compare_all(tables_of(*difference_.before.packs),
                                       tables_of(*difference_.after.packs), {id_of});
    }
  }

 private:
  bool one_policy() const { return difference_.one_policy; }

  void pair_clauses() {
    const auto before = clauses_of(before_);
    const auto after = clauses_of(after_);
    std::vector<Key> keys{id_and_says, says_of, id_of};
    if (!one_policy()) {
      keys = {[known = counterparts(before_, after_, before, after)](const Thing& clause) {
        const auto found = known.find(&clause);
        return found == known.end() ? std::string() : found->second;
      }};
    }
    for (const auto& [old_index, new_index] : pair_up(before, after, keys)) {
      auto change = compare_things(at(before, old_index), at(after, new_index));
      const bool renamed = change.kind == Became::renamed;
      // Between two policies a number means nothing.
      if (renamed && one_policy()) renamed_.clauses[change.before] = change.after;
      if (!one_policy()) lay_side_by_side(change, at(before, old_index), at(after, new_index));
      difference_.clauses.push_back(std::move(change));
    }
  }

  void compare_figures() {
    const auto before = figures_of(difference_.before, renamed_);
    const auto after = figures_of(difference_.after, {});
    std::vector<Key> keys{id_of};
    if (one_policy()) {
      keys.emplace_back([](const Thing& figure) {
        return content_of(figure) + figure.parts.back().words.zh;  // the clause
      });
    }
    for (const auto& [old_index, new_index] : pair_up(before, after, keys)) {
      auto change = compare_things(at(before, old_index), at(after, new_index));
      if (change.kind == Became::renamed) renamed_.figures[change.before] = change.after;
      if (!one_policy()) lay_side_by_side(change, at(before, old_index), at(after, new_index));
      if (!one_policy()) add_says(change, at(before, old_index), at(after, new_index));
      if (one_policy() && change.kind == Became::same) continue;
      difference_.figures.push_back(std::move(change));
    }
  }

  /// All that both have, also where it is the same.
  static void lay_side_by_side(Change& change, const Thing* before, const Thing* after) {
    if (before == nullptr || after == nullptr) return;
    change.kind = change.parts.empty() ? Became::same : Became::changed;
    change.parts = all_parts(before->parts, after->parts);
  }

  /// What the clauses say that figures come from: their names mean little to another office.
  static void add_says(Change& change, const Thing* before, const Thing* after) {
    Alteration says{"says", {"内容", "says"}, {}, {}, {}, {}};
    if (before != nullptr) says.before = before->says;
    if (after != nullptr) says.after = after->says;
    change.parts.push_back(std::move(says));
  }

  /// Compares rules, or questions, wherever they stand, and puts each change under its clause.
  template <typename Item, typename Found>
  void compare_items(const Items<Item>& before, const Items<Item>& after, Found found) {
    std::vector<Key> keys{id_of};
    if (one_policy()) keys.emplace_back(content_of);
    for (const auto& [old_index, new_index] : pair_up(before.things, after.things, keys)) {
      auto change = compare_things(at(before.things, old_index), at(after.things, new_index));
      const auto* old_item =
          old_index < 0 ? nullptr : before.items[static_cast<std::size_t>(old_index)];
      const auto* new_item =
          new_index < 0 ? nullptr : after.items[static_cast<std::size_t>(new_index)];
      if (old_item != nullptr && new_item != nullptr) found(old_item, new_item);
      if (!one_policy()) drop_wording(change);
      if (change.kind == Became::same) continue;
      clause_change(old_item, new_item).within.push_back(std::move(change));
    }
  }

  /// Where a rule of another policy stands, and how it speaks, is its own business.
  static void drop_wording(Change& change) {
    if (change.kind != Became::changed) return;
    std::erase_if(change.parts, [](const Alteration& part) { return is_wording(part.part); });
    if (change.parts.empty()) change.kind = Became::same;
  }

  /// The entry of the clause that an item stands under now, or stood under before it went.
  template <typename Item>
  Change& clause_change(const Item* before, const Item* after) {
    const auto& id = after != nullptr ? after->clause->id : before->clause->id;
    const auto found = std::find_if(
        difference_.clauses.begin(), difference_.clauses.end(), [&](const Change& change) {
          return (after != nullptr ? change.after : change.before) == id;
        });
    return *found;
  }

  /// Two policies show all their clauses; two versions what has changed.
  void drop_unchanged() {
    for (auto& change : difference_.clauses) {
      if (change.kind == Became::same && !change.within.empty()) change.kind = Became::changed;
    }
    if (!one_policy()) return;
    std::erase_if(difference_.clauses,
                  [](const Change& change) { return change.kind == Became::same; });
  }

  /// Two policies are told which kinds of dossiers only one has; what the others are made of is
  /// each policy's own business.
  void compare_shapes() {
    difference_.shapes = compare_all(shapes_of(before_), shapes_of(after_), {id_of});
    if (one_policy()) return;
    std::erase_if(difference_.shapes, [](const Change& change) {
      return change.subject != Subject::kind || change.kind == Became::changed;
    });
  }

  Difference& difference_;
  const Pack& before_;
  const Pack& after_;
  Renamed renamed_;
};

struct SubjectName {
  std::string_view name;
  Localized words;
};

const SubjectName& entry_of(Subject subject) {
  static const std::array<SubjectName, 12> names{{{"figure", {"数值", "figure"}},
                                                  {"clause", {"条款", "clause"}},
                                                  {"rule", {"规则", "rule"}},
                                                  {"review", {"人工审查问题", "question"}},
                                                  {"kind", {"材料类型", "kind"}},
                                                  {"type", {"类型", "type"}},
                                                  {"field", {"字段", "field"}},
                                                  {"enumeration", {"取值表", "enumeration"}},
                                                  {"value", {"取值", "value"}},
                                                  {"table", {"参照表", "table"}},
                                                  {"list", {"名单", "list"}},
                                                  {"row", {"行", "row"}}}};
  return names[static_cast<std::size_t>(subject)];
}

}  // namespace

std::string_view name_of(Subject subject) { return entry_of(subject).name; }
Localized words_for(Subject subject) { return entry_of(subject).words; }

std::string_view name_of(Change::Kind kind) {
  constexpr std::array<std::string_view, 5> names{"added", "removed", "renamed", "changed", "same"};
  return names[static_cast<std::size_t>(kind)];
}

bool is_wording(const std::string& part) {
  constexpr std::array<std::string_view, 10> names{
      "clause", "kind", "disposition", "form", "as", "at", "subject", "message", "fix", "reading"};
  return std::find(names.begin(), names.end(), part) != names.end() || part.starts_with("show.");
}

bool Difference::empty() const {
  const auto none = [](const std::vector<Change>& changes) {
    return std::all_of(changes.begin(), changes.end(),
                       [](const Change& change) { return change.kind == Became::same; });
  };
  return one_policy && head.empty() && none(figures) && none(clauses) && none(shapes) &&
         none(tables);
}

Difference compare_packs(ComparedPack before, ComparedPack after) {
  Difference difference;
  difference.one_policy = before.pack->id == after.pack->id;
  difference.before = std::move(before);
  difference.after = std::move(after);
  Comparer(difference).run();
  return difference;
}

}  // namespace guiju
