#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "assess/evaluate.h"

namespace guiju {

/// One value of a key.
struct KeyPart {
  bool known = false;
  std::string text;                   ///< canonical: equal values have equal texts
  cel::Value value;                   ///< valid as long as its dossier
  const cel::Type* type = nullptr;    ///< of the expression that gave it
  bool operator==(const KeyPart& other) const {
    return known == other.known && text == other.text;
  }
};
using Key = std::vector<KeyPart>;

bool fully_known(const Key& key);
/// True if the two could be equal, whatever their unknown parts turn out to be.
bool compatible(const Key& left, const Key& right);
/// The known texts as one string, for hashing. Only for keys that are fully known.
std::string joined(const Key& key);

/// What a rule needs to remember of one element of one dossier to conclude, also across dossiers.
struct Fact {
  std::uint32_t dossier = 0;          ///< index among the dossiers concluded over
  std::size_t index = 0;              ///< of the element in its list
  Truth counts = Truth::yes;          ///< whether it keeps `where`
  Key key;                            ///< of unique, match, group
  KeyPart distinct;                   ///< known and empty where the rule has no `distinct`
  bool has_distinct = false;
  std::vector<cel::Value> values;     ///< of a partner; valid as long as its dossier
  bool values_known = true;
  NodeId node = no_node;              ///< where it stands
  cel::Value element;                 ///< valid as long as its dossier
  std::vector<MissingInformation> missing;
};

/// What one rule found in one dossier.
struct Facts {
  std::uint32_t dossier = 0;          ///< index in the report
  Truth applies = Truth::yes;         ///< the rule's `when`
  Truth listed = Truth::yes;          ///< unknown where the list itself is not there
  NodeId list = no_node;              ///< where the list stands
  Key list_key;                       ///< the key as far as it is known without an element
  std::vector<Fact> facts;
  std::vector<MissingInformation> missing;  ///< for `when` and the list
};

/// Gathers the elements of a selection with their keys. `distinct` may be none.
Facts gather(Evaluator& evaluator, const Selection& selection, const Expression* when,
             const std::vector<const Expression*>& key, const Expression* distinct,
             const std::string& owner);

/// The value of an expression of type `type` as part of a key.
KeyPart key_part(const cel::Type* type, const Evaluated& evaluated);

/// A value of an expression of type `type` in words.
Localized words_for_value(const Packs& packs, const cel::Type* type, const cel::Value& value);
/// A part of a key in words; only for one that is known.
Localized words_for(const Packs& packs, const KeyPart& part);

}  // namespace guiju
