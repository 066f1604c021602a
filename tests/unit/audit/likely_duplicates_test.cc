#include "audit/likely_duplicates.h"

#include <catch2/catch.hpp>

namespace guiju {
namespace {

/// A name, and what it lies within: an empty text where nobody says.
struct Named {
  std::string name;
  std::vector<std::string> within;
};

/// What a file with one dossier came to, in which these names stand.
FileJudgement file_of(const std::vector<Named>& all) {
  FileJudgement file;
  file.sorts.push_back({nullptr, {"单位", "institution"}, "东西一二"});
  file.ledger = std::make_unique<Ledger>();
  for (const auto& [name, within] : all) {
    std::vector<Ledger::Number> parts;
    for (const auto& part : within) {
      parts.push_back(part.empty() ? Ledger::none : file.ledger->add_text(part));
    }
    FileJudgement::Named one;
    one.name = file.ledger->add_text(name);
    one.within = file.ledger->add_key(parts);
    file.named.push_back(one);
  }
  return file;
}

/// Whether two names within the same county are taken for one thing.
bool likely(const std::string& one, const std::string& other) {
  LikelyDuplicates all;
  all.add(file_of({{one, {"东山市", "清河县"}}, {other, {"东山市", "清河县"}}}), 0);
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
    all.add(file_of({{"清河县中医院", std::move(one)}}), 0);
    all.add(file_of({{"清河县中医医院", std::move(other)}}), 1);
    return all.pairs().size();
  };
  CHECK(pairs_within({"东山市", "清河县"}, {"东山市", "清河县"}) == 1);
  CHECK(pairs_within({"东山市", "清河县"}, {"东山市", ""}) == 1);
  CHECK(pairs_within({"", "清河县"}, {"东山市", "清河县"}) == 1);
  CHECK(pairs_within({"", "清河县"}, {"东山市", ""}) == 0);
  CHECK(pairs_within({"", "清河县"}, {"", "清河县"}) == 1);
  CHECK(pairs_within({"东山市", "清河县"}, {"西山市", "清河县"}) == 0);
  CHECK(pairs_within({"东山市", "清河县"}, {"", ""}) == 0);
  CHECK(pairs_within({}, {}) == 1);
}

TEST_CASE("likely duplicates: the rarer name is told, once, and how often each stands") {
  LikelyDuplicates all;
  const std::vector<std::string> place{"东山市", "清河县"};
  all.add(file_of({{"清河县中医医院", place}}), 0);
  all.add(file_of({{"清河县中医院", place}, {"清河县中医院", {"东山市", ""}}}), 1);
  all.add(file_of({{"清河县中医院", place}, {"清河县中医院", place}}), 2);
  const auto pairs = all.pairs();
  REQUIRE(pairs.size() == 1);
  CHECK(all.text(*pairs.front().rarer) == "清河县中医医院");
  CHECK(pairs.front().rarer->dossiers == 1);
  CHECK(pairs.front().other->dossiers == 2);
}

TEST_CASE("likely duplicates: of very many that are alike, the first are told") {
  LikelyDuplicates all;
  constexpr std::size_t many = 5000;
  std::vector<Named> names;
  for (std::size_t i = 0; i < many; ++i) {
    names.push_back({"清河县中医院（" + std::to_string(i) + "）", {"东山市", "清河县"}});
  }
  all.add(file_of(names), 0);
  const auto pairs = all.pairs();
  CHECK(pairs.size() >= many);
  CHECK(pairs.size() <= 64 * many);
}

TEST_CASE("likely duplicates: a name is found among many that differ, wherever it differs") {
  std::vector<Named> names;
  for (int i = 0; i < 3000; ++i) {
    // Of the digits, no two that stand beside each other change places, and none is left out.
    std::string name = "卫";
    for (int rest = i, digit = 0; digit < 4; rest /= 10, ++digit) {
      const char* const digits[] = {"甲甲", "乙乙", "丙丙", "丁丁", "戊戊",
                                    "己己", "庚庚", "辛辛", "壬壬", "癸癸"};
      name += digits[rest % 10];
    }
    names.push_back({name + "院", {}});
  }
  const auto pairs_with = [&](const std::string& name) {
    LikelyDuplicates all;
    all.add(file_of(names), 0);
    const auto before = all.pairs().size();
    all.add(file_of({{name, {}}}), 1);
    return all.pairs().size() - before;
  };
  CHECK(pairs_with("卫甲甲乙乙丙丙乙乙医院") == 1);
  CHECK(pairs_with("卫甲甲乙乙丙乙丙乙院") == 1);
  CHECK(pairs_with("甲卫甲乙乙丙丙乙乙院") == 1);
  CHECK(pairs_with("卫甲甲乙乙丙丙乙乙") == 1);
  CHECK(pairs_with("卫甲甲乙乙丙丙乙乙局长院") == 0);
}

}  // namespace guiju
