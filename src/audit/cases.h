#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "assess/finding.h"
#include "audit/edit.h"
#include "diag/diagnostic.h"
#include "pack/pack.h"

namespace guiju {

/// A base with what a case changes in it: one dossier, or several.
struct EditedBase {
  std::string base;
  std::vector<Edit> edits;     ///< in the order in which they were made
  std::vector<Tree> dossiers;  ///< when all are made
};

/// What a case says one rule must come to. What is not there is not looked at.
struct Expectation {
  std::string rule;            ///< id; of a rule of the pack unless a diagnostic said otherwise
  Place place;
  std::optional<Outcome> outcome;
  std::optional<Strength> strength;
  std::optional<std::int64_t> found, required, gap, findings;
  std::optional<std::string> subject;
  std::optional<std::string> at;   ///< path of the value that a finding must point to
  std::vector<std::string> missing;
};

/// Dossiers with the outcome each rule must have.
struct Case {
  std::string name;
  Place place;
  std::optional<std::int64_t> as_of;  ///< days
  std::vector<EditedBase> bases;
  std::vector<Expectation> expected;
  std::set<std::string> diagnostics;  ///< ids that must come
  std::string report;                 ///< file beside the pack that holds the report; may be empty
  Place report_place;

  /// All dossiers of the case, in order.
  std::vector<const Tree*> dossiers() const;
};

/// A cases.yaml as data. Owns the text that places point into.
struct CaseFile {
  std::unique_ptr<SourceFile> source;
  std::map<std::string, Tree, std::less<>> bases;
  std::vector<Case> cases;
  std::uint32_t indent = 0;  ///< spaces before the dash of each case
};

/// Reads the cases of `pack` from `file` (its cases.yaml). Every mistake is a diagnostic.
CaseFile read_cases(const Pack& pack, const RulesFile& file, Diagnostics& diagnostics);

/// The cases.yaml of a pack among `files`; null if there is none.
const RulesFile* find_cases(const std::vector<RulesFile>& files, const std::string& pack);

}  // namespace guiju
