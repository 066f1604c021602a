#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "audit/cases.h"

namespace guiju {

/// What one rule came to in the whole of a run.
struct Came {
  Outcome outcome = Outcome::not_applicable;  ///< the gravest among its subjects
  std::vector<const Finding*> findings;
  std::optional<Quantity> quantity;

  /// The bound that the quantity is about: the one it fails, else the one it has.
  std::optional<std::int64_t> bound() const;
};
std::map<const Rule*, Came> outcomes_of(const Report& report);

/// The dossiers of a case as documents, to be judged as often as one likes.
class CaseDossiers {
 public:
  CaseDossiers(std::string name, const std::vector<const Tree*>& dossiers);

  /// Judged by `pack` and no other. Without `as_of` (days) by their own dates, else by the day on
  /// which the policy was issued, so that nothing depends on today (or from which it is in force, where that is not said).
  Report judge(const Packs& packs, const Pack& pack, std::optional<std::int64_t> as_of) const;
  const std::vector<Document>& documents() const { return documents_; }

 private:
  std::unique_ptr<SourceFile> source_;
  std::vector<Document> documents_;
  std::vector<Diagnostic> trouble_;  ///< with reading them, such as a limit reached
};

/// A case whose outcome was not the expected one.
struct CaseFailure {
  std::string name;
  Place place;                        ///< of the case in its file
  std::vector<Localized> differences; ///< each: what was expected, what came
};

/// Judges a case and compares; nothing among the differences means that it came out as expected.
CaseFailure run_case(const Packs& packs, const Pack& pack, const Case& one,
                     const CaseDossiers& dossiers);

struct CasesResult {
  std::uint32_t cases = 0;
  struct Ran {
    std::string name;
    Place place;
  };
  std::vector<Ran> all;               ///< in the order of the file
  std::vector<CaseFailure> failures;  ///< in the same order
  std::map<const Rule*, std::uint32_t> named;  ///< how many cases name each rule that is named
  std::vector<std::string> untouched; ///< addresses of rules that no case names
  std::uint32_t left_out = 0;         ///< cases that were not judged: they take too many steps

  bool passed() const { return failures.empty() && untouched.empty() && left_out == 0; }
};

/// Runs all cases of `pack`. `files` are those the pack was read from; reports that cases name
/// are looked for among them.
CasesResult run_cases(const Packs& packs, const Pack& pack, const CaseFile& cases,
                      const std::vector<RulesFile>& files);

/// The text report of a case as its file (`Case::report`) must hold it; in English where the file's
/// name ends in `.en.txt`, else in Chinese.
std::string case_report(const Packs& packs, const Pack& pack, const Case& one);

}  // namespace guiju
