#include <catch2/catch.hpp>
#include <filesystem>

#include "pack/pack.h"

namespace guiju {
namespace {

const char* const usual_kinds = R"(enums:
  Level:
    label: {zh: 级别, en: level}
    values:
      city: {zh: 市级, en: prefecture-level}
types:
  Unit:
    label: {zh: 单位, en: unit}
    title: name
    fields:
      name: {type: name, label: {zh: 名称, en: name}}
      level: {type: Level, label: {zh: 级别, en: level}}
kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    fields:
      members: {type: list(Unit), label: {zh: 成员单位, en: members}}
)";

const std::string head = R"(pack: trial
version: 1.0.0
title: {zh: 试行办法, en: trial measures}
policy: {issuer: {zh: 某局, en: a bureau}, in_force: {from: 2024-01-01}}
)";

using Found = std::vector<std::string>;

/// Ids and lines of what is wrong with a pack.
Found mistakes(const std::string& pack, const std::string& shapes = usual_kinds) {
  Diagnostics diagnostics;
  const Packs packs = load_packs({{"trial/kinds.yaml", shapes, "kinds.yaml"},
                                  {"trial/pack.yaml", pack, "pack.yaml"}},
                                 diagnostics);
  CHECK(packs.all().empty() == diagnostics.has_errors());
  Found found;
  for (const auto& diagnostic : diagnostics.all()) {
    found.push_back(std::string(diagnostic.id) + ":" + std::to_string(diagnostic.place.begin.line));
  }
  return found;
}

/// A pack whose one rule has this, in line 9.
std::string with_rule(const std::string& rest) {
  return head + R"(clauses:
  - id: 一.1
    says: {zh: 甲, en: a}
    rules:
      - {id: a, kind: Alliance, )" +
         rest + "}\n";
}

/// A pack whose head has this in line 5, and whose rule has no mistake.
std::string with_head(const std::string& line) {
  auto pack = with_rule("require: 'true'");
  return pack.insert(head.size(), line + "\n");
}

/// Ids and lines of what is wrong with a table, and with a kind that refers to it.
Found mistakes_about(const std::string& table, const std::string& field) {
  Diagnostics diagnostics;
  load_packs({{"reference/places.yaml",
               "table: places\nlabel: {zh: 地名, en: place}\nkey: code\nnames: [name]\n" + table,
               "places.yaml"},
              {"trial/kinds.yaml",
               "kinds:\n  Alliance:\n    label: {zh: 联盟, en: alliance}\n    fields:\n"
               "      level: {type: string, label: {zh: 级别, en: level}}\n      city: {type: "
                   + field + ", label: {zh: 城市, en: city}}\n",
               "kinds.yaml"},
              {"trial/pack.yaml", with_rule("require: 'true'"), "pack.yaml"}},
             diagnostics);
  Found found;
  for (const auto& diagnostic : diagnostics.all()) {
    found.push_back(std::string(diagnostic.id) + ":" + std::to_string(diagnostic.place.begin.line));
  }
  return found;
}

const std::string rows = R"(parent: within
fields: {code: string, name: name, within: string, beds: int}
rows:
  - {code: "01", name: 东山市, beds: 5}
  - {code: "11", name: 清河县, within: "01"}
)";

/// What is said of the one mistake of a pack.
std::string said(const std::string& pack) {
  Diagnostics diagnostics;
  load_packs(
      {{"trial/kinds.yaml", usual_kinds, "kinds.yaml"}, {"trial/pack.yaml", pack, "pack.yaml"}},
      diagnostics);
  REQUIRE(diagnostics.all().size() == 1);
  return message_of(diagnostics.all()[0], Language::en);
}

}  // namespace

TEST_CASE("every mistake of a pack is reported in one reading, each at its line") {
  const std::string pack = head + R"(params:
  least: {value: 3, clause: 九.9}
  none: {clause: 一.1}
clauses:
  - id: 一.1
    strenght: must
    says: {zh: 甲, en: a}
    rules:
      - {id: a, kind: Aliance, require: 'true'}
      - {id: b, kind: Alliance, require: 'dossier.membres.size() > 1'}
      - {id: b, kind: Alliance, require: 'true'}
      - {id: c, kind: Alliance}
      - {id: d, kind: Alliance, require: 'true', unique: dossier.members}
      - {id: e, kind: Alliance, each: dossier.members, count: {}}
      - {id: f, kind: Alliance, each: dossier.members, as: m, require: 'm.level == "country"'}
      - {id: g, kind: Alliance, require: 'true', fix: {zh: "补{gap}家", en: "add {gap}"}}
      - {id: h, kind: Alliance, each: dossier.members, as: m, key: [m.name], match: {each: dossier.members, as: o, key: [o.name, o.level]}}
  - id: 一.2
    says: {zh: 乙, en: b}
  - id: 一.3
    strength: shall
    says: {zh: 丙}
    info: {zh: 丙, en: c}
)";
  CHECK(mistakes(pack) ==
        Found{"pack-parameter-value:7",    "pack-unknown-kind:13",
              "cel-unknown-field:14",      "pack-duplicate-name:15",
              "pack-no-form:16",           "pack-two-forms:17",
              "pack-count-bounds:18",      "cel-enum-value:19",
              "pack-unknown-placeholder:20", "pack-key-sizes:21",
              "pack-unknown-field:10",
              "pack-wrong-type:25",        "pack-missing-field:26",
              "pack-no-disposition:22",    "pack-unknown-name:6"});
}

