#include <catch2/catch.hpp>

#include "audit/edit.h"
#include "audit/mutate.h"
#include "audit/run_cases.h"
#include "document/read_yaml.h"
#include "world.h"

namespace guiju {
namespace {

const std::string rule = R"(
    rules:
      - id: counties
        kind: Alliance
        each: dossier.members
        as: member
        where: member.level == "county"
        distinct: member.name
        count: {min: params.least}
)";

const std::string base = R"(
bases:
  good:
    kind: Alliance
    name: 甲联盟
    filed: 2024-08-01
    members:
      - {name: 甲院, level: county}
      - {name: 乙院, level: county}
      - {name: 丙院, level: county}
      - {name: 丁院, level: city}
)";

CasesResult run(const std::string& cases, Diagnostics& diagnostics) {
  World world(rule);
  REQUIRE(world.diagnostics.empty());
  const Pack& pack = *world.packs.find("trial");
  const RulesFile file{"trial/cases.yaml", base + cases, "cases.yaml"};
  return run_cases(world.packs, pack, read_cases(pack, file, diagnostics), {file});
}

Tree read(const std::string& text) {
  Diagnostics diagnostics;
  const SourceFile source("t", text);
  const auto documents = read_yaml(source, {}, diagnostics);
  REQUIRE(diagnostics.empty());
  return tree_of(documents.front(), documents.front().root());
}

}  // namespace

TEST_CASE("a case that comes out as expected passes") {
  Diagnostics diagnostics;
  const auto result = run(R"(
cases:
  - {name: kept, base: good, expect: {counties: {outcome: satisfied, found: 3, required: 3}}}
  - {name: broken, base: good, set: {"members[0].level": city}, expect: {counties: {outcome: violated, found: 2, gap: 1}}}
  - {name: unknown, base: good, remove: ["members[1].level"], expect: {counties: {outcome: undecided, missing: [level]}}}
  - {name: a fault in the form, base: good, set: {nmae: x}, expect: {}, diagnostics: [dossier-unknown-field]}
)", diagnostics);
  CHECK(diagnostics.empty());
  CHECK(result.cases == 4);
  for (const auto& failure : result.failures) UNSCOPED_INFO(failure.name << failure.differences[0].en);
  CHECK(result.failures.empty());
  CHECK(result.untouched.empty());
}

TEST_CASE("a case that breaks more than it says fails, and so does one that breaks less") {
  Diagnostics diagnostics;
  const auto result = run(R"(
cases:
  - {name: silent, base: good, set: {"members[0].level": city}, expect: {}}
  - {name: harmless, base: good, expect: {counties: violated}}
  - {name: wrong number, base: good, expect: {counties: {outcome: satisfied, found: 4}}}
  - {name: unnoticed fault of form, base: good, set: {nmae: x}, expect: {counties: satisfied}}
)", diagnostics);
  CHECK(result.failures.size() == 4);
}

TEST_CASE("cases that name what is not there are reported") {
  Diagnostics diagnostics;
  run(R"(
cases:
  - {name: a, base: goood, expect: {}}
  - {name: b, base: good, set: {"members[9].level": city}, expect: {}}
  - {name: c, base: good, expect: {county: satisfied}}
  - {name: d, base: good}
  - {name: e, base: good, expect: {counties: fulfilled}}
  - {name: f, base: good, expects: {}, expect: {}}
)", diagnostics);
  std::vector<std::string> ids;
  for (const auto& diagnostic : diagnostics.all()) ids.emplace_back(diagnostic.id);
  CHECK(ids == std::vector<std::string>{"case-unknown-base", "case-empty", "case-bad-path",
                                        "case-unknown-rule", "case-empty", "pack-wrong-type",
                                        "pack-unknown-field"});
}

TEST_CASE("edits follow paths, and what is written reads back the same") {
  Tree tree = read("a: {b: [1, two, {c: '3'}]}\nd: ~\n");
  CHECK(follow(tree, "a.b[2].c")->text == "3");
  CHECK(follow(tree, "a.b[3]") == nullptr);
  CHECK(follow(tree, "a..b") == nullptr);
  CHECK(set_at(tree, "a.new", *follow(tree, "a.b[0]")));
  CHECK_FALSE(set_at(tree, "x.y", Tree{}));
  CHECK(remove_at(tree, "a.b[0]"));
  CHECK_FALSE(remove_at(tree, "a.b[7]"));
  CHECK(append_at(tree, "a.b", {Tree{NodeKind::scalar, "say \"hi\"\n", false, {}, {}}}));
  CHECK_FALSE(append_at(tree, "a", {}));
  CHECK(write_tree(tree) ==
        R"({a: {b: [two, {c: "3"}, "say \"hi\"\n"], new: 1}, d: ~})");
  CHECK(read(write_tree(tree)) == tree);
  CHECK(read(write_block(tree)) == tree);
}

TEST_CASE("a figure that no case pins is a mutant that survives") {
  const std::vector<RulesFile> files{
      {"reference/places.yaml", world_table, "places.yaml"},
      {"reference/types.yaml", world_types, "types.yaml"},
      {"trial/kinds.yaml", world_kinds, "kinds.yaml"},
      {"trial/pack.yaml", R"(
pack: trial
version: 1.0.0
title: {zh: 试行办法, en: trial measures}
policy: {issuer: {zh: 某局, en: a bureau}, number: 1号, in_force: {from: 2024-01-01}}
params: {least: {value: 3, clause: 一.1}}
clauses:
  - id: 一.1
    says: {zh: 某项要求, en: some requirement}
)" + rule, "pack.yaml"},
      {"trial/cases.yaml", base + R"(
cases:
  - {name: kept, base: good, expect: {counties: satisfied}}
  - {name: none, base: good, set: {members: []}, expect: {counties: violated}}
)", "cases.yaml"}};
  const auto result = mutate(files, "trial", 1, Language::en);
  // The rule left out, the figure one up and `==` turned are noticed; the figure one down, the two
  // dropped conditions, the two other strengths and the first day of the term are not.
  CHECK(result.tried.size() == 10);
  CHECK(result.survivors() == 7);
}

}  // namespace guiju
