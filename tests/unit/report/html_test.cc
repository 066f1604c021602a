#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <set>

#include "report/digest.h"
#include "report/escape_html.h"
#include "sample.h"

namespace guiju {
namespace {

/// The page as a tree. Its HTML is well-formed XML on purpose.
pugi::xml_document page_of(const Report& report, RenderOptions options = {}) {
  pugi::xml_document page;
  const auto parsed = page.load_string(rendered(render_html, report, options).c_str(),
                                       pugi::parse_default | pugi::parse_ws_pcdata);
  INFO(parsed.description());
  REQUIRE(parsed);
  return page;
}

std::size_t count(const pugi::xml_document& page, const char* path) {
  return page.select_nodes(path).size();
}

/// All the text of an element, its children's included.
std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto& piece : node.select_nodes(".//text()")) text += piece.node().value();
  return text;
}

std::string text_at(const pugi::xml_document& page, const char* path) {
  const auto found = page.select_node(path);
  REQUIRE(found);
  return text_of(found.node());
}

SampleReport two_dossiers() {
  SampleReport sample;
  auto second = sample.report.dossiers[0];
  second.file = "b.yaml";
  sample.report.dossiers.push_back(second);
  sample.report.files = 2;
  return sample;
}

/// Every string of a dossier at its worst.
const std::string hostile =
    "</style></title></textarea><script>alert(1)</script><img src=x onerror=\"alert(2)\"/>'\"`&lt;"
    "\x1b[31m\xe2\x80\xae\n\r\t\x01]]>-->{{}}";

SampleReport hostile_report() {
  auto sample = two_dossiers();
  auto& report = sample.report;
  const auto words = same(hostile);
  for (auto& dossier : report.dossiers) {
    dossier.file = dossier.title = hostile;
    dossier.kind_label = words;
  }
  for (auto& finding : report.findings) {
    finding.subject = words;
    finding.place = place(hostile, 4, hostile);
    finding.related.push_back({words, finding.place});
    finding.counted.push_back({words, finding.place});
    for (auto& lacking : finding.missing) lacking.holder = words;
    for (auto& comparison : finding.comparisons) comparison.found = words;
    if (finding.justification) finding.justification->reason = hostile;
  }
  for (auto& look : report.review[0].look_at) look.value = words;
  report.diagnostics.push_back(
      {0, {"dossier-unknown-field", place(hostile, 2, hostile), {{"field", words}}, {}}});
  return sample;
}

TEST_CASE("a page opens with the verdict, in words and with a sign") {
  const SampleReport sample;
  const auto page = page_of(sample.report);
  CHECK(text_at(page, "//header//*[@class='verdict is-error']/p[1]") == "✕未通过\n");
  CHECK(text_at(page, "//header//*[@class='verdict-line']") ==
        verdict_line(digest(sample.report, {}), Language::zh));
  CHECK(std::string(page.select_node("/html/@lang").attribute().value()) == "zh-CN");
}

TEST_CASE("a page names the policy, the version and the day of judgement") {
  const SampleReport sample;
  const auto facts = text_at(page_of(sample.report), "//header/dl");
  for (const auto* fact :
       {"a.yaml", "示〔2024〕1号", "sample 1.0.0", "2024-12-01（材料所写日期）", "guiju 0.0.0"}) {
    CAPTURE(fact);
    CHECK(facts.find(fact) != std::string::npos);
  }
}

TEST_CASE("a page holds as many entries as the digest counts") {
  const SampleReport sample;
  const auto page = page_of(sample.report);
  const auto summary = digest(sample.report, {});
  CHECK(count(page, "//article[contains(@class,'is-error')]") == summary.totals.errors);
  CHECK(count(page, "//article") == 4);  // two undecided rules lack one field
  CHECK(count(page, "//ol[@class='checklist']/li") == summary.totals.review_open);
  CHECK(count(page, "//table[contains(@class,'clauses')]/tbody/tr") == 5);
}

TEST_CASE("the table of clauses leads to what was found on each") {
  const SampleReport sample;
  const auto page = page_of(sample.report);
  const auto links = page.select_nodes("//table[contains(@class,'clauses')]/tbody/tr[1]//a");
  REQUIRE(links.size() == 2);  // the violation, and the missing field of two more rules
  for (const auto& link : links) {
    const auto target = std::string(link.node().attribute("href").value()).substr(1);
    CHECK(count(page, ("//article[@id='" + target + "']").c_str()) == 1);
  }
}

TEST_CASE("in an audit, a dossier's clauses lead to what was found in it alone") {
  auto sample = two_dossiers();
  const auto findings = sample.report.findings;
  for (auto finding : findings) {
    finding.dossier = 1;
    sample.report.findings.push_back(finding);
  }
  const auto results = sample.report.results;
  for (auto result : results) {
    result.dossier = 1;
    sample.report.results.push_back(result);
  }
  const auto page = page_of(sample.report);
  for (const std::string id : {"d1", "d2"}) {
    const auto own = "//*[@id='" + id + "']";
    const auto links = page.select_nodes((own + "//table//a").c_str());
    CHECK(links.size() == 4);
    for (const auto& link : links) {
      const auto target = std::string(link.node().attribute("href").value()).substr(1);
      CHECK(count(page, (own + "//article[@id='" + target + "']").c_str()) == 1);
    }
  }
}

