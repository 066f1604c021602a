#include <catch2/catch.hpp>

#include "fixture.h"

namespace guiju::cel {
namespace {

using Paths = std::vector<std::string>;

/// Two members: the first without age, the second without a unit's level and without age.
struct Sparse : World {
  Sparse() {
    const Value first = record(
        member, {{"name", text("甲")}, {"unit", record(unit, {{"level", text("city")}}, 11)}}, 10);
    const Value second = record(member, {{"name", text("乙")}, {"unit", record(unit, {}, 21)}}, 20);
    set("member", second);
    set("dossier", record(dossier, {{"members", list({first, second}, 5)}}, 1));
    set("n", number(3));
  }
};

TEST_CASE("a missing field is an error that says which field of which record") {
  Sparse world;
  const Value value = world.evaluate("member.unit.level == \"county\"");
  REQUIRE(value.is(Kind::error));
  REQUIRE(value.error->code == ErrorCode::missing_field);
  const MissingField& field = *value.error->missing;
  CHECK(field.type == world.unit);
  CHECK(field.field == 1);
  CHECK(field.holder == 21);
  CHECK(field.path == "member.unit.level");
  CHECK(field.next == nullptr);
}

TEST_CASE("all missing fields of an expression are gathered, each once, in order") {
  Sparse world;
  CHECK(Sparse::missing(world.evaluate("member.age > 18 && member.unit.beds > 3")) ==
        Paths{"member.age", "member.unit.beds"});
  CHECK(Sparse::missing(world.evaluate("member.age > 18 || member.age < 3 || member.consent")) ==
        Paths{"member.age", "member.consent"});
  CHECK(Sparse::missing(world.evaluate("member.age + member.unit.beds * 2 == 4")) ==
        Paths{"member.age", "member.unit.beds"});
  CHECK(Sparse::missing(world.evaluate("months_between(dossier.filed, member.unit.founded) > 3")) ==
        Paths{"dossier.filed", "member.unit.founded"});
  CHECK(Sparse::missing(world.evaluate("[member.age, member.unit.beds]")) ==
        Paths{"member.age", "member.unit.beds"});
  CHECK(Sparse::missing(world.evaluate("cel.bind(a, member.age, a > 1 && a < 9)")) ==
        Paths{"member.age"});
}

TEST_CASE("comprehensions gather over their elements") {
  Sparse world;
  const Value value = world.evaluate("dossier.members.all(m, m.age >= 18)");
  CHECK(Sparse::missing(value) == Paths{"m.age", "m.age"});
  CHECK(value.error->missing->holder == 10);
  CHECK(value.error->missing->next->holder == 20);
  CHECK(Sparse::missing(world.evaluate("dossier.members.exists(m, m.age >= 18)")).size() == 2);
  CHECK(Sparse::missing(world.evaluate("dossier.members.exists_one(m, m.age >= 18)")).size() == 2);
  CHECK(Sparse::missing(world.evaluate("dossier.members.filter(m, m.age >= 18)")).size() == 2);
  CHECK(Sparse::missing(world.evaluate("dossier.members.map(m, m.age)")).size() == 2);
  CHECK(Sparse::missing(world.evaluate("dossier.members.transformMap(i, m, m.age)")).size() == 2);
}

TEST_CASE("a bound variable is told as the field it stands for") {
  Sparse world;
  CHECK(Sparse::missing(world.evaluate("cel.bind(u, member.unit, u.beds > 3)")) ==
        Paths{"member.unit.beds"});
  CHECK(Sparse::missing(world.evaluate("cel.bind(m, member, cel.bind(u, m.unit, u.beds > 3))")) ==
        Paths{"member.unit.beds"});
}

TEST_CASE("what decides an expression absorbs the missing fields of the rest") {
  Sparse world;
  CHECK(world.show("member.age > 18 && n == 4") == "false");
  CHECK(world.show("member.age > 18 || n == 3") == "true");
  CHECK(world.show("dossier.members.exists(m, m.unit.level == 'city')") == "true");
  CHECK(world.show("dossier.members.all(m, m.unit.level == 'county')") == "false");
  CHECK(world.show("n == 3 ? n : member.age") == "3");
}

TEST_CASE("a genuine error wins over a missing field") {
  Sparse world;
  const Value value = world.evaluate("member.age > 18 && 1 / (n - 3) > 0");
  REQUIRE(value.is(Kind::error));
  CHECK(value.error->code == ErrorCode::divide_by_zero);
  CHECK(world.evaluate("1 / (n - 3) + member.age").error->code == ErrorCode::divide_by_zero);
}

TEST_CASE("has tells whether the papers have a field, however far up they stop") {
  Sparse world;
  CHECK(world.show("has(member.name)") == "true");
  CHECK(world.show("has(member.age)") == "false");
  CHECK(world.show("has(member.unit.level)") == "false");
  CHECK(world.show("has(dossier.lead)") == "false");
  CHECK(world.show("has(dossier.lead.name)") == "false");
  CHECK(world.show("has(dossier.counts.beds)") == "false");
}

TEST_CASE("an optional selection of a missing field is empty") {
  Sparse world;
  CHECK(world.show("member.?age.orValue(30)") == "30");
  CHECK(world.show("member.?name.orValue('none')") == "\"乙\"");
  CHECK(world.show("dossier.?lead.?name.hasValue()") == "false");
  CHECK(world.show("dossier.?lead.name.hasValue()") == "false");
}

TEST_CASE("values keep the place they were written at, and computed ones have none") {
  Sparse world;
  CHECK(world.evaluate("dossier.members").origin == 5);
  CHECK(world.evaluate("dossier.members[1]").origin == 20);
  CHECK(world.evaluate("dossier.members.filter(m, m.name == '乙')[0]").origin == 20);
  CHECK(world.evaluate("dossier.members.filter(m, m.name == '乙')").origin == no_origin);
  CHECK(world.evaluate("dossier.members.map(m, m.unit)[0]").origin == 11);
  CHECK(world.evaluate("n + 1").origin == no_origin);
}

TEST_CASE("many missing fields are gathered in linear time") {
  Sparse world;
  std::vector<Value> members;
  for (std::uint32_t i = 0; i < 20'000; ++i) members.push_back(world.record(world.member, {}, i));
  world.set("dossier", world.record(world.dossier, {{"members", world.list(members)}}));
  const Value value = world.evaluate("dossier.members.all(m, m.age > 3 && m.consent)");
  CHECK(Sparse::missing(value).size() == 40'000);
}

}  // namespace
}  // namespace guiju::cel
