#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/parts.h"

namespace guiju {

/// What a pack is made of, and what may therefore change.
enum class Subject : std::uint8_t {
  figure,
  clause,
  rule,
  review,
  kind,
  type,
  field,
  enumeration,
  value,
  table,
  list,
  row,
};
std::string_view name_of(Subject subject);  ///< `figure`
Localized words_for(Subject subject);       ///< 数值 / figure

/// One part that is not what it was. Without `before` it is new, without `after` it is gone.
struct Alteration {
  std::string part;  ///< as in Part
  Localized label;
  Localized before, after;
  std::vector<Localized> removed, added;  ///< of lists whose other elements stayed
};

/// What became of one thing from one pack to the other.
struct Change {
  enum class Kind : std::uint8_t {
    added,
    removed,
    renamed,  ///< the same content under another id; where it stands may have changed
    changed,
    same,  ///< only where two policies are laid side by side
  };
  Kind kind = Kind::changed;
  Subject subject = Subject::clause;
  std::string before, after;      ///< ids; empty where there is none
  Localized says;                 ///< what it is, in a line; may be empty
  Place place;                    ///< in the later pack; of what was removed, in the earlier
  std::vector<Alteration> parts;  ///< of what was added or removed: all it has
  std::vector<Change> within;     ///< of a clause: rules, questions; of a kind: fields; …

  const std::string& id() const { return after.empty() ? before : after; }
};
std::string_view name_of(Change::Kind kind);  ///< `added`

/// One of the two packs that are compared.
struct ComparedPack {
  const Packs* packs = nullptr;  ///< all that `pack` needs; never null
  const Pack* pack = nullptr;    ///< never null
  std::string name;              ///< as the caller called it
};

/// Whether a part of a rule says where it stands or how it speaks, not what it asks for.
bool is_wording(const std::string& part);

/// What changed from one pack to another. Everything in it is in the order of the later pack,
/// with what was removed after what it used to follow.
struct Difference {
  ComparedPack before, after;
  bool one_policy = true;  ///< both are versions of one pack; else two policies side by side
  std::vector<Alteration> head;
  std::vector<Change> figures;
  std::vector<Change> clauses;  ///< with the changes of their rules and questions
  std::vector<Change> shapes;   ///< kinds of dossiers, types and enumerations
  std::vector<Change> tables;   ///< that fields refer to
  /// Rules that are one and the same: before and after.
  std::vector<std::pair<const Rule*, const Rule*>> rules;

  bool empty() const;
};

/// Compares two versions of one pack: clauses, rules and figures by id, and those that have only
/// been renamed by their content. Two packs of different id are two policies: their clauses have
/// the same numbers by accident, so clauses are counterparts if they share a rule's id, or are
/// worded alike; figures and rules are held together by name; and what is equal is listed too.
Difference compare_packs(ComparedPack before, ComparedPack after);

}  // namespace guiju
