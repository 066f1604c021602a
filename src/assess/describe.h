#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "assess/dossier.h"
#include "assess/group.h"

namespace guiju {

/// A value as a reader of the dossier knows it: labels for enumerations, names for rows of
/// tables and for records with a title, dates as 2024-10-31. `type` may be null.
Localized words_of(const Packs& packs, const cel::Value& value, const FieldType* type);

/// What messages call a record: the value its type's title leads to; empty if it has none.
Localized title_of(const Packs& packs, const Dossier& dossier, const cel::Value& record);

/// The groups that a dossier belongs to in statistics, in the order of its kind: of each field at
/// least one, not given where the dossier has no value; of a list one for each value.
std::vector<DossierGroup> groups_of(const Packs& packs, const Dossier& dossier);

/// What messages call an element of a list: its title, its value, or `成员第4项`.
Localized subject_of(const Packs& packs, const Dossier& dossier, const Selection& selection,
                     const cel::Value& element, std::size_t index);

/// How a node of the dossier is reached from its root in the words of the kind, such as
/// `members[3].unit.level`. `in_mapping` says whether it is the value of a key.
struct Located {
  std::string path;
  Localized nearest_title;  ///< of the innermost record around it that has a title, itself included
  Localized nearest_label;  ///< of the field that holds the innermost record
  bool in_mapping = false;
};
Located locate(const Packs& packs, const Dossier& dossier, NodeId node);

/// A place to point at for a node: the key, for a list or mapping that has one; else itself.
Place pointing_place(const Packs& packs, const Dossier& dossier, NodeId node);
/// The same of a node that was located.
Place pointing_place(const Dossier& dossier, NodeId node, const Located& located);

/// A field that is not there, for a report. `path` is used where the holder was computed.
MissingInformation describe_missing(const Packs& packs, const Dossier& dossier,
                                    const cel::RecordType* type, std::uint32_t field,
                                    std::uint32_t holder, std::string_view path);

/// An atom of an explanation in the words of the kind.
Comparison describe_atom(const Packs& packs, const Dossier& dossier, const cel::Atom& atom);

}  // namespace guiju
