// Packs of the program itself are read when they are first asked for.
#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "pack/pack.h"

namespace guiju {
namespace {

Packs builtin_packs() {
  Diagnostics diagnostics;
  Packs packs = load_packs(builtin_rules(), diagnostics);
  CHECK(diagnostics.empty());
  return packs;
}

TEST_CASE("only the packs that have the kind are read") {
  const Packs packs = builtin_packs();
  CHECK(packs.loaded().empty());
  CHECK(packs.kinds().size() > 5);

  const auto able = packs.with_kind("成员专科推荐");
  REQUIRE(able.size() == 1);
  CHECK(able.front()->id == "zhejiang-2024");
  CHECK_FALSE(able.front()->clauses.empty());
  CHECK(packs.loaded() == able);
  CHECK(packs.with_kind(" city recommendation ").empty());
  CHECK(packs.with_kind("CityRecommendation") == able);
  CHECK(packs.loaded() == able);
}

TEST_CASE("packs that are all read at once count as loaded when somebody asks for them") {
  Packs packs = builtin_packs();
  packs.read_all();
  CHECK(packs.loaded().empty());

  const auto able = packs.with_kind("成员专科推荐");
  CHECK(able == std::vector{packs.find("zhejiang-2024")});
  CHECK(packs.loaded() == able);
  CHECK(packs.all().size() > 2);
  CHECK(packs.loaded().size() == packs.all().size());
}

TEST_CASE("whatever was read first, all packs come in order, and stay where they are") {
  const Packs packs = builtin_packs();
  const Pack* last = packs.find("zhejiang-2024");
  const Pack* first = packs.find("gansu-2022");
  CHECK(packs.loaded() == std::vector{first, last});

  const auto& all = packs.all();
  CHECK(all.size() > 2);
  CHECK(all.front().get() == first);
  CHECK(all.back().get() == last);
  CHECK(packs.loaded().size() == all.size());
  CHECK(packs.find("zhejiang-2024") == last);
  CHECK(packs.find("zhejiang") == nullptr);
  const bool sorted = std::is_sorted(all.begin(), all.end(),
                                     [](const auto& a, const auto& b) { return a->id < b->id; });
  CHECK(sorted);
}

TEST_CASE("kinds are listed alike before and after their packs are read") {
  const Packs packs = builtin_packs();
  const auto before = packs.kinds();
  std::vector<const Kind*> after;
  for (const auto& pack : packs.all()) {
    for (const auto& kind : pack->kinds) after.push_back(kind.get());
  }
  CHECK(before == after);
}

TEST_CASE("several threads get the same packs") {
  const Packs packs = builtin_packs();
  std::vector<std::vector<const Pack*>> got(4);
  std::vector<std::thread> threads;
  for (auto& mine : got) {
    threads.emplace_back([&packs, &mine] {
      for (const char* kind : {"专科联盟", "市区医疗机构合作", "工作要点", "专科联盟"}) {
        for (const Pack* pack : packs.with_kind(kind)) mine.push_back(pack);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK_FALSE(got.front().empty());
  for (const auto& other : got) CHECK(other == got.front());
}

TEST_CASE("packs of others are read at once, with their mistakes") {
  Diagnostics diagnostics;
  auto files = builtin_rules();
  for (auto& file : files) {
    file.built_in = false;
    if (file.path == "gansu-2022/pack.yaml") file.bytes = "pack: gansu-2022\n";
  }
  const Packs packs = load_packs(std::move(files), diagnostics);
  CHECK(diagnostics.has_errors());
  CHECK(packs.find("gansu-2022") == nullptr);
  CHECK(packs.loaded().size() == packs.all().size());
  CHECK(packs.with_kind("对口帮扶").empty());
}

}  // namespace
}  // namespace guiju
