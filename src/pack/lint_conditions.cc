// Conditions that come to the same whatever a dossier says, and values that nothing can have.

#include <algorithm>

#include "cel/print.h"
#include "pack/hint.h"
#include "pack/lint_impl.h"

namespace guiju {
namespace {

using cel::Node;
using cel::Operator;
using Wanted = Supposition::Wanted;

bool is_logical(const Node& node) {
  return node.kind == cel::NodeKind::logical_and || node.kind == cel::NodeKind::logical_or ||
         node.kind == cel::NodeKind::conditional ||
         (node.kind == cel::NodeKind::unary && node.op == Operator::logical_not);
}

bool is_comparison(const Node& node) {
  switch (node.op) {
    case Operator::equal:
    case Operator::not_equal:
    case Operator::less:
    case Operator::less_equal:
    case Operator::greater:
    case Operator::greater_equal:
    case Operator::in:
      return node.kind == cel::NodeKind::binary;
    default:
      return false;
  }
}

/// The one truth that a condition can have; nothing if it may have both.
std::optional<bool> only_truth(Linter& linter, const Formula& formula, const Node& node) {
  if (!linter.reasoner.possible({{&formula, &node, Wanted::yes}})) return false;
  if (!linter.reasoner.possible({{&formula, &node, Wanted::no}})) return true;
  return std::nullopt;
}

/// Looks through one expression.
class ConditionLint {
 public:
  ConditionLint(Linter& linter, const Formula& formula) : linter_(linter), formula_(formula) {}

  /// Comparisons with what cannot occur, and what stands twice. Answers whether any was reported.
  bool look_for_slips(const Node& node);
  /// Conditions that always come to the same; the smallest of them.
  bool look_for_constants(const Node& node);
  /// The part of a condition that makes it always come to the same.
  const Node& culprit(const Node& node);

 private:
  bool look_at_comparison(const Node& node);
  bool look_for_values(const Node& side, const Node& other);
  bool report_value(const Node& side, const Node& other, const std::vector<std::string>& values,
                    const cel::Value& value);
  bool look_for_repeats(const Node& node);
  Diagnostic& add(std::string_view id, const Node& node, std::vector<Argument> arguments = {}) {
    linter_.reported.insert(formula_.expression);
    return linter_.diagnostics.add(id, formula_.place(node), std::move(arguments));
  }

