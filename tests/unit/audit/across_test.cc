#include <array>
#include <atomic>
#include <catch2/catch.hpp>

#include "audit/collector.h"
#include "audit_run.h"
#include "world.h"

// Rules across dossiers when the dossiers have long been given up: they are read again for the
// words of findings, and for what rests on the audit's day.

namespace guiju {
namespace {

/// A folder of dossiers judged by rules of a small pack.
struct Run {
  explicit Run(const std::string& rules) : world(rules) {
    for (const auto& diagnostic : world.diagnostics.all()) {
      UNSCOPED_INFO(message_of(diagnostic, Language::en));
    }
    REQUIRE(world.diagnostics.empty());
    options.files.paths = {folder / "in"};
    options.files.use_ignore_file = false;
    options.today = cel::parse_date("2025-06-01").value();
  }
  Report judge() {
    std::istringstream nothing;
    return whole(*run_audit(world.packs, options, nothing, run));
  }

  TestFolder folder;
  World world;
  AuditOptions options;
  Diagnostics run;
};

const char* const one_place_each = R"(
    rules:
      - id: once
        kind: Alliance
        across: audit
        each: dossier.members
        as: member
        unique: member.name
        show: {of: dossier.name}
        message: {zh: "{subject}又在{of}", en: "{subject} again in {of}"}
)";

}  // namespace

TEST_CASE("across: findings are told in the words of dossiers that were given up") {
  Run run(one_place_each);
  run.folder.write("in/a.yaml", alliance("members: [{name: 甲医院}, {name: 乙医院}]\n"));
  run.folder.write("in/b.yaml", alliance("members:\n  - name: 丙医院\n  - name: 甲医院\n"));
  const Report report = run.judge();
  CHECK(run.run.empty());
  ONLY_FINDING(report);
  CHECK(finding.dossier == 1);
  CHECK(finding.subject.zh == "甲医院");
  CHECK(finding.shown.front().value.zh == "甲联盟");
  CHECK(finding.place.begin.line == 6);
  REQUIRE(finding.related.size() == 1);
  CHECK(finding.related.front().place.file.ends_with("a.yaml"));
}

TEST_CASE("across: several documents of one file, in order") {
  Run run(one_place_each);
  run.folder.write("in/a.yaml", alliance("members: [{name: 甲医院}]\n") + "---\n" +
                                    alliance("members: [{name: 乙医院}, {name: 甲医院}]\n"));
  const Report report = run.judge();
  ONLY_FINDING(report);
  CHECK(finding.dossier == 1);
  CHECK(finding.identity.find("a.yaml#2") != std::string::npos);
}

TEST_CASE("across: a dossier that is changed while the run goes on makes it untrustworthy") {
  Run run(one_place_each);
  run.folder.write("in/a.yaml", alliance("members: [{name: 甲医院}]\n"));
  run.folder.write("in/b.yaml", alliance("members: [{name: 甲医院}]\n"));
  const std::string second = run.folder / "in/b.yaml";
  SECTION("changed, and judged before") {
    run.options.cache = run.folder / "cache";
    run.judge();
    run.options.on_progress = [&](std::size_t done, std::size_t, std::size_t) {
      if (done == 2) run.folder.write("in/b.yaml", alliance("members: [{name: 乙医院}]\n"));
    };
  }
  SECTION("changed") {
    run.options.on_progress = [&](std::size_t done, std::size_t, std::size_t) {
      if (done == 2) run.folder.write("in/b.yaml", alliance("members: [{name: 乙医院}]\n"));
    };
  }
  SECTION("gone") {
    run.options.on_progress = [&](std::size_t done, std::size_t, std::size_t) {
      if (done == 2) std::filesystem::remove(second);
    };
  }
  const Report report = run.judge();
  REQUIRE(run.run.all().size() == 1);
  CHECK(run.run.all().front().id == "audit-file-changed");
  CHECK(message_of(run.run.all().front(), Language::en).find(second) != std::string::npos);
  CHECK(report.findings.empty());
  REQUIRE(report.results.size() == 1);
  CHECK(report.results.front().outcome == Outcome::undecided);
  CHECK_FALSE(report.results.front().note.empty());
}

