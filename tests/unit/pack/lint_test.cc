#include "pack/lint.h"

#include <catch2/catch.hpp>

namespace guiju {
namespace {

/// Every field is required, so that lint takes it for read.
const char* const types = R"(types:
  Unit:
    title: name
    label: {zh: 单位, en: unit}
    fields:
      name: {type: name, required: true, label: {zh: 名称, en: name}}
      level: {type: Level, required: true, label: {zh: 级别, en: level}}
      days: {type: int, required: true, label: {zh: 天数, en: days}}
      place: {type: ref(places), where: {level: city}, required: true, label: {zh: 地点, en: place}}
enums:
  Level:
    values: {provincial: {zh: 省级, en: provincial}, city: {zh: 市级, en: city-level}, county: {zh: 县级, en: county-level}}
    label: {zh: 级别, en: level}
)";

const char* const places = R"(table: places
label: {zh: 地名, en: place}
key: code
names: [name]
fields: {code: string, name: name, level: string, parent: string}
rows:
  - {code: "01", name: 东山市, level: city, parent: "10"}
  - {code: "02", name: 西山市, level: city, parent: "10"}
  - {code: "11", name: 清河县, level: county, parent: "01"}
)";

const char* const kinds = R"(kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    title: name
    date: filed
    fields:
      name: {type: name, required: true, label: {zh: 名称, en: name}}
      filed: {type: date, required: true, label: {zh: 日期, en: filed}}
      size: {type: int, required: true, label: {zh: 规模, en: size}}
      level: {type: Level, required: true, label: {zh: 级别, en: level}}
      share: {type: number, required: true, label: {zh: 占比, en: share}}
      public: {type: bool, required: true, label: {zh: 公立, en: public}}
      charter: {type: document, required: true, label: {zh: 章程, en: charter}}
      members: {type: list(Unit), required: true, label: {zh: 成员, en: members}}
      others: {type: list(Unit), required: true, label: {zh: 其他, en: others}}
)";

struct Written {
  std::string rules;        ///< of the one clause, in flow style, one a line
  std::string params = {};  ///< likewise
  std::string in_force = "{from: 2024-01-01, until: 2026-12-31}";
};

std::string pack_of(const std::string& id, const Written& written) {
  return "pack: " + id + R"(
version: 1.0.0
title: {zh: 试行办法, en: trial measures}
policy: {issuer: {zh: 某局, en: a bureau}, number: 某〔2024〕1号, in_force: )" +
         written.in_force + "}\n" + (written.params.empty() ? "" : "params:\n" + written.params) +
         R"(clauses:
  - id: 一.1
    says: {zh: 某项要求, en: some requirement}
    rules:
      - {id: kind, kind: Alliance, require: dossier.name != ""}
)" + written.rules;
}

using Found = std::vector<std::string>;

/// Ids of what lint finds, with what stands at the place.
Found lint_of(const std::vector<RulesFile>& packs, const std::vector<std::string>& folders) {
  std::vector<RulesFile> files{{"reference/places.yaml", places, "places"},
                               {"reference/types.yaml", types, "types"}};
  files.insert(files.end(), packs.begin(), packs.end());
  Diagnostics reading;
  const Packs loaded = load_packs(files, reading);
  for (const auto& diagnostic : reading.all()) {
    UNSCOPED_INFO(message_of(diagnostic, Language::en) << " " << diagnostic.place.begin.line);
  }
  REQUIRE(reading.empty());
  Diagnostics diagnostics;
  lint(loaded, folders, diagnostics);
  Found found;
  for (const auto& diagnostic : diagnostics.all()) found.emplace_back(diagnostic.id);
  return found;
}

Found lint_of(const Written& written) {
  return lint_of({{"trial/kinds.yaml", kinds, "kinds"},
                  {"trial/pack.yaml", pack_of("trial", written), "pack"}},
                 {"trial"});
}

/// A rule that counts members.
std::string counting(const std::string& id, const std::string& bounds,
                     const std::string& more = {}) {
  return "      - {id: " + id + ", kind: Alliance, each: dossier.members, as: m, count: {" +
         bounds + "}" + (more.empty() ? "" : ", " + more) + "}\n";
}

