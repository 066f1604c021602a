#include "report/report.h"

namespace guiju {

namespace {

/// Levels and strengths both run from the strictest to the mildest.
bool reaches(Strength strength, Threshold::Level level) {
  switch (level) {
    case Threshold::Level::must:
      return strength == Strength::must;
    case Threshold::Level::in_principle:
      return strength != Strength::encouraged;
    case Threshold::Level::encouraged:
      return true;
    case Threshold::Level::never:
      return false;
  }
  return true;
}

}  // namespace

Severity severity_of(const Finding& finding) {
  const bool binding = finding.rule->strength != Strength::encouraged;
  if (finding.outcome == Outcome::violated) return binding ? Severity::error : Severity::note;
  if (finding.outcome == Outcome::undecided) return binding ? Severity::warning : Severity::note;
  return Severity::note;
}

bool counts(const Finding& finding, const Threshold& threshold) {
  if (finding.novelty == Novelty::known) return false;
  const auto strength = finding.rule->strength;
  if (finding.outcome == Outcome::violated) return reaches(strength, threshold.level);
  // What an in-principle rule lacks is shown but not held against the dossier.
  return finding.outcome == Outcome::undecided && threshold.undecided_counts &&
         strength == Strength::must && threshold.level != Threshold::Level::never;
}

bool counts(const InputDiagnostic& diagnostic, const Threshold& threshold) {
  if (diagnostic.novelty == Novelty::known) return false;
  return severity_of(diagnostic.diagnostic) == Severity::error &&
         threshold.level != Threshold::Level::never;
}

Severity severity_of(const ReviewItem& item) {
  const bool rejected = item.answer && !item.answer->kept;
  return rejected && item.review->clause->strength != Strength::encouraged ? Severity::error
                                                                           : Severity::note;
}

bool counts(const ReviewItem& item, const Threshold& threshold) {
  if (!item.answer) {
    return threshold.open_review_counts && threshold.level != Threshold::Level::never;
  }
  return !item.answer->kept && reaches(item.review->clause->strength, threshold.level);
}

Localized words_for_verdict(bool kept) {
  return kept ? Localized{"符合", "kept"} : Localized{"不符合", "not kept"};
}

Matter matter_of(const Finding& finding, std::string_view file) {
  Matter matter{finding.identity, finding.rule->address, std::string(file), finding.subject, {}};
  // Later, nobody has the rule at hand: what it demands is said with what was found.
  const Localized& says = finding.rule->clause->says;
  matter.sentence = {says.zh + "：" + sentence_of(finding, Language::zh),
                     says.en + ": " + sentence_of(finding, Language::en)};
  return matter;
}

Matter matter_of(const InputDiagnostic& entry) {
  const auto& diagnostic = entry.diagnostic;
  Matter matter{{}, std::string(diagnostic.id), diagnostic.place.file, {}, {}};
  matter.sentence = {message_of(diagnostic, Language::zh), message_of(diagnostic, Language::en)};
  matter.identity = matter.id + "|" + matter.file + "|" + matter.sentence.en;
  return matter;
}

}  // namespace guiju
