// Bounds of counts against each other and against how many there can be.

#include <algorithm>

#include "pack/lint_impl.h"

namespace guiju {
namespace {

using Wanted = Supposition::Wanted;

/// Between which figures a bound lies; it may depend on the dossier.
struct Range {
  std::int64_t low = 0, high = 0;
};

std::optional<Range> range_of(Linter& linter, const Formula& formula, const cel::Node& node,
                              std::int64_t day) {
  if (const auto constant = linter.formulas.constant(formula, node, day)) {
    if (!constant->is(cel::Kind::integer)) return std::nullopt;
    return Range{constant->integer, constant->integer};
  }
  if (node.kind != cel::NodeKind::conditional) return std::nullopt;
  const auto then = range_of(linter, formula, *node.children[1], day);
  const auto otherwise = range_of(linter, formula, *node.children[2], day);
  if (!then || !otherwise) return std::nullopt;
  return Range{std::min(then->low, otherwise->low), std::max(then->high, otherwise->high)};
}

std::optional<Range> range_of(Linter& linter, const Expression& bound, std::int64_t day) {
  const auto* formula = linter.formulas.of(bound);
  if (formula == nullptr) return std::nullopt;
  return range_of(linter, *formula, *formula->root, day);
}

/// A rule that counts, with its bounds on one day.
struct Count {
  const Rule* rule = nullptr;
  std::string range;     ///< what is counted: equal for the same list
  std::string distinct;  ///< by what; empty: every element
  const Expression* least_written = nullptr;
  const Expression* most_written = nullptr;
  std::optional<Range> least, most;
};

Count count_of(Linter& linter, const Rule& rule, std::int64_t day) {
  Count count;
  count.rule = &rule;
  const Bounds& bounds = rule.bounds;
  count.least_written = bounds.exactly ? &bounds.exactly : &bounds.min;
  count.most_written = bounds.exactly ? &bounds.exactly : &bounds.max;
  count.least = range_of(linter, *count.least_written, day);
  count.most = range_of(linter, *count.most_written, day);
  if (const auto* distinct = linter.formulas.of(rule.distinct)) count.distinct = distinct->key();
  return count;
}

std::string words_for_day(std::int64_t day) { return cel::format_date(day); }

// ---- one rule alone ----

/// How many elements a rule can find at most, where that is certain.
std::optional<std::int64_t> capacity_of(Linter& linter, const Rule& rule, std::int64_t day) {
  std::optional<std::int64_t> most;
  const auto take = [&most](std::size_t number) {
    const auto size = static_cast<std::int64_t>(number);
    most = most ? std::min(*most, size) : size;
  };
  // Of groups and of whole audits there may be any number.
  if (rule.across || rule.form == Form::group) return most;
  if (!rule.select.each) take(1);
  if (const auto* each = linter.formulas.of(rule.select.each)) {
    const auto list = linter.formulas.constant(*each, *each->root, day);
    if (list && list->is(cel::Kind::list)) take(list->list->elements.size());
  }
  if (const auto* distinct = linter.formulas.of(rule.distinct)) {
    const auto* type = distinct->checked.type;
    if (type->kind == cel::TypeKind::enumeration) take(type->values.size());
    if (type->kind == cel::TypeKind::boolean) take(2);
  }
  return most;
}

bool look_at_bounds(Linter& linter, const Count& count, std::int64_t day) {
  if (!count.least || !count.most || count.least->low <= count.most->high) return false;
  linter.diagnostics
      .add("lint-bounds-crossed", count.least_written->place,
           {{"rule", same(count.rule->id)},
            {"least", same(std::to_string(count.least->low))},
            {"most", same(std::to_string(count.most->high))},
            {"day", same(words_for_day(day))}})
      .related.push_back({{"至多", "at most"}, count.most_written->place});
  return true;
}

/// Bounds that no number of elements keeps, or that every number keeps.
bool look_at_capacity(Linter& linter, const Count& count, std::int64_t day) {
  const Rule& rule = *count.rule;
  const auto capacity = capacity_of(linter, rule, day);
  if (capacity && count.least && count.least->low > *capacity) {
    linter.diagnostics.add("lint-count-out-of-reach", count.least_written->place,
                           {{"rule", same(rule.id)},
                            {"figure", same(std::to_string(count.least->low))},
                            {"capacity", same(std::to_string(*capacity))}});
    return true;
  }
  const bool low_idle = !*count.least_written || (count.least && count.least->high <= 0);
  const bool high_idle =
      !*count.most_written || (count.most && capacity && count.most->low >= *capacity);
  const bool judged = *count.least_written || *count.most_written;
  if (!judged || !low_idle || !high_idle) return false;
  const Expression& bound = *count.least_written ? *count.least_written : *count.most_written;
  linter.diagnostics.add("lint-count-never-fails", bound.place, {{"rule", same(rule.id)}});
  return true;
}

// ---- rules against each other ----

/// Whether everything `part` counts is counted by `whole` too.
bool counts_into(Linter& linter, const Count& part, const Count& whole) {
  const bool same_things = part.range == whole.range;
  const bool same_units = whole.distinct.empty() || whole.distinct == part.distinct;
  return same_things && same_units && within(linter, *part.rule, *whole.rule);
}

/// Whether nothing is counted by both.
bool apart(Linter& linter, const Count& left, const Count& right) {
  auto questions = context_of(linter, *left.rule);
  const auto others = context_of(linter, *right.rule);
  questions.insert(questions.end(), others.begin(), others.end());
  return !linter.reasoner.possible(questions);
}

/// Whether `rule` is judged only where `other` is.
bool judged_within(Linter& linter, const Rule& rule, const Rule& other) {
  const auto* then = linter.formulas.of(other.when);
  if (then == nullptr) return true;
  std::vector<Supposition> questions{ask(*then, Wanted::not_yes)};
  if (const auto* given = linter.formulas.of(rule.when)) {
    questions.push_back(ask(*given, Wanted::yes));
  }
  return !linter.reasoner.possible(questions);
}

/// Whether there are dossiers, if any at all, for which all of these rules are judged at once.
bool judged_together(Linter& linter, const Count& whole, const std::vector<const Count*>& parts) {
  std::vector<const Rule*> rules{whole.rule};
  for (const auto* part : parts) rules.push_back(part->rule);
  return std::any_of(rules.begin(), rules.end(), [&](const Rule* narrowest) {
    return std::all_of(rules.begin(), rules.end(),
                       [&](const Rule* rule) { return judged_within(linter, *narrowest, *rule); });
  });
}

/// The choice among `parts` of those that share nothing and are judged together, with the whole,
/// that has the greatest sum.
class BestChoice {
 public:
  BestChoice(Linter& linter, const Count& whole, const std::vector<const Count*>& parts)
      : linter_(linter), whole_(whole), parts_(parts) {}

