#include "report/statistics.h"

#include <catch2/catch.hpp>

#include "report/statistics_tables.h"
#include "reports.h"

namespace guiju {
namespace {

const Localized city{"市", "city"};

DossierGroup in_city(const std::string& name, const std::string& key) {
  return {city, same(name), key};
}

/// An audit whose dossiers a test adds one by one.
class Audit : public SampleReport {
 public:
  Audit() {
    first_ = report.dossiers.front();
    report.dossiers.clear();
    report.findings.clear();
    report.results.clear();
    report.review.clear();
  }

  /// A dossier with so many members missing, which its must rule demands.
  std::uint32_t dossier(std::vector<DossierGroup> groups, int violations = 0, int undecided = 0) {
    const auto index = static_cast<std::uint32_t>(report.dossiers.size());
    auto& made = report.dossiers.emplace_back(first_);
    made.file = fmt::format("{}.yaml", index);
    made.groups = std::move(groups);
    for (int i = 0; i < violations; ++i) find(index, Outcome::violated);
    for (int i = 0; i < undecided; ++i) find(index, Outcome::undecided);
    return index;
  }

  Finding& find(std::uint32_t dossier, Outcome outcome) {
    auto& made = add(*count.rules.front(), outcome);
    made.dossier = dossier;
    report.results.back().dossier = dossier;
    return made;
  }

  Statistics statistics() const { return digest(report, {}).statistics; }

