// What packs and dossiers of strangers may cost, and where what they cost is said.

#include <catch2/catch.hpp>

#include <algorithm>

#include "audit/cases.h"
#include "audit/edit.h"
#include "pack/limits.h"
#include "world.h"

namespace guiju {
namespace {

std::size_t count_of(const Report& report, std::string_view id) {
  return static_cast<std::size_t>(
      std::count_if(report.diagnostics.begin(), report.diagnostics.end(),
                    [&](const auto& entry) { return entry.diagnostic.id == id; }));
}

std::size_t count_of(const Report& report, Outcome outcome) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(),
                    [&](const auto& finding) { return finding.outcome == outcome; }));
}

/// `each` so often, a line each.
std::string repeated(const std::string& line, std::size_t times) {
  std::string lines;
  for (std::size_t i = 0; i < times; ++i) lines += line + "\n";
  return lines;
}

std::string numbers(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += (i > 0 ? ", " : "") + std::to_string(i);
  return "'[" + list + "]'";
}

std::string grouped(const std::string& id, std::size_t values) {
  return "      - {id: " + id +
         ", kind: Alliance, each: dossier.members, as: m, group: {by: {a: m.beds, b: m.beds}, "
         "universe: {a: " + numbers(values) + ", b: " + numbers(values) +
         "}}, count: {min: params.least}}\n";
}

std::string matched(const std::string& more) {
  return R"(
    rules:
      - id: met
        kind: Alliance
        each: dossier.members
        as: m
        key: [m.level]
        match: {each: dossier.lead, as: l, key: [l.level], )" + more + "}\n";
}

/// An alliance of so many members and leads, all of one level.
std::string crowd(std::size_t each) {
  const auto units = repeated("  - {name: 甲院, level: county, beds: 1}", each);
  return alliance("members:\n" + units + "lead:\n" + units);
}

}  // namespace

TEST_CASE("groups that must be there have a limit, over all rules of a dossier") {
  std::size_t each = 1;
  while (each * each <= most_groups_needed) ++each;
  World world("    rules:\n" + grouped("few", 100) + grouped("many", each));
  REQUIRE(world.diagnostics.empty());
  const auto report = world.judge(alliance("members: []\n"));
  CHECK(count_of(report, "rule-too-many-groups") == 1);
  // Ten thousand groups of the first rule lack their members; of the second nobody knows.
  CHECK(count_of(report, Outcome::violated) == 10'000);
  REQUIRE(count_of(report, Outcome::undecided) == 1);
  CHECK(report.findings.back().rule->id == "many");
}

TEST_CASE("pairs that a condition is asked of have a limit, and what is left is undecided") {
  World world(matched("values: {beds: l.beds}, if: beds > m.beds + params.least"));
  REQUIRE(world.diagnostics.empty());
  const auto few = world.judge(crowd(20));
  CHECK(count_of(few, "rule-too-many-pairs") == 0);
  CHECK(count_of(few, Outcome::violated) == 20);
  const auto many = world.judge(crowd(400));
  CHECK(count_of(many, "rule-too-many-pairs") == 1);
  CHECK(count_of(many, Outcome::violated) > 0);
  CHECK(count_of(many, Outcome::undecided) > 0);
  CHECK(count_of(many, Outcome::violated) + count_of(many, Outcome::undecided) == 400);
}

TEST_CASE("one partner is enough, and where there should be none ten are cited") {
  World one(matched("other_dossiers: false"));
  CHECK(one.judge(crowd(80)).findings.empty());
  World none(matched("expect: none"));
  const auto report = none.judge(crowd(80));
  REQUIRE(report.findings.size() == 80);
  for (const auto& finding : report.findings) CHECK(finding.related.size() == 10);
}

TEST_CASE("of a hundred names without a row the nearest is told, of more not") {
  World world("    rules:\n      - {id: all, kind: Alliance, require: has(dossier.members)}\n");
  const auto report = world.judge(alliance("members:\n" + repeated("  - {city: 东山寺}", 120)));
  std::size_t suggested = 0;
  std::size_t all = 0;
  for (const auto& entry : report.diagnostics) {
    const auto words = message_of(entry.diagnostic, Language::en);
    if (words.find("东山寺") == std::string::npos) continue;
    ++all;
    if (words.find("东山市") != std::string::npos) ++suggested;
  }
  CHECK(all == 120);
  CHECK(suggested == 100);
}

TEST_CASE("a message that a pack made long is cut between characters") {
  World world(R"(
    rules:
      - id: long
        kind: Alliance
        require: dossier.name == "乙"
        show: {v: dossier.topic}
        message: {zh: "{v}{v}{v}{v}", en: "{v}{v}{v}{v}"}
)");
  std::string topic;
  for (int i = 0; i < 1500; ++i) topic += "字";
  const auto report = world.judge(alliance("topic: " + topic + "\n"));
  ONLY_FINDING(report);
  const auto sentence = sentence_of(finding, Language::zh);
  CHECK(sentence.size() < 9'000);
  CHECK(sentence.ends_with("字…"));
}

TEST_CASE("the dossiers of all cases together have a limit") {
  World world("    rules:\n      - {id: all, kind: Alliance, require: has(dossier.members)}\n");
  const std::string members = repeated("      - {name: 甲院, level: county}", 3'000);
  std::string text = "bases:\n  big:\n    kind: Alliance\n    members:\n" + members + "cases:\n";
  for (int i = 0; i < 150; ++i) {
    text += "  - {name: c" + std::to_string(i) + ", base: big, expect: {}}\n";
  }
  Diagnostics diagnostics;
  const RulesFile file{"trial/cases.yaml", text, "cases.yaml"};
  const auto cases = read_cases(*world.packs.find("trial"), file, diagnostics);
  std::size_t values = values_in(cases.bases.find("big")->second);
  REQUIRE(values * 151 > most_case_values);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().id == "cases-too-many-values");
  CHECK(cases.cases.size() < 150);
  CHECK((cases.cases.size() + 1) * values > most_case_values);
}

TEST_CASE("a file whose name holds a NUL is not there, whatever stands before it") {
  World world(R"(
    evidence:
      - {id: paper, kind: Alliance, needs: [dossier.charter]}
)");
  const auto report = world.judge(alliance("charter: {file: \"tests\\0.pdf\"}\n"));
  CHECK(count_of(report, Outcome::satisfied) == 0);
  CHECK_FALSE(report.findings.empty());
}

}  // namespace guiju
