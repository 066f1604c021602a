#include "report/difference.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>

namespace guiju {
namespace {

constexpr const char* kinds = R"(
types:
  Unit:
    label: {zh: 单位, en: unit}
    title: name
    fields:
      name: {type: name, required: true, label: {zh: 名称, en: name}}
      level: {type: string, label: {zh: 级别, en: level}}
kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    title: name
    fields:
      name: {type: name, required: true, label: {zh: 名称, en: name}}
      members: {type: list(Unit), label: {zh: 成员单位, en: members}}
)";

constexpr const char* usual_params =
    "{least: {value: 2, clause: 一.1}, topics: {value: [甲, 乙], type: list(name), clause: 一.1}}";

constexpr const char* usual_clauses = R"(
  - id: 一.1
    says: {zh: 成员2家以上, en: two members}
    rules:
      - {id: members, kind: Alliance, each: dossier.members, as: m, where: m.level == "county", count: {min: params.least}}
  - id: 一.2
    says: {zh: 成员写明级别, en: levels are given}
    rules:
      - {id: levels, kind: Alliance, each: dossier.members, as: m, require: has(m.level)}
)";

/// One pack with its own everything.
struct Read {
  Read(const std::string& params, const std::string& clauses, const std::string& id = "trial",
       const std::string& shapes = kinds) {
    const auto text =
        "pack: " + id +
        "\nversion: 1.0.0\ntitle: {zh: 办法, en: measures}\npolicy: {issuer: {zh: 局, "
        "en: bureau}, in_force: {from: 2024-01-01}}\nparams: " +
        params + "\nclauses:" + clauses;
    Diagnostics diagnostics;
    packs = load_packs(
        {{id + "/kinds.yaml", shapes, "kinds.yaml"}, {id + "/pack.yaml", text, "pack.yaml"}},
        diagnostics);
    for (const auto& diagnostic : diagnostics.all()) {
      UNSCOPED_INFO(message_of(diagnostic, Language::en));
    }
    REQUIRE(packs.all().size() == 1);
  }
  ComparedPack side() const { return {&packs, packs.all().front().get(), "here"}; }
  Packs packs;
};

std::string replaced(std::string text, const std::string& old_words, const std::string& words) {
  const auto at = text.find(old_words);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old_words.size(), words);
}

/// What changes when these words of the clauses become others.
Difference when_clauses_say(const std::string& old_words, const std::string& words) {
  static std::vector<std::unique_ptr<Read>> kept;
  const auto& before = kept.emplace_back(std::make_unique<Read>(usual_params, usual_clauses));
  const auto& old_side = *before;
  const auto& after = kept.emplace_back(
      std::make_unique<Read>(usual_params, replaced(usual_clauses, old_words, words)));
  return compare_packs(old_side.side(), after->side());
}

Change only(const std::vector<Change>& changes) {
  REQUIRE(changes.size() == 1);
  return changes.front();
}

TEST_CASE("a pack does not differ from itself") {
  const Read one(usual_params, usual_clauses);
  const Read two(usual_params, usual_clauses);
  CHECK(compare_packs(one.side(), two.side()).empty());
}

TEST_CASE("spacing and needless parentheses of an expression do not count") {
  CHECK(when_clauses_say(R"(where: m.level == "county")", R"(where: (  m.level=='county' ))")
            .empty());
}

TEST_CASE("a changed condition is told by its part, before and after") {
  const auto difference = when_clauses_say(R"(m.level == "county")", R"(m.level != "county")");
  const auto rule = only(only(difference.clauses).within);
  CHECK(rule.kind == Change::Kind::changed);
  CHECK(rule.after == "members");
  REQUIRE(rule.parts.size() == 1);
  CHECK(rule.parts[0].part == "where");
  CHECK(rule.parts[0].before == same(R"(m.level == "county")"));
  CHECK(rule.parts[0].after == same(R"(m.level != "county")"));
}

TEST_CASE("a bound that becomes another is one gone and one come") {
  const auto difference =
      when_clauses_say("count: {min: params.least}", "count: {max: params.least}");
  const auto rule = only(only(difference.clauses).within);
  REQUIRE(rule.parts.size() == 2);
  CHECK(rule.parts[0].part == "count.max");
  CHECK(rule.parts[0].before.empty());
  CHECK(rule.parts[1].part == "count.min");
  CHECK(rule.parts[1].after.empty());
}

TEST_CASE("a rule under another id with the same content has been renamed") {
  const auto difference = when_clauses_say("id: levels", "id: levels-given");
  const auto rule = only(only(difference.clauses).within);
  CHECK(rule.kind == Change::Kind::renamed);
  CHECK(rule.before == "levels");
  CHECK(rule.after == "levels-given");
  CHECK(rule.parts.empty());
}

TEST_CASE("a rule under another id with other content is another rule") {
  const auto difference = when_clauses_say("id: levels, kind: Alliance, each",
                                           "id: given, kind: Alliance, when: true, each");
  const auto changes = only(difference.clauses).within;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == Change::Kind::removed);
  CHECK(changes[1].kind == Change::Kind::added);
}

TEST_CASE("a rule that moved to another clause says from where") {
  const Read before(usual_params, usual_clauses);
  const Read after(usual_params, R"(
  - id: 一.1
    says: {zh: 成员2家以上, en: two members}
    info: {zh: 无, en: nothing}
  - id: 一.2
    says: {zh: 成员写明级别, en: levels are given}
    rules:
      - {id: levels, kind: Alliance, each: dossier.members, as: m, require: has(m.level)}
      - {id: members, kind: Alliance, each: dossier.members, as: m, where: m.level == "county", count: {min: params.least}}
)");
  const auto difference = compare_packs(before.side(), after.side());
  REQUIRE(difference.clauses.size() == 2);
  const auto rule = only(difference.clauses[1].within);
  REQUIRE(rule.parts.size() == 1);
  CHECK(rule.parts[0].part == "clause");
  CHECK(rule.parts[0].before == same("一.1"));
  CHECK(rule.parts[0].after == same("一.2"));
}

