#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "compare.h"
#include "generate.h"
#include "judge.h"
#include "product.h"

// differential [--pairs N] [--seed S] [--show N] [--complete 1]: holds guiju against the reference
// over generated packs and dossiers. A pair is a pack and a dossier judged by it. Prints the audits
// on which they differ, made small, and exits 1 if there is one; at most `show` of them. With
// `--complete 1` no dossier lacks anything.
namespace {

constexpr const char* usage =
    "differential [--pairs N] [--seed S] [--show N] [--complete 1]";

struct Options {
  std::uint64_t pairs = 5000;
  std::uint64_t seed = 1;
  std::uint64_t show = 3;
  std::uint64_t complete = 0;
};

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    std::uint64_t* value = name == "--pairs"  ? &options.pairs
                           : name == "--seed" ? &options.seed
                           : name == "--show" ? &options.show
                           : name == "--complete" ? &options.complete
                                                  : nullptr;
    if (value == nullptr || i + 1 == argc) {
      throw std::invalid_argument(usage);
    }
    *value = std::stoull(argv[i + 1]);
  }
  return options;
}

constexpr int audits_a_pack = 8;

int run(const Options& options) {
  using namespace reference;
  const Papers papers = options.complete != 0 ? Papers::complete : Papers::any;
  std::map<Outcome, std::uint64_t> outcomes;
  std::uint64_t pairs = 0, packs = 0, answers = 0, differing = 0;
  for (std::uint64_t seed = options.seed; pairs < options.pairs; ++seed, ++packs) {
    Random random(seed);
    const Pack pack = generate_pack(random);
    const Product product(pack);
    for (int i = 0; i < audits_a_pack; ++i) {
      const Audit audit = generate_audit(random, pack, papers);
      const Answers ours = judge(audit);
      pairs += audit.dossiers.size();
      answers += ours.size();
      for (const auto& one : ours) ++outcomes[one.gravest];
      if (ours == product.judge(audit.dossiers, audit.as_of)) continue;
      ++differing;
      std::printf("=== seed %llu, audit %d\n%s\n", static_cast<unsigned long long>(seed), i,
                  told(shrunk(audit)).c_str());
      std::fflush(stdout);
      if (differing == options.show) return 1;
    }
  }
  std::printf("%llu pairs, %llu packs, %llu answers:", static_cast<unsigned long long>(pairs),
              static_cast<unsigned long long>(packs), static_cast<unsigned long long>(answers));
  for (const auto& [outcome, many] : outcomes) {
    std::printf(" %s %llu", text_of(outcome).c_str(), static_cast<unsigned long long>(many));
  }
  std::printf("; %llu audits differ\n", static_cast<unsigned long long>(differing));
  return differing == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(options_of(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
