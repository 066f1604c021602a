#include <catch2/catch.hpp>
#include <set>

#include "world.h"

// What the papers do not say: it neither passes nor breaks a rule, and what is decided without it
// is decided.

namespace guiju {
namespace {

Outcome outcome_of(const Report& report) {
  for (const auto& diagnostic : report.diagnostics) {
    UNSCOPED_INFO(message_of(diagnostic.diagnostic, Language::en));
  }
  REQUIRE(report.results.size() == 1);
  return report.results.front().outcome;
}

/// Of an alliance with these members.
Outcome outcome_of(World& world, const std::string& members) {
  return outcome_of(world.judge(alliance("members: [" + members + "]\n")));
}

std::string named(const std::string& name, const std::string& rest) {
  return "kind: Alliance\nname: " + name + "\nfiled: 2024-08-01\n" + rest;
}

std::set<std::string> missing_of(const Finding& finding) {
  std::set<std::string> paths;
  for (const auto& one : finding.missing) paths.insert(one.place.file + ":" + one.path);
  return paths;
}

}  // namespace

TEST_CASE("unknown: two that may both count and share a key may be doubles") {
  World world(R"(
    rules:
      - {id: once, kind: Alliance, each: dossier.members, as: m, where: 'm.level == "city"', unique: m.name}
)");
  CHECK(outcome_of(world, "{name: 甲院}, {name: 甲院}") == Outcome::undecided);
}

TEST_CASE("unknown: a part of a key that differs decides, whatever the rest of it is") {
  World world(R"(
    rules:
      - {id: once, kind: Alliance, each: dossier.members, as: m, unique: [m.name, m.level]}
)");
  CHECK(outcome_of(world, "{name: 甲院, level: city}, {name: 乙院}") == Outcome::satisfied);
  CHECK(outcome_of(world, "{name: 甲院, level: city}, {name: 甲院}") == Outcome::undecided);
}

TEST_CASE("unknown: what a row of a table lacks is told of the row, which no dossier can complete") {
  World world(R"(
    rules:
      - {id: within, kind: Alliance, each: dossier.members, as: m, require: 'm.city.parent == "00"'}
)");
  const Report report = world.judge(alliance("members: [{name: 甲院, city: 东山}]\n"));
  CHECK(outcome_of(report) == Outcome::undecided);
  REQUIRE(report.findings.size() == 1);
  REQUIRE(report.findings.front().missing.size() == 1);
  const MissingInformation& missing = report.findings.front().missing.front();
  CHECK(missing.holder.zh == "“地名”表中的“东山”");
  CHECK(missing.holder.en == "“东山” in the table “place”");
  CHECK(missing.field.en == "parent");
}

TEST_CASE("unknown: elements of a dossier for which a rule may not be judged do not fill a number") {
  World world(R"(
    rules:
      - id: many
        kind: Alliance
        across: audit
        when: dossier.topic == "内科"
        each: dossier.members
        as: m
        count: {min: 1}
)");
  const std::string sure = named("甲", "topic: 内科\nmembers: []\n");
  const std::string may_be = named("乙", "members: [{name: 甲院}]\n");
  CHECK(outcome_of(world.judge({sure, may_be})) == Outcome::undecided);
}

TEST_CASE("unknown: over all dossiers, what the lists that are there decide is decided") {
  World world(R"(
    rules:
      - {id: many, kind: Alliance, across: audit, each: dossier.members, as: m, count: {min: 1, max: 2}}
)");
  const std::string without = named("甲", "");
  CHECK(outcome_of(world.judge({without, named("乙", "members: [{name: 甲院}]\n")})) ==
        Outcome::undecided);
  const auto report = world.judge(
      {without, named("乙", "members: [{name: 甲院}, {name: 乙院}, {name: 丙院}]\n")});
  CHECK(outcome_of(report) == Outcome::violated);
  CHECK(report.findings.front().quantity->gap() == -1);
  World least(R"(
    rules:
      - {id: many, kind: Alliance, across: audit, each: dossier.members, as: m, count: {min: 1}}
)");
  CHECK(outcome_of(least.judge({without, named("乙", "members: [{name: 甲院}]\n")})) ==
        Outcome::satisfied);
}

TEST_CASE("unknown: missing fields of the same path in two dossiers are two") {
  World world(R"(
    rules:
      - {id: many, kind: Alliance, across: audit, each: dossier.members, as: m, count: {min: 1}}
)");
  const auto report = world.judge({named("甲", ""), named("乙", "")});
  ONLY_FINDING(report);
  CHECK(missing_of(finding) == std::set<std::string>{"file1.yaml:members", "file2.yaml:members"});
}

const std::string by_level = R"(
    rules:
      - id: each-level
        kind: Alliance
        each: dossier.members
        as: m
        where: 'm.beds >= 3'
        distinct: m.name
        group: {by: {level: m.level}}
        count: {min: 2}
)";

