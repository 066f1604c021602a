#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assess/finding.h"
#include "diag/diagnostic.h"
#include "document/document.h"
#include "pack/pack.h"

namespace guiju {

/// A field that its kind requires and the dossier lacks.
struct RequiredField {
  MissingInformation missing;
  const cel::Record* record;   ///< that should have it
  std::uint32_t field;         ///< its index there
  NodeId holder;               ///< where the record stands
};

/// The departures that a dossier justifies.
struct Justifications {
  std::vector<Justification> all;
  std::vector<bool> used;  ///< each: whether a rule has called for it
};

/// One document held against the shape of its kind in one pack: typed values with their places.
/// Borrows the document and the pack, which must outlive it. Values live in its own arena.
struct Dossier {
  const Document* document = nullptr;
  const Pack* pack = nullptr;
  const Kind* kind = nullptr;
  std::unique_ptr<cel::Arena> arena = std::make_unique<cel::Arena>();
  cel::Value root;                          ///< a record of the kind
  /// The records by whose names other dossiers may know them (RecordShape::identity), in document
  /// order.
  std::vector<const cel::Record*> named;
  std::vector<RequiredField> required;      ///< required fields that are not there
  Justifications justifications;
  std::optional<std::int64_t> own_date;     ///< days
  std::int64_t as_of = 0;                   ///< days; the day of judgement
  std::uint32_t index = 0;                  ///< in the report
  std::string identity;                     ///< stable: file and ordinal
  std::string folder;                       ///< of its file, for evidence that names files; empty: none
  Localized title;                          ///< may be empty
};

/// Reads `document` as a dossier of `kind`. Fields that are unknown, of the wrong type, or name
/// something that does not exist are diagnostics and count as missing.
Dossier shape(const Packs& packs, const Pack& pack, const Kind& kind, const Document& document,
              Diagnostics& diagnostics);

/// The same as far as `condition` asks, and without a word about mistakes: only the fields of the
/// kind that it reads, and the dossier's own date. For deciding whether a pack applies.
Dossier shape_for(const Expression& condition, const Pack& pack, const Kind& kind,
                  const Document& document);

/// What a document says of itself before its shape is known.
struct Claim {
  NodeId kind = no_node;                    ///< scalar; no_node if it does not say
  std::vector<NodeId> policies;
};
Claim read_claim(const Document& document);

}  // namespace guiju
