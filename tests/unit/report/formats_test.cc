#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "readers.h"
#include "report/digest.h"
#include "report/phrase.h"
#include "reports.h"

namespace guiju {
namespace {

/// What every format has to agree on.
struct Counts {
  std::size_t violated = 0, departed = 0, undecided = 0, diagnostics = 0, open = 0,
              rejected = 0, fixed = 0;
  bool operator==(const Counts&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Counts& counts) {
  return out << "violated " << counts.violated << ", departed " << counts.departed
             << ", undecided " << counts.undecided << ", diagnostics " << counts.diagnostics
             << ", open " << counts.open << ", rejected " << counts.rejected
             << ", fixed " << counts.fixed;
}

void add(Counts& counts, const std::string& outcome) {
  if (outcome == "violated") ++counts.violated;
  if (outcome == "departed") ++counts.departed;
  if (outcome == "undecided") ++counts.undecided;
}

void add_question(Counts& counts, const nlohmann::json& item) {
  if (item["status"] == "open") {
    ++counts.open;
  } else if (!item["answer"]["kept"].get<bool>()) {
    ++counts.rejected;
  }
}

Counts counts_of(const Report& report) {
  Counts counts;
  for (const auto& finding : report.findings) add(counts, std::string(name_of(finding.outcome)));
  counts.diagnostics = report.diagnostics.size();
  counts.fixed = report.fixed.size();
  for (const auto& item : report.review) {
    if (!item.answer) ++counts.open;
    if (item.answer && !item.answer->kept) ++counts.rejected;
  }
  return counts;
}

RenderOptions options() {
  auto options = in_english();
  options.verbose = true;
  return options;
}

std::string written(std::string_view format, const Report& report, RenderOptions style = options()) {
  return rendered(format_named(format).render, report, style);
}

std::size_t lines_beginning(const std::string& text, std::string_view words) {
  const auto lines = lines_of(text);
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const auto& line) { return line.starts_with(words); }));
}

// ---- one counter a format

Counts count_json(const Report& report) {
  Counts counts;
  const auto json = nlohmann::json::parse(written("json", report));
  for (const auto& finding : json["findings"]) add(counts, finding["outcome"]);
  counts.diagnostics = json["diagnostics"].size();
  counts.fixed = json["fixed"].size();
  for (const auto& item : json["review"]) add_question(counts, item);
  return counts;
}

Counts count_jsonl(const Report& report) {
  Counts counts;
  for (const auto& line : json_lines(written("jsonl", report))) {
    if (line["type"] == "finding") add(counts, line["outcome"]);
    if (line["type"] == "diagnostic") ++counts.diagnostics;
    if (line["type"] == "fixed") ++counts.fixed;
    if (line["type"] == "review") add_question(counts, line);
  }
  return counts;
}

Counts count_sarif(const Report& report) {
  Counts counts;
  const auto json = nlohmann::json::parse(written("sarif", report));
  for (const auto& result : json["runs"][0]["results"]) {
    const std::string kind = result["kind"];
    const bool suppressed = result.contains("suppressions");
    const bool of_input = !result.contains("taxa");
    if (kind == "open") ++counts.undecided;
    if (kind == "review" && result["properties"]["status"] == "open") ++counts.open;
    if (kind != "fail") continue;
    if (result.value("baselineState", "") == "absent") {
      ++counts.fixed;
      continue;
    }
    if (result["properties"].contains("answer")) {
      ++counts.rejected;
      continue;
    }
    ++(of_input ? counts.diagnostics : suppressed ? counts.departed : counts.violated);
  }
  return counts;
}

Counts count_concise(const Report& report) {
  Counts counts;
  for (const auto& line : lines_of(written("concise", report))) {
    const auto has = [&](std::string_view words) { return line.find(words) != std::string::npos; };
    if (has("departed[")) ++counts.departed;
    if (has("undecided[")) ++counts.undecided;
    if (has("to judge[")) ++counts.open;
    if (has("fixed[")) {
      ++counts.fixed;
      continue;
    }
    if (has("judged not kept[")) ++counts.rejected;
    if (has("error[sample/") || has("remark[sample/")) ++counts.violated;
    if (has("error[") && !has("error[sample/")) ++counts.diagnostics;
  }
  return counts;
}

