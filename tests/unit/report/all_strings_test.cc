// Every string that a report or a pack can hold, hostile at once, in every format.

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <map>

#include "readers.h"
#include "report/json_values.h"
#include "reports.h"
#include "text/unicode.h"

namespace guiju {
namespace {

/// The hostile report with each string of the run and of the packs made hostile as well. What was
/// told apart stays so: the old text stands behind.
class WhollyHostileReport : public HostileReport {
 public:
  WhollyHostileReport() {
    spoil(report);
    for (auto& dossier : report.dossiers) spoil(dossier);
    for (auto& finding : report.findings) spoil(finding);
    for (auto& result : report.results) spoil(result.note, result.quantity);
    for (auto& item : report.review) spoil(item);
    for (auto& entry : report.diagnostics) {
      for (auto& argument : entry.diagnostic.arguments) spoil(argument.name);
    }
    spoil(policy.pack);
  }

 private:
  static void spoil(std::string& text) { text = hostile + text; }
  static void spoil(std::vector<std::string>& texts) {
    for (auto& text : texts) spoil(text);
  }
  static void spoil(Localized& words) {
    if (words.empty()) return;
    spoil(words.zh);
    spoil(words.en);
  }
  static void spoil(Localized& note, std::optional<Quantity>& quantity) {
    spoil(note);
    if (quantity) spoil(quantity->unit);
  }
  static void spoil(Place& place) {
    spoil(place.file);
    for (auto& line : place.lines) spoil(line.text);
  }

  static void spoil(ReportHead& head) {
    spoil(head.version);
    spoil(head.as_of);
    head.only_packs = {hostile};
    head.only_rules = {hostile};
    for (auto& matter : head.fixed) {
      spoil(matter.id);
      spoil(matter.file);
    }
  }

  static void spoil(DossierReport& dossier) {
    spoil(dossier.kind);
    spoil(dossier.kind_label);
    spoil(dossier.as_of);
    spoil(dossier.sha256);
    dossier.groups = {{same(hostile), same(hostile), hostile}};
  }

  static void spoil(Finding& finding) {
    if (finding.quantity) spoil(finding.quantity->unit);
    for (auto& comparison : finding.comparisons) {
      spoil(comparison.what);
      spoil(comparison.required);
      spoil(comparison.text);
      spoil(comparison.place);
    }
    for (auto& missing : finding.missing) spoil(missing.field);
    if (finding.justification) {
      spoil(finding.justification->rule);
      spoil(finding.justification->place);
    }
    for (auto& argument : finding.shown) spoil(argument.name);
  }

  static void spoil(ReviewItem& item) {
    for (auto& look : item.look_at) spoil(look.what);
    if (item.answer) spoil(item.answer->date);
  }

  static void spoil(Rule& rule) {
    spoil(rule.id);
    spoil(rule.address);
    spoil(rule.bounds.unit);
    spoil(rule.select.as);
    spoil(rule.message);
    spoil(rule.fix);
    spoil(rule.reading);
    spoil(rule.place);
  }

  static void spoil(Clause& clause) {
    spoil(clause.id);
    spoil(clause.section);
    spoil(clause.says);
    spoil(clause.reading);
    spoil(clause.info);
    spoil(clause.place);
    for (auto& rule : clause.rules) spoil(*rule);
    for (auto& review : clause.reviews) {
      spoil(review->id);
      spoil(review->address);
      spoil(review->ask);
      spoil(review->place);
    }
  }

  static void spoil(Pack& pack) {
    spoil(pack.id);
    spoil(pack.version);
    spoil(pack.title);
    spoil(pack.issuer);
    spoil(pack.number);
    std::map<std::string, Localized> sections;
    for (auto& [id, heading] : pack.sections) sections[hostile + id] = same(hostile);
    pack.sections = sections;
    spoil(pack.place);
    spoil(pack.in_force);
    for (auto& clause : pack.clauses) spoil(*clause);
  }
};

std::string written(const Format& format, Language language) {
  RenderOptions options;
  options.language = language;
  options.verbose = options.statistics = true;
  return rendered(format.render, WhollyHostileReport().report, options);
}

bool acts(const std::string& text, std::u32string_view allowed) {
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    const auto character = next_character(text, at);
    if (!is_printable(character) && allowed.find(character) == allowed.npos) return true;
  }
  return false;
}

void check_xml(const std::string& text) {
  pugi::xml_document document;
  REQUIRE(document.load_string(text.c_str(), pugi::parse_full));
  CHECK(document.select_nodes("//*[local-name() = 'script' and contains(., 'alert')]").empty());
  CHECK(document.select_nodes("//f").empty());
  for (const auto& found : document.select_nodes("//@href")) {
    CHECK(std::string_view(found.attribute().value()).starts_with('#'));
  }
}

/// No line of the hostile text begins a line of its own.
void check_raw(std::string_view format, const std::string& text) {
  const auto lines = lines_of(text);
  const auto begins = [&](std::string_view mark) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.starts_with(mark); });
  };
  CHECK_FALSE(begins("::error::gone"));
  if (format == "junit") return;  // lines of a text in XML stay lines
  if (format != "html") CHECK_FALSE(begins("<script>"));  // the page's own begins a line
}