/// A rule with a condition on each member.
std::string requiring(const std::string& id, const std::string& condition,
                      const std::string& more = {}) {
  return "      - {id: " + id + ", kind: Alliance, each: dossier.members, as: m, require: '" +
         condition + "'" + (more.empty() ? "" : ", " + more) + "}\n";
}

const std::string figures = R"(  five: {value: 5, clause: 一.1}
  eight: {value: 8, clause: 一.1}
  twelve: {value: 12, clause: 一.1}
  thirteen: {value: 13, clause: 一.1}
)";

/// `rules`, in which the four figures above are used somewhere.
Written with_figures(const std::string& rules) {
  return {.rules = rules + requiring("uses",
                                     "m.days in [params.five, params.eight, params.twelve, "
                                     "params.thirteen]"),
          .params = figures};
}

const std::string city = "where: m.level == \"city\"";
const std::string county = "where: m.level == \"county\"";

}  // namespace

TEST_CASE("a pack with nothing wrong is not found fault with") {
  CHECK(lint_of({.rules = requiring("some", "m.level == \"city\"")}) == Found{});
}

TEST_CASE("counts of parts that share nothing and exceed the whole contradict it") {
  const auto parts =
      counting("city", "min: params.five", city) + counting("county", "min: params.eight", county);
  CHECK(lint_of(with_figures(parts + counting("all", "max: params.twelve"))) ==
        Found{"lint-counts-exceed"});
  CHECK(lint_of(with_figures(counting("all", "exactly: params.twelve") + parts)) ==
        Found{"lint-counts-exceed"});

  SECTION("thirteen hold them") {
    CHECK(lint_of(with_figures(parts + counting("all", "max: params.thirteen"))) == Found{});
  }
  SECTION("another list has nothing to do with them") {
    const std::string others =
        "      - {id: all, kind: Alliance, each: dossier.others, count: {max: params.twelve}}\n";
    CHECK(lint_of(with_figures(parts + others)) == Found{});
  }
  SECTION("parts that may overlap need not exceed it") {
    const auto overlapping = counting("city", "min: params.five", city) +
                             counting("busy", "min: params.eight", "where: m.days > 1");
    CHECK(lint_of(with_figures(overlapping + counting("all", "max: params.twelve"))) == Found{});
  }
  SECTION("a part of one member counted by name is not a part of all rows") {
    const auto distinct = parts + counting("all", "max: params.twelve", "distinct: m.name");
    CHECK(lint_of(with_figures(distinct)) == Found{});
  }
  SECTION("rules that are never judged together contradict nothing") {
    const auto apart = counting("city", "min: params.eight", "when: dossier.public") +
                       counting("all", "max: params.five", "when: '!dossier.public'");
    CHECK(lint_of(with_figures(apart)) == Found{});
  }
  SECTION("one that is judged in fewer dossiers does") {
    const auto inside = counting("city", "min: params.eight", "when: dossier.public") +
                        counting("all", "max: params.five");
    CHECK(lint_of(with_figures(inside)) == Found{"lint-counts-exceed"});
  }
}

TEST_CASE("parts that make up the whole and may be too few contradict it") {
  const auto parts =
      counting("city", "max: params.five", city) + counting("county", "max: params.five", county);
  const auto provincial = counting("province", "max: 0", "where: m.level == \"provincial\"");
  CHECK(lint_of(with_figures(parts + provincial + counting("all", "min: params.twelve"))) ==
        Found{"lint-counts-fall-short"});
  SECTION("without the third level they do not make it up") {
    CHECK(lint_of(with_figures(parts + counting("all", "min: params.twelve"))) == Found{});
  }
  SECTION("ten are enough for eight") {
    CHECK(lint_of(with_figures(parts + provincial + counting("all", "min: params.eight"))) ==
          Found{});
  }
}

