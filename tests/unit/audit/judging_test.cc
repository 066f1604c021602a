#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "world.h"

namespace guiju {
namespace {

const std::string count_county = R"(
    rules:
      - id: counties
        kind: Alliance
        each: dossier.members
        as: member
        where: member.level == "county"
        distinct: member.name
        count: {min: params.least}
)";

std::string members(const std::string& lines) { return alliance("members:\n" + lines); }

}  // namespace

TEST_CASE("a sound pack loads without a word") {
  World world(count_county);
  for (const auto& diagnostic : world.diagnostics.all()) {
    UNSCOPED_INFO(message_of(diagnostic, Language::en) << " " << diagnostic.place.begin.line);
  }
  CHECK(world.diagnostics.empty());
}

TEST_CASE("too few is violated, with what was found, required and lacking") {
  World world(count_county);
  const auto report = world.judge(members("  - {name: 甲院, level: county}\n"
                                          "  - {name: 乙院, level: city}\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::violated);
  CHECK(finding.quantity->found_least == 1);
  CHECK(finding.quantity->min == 3);
  CHECK(finding.quantity->gap() == 2);
  CHECK(finding.place.begin == Position{4, 1});
  CHECK(finding.counted.size() == 1);
}

TEST_CASE("enough known ones satisfy, whatever the unknown ones are") {
  World world(count_county);
  const auto report = world.judge(
      members("  - {name: 甲院, level: county}\n  - {name: 乙院, level: 区级}\n"
              "  - {name: 丙院, level: 县级}\n  - {name: 丁院}\n"));
  CHECK(report.findings.empty());
  CHECK(report.results.front().outcome == Outcome::satisfied);
  CHECK(report.results.front().quantity->found_most == 4);
}

TEST_CASE("a count that unknown elements may still fill is undecided and lists their fields") {
  World world(count_county);
  const auto report = world.judge(
      members("  - {name: 甲院, level: county}\n  - {name: 乙院, level: county}\n"
              "  - {name: 丙院}\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
  REQUIRE(finding.missing.size() == 1);
  CHECK(finding.missing[0].path == "members[2].level");
  CHECK(finding.missing[0].holder.zh == "丙院");
  CHECK(finding.missing[0].place.begin.line == 7);
}

TEST_CASE("a count out of reach even with all unknown ones is violated") {
  World world(count_county);
  const auto report = world.judge(members("  - {name: 甲院}\n  - {name: 乙院}\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::violated);
}

TEST_CASE("the same institution counts once, however its brackets are written") {
  World world(count_county);
  const auto report = world.judge(
      members("  - {name: 甲院（东院）, level: county}\n  - {name: 甲院(东院), level: county}\n"
              "  - {name: 乙 院, level: county}\n  - {name: 乙院, level: county}\n"));
  ONLY_FINDING(report);
  CHECK(finding.quantity->found_most == 2);
}

TEST_CASE("one more element without a name may be a further institution, or one known already") {
  World world(count_county);
  const auto report = world.judge(members(
      "  - {name: 甲院, level: county}\n  - {name: 乙院, level: county}\n  - {level: county}\n"));
  CHECK(std::any_of(report.findings.begin(), report.findings.end(), [](const Finding& finding) {
    return finding.outcome == Outcome::undecided && finding.quantity->found_least == 2 &&
           finding.quantity->found_most == 3;
  }));
}

TEST_CASE("a list that is not there makes a count undecided, not zero") {
  World world(count_county);
  const auto report = world.judge(alliance(""));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
  CHECK(finding.missing.front().path == "members");
}

TEST_CASE("a field of the wrong type is one diagnostic and counts as missing") {
  World world(count_county);
  const auto report = world.judge(
      members("  - {name: 甲院, level: county}\n  - {name: 乙院, level: county}\n"
              "  - {name: 丙院, level: 乡级}\n"));
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].diagnostic.id == "dossier-unknown-value");
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
}

TEST_CASE("what a scalar means is decided by the type of its field alone") {
  World world(R"(
    rules:
      - {id: named, kind: Alliance, require: 'dossier.topic == "no"'}
)");
  CHECK(world.judge(alliance("topic: NO\n")).findings.empty());
  CHECK(world.judge(alliance("topic: 012\n")).findings.front().comparisons.front().found.zh == "012");
}

TEST_CASE("a broken condition points at the field and says what was found and required") {
  World world(R"(
    rules:
      - {id: beds, kind: Alliance, each: dossier.members, as: member, require: member.beds >= params.least}
)");
  const auto report = world.judge(members("  - name: 甲院\n    beds: 2\n  - {name: 乙院, beds: 3}\n"));
  ONLY_FINDING(report);
  CHECK(finding.subject.zh == "甲院");
  CHECK(finding.place.begin == Position{6, 11});
  REQUIRE(finding.comparisons.size() == 1);
  CHECK(finding.comparisons[0].what.zh == "床位数");
  CHECK(finding.comparisons[0].operation == ">=");
  CHECK(finding.comparisons[0].found.zh == "2");
  CHECK(finding.comparisons[0].required.zh == "3");
}

TEST_CASE("where it is unknown whether an element counts, a kept condition is satisfied all the same") {
  World world(R"(
    rules:
      - id: beds
        kind: Alliance
        each: dossier.members
        as: member
        where: member.level == "county"
        require: member.beds >= 3
)");
  CHECK(world.judge(members("  - {name: 甲院, beds: 5}\n")).findings.empty());
  const auto report = world.judge(members("  - {name: 甲院, beds: 1}\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
  CHECK(finding.missing.front().path == "members[0].level");
}

TEST_CASE("all fields that are missing are listed at once") {
  World world(R"(
    rules:
      - {id: both, kind: Alliance, each: dossier.members, as: m, require: m.level == "city" && m.beds > 1}
)");
  const auto report = world.judge(members("  - {name: 甲院}\n"));
  ONLY_FINDING(report);
  CHECK(finding.missing.size() == 2);
}

TEST_CASE("a key used twice is one finding with both places") {
  World world(R"(
    rules:
      - {id: once, kind: Alliance, each: dossier.members, as: member, unique: member.name}
)");
  const auto report = world.judge(members("  - {name: 甲院}\n  - {name: 乙院}\n  - {name: 甲　院}\n"));
  ONLY_FINDING(report);
  CHECK(finding.place.begin.line == 7);
  REQUIRE(finding.related.size() == 1);
  CHECK(finding.related[0].place.begin.line == 5);
}

TEST_CASE("an element without a partner is found, and one that must have none") {
  World world(R"(
    rules:
      - id: no-lead-among-members
        kind: Alliance
        each: dossier.lead
        as: unit
        key: unit.name
        match: {each: dossier.members, as: member, key: member.name, expect: none}
)");
  const auto report =
      world.judge(alliance("lead: {name: 甲院}\nmembers:\n  - {name: 乙院}\n  - {name: 甲院}\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::violated);
  CHECK(finding.related.front().place.begin.line == 7);
  CHECK(world.judge(alliance("lead: {name: 甲院}\nmembers: [{name: 乙院}]\n")).findings.empty());
  // Somebody without a name might be the lead.
  const auto open = world.judge(alliance("lead: {name: 甲院}\nmembers: [{level: city}]\n"));
  CHECK(open.findings.front().outcome == Outcome::undecided);
}

const std::string recommended = R"(
    rules:
      - id: recommended
        kind: Alliance
        across: audit
        each: dossier.members
        as: member
        key: [member.name, member.city.code, dossier.topic]
        match:
          kind: Recommendation
          each: dossier.units
          as: unit
          key: [unit.name, dossier.city.code, dossier.topic]
)";

TEST_CASE("a partner is looked for in all dossiers of the run") {
  World world(recommended);
  const std::string one = alliance("topic: 内科\nmembers: [{name: 甲院, city: 东山市}]\n");
  const std::string by_own = "kind: Recommendation\ncity: 东山\ntopic: 内科\nunits: [{name: 甲院}]\n";
  const std::string by_other = "kind: Recommendation\ncity: 西山\ntopic: 内科\nunits: [{name: 甲院}]\n";
  CHECK(world.judge({one, by_own}).findings.empty());
  CHECK(world.judge({by_own, one}).findings.empty());
  const auto report = world.judge({one, by_other});
  ONLY_FINDING(report);
  CHECK(finding.dossier == 0);
}

TEST_CASE("a pair of equal keys may have to keep a condition that sees both sides") {
  World world(R"(
    rules:
      - id: not-soon-after
        kind: Alliance
        across: audit
        key: [dossier.topic]
        match:
          kind: Recommendation
          key: [dossier.topic]
          values: {then: dossier.filed}
          if: dossier.filed >= then && dossier.filed < add_months(then, params.least)
          expect: none
)");
  for (const auto& diagnostic : world.diagnostics.all()) {
    UNSCOPED_INFO(message_of(diagnostic, Language::en));
  }
  REQUIRE(world.diagnostics.empty());
  const std::string one = alliance("topic: 内科\n");
  const auto outcome = [&](const std::string& rest) {
    const auto report = world.judge({one, "kind: Recommendation\ncity: 东山\n" + rest});
    return report.findings.empty() ? Outcome::satisfied : report.findings.front().outcome;
  };
  CHECK(outcome("topic: 内科\nfiled: 2024-05-01\n") == Outcome::satisfied);
  CHECK(outcome("topic: 内科\nfiled: 2024-05-02\n") == Outcome::violated);
  CHECK(outcome("topic: 外科\nfiled: 2024-05-02\n") == Outcome::satisfied);
  CHECK(outcome("topic: 内科\n") == Outcome::undecided);
}

TEST_CASE("a rule whose other kind the run does not hold is not judged, and says so") {
  World world(recommended);
  const auto report = world.judge(alliance("topic: 内科\nmembers: [{name: 甲院, city: 东山市}]\n"));
  CHECK(report.findings.empty());
  REQUIRE(report.results.size() == 1);
  CHECK(report.results[0].outcome == Outcome::not_applicable);
  CHECK_FALSE(report.results[0].note.empty());
}

TEST_CASE("groups are counted over files, and empty groups of the universe are found") {
  World world(R"(
    rules:
      - id: quota
        kind: Recommendation
        across: audit
        each: dossier.units
        as: unit
        distinct: unit.name
        group:
          by: {city: dossier.city.name, topic: dossier.topic}
          universe:
            city: places.filter(p, p.level == "city").map(p, p.name)
            topic: {kind: Alliance, each: "[dossier.topic]"}
        count: {min: 1, max: 2}
)");
  const std::string built = alliance("topic: 内科\n");
  const std::string east = "kind: Recommendation\ncity: 东山市\ntopic: 内科\nunits: [{name: 甲院}, {name: 乙院}]\n";
  const std::string more = "kind: Recommendation\ncity: 东山市\ntopic: 内科\nunits: [{name: 乙院}, {name: 丙院}]\n";
  const std::string west = "kind: Recommendation\ncity: 西山市\ntopic: 内科\nunits: [{name: 丁院}]\n";
  CHECK(world.judge({built, east, west}).findings.empty());
  {
    const auto report = world.judge({built, east, more, west});
    ONLY_FINDING(report);
    CHECK(finding.subject.zh == "东山市·内科");
    CHECK(finding.quantity->found_least == 3);
    CHECK(finding.quantity->gap() == -1);
  }
  {
    const auto report = world.judge({built, east});
    ONLY_FINDING(report);
    CHECK(finding.subject.zh == "西山市·内科");
    CHECK(finding.quantity->found_most == 0);
    CHECK(finding.dossier == 0);
    CHECK(finding.place.begin.line == 4);
  }
  // A city whose list is not there may have recommended enough: that is not known, not broken.
  const auto open = world.judge({built, east, "kind: Recommendation\ncity: 西山市\ntopic: 内科\n"});
  CHECK(open.findings.size() == 2);
  for (const auto& one : open.findings) CHECK(one.outcome == Outcome::undecided);
  // Without an alliance nothing says which specialties are being built.
  CHECK(world.judge(east).findings.empty());
}

TEST_CASE("a rule about groups that does not apply judges none of them") {
  World world(R"(
    rules:
      - id: both-levels
        kind: Alliance
        when: dossier.topic == "内科"
        each: dossier.members
        as: member
        group: {by: {level: member.level}, universe: {level: '["city", "county"]'}}
        count: {min: 1}
)");
  CHECK(world.judge(alliance("topic: 内科\nmembers: []\n")).findings.size() == 2);
  CHECK(world.judge(alliance("topic: 外科\nmembers: []\n")).findings.empty());
  for (const auto& one : world.judge(alliance("members: []\n")).findings) {
    CHECK(one.outcome == Outcome::undecided);
    CHECK(one.missing.front().path == "topic");
  }
}

const std::string evidence = R"(
    evidence:
      - {id: charter, kind: Alliance, needs: [dossier.charter]}
      - {id: consent, kind: Alliance, when: has(dossier.members), each: dossier.members, as: member, needs: [member.consent]}
)";

TEST_CASE("a paper is named by its number, date or file, and a title alone does not name it") {
  World world(evidence);
  CHECK(world.judge(alliance("charter: 某章〔2024〕3号\n")).findings.empty());
  CHECK(world.judge(alliance("charter: {date: 2024-03-01}\n")).findings.empty());
  const auto report = world.judge(alliance("charter: {title: 章程}\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::undecided);
  CHECK(finding.missing.size() == 1);
}

TEST_CASE("consent that is denied violates, and consent that is not stated is undecided") {
  World world(evidence);
  const auto report = world.judge(alliance(
      "charter: 三号\nmembers:\n  - {name: 甲院, consent: 否}\n  - {name: 乙院}\n  - {name: 丙院, consent: 是}\n"));
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].outcome == Outcome::violated);
  CHECK(report.findings[1].outcome == Outcome::undecided);
  CHECK(report.findings[0].comparisons.front().found.zh == "否");
  CHECK(report.findings[0].comparisons.front().required.zh == "是");
}

TEST_CASE("a file that is named must lie in the dossier's folder") {
  World world(evidence);
  namespace fs = std::filesystem;
  const fs::path root = fs::temp_directory_path() / ("guiju-evidence-" + std::to_string(::getpid()));
  const fs::path folder = root / "in";
  fs::create_directories(folder);
  std::ofstream(folder / "there.pdf") << "x";
  std::ofstream(root / "secret.pdf") << "x";
  fs::create_symlink("../secret.pdf", folder / "link.pdf");
  const auto outcome = [&](const std::string& file) {
    const SourceFile source((folder / "a.yaml").string(), alliance("charter: {file: " + file + "}\n"));
    const auto report = judge_files(world.packs, {&source}, {});
    return report.findings.empty() ? Outcome::satisfied : report.findings[0].outcome;
  };
  CHECK(outcome("there.pdf") == Outcome::satisfied);
  CHECK(outcome("missing.pdf") == Outcome::violated);
  CHECK(outcome("../secret.pdf") == Outcome::violated);
  CHECK(outcome("link.pdf") == Outcome::violated);
  CHECK(outcome("/etc/passwd") == Outcome::violated);
  fs::remove_all(root);
}

const std::string soft = R"(
    strength: in-principle
    rules:
      - {id: soft, kind: Alliance, each: dossier.members, as: m, require: m.beds >= 3}
      - {id: hard, kind: Alliance, strength: must, require: 'dossier.topic == "内科"'}
      - {id: wish, kind: Alliance, strength: encouraged, require: 'dossier.topic != "外科"'}
)";

std::string justified(const std::string& rest) {
  return alliance("topic: 内科\nmembers: [{name: 甲院, beds: 1}]\njustifications:\n  - {" + rest + "}\n");
}

TEST_CASE("a departure from an in-principle rule needs a complete justification") {
  World world(soft);
  const std::string complete = "rule: soft, reason: 新建, approved_by: 某局, number: 1号, date: 2024-07-01";
  {
    const auto report = world.judge(justified(complete));
    ONLY_FINDING(report);
    CHECK(finding.outcome == Outcome::departed);
    CHECK(finding.justification->reason == "新建");
    CHECK(passes(report, {}));
  }
  {
    const auto report = world.judge(justified("rule: soft, reason: 新建"));
    ONLY_FINDING(report);
    CHECK(finding.outcome == Outcome::violated);
    CHECK(report.diagnostics.front().diagnostic.id == "justification-incomplete");
  }
  {
    const auto report = world.judge(justified(complete + ", subject: 乙院"));
    ONLY_FINDING(report);
    CHECK(finding.outcome == Outcome::violated);
    CHECK(report.diagnostics.front().diagnostic.id == "justification-unused");
  }
}

TEST_CASE("a quota over several dossiers may be justified in any of them") {
  World world(R"(
    strength: in-principle
    rules:
      - id: quota
        kind: Recommendation
        across: audit
        each: dossier.units
        as: unit
        group: {by: {city: dossier.city.name}}
        count: {max: 1}
)");
  const std::string first = "kind: Recommendation\ncity: 东山市\nunits: [{name: 甲院}]\n";
  const std::string second = "kind: Recommendation\ncity: 东山市\nunits: [{name: 乙院}]\n";
  const std::string why =
      "justifications: {rule: quota, reason: 地广, approved_by: 某局, number: 1号, date: 2024-07-01}\n";
  CHECK(world.judge({first, second}).findings.front().outcome == Outcome::violated);
  CHECK(world.judge({first + why, second}).findings.front().outcome == Outcome::departed);
  CHECK(world.judge({first, second + why}).findings.front().outcome == Outcome::departed);
}

TEST_CASE("nothing in a dossier waives a binding rule") {
  World world(soft);
  const auto report = world.judge(alliance(
      "topic: 儿科\nmembers: []\njustifications: {rule: hard, reason: 新建, approved_by: 某局, number: 1号, date: 2024-07-01}\n"));
  ONLY_FINDING(report);
  CHECK(finding.outcome == Outcome::violated);
  CHECK(report.diagnostics.front().diagnostic.id == "justification-for-must");
  CHECK_FALSE(passes(report, {}));
}

TEST_CASE("an encouraged rule gives a remark and never an error") {
  World world(soft);
  const auto report = world.judge(alliance("topic: 外科\nmembers: []\n"));
  REQUIRE(report.findings.size() == 2);
  CHECK_FALSE(counts(report.findings[1], {}));
}

TEST_CASE("outside its term a policy judges nothing and says so") {
  World world(count_county);
  const auto on = [&](const char* date) {
    return world.judge("kind: Alliance\nname: 甲联盟\nfiled: " + std::string(date) + "\n");
  };
  CHECK(on("2023-12-31").diagnostics.front().diagnostic.id == "policy-not-yet-in-force");
  CHECK(on("2024-01-01").diagnostics.empty());
  CHECK(on("2026-12-31").diagnostics.empty());
  const auto lapsed = on("2027-01-01");
  CHECK(lapsed.diagnostics.front().diagnostic.id == "policy-lapsed");
  CHECK(lapsed.findings.empty());
  CHECK_FALSE(passes(lapsed, {}));
}

TEST_CASE("a policy outside its term is called by its number, where it has one") {
  const auto policy = [](World world) {
    const auto report = world.judge("kind: Alliance\nname: 甲联盟\nfiled: 2027-01-01\n");
    const auto& arguments = report.diagnostics.front().diagnostic.arguments;
    return std::ranges::find(arguments, "policy", &Argument::name)->value;
  };
  CHECK(policy(World(count_county)) == Localized{"试行办法（某〔2024〕1号）", "trial measures (某〔2024〕1号)"});
  CHECK(policy(World(count_county, "", "")) == Localized{"试行办法", "trial measures"});
}

TEST_CASE("the day of judgement is the caller's, else the dossier's, else today") {
  World world(count_county);
  const std::string dated = members("  - {name: 甲院}\n");
  CHECK(world.judge(dated).dossiers[0].as_of == "2024-08-01");
  AuditOptions options;
  options.as_of = cel::parse_date("2025-02-03");
  const auto report = world.judge(dated, options);
  CHECK(report.dossiers[0].as_of == "2025-02-03");
  CHECK(report.dossiers[0].as_of_source == DateSource::option);
  const auto undated = world.judge("kind: Alliance\nname: 甲联盟\n");
  CHECK(undated.dossiers[0].as_of == "2025-06-01");
  CHECK(undated.dossiers[0].as_of_source == DateSource::today);
}

TEST_CASE("a parameter has the value of the day of judgement, a list that of the dossier's day") {
  World world(R"(
    rules:
      - {id: dated, kind: Alliance, each: dossier.members, as: m, where: m.county.code in lists.remote, require: params.dated == 1}
)");
  const auto outcome = [&](const char* county, const char* day) {
    return world.judge("kind: Alliance\nname: 甲\nfiled: " + std::string(day) +
                       "\nmembers: [{name: 甲院, city: 西山市, county: " + county + "}]\n")
        .findings.size();
  };
  CHECK(outcome("清河县", "2025-01-01") == 1);  // on the list then, and the figure is 2
  CHECK(outcome("清河县", "2024-12-31") == 0);  // the figure is still 1
  CHECK(outcome("白石县", "2025-01-01") == 0);  // no longer on the list
}

TEST_CASE("two counties of one name are told apart by the city, or asked about") {
  World world(R"(
    rules:
      - {id: inside, kind: Alliance, each: dossier.members, as: m, require: m.county.parent == m.city.code}
)");
  CHECK(world.judge(members("  - {name: 甲院, city: 东山市, county: 清河县}\n")).findings.empty());
  CHECK(world.judge(members("  - {name: 甲院, city: 西山市, county: 清河}\n")).findings.empty());
  CHECK(world.judge(members("  - {name: 甲院, city: 东山市, county: 白石县}\n")).findings.size() == 1);
  CHECK(world.judge(members("  - {name: 甲院, city: 东山市, county: \"21\"}\n")).findings.size() == 1);
  const auto open = world.judge(members("  - {name: 甲院, county: 清河县}\n"));
  CHECK(open.diagnostics.front().diagnostic.id == "dossier-ambiguous-name");
  // One mistake: with the city put right, the county is known.
  const auto no_city = world.judge(members("  - {name: 甲院, city: 无此市, county: 清河县}\n"));
  REQUIRE(no_city.diagnostics.size() == 1);
  CHECK(no_city.diagnostics.front().diagnostic.id == "dossier-unknown-name");
  const auto unknown = world.judge(members("  - {name: 甲院, city: 东山市, county: 清水县}\n"));
  CHECK(unknown.diagnostics.front().diagnostic.id == "dossier-unknown-name");
}

TEST_CASE("a dossier may be written with Chinese keys and values") {
  World world(count_county);
  const auto report = world.judge(
      "类型: 联盟\n名称: 甲联盟\n申报日期: 2024年8月1日\n成员单位:\n"
      "  - {名称: 甲院, 级别: 县级}\n  - {名称: 乙院, 级别: 县级}\n  - {名称: 丙院, 级别: 区级}\n");
  CHECK(report.diagnostics.empty());
  CHECK(report.findings.empty());
}

TEST_CASE("a finding keeps its identity when lines move") {
  World world(count_county);
  const auto before = world.judge(members("  - {name: 甲院, level: county}\n"));
  World again(count_county);
  const auto after = again.judge("# note\n\n" + members("  - {name: 甲院, level: county}\n"));
  CHECK(before.findings[0].identity == after.findings[0].identity);
  CHECK(before.findings[0].place.begin.line != after.findings[0].place.begin.line);
}

TEST_CASE("a broken file hides neither its own other documents nor the other files") {
  World world(count_county);
  const auto report = world.judge({"kind: [\n", members("  - {name: 甲院}\n"),
                                   "kind: Alliance\nname: 甲\nmembers: []\n---\nkind: Nonsense\n"});
  CHECK(report.files == 3);
  CHECK(report.files_unreadable == 1);
  CHECK(report.dossiers.size() == 3);
  CHECK(report.findings.size() == 2);
  CHECK(std::any_of(report.diagnostics.begin(), report.diagnostics.end(), [](const auto& one) {
    return one.diagnostic.id == "dossier-unknown-kind";
  }));
}

TEST_CASE("before its due date a shortfall of a programme is progress") {
  World world(R"(
    programme:
      - {id: goal, kind: Alliance, count: {min: 2}, due: 2025-12-31}
)");
  const auto early = world.judge(alliance(""));
  CHECK(early.findings.empty());
  CHECK(early.results.front().quantity->found_least == 1);
  CHECK_FALSE(early.results.front().note.empty());
  AuditOptions options;
  options.as_of = cel::parse_date("2025-12-31");
  const auto due = world.judge(alliance(""), options);
  ONLY_FINDING(due);
  CHECK(finding.outcome == Outcome::violated);
}

TEST_CASE("a shortfall that a dossier justifies is a departure before its due date too") {
  World world(R"(
    strength: in-principle
    programme:
      - {id: goal, kind: Alliance, count: {min: 2}, due: 2025-12-31}
)");
  const auto plain = world.judge(alliance(""));
  CHECK(plain.findings.empty());
  const auto justified = world.judge(alliance(
      "justifications:\n"
      "  - {rule: goal, reason: 新建, approved_by: 甲局, number: 甲〔2024〕1号, date: 2024-05-01}\n"));
  ONLY_FINDING(justified);
  CHECK(finding.outcome == Outcome::departed);
}

TEST_CASE("a required field that no rule asks for is reported once") {
  World world(count_county);
  const auto report = world.judge("kind: Alliance\nfiled: 2024-08-01\nmembers: []\n");
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].diagnostic.id == "dossier-missing-field");
}

TEST_CASE("a required field with a value that cannot be read is one mistake") {
  World world(R"(
    rules:
      - {id: any, kind: Alliance, require: 'true'}
)");
  const auto report = world.judge("kind: Alliance\nname: [x]\n");
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].diagnostic.id == "dossier-wrong-type");
}

TEST_CASE("a finding of a count stands where the rule says") {
  World world(R"(
    rules:
      - {id: few, kind: Alliance, each: dossier.members, as: m, count: {min: 2}, at: dossier.topic}
)");
  const auto report = world.judge(alliance("members: [{name: 甲院}]\ntopic: 内科\n"));
  ONLY_FINDING(report);
  CHECK(finding.place.begin == Position{5, 8});
}

TEST_CASE("a slip of the keyboard inside a list is named, and nothing else") {
  World world(count_county);
  const auto report = world.judge(members("  - 名称：甲院\n"));
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].diagnostic.id == "yaml-full-width-colon");
}

