#pragma once
#include <vector>

#include "model.h"

namespace reference {

/// Random numbers that are the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// From 0 to `end`, without `end`.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }
  bool chance(std::size_t of_hundred) { return below(100) < of_hundred; }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t state_;
};

/// A pack with every form of rule now and then, within dossiers and across.
Pack generate_pack(Random& random);
/// How much of what could be told dossiers tell.
enum class Papers : std::uint8_t { complete, any };
/// What a pack may judge together: some dossiers.
std::vector<Dossier> generate_dossiers(Random& random, const Pack& pack,
                                       Papers papers = Papers::any);
/// Dossiers for the pack, and perhaps a day of judgement.
Audit generate_audit(Random& random, const Pack& pack, Papers papers = Papers::any);
/// An element for a list of a dossier, with every field; `tag` is its title.
Record generate_unit(Random& random, const std::string& tag);
/// Any condition on a unit called `as`, without a look at lists.
Expression generate_plain_condition(Random& random, const std::string& as);
/// `m.FIELD OPERATOR CONSTANT`
Expression generate_comparison(Random& random, const std::string& as);
/// Fills in one of the fields that a dossier lacks or that cannot be read, if there is one.
void fill_one(Random& random, Dossier& dossier);
/// Fills in these paths. False if the dossier has none of them.
bool fill_asked(Random& random, Dossier& dossier, const std::set<std::string>& asked);

}  // namespace reference