Counts count_table(const std::vector<std::pair<std::string, std::string>>& types_and_outcomes) {
  Counts counts;
  for (const auto& [type, outcome] : types_and_outcomes) {
    if (type == "to judge") {
      ++counts.open;
    } else if (type == "fixed") {
      ++counts.fixed;
    } else if (type == "judged not kept") {
      ++counts.rejected;
    } else if (outcome.empty()) {
      ++counts.diagnostics;
    } else {
      add(counts, outcome);
    }
  }
  return counts;
}

Counts count_csv(const Report& report) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& row : read_csv(written("csv", report))) rows.emplace_back(row[0], row[1]);
  REQUIRE(rows.front() == std::pair<std::string, std::string>("type", "outcome"));
  rows.erase(rows.begin());
  return count_table(rows);
}

Counts count_xlsx(const Report& report) {
  std::vector<std::pair<std::string, std::string>> rows;
  const auto files = unzip(written("xlsx", report));
  for (auto& row : sheet_rows(files.at("xl/worksheets/sheet2.xml"))) {
    rows.emplace_back(row["A"], row["B"]);
  }
  rows.erase(rows.begin());
  return count_table(rows);
}

Counts count_sqlite(const Report& report) {
  const ReadDatabase database(written("sqlite", report));
  Counts counts;
  for (const auto& row : database.query("SELECT outcome FROM findings")) add(counts, row[0]);
  counts.diagnostics = database.number("SELECT count(*) FROM diagnostics");
  counts.open = database.number("SELECT count(*) FROM review WHERE status = 'open'");
  counts.fixed = database.number("SELECT count(*) FROM fixed");
  counts.rejected = database.number("SELECT count(*) FROM review WHERE kept = 0");
  return counts;
}

using Counter = Counts (*)(const Report&);
const std::map<std::string, Counter> counters{
    {"json", count_json}, {"jsonl", count_jsonl},     {"sarif", count_sarif},
    {"csv", count_csv},   {"concise", count_concise}, {"xlsx", count_xlsx},
    {"sqlite", count_sqlite}};

void check_counts(const Report& report) {
  for (const auto& [format, counter] : counters) {
    INFO(format);
    CHECK(counter(report) == counts_of(report));
  }
}

TEST_CASE("all formats that list every finding count the same") {
  check_counts(FullReport().report);
  check_counts(ComparedReport().report);
  check_counts(Report{});
  check_counts(AuditReport().report);
  check_counts(HostileReport().report);
}

// ---- formats that group or leave out say so

/// How many annotations there are of a level, those included that were left out.
std::size_t annotations(const std::string& text, const std::string& level,
                        const std::string& levels) {
  const auto shown = lines_beginning(text, "::" + level + " ");
  for (const auto& line : lines_of(text)) {
    if (!line.starts_with("not annotated")) continue;
    const auto end = line.find(" " + levels);
    if (end == std::string::npos) continue;
    const auto begin = line.find_last_of(" ", end - 1) + 1;
    return shown + std::stoul(line.substr(begin, end - begin));
  }
  return shown;
}

void check_annotations(const Report& report) {
  const auto text = written("github", report);
  const auto totals = digest(report, {}).totals;
  CHECK(annotations(text, "error", "errors") == totals.errors + totals.review_errors);
  CHECK(annotations(text, "warning", "warnings") == totals.warnings + totals.undecided);
  CHECK(annotations(text, "notice", "notices") ==
        totals.departed + totals.remarks + totals.review_open + totals.review_rejected -
            totals.review_errors);
  for (const auto* level : {"::error ", "::warning ", "::notice "}) {
    CHECK(lines_beginning(text, level) <= 10);
  }
}

TEST_CASE("annotations and those left out are all there is") {
  check_annotations(FullReport().report);
  check_annotations(ComparedReport().report);
  check_annotations(Report{});
  check_annotations(AuditReport().report);
  check_annotations(HostileReport().report);
}