void check(std::string_view format, const std::string& text) {
  if (format == "json" || format == "sarif") CHECK(nlohmann::json::accept(text));
  if (format == "jsonl") {
    for (const auto& line : lines_of(text)) CHECK(nlohmann::json::accept(line));
  }
  if (format == "junit" || format == "html") check_xml(text);
  if (format != "csv") return;
  const auto rows = read_csv(text);
  for (const auto& row : rows) {
    CHECK(row.size() == rows.front().size());
    for (const auto& field : row) {
      const bool number = field.find_first_not_of("-0123456789") == std::string::npos;
      const bool formula = !field.empty() && std::string("=+-@\t\r").find(field[0]) != std::string::npos;
      CHECK((number || !formula));
    }
  }
}

}  // namespace

TEST_CASE("no string of a report or a pack comes out raw, in any format") {
  for (const auto& format : formats()) {
    if (format.binary) continue;
    INFO(format.name);
    for (const auto language : {Language::zh, Language::en}) {
      const auto text = written(format, language);
      CHECK_FALSE(acts(text, format.name == "csv" ? U"\r\n" : U"\n"));
      check_raw(format.name, text);
      check(format.name, text);
    }
  }
}

TEST_CASE("no string of a report or a pack comes out raw in a workbook or a database") {
  for (const auto& [path, bytes] : unzip(written(format_named("xlsx"), Language::zh))) {
    INFO(path);
    check_xml(bytes);
    CHECK_FALSE(acts(bytes, U"\n"));
  }
  const ReadDatabase database(written(format_named("sqlite"), Language::zh));
  for (const auto& table : database.query("SELECT name FROM sqlite_master WHERE type = 'table'")) {
    for (const auto& row : database.query("SELECT * FROM \"" + table[0] + "\"")) {
      for (const auto& value : row) CHECK_FALSE(acts(value, U""));
    }
  }
}

TEST_CASE("names in JSON are escaped as values are") {
  std::ostringstream out;
  JsonWriter writer(out);
  writer.begin_object();
  writer.member(hostile + "\x9B", 1);
  writer.end();
  CHECK_FALSE(acts(out.str(), U"\n"));
  CHECK(nlohmann::json::accept(out.str()));
}

// Whoever adds a string to one of these has to spoil it above: then this is the number to change.
// (Of the standard library that the program is built with.)
TEST_CASE("what a report and a pack hold is what is made hostile here") {
  if (sizeof(std::string) != 32 || sizeof(void*) != 8) return;
  CHECK(sizeof(ReportHead) == 184);
  CHECK(sizeof(Matter) == 224);
  CHECK(sizeof(DossierReport) == 288);
  CHECK(sizeof(DossierGroup) == 160);
  CHECK(sizeof(Finding) == 728);
  CHECK(sizeof(Comparison) == 344);
  CHECK(sizeof(MissingInformation) == 240);
  CHECK(sizeof(Justification) == 272);
  CHECK(sizeof(Quantity) == 112);
  CHECK(sizeof(RuleResult) == 224);
  CHECK(sizeof(ReviewItem) == 232);
  CHECK(sizeof(Answer) == 184);
  CHECK(sizeof(InputDiagnostic) == 160);
  CHECK(sizeof(Place) == 80);
  CHECK(sizeof(Pack) == 696);
  CHECK(sizeof(Clause) == 456);
  CHECK(sizeof(Rule) == 2840);
  CHECK(sizeof(Review) == 424);
}

}  // namespace guiju