TEST_CASE("a clause put in between renumbers those after it and changes none") {
  const auto difference = when_clauses_say("  - id: 一.2\n", R"(  - id: 一.2
    says: {zh: 新的要求, en: something new}
    info: {zh: 无, en: nothing}
  - id: 一.3
)");
  REQUIRE(difference.clauses.size() == 2);
  CHECK(difference.clauses[0].kind == Change::Kind::added);
  CHECK(difference.clauses[0].after == "一.2");
  CHECK(difference.clauses[1].kind == Change::Kind::renamed);
  CHECK(difference.clauses[1].before == "一.2");
  CHECK(difference.clauses[1].after == "一.3");
  CHECK(difference.clauses[1].within.empty());
}

TEST_CASE("a reworded clause keeps its number") {
  const auto clause = only(when_clauses_say("成员2家以上", "成员两家以上").clauses);
  CHECK(clause.kind == Change::Kind::changed);
  REQUIRE(clause.parts.size() == 1);
  CHECK(clause.parts[0].part == "says");
}

TEST_CASE("strength and disposition of a clause are parts of it") {
  const auto weaker =
      when_clauses_say("  - id: 一.2\n", "  - id: 一.2\n    strength: encouraged\n");
  CHECK(only(weaker.clauses).parts.front().part == "strength");
  const auto informs =
      when_clauses_say("    rules:\n      - {id: levels",
                       "    info: {zh: 无, en: none}\n    rules:\n      - {id: levels");
  CHECK(only(informs.clauses).parts.front().part == "disposition");
}

TEST_CASE("figures: a value, a list by its elements, a new name that its rules do not feel") {
  const Read before(usual_params, usual_clauses);
  const Read after(
      "{least_members: {value: 2, clause: 一.1}, topics: {value: [甲, 丙], type: list(name), "
      "clause: 一.1}}",
      replaced(usual_clauses, "params.least", "params.least_members"));
  const auto difference = compare_packs(before.side(), after.side());
  CHECK(difference.clauses.empty());
  REQUIRE(difference.figures.size() == 2);
  CHECK(difference.figures[0].kind == Change::Kind::renamed);
  const auto& list = difference.figures[1].parts.front();
  CHECK(list.removed == std::vector{same("乙")});
  CHECK(list.added == std::vector{same("丙")});
}

TEST_CASE("a figure that is dated now shows each version with its day") {
  const Read before(usual_params, usual_clauses);
  const Read after(replaced(usual_params, "least: {value: 2, clause: 一.1}",
                            "least: {clause: 一.1, dated: [{from: 2024-01-01, value: 2}, "
                            "{from: 2025-01-01, value: 3}]}"),
                   usual_clauses);
  const auto part = only(compare_packs(before.side(), after.side()).figures).parts.front();
  CHECK(part.before.en == "2");
  CHECK(part.after.en == "2 (from 2024-01-01), 3 (from 2025-01-01)");
}

TEST_CASE("fields: added, of another type, required now") {
  const Read before(usual_params, usual_clauses);
  const Read after(usual_params, usual_clauses, "trial",
                   replaced(replaced(kinds, "level: {type: string,",
                                     "beds: {type: int, label: {zh: 床位, en: beds}}\n      level: "
                                     "{type: name, required: true,"),
                            "成员单位, en: members", "成员, en: members"));
  const auto difference = compare_packs(before.side(), after.side());
  REQUIRE(difference.shapes.size() == 2);
  const auto kind = only(difference.shapes[0].within);
  CHECK(kind.after == "Alliance.members");
  CHECK(kind.parts.front().part == "label");
  const auto& fields = difference.shapes[1].within;
  REQUIRE(fields.size() == 2);
  CHECK(fields[0].kind == Change::Kind::added);
  CHECK(fields[0].after == "Unit.beds");
  REQUIRE(fields[1].parts.size() == 2);
  CHECK(fields[1].parts[0].part == "type");
  CHECK(fields[1].parts[1].part == "required");
}

TEST_CASE("clauses of two policies are not one because they have one number") {
  const Read before(usual_params, usual_clauses);
  const Read after(usual_params, R"(
  - id: 一.1
    says: {zh: 牵头单位签订协议, en: the lead signs}
    info: {zh: 无, en: nothing}
  - id: 一.2
    says: {zh: 成员3家以上, en: three members}
    rules:
      - {id: members, kind: Alliance, each: dossier.members, as: m, count: {min: params.least}}
)",
                   "other");
  const auto difference = compare_packs(before.side(), after.side());
  CHECK_FALSE(difference.one_policy);
  CHECK_FALSE(difference.empty());
  REQUIRE(difference.clauses.size() == 3);
  // The two that have a rule of one id are laid side by side, whatever their numbers.
  const auto pair = std::find_if(difference.clauses.begin(), difference.clauses.end(),
                                 [](const Change& change) { return change.after == "一.2"; });
  REQUIRE(pair != difference.clauses.end());
  CHECK(pair->before == "一.1");
  // Figures of one name stand side by side, also where they are the same.
  REQUIRE(difference.figures.size() == 2);
  CHECK(difference.figures[0].kind == Change::Kind::same);
  CHECK(difference.figures[0].parts.front().before.en == "2");
}

}  // namespace
}  // namespace guiju