TEST_CASE("annotations begin with errors and say where") {
  const auto text = written("github", FullReport().report);
  CHECK(text.starts_with("::error file=a.yaml,line=3,"));
  CHECK(text.find("::error file=文件 b.yaml,") != std::string::npos);
  CHECK(text.find("title=error[sample/members] at least 8 members::6 institutions found, at least "
                  "8 required; 2 more needed%0A") != std::string::npos);
  CHECK(lines_of(text).back().ends_with("not passed"));
}

void check_markdown(const Report& report) {
  const auto text = written("markdown", report);
  const auto totals = digest(report, {}).totals;
  CHECK(lines_beginning(text, "- **error**") == totals.errors);
  CHECK(lines_beginning(text, "- **departed**") == totals.departed);
  CHECK(lines_beginning(text, "- **judged not kept**") == totals.review_rejected);
  CHECK(lines_beginning(text, "- **remark**") + lines_beginning(text, "- **note**") ==
        totals.remarks);
  CHECK(lines_beginning(text, "  - leaves undecided: ") == totals.undecided);
  CHECK(lines_beginning(text, "- [ ] ") == totals.review_open);
  CHECK(lines_beginning(text, "- [x] ") == totals.review_answered);
}

TEST_CASE("Markdown lists everything where everything is asked for") {
  check_markdown(FullReport().report);
  check_markdown(ComparedReport().report);
  check_markdown(Report{});
  check_markdown(AuditReport().report);
  check_markdown(HostileReport().report);
}

/// Text for people: matters begin a line, missing fields gather what they leave undecided.
void check_text(const Report& report) {
  const auto text = written("text", report);
  const auto summary = digest(report, {});
  const auto& totals = summary.totals;
  CHECK(lines_beginning(text, "error ") == totals.errors);
  CHECK(lines_beginning(text, "departed ") == totals.departed);
  CHECK(lines_beginning(text, "judged not kept ") == totals.review_rejected);
  CHECK(lines_beginning(text, "remark ") + lines_beginning(text, "note ") == totals.remarks);
  std::size_t missing = 0;
  for (const auto& part : summary.parts) missing += part.missing.size();
  CHECK(lines_beginning(text, "missing ") == missing);
  CHECK(lines_beginning(text, "known ") == totals.known);
  CHECK(lines_of(text).back() == verdict_line(summary, Language::en));
}

TEST_CASE("text lists everything where everything is asked for") {
  check_text(FullReport().report);
  check_text(ComparedReport().report);
  check_text(Report{});
  check_text(AuditReport().report);
  check_text(HostileReport().report);
}

std::size_t times(const std::string& text, std::string_view words) {
  std::size_t number = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++number;
  return number;
}

/// Matters are articles with a number; questions that are open have boxes.
void check_html(const Report& report) {
  const auto text = written("html", report);
  const auto summary = digest(report, {});
  std::size_t matters = 0;
  for (const auto& part : summary.parts) {
    matters += part.diagnostics.size() + part.violations.size() + part.departures.size() +
               part.undecided.size() + part.missing.size() + part.remarks.size() +
               part.rejected.size() + part.known.size() + part.known_diagnostics.size();
  }
  CHECK(times(text, "<article class=\"matter") == matters);
  CHECK(times(text, "<input type=\"checkbox\"/>") == 2 * summary.totals.review_open);
  CHECK(text.find(verdict_line(summary, Language::en)) != std::string::npos);
}

TEST_CASE("HTML lists everything") {
  check_html(FullReport().report);
  check_html(ComparedReport().report);
  check_html(Report{});
  check_html(AuditReport().report);
  check_html(HostileReport().report);
}

TEST_CASE("in the log of GitHub Actions, no line of the text is a command") {
  const auto text = rendered(render_actions, HostileReport().report, options());
  const auto lines = lines_of(text);
  const auto begin = std::find_if(lines.begin(), lines.end(), [](const auto& line) {
    return line.starts_with("::stop-commands::");
  });
  REQUIRE(begin != lines.end());
  const auto token = begin->substr(std::string("::stop-commands::").size());
  CHECK(token.size() == 64);
  CHECK(lines.back() == "::" + token + "::");
  CHECK(times(text, token) == 2);
}