TEST_CASE("mistakes of the kinds are reported at their lines") {
  const std::string wrong = R"(types:
  Unit:
    label: {zh: 单位, en: unit}
    title: nmae
    fields:
      name: {type: nmae, label: {zh: 名称, en: name}}
      other: {type: string, label: {zh: 名称, en: other}}
      third: {type: string, label: {zh: 名称, en: third}, within: other}
kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    date: filed
    fields:
      kind: {type: string, label: {zh: 甲, en: a}}
)";
  const std::string pack = head + R"(clauses:
  - {id: 一.1, says: {zh: 甲, en: a}, info: {zh: 甲, en: a}}
)";
  CHECK(mistakes(pack, wrong) == Found{"pack-unknown-type:6", "pack-two-meanings:7",
                                       "pack-two-meanings:8", "pack-only-for-references:8",
                                       "pack-unknown-name:4", "pack-two-meanings:14",
                                       "pack-unknown-name:12"});
}

TEST_CASE("fields by which statistics tell dossiers apart are named rightly") {
  const std::string shapes = R"(types:
  Unit:
    label: {zh: 单位, en: unit}
    fields:
      city: {type: string, label: {zh: 市, en: city}}
kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    statistics:
      - members.city
      - members.citty
      - {by: {zh: 单位, en: unit}, of: lead}
      - {by: {zh: 单位, en: unit}, of: lead.city}
      - {by: {zh: 专科, en: specialty}}
      - {by: 专科, of: lead.name.first}
    fields:
      lead: {type: Unit, label: {zh: 牵头, en: lead}}
      members: {type: list(Unit), label: {zh: 成员, en: members}}
)";
  const std::string pack = head + R"(clauses:
  - {id: 一.1, says: {zh: 甲, en: a}, info: {zh: 甲, en: a}}
)";
  CHECK(mistakes(pack, shapes) == Found{"pack-unknown-name:11", "pack-duplicate-name:13",
                                        "pack-missing-field:14", "pack-unknown-name:15"});
  // One alone needs no list.
  const auto alone = [&](const std::string& path) {
    auto one = shapes;
    const auto begin = one.find("    statistics:");
    return mistakes(pack, one.replace(begin, one.find("    fields:", begin) - begin,
                                      "    statistics: " + path + "\n"));
  };
  CHECK(alone("members.city") == Found{});
  CHECK(alone("members.citty") == Found{"pack-unknown-name:9"});
}

TEST_CASE("one mistake is one message, and hides no other") {
  const std::string shapes = R"(kinds:
  Alliance:
    label: {zh: 联盟, en: alliance}
    fields:
      beds: {type: itn, label: {zh: 床位, en: beds}}
      level: {type: Levle, label: {zh: 级别, en: level}}
  Union:
    label: {zh: 联盟, en: union}
    fields: {}
)";
  const std::string pack = head + R"(params:
  least: {value: 3, type: itn, clause: 一.1}
clauses:
  - id: 一.1
    says: {zh: 甲, en: a}
    rules:
      - {id: a, kind: Alliance, require: 'dossier.beds > params.least && dossier.level == "city"'}
      - {id: b, kind: Alliance, strength: shall, require: 'dossier.nothing'}
      - {id: c, kind: Alliance, require: 'dossier.neither', unique: dossier.beds, fix: {zh: "{gap}", en: "{gap}"}}
  - id: 一.2
    says: {zh: 乙, en: b}
    rules: []
)";
  CHECK(mistakes(pack, shapes) ==
        Found{"pack-unknown-type:5", "pack-unknown-type:6", "pack-two-meanings:7",
              "pack-unknown-type:6", "pack-wrong-type:12", "cel-unknown-field:12",
              "pack-two-forms:13", "cel-unknown-field:13", "pack-unknown-placeholder:13",
              "pack-no-disposition:14"});
}

