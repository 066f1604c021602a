// What a pack of a stranger may cost when it is read and looked at.

#include "pack/limits.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "cel/regex.h"
#include "pack/lint.h"

namespace guiju {
namespace {

struct Looked {
  std::vector<std::string> reading, lint;

  bool has(const std::vector<std::string>& ids, std::string_view id) const {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }
};

Looked look(const std::string& fields, const std::string& rules) {
  const std::string kinds = R"(kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    fields:
      n: {type: int, label: {zh: 数, en: n}}
      name: {type: string, label: {zh: 名称, en: name}}
)" + fields;
  const std::string pack = R"(pack: trial
version: 1.0.0
title: {zh: 试行办法, en: trial measures}
policy: {issuer: {zh: 某局, en: a bureau}, in_force: {from: 2024-01-01}}
clauses:
  - id: 一.1
    says: {zh: 某项要求, en: some requirement}
    rules:
)" + rules;
  Looked looked;
  Diagnostics reading;
  const Packs packs = load_packs({{"trial/kinds.yaml", kinds, "kinds.yaml"},
                                  {"trial/pack.yaml", pack, "pack.yaml"}}, reading);
  for (const auto& one : reading.all()) looked.reading.emplace_back(one.id);
  Diagnostics diagnostics;
  lint(packs, {"trial"}, diagnostics);
  for (const auto& one : diagnostics.all()) looked.lint.emplace_back(one.id);
  return looked;
}

const std::string any_rule = "      - {id: any, kind: Alliance, require: dossier.n > 0}\n";

std::string lists(std::size_t depth) {
  std::string type = "int";
  for (std::size_t i = 0; i < depth; ++i) type = "list(" + type + ")";
  return "      deep: {type: " + type + ", label: {zh: 深, en: deep}}\n";
}

}  // namespace

TEST_CASE("lists in the type of a field have a limit") {
  CHECK(look(lists(most_lists_in_a_type), any_rule).reading.empty());
  CHECK(look(lists(most_lists_in_a_type + 1), any_rule).reading ==
        std::vector<std::string>{"pack-type-too-deep"});
  // Each list would name all that is in it: this took memory by the square of its length.
  CHECK(look(lists(5'000), any_rule).reading == std::vector<std::string>{"pack-type-too-deep"});
}

TEST_CASE("lint stops at its limit, says so, and claims nothing of the rest") {
  std::string rules;
  for (int i = 0; i < 1'300; ++i) {
    const auto number = std::to_string(i + 10);
    rules += "      - {id: r" + number + ", kind: Alliance, require: dossier.n != " + number + "}\n";
  }
  // The last could not be kept together with the one before, had lint come so far.
  rules += "      - {id: x, kind: Alliance, require: dossier.name == \"a\"}\n"
           "      - {id: y, kind: Alliance, require: dossier.name == \"b\"}\n";
  const auto looked = look("", rules);
  CHECK(looked.reading.empty());
  CHECK(std::count(looked.lint.begin(), looked.lint.end(), "lint-too-much") == 1);
  CHECK_FALSE(looked.has(looked.lint, "lint-conditions-exclude"));
  CHECK_FALSE(look("", any_rule).has(look("", any_rule).lint, "lint-too-much"));
}

TEST_CASE("patterns are compiled once, and all together have a limit") {
  cel::Patterns patterns;
  std::string error;
  const auto first = patterns.compile("a+b", error);
  REQUIRE(first != nullptr);
  CHECK(patterns.compile("a+b", error) == first);
  CHECK(patterns.compile("(", error) == nullptr);
  CHECK_FALSE(error.empty());
  std::size_t size = 0;
  int count = 0;
  for (; count < 1'000; ++count) {
    const auto made = patterns.compile("(a{1,30}){1,30}b{" + std::to_string(count) + "}", error);
    if (made == nullptr) break;
    size += made->size();
  }
  CHECK(count > 10);
  CHECK(count < 1'000);
  CHECK(size <= cel::max_patterns_size + 50'000);
  CHECK(error.find("together") != std::string::npos);
  // What was compiled before is still there.
  CHECK(patterns.compile("a+b", error) == first);
}

TEST_CASE("a pack whose patterns are too large together is refused") {
  std::string rules;
  for (int i = 0; i < 200; ++i) {
    rules += "      - {id: r" + std::to_string(i) +
             ", kind: Alliance, require: 'dossier.name.matches(\"((a{1,30}){1,30}b{" +
             std::to_string(i) + "}){1,5}\")'}\n";
  }
  const auto looked = look("", rules);
  CHECK(looked.has(looked.reading, "cel-bad-pattern"));
}

TEST_CASE("searching costs by the pattern and the text") {
  std::string error;
  const auto small = cel::Regex::compile("abc", error);
  const auto large = cel::Regex::compile("(a{1,30}){1,30}b", error);
  REQUIRE(small != nullptr);
  REQUIRE(large != nullptr);
  CHECK(large->size() > 10 * small->size());
  CHECK(large->steps_to_search(1'000'000) > 10 * small->steps_to_search(1'000'000));
  CHECK(small->steps_to_search(30) < 20);
}

}  // namespace guiju