TEST_CASE("the marked part of a line is what the place spans") {
  SampleReport sample;
  auto& finding = sample.report.findings[0];
  finding.place = place("a.yaml", 4, "  members: <b>");
  finding.place.begin.column = 3;
  finding.place.end.column = 10;
  const auto page = page_of(sample.report);
  CHECK(text_at(page, "(//article)[1]//code") == "  members: <b>");
  CHECK(text_at(page, "(//article)[1]//mark") == "members");
}

TEST_CASE("a figure is drawn against its bound, with words") {
  SampleReport sample;
  sample.report.results[0].quantity = at_least(8, 6, 7);
  sample.report.results[0].dossier = 0;
  const auto page = page_of(sample.report);
  const auto picture = page.select_node("//section[@id='figures']//*[local-name()='svg']").node();
  CHECK(std::string(picture.attribute("aria-label").value()) ==
        "现有6至7家（1家资料不全），应不少于8家，至少还差1家");
  CHECK(std::string(picture.select_node("*[@class='sure']/@width").attribute().value()) == "180.0");
  CHECK(std::string(picture.select_node("*[@class='unsure']/@width").attribute().value()) ==
        "30.0");
  CHECK(std::string(picture.select_node("*[@class='limit']/@x1").attribute().value()) == "239.0");
}

TEST_CASE("there is room to sign") {
  const SampleReport sample;
  const auto page = page_of(sample.report);
  CHECK(count(page, "//section[@id='sign']//input") == 3);
  CHECK(count(page, "//section[@id='sign']//textarea") == 1);
}

TEST_CASE("an audit has an index and a part for each dossier") {
  const auto sample = two_dossiers();
  const auto page = page_of(sample.report);
  const auto rows = page.select_nodes("//table[@class='index']/tbody/tr");
  CHECK(rows.size() == 2);
  for (const auto& row : rows) {
    const auto link = row.node().select_node(".//a").node();
    const auto target = std::string(link.attribute("href").value()).substr(1);
    CHECK(count(page, ("//details//*[@id='" + target + "']").c_str()) == 1);
  }
  CHECK(text_of(rows[0].node()).find("未通过") != std::string::npos);
  CHECK(text_of(rows[1].node()).find("未通过") == std::string::npos);
  CHECK(count(page, "//script") == 1);
}

TEST_CASE("a page about one dossier holds no script") {
  const SampleReport sample;
  const auto page = page_of(sample.report);
  CHECK(count(page, "//script") == 0);
  CHECK(std::string(page.select_node("//meta[@http-equiv]/@content").attribute().value())
            .find("script-src 'none'") != std::string::npos);
}

TEST_CASE("no id stands twice, and headings skip no level") {
  for (const auto& sample : {SampleReport(), two_dossiers()}) {
    const auto page = page_of(sample.report);
    std::set<std::string> ids;
    for (const auto& id : page.select_nodes("//@id")) {
      CAPTURE(id.attribute().value());
      CHECK(ids.insert(id.attribute().value()).second);
    }
    int level = 0;
    for (const auto& heading :
         page.select_nodes("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")) {
      const int next = heading.node().name()[1] - '0';
      CAPTURE(text_of(heading.node()));
      CHECK(next <= level + 1);
      level = next;
    }
  }
}

TEST_CASE("whatever a dossier holds, a page has the same elements") {
  const auto sample = hostile_report();
  auto plain = sample.report;
  const auto words = same("x");
  for (auto& dossier : plain.dossiers) dossier.file = dossier.title = "x";
  for (auto& finding : plain.findings) {
    finding.subject = words;
    finding.place = place("x", 4, "x");
    for (auto& related : finding.related) related = {words, finding.place};
  }
  const auto page = page_of(sample.report);
  CHECK(count(page, "//*") == count(page_of(plain), "//*"));
  CHECK(count(page, "//img") == 0);
  CHECK(count(page, "//script") == 1);  // ours
  CHECK(count(page, "//@onerror") == 0);
}

TEST_CASE("text is escaped for HTML, and shown where it would act unseen") {
  CHECK(escape_html("<a href=\"x\">&'") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  CHECK(escape_html("\x1b[31m") == "\\u{1b}[31m");
  CHECK(escape_html("示例医院") == "示例医院");
}

TEST_CASE("a CSS string ends where we end it") {
  CHECK(css_string("a\"</style>") == "\"\\61 \\22 \\3c \\2f \\73 \\74 \\79 \\6c \\65 \\3e \"");
}

TEST_CASE("a quiet page is its head") {
  const SampleReport sample;
  RenderOptions options;
  options.quiet = true;
  const auto page = page_of(sample.report, options);
  CHECK(count(page, "//header") == 1);
  CHECK(count(page, "//main") == 0);
}

TEST_CASE("an English page speaks English") {
  const SampleReport sample;
  const auto page = page_of(sample.report, in_english());
  CHECK(std::string(page.select_node("/html/@lang").attribute().value()) == "en");
  CHECK(text_at(page, "//header//*[@class='verdict is-error']/p[1]") == "✕not passed\n");
}

}  // namespace
}  // namespace guiju