TEST_CASE("what cannot be read as YAML is not followed by what depends on it") {
  const std::string pack = head + R"(clauses:
  - {id: 一.1, says: {zh: 甲, en: a}, rules: [{id: a, kind: Alliance, require: dossier.name}]}
)";
  const auto found = mistakes(pack, "kinds: [");
  REQUIRE(found.size() == 1);
  CHECK(found.front().starts_with("yaml-"));
}

TEST_CASE("a pack is called what its folder is called") {
  Diagnostics diagnostics;
  load_packs({{"other/pack.yaml",
               head + "clauses: [{id: 一.1, says: {zh: 甲, en: a}, info: {zh: 甲, en: a}}]\n",
               "pack.yaml"}},
             diagnostics);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].id == "pack-folder-name");
}

TEST_CASE("one unsound pack does not take the others with it") {
  Diagnostics diagnostics;
  const std::string sound =
      head + "clauses: [{id: 一.1, says: {zh: 甲, en: a}, info: {zh: 甲, en: a}}]\n";
  const Packs packs = load_packs(
      {{"broken/pack.yaml", "pack: [", "b"}, {"trial/pack.yaml", sound, "t"}}, diagnostics);
  CHECK(diagnostics.has_errors());
  CHECK(packs.find("trial") != nullptr);
}

TEST_CASE("an identity names fields of its type, and nothing else") {
  const auto with = [](const std::string& identity) {
    std::string shapes = usual_kinds;
    const std::string after = "    title: name\n";
    shapes.insert(shapes.find(after) + after.size(), "    identity: " + identity + "\n");
    return mistakes(head + "clauses: []\n", shapes);
  };
  const auto usual = mistakes(head + "clauses: []\n");
  CHECK(with("{name: name, within: [level], apart: 一}") == usual);
  CHECK(with("{name: name}") == usual);
  CHECK(with("{name: nam}").size() == usual.size() + 1);
  CHECK(with("{name: name, within: [city]}").size() == usual.size() + 1);
  CHECK(with("{within: [level]}").size() == usual.size() + 1);
  CHECK(with("{name: name, without: level}").size() == usual.size() + 1);
}

TEST_CASE("what is of another form than it must be is told by both") {
  CHECK(said(with_head("params: [3]")) == "found `a list`, must be a mapping");
  CHECK(said(with_head("params: ")) == "found `nothing`, must be a mapping");
  CHECK(said(with_head("applies: yes")) == "found `a scalar`, must be a mapping");
  CHECK(said(with_rule("require: 'true', fix: [add, some]")) ==
        "found `a list`, must be a mapping");
  CHECK(said(with_rule("require: 'true', fix: {zh: [补], en: add}")) ==
        "found `a list`, must be a scalar");
  CHECK(mistakes(with_rule("require: ['true']")) == Found{"pack-expression-not-text:9"});
}

TEST_CASE("a word that must be one of a few is told with them") {
  const std::string pair = "each: dossier.members, as: m, key: [m.name], "
                           "match: {each: dossier.members, as: o, key: [o.name], ";
  CHECK(mistakes(with_rule(pair + "expect: none, other_dossiers: false}")) == Found{});
  CHECK(said(with_rule(pair + "expect: all}")) == "found `all`, must be some · none");
  CHECK(said(with_rule(pair + "other_dossiers: maybe}")) ==
        "found `maybe`, must be true or false");
  CHECK(said(with_rule("across: dossiers, require: 'true'")) ==
        "found `dossiers`, must be audit");
}

TEST_CASE("names that nothing has are told where they are used") {
  CHECK(mistakes(with_head("applies: {Alliance: 'true'}")) == Found{});
  CHECK(mistakes(with_head("applies: {Aliance: 'true'}")) == Found{"pack-unknown-name:5"});
  const std::string group = "each: dossier.members, as: m, group: {by: {level: m.level}, "
                            "universe: {";
  CHECK(mistakes(with_rule(group + "level: '[\"city\"]'}}, count: {min: 1}")) == Found{});
  CHECK(mistakes(with_rule(group + "city: '[\"city\"]'}}, count: {min: 1}")) ==
        Found{"pack-unknown-name:9"});
  CHECK(mistakes(with_rule("require: 'true', also: [九.9]")) == Found{"pack-unknown-name:9"});
}

TEST_CASE("one name stands for one clause, rule or question") {
  const std::string review = "    review: {id: b, kind: Alliance, ask: {zh: 问, en: ask}}\n";
  CHECK(mistakes(with_rule("require: 'true'") + review) == Found{});
  CHECK(mistakes(with_rule("require: 'true'") + "    review: {id: a, kind: Alliance, ask: 问}\n") ==
        Found{"pack-duplicate-name:10"});
  CHECK(mistakes(with_rule("require: 'true'") +
                 "  - {id: 一.1, says: {zh: 乙, en: b}, info: {zh: 乙, en: b}}\n") ==
        Found{"pack-duplicate-name:10"});
}

