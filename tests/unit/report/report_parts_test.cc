#include "report/report_parts.h"

#include <catch2/catch.hpp>
#include <algorithm>

#include "report/baseline.h"
#include "report/json_values.h"
#include "parts_anew.h"
#include "reports.h"

namespace guiju {
namespace {

/// What a format may cost: each time, a report on disk is read again, but for the few dossiers that
/// the digest shows, which it reads once more.
constexpr std::size_t most_times = 8 + 1;

void check_formats(const Report& report) {
  const Format actions{"actions", {}, render_actions};
  auto all = formats();
  all.push_back(actions);
  for (const auto& format : all) {
    for (const auto language : {Language::zh, Language::en}) {
      for (const bool verbose : {false, true}) {
        INFO(format.name << (verbose ? " verbose" : ""));
        RenderOptions options;
        options.language = language;
        options.verbose = verbose;
        const PartsAnew parts(report);
        CHECK(rendered(format.render, parts, options) ==
              rendered(format.render, report, options));
        CHECK(parts.times <= most_times);
      }
    }
  }
}

std::vector<std::string> order_of(const Report& report) {
  std::vector<std::string> order;
  PartsInMemory(report).each([&](const ReportPart& part) {
    order.push_back(part.is_whole() ? "whole" : std::string(part.file));
  });
  return order;
}

InputDiagnostic without_dossier(const std::string& file) {
  Place place;
  place.file = file;
  return input_diagnostic("file-unreadable", no_dossier, place, {{"reason", same("x")}});
}

}  // namespace

TEST_CASE("every format writes the same of parts that do not outlive their turn") {
  check_formats(FullReport().report);
  check_formats(ComparedReport().report);
  check_formats(AuditReport().report);
  check_formats(HostileReport().report);
  check_formats(Report{});
}

TEST_CASE("dossiers come first, then files without one, then the audit as a whole") {
  SampleReport sample;
  sample.report.diagnostics = {without_dossier("x.yaml"), without_dossier("y.yaml")};
  sample.report.findings.back().dossier = no_dossier;
  CHECK(order_of(sample.report) == std::vector<std::string>{"a.yaml", "x.yaml", "y.yaml", "whole"});
  CHECK(order_of(Report{}).empty());
}

TEST_CASE("each part has what is said of it, and nothing else") {
  const FullReport full;
  std::size_t findings = 0, results = 0, review = 0, diagnostics = 0;
  PartsInMemory(full.report).each([&](const ReportPart& part) {
    const auto own = [&](const auto& entry) { return entry.dossier == part.index; };
    CHECK(std::all_of(part.findings.begin(), part.findings.end(), own));
    CHECK(std::all_of(part.results.begin(), part.results.end(), own));
    CHECK(std::all_of(part.review.begin(), part.review.end(), own));
    CHECK(std::all_of(part.diagnostics.begin(), part.diagnostics.end(), own));
    findings += part.findings.size();
    results += part.results.size();
    review += part.review.size();
    diagnostics += part.diagnostics.size();
  });
  CHECK(findings == full.report.findings.size());
  CHECK(results == full.report.results.size());
  CHECK(review == full.report.review.size());
  CHECK(diagnostics == full.report.diagnostics.size());
}

TEST_CASE("a report out of order is refused, since a part would lose what is said of it") {
  SampleReport sample;
  sample.report.dossiers.push_back(sample.report.dossiers.front());
  sample.report.findings.front().dossier = 1;
  CHECK_THROWS_AS(order_of(sample.report), std::logic_error);
  sample.report.findings.clear();
  sample.report.diagnostics = {without_dossier("x.yaml"),
                               input_diagnostic("yaml-duplicate-key", 0, {})};
  CHECK_THROWS_AS(order_of(sample.report), std::logic_error);
}

TEST_CASE("what only the clauses tell is no part for people to read") {
  SampleReport sample;
  sample.report.results.back().dossier = no_dossier;
  const auto result = digest(sample.report, {});
  CHECK(order_of(sample.report) == std::vector<std::string>{"a.yaml", "whole"});
  CHECK(result.parts.size() == 1);
  CHECK(result.parts_shown == 1);
}

TEST_CASE("a digest holds as few items of a question as a list shows") {
  const AuditReport audit;
  const auto result = digest(audit.report, {});
  REQUIRE(result.questions.size() == 1);
  CHECK(result.questions[0].items == 50);
  CHECK(result.questions[0].answered == 17);
  REQUIRE(result.questions[0].first.size() == list_limit);
  CHECK(result.questions[0].first[1].file == "材料/01.yaml");
}

TEST_CASE("the items of questions are told in their order, those of few at once") {
  FullReport full;
  const auto item = full.report.review.front();  // of the first dossier
  const std::size_t many = 2000;
  full.report.review.insert(full.report.review.begin(), many, item);
  const PartsAnew parts(full.report);
  const auto result = digest(parts, {});
  REQUIRE(result.questions.size() == 2);
  parts.times = 0;
  QuestionItems items(parts, result.questions);
  for (const auto& question : result.questions) {
    std::size_t number = 0;
    items.of(question, [&](const ReviewItem& one, std::string_view file) {
      CHECK(one.review == question.review);
      CHECK(file == "a.yaml");
      ++number;
    });
    CHECK(number == question.items);
  }
  CHECK(parts.times == 2);

  const AuditReport audit;
  const PartsAnew few(audit.report);
  const auto digested = digest(few, {});
  few.times = 0;
  QuestionItems once(few, digested.questions);
  once.of(digested.questions[0], [](const ReviewItem&, std::string_view) {});
  CHECK(few.times == 1);
}

TEST_CASE("a report held against its own baseline is known, part by part") {
  const FullReport full;
  Baseline baseline;
  const PartsAnew parts(full.report);
  parts.each([&](const ReportPart& part) {
    for (const auto& entry : part.diagnostics) baseline.push_back(matter_of(entry));
    for (const auto& finding : part.findings) baseline.push_back(matter_of(finding, part.file));
  });
  baseline.push_back({"gone", "sample/members", "a.yaml", {}, same("5")});
  baseline.push_back({"elsewhere", "sample/members", "z.yaml", {}, same("5")});
  const ComparedParts compared(baseline, parts);
  CHECK(compared.head().has_baseline);
  ReportParts::Dossiers only(full.report.dossiers.size(), false);
  only.back() = true;
  std::vector<std::uint32_t> given;
  compared.each([&](const ReportPart& part) {
    if (part.dossier != nullptr) given.push_back(part.index);
  }, ReportParts::Extent::whole, &only);
  CHECK(given == std::vector<std::uint32_t>{static_cast<std::uint32_t>(only.size() - 1)});
  REQUIRE(compared.head().fixed.size() == 1);
  CHECK(compared.head().fixed.front().identity == "gone");
  for (int time = 0; time < 2; ++time) {  // a second reading gives the same
    const auto result = digest(compared, {});
    CHECK(result.totals.known == full.report.diagnostics.size() + full.report.findings.size());
    CHECK(passes(result));
    CHECK(result.totals.errors == 0);
  }
}

TEST_CASE("JSON written piece by piece is that of the whole") {
  const Json nested{{"a", {1, 2}}, {"b", Json::object()}, {"c", Json::array()}};
  const Json whole{{"text", "\x1b\n甲\u202e"}, {"none", Json::array()}, {"runs", {nested, nested}}};
  std::ostringstream at_once, in_pieces;
  write(whole, at_once);
  JsonWriter writer(in_pieces);
  writer.begin_object();
  writer.member("text", whole["text"]);
  writer.begin_array("none");
  writer.end();
  writer.begin_array("runs");
  writer.element(nested);
  writer.begin_object();
  writer.members(nested);
  writer.end();
  writer.end();
  writer.end();
  CHECK(in_pieces.str() == at_once.str());

  std::ostringstream empty;
  JsonWriter nothing(empty);
  nothing.begin_object();
  nothing.end();
  CHECK(empty.str() == "{}\n");
}

}  // namespace guiju
