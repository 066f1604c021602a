#pragma once
#include <functional>
#include <string>
#include <vector>

#include "report/difference.h"

namespace guiju {

// What `compare_packs` is made of.

/// Anything that two packs may both have.
struct Thing {
  Subject subject = Subject::clause;
  std::string id;
  Localized says;
  Place place;
  std::vector<Part> parts;
  std::vector<Thing> within;
};

/// The kinds of dossiers of a pack, and the types and enumerations they lead to.
std::vector<Thing> shapes_of(const Pack& pack);
/// The tables with their dated lists and rows.
std::vector<Thing> tables_of(const Packs& packs);

/// Indexes of a thing before and after; -1 where there is none.
struct Pairing {
  int before = -1, after = -1;
};
/// A key by which things are one and the same; an empty one holds nothing together.
using Key = std::function<std::string(const Thing&)>;
/// Pairs things by the first key, then those left over by the next, and so on. In the order of
/// `after`; what has no counterpart there follows what it used to follow.
std::vector<Pairing> pair_up(const std::vector<Thing>& before, const std::vector<Thing>& after,
                             const std::vector<Key>& keys);

/// The id, and everything but the id and the clause: two keys for `pair_up`.
std::string id_of(const Thing& thing);
std::string content_of(const Thing& thing);

std::vector<Alteration> compare_parts(const std::vector<Part>& before,
                                      const std::vector<Part>& after);
/// The same with the parts that have not changed: for things laid side by side.
std::vector<Alteration> all_parts(const std::vector<Part>& before, const std::vector<Part>& after);
/// The change between two things, `within` aside; either may be null, but not both.
Change compare_things(const Thing* before, const Thing* after);
/// Compares by these keys, and what is within by id. What has not changed is left out.
std::vector<Change> compare_all(const std::vector<Thing>& before, const std::vector<Thing>& after,
                                const std::vector<Key>& keys);

}  // namespace guiju
