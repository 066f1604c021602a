#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "assess/dossier.h"
#include "assess/facts.h"
#include "diag/diagnostic.h"

namespace guiju {

/// Whether a file that a dossier names as evidence lies in or below the dossier's folder, links
/// followed.
enum class FileCheck : std::uint8_t { there, not_there, outside };
FileCheck check_file(const std::string& folder, const std::string& file);

/// A file that was looked for, beside the dossier itself: a judgement rests on it as well.
struct LookedFor {
  std::string folder, file;
  FileCheck found = FileCheck::there;
};

/// What judging came to. Findings hold everything but satisfied and not applicable; results hold
/// every rule that was judged, or could not be and why.
struct Assessment {
  std::vector<Finding> findings;
  std::vector<RuleResult> results;
  std::vector<ReviewItem> review;
  Diagnostics diagnostics;     ///< about justifications, and about expressions that failed
  std::vector<LookedFor> looked_for;
};

/// Which rules to judge; none given: all.
using RuleFilter = std::function<bool(const Rule&)>;

/// Judges one dossier by the rules of its pack that look at one dossier alone, and lists what is
/// left to a person. Required fields that no finding names become diagnostics.
Assessment assess(const Packs& packs, Dossier& dossier, const RuleFilter& wanted);

/// The dossiers of an audit, for those who judge across them.
class Dossiers {
 public:
  virtual ~Dossiers() = default;
  /// The dossier of this index in the report, as the pack at hand sees it; never null. Throws
  /// DossierGone where it cannot be had any more.
  virtual std::shared_ptr<const Dossier> at(std::uint32_t index) = 0;
  /// The departures it justifies; null where it justifies none.
  virtual Justifications* justifications(std::uint32_t index) = 0;
  /// Calls `visit` with each place in `indices`, in order, when the dossier of that index will be
  /// asked for; those that come later may be read meanwhile.
  virtual void in_turn(std::span<const std::uint32_t> indices,
                       const std::function<void(std::size_t)>& visit) {
    for (std::size_t i = 0; i < indices.size(); ++i) visit(i);
  }

  /// What judging over them has taken so far of what it may take (pack/limits.h).
  struct Taken {
    std::uint64_t groups = 0, pairs = 0;
  };
  Taken taken;
};

/// A dossier that was judged cannot be read again, or is another than it was.
class DossierGone : public std::runtime_error {
 public:
  explicit DossierGone(std::uint32_t dossier)
      : std::runtime_error("a dossier is gone"), dossier_(dossier) {}
  std::uint32_t dossier() const { return dossier_; }  ///< its index in the report

 private:
  std::uint32_t dossier_;
};

/// What one side of a rule across dossiers needs to know of one dossier.
struct Share {
  const Rule* rule = nullptr;
  Side side = Side::own;
  std::uint32_t dossier = 0;  ///< its index in the report
  /// What was found, in numbers of the maker's ledger. None where it rests on the audit's day, which
  /// is known only when all dossiers are.
  std::optional<Facts> found;
};

/// What the rules across dossiers need to know of one, as facts. `day_known`: the audit's day is the
/// dossier's day of judgement.
std::vector<Share> shares_of(const Packs& packs, const Dossier& dossier, const RuleFilter& wanted,
                             bool day_known, Ledger& ledger, Diagnostics& diagnostics);
/// The facts of a share that rests on the day. `dossier` is the share's, by its index in the report;
/// `as_of` the audit's day, in days.
Facts facts_of(const Packs& packs, const Share& share, const Dossier& dossier, std::int64_t as_of,
               Ledger& ledger, Diagnostics& diagnostics);

/// Concludes a rule across dossiers over the facts of all. `as_of` is the audit's day, in days. `any`
/// is the index of a dossier of the rule's pack.
Assessment assess_across(const Packs& packs, const Rule& rule, RuleFacts& facts,
                         Dossiers& dossiers, std::uint32_t any, std::int64_t as_of);

/// Reports justifications that are incomplete, unused, for a must rule or for no rule at all.
/// To be called when every rule has been judged, across dossiers too.
void check_justifications(const Pack& pack, const Justifications& justifications,
                          Diagnostics& diagnostics);

}  // namespace guiju