 private:
  DossierReport first_;
};

const GroupedDossiers& by_city(const Statistics& statistics) {
  REQUIRE(statistics.grouped.size() == 2);
  CHECK(statistics.grouped[0].by.en == "kind");
  CHECK(statistics.grouped[1].by == city);
  return statistics.grouped[1];
}

}  // namespace

TEST_CASE("statistics: a dossier counts once for a rule, its findings each") {
  Audit audit;
  audit.dossier({}, 3);
  audit.dossier({}, 1, 2);
  audit.dossier({});
  const auto made = audit.statistics();
  REQUIRE(made.rules.size() == 1);
  CHECK(made.rules[0].violated.dossiers == 2);
  CHECK(made.rules[0].violated.times == 4);
  CHECK(made.rules[0].undecided.dossiers == 1);
  CHECK(made.rules[0].undecided.times == 2);
  CHECK(made.rules[0].applied == 2);
  REQUIRE(made.clauses.size() == 1);
  CHECK(made.clauses[0].clause == &audit.count);
  CHECK(made.clauses[0].violated.dossiers == 2);
  CHECK(made.all.dossiers == 3);
  CHECK(made.blocked == 2);
}

TEST_CASE("statistics: the clause that most dossiers violate comes first, encouraged ones last") {
  Audit audit;
  const auto& plan = audit.policy.rule(audit.plan, "written", Form::evidence);
  const auto find = [&](const Rule& rule, std::uint32_t dossier) {
    audit.add(rule, Outcome::violated).dossier = dossier;
    audit.report.results.back().dossier = dossier;
  };
  for (int i = 0; i < 2; ++i) {
    const auto dossier = audit.dossier({}, i == 0 ? 3 : 0);
    find(plan, dossier);
    find(*audit.project.rules.front(), dossier);
  }
  const auto made = audit.statistics();
  REQUIRE(made.clauses.size() == 3);
  CHECK(made.clauses[0].clause == &audit.plan);
  CHECK(made.clauses[1].clause == &audit.count);
  CHECK(made.clauses[2].clause == &audit.project);
  CHECK(made.clauses[1].violated.times == 3);
}

TEST_CASE("statistics: what is found over all dossiers together has no dossier, but is counted") {
  Audit audit;
  audit.dossier({});
  audit.find(no_dossier, Outcome::violated);
  const auto made = audit.statistics();
  REQUIRE(made.clauses.size() == 1);
  CHECK(made.clauses[0].violated.times == 1);
  CHECK(made.clauses[0].violated.dossiers == 0);
  CHECK(made.clauses[0].applied == 0);
  CHECK(made.blocked == 0);
}

TEST_CASE("statistics: a rule over all dossiers applies to those of its kind") {
  Audit audit;
  Kind alliance;
  alliance.shape.name = "Alliance";
  auto& rule = *audit.count.rules.front();
  rule.across = true;
  rule.select.kind = &alliance;
  audit.find(audit.dossier({}), Outcome::violated);
  audit.report.results.back().dossier = no_dossier;
  audit.dossier({});
  audit.dossier({});
  audit.report.dossiers.back().kind = "Application";
  const auto made = audit.statistics();
  REQUIRE(made.rules.size() == 1);
  CHECK(made.rules[0].violated.dossiers == 1);
  CHECK(made.rules[0].applied == 2);
}

TEST_CASE("statistics: what the baseline knows is counted nowhere") {
  Audit audit;
  audit.find(audit.dossier({}), Outcome::violated).novelty = Novelty::known;
  const auto made = audit.statistics();
  CHECK(made.clauses.empty());
  CHECK(made.rules.empty());
  CHECK(made.first.empty());
  CHECK(made.all.by_verdict[static_cast<std::size_t>(Verdict::passed)] == 1);
}

TEST_CASE("statistics: a clause that a person judged not kept is violated") {
  const FullReport full;
  const auto made = digest(full.report, {}).statistics;
  const auto rejected = std::find_if(
      made.clauses.begin(), made.clauses.end(),
      [&](const ClauseFrequency& one) { return one.clause == &full.project; });
  REQUIRE(rejected != made.clauses.end());
  // The rule in the first dossier, the person's answer in the second.
  CHECK(rejected->violated.dossiers == 2);
  CHECK(rejected->applied == 2);
}

TEST_CASE("statistics: trouble with the input by dossiers and files") {
  const FullReport full;
  const auto made = digest(full.report, {}).statistics;
  REQUIRE(made.diagnostics.size() >= 3);
  const auto unreadable = std::find_if(made.diagnostics.begin(), made.diagnostics.end(),
                                       [](const auto& one) { return one.id == "file-unreadable"; });
  REQUIRE(unreadable != made.diagnostics.end());
  CHECK(unreadable->files == 1);
  CHECK(unreadable->found.dossiers == 0);
  CHECK(unreadable->found.times == 1);
  CHECK_FALSE(unreadable->example.empty());
  CHECK(made.files_unreadable == 1);
}

TEST_CASE("statistics: dossiers by a field, and those with most failures first, not given last") {
  Audit audit;
  audit.dossier({in_city("杭州市", "330100")});
  audit.dossier({in_city("杭州市", "330100")});
  audit.dossier({in_city("宁波市", "330200")}, 1);
  audit.dossier({{city, {}, {}}}, 2);
  audit.dossier({});
  const auto made = audit.statistics();
  const auto& cities = by_city(made);
  CHECK(cities.dossiers == 4);
  REQUIRE(cities.groups.size() == 2);
  CHECK(cities.groups[0].group.key == "330200");
  CHECK(cities.groups[0].by_verdict[0] == 1);
  CHECK(cities.groups[1].dossiers == 2);
  CHECK(cities.not_given.dossiers == 1);
  CHECK(cities.not_given.errors == 2);
  CHECK(cities.others.dossiers == 0);
}

TEST_CASE("statistics: a dossier with several values counts under each") {
  Audit audit;
  audit.dossier({in_city("杭州市", "330100"), in_city("宁波市", "330200")}, 1);
  const auto made = audit.statistics();
  const auto& cities = by_city(made);
  CHECK(cities.dossiers == 1);
  CHECK(cities.several == 1);
  REQUIRE(cities.groups.size() == 2);
  CHECK(cities.groups[0].group.key == "330100");
  CHECK(cities.groups[0].errors == 1);
  CHECK(cities.groups[1].errors == 1);
}

TEST_CASE("statistics: values that read the same are told apart by their keys") {
  Audit audit;
  audit.dossier({in_city("普陀区", "310107")});
  audit.dossier({in_city("普陀区", "330903")});
  audit.dossier({in_city("杭州市", "330100")});
  const auto tables = statistics_tables(audit.statistics(), Language::zh, 10);
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].rows[0].name == "普陀区（310107）");
  CHECK(tables[0].rows[1].name == "普陀区（330903）");
  CHECK(tables[0].rows[2].name == "杭州市");
}