TEST_CASE("Markdown fits a comment and says what it leaves out") {
  AuditReport many;
  const auto findings = many.report.findings;
  for (int i = 0; i < 20; ++i) {
    many.report.findings.insert(many.report.findings.end(), findings.begin(), findings.end());
  }
  std::stable_sort(
      many.report.findings.begin(), many.report.findings.end(),
      [](const auto& left, const auto& right) { return left.dossier < right.dossier; });
  const auto text = written("markdown", many.report, in_english());
  CHECK(text.size() < 65536);
  CHECK(text.find(" more are not listed;") != std::string::npos);
}

// ---- JUnit

struct Suites {
  pugi::xml_document document;
  std::size_t cases = 0, failed = 0, broken = 0, skipped = 0;
  std::set<std::string> names;
};

void read_junit(const Report& report, Suites& suites) {
  REQUIRE(suites.document.load_string(written("junit", report).c_str()));
  for (const auto& suite : suites.document.child("testsuites").children("testsuite")) {
    for (const auto& test : suite.children("testcase")) {
      ++suites.cases;
      suites.failed += test.child("failure") ? 1U : 0U;
      suites.broken += test.child("error") ? 1U : 0U;
      suites.skipped += test.child("skipped") ? 1U : 0U;
      suites.names.insert(std::string(test.attribute("classname").value()) + "/" +
                          test.attribute("name").value());
    }
  }
}

void check_junit(const Report& report) {
  Suites suites;
  read_junit(report, suites);
  const auto root = suites.document.child("testsuites");
  CHECK(root.attribute("tests").as_uint() == suites.cases);
  CHECK(root.attribute("failures").as_uint() == suites.failed);
  CHECK(root.attribute("errors").as_uint() == suites.broken);
  std::set<std::pair<std::uint32_t, const Rule*>> rules;
  for (const auto& finding : report.findings) {
    if (!counts(finding, {})) continue;
    rules.insert({finding.rule->across ? no_dossier : finding.dossier, finding.rule});
  }
  const auto rejected = std::count_if(report.review.begin(), report.review.end(),
                                      [](const auto& item) { return counts(item, {}); });
  CHECK(suites.failed == rules.size() + static_cast<std::size_t>(rejected));
  CHECK((suites.failed + suites.broken == 0) == passes(digest(report, {})));
}

TEST_CASE("JUnit: what fails the run fails a case, a rule and dossier each") {
  check_junit(FullReport().report);
  check_junit(ComparedReport().report);
  check_junit(Report{});
  check_junit(AuditReport().report);
  check_junit(HostileReport().report);
}

TEST_CASE("JUnit: no two cases have one name") {
  Suites full, audit;
  read_junit(FullReport().report, full);
  read_junit(AuditReport().report, audit);
  CHECK(full.names.size() == full.cases);
  CHECK(audit.names.size() == audit.cases);
}

/// What the schema of Jenkins (junit-10.xsd) asks for, as far as it concerns what we write.
TEST_CASE("JUnit: elements and attributes are those that servers know") {
  const std::map<std::string, std::set<std::string>> attributes{
      {"testsuites", {"name", "tests", "failures", "errors"}},
      {"testsuite", {"name", "tests", "failures", "errors", "skipped"}},
      {"testcase", {"name", "classname"}},
      {"failure", {"message"}},
      {"error", {"message"}},
      {"skipped", {}},
      {"system-out", {}}};
  const std::map<std::string, std::set<std::string>> children{
      {"testsuites", {"testsuite"}},
      {"testsuite", {"testcase"}},
      {"testcase", {"failure", "error", "skipped", "system-out"}}};
  Suites suites;
  read_junit(FullReport().report, suites);
  for (const auto& found : suites.document.select_nodes("//*")) {
    const std::string name = found.node().name();
    REQUIRE(attributes.contains(name));
    std::set<std::string> has;
    for (const auto& attribute : found.node().attributes()) has.insert(attribute.name());
    CHECK(has == attributes.at(name));
    for (const auto& child : found.node().children()) {
      if (child.type() == pugi::node_element) CHECK(children.at(name).contains(child.name()));
    }
  }
}

