#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "report/canvas.h"
#include "sample.h"
#include "schema.h"
#include "text/unicode.h"

namespace guiju {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t number = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++number;
  return number;
}

/// Every string of a dossier at its worst.
constexpr std::string_view worst =
    "\x1b[31m<script>\n::error::x\r\t\xe2\x80\xae=1+1\xc2\x9b"
    "31m\xff";

SampleReport worst_report() {
  SampleReport sample;
  const Localized words = same(std::string(worst));
  auto& report = sample.report;
  report.dossiers[0].file = worst;
  report.dossiers[0].title = worst;
  for (auto& finding : report.findings) {
    finding.subject = words;
    finding.place = place(std::string(worst), 4, std::string(worst));
    finding.related.push_back({words, finding.place});
    for (auto& lacking : finding.missing) lacking.holder = words;
    for (auto& comparison : finding.comparisons) comparison.found = words;
    if (finding.justification) finding.justification->reason = worst;
  }
  report.review[0].look_at[0].value = words;
  return sample;
}

/// Whether anything but line breaks is left that a terminal would act on.
bool is_harmless(const std::string& text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const auto character = next_character(text, offset);
    if (character != U'\n' && !is_printable(character)) return false;
  }
  return true;
}

TEST_CASE("the text report of a dossier") {
  const SampleReport sample;
  CHECK(rendered(render_text, sample.report) == R"(a.yaml  联盟“示例联盟”
  依据示例政策，按2024-12-01的情况审查（材料所写日期）

错误 成员不少于8家                                                                    sample/members
  ┌─ a.yaml:4:1
 4│ members:
  │ ^^^^^^^^ 现有6家，应不少于8家，还差2家
  = 依据   示〔2024〕1号 二（组建）
  = 怎么办 再补充2家

偏离 原则上为甲类                                                                       sample/class
  ┌─ a.yaml:4:1
 4│ members:
  │ ^^^^^^^^ 甲医院：类别为“乙”，应为“甲”；已说明理由
  = 依据 示〔2024〕1号 二（组建）
  = 理由 唯一的专科
  = 批准 示例局
  = 文号 示〔2024〕9号
  = 日期 2024-11-01

缺少 “级别”
  ┌─ a.yaml:12:1
12│ - name: 丙医院
  │ ^^^^^^^^^^^^^^ 丙医院缺少“级别”
  = 因此无法判定 成员不少于8家 sample/counties（现有2至3）
                 成员不少于8家 sample/cities（现有2至3）

提示 鼓励合作                                                                         sample/project
  ┌─ a.yaml:4:1
 4│ members:
  │ ^^^^^^^^ 没有填写“合作项目”
  = 依据 示〔2024〕1号 二（组建）

人工审查
  □ 计划是否具体？
      看计划（第30行）、附件（材料中没有）                                      sample/plan-concrete

逐条小结 示例政策（示〔2024〕1号，sample 1.0.0）
  二.1  违反        成员不少于8家
  二.2  说明后偏离  原则上为甲类
  二.3  未做到      鼓励合作
  二.4  待人工审查  计划具体
  二.5  说明        主管部门职责（约束主管部门）

1份材料，1处错误，1项说明后偏离，2项无法判定，1条提示，1项待人工审查：未通过
)");
}

TEST_CASE("a quiet report is its closing line") {
  const SampleReport sample;
  RenderOptions options;
  options.quiet = true;
  for (const auto render : {render_text, render_concise}) {
    CHECK(lines_of(rendered(render, sample.report, options)).size() == 1);
  }
}

TEST_CASE("a verbose report lists what is kept") {
  SampleReport sample;
  sample.report.findings.erase(sample.report.findings.begin());
  sample.report.results[0].outcome = Outcome::satisfied;
  sample.report.results[0].quantity = at_least(8, 9, 9);
  RenderOptions options;
  CHECK_FALSE(contains(rendered(render_text, sample.report, options), "sample/members"));
  options.verbose = true;
  CHECK(contains(rendered(render_text, sample.report, options),
                 "符合   sample/members  成员不少于8家（现有9家）"));
}

TEST_CASE("no line is wider than the terminal, but for the closing one") {
  const SampleReport sample;
  for (const std::size_t width : {60, 80, 100}) {
    for (const auto language : {Language::zh, Language::en}) {
      RenderOptions options;
      options.width = width;
      options.language = language;
      auto lines = lines_of(rendered(render_text, sample.report, options));
      lines.pop_back();
      for (const auto& line : lines) {
        CAPTURE(line);
        CHECK(display_width(line) <= width);
      }
    }
  }
}

TEST_CASE("colours appear only where they are asked for") {
  const SampleReport sample;
  RenderOptions options;
  CHECK_FALSE(contains(rendered(render_text, sample.report, options), "\x1b"));
  options.colour = true;
  CHECK(contains(rendered(render_text, sample.report, options), "\x1b[1;31m"));
}

TEST_CASE("among several dossiers, one without findings takes one line") {
  SampleReport sample;
  auto second = sample.report.dossiers[0];
  second.file = "b.yaml";
  sample.report.dossiers.push_back(second);
  const auto text = rendered(render_text, sample.report);
  CHECK(lines_of(text)[0] == "符合 b.yaml  联盟“示例联盟”");
  CHECK(count(text, "b.yaml") == 1);
}