TEST_CASE("statistics: values beyond the limit are counted together") {
  Audit audit;
  for (std::size_t i = 0; i < most_groups + 3; ++i) {
    audit.dossier({in_city(fmt::format("city {}", i), fmt::format("{}", i))});
  }
  audit.dossier({in_city("city 0", "0")});
  const auto made = audit.statistics();
  const auto& cities = by_city(made);
  CHECK(cities.groups.size() == most_groups);
  CHECK(cities.others.dossiers == 3);
  CHECK(cities.groups[0].dossiers == 2);
}

TEST_CASE("statistics: dossiers with most blocking findings first, then most undecided") {
  Audit audit;
  audit.dossier({}, 1);
  audit.dossier({}, 2);
  audit.dossier({});
  audit.dossier({}, 1, 1);  // an undecided must rule blocks as well
  audit.dossier({}, 2);
  const auto made = audit.statistics();
  std::vector<std::uint32_t> order;
  for (const auto& one : made.first) order.push_back(one.index);
  CHECK(order == std::vector<std::uint32_t>{3, 1, 4, 0});
  CHECK(made.first[0].blocking == 2);
  CHECK(made.first[0].undecided == 1);
  CHECK(made.blocked == 4);
}

TEST_CASE("statistics: only the first dossiers are ranked, and all are counted") {
  Audit audit;
  for (int i = 0; i < 30; ++i) audit.dossier({}, 1 + i % 3);
  const auto made = audit.statistics();
  REQUIRE(made.first.size() == most_ranked);
  CHECK(made.blocked == 30);
  CHECK(made.first[0].index == 2);
  CHECK(made.first[9].index == 29);
  CHECK(made.first[10].index == 1);
  CHECK(made.first[19].index == 28);
}

TEST_CASE("statistics: a table says how many it leaves out") {
  Audit audit;
  for (int i = 0; i < 6; ++i) {
    audit.dossier({in_city(fmt::format("city {}", i), fmt::format("{}", i))});
  }
  const auto tables = statistics_tables(audit.statistics(), Language::en, 4);
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].rows.size() == 4);
  CHECK(tables[0].more == 2);
}

TEST_CASE("statistics: a share is never said to be none or all where it is not") {
  Audit audit;
  for (int i = 0; i < 300; ++i) audit.dossier({in_city("杭州市", "330100")}, i == 0 ? 1 : 0);
  const auto tables = statistics_tables(audit.statistics(), Language::en, 10);
  const auto& cities = tables[2];
  CHECK(cities.caption == "By city");
  CHECK(cities.rows[0].cells[1].words == "1/300 (1%)");
}

TEST_CASE("statistics: with quiet, the text holds them and the closing line alone") {
  Audit audit;
  audit.dossier({in_city("杭州市", "330100")}, 1);
  audit.dossier({in_city("宁波市", "330200")});
  RenderOptions options;
  options.quiet = true;
  CHECK(rendered(render_text, audit.report, options).find("统计") == std::string::npos);
  options.statistics = true;
  const auto text = rendered(render_text, audit.report, options);
  CHECK(text.starts_with("统计 2份材料：未通过1份，通过1份\n"));
  CHECK(text.find("按市\n") != std::string::npos);
  CHECK(text.find("最需要先看的材料\n") != std::string::npos);
  CHECK(text.ends_with("\n\n2份材料，1处错误：未通过\n"));
}

}  // namespace guiju