TEST_CASE("a figure is of its type") {
  const auto with = [](const std::string& figure) {
    return with_head("params: {least: {clause: 一.1, " + figure + "}}");
  };
  CHECK(mistakes(with("type: int, value: 3")) == Found{});
  CHECK(mistakes(with("type: list(int), value: [3, 4]")) == Found{});
  CHECK(said(with("type: int, value: three")) ==
        "found `three`, must be a whole number such as 12");
  CHECK(said(with("type: number, value: half")) ==
        "found `half`, must be a number such as 1.5");
  CHECK(mistakes(with("type: list(int), value: [3, four]")) == Found{"pack-wrong-type:5"});
  CHECK(mistakes(with("type: int, value: {is: 3}")) == Found{"pack-wrong-type:5"});
}

TEST_CASE("mistakes of a table are told at its rows and lists") {
  CHECK(mistakes_about(rows, "ref(places)") == Found{});
  CHECK(mistakes_about(rows + "  - {code: \"11\", name: 白水县}\n", "ref(places)") ==
        Found{"pack-duplicate-name:10"});
  CHECK(mistakes_about(rows + "  - {code: \"12\", name: 白水县, beds: some}\n", "ref(places)") ==
        Found{"pack-wrong-type:10"});
  CHECK(mistakes_about(rows + "  - {code: \"12\", nam: 白水县}\n", "ref(places)") ==
        Found{"pack-unknown-name:10"});
  const std::string list = "lists:\n  far:\n    label: {zh: 远, en: far}\n    versions: [{keys: [";
  CHECK(mistakes_about(rows + list + "\"11\"]}]\n", "ref(places)") == Found{});
  CHECK(mistakes_about(rows + list + "\"13\"]}]\n", "ref(places)") ==
        Found{"pack-unknown-name:13"});
}

TEST_CASE("a reference is narrowed by columns of its table, and by fields beside it") {
  CHECK(mistakes_about(rows, "ref(places), where: {within: '01'}, within: level") == Found{});
  CHECK(mistakes_about(rows, "ref(places), where: {province: '01'}") ==
        Found{"pack-unknown-name:6"});
  CHECK(mistakes_about(rows, "ref(places), within: province") == Found{"pack-unknown-name:6"});
  const std::string flat = "fields: {code: string, name: name, within: string, beds: int}\nrows: []\n";
  CHECK(mistakes_about(flat, "ref(places), within: level") == Found{"pack-within-without-parent:6"});
  CHECK(mistakes_about(rows, "string, where: {within: '01'}, within: level") ==
        Found{"pack-only-for-references:6", "pack-only-for-references:6"});
}

TEST_CASE("a declared value has one meaning, and a declared name one declaration") {
  const std::string level = "enums:\n  Level: {label: {zh: 级别, en: level}, values: {city: {zh: ";
  CHECK(mistakes(head + "clauses: []\n", level + "市, en: city}, county: {zh: 市, en: county}}}\n") ==
        Found{"pack-two-meanings:2", "pack-missing-field:1"});
  // A pack may mean something else by a name than what all packs share, but these are declared once.
  const std::string shared(usual_kinds, 0, std::string_view(usual_kinds).find("kinds:"));
  Diagnostics diagnostics;
  load_packs({{"reference/more.yaml", shared, "more.yaml"},
              {"reference/types.yaml", shared, "types.yaml"},
              {"trial/kinds.yaml", usual_kinds, "kinds.yaml"},
              {"trial/pack.yaml", with_rule("require: 'true'"), "pack.yaml"}},
             diagnostics);
  Found found;
  for (const auto& diagnostic : diagnostics.all()) {
    found.push_back(std::string(diagnostic.id) + ":" + diagnostic.place.file + ":" +
                    std::to_string(diagnostic.place.begin.line));
  }
  CHECK(found == Found{"pack-duplicate-name:types.yaml:2", "pack-duplicate-name:types.yaml:7"});
}

TEST_CASE("a folder without packs is an error, and one that is not there") {
  namespace fs = std::filesystem;
  const auto folder = fs::temp_directory_path() / "guiju-no-packs";
  fs::create_directories(folder);
  const auto ids = [](const std::string& name) {
    Diagnostics diagnostics;
    CHECK(read_rules_folder(name, diagnostics).empty());
    Found found;
    for (const auto& diagnostic : diagnostics.all()) found.emplace_back(diagnostic.id);
    return found;
  };
  CHECK(ids(folder.string()) == Found{"rules-folder-empty"});
  fs::remove_all(folder);
  CHECK(ids(folder.string()) == Found{"rules-folder-unreadable"});
}

}  // namespace guiju