TEST_CASE("bounds cross on any of the days from which figures change") {
  const std::string dated =
      R"(  least: {clause: 一.1, dated: [{from: 2024-01-01, value: 3}, {from: 2025-01-01, value: 9}]}
  most: {clause: 一.1, dated: [{from: 2024-01-01, value: 5}, {from: 2026-01-01, value: 10}]}
)";
  CHECK(lint_of({.rules = counting("a", "min: params.least, max: params.most"), .params = dated}) ==
        Found{"lint-bounds-crossed"});
  const std::string together =
      R"(  least: {clause: 一.1, dated: [{from: 2024-01-01, value: 3}, {from: 2025-01-01, value: 9}]}
  most: {clause: 一.1, dated: [{from: 2024-01-01, value: 5}, {from: 2025-01-01, value: 10}]}
)";
  CHECK(lint_of({.rules = counting("a", "min: params.least, max: params.most"),
                 .params = together}) == Found{});
  CHECK(lint_of(with_figures(counting("a",
                                      "min: 'dossier.public ? params.five : params.twelve', "
                                      "max: params.eight"))) == Found{});
}

TEST_CASE("a count that no number can fail or reach is one") {
  CHECK(lint_of({.rules = counting("a", "min: 0")}) == Found{"lint-count-never-fails"});
  CHECK(lint_of({.rules = counting("a", "max: 0")}) == Found{});
  const std::string whole =
      "      - {id: a, kind: Alliance, where: dossier.public, count: {min: params.two}}\n";
  CHECK(lint_of({.rules = whole, .params = "  two: {value: 2, clause: 一.1}\n"}) ==
        Found{"lint-count-out-of-reach"});
  CHECK(lint_of(with_figures(counting("levels", "min: params.five", "distinct: m.level"))) ==
        Found{"lint-count-out-of-reach"});
  CHECK(lint_of(with_figures(counting("names", "min: params.five", "distinct: m.name"))) ==
        Found{});
}

TEST_CASE("a condition that enumerations decide is constant") {
  CHECK(lint_of({.rules = requiring("a", "m.level == \"city\" && m.level == \"county\"")}) ==
        Found{"lint-always-fails"});
  CHECK(lint_of({.rules = requiring("a", "m.level in [\"provincial\", \"city\", \"county\"]")}) ==
        Found{"lint-never-fails"});
  CHECK(lint_of({.rules = requiring("a", "m.level != \"city\" || m.level != \"county\"")}) ==
        Found{"lint-never-fails"});
  CHECK(lint_of({.rules = requiring("a", "!has(m.level) && m.level == \"city\"")}) ==
        Found{"lint-always-fails"});
  CHECK(lint_of({.rules = requiring("a", "m.days >= 1", "where: 'm.days > 1 && m.days < 1'")}) ==
        Found{"lint-never-applies"});

  SECTION("near misses may come out both ways") {
    for (const auto* condition :
         {"m.level == \"city\" || m.level == \"county\"", "m.level in [\"city\", \"county\"]",
          "has(m.level) && m.level == \"city\"", "!has(m.level) || m.level == \"city\"",
          "m.days > 0 && m.days <= 1", "m.days >= 1 && m.days <= 1",
          "m.level == dossier.level || m.level == \"city\"",
          "dossier.others.exists(o, o.level == \"city\") && m.level == \"county\"",
          "m.name < dossier.name", "m.place.code == \"01\"", "m.place.name != dossier.name"}) {
      INFO(condition);
      CHECK(lint_of({.rules = requiring("a", condition)}) == Found{});
    }
  }
}

TEST_CASE("a number of things is never below none") {
  CHECK(lint_of(
            {.rules = "      - {id: a, kind: Alliance, require: dossier.members.size() >= 0}\n"}) ==
        Found{"lint-never-fails"});
  CHECK(lint_of(
            {.rules = "      - {id: a, kind: Alliance, require: dossier.members.size() > 0}\n"}) ==
        Found{});
}

