#include "pack/expressions.h"

#include <algorithm>

namespace guiju {

std::vector<const Expression*> expressions_of(const Rule& rule) {
  const MatchForm& match = rule.match;
  std::vector<const Expression*> all{&rule.when,       &rule.select.each, &rule.select.where,
                                     &rule.distinct,   &rule.bounds.min,  &rule.bounds.max,
                                     &rule.bounds.exactly, &rule.require, &match.partner.each,
                                     &match.partner.where, &match.condition};
  for (const auto* list : {&rule.key, &match.key, &rule.needs}) {
    for (const auto& expression : *list) all.push_back(&expression);
  }
  for (const auto& [name, value] : match.values) all.push_back(&value);
  for (const auto& key : rule.group) {
    all.push_back(&key.key);
    all.push_back(&key.universe);
  }
  std::erase_if(all, [](const Expression* expression) { return !*expression; });
  return all;
}

}  // namespace guiju
