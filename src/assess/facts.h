#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "assess/evaluate.h"
#include "assess/ledger.h"

namespace guiju {

/// What a rule needs to remember of one element of one dossier to conclude, also across dossiers.
/// Texts, keys and missing fields are numbers of a ledger.
struct Fact {
  std::uint32_t dossier = 0;            ///< its index in the report
  NodeId node = no_node;                ///< where it stands
  Ledger::Number key = Ledger::none;    ///< of unique, match, group; else none
  Ledger::Number distinct = Ledger::none;  ///< a text; none where it is not known
  Ledger::Number missing = Ledger::none;
  std::uint32_t index : 29 = 0;         ///< of the element in its list
  Truth counts : 2 = Truth::yes;        ///< whether it keeps `where`
  bool has_distinct : 1 = false;        ///< the rule has `distinct`

  /// No list has more elements: a document has fewer nodes.
  static constexpr std::uint32_t most_elements = (std::uint32_t{1} << 29) - 1;
};
/// A rule on a large dossier keeps as many as there are members.
static_assert(sizeof(Fact) == 24);

/// What one rule found in one dossier.
struct Facts {
  std::uint32_t dossier = 0;            ///< index in the report
  Truth applies = Truth::yes;           ///< the rule's `when`
  Truth listed = Truth::yes;            ///< unknown where the list itself is not there
  NodeId list = no_node;                ///< where the list stands
  /// The key as far as it is known without an element; none where the list is there.
  Ledger::Number list_key = Ledger::none;
  Ledger::Number missing = Ledger::none;  ///< for `when` and the list
  std::vector<Fact> facts;
  /// The list itself, as long as the dossier is at hand; null for facts that were kept without it.
  const cel::List* elements = nullptr;
};

/// What one rule found in all dossiers it looks at, in their order.
struct RuleFacts {
  Ledger ledger;
  std::vector<Facts> own;        ///< of dossiers that its `when` does not leave out
  std::vector<Facts> partners;   ///< of match
  /// For each key of a group whose universe is gathered from dossiers: a fact for each value.
  std::vector<std::vector<Facts>> universe;
  std::uint32_t not_applicable = 0;       ///< dossiers that its `when` leaves out
  std::optional<std::uint32_t> first_own;      ///< the first dossier of the rule's kind
  std::optional<std::uint32_t> first_partner;  ///< the first of its partner's kind

  /// For the next rule: texts keep their numbers.
  void clear();
};

/// The parts that a rule looks at: it may look at one dossier in several of them.
enum class Side : std::uint8_t {
  own,
  partner,
  universe,  ///< the first of the keys; those of the others follow
};

/// The universe of key `i` of a group.
Side universe_side(std::size_t i);

/// Calls `visit` with each side of `rule` that looks at dossiers of `kind`, in order. Of a universe
/// that is not gathered from dossiers, none.
template <typename Visit>
void for_each_side(const Rule& rule, const Kind* kind, Visit visit) {
  if (rule.select.kind == kind) visit(Side::own);
  if (rule.form == Form::match && rule.match.partner.kind == kind) visit(Side::partner);
  for (std::size_t i = 0; i < rule.group.size(); ++i) {
    const GroupKey& key = rule.group[i];
    if (key.universe && key.universe_kind == kind) visit(universe_side(i));
  }
}

/// Gathers the elements of one side of a rule in one dossier, with their keys.
Facts gather(Evaluator& evaluator, const Rule& rule, Side side, Ledger& ledger);

/// Puts facts where they belong. Dossiers must come in order.
void add(RuleFacts& all, const Rule& rule, Side side, Facts facts);

/// Whether what `gather` finds in a dossier rests on the day of judgement: on the day itself, or on
/// figures and lists that change with it.
bool rests_on_day(const Rule& rule, Side side, const Dossier& dossier);

/// A value of an expression of type `type` in words.
Localized words_for_value(const Packs& packs, const cel::Type* type, const cel::Value& value);
/// A part of a key in words; only for one that is known.
Localized words_for(const Ledger& ledger, std::size_t position, Ledger::Number text);

/// Facts of a side of a rule in the numbers of another ledger.
Facts copy_facts(Facts facts, const Rule& rule, Side side, const Ledger& from, Ledger& to);

/// Whether facts in numbers of `ledger` could be what `gather` finds on this side of the rule: for
/// those that come from outside.
bool are_of(const Facts& facts, const Rule& rule, Side side, const Ledger& ledger);

}  // namespace guiju
