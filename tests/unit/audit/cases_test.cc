#include <catch2/catch.hpp>

#include "audit/edit.h"
#include "audit/mutate.h"
#include "audit/run_cases.h"
#include "document/read_yaml.h"
#include "world.h"

namespace guiju {
namespace {

const std::string county_rule = R"(
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
  World world(county_rule);
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
  const std::vector<RulesFile> files{{"reference/places.yaml", world_table, "places.yaml"},
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
)" + county_rule,
                                      "pack.yaml"},
                                     {"trial/cases.yaml", base + R"(
cases:
  - {name: kept, base: good, expect: {counties: satisfied}}
  - {name: none, base: good, set: {members: []}, expect: {counties: violated}}
)",
                                      "cases.yaml"}};
  const auto result = mutate(files, "trial", 1, Language::en);
  // The rule left out, the figure one up and `==` turned are noticed; the figure one down, the two
  // dropped conditions, the two other strengths and the first day of the term are not.
  CHECK(result.tried.size() == 10);
  CHECK(result.survivors() == 7);
}

namespace {

/// A rule that is broken only where two things come together.
std::vector<RulesFile> two_consents(const std::string& cases) {
  return {{"reference/places.yaml", world_table, "places.yaml"},
          {"reference/types.yaml", world_types, "types.yaml"},
          {"trial/kinds.yaml", world_kinds, "kinds.yaml"},
          {"trial/pack.yaml", R"(
pack: trial
version: 1.0.0
title: {zh: 试行办法, en: trial measures}
policy: {issuer: {zh: 某局, en: a bureau}, number: 1号, in_force: {}}
clauses:
  - id: 一.1
    says: {zh: 某项要求, en: some requirement}
    rules:
      - id: apart
        kind: Alliance
        require: '!(dossier.lead[0].consent && dossier.members[0].consent)'
)", "pack.yaml"},
          {"trial/cases.yaml", R"(
bases:
  good:
    kind: Alliance
    name: 甲联盟
    lead: [{name: 甲院, consent: false}]
    members: [{name: 乙院, consent: false}]
cases:
  - {name: kept, base: good, expect: {apart: satisfied}}
)" + cases, "cases.yaml"}};
}

/// The changes of the strength, which only a broken rule shows.
std::vector<TriedMutant> strengths(const std::vector<RulesFile>& files) {
  auto tried = mutate(files, "trial", 1, Language::en).tried;
  std::erase_if(tried, [](const TriedMutant& one) { return !one.says.en.starts_with("strength"); });
  REQUIRE(tried.size() == 2);
  return tried;
}

}  // namespace

TEST_CASE("a case that needs two edits is found, and pasted it notices") {
  const auto before = strengths(two_consents(""));
  CHECK_FALSE(before[0].noticed);
  REQUIRE(before[0].case_.find("lead[0].consent") != std::string::npos);
  CHECK(before[0].case_.find("members[0].consent") != std::string::npos);
  CHECK(before[0].case_.starts_with("  - name: strength of rule apart"));
  for (const auto& one : strengths(two_consents(before[0].case_))) CHECK(one.noticed);
}

TEST_CASE("a case that would notice says no more than it must") {
  const auto tried = strengths(two_consents(
      R"(  - {name: broken, base: good, set: {topic: 肺病, "lead[0].consent": true, "members[0].consent": true}, expect: {apart: violated}}
)"));
  CHECK_FALSE(tried[0].noticed);
  CHECK(tried[0].case_.find("members[0].consent") != std::string::npos);
  CHECK(tried[0].case_.find("topic") == std::string::npos);
}

TEST_CASE("a place that a case expects is the value's or its key's, not a neighbour's") {
  const auto passes = [](const std::string& at) {
    Diagnostics diagnostics;
    const auto result = run(R"(
cases:
  - {name: kept, base: good, expect: {counties: satisfied}}
  - {name: two, dossiers: [{base: good}, {base: good, set: {members: []}}], expect: {counties: {outcome: violated, at: ")" +
                                at + R"("}}}
)", diagnostics);
    CHECK(diagnostics.empty());
    return result.failures.empty();
  };
  CHECK(passes("[1].members"));
  CHECK_FALSE(passes("[0].members"));
  CHECK_FALSE(passes("[1].filed"));
  CHECK_FALSE(passes("[1].members[0]"));
  CHECK_FALSE(passes("[7].members"));
  CHECK_FALSE(passes("members"));
}

}  // namespace guiju