TEST_CASE("a period may be written short, and an unknown field is suggested") {
  World world(R"(
    rules:
      - {id: term, kind: Alliance, require: 'add_years(dossier.term.from, 4) > dossier.term.to'}
)");
  CHECK(world.judge(alliance("term: 2024-01-01/2027-12-31\n")).findings.empty());
  CHECK(world.judge(alliance("term: {起: 2024-01-01, 止: 2028-01-01}\n")).findings.size() == 1);
  const auto report = world.judge(alliance("term: 2024-01-01/2027-12-31\nmembres: []\n"));
  CHECK(message_of(report.diagnostics[0].diagnostic, Language::en).find("members") !=
        std::string::npos);
}

TEST_CASE("an expression that fails is the pack's mistake, said once for each rule") {
  World world(R"(
    rules:
      - {id: bad, kind: Alliance, each: dossier.members, as: m, require: 10 / (m.beds - m.beds) > 1}
)");
  const auto report = world.judge(members("  - {name: 甲院, beds: 1}\n  - {name: 乙院, beds: 2}\n"));
  CHECK(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].diagnostic.id == "rule-evaluation-failed");
  CHECK(report.findings.size() == 2);
}

TEST_CASE("a report says which guiju made it") {
  World world("    info: {zh: 无, en: none}");
  CHECK_FALSE(world.judge(alliance("members: []")).version.empty());
}

}  // namespace guiju
