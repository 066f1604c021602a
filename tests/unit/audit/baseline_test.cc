#include "report/baseline.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "../report/parts_anew.h"
#include "world.h"

namespace guiju {
namespace {

const std::string two_rules = R"(
    rules:
      - id: members
        kind: Alliance
        each: dossier.members
        as: member
        count: {min: params.least}
      - id: levels
        kind: Alliance
        each: dossier.members
        as: member
        require: member.level == "county"
)";

Baseline reread(const Report& report) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("guiju-baseline-" + std::to_string(getpid()) + ".json");
  {
    std::ofstream out(path);
    write_baseline(PartsInMemory(report), out);
  }
  Diagnostics diagnostics;
  auto baseline = read_baseline(path.string(), {}, diagnostics);
  std::filesystem::remove(path);
  CHECK(diagnostics.empty());
  return baseline;
}

Report compared(const Baseline& baseline, const Report& report) {
  const PartsAnew parts(report);  // as one that is read from a file
  return collected(ComparedParts(baseline, parts));
}

/// One dossier of the same file name however often it is judged.
Report judge(World& world, const std::string& dossier) {
  world.sources.clear();
  return world.judge(dossier);
}

std::size_t known(const Report& report) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(),
                    [](const auto& finding) { return finding.novelty == Novelty::known; }));
}

const std::string two = alliance("members:\n  - {name: 甲院, level: city}\n  - {name: 乙院, level: county}\n");

}  // namespace

TEST_CASE("the same run against its own baseline has nothing that counts") {
  World world(two_rules);
  Report report = judge(world, two);
  REQUIRE(report.findings.size() == 2);
  REQUIRE_FALSE(passes(report, {}));
  report = compared(reread(report), report);
  CHECK(known(report) == 2);
  CHECK(report.fixed.empty());
  CHECK(passes(report, {}));
}

TEST_CASE("what is new counts, what moved is known, what is gone is fixed") {
  World world(two_rules);
  const auto baseline = reread(judge(world, two));
  Report report = judge(world, "# 移动\n\n" + alliance("members:\n  - {name: 丙院, level: city}\n"));
  report = compared(baseline, report);
  REQUIRE(report.findings.size() == 2);
  CHECK(known(report) == 1);  // too few members, as before
  CHECK_FALSE(passes(report, {}));
  REQUIRE(report.fixed.size() == 1);
  CHECK(report.fixed.front().id == "trial/levels");
  CHECK(report.fixed.front().subject.zh == "甲院");
}

TEST_CASE("what was not looked at is not fixed") {
  World world(two_rules);
  Report earlier = judge(world, two);
  const auto baseline = reread(earlier);
  AuditOptions one_rule;
  one_rule.rules = {"members"};
  world.sources.clear();
  Report report = world.judge(alliance("members: []\n"), one_rule);
  report = compared(baseline, report);
  CHECK(report.fixed.empty());

  Report other = world.judge({alliance("members: []\n")});  // file2.yaml
  other = compared(baseline, other);
  CHECK(other.fixed.empty());
}

TEST_CASE("what was put right is fixed where only its rule was asked for") {
  World world(two_rules);
  const auto baseline = reread(judge(world, two));
  AuditOptions options;
  options.rules = {"members"};
  world.sources.clear();
  const auto members = "members:\n  - {name: 甲院, level: city}\n  - {name: 乙院, level: county}\n"
                       "  - {name: 丙院, level: county}\n";
  const Report report = compared(baseline, world.judge(alliance(members), options));
  REQUIRE(report.fixed.size() == 1);
  CHECK(report.fixed.front().id.ends_with("/members"));
}

TEST_CASE("trouble with the input is known by its words") {
  World world(two_rules);
  const std::string odd = two + "nmae: x\n";
  const auto baseline = reread(judge(world, odd));
  Report report = judge(world, "\n" + odd);
  REQUIRE(report.diagnostics.size() == 1);
  report = compared(baseline, report);
  CHECK(report.diagnostics.front().novelty == Novelty::known);
  CHECK(passes(report, {}));
}

TEST_CASE("a file that is no baseline is refused") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("guiju-baseline-" + std::to_string(getpid()) + ".json");
  for (const auto* text : {"", "[]", "{\"format\": \"guiju-baseline\", \"version\": 2, \"matters\": []}",
                           "{\"format\": \"guiju-report\"}", "name: x"}) {
    std::ofstream(path) << text;
    Diagnostics diagnostics;
    read_baseline(path.string(), {}, diagnostics);
    REQUIRE(diagnostics.all().size() == 1);
    CHECK(diagnostics.all().front().id == "baseline-not-one");
  }
  std::filesystem::remove(path);
}

}  // namespace guiju