TEST_CASE("what a rule looks at may leave its requirement no choice") {
  CHECK(lint_of({.rules = requiring("a", "m.level == \"county\"", city)}) ==
        Found{"lint-always-fails"});
  CHECK(lint_of({.rules = requiring("a", "m.level != \"county\"", city)}) ==
        Found{"lint-never-fails"});
  CHECK(lint_of({.rules = requiring("a", "m.days > 0",
                                    "when: 'dossier.level == \"city\"', where: 'm.level == "
                                    "\"county\"'")}) == Found{});
  CHECK(lint_of(
            {.rules = requiring("a", "m.days > 0",
                                "when: dossier.public, where: '!dossier.public && m.days < 1'")}) ==
        Found{"lint-never-applies"});
}

TEST_CASE("inside a condition the smallest constant part is named") {
  CHECK(lint_of({.rules = requiring("a",
                                    "m.days > 0 || (m.level == \"city\" && m.level == "
                                    "\"county\")")}) == Found{"lint-constant-condition"});
  CHECK(lint_of({.rules = requiring("a",
                                    "m.days > 0 && dossier.others.exists(o, o.level == \"city\" "
                                    "&& o.level == \"county\")")}) ==
        Found{"lint-constant-condition"});
}

TEST_CASE("a value that neither the enumeration nor the table has can never occur") {
  const std::string params =
      "  far: {value: \"99\", type: string, clause: 一.1}\n"
      "  tiers: {value: [city, town], type: list(string), clause: 一.1}\n";
  CHECK(lint_of({.rules = requiring("a", "m.place.code == params.far") +
                          requiring("b", "m.level in params.tiers"),
                 .params = params}) == Found{"lint-impossible-value", "lint-impossible-value"});
  // The field refers to cities only.
  CHECK(lint_of({.rules = requiring("a", "m.place.code != \"11\"")}) ==
        Found{"lint-impossible-value"});
}

TEST_CASE("two requirements that exclude each other are reported where both must be kept") {
  const auto both =
      requiring("most", "m.days <= params.five") + requiring("least", "m.days >= params.eight");
  CHECK(lint_of(with_figures(both)) == Found{"lint-conditions-exclude"});
  SECTION("not where they speak of different elements") {
    CHECK(lint_of(with_figures(requiring("most", "m.days <= params.five", city) +
                               requiring("least", "m.days >= params.eight", county))) == Found{});
  }
  SECTION("not where a day keeps both") {
    CHECK(lint_of(with_figures(requiring("most", "m.days <= params.eight") +
                               requiring("least", "m.days >= params.eight"))) == Found{});
  }
}

TEST_CASE("rules that differ in names alone are the same") {
  const std::string other =
      "      - {id: b, kind: Alliance, each: dossier.members, as: x, require: "
      "'dossier.others.exists(o, o.name == x.name)'}\n";
  const auto first = requiring("a", "dossier.others.exists(y, y.name == m.name)");
  CHECK(lint_of({.rules = first + other}) == Found{"lint-same-rule"});
  CHECK(lint_of({.rules = first + requiring("b", "dossier.others.all(y, y.name == m.name)")}) ==
        Found{});
}

TEST_CASE("figures stand in params, and what only builds a rule need not") {
  CHECK(lint_of({.rules = requiring("a", "m.days >= 20")}) == Found{"lint-literal-figure"});
  CHECK(lint_of({.rules = counting("a", "min: 1")}) == Found{"lint-literal-figure"});
  CHECK(lint_of({.rules = "      - {id: a, kind: Alliance, require: 'dossier.filed <= "
                          "date(\"2024-10-31\")'}\n"}) == Found{"lint-literal-figure"});
  CHECK(lint_of({.rules = requiring(
                     "a", "m.name.substring(0, 2) == dossier.name && m.days - 1 > 0")}) == Found{});
}

