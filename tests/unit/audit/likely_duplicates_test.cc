#include "audit/likely_duplicates.h"

#include <catch2/catch.hpp>

namespace guiju {
namespace {

FileJudgement::Named named(const std::string& name, std::vector<std::string> within,
                           std::uint32_t dossier) {
  FileJudgement::Named one;
  one.type = {"单位", "institution"};
  one.name = name;
  one.within = std::move(within);
  one.apart = "东西一二";
  one.dossier = dossier;
  return one;
}

/// Whether two names within the same county are taken for one thing.
bool likely(const std::string& one, const std::string& other) {
  LikelyDuplicates all;
  all.add({named(one, {"东山市", "清河县"}, 0), named(other, {"东山市", "清河县"}, 0)}, 0);
  return !all.pairs().empty();
}

}  // namespace

TEST_CASE("likely duplicates: a character too many, two changed places, what stands in brackets") {
  CHECK(likely("清河县中医院", "清河县中医医院"));
  CHECK(likely("清河人民医院", "清河县人民医院"));
  CHECK(likely("清河县民人医院", "清河县人民医院"));
  CHECK(likely("清河县人民医院(某某分院)", "清河县人民医院"));
  CHECK(likely("清河县·人民医院", "清河县人民医院"));
}

TEST_CASE("likely duplicates: what tells names apart is no slip") {
  CHECK_FALSE(likely("清河县人民医院", "清河县人民医院"));
  CHECK_FALSE(likely("清河县医院", "清河县一医院"));
  CHECK_FALSE(likely("城东卫生院", "城卫生院"));
  CHECK_FALSE(likely("清河县第一二医院", "清河县第二一医院"));
  CHECK_FALSE(likely("清河县妇幼保健院", "清河县人民医院"));
  CHECK_FALSE(likely("新丰镇卫生院", "新安镇卫生院"));
  CHECK_FALSE(likely("甲医院", "甲医"));
}

TEST_CASE("likely duplicates: only within the same place, as far as it is known") {
  const auto pairs_within = [](std::vector<std::string> one, std::vector<std::string> other) {
    LikelyDuplicates all;
    all.add({named("清河县中医院", std::move(one), 0)}, 0);
    all.add({named("清河县中医医院", std::move(other), 0)}, 1);
    return all.pairs().size();
  };
  CHECK(pairs_within({"东山市", "清河县"}, {"东山市", "清河县"}) == 1);
  CHECK(pairs_within({"东山市", "清河县"}, {"东山市", ""}) == 1);
  CHECK(pairs_within({"东山市", "清河县"}, {"西山市", "清河县"}) == 0);
  CHECK(pairs_within({"东山市", "清河县"}, {"", ""}) == 0);
  CHECK(pairs_within({}, {}) == 1);
}

TEST_CASE("likely duplicates: the rarer name is told, once, and how often each stands") {
  LikelyDuplicates all;
  const std::vector<std::string> place{"东山市", "清河县"};
  all.add({named("清河县中医医院", place, 0)}, 0);
  all.add({named("清河县中医院", place, 0), named("清河县中医院", {"东山市", ""}, 0)}, 1);
  all.add({named("清河县中医院", place, 0), named("清河县中医院", place, 0)}, 2);
  const auto pairs = all.pairs();
  REQUIRE(pairs.size() == 1);
  CHECK(pairs.front().rarer->named.name == "清河县中医医院");
  CHECK(pairs.front().rarer->dossiers == 1);
  CHECK(pairs.front().other->dossiers == 2);
}

}  // namespace guiju
