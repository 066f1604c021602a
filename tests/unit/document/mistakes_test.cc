// One mistake, one message, at the place where it was made.
#include <catch2/catch.hpp>

#include "document/slips.h"
#include "reading.h"

namespace guiju {
namespace {

std::string problems_of(const std::string& text) { return problems(read_text(text)); }

TEST_CASE("a full-width colon is named where it stands, not where the reader stumbled") {
  CHECK(problems_of("名称：甲\n级别: 市\n") == "yaml-full-width-colon 1:3\n");
  CHECK(problems_of("a: b\n名称：甲\n级别: 市\nk: v\n") == "yaml-full-width-colon 2:3\n");
  CHECK(problems_of("a: b\n名称：甲\n") == "yaml-full-width-colon 2:3\n");
  CHECK(problems_of("a: b\n名称：\n  - x\n") == "yaml-full-width-colon 2:3\n");
  CHECK(problems_of("lead:\n  名称: 甲院\n  级别：市\n  等级: 三甲\n") ==
        "yaml-full-width-colon 3:5\n");
  CHECK(problems_of("members:\n  - 名称: 甲\n    级别：县\n    地区: 乙\n") ==
        "yaml-full-width-colon 3:7\n");
  CHECK(problems_of("名称：甲\n级别：市\n") == "yaml-full-width-colon 1:3\n");
}

TEST_CASE("a full-width colon inside text is text") {
  CHECK(problems_of("备注: 说明：见附件\nb: \"甲：乙\"\nc:\n  - 注：无\n").empty());
}

TEST_CASE("a missing space after the colon is named where it is missing") {
  CHECK(problems_of("a:甲\nb: c\n") == "yaml-colon-without-space 1:2\n");
  CHECK(problems_of("a: 1\n名称:甲\nb: c\n") == "yaml-colon-without-space 2:3\n");
  CHECK(problems_of("a: 1\n名称:甲\n") == "yaml-colon-without-space 2:3\n");
  CHECK(problems_of("a:甲\n") == "yaml-colon-without-space 1:2\n");
}

TEST_CASE("addresses and times are not taken for slips") {
  CHECK(problems_of("a: http://x.cn/y\nb: 12:30\nc: [10:00, x]\n").empty());
  CHECK(problems_of("http://x.cn\n").empty());
  CHECK(problems_of("12:30\n").empty());
}

TEST_CASE("an ideographic space as indentation or after a colon is named") {
  CHECK(problems_of("　　名称: 甲\n") == "yaml-odd-space 1:1\n");
  CHECK(problems_of("a:\n　　名称: 甲\nb: 1\n") == "yaml-odd-space 2:1\n");
  CHECK(problems_of("名称:　甲\nb: c\n") == "yaml-odd-space 1:4\n");
  CHECK(problems_of("a: 1\n\u00a0 b: 2\n") == "yaml-odd-space 2:1\n");
}

TEST_CASE("a full-width dash that breaks a list is named") {
  CHECK(problems_of("a:\n  - x\n  － y\n") == "yaml-full-width-dash 3:3\n");
}

TEST_CASE("a tab as indentation is named where it stands") {
  CHECK(problems_of("a:\n\tb: c\n") == "yaml-tab 2:1\n");
  CHECK(problems_of("a: b\n\tc: d\n") == "yaml-tab 2:1\n");
  CHECK(problems_of("a:\n  b: 1\n \tc: d\n") == "yaml-tab 3:2\n");
  CHECK(problems_of("a:\tb\n").empty());
}

TEST_CASE("a quote that never closes is named where it opens") {
  CHECK(problems_of("a: 1\nb: \"abc\nc: d\n") == "yaml-open-quote 2:4\n");
  CHECK(problems_of("a: 1\nb: 'it''s\nc: d\n") == "yaml-open-quote 2:4\n");
  CHECK(problems_of("a: 1\n\"b: 2\nc: 3\n") == "yaml-open-quote 2:1\n");
  CHECK(problems_of("a: [x, \"y, z]\nb: 1\n") == "yaml-open-quote 1:8\n");
  CHECK(problems_of("- \"x\n- y\n") == "yaml-open-quote 1:3\n");
  CHECK(problems_of("\"") == "yaml-open-quote 1:1\n");
  CHECK(problems_of("a: \"甲”\nb: 1\n") == "yaml-open-quote 1:4\n");
}

TEST_CASE("a quote that is closed by the opening of the next is named where it opens") {
  CHECK(problems_of("name: \"甲院\nlevel: \"市\"\nc: d\n") == "yaml-open-quote 1:7\n");
  CHECK(problems_of("- 'x\n- 'y'\n") == "yaml-open-quote 1:3\n");
}

TEST_CASE("a mistake before an open quote is the one that is named") {
  CHECK(problems_of("a: b: c\nd: \"x\n") == "yaml-colon-here 1:5\n");
}

TEST_CASE("an open quote does not hide the documents after it") {
  const Reading reading = read_text("a: \"x\n---\nb: 1\n");
  CHECK(outline(reading) == "{b:<1>}");
  CHECK(problems(reading) == "yaml-open-quote 1:4\n");
}

TEST_CASE("quotes inside plain text open nothing") {
  CHECK(problems_of("a: it's 5\" wide\nb: don't\n").empty());
  CHECK(problems_of("a: it's\nb: c: d\n") == "yaml-colon-here 2:5\n");
}

TEST_CASE("a bracket that never closes is named where it opens") {
  CHECK(problems_of("a: [x, y\nb: c\n") == "yaml-open-bracket 1:4\n");
  CHECK(problems_of("a: {x: y\nb: c\n") == "yaml-open-bracket 1:4\n");
  CHECK(problems_of("a: [x, {y: [z]\n") == "yaml-open-bracket 1:8\n");
}

TEST_CASE("a bracket that closes nothing is named") {
  CHECK(problems_of("a: ]\n") == "yaml-stray-bracket 1:4\n");
  CHECK(problems_of("a: [x}]\n") == "yaml-stray-bracket 1:6\n");
}

TEST_CASE("a colon inside plain text is named") {
  CHECK(problems_of("备注: 时间: 3点\n") == "yaml-colon-here 1:7\n");
}

TEST_CASE("a line without a colon is named") {
  CHECK(problems_of("a: b\njunk\n") == "yaml-no-colon 2:1\n");
  CHECK(problems_of("a: {b, c}\n? d\ne: 1\n").empty());
}

TEST_CASE("a line that is level with none before it is named") {
  CHECK(problems_of("a:\n - x\n  - y\n z\n") == "yaml-indentation 4:2\n");
  CHECK(problems_of("a:\n    b: 1\n  c: 2\n") == "yaml-indentation 3:3\n");
}

TEST_CASE("text that belongs to nothing before it is named, and is no second document") {
  const Reading reading = read_text("- a\nb: c\n---\nd: 1\n");
  CHECK(outline(reading) == "{d:<1>}");
  CHECK(problems(reading) == "yaml-text-after-end 2:1\n");
}

TEST_CASE("signs with a meaning of their own at the start of a value are named") {
  CHECK(problems_of("a: @x\n") == "yaml-special-character 1:4\n");
  CHECK(problems_of("a: `x`\n") == "yaml-special-character 1:4\n");
  CHECK(problems_of("a: * x\n") == "yaml-star-or-ampersand 1:4\n");
  CHECK(problems_of("a: & x\n") == "yaml-star-or-ampersand 1:4\n");
  CHECK(problems_of("a: %x\n") == "yaml-special-character 1:4\n");
  CHECK(problems_of("a: | x\n  y\n") == "yaml-block-header 1:6\n");
}

TEST_CASE("a backslash that escapes nothing is named") {
  CHECK(problems_of("a: \"C:\\目录\"\n").starts_with("yaml-escape 1:"));
  CHECK(problems_of("a: \"\\xZZ\"\n").starts_with("yaml-escape 1:"));
}

TEST_CASE("a broken document does not hide the others of its file") {
  const Reading reading = read_text("a: 1\n---\nb: [\n---\nc: ok\n---\nd: x: y\n---\ne: 5\n");
  CHECK(outline(reading) == "{a:<1>} | {c:<ok>} | {e:<5>}");
  CHECK(problems(reading) == "yaml-open-bracket 3:4\nyaml-colon-here 7:5\n");
  CHECK(reading.documents[2].ordinal() == 5);
}

TEST_CASE("a slip in text where more was expected can be found afterwards") {
  const Reading reading = read_text("a:\n  名称:甲\n  级别:乙\nb:\n  - 名称：甲\nc: 说明\n");
  REQUIRE(problems(reading).empty());
  const Document& document = reading.documents.at(0);
  Diagnostics found;
  CHECK(report_slip_in(document, document.find(0, "a"), found));
  CHECK(report_slip_in(document, document.first(document.find(0, "b")), found));
  CHECK_FALSE(report_slip_in(document, document.find(0, "c"), found));
  CHECK_FALSE(report_slip_in(document, document.find(0, "b"), found));
  REQUIRE(found.all().size() == 2);
  CHECK(found.all()[0].id == "yaml-colon-without-space");
  CHECK(found.all()[0].place.begin == Position{2, 5});
  CHECK(found.all()[1].id == "yaml-full-width-colon");
  CHECK(found.all()[1].place.begin == Position{5, 7});
}

TEST_CASE("every message about a mistake has all its words in both languages") {
  const char* texts[] = {"a: [",    "a: \"",      "a: *x",      "a: &x [*x]",
                         "a: !f b", "a: 1\na: 2", "? [x]\n: y", "<<: x",
                         "a: b: c", "\ta: b",     "a: \"\\q\"", "%FOO\n%YAML 9\n---\n"};
  for (const char* text : texts) {
    const Reading reading = read_text(text);
    CHECK_FALSE(reading.diagnostics.empty());
    for (const Diagnostic& diagnostic : reading.diagnostics.all()) {
      CAPTURE(text, diagnostic.id);
      for (const Language language : {Language::zh, Language::en}) {
        CHECK(message_of(diagnostic, language).find('{') == std::string::npos);
        CHECK(remedy_of(diagnostic, language).find('{') == std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace guiju
