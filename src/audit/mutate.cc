#include "audit/mutate.h"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>

#include "assess/evaluate.h"
#include "audit/mutants.h"
#include "audit/run_cases.h"
#include "audit/suggest.h"
#include "pack/impl.h"
#include "pack/limits.h"

namespace guiju {
namespace {

/// A pack of one's own to change, with its cases. One for each thread.
class Bench {
 public:
  Bench(const std::vector<RulesFile>& files, const std::string& id) {
    std::vector<RulesFile> needed;
    for (const auto& file : files) {
      const bool mine = file.path.starts_with(id + "/") || file.path.starts_with("reference/");
      if (mine) needed.push_back(file);
    }
    const RulesFile* cases = find_cases(files, id);
    Diagnostics unheard;  // both were read without trouble before
    packs_ = load_packs(std::move(needed), unheard);
    for (const auto& pack : packs_.impl().packs) {
      if (pack->id == id) pack_ = pack.get();
    }
    if (pack_ == nullptr || cases == nullptr) return;
    cases_ = read_cases(*pack_, *cases, unheard);
    for (const Case& one : cases_.cases) dossiers_.emplace_back(one.name, one.dossiers());
    mutants_ = mutants_of(packs_, *pack_, &complete_);
  }

  const std::vector<Mutant>& mutants() const { return mutants_; }
  bool complete() const { return complete_; }  ///< whether these are all there could be

  /// Whether some case comes out otherwise than expected while the change is made.
  bool is_noticed(const Mutant& mutant) const {
    mutant.toggle();
    const auto order = most_concerned_first(mutant);
    const std::uint64_t before = steps_taken();
    const bool noticed = std::any_of(order.begin(), order.end(), [&](std::size_t i) {
      // What takes more than all changes may take is not within the limit, whatever is said of it.
      if (steps_taken() - before > most_mutation_steps) return true;
      return !run_case(packs_, *pack_, cases_.cases[i], dossiers_[i]).differences.empty();
    });
    mutant.toggle();
    return noticed;
  }

  TriedMutant attempt(std::size_t index, Language language) const {
    const Mutant& mutant = mutants_[index];
    TriedMutant tried{mutant.says, mutant.place, is_noticed(mutant), {}};
    if (!tried.noticed) {
      tried.case_ = Suggester(packs_, *pack_, cases_).suggest(mutant, language);
    }
    return tried;
  }

 private:
  /// The cases that name a rule of the mutant come first: one of them will most likely notice.
  std::vector<std::size_t> most_concerned_first(const Mutant& mutant) const {
    std::vector<std::size_t> order(cases_.cases.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
      const auto& expected = cases_.cases[i].expected;
      return std::any_of(expected.begin(), expected.end(), [&mutant](const Expectation& one) {
        return std::find(mutant.rules.begin(), mutant.rules.end(), one.rule) != mutant.rules.end();
      });
    });
    return order;
  }

  Packs packs_;
  Pack* pack_ = nullptr;
  CaseFile cases_;
  std::vector<CaseDossiers> dossiers_;
  std::vector<Mutant> mutants_;
  bool complete_ = true;
};

/// What trying each change has taken. Several threads share it; what it says does not depend on
/// which of them tried what.
class Tally {
 public:
  explicit Tally(std::size_t mutants) : taken_(mutants) {}

  /// The next change to try; nothing where all are tried, or enough work was done.
  std::optional<std::size_t> next() {
    const std::lock_guard lock(mutex_);
    if (next_ == taken_.size() || total_ > most_mutation_steps) return std::nullopt;
    return next_++;
  }
  void add(std::size_t mutant, std::uint64_t steps) {
    const std::lock_guard lock(mutex_);
    taken_[mutant] = steps;
    for (; counted_ < taken_.size() && taken_[counted_]; ++counted_) {
      if (total_ > most_mutation_steps) return;
      total_ += *taken_[counted_];
    }
  }
  /// How many changes, from the first on, were tried within the limit.
  std::size_t within_limit() const {
    return total_ > most_mutation_steps ? counted_ - 1 : counted_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::optional<std::uint64_t>> taken_;
  std::size_t next_ = 0, counted_ = 0;
  std::uint64_t total_ = 0;  ///< of those counted: all there are from the first on
};

}  // namespace

std::size_t MutationResult::survivors() const {
  return static_cast<std::size_t>(std::count_if(
      tried.begin(), tried.end(), [](const TriedMutant& one) { return !one.noticed; }));
}

MutationResult mutate(const std::vector<RulesFile>& files, const std::string& id, unsigned jobs,
                      Language language) {
  const Bench bench(files, id);
  MutationResult result;
  result.tried.resize(bench.mutants().size());
  Tally tally(bench.mutants().size());
  const auto work = [&](const Bench& mine) {
    while (const auto i = tally.next()) {
      const std::uint64_t before = steps_taken();
      result.tried[*i] = mine.attempt(*i, language);
      tally.add(*i, steps_taken() - before);
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 1; i < std::max(jobs, 1U); ++i) {
    workers.emplace_back([&] { work(Bench(files, id)); });
  }
  work(bench);
  workers.clear();
  result.complete = bench.complete() && tally.within_limit() == result.tried.size();
  result.tried.resize(tally.within_limit());
  return result;
}

}  // namespace guiju
