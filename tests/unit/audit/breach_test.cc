#include "audit/breach.h"

#include <catch2/catch.hpp>

#include "world.h"

namespace guiju {
namespace {

const char* const rules = R"(    rules:
      - {id: enough, kind: Alliance, each: dossier.members, as: m, count: {min: params.least}}
      - {id: levels, kind: Alliance, each: dossier.members, as: m, require: m.level == "county"}
      - {id: never, kind: Alliance, require: "dossier.name != ''"}
)";

const char* const bases = R"(
bases:
  three:
    kind: Alliance
    name: 甲联盟
    filed: 2024-08-01
    members: [{name: 甲院, level: county}, {name: 乙院, level: county}, {name: 丙院, level: county}]
  two: [{kind: Alliance, name: 甲联盟, filed: 2024-08-01, members: [{name: 甲院, level: county}]}]
cases:
)";

struct Shelf {
  explicit Shelf(const std::string& cases) : world(rules) {
    REQUIRE_FALSE(world.diagnostics.has_errors());
    Diagnostics diagnostics;
    file = read_cases(pack(), {"trial/cases.yaml", bases + cases, "trial/cases.yaml"}, diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
  }
  const Pack& pack() const { return *world.packs.all().front(); }
  std::optional<Breach> breach(const char* rule) const {
    return smallest_breach(world.packs, *pack().find_rule(rule), file);
  }
  World world;
  CaseFile file;
};

TEST_CASE("the example that breaks a rule has the least else wrong, then the fewest edits") {
  const Shelf shelf(R"(
  - name: with another fault
    base: three
    remove: ["members[0].level", "members[2]"]
    expect: {enough: violated, levels: undecided}
  - name: two edits
    base: three
    set: {"name": 乙联盟}
    remove: ["members[2]"]
    expect: {enough: violated}
  - name: one edit
    base: three
    remove: ["members[2]"]
    expect: {enough: violated}
)");
  const auto breach = shelf.breach("enough");
  REQUIRE(breach);
  CHECK(breach->one->name == "one edit");
  REQUIRE(breach->findings.size() == 1);
  CHECK(sentence_of(breach->findings[0], Language::en) ==
        "2 found, at least 3 required; 1 more needed");
}

TEST_CASE("where no case violates a rule, one that leaves it undecided serves") {
  const Shelf shelf(R"(
  - name: a level is missing
    base: three
    remove: ["members[1].level"]
    expect: {levels: undecided}
)");
  const auto breach = shelf.breach("levels");
  REQUIRE(breach);
  CHECK(breach->findings[0].outcome == Outcome::undecided);
}

TEST_CASE("no example where no case breaks the rule, or the case does not come out as it says") {
  const Shelf shelf(R"(
  - name: it says so, but it is not
    base: three
    expect: {never: violated}
)");
  CHECK_FALSE(shelf.breach("never"));
  CHECK_FALSE(shelf.breach("enough"));
}

TEST_CASE("paths and values of edits are told by labels") {
  const Shelf shelf("  - {name: x, base: three, expect: {}}\n");
  const auto& base = shelf.file.bases.at("three");
  CHECK(label_of_path(shelf.pack(), base, "members[1].level").zh == "成员单位第2项的级别");
  CHECK(label_of_path(shelf.pack(), base, "members[1].level").en == "members 2, level");
  CHECK(label_of_path(shelf.pack(), base, "nothing.known").zh == "nothing的known");
  CHECK(label_of_path(shelf.pack(), shelf.file.bases.at("two"), "[0].members").zh ==
        "第1份材料的成员单位");
  Tree county;
  county.kind = NodeKind::scalar;
  county.text = "county";
  CHECK(words_at_path(shelf.pack(), base, "members[1].level", county).zh == "县级");
  CHECK(words_at_path(shelf.pack(), base, "name", county).zh == "county");
}

}  // namespace
}  // namespace guiju
