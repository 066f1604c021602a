#include <catch2/catch.hpp>

#include "report/digest.h"
#include "sample.h"

namespace guiju {
namespace {

Finding finding_of(Rule& rule, Strength strength, Outcome outcome) {
  rule.strength = strength;
  Finding finding;
  finding.rule = &rule;
  finding.outcome = outcome;
  return finding;
}

TEST_CASE("strength decides what a violation is") {
  Rule rule;
  CHECK(severity_of(finding_of(rule, Strength::must, Outcome::violated)) == Severity::error);
  CHECK(severity_of(finding_of(rule, Strength::in_principle, Outcome::violated)) ==
        Severity::error);
  CHECK(severity_of(finding_of(rule, Strength::encouraged, Outcome::violated)) == Severity::note);
  CHECK(severity_of(finding_of(rule, Strength::must, Outcome::departed)) == Severity::note);
}

TEST_CASE("an encouraged rule counts only where it is asked for") {
  Rule rule;
  const auto finding = finding_of(rule, Strength::encouraged, Outcome::violated);
  CHECK_FALSE(counts(finding, {Threshold::Level::in_principle, true}));
  CHECK(counts(finding, {Threshold::Level::encouraged, true}));
}

TEST_CASE("an in-principle violation is let pass by --fail-on must") {
  Rule rule;
  const auto finding = finding_of(rule, Strength::in_principle, Outcome::violated);
  CHECK(counts(finding, {}));
  CHECK_FALSE(counts(finding, {Threshold::Level::must, true}));
}

TEST_CASE("a must rule that is undecided counts unless allowed") {
  Rule rule;
  const auto finding = finding_of(rule, Strength::must, Outcome::undecided);
  CHECK(counts(finding, {Threshold::Level::must, true}));
  CHECK_FALSE(counts(finding, {Threshold::Level::must, false}));
  CHECK_FALSE(counts(finding, {Threshold::Level::never, true}));
}

TEST_CASE("other rules that are undecided do not count") {
  Rule rule;
  CHECK_FALSE(counts(finding_of(rule, Strength::in_principle, Outcome::undecided),
                     {Threshold::Level::encouraged, true}));
}

TEST_CASE("a departure never counts") {
  Rule rule;
  CHECK_FALSE(counts(finding_of(rule, Strength::in_principle, Outcome::departed),
                     {Threshold::Level::encouraged, true}));
}

TEST_CASE("what is wrong with the input counts like a finding") {
  const InputDiagnostic diagnostic{0, {"yaml-duplicate-key", {}, {}, {}}};
  CHECK(counts(diagnostic, {Threshold::Level::must, true}));
  CHECK_FALSE(counts(diagnostic, {Threshold::Level::never, true}));
}

TEST_CASE("one missing field is one entry, with the rules it leaves undecided") {
  const SampleReport sample;
  const auto result = digest(sample.report, {});
  REQUIRE(result.parts.size() == 1);
  REQUIRE(result.parts[0].missing.size() == 1);
  CHECK(result.parts[0].missing[0].holders.size() == 1);
  CHECK(result.parts[0].missing[0].findings.size() == 2);
  CHECK(result.parts[0].undecided.empty());
}

TEST_CASE("the same field missing in several places with the same consequence is one entry") {
  SampleReport sample;
  for (auto& finding : sample.report.findings) {
    if (finding.outcome != Outcome::undecided) continue;
    finding.missing.push_back(missing("members[5].level", {"级别", "level"}, same("丁医院"),
                                      place("a.yaml", 40, "- name: 丁医院")));
  }
  const auto result = digest(sample.report, {});
  REQUIRE(result.parts[0].missing.size() == 1);
  CHECK(result.parts[0].missing[0].holders.size() == 2);
}

TEST_CASE("must stands before in-principle") {
  SampleReport sample;
  sample.report.findings[0].rule = sample.level.rules[0].get();
  sample.report.findings[1].outcome = Outcome::violated;
  sample.report.findings[1].rule = sample.count.rules[0].get();
  const auto result = digest(sample.report, {});
  REQUIRE(result.parts[0].violations.size() == 2);
  CHECK(result.parts[0].violations[0]->rule->strength == Strength::must);
}

TEST_CASE("the closing line counts what there is, and says the verdict") {
  SampleReport sample;
  CHECK(verdict_line(digest(sample.report, {}), Language::zh) ==
        "1份材料，1处错误，1项说明后偏离，2项无法判定，1条提示，1项待人工审查：未通过");
  CHECK(verdict_line(digest(sample.report, {}), Language::en) ==
        "1 dossier, 1 error, 1 departure on file, 2 undecided, 1 remark, 1 for a person to judge: "
        "not passed");
}

TEST_CASE("errors below the threshold are not called a pass") {
  const SampleReport sample;
  CHECK(digest(sample.report, {Threshold::Level::never, true}).verdict == Verdict::tolerated);
}

TEST_CASE("a dossier without findings waits for a person, or passes") {
  SampleReport sample;
  sample.report.findings.clear();
  CHECK(digest(sample.report, {}).verdict == Verdict::open);
  sample.report.review[0].answer = Answer{};
  CHECK(digest(sample.report, {}).verdict == Verdict::passed);
  sample.report.review[0].answer->kept = false;
  CHECK(digest(sample.report, {}).verdict == Verdict::failed);
}

TEST_CASE("an open question counts where it is told to, one that is answered does not") {
  SampleReport sample;
  sample.report.findings.clear();
  Threshold strict;
  strict.open_review_counts = true;
  CHECK(digest(sample.report, strict).verdict == Verdict::failed);
  sample.report.review[0].answer = Answer{};
  CHECK(digest(sample.report, strict).verdict == Verdict::passed);
}

TEST_CASE("what a person judged not kept is a clause broken, and no dossier is clean with it") {
  SampleReport sample;
  sample.report.findings.clear();
  sample.report.review[0].answer = Answer{false, "示例审查人", "2024-12-02", "不足", {}};
  const auto result = digest(sample.report, {});
  CHECK_FALSE(result.parts[0].clean());
  CHECK(result.parts[0].verdict == Verdict::failed);
  CHECK(result.totals.review_rejected == 1);
  CHECK(digest(sample.report, {Threshold::Level::never, true}).verdict == Verdict::tolerated);
  sample.plan.strength = Strength::encouraged;
  CHECK(digest(sample.report, {}).verdict == Verdict::passed);
}

TEST_CASE("each dossier has its own counts and verdict") {
  SampleReport sample;
  auto second = sample.report.dossiers[0];
  second.file = "b.yaml";
  sample.report.dossiers.push_back(second);
  auto item = sample.report.review[0];
  item.dossier = 1;
  sample.report.review.push_back(item);
  const auto result = digest(sample.report, {});
  CHECK(result.parts[0].verdict == Verdict::failed);
  CHECK(result.parts[0].totals.errors == result.totals.errors);
  CHECK(result.parts[1].verdict == Verdict::open);
  CHECK(result.parts[1].totals.errors == 0);
  CHECK(result.parts[1].review == std::vector<const ReviewItem*>{&sample.report.review[1]});
}

TEST_CASE("a dossier that no pack judges is not called passed") {
  SampleReport sample;
  auto second = sample.report.dossiers[0];
  second.packs.clear();
  sample.report.dossiers.push_back(second);
  CHECK(digest(sample.report, {}).parts[1].verdict == Verdict::nothing);
}

TEST_CASE("the clauses of one dossier hold its own results only") {
  SampleReport sample;
  auto second = sample.report.dossiers[0];
  sample.report.dossiers.push_back(second);
  const auto result = digest(sample.report, {});
  CHECK(gravest_of(clauses_of(result.parts[0])[0].clauses[0]) == Outcome::violated);
  CHECK_FALSE(gravest_of(clauses_of(result.parts[1])[0].clauses[0]));
}

TEST_CASE("clauses are counted by their gravest outcome") {
  const SampleReport sample;
  const auto tally = tally_of(digest(sample.report, {}).packs[0]);
  CHECK(tally.by_outcome == std::array<std::size_t, outcome_count>{0, 2, 1, 0, 0});
  CHECK(tally.for_a_person == 1);
  CHECK(tally.information == 1);
  CHECK(tally.not_concerned == 0);
}

TEST_CASE("a run in which nothing was judged does not pass") {
  SampleReport sample;
  sample.report.findings.clear();
  sample.report.review.clear();
  sample.report.dossiers[0].packs.clear();
  CHECK(digest(sample.report, {}).verdict == Verdict::nothing);
  CHECK(digest(Report{}, {}).verdict == Verdict::nothing);
}

TEST_CASE("each clause says what came of it") {
  SampleReport sample;
  const auto result = digest(sample.report, {});
  REQUIRE(result.packs.size() == 1);
  const auto words = [&](std::size_t clause) {
    return words_of(result.packs[0].clauses[clause], Language::zh);
  };
  CHECK(words(0) == "违反");
  CHECK(words(1) == "说明后偏离");
  CHECK(words(2) == "未做到");
  CHECK(words(3) == "待人工审查");
  CHECK(words(4) == "说明");
}

TEST_CASE("a rule whose day has not come is in progress, one without its kind is not judged") {
  SampleReport sample;
  RuleResult result;
  auto& goal = sample.policy.clause("三.1", Strength::must, {"目标", "a goal"});
  auto& due = sample.policy.rule(goal, "goal", Form::count);
  due.due = 1;
  due.across = true;
  result.rule = &due;
  result.dossier = no_dossier;
  result.outcome = Outcome::not_applicable;
  result.tally[static_cast<std::size_t>(Outcome::not_applicable)] = 1;
  result.note = same("2027-12-31");
  sample.report.results.push_back(result);
  CHECK(words_of(digest(sample.report, {}).packs[0].clauses[5], Language::zh) == "尚在进行");
  due.due.reset();
  CHECK(words_of(digest(sample.report, {}).packs[0].clauses[5], Language::zh) == "未判定");
}

TEST_CASE("a file that could not be read has a part of its own") {
  SampleReport sample;
  InputDiagnostic unreadable;
  unreadable.dossier = no_dossier;
  unreadable.diagnostic.id = "file-unreadable";
  unreadable.diagnostic.place.file = "b.yaml";
  sample.report.diagnostics.push_back(unreadable);
  const auto result = digest(sample.report, {});
  REQUIRE(result.parts.size() == 2);
  CHECK(result.parts[1].dossier == nullptr);
  CHECK(result.parts[1].file == "b.yaml");
}

}  // namespace
}  // namespace guiju
