#include <catch2/catch.hpp>

#include "pack/pack.h"

namespace guiju {
namespace {

const char* const kinds = R"(enums:
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
Found mistakes(const std::string& pack, const std::string& shapes = kinds) {
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
    std::string shapes = kinds;
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

}  // namespace guiju
