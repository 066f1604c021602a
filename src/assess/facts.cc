#include "assess/facts.h"

#include <algorithm>

#include "assess/describe.h"

namespace guiju {
namespace {

constexpr char separator = '\x1f';  // cannot stand in a key's text: to_string escapes it

Fact gather_one(Evaluator& evaluator, const Selection& selection,
                const std::vector<const Expression*>& key, const Expression* distinct,
                const std::string& owner) {
  Fact fact;
  fact.key.reserve(key.size());
  MissingSet missing;
  fact.counts = evaluator.decide(selection.where, owner, missing);
  if (fact.counts == Truth::no) return fact;
  for (const Expression* part : key) {
    const Evaluated evaluated = evaluator.evaluate(*part, owner);
    missing.add(evaluated.missing);
    fact.key.push_back(key_part(part->program->type(), evaluated));
  }
  if (distinct != nullptr && *distinct) {
    const Evaluated evaluated = evaluator.evaluate(*distinct, owner);
    missing.add(evaluated.missing);
    fact.distinct = key_part(distinct->program->type(), evaluated);
    fact.has_distinct = true;
  }
  fact.missing = missing.all();
  return fact;
}

/// What is known of the key of elements nobody knows: with a value missing in the element's place,
/// only the parts that do not ask for it have a value.
Key key_without_element(Evaluator& evaluator, const std::vector<const Expression*>& key,
                        const cel::Value& missing, const std::string& owner) {
  evaluator.set_element(missing);
  Key known;
  for (const Expression* part : key) {
    known.push_back(key_part(part->program->type(), evaluator.evaluate(*part, owner)));
  }
  return known;
}

}  // namespace

bool fully_known(const Key& key) {
  return std::all_of(key.begin(), key.end(), [](const KeyPart& part) { return part.known; });
}

bool compatible(const Key& left, const Key& right) {
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i].known && right[i].known && left[i].text != right[i].text) return false;
  }
  return true;
}

std::string joined(const Key& key) {
  std::string all;
  for (const auto& part : key) (all += part.text) += separator;
  return all;
}

KeyPart key_part(const cel::Type* type, const Evaluated& evaluated) {
  KeyPart part;
  part.known = evaluated.known();
  if (!part.known) return part;
  part.text = cel::to_string(evaluated.value);
  part.value = evaluated.value;
  part.type = type;
  return part;
}

Localized words_for_value(const Packs& packs, const cel::Type* type, const cel::Value& value) {
  FieldType enumeration;
  enumeration.enumeration = packs.enum_of(type);
  enumeration.base = FieldType::Base::enumeration;
  return words_of(packs, value, enumeration.enumeration == nullptr ? nullptr : &enumeration);
}

Localized words_for(const Packs& packs, const KeyPart& part) {
  return words_for_value(packs, part.type, part.value);
}

Facts gather(Evaluator& evaluator, const Selection& selection, const Expression* when,
             const std::vector<const Expression*>& key, const Expression* distinct,
             const std::string& owner) {
  const Dossier& dossier = evaluator.dossier();
  Facts facts;
  facts.dossier = dossier.index;
  MissingSet missing;
  if (when != nullptr) facts.applies = evaluator.decide(*when, owner, missing);
  if (facts.applies == Truth::no) return facts;
  if (!selection.each) {
    Fact fact = gather_one(evaluator, selection, key, distinct, owner);
    fact.node = dossier.document->root();
    fact.dossier = dossier.index;
    if (fact.counts != Truth::no) facts.facts.push_back(std::move(fact));
    facts.missing = missing.all();
    return facts;
  }
  const Evaluated list = evaluator.evaluate(selection.each, owner);
  missing.add(list.missing);
  facts.missing = missing.all();
  if (!list.value.is(cel::Kind::list)) {
    facts.listed = Truth::unknown;
    facts.list_key = key_without_element(evaluator, key, list.value, owner);
    return facts;
  }
  if (list.value.origin != cel::no_origin) facts.list = list.value.origin;
  const auto& elements = list.value.list->elements;
  facts.facts.reserve(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    evaluator.set_element(elements[i]);
    Fact fact = gather_one(evaluator, selection, key, distinct, owner);
    if (fact.counts == Truth::no) continue;
    fact.dossier = dossier.index;
    fact.index = i;
    fact.element = elements[i];
    fact.node = elements[i].origin == cel::no_origin ? facts.list : elements[i].origin;
    facts.facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace guiju
