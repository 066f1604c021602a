#include "report/outcome_changes.h"

#include <catch2/catch.hpp>

#include "world.h"

namespace guiju {
namespace {

std::string least(int number, const std::string& id = "enough") {
  return "    rules: [{id: " + id +
         ", kind: Alliance, each: dossier.members, as: m, count: {min: " + std::to_string(number) +
         "}}]\n";
}

/// The same dossiers judged by two versions of a pack.
struct Both {
  Both(const std::string& before, const std::string& after,
       const std::vector<std::string>& dossiers)
      : old_world(before), new_world(after) {
    REQUIRE_FALSE(old_world.diagnostics.has_errors());
    REQUIRE_FALSE(new_world.diagnostics.has_errors());
    difference = compare_packs({&old_world.packs, old_world.packs.all().front().get(), "old"},
                               {&new_world.packs, new_world.packs.all().front().get(), "new"});
    AuditOptions options;
    options.outside_term = true;
    was = old_world.judge(dossiers, options);
    is = new_world.judge(dossiers, options);
    changes = compare_outcomes(difference, was, is, {});
  }

  World old_world, new_world;
  Difference difference;
  Report was, is;
  OutcomeChanges changes;
};

const char* const two_members = "members: [{name: 甲院}, {name: 乙院}]\n";

TEST_CASE("a dossier that passes and now fails is counted, with the rule and its sentence") {
  const Both both(least(2), least(3), {alliance(two_members)});
  REQUIRE(both.changes.changed.size() == 1);
  const auto& change = both.changes.changed.front();
  CHECK(change.before == Standing::passes);
  CHECK(change.after == Standing::fails);
  REQUIRE(change.rules.size() == 1);
  CHECK(change.rules[0].was == Outcome::satisfied);
  CHECK(change.rules[0].is == Outcome::violated);
  CHECK(change.rules[0].sentence.en == "2 found, at least 3 required; 1 more needed");
  CHECK(both.changes.number(Standing::passes, Standing::fails) == 1);
  CHECK(both.changes.standing_changed() == 1);
}

TEST_CASE("a dossier whose outcomes stay is not told") {
  const Both both(least(1), least(2), {alliance(two_members)});
  CHECK(both.changes.dossiers == 1);
  CHECK(both.changes.changed.empty());
}

TEST_CASE("a renamed rule comes to the same") {
  const Both both(least(3), least(3, "sufficient"), {alliance(two_members)});
  CHECK(both.changes.changed.empty());
}

TEST_CASE("a rule that is new is told where it finds a fault, not where it is kept") {
  const Both kept(least(1), least(1) + R"(
  - id: 一.2
    says: {zh: 又一项, en: another}
    rules: [{id: named, kind: Alliance, require: "dossier.name == '甲联盟'"}]
)",
                  {alliance(two_members)});
  CHECK(kept.changes.changed.empty());
  const Both broken(least(1), least(1) + R"(
  - id: 一.2
    says: {zh: 又一项, en: another}
    rules: [{id: named, kind: Alliance, require: "dossier.name == '乙联盟'"}]
)",
                    {alliance(two_members)});
  REQUIRE(broken.changes.changed.size() == 1);
  CHECK(broken.changes.changed[0].rules[0].before == nullptr);
  CHECK_FALSE(broken.changes.changed[0].rules[0].was);
}

TEST_CASE("more faults of one rule are a change, though the outcome is the same") {
  const auto needs = [](const std::string& field) {
    return "    rules: [{id: given, kind: Alliance, each: dossier.members, as: m, require: "
           "'has(m." +
           field + ")'}]\n";
  };
  const Both both(needs("level"), needs("beds"),
                  {alliance("members: [{name: 甲院, level: city}, {name: 乙院}]\n")});
  REQUIRE(both.changes.changed.size() == 1);
  const auto& rule = both.changes.changed[0].rules.at(0);
  CHECK(rule.was == rule.is);
  CHECK(rule.was_times == 1);
  CHECK(rule.is_times == 2);
}

TEST_CASE("a day outside the term is judged, and marked") {
  const Both both(least(2), least(3),
                  {"kind: Alliance\nname: 甲联盟\nfiled: 2023-01-01\n" + std::string(two_members)});
  REQUIRE(both.changes.changed.size() == 1);
  CHECK(both.changes.changed[0].outside_before);
  CHECK(both.changes.changed[0].outside_after);
  CHECK(both.changes.changed[0].after == Standing::fails);
}

TEST_CASE("a dossier that neither can judge is told, with the reason") {
  const Both both(least(2), least(3), {"kind: Something\n"});
  REQUIRE(both.changes.changed.size() == 1);
  CHECK(both.changes.changed[0].before == Standing::not_judged);
  REQUIRE_FALSE(both.changes.changed[0].diagnostics.empty());
  CHECK(both.changes.changed[0].diagnostics[0].by == DiagnosticChange::By::both);
}

TEST_CASE("a rule across the audit is told of the dossier it finds a fault in, and once") {
  const auto unique = [](const std::string& key) {
    return "    rules: [{id: once, kind: Alliance, across: audit, each: dossier.members, as: m, "
           "unique: '" +
           key + "'}]\n";
  };
  const std::string other =
      "kind: Alliance\nname: 乙联盟\nfiled: 2024-08-01\nmembers: [{name: 乙院}]\n";
  const Both both(unique("[m.name, dossier.name]"), unique("m.name"),
                  {alliance(two_members), other});
  std::size_t told = 0;
  for (const auto& change : both.changes.changed) told += change.rules.size();
  CHECK(told == 1);
}

}  // namespace
}  // namespace guiju
