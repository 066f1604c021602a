#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "assess/dossier.h"
#include "assess/ledger.h"

namespace guiju {

/// Three-valued truth. Unknown: the papers do not say.
enum class Truth : std::uint8_t { no, yes, unknown };

Truth both(Truth left, Truth right);

/// Missing fields without doubles, in the order in which they were met.
class MissingSet {
 public:
  void add(MissingInformation missing);
  void add(const std::vector<MissingInformation>& missing) {
    for (const auto& one : missing) add(one);
  }
  const std::vector<MissingInformation>& all() const { return all_; }
  bool empty() const { return all_.empty(); }

 private:
  bool is_known(const MissingInformation& missing);

  std::vector<MissingInformation> all_;
  /// What tells them apart, once they are many: those of all dossiers may be.
  std::unique_ptr<std::unordered_set<std::string>> known_;
};

/// What evaluating an expression came to.
struct Evaluated {
  cel::Value value;                          ///< error if there is none
  std::vector<MissingInformation> missing;   ///< why there is none, where fields were missing
  /// The values of `set_further`, by index, that were needed and are not known.
  std::vector<std::uint32_t> unknown_further;

  bool known() const { return !value.is(cel::Kind::error); }
};

/// Steps that judging has taken on this thread since it began, as cel::Budget counts them: for
/// those who bound the work of many judgements.
std::uint64_t steps_taken();
/// Counts work that is done outside of expressions.
void take_steps(std::uint64_t steps);

/// Evaluates the expressions of a pack over one dossier. Failures that are no missing field are
/// mistakes of the pack and become diagnostics, once for each rule.
class Evaluator {
 public:
  /// `as_of` is the day of judgement, in days. What expressions come to lives in `arena`, so that a
  /// dossier that is kept does not keep it too.
  Evaluator(const Packs& packs, const Dossier& dossier, std::int64_t as_of, cel::Arena& arena,
            Diagnostics& diagnostics);
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  ~Evaluator();

  Evaluated evaluate(const Expression& expression, const std::string& owner);
  /// A condition; an expression that is not there holds. `unknown_further` may be null.
  Truth decide(const Expression& expression, const std::string& owner, MissingSet& missing,
               std::vector<std::uint32_t>* unknown_further = nullptr);
  /// Whether a condition holds, for callers who need no reason why it does not.
  bool holds(const Expression& expression);
  void set_element(const cel::Value& element) { variables_[Slots::element] = element; }
  /// Values for the variables after the tables, where an expression has such. One that is not
  /// known is an error.
  void set_further(const std::vector<cel::Value>& values);
  cel::Explanation explain(const Expression& expression);

  const Packs& packs() const { return packs_; }
  const Dossier& dossier() const { return dossier_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  /// Of what expressions come to: it stays where it is as long as this lives.
  TextNumbers& text_numbers() { return text_numbers_; }

 private:
  void explain_error(const Expression& expression, const std::string& owner, Evaluated& result);
  cel::Value unknown_further(std::uint32_t index);

  const Packs& packs_;
  const Dossier& dossier_;
  cel::Arena& arena_;
  Diagnostics& diagnostics_;
  std::vector<cel::Value> variables_;
  cel::Budget budget_;
  std::uint64_t given_ = 0;  ///< what the budget began with
  TextNumbers text_numbers_;
};

/// `params` and `lists` as they stand on a day.
cel::Value lists_on(const Packs& packs, const Pack& pack, std::int64_t day, cel::Arena& arena);

}  // namespace guiju