TEST_CASE("unknown: an element without its key may be alone in a group of its own") {
  World world(by_level);
  const auto report = world.judge(alliance(
      "members: [{name: 甲院, beds: 3, level: city}, {name: 乙院, beds: 3, level: city}, "
      "{name: 丙院, beds: 3}]\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
  CHECK(finding.subject.zh == "丙院");
  CHECK(finding.missing.front().path == "members[2].level");
}

TEST_CASE("unknown: a group of elements that may not count is not broken") {
  World world(by_level);
  CHECK(outcome_of(world, "{name: 甲院, level: city}") == Outcome::undecided);
}

TEST_CASE("unknown: what counts once in a group counts once, though it may belong elsewhere") {
  World world(R"(
    rules:
      - id: each-level
        kind: Alliance
        each: dossier.members
        as: m
        distinct: m.name
        group: {by: {level: m.level}}
        count: {max: 1}
)");
  CHECK(outcome_of(world, "{name: 甲院, level: city}, {name: 甲院}") == Outcome::satisfied);
  CHECK(outcome_of(world, "{name: 甲院, level: city}, {name: 乙院}") == Outcome::undecided);
}

TEST_CASE("unknown: of a group whose list is not there no number is told") {
  World world(R"(
    rules:
      - id: each-level
        kind: Alliance
        each: dossier.members
        as: m
        group: {by: {level: m.level}, universe: {level: '["city"]'}}
        count: {min: 1}
)");
  const auto report = world.judge(alliance(""));
  CHECK(outcome_of(report) == Outcome::undecided);
  for (const auto& finding : report.findings) CHECK_FALSE(finding.quantity.has_value());
}

TEST_CASE("unknown: a dossier that does not say which groups must be there leaves them open") {
  World world(R"(
    rules:
      - id: quota
        across: audit
        kind: Recommendation
        as: unit
        each: dossier.units
        group: {by: {topic: dossier.topic}, universe: {topic: {kind: Alliance, each: '[dossier.topic]'}}}
        count: {min: 1}
)");
  const std::string by_city = "kind: Recommendation\ncity: 东山\ntopic: 内科\nunits: [{name: 甲院}]\n";
  CHECK(outcome_of(world.judge({alliance("topic: 内科\n"), by_city})) == Outcome::satisfied);
  const auto report = world.judge({alliance(""), by_city});
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
  CHECK(missing_of(finding) == std::set<std::string>{"file3.yaml:topic"});
}

TEST_CASE("unknown: a condition on a pair is decided without a value that it does not need") {
  World world(R"(
    rules:
      - id: none
        kind: Alliance
        across: audit
        key: [dossier.topic]
        match:
          kind: Recommendation
          key: [dossier.topic]
          values: {then: dossier.filed, many: size(dossier.units)}
          if: many > 1 && dossier.filed > then
          expect: none
)");
  const std::string one = alliance("topic: 内科\n");
  CHECK(outcome_of(world.judge({one, "kind: Recommendation\ntopic: 内科\nunits: []\n"})) ==
        Outcome::satisfied);
  const auto report =
      world.judge({one, "kind: Recommendation\ntopic: 内科\nunits: [{name: 甲院}, {name: 乙院}]\n"});
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
  CHECK(missing_of(finding) == std::set<std::string>{"file4.yaml:filed"});
}

TEST_CASE("unknown: the list of a dossier that is no partner does not matter") {
  World world(R"(
    rules:
      - id: elsewhere
        kind: Alliance
        across: audit
        each: dossier.lead
        as: unit
        key: unit.name
        match: {kind: Alliance, each: dossier.members, as: m, key: m.name, other_dossiers: true}
)");
  const std::string alone = named("甲", "lead: [{name: 甲院}]\n");
  const std::string other = named("乙", "lead: []\nmembers: [{name: 乙院}]\n");
  CHECK(outcome_of(world.judge({alone, other})) == Outcome::violated);
}

}  // namespace guiju
