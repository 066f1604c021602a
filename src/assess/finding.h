#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "pack/pack.h"

namespace guiju {

/// In place of an index of a dossier: the audit as a whole, or a file that could not be read.
inline constexpr std::uint32_t no_dossier = 0xFFFFFFFF;

/// What a rule concluded about one subject. Undecided is not a pass: the papers do not say.
enum class Outcome : std::uint8_t { satisfied, violated, departed, undecided, not_applicable };
inline constexpr std::size_t outcome_count = 5;

std::string_view name_of(Outcome outcome);  ///< `not_applicable`
Localized words_for(Outcome outcome);       ///< 不适用 / not applicable

/// A number of things found, held against bounds. Where elements could not be decided, the
/// number lies between `found_least` and `found_most`.
struct Quantity {
  std::int64_t found_least = 0;
  std::int64_t found_most = 0;
  std::optional<std::int64_t> min;  ///< both set and equal: exactly
  std::optional<std::int64_t> max;
  Localized unit;                   ///< 家 / institutions; may be empty

  /// How many are lacking (positive) or too many (negative); 0 where the bounds are kept.
  std::int64_t gap() const;
};

/// One comparison that failed, in the words of the kind: what was found in which field, and what
/// it had to be.
struct Comparison {
  Localized what;         ///< label of the field, else the expression's text
  /// `>=`, `==`, `in`, `contains`, `has`, …; `file`: the file named in `found` is not there; empty
  /// for a bare condition.
  std::string operation;
  bool negated = false;   ///< it holds, and should not
  Localized found;
  Localized required;
  std::string text;       ///< the expression as the pack writes it
  Place place;            ///< of the value found; may be unknown
};

/// A field that the rule needed and the dossier does not have.
struct MissingInformation {
  std::string path;   ///< from the dossier's root, in the words of the kind: `members[3].unit.level`
  Localized field;    ///< label of the field
  Localized holder;   ///< what should have it: the title or label of the nearest record
  Place place;        ///< of that record
};

/// A departure from an in-principle rule, as the dossier justifies it.
struct Justification {
  std::string rule;        ///< address or id, as the dossier writes it
  std::string subject;     ///< empty: the rule as a whole
  std::string reason, approved_by, number, date;
  Place place;
};

/// How a matter stands to an earlier run, whose baseline the caller gave.
enum class Novelty : std::uint8_t {
  unsaid,  ///< no baseline was given
  fresh,   ///< it was not there
  known,   ///< it was there already, and does not count
};

/// A rule's conclusion about one subject that is worth reporting: everything but satisfied and
/// not applicable. It speaks about the dossier; trouble with reading is a Diagnostic.
struct Finding {
  const Rule* rule = nullptr;  ///< never null; the packs outlive every finding
  Outcome outcome = Outcome::violated;
  std::uint32_t dossier = 0;   ///< index into Report::dossiers; no_dossier: the audit as a whole
  Localized subject;           ///< empty: the dossier itself
  std::string identity;        ///< rule + dossier + subject; stable when lines move
  Place place;
  std::optional<Quantity> quantity;      ///< for count and group
  std::vector<Comparison> comparisons;   ///< for require
  std::vector<RelatedPlace> related;     ///< other places that belong to the fault (the double, say)
  std::vector<RelatedPlace> counted;     ///< for count and group: what was counted, each its subject
  std::uint32_t counted_left_out = 0;    ///< counted places beyond the limit
  std::vector<MissingInformation> missing;
  std::optional<Justification> justification;
  std::vector<Argument> shown;           ///< the rule's `show`, for message and fix
  Novelty novelty = Novelty::unsaid;
};

/// What one rule came to in one dossier, all its subjects together; also where nothing is wrong.
struct RuleResult {
  const Rule* rule = nullptr;
  std::uint32_t dossier = 0;             ///< no_dossier for a rule across the audit
  Outcome outcome = Outcome::satisfied;  ///< the gravest among the subjects
  std::array<std::uint32_t, outcome_count> tally{};  ///< subjects by outcome
  std::optional<Quantity> quantity;
  Localized note;                        ///< why it was not judged, or how far it is; often empty
};

/// What a person answered to a question.
struct Answer {
  bool kept = true;        ///< the clause is kept, as far as the question goes
  std::string by, date;    ///< who answered, and when (YYYY-MM-DD)
  std::string note;        ///< may be empty
  Place place;             ///< in the answers file
};

/// A question that only a person can answer.
struct ReviewItem {
  const Review* review = nullptr;  ///< never null
  std::uint32_t dossier = 0;
  std::optional<Answer> answer;    ///< none: open
  struct Look {
    Localized what;    ///< label of the field
    Localized value;   ///< what stands there, short; empty where it is a whole record
    Place place;       ///< unknown where the dossier does not have it
  };
  std::vector<Look> look_at;
};

}  // namespace guiju
