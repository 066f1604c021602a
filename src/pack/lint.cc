#include "pack/lint.h"

#include <algorithm>

#include "pack/lint_impl.h"

namespace guiju {
namespace {

void visit_selection(const Selection& selection, const VisitExpression& visit) {
  visit(selection.each, Role::each);
  visit(selection.where, Role::where);
}

void visit_match(const MatchForm& match, const VisitExpression& visit) {
  visit_selection(match.partner, visit);
  for (const auto& key : match.key) visit(key, Role::key);
  for (const auto& [name, value] : match.values) visit(value, Role::value);
  visit(match.condition, Role::condition);
}

}  // namespace

void for_each_expression(const Rule& rule, const VisitExpression& visit) {
  visit_selection(rule.select, visit);
  visit(rule.when, Role::when);
  visit(rule.distinct, Role::distinct);
  for (const auto* bound : {&rule.bounds.min, &rule.bounds.max, &rule.bounds.exactly}) {
    visit(*bound, Role::bound);
  }
  visit(rule.require, Role::require);
  for (const auto& key : rule.key) visit(key, Role::key);
  visit_match(rule.match, visit);
  for (const auto& group : rule.group) {
    visit(group.key, Role::key);
    visit(group.universe, Role::universe);
  }
  for (const auto& need : rule.needs) visit(need, Role::needs);
  visit(rule.at, Role::at);
  visit(rule.subject, Role::subject);
  for (const auto& [name, value] : rule.show) visit(value, Role::show);
}

void for_each_expression(const Pack& pack, const VisitExpression& visit) {
  for (const auto& [kind, condition] : pack.applies) visit(condition, Role::applies);
  for_each_rule(pack, [&](const Rule& rule) { for_each_expression(rule, visit); });
  for (const auto& clause : pack.clauses) {
    for (const auto& review : clause->reviews) {
      visit(review->when, Role::when);
      for (const auto& look : review->look_at) visit(look, Role::look_at);
    }
  }
}

void for_each_rule(const Pack& pack, const std::function<void(const Rule&)>& visit) {
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) visit(*rule);
  }
}

bool is_readable(const Rule& rule) {
  bool readable = rule.select.kind != nullptr;
  for_each_expression(rule, [&](const Expression& expression, Role) {
    readable = readable && (expression || !expression.place.known());
  });
  return readable;
}

Supposition ask(const Formula& formula, Supposition::Wanted wanted) {
  return {&formula, formula.root.get(), wanted};
}

std::vector<Supposition> context_of(Linter& linter, const Rule& rule) {
  std::vector<Supposition> questions;
  for (const auto* condition : {&rule.when, &rule.select.where}) {
    const auto* formula = linter.formulas.of(*condition);
    if (formula != nullptr) questions.push_back(ask(*formula, Supposition::Wanted::yes));
  }
  return questions;
}

bool within(Linter& linter, const Rule& rule, const Rule& other) {
  const auto context = context_of(linter, rule);
  for (auto question : context_of(linter, other)) {
    auto questions = context;
    question.wanted = Supposition::Wanted::not_yes;
    questions.push_back(question);
    if (linter.reasoner.possible(questions)) return false;
  }
  return true;
}

std::optional<std::string> range_of(Linter& linter, const Rule& rule) {
  if (!is_readable(rule)) return std::nullopt;
  std::string range = rule.select.kind->shape.name + (rule.across ? " across " : " ");
  const auto* each = linter.formulas.of(rule.select.each);
  return each == nullptr ? range : range + each->key();
}

void lint(const Packs& packs, const std::vector<std::string>& folders, Diagnostics& diagnostics) {
  lint_tables(packs, diagnostics);
  for (const auto& name : folders) {
    const auto folder = packs.impl().folders.find(name);
    if (folder == packs.impl().folders.end() || folder->second.pack == nullptr) continue;
    Linter linter(packs, folder->second, diagnostics);
    lint_conditions(linter);
    lint_figures(linter);
    lint_counts(linter);
    lint_rules(linter);
    lint_unused(linter);
    lint_terms(linter);
    lint_words(linter);
    if (!linter.formulas.steps().used_up()) continue;
    diagnostics.add("lint-too-much", linter.pack.place,
                    {{"limit", same(std::to_string(most_lint_steps))}});
  }
  lint_overlaps(packs, folders, diagnostics);
}

}  // namespace guiju