TEST_CASE("figures are dated in order, within the policy's term") {
  const auto dated = [](const std::string& entries) {
    return lint_of({.rules = requiring("a", "m.days > params.least"),
                    .params = "  least: {clause: 一.1, dated: [" + entries + "]}\n"});
  };
  CHECK(dated("{from: 2024-01-01, value: 1}, {from: 2025-01-01, value: 2}") == Found{});
  CHECK(dated("{from: 2023-01-01, value: 1}, {from: 2024-01-02, value: 2}") == Found{});
  CHECK(dated("{from: 2025-01-01, value: 1}, {from: 2024-01-01, value: 2}") ==
        Found{"lint-dated-order"});
  CHECK(dated("{from: 2024-03-01, value: 1}") == Found{"lint-dated-late"});
  CHECK(dated("{from: 2024-01-01, value: 1}, {from: 2027-01-01, value: 2}") ==
        Found{"lint-dated-outside"});
  CHECK(dated("{from: 2023-01-01, value: 1}, {from: 2024-01-01, value: 2}") ==
        Found{"lint-dated-outside"});
  // The first may be without a day: it is in force from the beginning.
  CHECK(dated("{value: 1}, {from: 2025-01-01, value: 2}") == Found{});
  CHECK(dated("{from: 2024-01-01, value: 1}, {value: 2}") == Found{"lint-dated-order"});
}

TEST_CASE("a policy is in force from a day that is not after its last") {
  CHECK(lint_of({.rules = {}, .in_force = "{from: 2024-01-01, until: 2024-01-01}"}) == Found{});
  CHECK(lint_of({.rules = {}, .in_force = "{from: 2024-01-02, until: 2024-01-01}"}) ==
        Found{"lint-term-reversed"});
}

TEST_CASE("a list of a policy holds something, and nothing twice") {
  const auto listed = [](const std::string& values) {
    return lint_of({.rules = requiring("a", "m.name in params.some || dossier.public"),
                    .params = "  some: {type: list(string), clause: 一.1, value: [" + values + "]}\n"});
  };
  CHECK(listed("甲, 乙") == Found{});
  CHECK(listed("甲, 甲") == Found{"lint-repeated-entry"});
  const auto empty = listed("");
  CHECK(std::count(empty.begin(), empty.end(), "lint-empty-list") == 1);
}

TEST_CASE("two packs may not speak of the same dossiers on the same days") {
  const auto both = [](const std::string& least, const std::string& other_least) {
    const auto speaks = [](const std::string& id, const std::string& number,
                           const std::string& figure) {
      auto pack = pack_of(id, {.rules = {},
                               .params = "  least: {value: " + figure + ", clause: 一.1}\n",
                               .in_force = "{from: 2024-01-01}"});
      pack.replace(pack.find("某〔2024〕1号"), std::string("某〔2024〕1号").size(), number);
      return pack + "applies: {Alliance: 'dossier.size >= params.least && dossier.public'}\n";
    };
    return lint_of({{"old/kinds.yaml", kinds, "k1"},
                    {"old/pack.yaml", speaks("old", "甲", least), "p1"},
                    {"new/kinds.yaml", kinds, "k2"},
                    {"new/pack.yaml", speaks("new", "乙", other_least), "p2"}},
                   {"old", "new"});
  };
  CHECK(both("5", "5") == Found{"lint-overlapping-terms"});
  CHECK(both("5", "6") == Found{});
}

TEST_CASE("two packs of one policy may not be in force at the same time") {
  const auto both = [](const std::string& until, const std::string& from) {
    return lint_of(
        {{"old/kinds.yaml", kinds, "k1"},
         {"old/pack.yaml",
          pack_of("old", {.rules = {}, .in_force = "{from: 2023-01-01, until: " + until + "}"}),
          "p1"},
         {"new/kinds.yaml", kinds, "k2"},
         {"new/pack.yaml", pack_of("new", {.rules = {}, .in_force = "{from: " + from + "}"}),
          "p2"}},
        {"old", "new"});
  };
  CHECK(both("2023-12-31", "2024-01-01") == Found{});
  CHECK(both("2024-01-01", "2024-01-01") == Found{"lint-same-policy"});
}

