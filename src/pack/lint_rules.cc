// Rules and clauses against each other: what says the same, what cannot hold together; and parts
// of a rule that do nothing.

#include <algorithm>

#include "pack/lint_impl.h"
#include "text/unicode.h"

namespace guiju {
namespace {

using Wanted = Supposition::Wanted;

// ---- the same twice ----

/// A bound as it compares: its figures where it has any, else the expression.
std::string bound_key(Linter& linter, const Expression& bound) {
  const auto* formula = linter.formulas.of(bound);
  if (formula == nullptr) return {};
  std::string key;
  for (const std::int64_t day : linter.formulas.days()) {
    const auto value = linter.formulas.constant(*formula, *formula->root, day);
    if (!value) return formula->key();
    key += cel::to_string(*value) + " ";
  }
  return key;
}

/// Everything that decides what a rule comes to; nothing where a part could not be read.
std::optional<std::string> key_of(Linter& linter, const Rule& rule) {
  const auto range = range_of(linter, rule);
  if (!range) return std::nullopt;
  std::string key = *range + "\n" + std::string(name_of(rule.form));
  const auto add = [&](const Expression& expression, Role role) {
    const bool words = role == Role::at || role == Role::subject || role == Role::show;
    if (words) return;
    key += "\n" + std::to_string(static_cast<int>(role)) + " ";
    if (role == Role::bound)
      key += bound_key(linter, expression);
    else if (const auto* formula = linter.formulas.of(expression))
      key += formula->key();
  };
  for_each_expression(rule, add);
  const auto& match = rule.match;
  if (match.partner.kind != nullptr) key += "\n" + match.partner.kind->shape.name;
  key += std::string(match.none ? " none" : "") + (match.other_dossiers ? " others" : "");
  for (const auto& group : rule.group) {
    if (group.universe_kind != nullptr) key += "\n" + group.universe_kind->shape.name;
  }
  if (rule.due) key += "\n" + cel::format_date(*rule.due);
  return key;
}

void look_for_same_rules(Linter& linter) {
  std::map<std::string, const Rule*> known;
  for_each_rule(linter.pack, [&](const Rule& rule) {
    const auto key = key_of(linter, rule);
    if (!key) return;
    const auto [first, fresh] = known.emplace(*key, &rule);
    if (fresh) return;
    linter.diagnostics
        .add("lint-same-rule", rule.place,
             {{"rule", same(rule.id)}, {"other", same(first->second->id)}})
        .related.push_back({{"与它相同", "the same as this"}, first->second->place});
  });
}

/// Two clauses with the same text.
void look_for_same_clauses(Linter& linter) {
  std::map<std::string, const Clause*> known;
  for (const auto& clause : linter.pack.clauses) {
    const auto text = normalized_name(clause->says.in(Language::zh));
    if (text.empty()) continue;
    const auto [first, fresh] = known.emplace(text, clause.get());
    if (fresh) continue;
    linter.diagnostics
        .add("lint-same-clause", clause->place,
             {{"clause", same(clause->id)}, {"other", same(first->second->id)}})
        .related.push_back({{"与它相同", "the same as this"}, first->second->place});
  }
}

// ---- conditions that exclude each other ----

/// Whether two conditions on the same things can never both hold, though each can alone.
bool exclude(Linter& linter, const Rule& rule, const Rule& other) {
  if (!within(linter, rule, other) && !within(linter, other, rule)) return false;
  auto questions = context_of(linter, rule);
  const auto others = context_of(linter, other);
  questions.insert(questions.end(), others.begin(), others.end());
  if (!linter.reasoner.possible(questions)) return false;
  questions.push_back(ask(*linter.formulas.of(rule.require), Wanted::yes));
  questions.push_back(ask(*linter.formulas.of(other.require), Wanted::yes));
  return !linter.reasoner.possible(questions);
}

void look_for_exclusions(Linter& linter) {
  std::map<std::string, std::vector<const Rule*>> known;
  for_each_rule(linter.pack, [&](const Rule& rule) {
    const bool usable = rule.require && !linter.reported.contains(&rule.require);
    const auto range = range_of(linter, rule);
    if (rule.form != Form::require || !usable || !range) return;
    auto& others = known[*range];
    for (const Rule* other : others) {
      if (!linter.formulas.steps().spend(20)) return;
      if (!exclude(linter, rule, *other)) continue;
      linter.diagnostics
          .add("lint-conditions-exclude", rule.require.place,
               {{"rule", same(rule.id)}, {"other", same(other->id)}})
          .related.push_back({{"另一条规则要求", "the other rule requires"}, other->require.place});
      break;
    }
    others.push_back(&rule);
  });
}

// ---- parts of a rule that do nothing ----

bool reads_element(const Formula& formula) {
  bool reads = false;
  for_each_node(*formula.root, [&](const cel::Node& node) {
    const auto* info = formula.info(node);
    reads = reads || (info != nullptr && info->meaning == cel::Meaning::variable &&
                      info->slot == Slots::element);
  });
  return reads;
}

/// A rule on each element that no element has a say in.
void look_at_element(Linter& linter, const Rule& rule) {
  if (!rule.select.each || !is_readable(rule)) return;
  std::vector<const Expression*> asked;
  for (const auto* one : {&rule.select.where, &rule.distinct, &rule.require}) asked.push_back(one);
  for (const auto& key : rule.key) asked.push_back(&key);
  for (const auto& need : rule.needs) asked.push_back(&need);
  for (const auto& group : rule.group) asked.push_back(&group.key);
  std::erase_if(asked, [&](const auto* one) { return linter.formulas.of(*one) == nullptr; });
  const bool reads = std::any_of(asked.begin(), asked.end(), [&](const auto* one) {
    return linter.reported.contains(one) || reads_element(*linter.formulas.of(*one));
  });
  if (asked.empty() || reads) return;
  linter.diagnostics.add("lint-element-unread", asked.back()->place,
                         {{"element", same(rule.select.as)}});
}

Place place_of_key(const Linter& linter, NodeId mapping, std::string_view key) {
  const Document& document = *linter.pack.document;
  return document.place(document.key_of(document.find(mapping, key)));
}

void look_at_fields(Linter& linter, const Rule& rule) {
  const Document& document = *linter.pack.document;
  if (document.kind(rule.node) != NodeKind::mapping) return;
  if (rule.due && rule.disposition != Disposition::programme) {
    linter.diagnostics.add("lint-due-outside-programme", place_of_key(linter, rule.node, "due"),
                           {{"rule", same(rule.id)}});
  }
  const bool alone = document.find(rule.node, "each") == no_node;
  if (alone && document.find(rule.node, "as") != no_node) {
    linter.diagnostics.add("lint-as-without-each", place_of_key(linter, rule.node, "as"),
                           {{"rule", same(rule.id)}});
  }
  for (const auto* clause : rule.also) {
    if (clause != rule.clause) continue;
    linter.diagnostics.add("lint-also-itself", place_of_key(linter, rule.node, "also"),
                           {{"rule", same(rule.id)}, {"clause", same(clause->id)}});
  }
}

/// Whether two values can be equal by their types.
bool comparable(const cel::Type* left, const cel::Type* right) {
  using cel::TypeKind;
  const auto loose = [](const cel::Type* type) {
    return type->kind == TypeKind::dyn || type->kind == TypeKind::parameter ||
           type->kind == TypeKind::list || type->kind == TypeKind::map ||
           type->kind == TypeKind::optional;
  };
  if (loose(left) || loose(right)) return true;
  const auto number = [](const cel::Type* type) {
    return type->kind == TypeKind::integer || type->kind == TypeKind::uinteger ||
           type->kind == TypeKind::real;
  };
  if (number(left) && number(right)) return true;
  const auto text = [](const cel::Type* type) {
    return type->kind == TypeKind::string || type->kind == TypeKind::enumeration;
  };
  if (left->kind == TypeKind::enumeration && right->kind == TypeKind::enumeration) {
    return std::any_of(left->values.begin(), left->values.end(), [&](const std::string& value) {
      return std::find(right->values.begin(), right->values.end(), value) != right->values.end();
    });
  }
  if (text(left) && text(right)) return true;
  return left->kind == right->kind && left->record == right->record;
}

/// Keys that no two values can share.
void look_at_keys(Linter& linter, const Rule& rule) {
  const std::size_t count = std::min(rule.key.size(), rule.match.key.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (!rule.key[i] || !rule.match.key[i]) continue;
    const auto* left = rule.key[i].program->type();
    const auto* right = rule.match.key[i].program->type();
    if (comparable(left, right)) continue;
    linter.diagnostics
        .add("lint-keys-differ", rule.match.key[i].place,
             {{"left", same(left->to_string())}, {"right", same(right->to_string())}})
        .related.push_back({{"与它相配", "it is matched with this"}, rule.key[i].place});
  }
}

}  // namespace

void lint_rules(Linter& linter) {
  look_for_same_rules(linter);
  look_for_same_clauses(linter);
  look_for_exclusions(linter);
  for_each_rule(linter.pack, [&](const Rule& rule) {
    look_at_element(linter, rule);
    look_at_fields(linter, rule);
    look_at_keys(linter, rule);
  });
}

}  // namespace guiju