TEST_CASE("across: facts that are about another document are not followed") {
  // As a shard of others may hold them.
  const World world(one_place_each);
  REQUIRE(world.diagnostics.empty());
  AuditOptions options;
  options.today = cel::parse_date("2025-06-01").value();
  const auto source = [](std::size_t) {
    return std::make_unique<SourceFile>("a.yaml", alliance("members: [{name: 甲}, {name: 甲}]\n"));
  };
  Collector collector(world.packs, options, {[](std::size_t) { return "a.yaml"; }, source});
  auto file = judge_file(world.packs, options, source(0), true, false);
  REQUIRE(file.shares.size() == 1);
  auto& facts = file.shares.front().found.value().facts;
  REQUIRE(facts.size() == 2);
  SECTION("a place outside it") { facts[1].node = 1'000'000; }
  SECTION("an element outside its list") { facts[1].index = 1'000'000; }
  collector.take(0, std::move(file));
  Diagnostics run;
  CHECK(whole(*collector.finish(run)).findings.empty());
  REQUIRE(run.all().size() == 1);
  CHECK(run.all().front().id == "audit-file-changed");
}

namespace {

/// What a run over one file came to, and how often the file was read.
struct OneFile {
  OneFile(const World& world, const std::string& dossier) {
    AuditOptions options;
    options.today = cel::parse_date("2025-06-01").value();
    const auto source = [&](std::size_t) {
      ++times_read;
      return std::make_unique<SourceFile>("a.yaml", dossier);
    };
    Collector collector(world.packs, options, {[](std::size_t) { return "a.yaml"; }, source});
    collector.take(0, judge_file(world.packs, options, source(0), true, false));
    Diagnostics run;
    report = whole(*collector.finish(run));
    CHECK(run.empty());
  }

  std::size_t times_read = 0;
  Report report;
};

}  // namespace

TEST_CASE("across: what only yaml-cpp could read is not read again") {
  const World world(one_place_each);
  const std::string members = "members: [{name: 甲}, {name: 甲}]\n";
  const OneFile plain(world, alliance(members));
  CHECK(plain.report.findings.size() == 1);
  CHECK(plain.times_read == 2);
  const OneFile dear(world, "kind: Alliance\nname: 一个写了\n  两行的联盟\nfiled: 2024-08-01\n" + members);
  CHECK(dear.report.findings.size() == 1);
  CHECK(dear.times_read == 1);
}

TEST_CASE("across: what is read ahead is not read once more") {
  const World world(R"(
    rules:
      - {id: recommended, kind: Alliance, each: dossier.members, as: m, key: m.name, across: audit, match: {kind: Recommendation, each: dossier.units, as: u, key: u.name}}
)");
  constexpr std::size_t alliances = 8;
  const auto bytes_at = [](std::size_t i) {
    return i < alliances ? alliance("members: [{name: 甲}, {name: 乙}]\n")
                         : "kind: Recommendation\nunits: [{name: 丙}]\n";
  };
  std::array<std::atomic<std::size_t>, alliances + 1> read{};
  const auto source = [&](std::size_t i) {
    ++read[i];
    return std::make_unique<SourceFile>(std::to_string(i), bytes_at(i));
  };
  AuditOptions options;
  options.today = cel::parse_date("2025-06-01").value();
  options.jobs = GENERATE(1U, 2U, 4U);
  Collector collector(world.packs, options, {[](std::size_t i) { return std::to_string(i); }, source});
  for (std::size_t i = 0; i <= alliances; ++i) {
    collector.take(i, judge_file(world.packs, options, source(i), true, false));
  }
  Diagnostics run;
  CHECK(whole(*collector.finish(run)).findings.size() == 2 * alliances);
  for (std::size_t i = 0; i < alliances; ++i) CHECK(read[i] == 2);
  CHECK(read[alliances] == 1);
}