TEST_CASE("a text stands in both languages") {
  const auto with = [](const std::string& fix) {
    return lint_of(with_figures(counting("a", "min: params.five", "fix: " + fix)));
  };
  CHECK(with("{zh: 补充, en: add some}") == Found{});
  CHECK(with("补充") == Found{"lint-missing-text"});
  CHECK(with("add some") == Found{"lint-missing-text"});
  CHECK(with("MDT") == Found{});
  CHECK(with("{zh: 补充, en: 补充}") == Found{"lint-missing-text"});
  CHECK(with("{zh: 补充, en: add what 二(一) asks for}") == Found{});
  CHECK(with("{zh: '补充{gap}家', en: add some}") == Found{"lint-placeholder-one-language"});
  CHECK(with("{zh: '补充{gap}家', en: 'add {gap}'}") == Found{});
  // Who it is about goes without saying in one language and not in the other.
  CHECK(with("{zh: '{unit}', en: add some}") == Found{});
}

TEST_CASE("what a pack declares is used") {
  CHECK(lint_of({.rules = {}, .params = "  five: {value: 5, clause: 一.1}\n"}) ==
        Found{"lint-unused-parameter"});
  CHECK(lint_of({.rules = requiring("a", "m.days > 0", "show: {level: m.level}")}) ==
        Found{"lint-unused-show"});
  CHECK(lint_of({.rules = requiring(
                     "a", "m.days > 0",
                     "show: {level: m.level}, fix: {zh: '{level}级', en: '{level}'}")}) == Found{});
  // What two rules share is used if one of them uses it.
  CHECK(lint_of(
            {.rules =
                 requiring("a", "m.days > 0",
                           "show: &shown {level: m.level}, fix: {zh: '{level}级', en: '{level}'}") +
                 requiring("b", "m.days > 1", "show: *shown")}) == Found{});
}

TEST_CASE("a type or an enumeration that no field has is told, and none of its fields") {
  const auto declared = [](const std::string& more) {
    return lint_of({{"trial/kinds.yaml", kinds + more, "kinds"},
                    {"trial/pack.yaml", pack_of("trial", {.rules = {}}), "pack"}},
                   {"trial"});
  };
  CHECK(declared("types:\n  Ward: {label: {zh: 病区, en: ward}, fields: {beds: {type: int, label: "
                 "{zh: 床位, en: beds}}}}\n") == Found{"lint-unused-type"});
  CHECK(declared("enums:\n  Grade: {label: {zh: 等级, en: grade}, values: {first: {zh: 甲等, en: "
                 "first}}}\n") == Found{"lint-unused-type"});
}

TEST_CASE("parts of a rule that do nothing are named") {
  CHECK(lint_of({.rules = requiring("a", "dossier.public")}) == Found{"lint-element-unread"});
  CHECK(lint_of({.rules = requiring("a", "dossier.public", city)}) == Found{});
  CHECK(lint_of({.rules = requiring("a", "m.days > 0", "also: [一.1]")}) ==
        Found{"lint-also-itself"});
  CHECK(lint_of({.rules = requiring("a", "m.days > 0", "due: 2025-01-01")}) ==
        Found{"lint-due-outside-programme"});
  CHECK(lint_of({.rules = "      - {id: a, kind: Alliance, as: m, require: dossier.public}\n"}) ==
        Found{"lint-as-without-each"});
  CHECK(lint_of({.rules = requiring("a", "m.level == m.level")}) == Found{"lint-same-operands"});
  CHECK(lint_of({.rules = requiring("a", "m.days > 0 && dossier.public && m.days > 0")}) ==
        Found{"lint-repeated-condition"});
}

TEST_CASE("a table's lists follow each other, and its parents are rows") {
  const auto table = [](const std::string& rest) {
    Diagnostics reading;
    const Packs packs =
        load_packs({{"reference/places.yaml",
                     "table: places\nlabel: {zh: 地名, en: place}\nkey: code\nparent: parent\n"
                     "fields: {code: string, parent: string}\n" +
                         rest,
                     "places"}},
                   reading);
    REQUIRE(reading.empty());
    Diagnostics diagnostics;
    lint(packs, {}, diagnostics);
    Found found;
    for (const auto& diagnostic : diagnostics.all()) found.emplace_back(diagnostic.id);
    return found;
  };
  const auto versions = [&](const std::string& entries) {
    return table(
        "rows: [{code: a}, {code: b, parent: a}]\nlists:\n  far:\n    label: {zh: 远, en: far}\n"
        "    versions: [" +
        entries + "]\n");
  };
  CHECK(versions("{until: 2024-06-30, keys: [a]}, {from: 2024-07-01, keys: [b]}") == Found{});
  CHECK(versions("{until: 2024-07-01, keys: [a]}, {from: 2024-07-01, keys: [b]}") ==
        Found{"lint-versions-overlap"});
  CHECK(versions("{from: 2024-07-01, keys: [a]}, {until: 2024-06-30, keys: [b]}") ==
        Found{"lint-versions-overlap"});
  CHECK(versions("{from: 2024-07-01, until: 2024-06-30, keys: [a]}") ==
        Found{"lint-version-reversed"});
  CHECK(table("rows: [{code: a, parent: z}]\n") == Found{"lint-unknown-parent"});
}

