#include "audit/mutate.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

#include "audit/mutants.h"
#include "audit/run_cases.h"
#include "audit/suggest.h"
#include "pack/impl.h"

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
    mutants_ = mutants_of(packs_, *pack_);
  }

  const std::vector<Mutant>& mutants() const { return mutants_; }

  /// Whether some case comes out otherwise than expected while the change is made.
  bool is_noticed(const Mutant& mutant) const {
    mutant.toggle();
    const auto order = most_concerned_first(mutant);
    const bool noticed = std::any_of(order.begin(), order.end(), [this](std::size_t i) {
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
  std::atomic<std::size_t> next{0};
  const auto work = [&](const Bench& mine) {
    for (std::size_t i = next++; i < result.tried.size(); i = next++) {
      result.tried[i] = mine.attempt(i, language);
    }
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 1; i < std::max(jobs, 1U); ++i) {
    workers.emplace_back([&] { work(Bench(files, id)); });
  }
  work(bench);
  workers.clear();
  return result;
}

}  // namespace guiju