TEST_CASE("JUnit: a file that cannot be read is a suite with an error") {
  Suites suites;
  read_junit(FullReport().report, suites);
  const auto suite = suites.document.child("testsuites").find_child_by_attribute("name", "文件 b.yaml");
  CHECK(suite.child("testcase").child("error"));
}

// ---- the same report, the same bytes

TEST_CASE("the same report gives the same bytes in every format") {
  for (const auto& format : formats()) {
    INFO(format.name);
    CHECK(written(format.name, FullReport().report) == written(format.name, FullReport().report));
  }
}

// ---- details

TEST_CASE("JSON lines: the run first, the totals last, each line understood alone") {
  const auto lines = json_lines(written("jsonl", FullReport().report));
  CHECK(lines.front()["type"] == "run");
  CHECK(lines.back()["type"] == "totals");
  CHECK(lines.back()["verdict"] == "failed");
  for (const auto& line : lines) {
    if (line["type"] != "finding" || line["dossier"].is_null()) continue;
    CHECK(line["file"] == "a.yaml");
    CHECK(line["pack"] == "sample");
    CHECK(line.contains("strength"));
  }
}

TEST_CASE("SARIF: rules stand in both languages, and clauses are taxa") {
  const auto log = nlohmann::json::parse(written("sarif", FullReport().report));
  const auto& run = log["runs"][0];
  const auto& rules = run["tool"]["driver"]["rules"];
  const auto& translation = run["translations"][0];
  CHECK(run["language"] == "en-US");
  CHECK(translation["language"] == "zh-CN");
  REQUIRE(rules.size() == translation["rules"].size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    CHECK(rules[i]["id"] == translation["rules"][i]["id"]);
  }
  for (const auto& result : run["results"]) {
    CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    for (const auto& taxon : result.value("taxa", nlohmann::json::array())) {
      const auto& taxonomy = run["taxonomies"][taxon["toolComponent"]["index"].get<std::size_t>()];
      CHECK(taxonomy["taxa"][taxon["index"].get<std::size_t>()]["id"] == taxon["id"]);
    }
  }
}

TEST_CASE("SARIF: a departure is suppressed with its reason") {
  const auto log = nlohmann::json::parse(written("sarif", FullReport().report));
  for (const auto& result : log["runs"][0]["results"]) {
    if (!result.contains("suppressions")) continue;
    CHECK(result["suppressions"][0]["justification"] ==
          "唯一的专科, 示例局, 示〔2024〕9号, 2024-11-01");
  }
}

TEST_CASE("SARIF: files are URIs") {
  CHECK(written("sarif", FullReport().report).find("%E6%96%87%E4%BB%B6%20b.yaml") !=
        std::string::npos);
}

TEST_CASE("xlsx: a sheet a table, numbers as numbers") {
  const auto files = unzip(written("xlsx", FullReport().report));
  REQUIRE(files.contains("xl/worksheets/sheet6.xml"));
  CHECK_FALSE(files.contains("xl/worksheets/sheet7.xml"));
  const auto& findings = files.at("xl/worksheets/sheet2.xml");
  CHECK(findings.find("<v>6</v>") != std::string::npos);
  CHECK(findings.find("<f>") == std::string::npos);
}

TEST_CASE("SQLite: references hold and the tables can be joined") {
  const ReadDatabase database(written("sqlite", FullReport().report));
  CHECK(database.query("PRAGMA integrity_check") == std::vector<Lines>{{"ok"}});
  CHECK(database.query("PRAGMA foreign_key_check").empty());
  CHECK(database.query("SELECT number, citation_en FROM findings JOIN rules ON rule = address "
                       "JOIN clauses ON clause = clauses.id WHERE outcome = 'departed'")
            .at(0)
            .at(0) == "二.2");
  CHECK(database.number("SELECT errors FROM runs") == digest(FullReport().report, {}).totals.errors);
  CHECK(database.number("SELECT count(*) FROM missing") == 2);
}

TEST_CASE("binary formats say that they are") {
  for (const auto& format : formats()) {
    CHECK(format.binary == (format.name == "xlsx" || format.name == "sqlite"));
  }
}

}  // namespace
}  // namespace guiju
