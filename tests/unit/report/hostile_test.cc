#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "readers.h"
#include "report/escape.h"
#include "report/markdown.h"
#include "reports.h"
#include "text/unicode.h"

// What a dossier holds is data in every format, whatever it holds.

namespace guiju {
namespace {

std::string hostile_in(std::string_view format, Language language = Language::zh) {
  RenderOptions options;
  options.language = language;
  options.verbose = true;
  return rendered(format_named(format).render, HostileReport().report, options);
}

/// The first character that would act on a reader's screen; 0 if there is none.
char32_t acting_character(const std::string& text, std::u32string_view allowed) {
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    const auto character = next_character(text, at);
    if (!is_printable(character) && allowed.find(character) == allowed.npos) return character;
  }
  return 0;
}

TEST_CASE("no format of text lets through what a terminal would obey") {
  for (const auto& format : formats()) {
    if (format.binary || format.name == "html") continue;
    INFO(format.name);
    for (const auto language : {Language::zh, Language::en}) {
      const auto* const allowed = format.name == "csv" ? U"\r\n" : U"\n";
      CHECK(acting_character(hostile_in(format.name, language), allowed) == 0);
    }
  }
}

TEST_CASE("hostile JSON lines and SARIF say what the dossier holds") {
  bool found = false;
  for (const auto& line : json_lines(hostile_in("jsonl"))) {
    if (line["type"] == "dossier") found = line["title"] == hostile;
    if (line["type"] == "dossier") CHECK(line["file"] == hostile);
  }
  CHECK(found);
  const auto log = nlohmann::json::parse(hostile_in("sarif"));
  for (const auto& artifact : log["runs"][0]["artifacts"]) {
    const std::string uri = artifact["location"]["uri"];
    CHECK(uri.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~/%") == std::string::npos);
  }
}

TEST_CASE("no field of a hostile CSV is a formula") {
  const auto rows = read_csv(hostile_in("csv"));
  for (const auto& row : rows) {
    CHECK(row.size() == rows.front().size());
    for (const auto& field : row) {
      if (field.empty()) continue;
      const bool number = field.find_first_not_of("-0123456789") == std::string::npos;
      CHECK((number || std::string("=+-@\t\r").find(field.front()) == std::string::npos));
    }
  }
}

TEST_CASE("a CSV field is quoted and disarmed as it must be") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("a,\"b\"") == "\"a,\"\"b\"\"\"");
  for (const auto* formula : {"=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x"}) {
    CHECK(csv_field(formula) == std::string("'") + formula);
  }
  CHECK(csv_field("\t=1") == "\\u{9}=1");
  CHECK(csv_field("\r=1") == "\\u{d}=1");
}

TEST_CASE("a hostile JUnit report is XML and nothing but ours") {
  pugi::xml_document document;
  REQUIRE(document.load_string(hostile_in("junit").c_str()));
  CHECK(document.select_nodes("//script").empty());
  CHECK(document.select_nodes("//comment()").empty());
}

TEST_CASE("XML text holds no character that XML excludes") {
  CHECK(xml_text("a\x01\xEF\xBF\xBE\xEF\xBF\xBF\nb") == "a\\u{1}\\u{fffe}\\u{ffff}\nb");
}

/// The lines that GitHub would take for commands.
std::vector<std::string> commands(const std::string& text) {
  std::vector<std::string> found;
  for (const auto& line : lines_of(text)) {
    if (line.substr(std::min(line.find_first_not_of(' '), line.size())).starts_with("::")) {
      found.push_back(line);
    }
  }
  return found;
}

TEST_CASE("hostile annotations are annotations only") {
  const std::set<std::string> known{"file", "line", "endLine", "col", "endColumn", "title"};
  for (const auto& line : commands(hostile_in("github"))) {
    const auto space = line.find(' ');
    const auto level = line.substr(0, space);
    CHECK((level == "::error" || level == "::warning" || level == "::notice"));
    std::istringstream properties(line.substr(space + 1, line.find("::", space) - space - 1));
    for (std::string property; std::getline(properties, property, ',');) {
      const auto equals = property.find('=');
      CHECK(known.contains(property.substr(0, equals)));
      CHECK(property.find(':') == std::string::npos);
    }
  }
}

TEST_CASE("no line of a hostile JUnit report is a command") {
  const auto text = hostile_in("junit");
  CHECK(commands(text).empty());
  CHECK(text.find("##[") == std::string::npos);
}

TEST_CASE("GitHub's marks are written by their numbers") {
  CHECK(github_message("50%\r\na::b") == "50%25\\u{d}%0Aa::b");
  CHECK(github_property("a:b,c%\n") == "a%3Ab%2Cc%25\\u{a}");
}

TEST_CASE("hostile Markdown begins no markup") {
  const auto text = hostile_in("markdown");
  for (const auto* mark : {"<script", "[x](", "`|%", "@team", "#1", "http://", "www.", "&lt;"}) {
    INFO(mark);
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
      const auto line = text.substr(text.rfind('\n', at) + 1, at - text.rfind('\n', at) - 1);
      const bool in_code = std::count(line.begin(), line.end(), '`') % 2 == 1;
      CHECK((in_code || text[at - 1] == '\\' || line.ends_with("&#8203;")));
    }
  }
}

TEST_CASE("Markdown: references are parted, plain words stay") {
  CHECK(markdown_text("a & b, 50%") == "a & b, 50%");
  CHECK(markdown_text("&lt;") == "&amp;lt;");
  CHECK(markdown_text("@team #12 http://x.example") ==
        "@&#8203;team #&#8203;12 http:&#8203;//x.example");
  CHECK(markdown_text("<b>[x](y)") == "\\<b>\\[x](y)");
}

TEST_CASE("a hostile workbook is XML without formulas or links") {
  const auto files = unzip(hostile_in("xlsx"));
  for (const auto& [path, bytes] : files) {
    INFO(path);
    pugi::xml_document document;
    CHECK(document.load_string(bytes.c_str()));
    CHECK(document.select_nodes("//f").empty());
    CHECK(document.select_nodes("//hyperlink").empty());
    CHECK(acting_character(bytes, U"\n") == 0);
  }
  CHECK(files.at("xl/worksheets/sheet2.xml").find("_x005f_x001b_") != std::string::npos);
}

TEST_CASE("a hostile database holds text that a terminal does not obey") {
  const ReadDatabase database(hostile_in("sqlite"));
  const auto rows = database.query("SELECT file, title FROM dossiers");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0][0] == printable(hostile));
  CHECK(rows[0][1] == printable(hostile));
}

}  // namespace
}  // namespace guiju