TEST_CASE("across: a shortfall that is not due yet reads no dossier again") {
  const std::string goal = R"(
    programme:
      - {id: goal, kind: Alliance, across: audit, count: {min: 2}, due: )";
  const OneFile early(World(goal + "2030-12-31}\n"), alliance(""));
  CHECK(early.report.findings.empty());
  CHECK(early.times_read == 1);
  const OneFile due(World(goal + "2024-01-31}\n"), alliance(""));
  CHECK(due.report.findings.size() == 1);
  CHECK(due.times_read == 2);
}

TEST_CASE("across: one institution under two names is told with both places, and stays two") {
  Run run(one_place_each);
  run.folder.write("in/a.yaml",
                   alliance("members: [{name: 清河县中医院, city: 东山市, county: 清河县}]\n"));
  run.folder.write("in/b.yaml",
                   alliance("members: [{name: 清河县中医医院, city: 东山市, county: 清河县}]\n"));
  run.folder.write("in/c.yaml",
                   alliance("members: [{name: 清河县中医医院, city: 西山市, county: 清河县}]\n"));
  const Report report = run.judge();
  CHECK(run.run.empty());
  CHECK(report.findings.size() == 1);  // of b and c
  REQUIRE(report.diagnostics.size() == 1);
  const auto& [dossier, diagnostic, novelty] = report.diagnostics.front();
  CHECK(diagnostic.id == "likely-duplicate");
  CHECK(severity_of(diagnostic) == Severity::warning);
  CHECK(dossier == 1);
  CHECK(diagnostic.place.file.ends_with("b.yaml"));
  REQUIRE(diagnostic.related.size() == 1);
  CHECK(diagnostic.related.front().place.file.ends_with("a.yaml"));
}

TEST_CASE("across: where only some rules are asked for, names are not compared") {
  Run run(one_place_each);
  run.folder.write("in/a.yaml", alliance("members: [{name: 清河县中医院, city: 东山市}, "
                                         "{name: 清河县中医医院, city: 东山市}]\n"));
  CHECK(run.judge().diagnostics.size() == 1);
  run.options.rules = {"once"};
  CHECK(run.judge().diagnostics.empty());
}

TEST_CASE("across: what rests on the day is judged as of the audit's day") {
  // 2 at least as of 2025, 1 before: by the figure itself, and by where the day is asked for.
  Run run(R"(
    rules:
      - id: large
        kind: Alliance
        across: audit
        where: size(dossier.members) >= params.dated
        count: {max: 0}
      - id: filed
        kind: Alliance
        across: audit
        where: dossier.filed == as_of
        count: {min: 1}
)");
  run.folder.write("in/a.yaml", alliance("members: [{name: 甲医院}]\n"));
  SECTION("of the latest dossier") {
    Report report = run.judge();
    ONLY_FINDING(report);
    CHECK(finding.rule->id == "large");
    CHECK(finding.counted.size() == 1);
  }
  SECTION("of one that was filed when the figure was another") {
    run.folder.write("in/b.yaml", "kind: Alliance\nname: 乙联盟\nfiled: 2025-03-01\n"
                                  "members: [{name: 乙医院}, {name: 丙医院}]\n");
    const Report report = run.judge();
    ONLY_FINDING(report);
    CHECK(finding.rule->id == "large");
    REQUIRE(finding.counted.size() == 1);
    CHECK(finding.counted.front().place.file.ends_with("b.yaml"));
  }
  SECTION("of the caller's") {
    run.options.as_of = cel::parse_date("2025-02-01");
    const Report report = run.judge();
    ONLY_FINDING(report);
    CHECK(finding.rule->id == "filed");
  }
}

}  // namespace guiju