  std::vector<const Count*> find() {
    extend(0, 0);
    return best_;
  }

 private:
  void extend(std::size_t next, std::int64_t sum) {
    if (sum > best_sum_) {
      best_sum_ = sum;
      best_ = chosen_;
    }
    // Few rules count parts of one list; beyond this nobody could follow the message either.
    constexpr std::size_t most_parts = 10;
    for (std::size_t i = next; i < std::min(parts_.size(), most_parts); ++i) {
      const bool free = std::all_of(chosen_.begin(), chosen_.end(), [&](const Count* other) {
        return apart(linter_, *other, *parts_[i]);
      });
      if (!free) continue;
      chosen_.push_back(parts_[i]);
      if (judged_together(linter_, whole_, chosen_)) extend(i + 1, sum + parts_[i]->least->low);
      chosen_.pop_back();
    }
  }

  Linter& linter_;
  const Count& whole_;
  const std::vector<const Count*>& parts_;
  std::vector<const Count*> chosen_, best_;
  std::int64_t best_sum_ = 0;
};

void report_contradiction(Linter& linter, const Expression& bound,
                          const std::vector<const Count*>& parts, bool lower, std::int64_t figure,
                          std::int64_t day) {
  std::int64_t sum = 0;
  for (const auto* part : parts) sum += lower ? part->least->low : part->most->high;
  auto& diagnostic =
      linter.diagnostics.add(lower ? "lint-counts-exceed" : "lint-counts-fall-short", bound.place,
                             {{"figure", same(std::to_string(figure))},
                              {"sum", same(std::to_string(sum))},
                              {"day", same(words_for_day(day))}});
  for (const auto* part : parts) {
    const auto number = std::to_string(lower ? part->least->low : part->most->high);
    const Localized why = lower ? Localized{"不少于" + number, "at least " + number}
                                : Localized{"不多于" + number, "at most " + number};
    diagnostic.related.push_back({why, (lower ? part->least_written : part->most_written)->place});
  }
}

/// Parts that together need more than the whole may have.
bool look_for_excess(Linter& linter, const Count& whole, const std::vector<Count>& counts,
                     std::int64_t day) {
  if (!whole.most) return false;
  std::vector<const Count*> parts;
  for (const auto& part : counts) {
    const bool other = part.rule != whole.rule && part.least && part.least->low > 0;
    if (other && counts_into(linter, part, whole)) parts.push_back(&part);
  }
  const auto chosen = BestChoice(linter, whole, parts).find();
  std::int64_t sum = 0;
  for (const auto* part : chosen) sum += part->least->low;
  if (sum <= whole.most->high) return false;
  report_contradiction(linter, *whole.most_written, chosen, true, whole.most->high, day);
  return true;
}

/// Whether whatever `whole` counts is counted by one of `parts`.
bool cover(Linter& linter, const Count& whole, const std::vector<const Count*>& parts) {
  auto questions = context_of(linter, *whole.rule);
  for (const auto* part : parts) {
    const auto* where = linter.formulas.of(part->rule->select.where);
    if (where == nullptr) return true;
    questions.push_back(ask(*where, Wanted::no));
  }
  return !linter.reasoner.possible(questions);
}

/// Parts that make up the whole and may not have as many as it needs.
bool look_for_shortage(Linter& linter, const Count& whole, const std::vector<Count>& counts,
                       std::int64_t day) {
  if (!whole.least) return false;
  std::vector<const Count*> parts;
  std::int64_t sum = 0;
  for (const auto& part : counts) {
    const bool narrower = part.rule != whole.rule && part.most && part.range == whole.range &&
                          (part.distinct.empty() || part.distinct == whole.distinct) &&
                          within(linter, *part.rule, *whole.rule);
    // A part that is the whole again is the business of `look_for_excess`.
    if (!narrower || !part.rule->select.where || within(linter, *whole.rule, *part.rule)) continue;
    parts.push_back(&part);
    sum += part.most->high;
  }
  if (parts.empty() || sum >= whole.least->low || !cover(linter, whole, parts)) return false;
  if (!judged_together(linter, whole, parts)) return false;
  report_contradiction(linter, *whole.least_written, parts, false, whole.least->low, day);
  return true;
}

/// Everything wrong on one day that was not wrong before.
void look_at_day(Linter& linter, std::int64_t day, std::set<const Rule*>& reported) {
  std::vector<Count> counts;
  for_each_rule(linter.pack, [&](const Rule& rule) {
    if (!linter.formulas.steps().spend(20)) return;
    const bool counted = rule.bounds.min || rule.bounds.max || rule.bounds.exactly;
    if (!counted || !is_readable(rule) || reported.contains(&rule)) return;
    Count count = count_of(linter, rule, day);
    if (look_at_bounds(linter, count, day) || look_at_capacity(linter, count, day)) {
      reported.insert(&rule);
      return;
    }
    const auto range = guiju::range_of(linter, rule);
    if (rule.form != Form::count || !range) return;
    count.range = *range;
    counts.push_back(std::move(count));
  });
  for (const auto& whole : counts) {
    if (!linter.formulas.steps().spend(2 * counts.size())) return;
    const bool wrong = look_for_excess(linter, whole, counts, day) ||
                       look_for_shortage(linter, whole, counts, day);
    if (wrong) reported.insert(whole.rule);
  }
}

}  // namespace

void lint_counts(Linter& linter) {
  std::set<const Rule*> reported;
  for (const std::int64_t day : linter.formulas.days()) {
    if (!linter.formulas.steps().spend()) return;
    look_at_day(linter, day, reported);
  }
}

}  // namespace guiju
