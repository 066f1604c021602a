// pack_bench PACK DOSSIER: nanoseconds of every expression of a pack's rules, over a real dossier.
// An expression over elements is timed on the first of them.
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "assess/dossier.h"
#include "assess/evaluate.h"
#include "document/read_yaml.h"

namespace guiju {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int rounds = 2'000;

class Timer {
 public:
  Timer(const Packs& packs, const Dossier& dossier) : packs_(packs), dossier_(dossier) {}

  /// Evaluates `expression` often, with the first element of `each` where there is one.
  void time(const Rule& rule, const char* part, const Expression& expression) {
    if (!expression) return;
    // A new evaluator for each expression: its budget is that of one dossier.
    Evaluator evaluator(packs_, dossier_, dossier_.as_of, *dossier_.arena, unheard_);
    if (rule.select.each && part != std::string_view("each")) {
      const auto list = evaluator.evaluate(rule.select.each, rule.id);
      if (!list.value.is(cel::Kind::list) || list.value.list->elements.empty()) return;
      evaluator.set_element(list.value.list->elements.front());
    }
    const auto begin = Clock::now();
    for (int i = 0; i < rounds; ++i) evaluator.evaluate(expression, rule.id);
    const std::chrono::duration<double, std::nano> taken = Clock::now() - begin;
    std::printf("%12.1f ns  %-28s %-8s %s\n", taken.count() / rounds, rule.id.c_str(), part,
                expression.text.c_str());
    total_ += taken.count() / rounds;
  }

  void time_rule(const Rule& rule) {
    time(rule, "each", rule.select.each);
    time(rule, "where", rule.select.where);
    time(rule, "distinct", rule.distinct);
    time(rule, "require", rule.require);
    for (const auto& key : rule.key) time(rule, "key", key);
    for (const auto& need : rule.needs) time(rule, "needs", need);
  }

  double total() const { return total_; }

 private:
  const Packs& packs_;
  const Dossier& dossier_;
  Diagnostics unheard_;
  double total_ = 0;
};

int run(const std::string& id, const std::string& file) {
  Diagnostics diagnostics;
  const Packs packs = load_packs(builtin_rules(), diagnostics);
  const Pack* pack = packs.find(id);
  const auto source = read_source(file, {}, diagnostics);
  if (pack == nullptr || source == nullptr) return 2;
  const auto documents = read_yaml(*source, {}, diagnostics);
  if (documents.empty()) return 2;
  const Claim claim = read_claim(documents.front());
  const Kind* kind =
      claim.kind == no_node ? nullptr : pack->find_kind(documents.front().text(claim.kind));
  if (kind == nullptr) return 2;
  Dossier dossier = shape(packs, *pack, *kind, documents.front(), diagnostics);
  dossier.as_of = dossier.own_date.value_or(0);
  Timer timer(packs, dossier);
  for (const auto& clause : pack->clauses) {
    for (const auto& rule : clause->rules) {
      if (rule->select.kind == kind) timer.time_rule(*rule);
    }
  }
  std::printf("%12.1f ns  all of them once\n", timer.total());
  return timer.total() > 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "pack_bench PACK DOSSIER\n");
    return 2;
  }
  return guiju::run(argv[1], argv[2]);
}