TEST_CASE("both places of a double are drawn") {
  SampleReport sample;
  auto& finding = sample.report.findings[0];
  finding.quantity.reset();
  finding.related.push_back({{"先列在这里", "first here"}, place("b.yaml", 140, "- x")});
  const auto text = rendered(render_text, sample.report);
  CHECK(contains(text, "   ┌─ a.yaml:4:1\n  4│ members:\n"));
  CHECK(contains(text, "   ├─ b.yaml:140:1\n140│ - x\n   │ ^^^ 先列在这里\n"));
}

TEST_CASE("rules that were not judged are listed with the reason") {
  SampleReport sample;
  sample.report.results[0].note = {"本次没有“推荐”材料", "this run holds no recommendation"};
  CHECK(contains(rendered(render_text, sample.report), "  本次没有“推荐”材料：sample/members\n"));
}

TEST_CASE("concise gives each finding a line that begins with its place") {
  const SampleReport sample;
  const auto lines = lines_of(rendered(render_concise, sample.report));
  REQUIRE(lines.size() == 7);
  CHECK(lines[0] == "a.yaml:4:1: 错误[sample/members] 现有6家，应不少于8家，还差2家");
  CHECK(lines[5] == "a.yaml:30:1: 待审查[sample/plan-concrete] 计划是否具体？");
}

TEST_CASE("whatever a dossier holds, no report acts on a terminal") {
  const auto sample = worst_report();
  RenderOptions verbose;
  verbose.verbose = true;
  for (const auto& format : formats()) {
    // hostile_test.cc reads these as programs do; CSV begins and ends lines in its own way.
    if (format.binary || format.name == "csv") continue;
    CAPTURE(format.name);
    CHECK(is_harmless(rendered(format.render, sample.report)));
    CHECK(is_harmless(rendered(format.render, sample.report, verbose)));
  }
}

TEST_CASE("a line break in a dossier's text makes no line of a concise report") {
  const auto sample = worst_report();
  CHECK(lines_of(rendered(render_concise, sample.report)).size() == 7);
}

TEST_CASE("JSON holds the finding as data, in both languages") {
  const SampleReport sample;
  const auto json = nlohmann::json::parse(rendered(render_json, sample.report));
  CHECK(json["schema_version"] == "1.2");
  const auto& finding = json["findings"][0];
  CHECK(finding["quantity"]["found"]["least"] == 6);
  CHECK(finding["quantity"]["required"]["min"] == 8);
  CHECK(finding["quantity"]["required"]["max"].is_null());
  CHECK(finding["place"]["line"] == 4);
  CHECK(finding["sentence"]["en"] == "6 institutions found, at least 8 required; 2 more needed");
  CHECK(json["findings"][1]["justification"]["approved_by"] == "示例局");
  CHECK(json["findings"][3]["missing"][0]["path"] == "members[2].level");
  CHECK(json["review"][0]["look_at"][1]["place"].is_null());
}

TEST_CASE("JSON keeps the published schema") {
  std::ifstream file(GUIJU_SOURCE_DIR "/docs/report.schema.json");
  const Schema schema(nlohmann::json::parse(file));
  const SampleReport sample;
  const auto hostile_sample = worst_report();
  const Report empty;
  for (const auto* report : {&sample.report, &hostile_sample.report, &empty}) {
    const auto json = nlohmann::json::parse(rendered(render_json, *report));
    CHECK(schema.check(json) == std::vector<std::string>{});
  }
  CHECK_FALSE(schema.check({{"format", "another"}}).empty());
}

TEST_CASE("JSON gives back what the dossier held") {
  const auto sample = worst_report();
  const auto json = nlohmann::json::parse(rendered(render_json, sample.report));
  // Bytes that are no text cannot stand in JSON; all else comes through.
  auto expected = std::string(worst);
  expected.replace(expected.find('\xff'), 1, "\xef\xbf\xbd");
  CHECK(json["dossiers"][0]["title"] == expected);
}

TEST_CASE("all formats count alike") {
  const SampleReport sample;
  const auto json = nlohmann::json::parse(rendered(render_json, sample.report));
  const auto concise = rendered(render_concise, sample.report);
  CHECK(json["findings"].size() == sample.report.findings.size());
  CHECK(count(concise, "无法判定[") == json["totals"]["undecided"]);
  CHECK(count(concise, "错误[") == json["totals"]["errors"]);
  CHECK(count(concise, "偏离[") == json["totals"]["departed"]);
}

TEST_CASE("an empty report renders in every format") {
  for (const auto& format : formats()) {
    CAPTURE(format.name);
    CHECK_FALSE(rendered(format.render, Report{}).empty());
  }
}

TEST_CASE("lines break between Chinese characters, but not before a comma") {
  CHECK(wrap("一二三，四五", 6) == std::vector<std::string_view>{"一二", "三，四", "五"});
  CHECK(wrap("甲（乙丙）丁", 4) == std::vector<std::string_view>{"甲", "（乙", "丙）", "丁"});
}

TEST_CASE("a line that nobody ended is written all the same") {
  std::ostringstream out;
  const RenderOptions options;
  Canvas(out, options).put("甲");
  CHECK(out.str() == "甲");
}

TEST_CASE("lines break at spaces, and words stay whole") {
  CHECK(wrap("one two three", 8) == std::vector<std::string_view>{"one two", "three"});
  CHECK(wrap("incomprehensible", 5) == std::vector<std::string_view>{"incomprehensible"});
  CHECK(wrap("", 5) == std::vector<std::string_view>{""});
}

}  // namespace
}  // namespace guiju
