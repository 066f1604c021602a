#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "audit/answers.h"
#include "../report/parts_anew.h"
#include "world.h"

namespace guiju {
namespace {

const std::string asks = R"(
    review:
      - id: sound
        kind: Alliance
        ask: {zh: 是否可行？, en: "is it sound?"}
        look_at: [dossier.topic]
)";

/// What may stand in a file and is no YAML of its own.
const std::string odd = "\"甲: #1 '联盟'\\n- [x] {y} &z *w !t |\"";

std::string dossier() {
  return "kind: Alliance\nname: " + odd + "\ntopic: " + odd + "\nfiled: 2024-08-01\n";
}

/// A file that is there as long as the value.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path(std::filesystem::temp_directory_path() /
             ("guiju-answers-" + std::to_string(getpid()) + ".yaml")) {
    std::ofstream(path) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::filesystem::path path;
};

/// The form for the questions of a report.
std::string form_of(const Report& report, Language language) {
  std::ostringstream out;
  write_answers(PartsInMemory(report), language, out);
  return out.str();
}

Report with_answers(const std::vector<AnsweredDossier>& answered, const Report& report) {
  const PartsInMemory parts(report);
  return collected(AnsweredParts(answered, parts));
}

std::vector<AnsweredDossier> read(const std::string& form, Diagnostics& diagnostics) {
  const TemporaryFile file(form);
  return read_answers({file.path.string()}, {}, diagnostics);
}

std::string with(std::string form, const std::string& from, const std::string& to) {
  const auto at = form.find(from);
  REQUIRE(at != std::string::npos);
  return form.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a form is read as it was written, in either language") {
  World world(asks);
  REQUIRE(world.diagnostics.empty());
  Report report = world.judge(dossier());
  REQUIRE(report.review.size() == 1);
  for (const auto language : {Language::zh, Language::en}) {
    const bool zh = language == Language::zh;
    auto form = form_of(report, language);
    form = with(form, zh ? "结论:" : "verdict:", zh ? "结论: 不符合" : "verdict: not kept");
    form = with(form, zh ? "说明:" : "note:", (zh ? "说明: " : "note: ") + odd);
    form = with(form, zh ? "审查人:" : "by:", zh ? "审查人: 示例审查人" : "by: 示例审查人");
    form = with(form, zh ? "\n日期:" : "\ndate:", zh ? "\n日期: 2024-09-01" : "\ndate: 2024-09-01");
    Diagnostics diagnostics;
    const auto answered = read(form, diagnostics);
    CHECK(diagnostics.empty());
    report = with_answers(answered, report);
    CHECK(report.diagnostics.empty());
    REQUIRE(report.review.front().answer);
    const Answer& answer = *report.review.front().answer;
    CHECK_FALSE(answer.kept);
    CHECK(answer.by == "示例审查人");
    CHECK(answer.date == "2024-09-01");
    CHECK(answer.note == "甲: #1 '联盟'\n- [x] {y} &z *w !t |");

    // What is answered stands filled in when the form is made again.
    const auto again = read(form_of(report, language), diagnostics);
    CHECK(diagnostics.empty());
    REQUIRE(again.front().items.front().answer);
    CHECK(again.front().items.front().answer->note == answer.note);
    CHECK(again.front().items.front().answer->by == answer.by);
    report.review.front().answer.reset();
  }
}

TEST_CASE("a form that is not filled in answers nothing and says nothing") {
  World world(asks);
  Report report = world.judge(dossier());
  Diagnostics diagnostics;
  report = with_answers(read(form_of(report, Language::zh), diagnostics), report);
  CHECK(diagnostics.empty());
  CHECK(report.diagnostics.empty());
  CHECK_FALSE(report.review.front().answer);
}

TEST_CASE("of several dossiers in a file, a change of one leaves the answers to the others") {
  World world(asks);
  const std::string first = "kind: Alliance\nname: 甲\nfiled: 2024-08-01\n---\n";
  const Report report = world.judge(first + dossier());
  REQUIRE(report.review.size() == 2);
  CHECK(report.dossiers[0].sha256 != report.dossiers[1].sha256);
  const Report changed = world.judge("# 改\n" + first + "\n" + dossier());
  CHECK(changed.dossiers[0].sha256 == report.dossiers[0].sha256);
  CHECK(changed.dossiers[1].sha256 == report.dossiers[1].sha256);
}

TEST_CASE("what is said of answers stands with its dossier") {
  World world(asks);
  Report report = world.judge({dossier(), alliance("nmae: x\n")});
  REQUIRE(report.diagnostics.size() == 1);
  REQUIRE(report.diagnostics.front().dossier == 1);
  AnsweredDossier answered{"file1.yaml", 1, report.dossiers[0].sha256, {}, {}};
  answered.items.push_back({"trial/none", Answer{}, {}});
  report = with_answers({answered}, report);
  REQUIRE(report.diagnostics.size() == 2);
  CHECK(report.diagnostics[0].diagnostic.id == "answers-unknown-item");
  CHECK(report.diagnostics[1].dossier == 1);
}

TEST_CASE("two dossiers of the same bytes are told apart by name only") {
  World world(asks);
  Report report = world.judge({dossier(), dossier()});
  Diagnostics diagnostics;
  auto form = with(form_of(world.judge(dossier()), Language::en), "verdict:", "verdict: kept");
  form = with(form, "by:", "by: 示例审查人");
  form = with(form, "\ndate:", "\ndate: 2024-09-01");
  report = with_answers(read(form, diagnostics), report);  // of file3.yaml, which is not among them
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics.front().diagnostic.id == "answers-unknown-dossier");
}

TEST_CASE("a number that no document can have is that of none") {
  World world(asks);
  const std::string form = form_of(world.judge(dossier()), Language::en);
  for (const auto* number : {"4294967297", "-4294967295"}) {
    Diagnostics diagnostics;
    const auto answered = read(with(form, "document: 1", std::string("document: ") + number),
                               diagnostics);
    REQUIRE(answered.size() == 1);
    CHECK(answered.front().document == 0);
  }
}

TEST_CASE("answers about dossiers that are not there are told with the file they stand in") {
  World world(asks);
  Report judged = world.judge(dossier());
  RuleResult of_all;
  of_all.dossier = no_dossier;
  judged.results.push_back(of_all);
  Place first, second;
  first.file = "b.yaml";
  second.file = "a.yaml";
  const std::vector<AnsweredDossier> answered{{"x.yaml", 1, "", {{"i", Answer{}, {}}}, first},
                                              {"y.yaml", 1, "", {{"i", Answer{}, {}}}, second},
                                              {"z.yaml", 1, "", {{"i", Answer{}, {}}}, first},
                                              {"file1.yaml", 1, "", {{"i", Answer{}, {}}}, first}};
  const PartsAnew parts(judged);
  const AnsweredParts report(answered, parts);
  for (int time = 0; time < 2; ++time) {  // a second reading gives the same
    std::vector<std::pair<std::string, std::size_t>> told;
    report.each([&](const ReportPart& part) {
      told.emplace_back(part.file, part.diagnostics.size());
    });
    CHECK(told == std::vector<std::pair<std::string, std::size_t>>{
                      {"file1.yaml", 1}, {"b.yaml", 2}, {"a.yaml", 1}, {"", 0}});
  }
  CHECK(parts.times == 3);
}

TEST_CASE("without answers, a report is not read for them") {
  const Report empty;
  const PartsAnew parts(empty);
  const AnsweredParts report({}, parts);
  CHECK(parts.times == 0);
}

}  // namespace guiju
