#pragma once
#include <map>
#include <string>
#include <vector>

#include "audit/cases.h"
#include "diag/diagnostic.h"
#include "pack/pack.h"
#include "report/explanation.h"
#include "report/parts.h"

namespace guiju {

// What `guiju explain` is made of: one file for each sort of thing that can be explained.

/// The cases of the packs at hand, each read when it is first asked for. Mistakes in them are
/// diagnostics.
class CaseShelf {
 public:
  CaseShelf(const std::vector<RulesFile>& files, Diagnostics& diagnostics)
      : files_(files), diagnostics_(diagnostics) {}
  /// Null where the pack has none.
  const CaseFile* of(const Pack& pack);

 private:
  const std::vector<RulesFile>& files_;
  Diagnostics& diagnostics_;
  std::map<const Pack*, CaseFile> read_;
};

/// Everything that explaining needs beside the thing itself.
struct Surroundings {
  const Packs& packs;
  CaseShelf& cases;
  Language language;
};

Explanation explain_rule(const Rule& rule, const Surroundings& around);
Explanation explain_clause(const Clause& clause, const Surroundings& around);
Explanation explain_review(const Review& review, const Surroundings& around);
Explanation explain_entry(const CatalogEntry& entry, Language language);

/// A field of a kind of dossier, or of a type that kinds are made of.
struct FieldName {
  const RecordShape* shape = nullptr;
  std::uint32_t field = 0;
  /// Where dossiers have it: the pack, the kind, and the path from the kind: `members.unit.level`.
  struct Way {
    const Pack* pack;
    const Kind* kind;
    std::string path;
  };
  std::vector<Way> ways;  ///< never empty
};

/// `zhejiang-2024/SpecialtyAlliance.members`
std::string address_of(const FieldName::Way& way);

/// The fields that words may mean: a path by names or labels (`members.unit.level`, `成员单位`),
/// also the end of one, with the kind before it or not, with the pack before that or not. Those
/// of which it is the whole path, if there are any, else those of which it is the end.
std::vector<FieldName> find_fields(const Packs& packs, const std::string& words);
Explanation explain_field(const FieldName& name, const Surroundings& around);

// ---- what several of them say ----

/// The strength and what makes it so.
void add_strength(Explanation& explanation, Strength strength, const Clause& clause);
/// The heading that a clause stands under, and the clauses before and after it.
void add_context(Explanation& explanation, const Clause& clause);
/// The smallest case in which a rule is not kept, and what mends it.
void add_breach(Explanation& explanation, const Rule& rule, const Surroundings& around);
void add_place(Explanation& explanation, const Place& place);

}  // namespace guiju
