#include "audit/recognise.h"

#include <algorithm>

#include "assess/dossier.h"
#include "text/unicode.h"

namespace guiju {
namespace {

template <typename Accept>
bool any_kind(const Packs& packs, Accept accept) {
  return std::any_of(packs.kinds().begin(), packs.kinds().end(),
                     [&](const Kind* kind) { return accept(kind->shape); });
}

/// Written just as its name or label: nearly every dossier, told without normalising names.
bool says_kind(const Packs& packs, std::string_view written) {
  return any_kind(packs, [&](const RecordShape& shape) {
    return written == shape.name || written == shape.label.zh;
  });
}

bool says_nearly_kind(const Packs& packs, std::string_view written) {
  return any_kind(packs, [&](const RecordShape& shape) {
    const std::string_view names[] = {shape.name, shape.label.zh, shape.label.en};
    return nearest(written, names).has_value();
  });
}

bool has_mostly_fields_of(const RecordShape& shape, const Document& document, NodeId mapping) {
  std::uint32_t known = 0;
  for_each_entry(document, mapping, [&](NodeId key, NodeId) {
    if (shape.find(document.text(key)) >= 0) ++known;
  });
  return known >= 2 && 2 * known >= document.count(mapping);
}

/// A list is one of dossiers if its first element is one: somebody left out the `---`.
NodeId first_mapping(const Document& document) {
  const NodeId root = document.root();
  const bool list = document.kind(root) == NodeKind::sequence && document.count(root) > 0;
  const NodeId first = list ? document.first(root) : root;
  return document.kind(first) == NodeKind::mapping ? first : no_node;
}

bool names_policy(const Packs& packs, const Document& document, const Claim& claim) {
  return std::any_of(claim.policies.begin(), claim.policies.end(),
                     [&](NodeId policy) { return packs.find(document.text(policy)) != nullptr; });
}

bool may_be_dossier(const Packs& packs, const Document& document) {
  const Claim claim = read_claim(document);
  if (claim.kind != no_node) {
    const auto written = document.text(claim.kind);
    const bool chinese_key = document.text(document.key_of(claim.kind)) != kind_keys[0];
    if (chinese_key || says_kind(packs, written) || says_nearly_kind(packs, written)) return true;
  }
  if (names_policy(packs, document, claim)) return true;
  const NodeId mapping = first_mapping(document);
  return mapping != no_node && any_kind(packs, [&](const RecordShape& shape) {
           return has_mostly_fields_of(shape, document, mapping);
         });
}

}  // namespace

bool may_be_dossier(const Packs& packs, const std::vector<Document>& documents) {
  return std::any_of(documents.begin(), documents.end(),
                     [&](const Document& document) { return may_be_dossier(packs, document); });
}

}  // namespace guiju