  Linter& linter_;
  const Formula& formula_;
};

const Node& ConditionLint::culprit(const Node& node) {
  if (!is_logical(node)) return node;
  for (const auto& child : node.children) {
    if (child->kind == cel::NodeKind::literal) continue;
    if (only_truth(linter_, formula_, *child)) return culprit(*child);
  }
  return node;
}

bool ConditionLint::look_for_slips(const Node& node) {
  bool reported = false;
  for (const auto& child : node.children) reported = look_for_slips(*child) || reported;
  if (is_comparison(node)) reported = look_at_comparison(node) || reported;
  return look_for_repeats(node) || reported;
}

bool ConditionLint::look_for_constants(const Node& node) {
  bool reported = false;
  for (const auto& child : node.children) reported = look_for_constants(*child) || reported;
  if (reported || (!is_logical(node) && !is_comparison(node))) return reported;
  const auto* info = formula_.info(node);
  if (info == nullptr || info->type->kind != cel::TypeKind::boolean) return false;
  const auto truth = only_truth(linter_, formula_, node);
  if (!truth) return false;
  add("lint-constant-condition", node,
      {{"expression", same(formula_.text(node))},
       {"truth", *truth ? Localized{"成立", "true"} : Localized{"不成立", "false"}}});
  return true;
}

bool ConditionLint::look_at_comparison(const Node& node) {
  const Node& left = *node.children[0];
  const Node& right = *node.children[1];
  if (cel::same_tree(left, right)) {
    add("lint-same-operands", node, {{"expression", same(formula_.text(node))}});
    return true;
  }
  const bool equality = node.op == Operator::equal || node.op == Operator::not_equal;
  if (node.op == Operator::in) return look_for_values(left, right);
  if (!equality) return false;
  return look_for_values(left, right) || look_for_values(right, left);
}

/// Whether all values that `other` stands for are values that `side` can have.
bool ConditionLint::look_for_values(const Node& side, const Node& other) {
  const auto* values = linter_.reasoner.values_of(formula_, side);
  if (values == nullptr) return false;
  // The figure of the last day: what was once right is no mistake, what will be is.
  const auto constant = linter_.formulas.constant(formula_, other, linter_.formulas.days().back());
  if (!constant) return false;
  if (constant->is(cel::Kind::string)) return report_value(side, other, *values, *constant);
  bool reported = false;
  if (!constant->is(cel::Kind::list)) return false;
  for (const auto& element : constant->list->elements) {
    reported = report_value(side, other, *values, element) || reported;
  }
  return reported;
}

bool ConditionLint::report_value(const Node& side, const Node& other,
                                 const std::vector<std::string>& values, const cel::Value& value) {
  if (!value.is(cel::Kind::string)) return false;
  const std::string text(value.text());
  if (!linter_.formulas.steps().spend(values.size())) return false;
  if (std::find(values.begin(), values.end(), text) != values.end()) return false;
  linter_.formulas.steps().spend(20 * values.size());  // what the hint takes
  add("lint-impossible-value", other,
      {{"expression", same(formula_.text(side))},
       {"value", same(text)},
       {"hint", near_hint(text, values)}});
  return true;
}

bool ConditionLint::look_for_repeats(const Node& node) {
  if (node.kind != cel::NodeKind::logical_and && node.kind != cel::NodeKind::logical_or)
    return false;
  bool reported = false;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    if (!linter_.formulas.steps().spend(i)) break;
    const auto end = node.children.begin() + static_cast<std::ptrdiff_t>(i);
    const auto same_as = [&](const auto& child) {
      return cel::same_tree(*child, *node.children[i]);
    };
    if (std::find_if(node.children.begin(), end, same_as) == end) continue;
    add("lint-repeated-condition", *node.children[i],
        {{"expression", same(formula_.text(*node.children[i]))}});
    reported = true;
  }
  return reported;
}

struct Verdict {
  std::string_view never, always;  ///< ids of diagnostics
};

/// What it means for a condition in this role never to be true, or never false.
std::optional<Verdict> verdict_on(Role role) {
  switch (role) {
    case Role::applies:
    case Role::when:
    case Role::where:
      return Verdict{"lint-never-applies", "lint-idle-condition"};
    case Role::require:
      return Verdict{"lint-always-fails", "lint-never-fails"};
    default:
      return std::nullopt;
  }
}

/// Reports a condition that as a whole always comes to the same; answers whether it did.
bool look_at_whole(Linter& linter, const Formula& formula, Role role) {
  const Node& root = *formula.root;
  const auto verdict = verdict_on(role);
  // `applies: true` says in so many words that a policy speaks of every dossier of a kind.
  const bool plain = root.kind == cel::NodeKind::literal && role == Role::applies;
  if (!verdict || plain) return false;
  const auto truth = only_truth(linter, formula, root);
  if (!truth) return false;
  const Node& culprit = ConditionLint(linter, formula).culprit(root);
  linter.reported.insert(formula.expression);
  linter.diagnostics.add(*truth ? verdict->always : verdict->never, formula.place(culprit),
                         {{"expression", same(formula.text(culprit))}});
  return true;
}

/// Whether a rule's condition can still come out both ways where the rule looks at all.
void look_at_rule(Linter& linter, const Rule& rule) {
  if (!is_readable(rule)) return;
  for (const auto* expression : {&rule.when, &rule.select.where, &rule.require}) {
    if (linter.reported.contains(expression)) return;
  }
  auto context = context_of(linter, rule);
  if (context.size() == 2 && !linter.reasoner.possible(context)) {
    linter.reported.insert(&rule.select.where);
    linter.diagnostics
        .add("lint-never-applies", rule.select.where.place,
             {{"expression", same(rule.select.where.text)}})
        .related.push_back({{"只在这时审查", "it is judged only if this holds"}, rule.when.place});
    return;
  }
  const auto* require = linter.formulas.of(rule.require);
  if (require == nullptr || context.empty()) return;
  const auto place = rule.select.where ? rule.select.where.place : rule.when.place;
  for (const Wanted wanted : {Wanted::yes, Wanted::no}) {
    context.push_back(ask(*require, wanted));
    const bool possible = linter.reasoner.possible(context);
    context.pop_back();
    if (possible) continue;
    linter.reported.insert(&rule.require);
    linter.diagnostics
        .add(wanted == Wanted::yes ? "lint-always-fails" : "lint-never-fails", rule.require.place,
             {{"expression", same(rule.require.text)}})
        .related.push_back({{"只看符合这一条件的", "only what keeps this is looked at"}, place});
    return;
  }
}

}  // namespace

void lint_conditions(Linter& linter) {
  for_each_expression(linter.pack, [&](const Expression& expression, Role role) {
    const auto* formula = linter.formulas.of(expression);
    if (formula == nullptr) return;
    ConditionLint lint(linter, *formula);
    if (lint.look_for_slips(*formula->root) || look_at_whole(linter, *formula, role)) return;
    lint.look_for_constants(*formula->root);
  });
  for_each_rule(linter.pack, [&](const Rule& rule) { look_at_rule(linter, rule); });
}

}  // namespace guiju
