#pragma once
#include <optional>
#include <ostream>
#include <vector>

#include "report/difference.h"
#include "report/outcome_changes.h"

namespace guiju {

/// What two packs differ in, and what that means for dossiers where any were given.
struct DifferenceReport {
  Difference difference;
  std::optional<OutcomeChanges> outcomes;
};

/// A way to write it. Help, option check and dispatch read the table of these.
struct DifferenceFormat {
  std::string_view name;
  void (*render)(const DifferenceReport&, const RenderOptions&, std::ostream&);
};
const std::vector<DifferenceFormat>& difference_formats();

// ---- words that the formats share ----

/// 旧、新 of two versions; 甲、乙 of two policies.
struct SideNames {
  Localized before, after;
};
SideNames names_of(const Difference& difference);
/// `zhejiang-2024 1.0.0`, and how the caller called it where that says more.
std::string called(const ComparedPack& side, Language language);
/// 新增, 删去, 改名, 改动, 相同; a clause is renumbered rather than renamed.
Localized words_for(const Change& change);
/// `二.7`, or `二.7 → 二.8`.
std::string ids_of(const Change& change);
/// `符合 → 违反（2处）`.
std::string words_of(const OutcomeChange& change, Language language);
/// What a dossier is called: its kind and title.
std::string title_of(const DossierChange& change, Language language);
/// `只按新`: which of the packs gives it; empty where both do.
std::string words_of(const DiagnosticChange& change, const Difference& difference,
                     Language language);
/// `通过 → 不通过`, with what to know about the day of judgement.
std::string standing_of(const DossierChange& change, const Difference& difference,
                        Language language);
/// `3份材料：1份结论改变（原来通过、现在不通过），…`.
std::string summary_of(const OutcomeChanges& changes, Language language);

}  // namespace guiju
