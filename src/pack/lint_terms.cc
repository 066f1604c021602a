// Dates of a pack against its term, figures dated out of order, lists of the policy, and packs
// whose terms overlap.

#include <algorithm>

#include "cel/print.h"
#include "pack/lint_impl.h"
#include "text/unicode.h"

namespace guiju {
namespace {

NodeId find_path(const Document& document, std::initializer_list<std::string_view> keys) {
  NodeId node = document.root();
  for (const auto key : keys) {
    if (node == no_node || document.kind(node) != NodeKind::mapping) return no_node;
    node = document.find(node, key);
  }
  return node;
}

void look_at_term(Linter& linter) {
  const Pack& pack = linter.pack;
  if (!pack.from || !pack.until || *pack.from <= *pack.until) return;
  const Document& document = *pack.document;
  linter.diagnostics.add("lint-term-reversed",
                         document.place(find_path(document, {"policy", "in_force", "until"})),
                         {{"from", same(cel::format_date(*pack.from))},
                          {"until", same(cel::format_date(*pack.until))}});
}

// ---- dated figures ----

/// One entry of `dated`, with the node that shows where it is.
struct Dated {
  std::optional<std::int64_t> from;
  NodeId node = no_node;
};

std::vector<Dated> dated_of(const Document& document, const std::string& parameter) {
  std::vector<Dated> all;
  const NodeId list = find_path(document, {"params", parameter, "dated"});
  for (const NodeId entry : elements_of(document, list)) {
    if (document.kind(entry) != NodeKind::mapping) continue;
    const NodeId from = document.find(entry, "from");
    if (from == no_node) {
      all.push_back({std::nullopt, entry});
    } else if (const auto day = cel::parse_date(document.text(from))) {
      all.push_back({*day, from});
    }
  }
  return all;
}

class DatedLint {
 public:
  DatedLint(Linter& linter, const Parameter& parameter)
      : linter_(linter),
        parameter_(parameter),
        dated_(dated_of(*linter.pack.document, parameter.name)) {}

  void look() {
    for (std::size_t i = 1; i < dated_.size(); ++i) {
      const auto& before = dated_[i - 1].from;
      const bool ordered = dated_[i].from && (!before || *before < *dated_[i].from);
      if (ordered) continue;
      add("lint-dated-order", dated_[i]);
      return;  // what is out of order has no stretch of its own to look at
    }
    look_at_stretches();
  }

 private:
  /// Whether each figure is in force on some day, and some figure on the first day.
  void look_at_stretches() {
    const Pack& pack = linter_.pack;
    if (!dated_.empty() && dated_[0].from && pack.from && *dated_[0].from > *pack.from) {
      add("lint-dated-late", dated_[0]);
    }
    for (std::size_t i = 0; i < dated_.size(); ++i) {
      const bool too_late = pack.until && dated_[i].from && *dated_[i].from > *pack.until;
      const bool replaced = pack.from && i + 1 < dated_.size() && *dated_[i + 1].from <= *pack.from;
      if (too_late || replaced) add("lint-dated-outside", dated_[i]);
    }
  }
  void add(std::string_view id, const Dated& dated) {
    const Pack& pack = linter_.pack;
    const auto words = [](const std::optional<std::int64_t>& day) {
      return same(day ? cel::format_date(*day) : "…");
    };
    linter_.diagnostics.add(id, linter_.pack.document->place(dated.node),
                            {{"name", same(parameter_.name)},
                             {"day", words(dated.from)},
                             {"from", words(pack.from)},
                             {"until", words(pack.until)}});
  }