TEST_CASE("clauses of the same words, and sections without a heading, are told") {
  const auto with = [](const std::string& sections, const std::string& words) {
    auto pack = pack_of("trial", {.rules = "  - id: 一.2\n    says: " + words +
                                           "\n    info: {zh: 说明, en: a note}\n"});
    return lint_of({{"trial/kinds.yaml", kinds, "kinds"},
                    {"trial/pack.yaml", pack + sections, "pack"}},
                   {"trial"});
  };
  CHECK(with("", "{zh: 另一项, en: another}") == Found{});
  CHECK(with("", "{zh: 某项要求, en: another}") == Found{"lint-same-clause"});
  const std::string other = "{zh: 另一项, en: another}";
  CHECK(with("sections: {一: {zh: 总则, en: general}}\n", other) == Found{});
  CHECK(with("sections: {一: 总则}\n", other) == Found{"lint-missing-text"});
  CHECK(with("sections: {二: {zh: 总则, en: general}}\n", other) ==
        Found{"lint-unknown-section", "lint-unknown-section", "lint-unused-section"});
}

TEST_CASE("keys of two enumerations can meet where these share a value") {
  const auto matched = [](const std::string& values) {
    const std::string more = std::string(kinds) +
                             "      grade: {type: Grade, required: true, label: {zh: 等级, en: grade}}\n"
                             "enums:\n  Grade: {label: {zh: 等级, en: grade}, values: {" +
                             values + "}}\n";
    const std::string rule =
        "      - {id: a, kind: Alliance, each: dossier.members, as: m, key: [m.level], match: "
        "{each: '[dossier]', as: o, key: [o.grade]}}\n";
    return lint_of({{"trial/kinds.yaml", more, "kinds"},
                    {"trial/pack.yaml", pack_of("trial", {.rules = rule}), "pack"}},
                   {"trial"});
  };
  CHECK(matched("city: {zh: 市级, en: city}, first: {zh: 甲等, en: first}") == Found{});
  CHECK(matched("first: {zh: 甲等, en: first}") == Found{"lint-keys-differ"});
}

TEST_CASE("a choice is constant where both of its ways are") {
  const auto of = [](const std::string& condition) {
    return lint_of({.rules = "      - {id: a, kind: Alliance, require: '" + condition + "'}\n"});
  };
  CHECK(of("(dossier.public ? dossier.size > 0 : dossier.size <= 0) || dossier.size > 0") ==
        Found{});
  CHECK(of("dossier.public ? dossier.size > 0 || dossier.size <= 0 : true") ==
        Found{"lint-never-fails"});
  CHECK(of("dossier.public ? dossier.size > 0 : true") == Found{});
}

TEST_CASE("between two figures there is a number, where numbers need not be whole") {
  const auto of = [](const std::string& condition) {
    return lint_of({.rules = "      - {id: a, kind: Alliance, require: '" + condition + "'}\n"});
  };
  CHECK(of("dossier.share > 0.0 && dossier.share < 1.0") == Found{});
  CHECK(of("dossier.share > 1.0 && dossier.share < 0.0") == Found{"lint-always-fails"});
  CHECK(of("dossier.size > 0 && dossier.size < 1") == Found{"lint-always-fails"});
}

}  // namespace guiju