  Linter& linter_;
  const Parameter& parameter_;
  std::vector<Dated> dated_;
};

/// Lists of the policy that hold nothing, or something twice.
void look_at_list(Linter& linter, const Parameter& parameter) {
  const Document& document = *linter.pack.document;
  const NodeId list = find_path(document, {"params", parameter.name, "value"});
  if (list == no_node || document.kind(list) != NodeKind::sequence) return;
  if (document.count(list) == 0) {
    linter.diagnostics.add("lint-empty-list", document.place(list),
                           {{"name", same(parameter.name)}});
  }
  std::set<std::string, std::less<>> known;
  for_each_element(document, list, [&](NodeId element) {
    if (document.kind(element) != NodeKind::scalar) return;
    const auto text = normalized_name(document.text(element));
    if (known.insert(text).second) return;
    linter.diagnostics.add(
        "lint-repeated-entry", document.place(element),
        {{"name", same(parameter.name)}, {"entry", same(std::string(document.text(element)))}});
  });
}

void look_at_due(Linter& linter, const Rule& rule) {
  const Pack& pack = linter.pack;
  if (!rule.due || rule.disposition != Disposition::programme) return;
  const bool early = pack.from && *rule.due < *pack.from;
  const bool late = pack.until && *rule.due > *pack.until;
  if (!early && !late) return;
  const Document& document = *pack.document;
  linter.diagnostics.add("lint-due-outside", document.place(document.find(rule.node, "due")),
                         {{"rule", same(rule.id)}, {"due", same(cel::format_date(*rule.due))}});
}

// ---- packs against each other ----

bool overlap(const Pack& left, const Pack& right) {
  const bool left_first = !left.until || !right.from || *right.from <= *left.until;
  const bool right_first = !right.until || !left.from || *left.from <= *right.until;
  return left_first && right_first;
}

/// Puts what figures come to in the place of figures.
void settle(Formulas& formulas, const Formula& formula, const cel::Node& original,
            cel::Node& copy) {
  if (const auto value = formulas.constant(formula, original, formulas.days().front())) {
    copy.kind = cel::NodeKind::name;
    copy.text = cel::to_string(*value);
    copy.children.clear();
    return;
  }
  for (std::size_t i = 0; i < original.children.size(); ++i) {
    settle(formulas, formula, *original.children[i], *copy.children[i]);
  }
}

/// Of which dossiers of a kind a pack speaks, as text; nothing where that could not be read.
std::optional<std::string> applies_to(const Pack& pack, const std::string& kind) {
  const auto condition = pack.applies.find(kind);
  if (condition == pack.applies.end()) return "true";
  Formulas formulas(pack);
  const auto* formula = formulas.of(condition->second);
  if (formula == nullptr) return std::nullopt;
  const auto copy = cel::clone(*formula->root);
  settle(formulas, *formula, *formula->root, *copy);
  return cel::print(*copy);
}

/// The first kind of whose dossiers both speak under the same condition.
const Kind* common_kind(const Pack& left, const Pack& right) {
  for (const auto& kind : left.kinds) {
    const auto& name = kind->shape.name;
    const bool both = std::any_of(right.kinds.begin(), right.kinds.end(),
                                  [&](const auto& other) { return other->shape.name == name; });
    if (!both) continue;
    const auto condition = applies_to(left, name);
    if (condition && condition == applies_to(right, name)) return kind.get();
  }
  return nullptr;
}

void look_at_pair(const Pack& first, const Pack& second, Diagnostics& diagnostics) {
  if (!overlap(first, second)) return;
  const auto place = [](const Pack& pack, std::string_view key) {
    const NodeId node = find_path(*pack.document, {"policy", key});
    return node == no_node ? pack.place : pack.document->place(node);
  };
  if (!first.number.empty() && normalized_name(first.number) == normalized_name(second.number)) {
    diagnostics
        .add("lint-same-policy", place(second, "number"),
             {{"pack", same(second.id)}, {"other", same(first.id)}, {"number", same(first.number)}})
        .related.push_back({{"同时有效", "in force at the same time"}, place(first, "number")});
    return;
  }
  const auto* kind = common_kind(first, second);
  if (kind == nullptr) return;
  diagnostics
      .add("lint-overlapping-terms", place(second, "in_force"),
           {{"pack", same(second.id)}, {"other", same(first.id)}, {"kind", kind->shape.label}})
      .related.push_back({{"同时有效", "in force at the same time"}, place(first, "in_force")});
}

}  // namespace

void lint_terms(Linter& linter) {
  look_at_term(linter);
  for (const auto& parameter : linter.pack.parameters) {
    DatedLint(linter, parameter).look();
    look_at_list(linter, parameter);
  }
  for_each_rule(linter.pack, [&](const Rule& rule) { look_at_due(linter, rule); });
}

void lint_overlaps(const Packs& packs, const std::vector<std::string>& folders,
                   Diagnostics& diagnostics) {
  const auto wanted = [&](const std::string& name) {
    return std::find(folders.begin(), folders.end(), name) != folders.end();
  };
  const auto& all = packs.impl().folders;
  for (auto first = all.begin(); first != all.end(); ++first) {
    for (auto second = std::next(first); second != all.end(); ++second) {
      const bool looked_at = wanted(first->first) || wanted(second->first);
      if (!looked_at || !first->second.pack || !second->second.pack) continue;
      // The one that was asked about is the one to be put right.
      const bool swapped = !wanted(second->first);
      const Pack& left = swapped ? *second->second.pack : *first->second.pack;
      const Pack& right = swapped ? *first->second.pack : *second->second.pack;
      look_at_pair(left, right, diagnostics);
    }
  }
}

}  // namespace guiju
